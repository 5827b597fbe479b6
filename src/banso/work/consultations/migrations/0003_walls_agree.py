"""A wall is not raised across visits that count under programmes on both sides of it."""

from pathlib import Path

from django.db import migrations

WALLS = Path(__file__).parents[1] / "sql" / "walls.sql"
BACK = """
    DROP TRIGGER consultation_walls_agree ON public.registers_programme;
    DROP FUNCTION public.consultation_walls_agree();
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0002_behind_one_wall")]

    operations = [migrations.RunSQL(WALLS.read_text(encoding="utf-8"), reverse_sql=BACK)]

"""How many numbers of a table were given is told to the operator alone."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "numbers.sql"


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), reverse_sql="DROP FUNCTION public.banso_last_number(text, text)")
    ]

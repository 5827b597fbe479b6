"""What is found and how many there are come from one reading of the index; frequent words are read by date in any case."""

from pathlib import Path

from django.db import migrations

ASKING = Path(__file__).parents[1] / "sql" / "asking.sql"


class Migration(migrations.Migration):
    dependencies = [("search", "0003_numbers")]

    operations = [migrations.RunSQL(ASKING.read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop)]

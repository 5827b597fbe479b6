"""The functions through which alone the index is kept."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"
NAMES = "search_settled, search_drop, search_take, search_keeper, search_granted, search_hidden"


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunSQL(
            (SQL / "functions.sql").read_text(encoding="utf-8"), reverse_sql=f"DROP FUNCTION {NAMES}"
        )
    ]

"""The functions through which alone the index is read and kept."""

from pathlib import Path

from django.db import migrations

FUNCTIONS = Path(__file__).parents[1] / "sql" / "functions.sql"
NAMES = "search_hidden, search_granted, search_keeper, search_take, search_put, search_drop, search_settled"


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [
        migrations.RunSQL(
            FUNCTIONS.read_text(encoding="utf-8"), reverse_sql=f"DROP FUNCTION {NAMES}"
        )
    ]

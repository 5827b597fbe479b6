"""The functions through which alone the index is read and kept."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql"
NAMES = (
    "search_count, search_find, search_matching, search_limits, "
    "search_settled, search_drop, search_put, search_take, search_keeper, search_granted, search_hidden"
)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [(SQL / name).read_text(encoding="utf-8") for name in ("functions.sql", "asking.sql")],
            reverse_sql=f"DROP FUNCTION {NAMES}",
        )
    ]

"""The search's first stretches are short: the latest thousand documents may happen to lack a word that is frequent."""

from pathlib import Path

from django.db import migrations

LATEST = Path(__file__).parents[1] / "sql" / "latest.sql"


class Migration(migrations.Migration):
    dependencies = [("search", "0005_bounded_search")]

    operations = [migrations.RunSQL(LATEST.read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop)]

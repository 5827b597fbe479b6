"""Numbers have an index of their own, questions a programme; the functions by which the index is asked."""

from pathlib import Path

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations

ASKING = Path(__file__).parents[1] / "sql" / "asking.sql"
NAMES = "search_count, search_find, search_matching, search_limits, search_put"
AGAIN = """
    INSERT INTO public.search_stale (kind, object_id, gone)
    SELECT kind, object_id, false FROM public.search_document WHERE names ~ '[0-9]{3}' ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0002_functions")]

    operations = [
        migrations.AddField("document", "numbers", SearchVectorField("電話番号などの数字", null=True)),
        migrations.AddIndex("document", GinIndex(fastupdate=False, fields=["numbers"], name="search_numbers")),
        migrations.RunSQL(ASKING.read_text(encoding="utf-8"), reverse_sql=f"DROP FUNCTION {NAMES}"),
        migrations.RunSQL(AGAIN, reverse_sql=migrations.RunSQL.noop),
    ]

"""Words and periods in one index, and names by pairs of letters, so that a search's work is bounded whatever is asked."""

from pathlib import Path

from django.db import migrations

LATEST = Path(__file__).parents[1] / "sql" / "latest.sql"
# Indexes over what the functions make of a document. Django has no words for them.
INDEXES = """
    CREATE INDEX search_words_placed ON public.search_document
    USING gin (words, public.search_places(kind, programme, day, id)) WITH (fastupdate = off);
    CREATE INDEX search_parts_of_names ON public.search_document
    USING gin (public.search_pairs(names)) WITH (fastupdate = off) WHERE names <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0004_cases_alike")]

    operations = [
        migrations.RunSQL(LATEST.read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(INDEXES, reverse_sql="DROP INDEX public.search_words_placed, public.search_parts_of_names"),
        migrations.RemoveIndex("document", "search_words"),
        migrations.RemoveIndex("document", "search_named"),
    ]

"""What the index tells is limited within a programme too: by the cases hidden from who asks, and by the sides of a case."""

from pathlib import Path

from django.db import migrations, models

LIMITS = Path(__file__).parents[1] / "sql" / "limits.sql"
# documents of walled programmes say from now on to which case they belong: each is noted to be read anew
NOTE = """
    INSERT INTO public.search_stale (kind, object_id, gone)
    SELECT d.kind, d.object_id, false FROM public.search_document d
    JOIN public.registers_programme p ON p.id = d.programme AND p.walled_to_id IS NOT NULL
    ORDER BY d.kind, d.object_id ON CONFLICT (kind, object_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0007_postal_codes_of_companies"),
        ("registers", "0012_keepers_of_confidential_cases"),
    ]

    operations = [
        migrations.AddField("document", "of_case", models.BigIntegerField("案件", blank=True, null=True)),
        migrations.AddField(
            "document", "side", models.CharField("立場", blank=True, db_default="", default="", max_length=10)
        ),
        migrations.RunSQL(LIMITS.read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(NOTE, migrations.RunSQL.noop),
    ]

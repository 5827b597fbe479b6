"""Companies are found by their postal code, too: each is noted to be read anew."""

from django.db import migrations

NOTE = """
    INSERT INTO public.search_stale (kind, object_id, gone)
    SELECT 'registers.company', id, false FROM public.registers_company ORDER BY id
    ON CONFLICT (kind, object_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0006_short_stretches_first"), ("registers", "0008_numbers_in_one_form")]

    operations = [migrations.RunSQL(NOTE, migrations.RunSQL.noop)]

"""Letters of orders take their numbers from the house's counter of numbers, which goes on after the last one of each year."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

GOES_ON = """
INSERT INTO core_numberseries (name, fiscal_year, last)
SELECT 'orders.letters', fiscal_year, max(number) FROM orders_letter GROUP BY fiscal_year
ON CONFLICT (name, fiscal_year) DO UPDATE SET last = greatest(core_numberseries.last, excluded.last)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_number_series'),
        ('orders', '0005_days_to_ask'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='letter',
            name='letter_number_once',
        ),
        migrations.AddField(
            model_name='letter',
            name='series',
            field=models.CharField(default='orders.letters', editable=False, max_length=60, verbose_name='番号の系列'),
        ),
        migrations.AddField(
            model_name='letterevent',
            name='series',
            field=models.CharField(default='orders.letters', editable=False, max_length=60, verbose_name='番号の系列'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orders_letterevent" ("addressee", "created_at", "id", "inquiry_id", "introduction_id", "issued_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "updated_at") VALUES (NEW."addressee", NEW."created_at", NEW."id", NEW."inquiry_id", NEW."introduction_id", NEW."issued_on", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."series", NEW."updated_at"); RETURN NULL;', hash='af3fff2b02ce2ce98d5607a0c31922b427ecdeac', operation='INSERT', pgid='pgtrigger_insert_insert_cf1e7', table='orders_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."addressee" IS DISTINCT FROM (NEW."addressee") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."inquiry_id" IS DISTINCT FROM (NEW."inquiry_id") OR OLD."introduction_id" IS DISTINCT FROM (NEW."introduction_id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."series" IS DISTINCT FROM (NEW."series") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "orders_letterevent" ("addressee", "created_at", "id", "inquiry_id", "introduction_id", "issued_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "updated_at") VALUES (NEW."addressee", NEW."created_at", NEW."id", NEW."inquiry_id", NEW."introduction_id", NEW."issued_on", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."series", NEW."updated_at"); RETURN NULL;', hash='272863990b46476ca9a523df90f4f355d552fe7e', operation='UPDATE', pgid='pgtrigger_update_update_d6587', table='orders_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orders_letterevent" ("addressee", "created_at", "id", "inquiry_id", "introduction_id", "issued_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "series", "updated_at") VALUES (OLD."addressee", OLD."created_at", OLD."id", OLD."inquiry_id", OLD."introduction_id", OLD."issued_on", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."series", OLD."updated_at"); RETURN NULL;', hash='0a76e0a286a31878dfa334bbadb36f9a346ec256', operation='DELETE', pgid='pgtrigger_delete_delete_3c11b', table='orders_letter', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('series', 'fiscal_year', 'number'), name='letter_number_once'),
        ),
        migrations.RunSQL(GOES_ON, migrations.RunSQL.noop),
    ]

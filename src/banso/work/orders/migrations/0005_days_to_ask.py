"""A day to ask keeps the sentence that made it; those counted before have none."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0004_drawings'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='chase',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='chase',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='chase',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='chase',
            name='sentence',
            field=models.CharField(blank=True, editable=False, max_length=120, verbose_name='期日の決まり方'),
        ),
        migrations.AddField(
            model_name='chaseevent',
            name='sentence',
            field=models.CharField(blank=True, editable=False, max_length=120, verbose_name='期日の決まり方'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chase',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orders_chaseevent" ("created_at", "due_on", "id", "introduction_id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "updated_at") VALUES (NEW."created_at", NEW."due_on", NEW."id", NEW."introduction_id", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sentence", NEW."updated_at"); RETURN NULL;', hash='53d627f4c212b71fca4423e47183d32cbb2a17ca', operation='INSERT', pgid='pgtrigger_insert_insert_a77a7', table='orders_chase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "orders_chaseevent" ("created_at", "due_on", "id", "introduction_id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "updated_at") VALUES (NEW."created_at", NEW."due_on", NEW."id", NEW."introduction_id", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sentence", NEW."updated_at"); RETURN NULL;', hash='fcc92e23d45bb2da58cb152b085b222f54af9b72', operation='UPDATE', pgid='pgtrigger_update_update_091d0', table='orders_chase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='chase',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "orders_chaseevent" ("created_at", "due_on", "id", "introduction_id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "updated_at") VALUES (OLD."created_at", OLD."due_on", OLD."id", OLD."introduction_id", OLD."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sentence", OLD."updated_at"); RETURN NULL;', hash='1010895c8f8674aa1ecd2ba72482703eeb1aeb1f', operation='DELETE', pgid='pgtrigger_delete_delete_da094', table='orders_chase', when='AFTER')),
        ),
    ]

"""Days to ask and what was heard are kept as every kind keeps them that asks after something: the same columns under the same names."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fairs', '0005_links_are_invitations'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='followup',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='followup',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='followup',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='followupround',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='followupround',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='followupround',
            name='delete_delete',
        ),
        migrations.RenameField(model_name='followup', old_name='answered_on', new_name='heard_on'),
        migrations.RenameField(model_name='followupevent', old_name='answered_on', new_name='heard_on'),
        migrations.AddField(
            model_name='followupround',
            name='sentence',
            field=models.CharField(blank=True, editable=False, max_length=120, verbose_name='期日の決まり方'),
        ),
        migrations.AddField(
            model_name='followuproundevent',
            name='sentence',
            field=models.CharField(blank=True, editable=False, max_length=120, verbose_name='期日の決まり方'),
        ),
        migrations.AlterField(
            model_name='followup',
            name='heard_on',
            field=models.DateField(verbose_name='確認日'),
        ),
        migrations.AlterField(
            model_name='followup',
            name='note',
            field=models.CharField(blank=True, max_length=200, verbose_name='内容'),
        ),
        migrations.AlterField(
            model_name='followupevent',
            name='heard_on',
            field=models.DateField(verbose_name='確認日'),
        ),
        migrations.AlterField(
            model_name='followupevent',
            name='note',
            field=models.CharField(blank=True, max_length=200, verbose_name='内容'),
        ),
        migrations.AlterField(
            model_name='followupround',
            name='due_on',
            field=models.DateField(db_index=True, verbose_name='確認期限'),
        ),
        migrations.AlterField(
            model_name='followupround',
            name='months',
            field=models.PositiveSmallIntegerField(verbose_name='経過月数'),
        ),
        migrations.AlterField(
            model_name='followuproundevent',
            name='due_on',
            field=models.DateField(verbose_name='確認期限'),
        ),
        migrations.AlterField(
            model_name='followuproundevent',
            name='months',
            field=models.PositiveSmallIntegerField(verbose_name='経過月数'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fairs_followupevent" ("created_at", "heard_on", "id", "meeting_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "round_id", "updated_at") VALUES (NEW."created_at", NEW."heard_on", NEW."id", NEW."meeting_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."result", NEW."round_id", NEW."updated_at"); RETURN NULL;', hash='4db1df16bd78dd8b7ea80c030a32777f5e93003a', operation='INSERT', pgid='pgtrigger_insert_insert_9fa93', table='fairs_followup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "fairs_followupevent" ("created_at", "heard_on", "id", "meeting_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "round_id", "updated_at") VALUES (NEW."created_at", NEW."heard_on", NEW."id", NEW."meeting_id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."result", NEW."round_id", NEW."updated_at"); RETURN NULL;', hash='78a68d8db6ae00f55aba9724069b4a758509e966', operation='UPDATE', pgid='pgtrigger_update_update_0da70', table='fairs_followup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followup',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fairs_followupevent" ("created_at", "heard_on", "id", "meeting_id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result", "round_id", "updated_at") VALUES (OLD."created_at", OLD."heard_on", OLD."id", OLD."meeting_id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."result", OLD."round_id", OLD."updated_at"); RETURN NULL;', hash='38aaafc2577479b26062517eb527fb23e8bae2f0', operation='DELETE', pgid='pgtrigger_delete_delete_f8022', table='fairs_followup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followupround',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fairs_followuproundevent" ("created_at", "due_on", "fair_id", "id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "updated_at") VALUES (NEW."created_at", NEW."due_on", NEW."fair_id", NEW."id", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sentence", NEW."updated_at"); RETURN NULL;', hash='3a724cfab5c90fd64c86360e57458d704b080c16', operation='INSERT', pgid='pgtrigger_insert_insert_be232', table='fairs_followupround', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followupround',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "fairs_followuproundevent" ("created_at", "due_on", "fair_id", "id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "updated_at") VALUES (NEW."created_at", NEW."due_on", NEW."fair_id", NEW."id", NEW."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sentence", NEW."updated_at"); RETURN NULL;', hash='b3ea97cfdadb5b059006b62e7e7aef047659eab0', operation='UPDATE', pgid='pgtrigger_update_update_522e2', table='fairs_followupround', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followupround',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fairs_followuproundevent" ("created_at", "due_on", "fair_id", "id", "months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sentence", "updated_at") VALUES (OLD."created_at", OLD."due_on", OLD."fair_id", OLD."id", OLD."months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sentence", OLD."updated_at"); RETURN NULL;', hash='2cc28b08b40a325fe11dc77416f0fe5a25a385ec', operation='DELETE', pgid='pgtrigger_delete_delete_ff40a', table='fairs_followupround', when='AFTER')),
        ),
    ]

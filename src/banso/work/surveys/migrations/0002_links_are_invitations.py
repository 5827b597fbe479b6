"""The key of an answer page becomes a guest's address, and goes on opening: the database keeps its digest alone from here on."""

import hashlib
from datetime import timedelta

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

OPEN_FOR = timedelta(days=365)  # keys had no end; whoever has one from now on has it for a year


def ask_by_the_one_way_in(apps, schema_editor):
    """Each company that has a key is asked by it, as it was; companies that have several meet them on one page."""
    guests, invitations, doors = (apps.get_model("guests", name) for name in ("Guest", "Invitation", "Door"))
    targets = apps.get_model("surveys", "SurveyTarget").objects.filter(token__isnull=False)
    until = localdate() + OPEN_FOR
    for target in targets.select_related("survey", "company").iterator():
        who = f"company:{target.company_id}:"
        key = salted_hmac("banso.office.guests", who, algorithm="sha256").hexdigest()
        guest, _ = guests.objects.get_or_create(key=key)
        target.invitation = invitations.objects.create(
            guest=guest, kind="survey", programme_id=target.survey.programme_id, company_id=target.company_id,
            name=target.company.name, until=until,
        )
        target.save(update_fields=["invitation"])
        digest = hashlib.sha256(target.token.encode()).hexdigest()
        doors.objects.create(guest=guest, digest=digest, expires_on=until)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('guests', '0001_invitations_doors_and_answers'),
        ('surveys', '0001_initial'),
    ]

    operations = [
        TablesAtOnce([
            pgtrigger.migrations.RemoveTrigger(
                model_name='surveytarget',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='surveytarget',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='surveytarget',
                name='delete_delete',
            ),
            migrations.AddField(
                model_name='surveytarget',
                name='invitation',
                field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='survey_target', to='guests.invitation', verbose_name='お願い'),
            ),
            migrations.AddField(
                model_name='surveytargetevent',
                name='invitation',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='guests.invitation', verbose_name='お願い'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surveytarget',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_surveytargetevent" ("answered_on", "company_id", "created_at", "id", "invitation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "survey_id", "updated_at") VALUES (NEW."answered_on", NEW."company_id", NEW."created_at", NEW."id", NEW."invitation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sent_on", NEW."survey_id", NEW."updated_at"); RETURN NULL;', hash='3cef7bb27c96c57bb7968801e4a2642ee23c03dc', operation='INSERT', pgid='pgtrigger_insert_insert_0129b', table='surveys_surveytarget', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surveytarget',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_surveytargetevent" ("answered_on", "company_id", "created_at", "id", "invitation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "survey_id", "updated_at") VALUES (NEW."answered_on", NEW."company_id", NEW."created_at", NEW."id", NEW."invitation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_on", NEW."survey_id", NEW."updated_at"); RETURN NULL;', hash='073cd6b85a5e3c624357dd985ed0643fe6e115f1', operation='UPDATE', pgid='pgtrigger_update_update_42f4c', table='surveys_surveytarget', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surveytarget',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_surveytargetevent" ("answered_on", "company_id", "created_at", "id", "invitation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "survey_id", "updated_at") VALUES (OLD."answered_on", OLD."company_id", OLD."created_at", OLD."id", OLD."invitation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sent_on", OLD."survey_id", OLD."updated_at"); RETURN NULL;', hash='992df3eec592ba6bded2cc4ee937477eb3e13f0a', operation='DELETE', pgid='pgtrigger_delete_delete_cb0d4', table='surveys_surveytarget', when='AFTER')),
            ),
        ]),
        migrations.RunPython(ask_by_the_one_way_in, migrations.RunPython.noop),
        TablesAtOnce([
            migrations.RemoveField(
                model_name='surveytarget',
                name='token',
            ),
            migrations.RemoveField(
                model_name='surveytargetevent',
                name='token',
            ),
        ]),
    ]

"""Personal links become invitations: the addresses that were sent out go on opening, and end on the day they were to."""

import hashlib

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.core import signing
from django.db import migrations, models
from django.utils.crypto import salted_hmac


def ask_by_the_one_way_in(apps, schema_editor):
    """Whoever had a link is asked by its address, as before; when it ends, and whether it was shut, is the address's from here on."""
    guests, invitations, doors = (apps.get_model("guests", name) for name in ("Guest", "Invitation", "Door"))
    links = apps.get_model("fairs", "Link").objects.select_related("participant__company", "participant__fair", "host__fair")
    signer = signing.Signer(salt="banso.work.fairs.link")
    for link in links.select_related("host__organisation"):
        one = link.participant or link.host
        asked = {"programme_id": one.fair.programme_id, "until": link.expires_on}
        if link.participant:
            asked |= {"kind": "fair-company", "company_id": one.company_id, "name": one.company.name, "email": one.email}
            who = f"company:{one.company_id}:{one.email.strip().lower()}"
            key = salted_hmac("banso.office.guests", who, algorithm="sha256").hexdigest()
            guest, _ = guests.objects.get_or_create(key=key)
        else:
            asked |= {"kind": "fair-partner", "name": one.organisation.name}
            guest = guests.objects.create()
        link.invitation = invitations.objects.create(guest=guest, **asked)
        link.save(update_fields=["invitation"])
        digest = hashlib.sha256(signer.sign(link.pk.hex).encode()).hexdigest()
        doors.objects.create(guest=guest, digest=digest, expires_on=link.expires_on, shut_at=link.revoked_at)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):

    dependencies = [
        ('fairs', '0004_telephones_in_one_form'),
        ('guests', '0001_invitations_doors_and_answers'),
    ]

    operations = [
        TablesAtOnce([
            pgtrigger.migrations.RemoveTrigger(
                model_name='link',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='link',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='link',
                name='delete_delete',
            ),
            migrations.AddField(
                model_name='link',
                name='invitation',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fair_link', to='guests.invitation', verbose_name='お願い'),
            ),
            migrations.AddField(
                model_name='linkevent',
                name='invitation',
                field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='guests.invitation', verbose_name='お願い'),
            ),
            migrations.RemoveField(
                model_name='linkevent',
                name='expires_on',
            ),
            migrations.RemoveField(
                model_name='linkevent',
                name='revoked_at',
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='link',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fairs_linkevent" ("created_at", "host_id", "id", "invitation_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."host_id", NEW."id", NEW."invitation_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='33fc2d1e36e271ea1b9b3a4b90be0b5db2f71a41', operation='INSERT', pgid='pgtrigger_insert_insert_488bc', table='fairs_link', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='link',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "fairs_linkevent" ("created_at", "host_id", "id", "invitation_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."host_id", NEW."id", NEW."invitation_id", NEW."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='b74b4be1e8eeebc0d55200837e74e3a4538c24ec', operation='UPDATE', pgid='pgtrigger_update_update_7a644', table='fairs_link', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='link',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "fairs_linkevent" ("created_at", "host_id", "id", "invitation_id", "participant_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."created_at", OLD."host_id", OLD."id", OLD."invitation_id", OLD."participant_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='683da94c4a91f6eb972a62836fa8ecdaf84cd5f1', operation='DELETE', pgid='pgtrigger_delete_delete_625c9', table='fairs_link', when='AFTER')),
            ),
        ]),
        migrations.RunPython(ask_by_the_one_way_in, migrations.RunPython.noop),
        TablesAtOnce([
            migrations.RemoveField(
                model_name='link',
                name='expires_on',
            ),
            migrations.RemoveField(
                model_name='link',
                name='revoked_at',
            ),
            migrations.RemoveField(
                model_name='linkuse',
                name='link',
            ),
            migrations.DeleteModel(
                name='LinkUse',
            ),
        ]),
    ]

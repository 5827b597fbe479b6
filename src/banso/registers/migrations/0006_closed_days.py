"""Closed days, with the usual ones: a data folder that has none would count deadlines over holidays."""

from datetime import date

import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from banso.registers.usual_days import FIRST_YEAR, YEARS_AHEAD, usual_closed_days


def note_usual_days(apps, schema_editor):
    closed_day = apps.get_model("registers", "ClosedDay")
    years = range(FIRST_YEAR, date.today().year + YEARS_AHEAD + 1)
    closed_day.objects.bulk_create(closed_day(**facts) for facts in usual_closed_days(years))


class Migration(migrations.Migration):

    dependencies = [
        ('registers', '0005_symbols_of_units'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedDayEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                ('on', models.DateField(error_messages={'unique': 'この日はすでに登録されています。その行を修正してください。'}, verbose_name='日付')),
                ('kind', models.CharField(choices=[('holiday', '国民の祝日・休日'), ('closure', 'センターの休業日'), ('open', '開所する日')], help_text='「開所する日」は、土曜・日曜や、祝日でなくなった日など、その日に開所することを表します', max_length=10, verbose_name='種類')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClosedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                ('on', models.DateField(error_messages={'unique': 'この日はすでに登録されています。その行を修正してください。'}, unique=True, verbose_name='日付')),
                ('kind', models.CharField(choices=[('holiday', '国民の祝日・休日'), ('closure', 'センターの休業日'), ('open', '開所する日')], help_text='「開所する日」は、土曜・日曜や、祝日でなくなった日など、その日に開所することを表します', max_length=10, verbose_name='種類')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
            ],
            options={
                'verbose_name': '休日・休業日',
                'verbose_name_plural': '休日・休業日',
                'ordering': ['on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['holiday', 'closure', 'open'])), name='closed_day_kind_known', violation_error_message='種類を一覧から選んでください。')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closedday',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "registers_closeddayevent" ("created_at", "id", "kind", "name", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."name", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='d1ad4af7f91ba44679423650df54cddf233075ea', operation='INSERT', pgid='pgtrigger_insert_insert_627c9', table='registers_closedday', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closedday',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "registers_closeddayevent" ("created_at", "id", "kind", "name", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."name", NEW."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='746ec6175128ec8484eeb926b3807ed151342f63', operation='UPDATE', pgid='pgtrigger_update_update_c450d', table='registers_closedday', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closedday',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "registers_closeddayevent" ("created_at", "id", "kind", "name", "on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."kind", OLD."name", OLD."on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='48fe371ac6c64b240630b5676739bf8fc2eb7438', operation='DELETE', pgid='pgtrigger_delete_delete_b7310', table='registers_closedday', when='AFTER')),
        ),
        migrations.AddField(
            model_name='closeddayevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='registers.closedday'),
        ),
        migrations.RunPython(note_usual_days, migrations.RunPython.noop),
    ]

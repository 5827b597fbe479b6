import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registers', '0001_initial'),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Diagnosis',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('received_on', models.DateField(verbose_name='受領日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'received_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'received_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.organisation', verbose_name='実施機関')),
                    ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses', to='registers.company', verbose_name='企業')),
                    ('has_successor', models.BooleanField(blank=True, null=True, verbose_name='後継者あり')),
                    ('wants_help', models.BooleanField(default=False, verbose_name='支援希望')),
                ],
                options={
                    'verbose_name': '事業承継診断',
                    'verbose_name_plural': '事業承継診断',
                    'ordering': ['-received_on', '-pk'],
                    'indexes': [models.Index(fields=['programme', 'fiscal_year'], name='diagnosis_figures')],
                },
            ),
            migrations.CreateModel(
                name='DiagnosisEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='succession.diagnosis')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('received_on', models.DateField(verbose_name='受領日')),
                    ('sender', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='実施機関')),
                    ('company', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('has_successor', models.BooleanField(blank=True, null=True, verbose_name='後継者あり')),
                    ('wants_help', models.BooleanField(default=False, verbose_name='支援希望')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='diagnosis',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "succession_diagnosisevent" ("company_id", "created_at", "has_successor", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "received_on", "sender_id", "updated_at", "wants_help") VALUES (NEW."company_id", NEW."created_at", NEW."has_successor", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."received_on", NEW."sender_id", NEW."updated_at", NEW."wants_help"); RETURN NULL;', hash='e48803ebc63bcdd7785f8e7a235072f3c2581f1b', operation='INSERT', pgid='pgtrigger_insert_insert_657ac', table='succession_diagnosis', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='diagnosis',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."has_successor" IS DISTINCT FROM (NEW."has_successor") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."sender_id" IS DISTINCT FROM (NEW."sender_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."wants_help" IS DISTINCT FROM (NEW."wants_help"))', func='INSERT INTO "succession_diagnosisevent" ("company_id", "created_at", "has_successor", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "received_on", "sender_id", "updated_at", "wants_help") VALUES (NEW."company_id", NEW."created_at", NEW."has_successor", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."received_on", NEW."sender_id", NEW."updated_at", NEW."wants_help"); RETURN NULL;', hash='4b927c90463a1d204aa43b6da3b2fb472cea2044', operation='UPDATE', pgid='pgtrigger_update_update_5f709', table='succession_diagnosis', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='diagnosis',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "succession_diagnosisevent" ("company_id", "created_at", "has_successor", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "received_on", "sender_id", "updated_at", "wants_help") VALUES (OLD."company_id", OLD."created_at", OLD."has_successor", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."received_on", OLD."sender_id", OLD."updated_at", OLD."wants_help"); RETURN NULL;', hash='26846977b3adb767ae544ee32a9ceb63da1e0b9d', operation='DELETE', pgid='pgtrigger_delete_delete_35791', table='succession_diagnosis', when='AFTER')),
            ),
        ]),
    ]

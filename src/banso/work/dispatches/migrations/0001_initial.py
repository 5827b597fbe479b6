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
                name='Dispatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='registers.company', verbose_name='派遣先企業')),
                    ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.expert', verbose_name='専門家')),
                    ('decided_on', models.DateField(verbose_name='派遣決定日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'decided_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'decided_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('subject', models.CharField(max_length=200, verbose_name='派遣テーマ')),
                ],
                options={
                    'verbose_name': '専門家派遣',
                    'verbose_name_plural': '専門家派遣',
                    'ordering': ['-decided_on', '-pk'],
                    'indexes': [models.Index(fields=['programme', 'company'], name='dispatch_figures')],
                },
            ),
            migrations.CreateModel(
                name='DispatchEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='dispatches.dispatch')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='派遣先企業')),
                    ('expert', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.expert', verbose_name='専門家')),
                    ('decided_on', models.DateField(verbose_name='派遣決定日')),
                    ('subject', models.CharField(max_length=200, verbose_name='派遣テーマ')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Visit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('dispatch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='dispatches.dispatch', verbose_name='派遣')),
                    ('visited_on', models.DateField(verbose_name='訪問日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'visited_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'visited_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='時間(分)')),
                    ('report', models.TextField(blank=True, verbose_name='実施内容')),
                ],
                options={
                    'verbose_name': '派遣の実施',
                    'verbose_name_plural': '派遣の実施',
                    'ordering': ['-visited_on', '-pk'],
                    'indexes': [models.Index(fields=['fiscal_year', 'dispatch'], name='visit_figures')],
                    'constraints': [models.UniqueConstraint(fields=('dispatch', 'visited_on'), name='visit_once_a_day', violation_error_message='同じ派遣の同じ日の実施がすでに登録されています。')],
                },
            ),
            migrations.CreateModel(
                name='VisitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='dispatches.visit')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('dispatch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dispatches.dispatch', verbose_name='派遣')),
                    ('visited_on', models.DateField(verbose_name='訪問日')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='時間(分)')),
                    ('report', models.TextField(blank=True, verbose_name='実施内容')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dispatch',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dispatches_dispatchevent" ("company_id", "created_at", "decided_on", "expert_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "subject", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."decided_on", NEW."expert_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."subject", NEW."updated_at"); RETURN NULL;', hash='80015115f7b2f033b8fd37abca423e2582c8fd31', operation='INSERT', pgid='pgtrigger_insert_insert_ecfc6', table='dispatches_dispatch', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dispatch',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."expert_id" IS DISTINCT FROM (NEW."expert_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "dispatches_dispatchevent" ("company_id", "created_at", "decided_on", "expert_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "subject", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."decided_on", NEW."expert_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."subject", NEW."updated_at"); RETURN NULL;', hash='452de8de8c9066c971e05edf0152518a8b9b6c5c', operation='UPDATE', pgid='pgtrigger_update_update_5fe88', table='dispatches_dispatch', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='dispatch',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dispatches_dispatchevent" ("company_id", "created_at", "decided_on", "expert_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "subject", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."decided_on", OLD."expert_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."subject", OLD."updated_at"); RETURN NULL;', hash='bda05af05ba99a7dc2749ad65ead11410b7329ce', operation='DELETE', pgid='pgtrigger_delete_delete_aa82d', table='dispatches_dispatch', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dispatches_visitevent" ("created_at", "dispatch_id", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "updated_at", "visited_on") VALUES (NEW."created_at", NEW."dispatch_id", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."report", NEW."updated_at", NEW."visited_on"); RETURN NULL;', hash='eea525a995a7c4f161bafa88b8740a0e92b96dbd', operation='INSERT', pgid='pgtrigger_insert_insert_6e3aa', table='dispatches_visit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."dispatch_id" IS DISTINCT FROM (NEW."dispatch_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."report" IS DISTINCT FROM (NEW."report") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."visited_on" IS DISTINCT FROM (NEW."visited_on"))', func='INSERT INTO "dispatches_visitevent" ("created_at", "dispatch_id", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "updated_at", "visited_on") VALUES (NEW."created_at", NEW."dispatch_id", NEW."id", NEW."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."report", NEW."updated_at", NEW."visited_on"); RETURN NULL;', hash='4d734654f8c85b4ebf374857a83f78a291ade8ff', operation='UPDATE', pgid='pgtrigger_update_update_aab05', table='dispatches_visit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='visit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dispatches_visitevent" ("created_at", "dispatch_id", "id", "minutes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "updated_at", "visited_on") VALUES (OLD."created_at", OLD."dispatch_id", OLD."id", OLD."minutes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."report", OLD."updated_at", OLD."visited_on"); RETURN NULL;', hash='fdc496855994928bcc7691ffe91b2854cd901e91', operation='DELETE', pgid='pgtrigger_delete_delete_0a939', table='dispatches_visit', when='AFTER')),
            ),
        ]),
    ]

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
        ('pipelines', '0001_initial'),
        ('registers', '0001_initial'),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='PlanCase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('scheme', models.CharField(choices=[('full', '経営改善計画策定支援(405事業)'), ('early', '早期経営改善計画策定支援')], max_length=8, verbose_name='制度')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_cases', to='registers.company', verbose_name='企業')),
                    ('adviser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.organisation', verbose_name='認定支援機関')),
                ],
                options={
                    'verbose_name': '経営改善計画',
                    'verbose_name_plural': '経営改善計画',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['programme', 'scheme'], name='plan_case_figures')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('scheme__in', ['full', 'early'])), name='plan_case_known_scheme')],
                },
            ),
            migrations.CreateModel(
                name='Accompaniment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accompaniments', to='turnaround.plancase', verbose_name='経営改善計画')),
                    ('held_on', models.DateField(verbose_name='実施日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'held_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'held_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('note', models.TextField(blank=True, verbose_name='内容')),
                ],
                options={
                    'verbose_name': '伴走支援',
                    'verbose_name_plural': '伴走支援',
                    'ordering': ['-held_on', '-pk'],
                    'indexes': [models.Index(fields=['fiscal_year', 'case'], name='accompaniment_figures')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'held_on'), name='accompaniment_once_a_day')],
                },
            ),
            migrations.CreateModel(
                name='JobsKept',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('completion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='jobs_kept', to='pipelines.stageentry', verbose_name='計画策定支援の完了')),
                    ('employees', models.PositiveIntegerField(verbose_name='維持された雇用(名)')),
                ],
                options={
                    'verbose_name': '雇用維持効果',
                    'verbose_name_plural': '雇用維持効果',
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='JobsKeptEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.jobskept')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('completion', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pipelines.stageentry', verbose_name='計画策定支援の完了')),
                    ('employees', models.PositiveIntegerField(verbose_name='維持された雇用(名)')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AccompanimentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.accompaniment')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('case', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.plancase', verbose_name='経営改善計画')),
                    ('held_on', models.DateField(verbose_name='実施日')),
                    ('note', models.TextField(blank=True, verbose_name='内容')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='PlanCaseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.plancase')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('scheme', models.CharField(choices=[('full', '経営改善計画策定支援(405事業)'), ('early', '早期経営改善計画策定支援')], max_length=8, verbose_name='制度')),
                    ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('adviser', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='認定支援機関')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Receipt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='turnaround.plancase', verbose_name='経営改善計画')),
                    ('kind', models.CharField(choices=[('application', '事業利用申請'), ('claim', '計画策定費用支払申請')], max_length=12, verbose_name='種類')),
                    ('received_on', models.DateField(verbose_name='受付日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'received_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'received_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                ],
                options={
                    'verbose_name': '申請の受付',
                    'verbose_name_plural': '申請の受付',
                    'ordering': ['-received_on', '-pk'],
                    'indexes': [models.Index(fields=['fiscal_year', 'kind'], name='receipt_figures')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'kind'), name='receipt_once', violation_error_message='この計画の同じ申請はすでに受け付けています。')],
                },
            ),
            migrations.CreateModel(
                name='ReceiptEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='turnaround.receipt')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('case', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='turnaround.plancase', verbose_name='経営改善計画')),
                    ('kind', models.CharField(choices=[('application', '事業利用申請'), ('claim', '計画策定費用支払申請')], max_length=12, verbose_name='種類')),
                    ('received_on', models.DateField(verbose_name='受付日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='jobskept',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_jobskeptevent" ("completion_id", "created_at", "employees", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."completion_id", NEW."created_at", NEW."employees", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='ed64ac5bb457176068bc9468d0e6f9491b9feca7', operation='INSERT', pgid='pgtrigger_insert_insert_0f788', table='turnaround_jobskept', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='jobskept',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_jobskeptevent" ("completion_id", "created_at", "employees", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."completion_id", NEW."created_at", NEW."employees", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='97aeac9e1911895a521a8744e9d2a2e1beca4c0f', operation='UPDATE', pgid='pgtrigger_update_update_f3b8a', table='turnaround_jobskept', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='jobskept',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_jobskeptevent" ("completion_id", "created_at", "employees", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."completion_id", OLD."created_at", OLD."employees", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='37dec661a07265ad9be5d475559cabd7eca8dad5', operation='DELETE', pgid='pgtrigger_delete_delete_a9fe4', table='turnaround_jobskept', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancase',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_plancaseevent" ("adviser_id", "company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scheme", "updated_at") VALUES (NEW."adviser_id", NEW."company_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."scheme", NEW."updated_at"); RETURN NULL;', hash='af2c5bb2b4bcd7ed5f88dce63529a18c4cffe954', operation='INSERT', pgid='pgtrigger_insert_insert_3b722', table='turnaround_plancase', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancase',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "turnaround_plancaseevent" ("adviser_id", "company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scheme", "updated_at") VALUES (NEW."adviser_id", NEW."company_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."scheme", NEW."updated_at"); RETURN NULL;', hash='90ac9b99a6c5e6a12522d9e43270f27c80820fa1', operation='UPDATE', pgid='pgtrigger_update_update_c6fe6', table='turnaround_plancase', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='plancase',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_plancaseevent" ("adviser_id", "company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "scheme", "updated_at") VALUES (OLD."adviser_id", OLD."company_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."scheme", OLD."updated_at"); RETURN NULL;', hash='e6d243a5fa6d4f0c904b9edee09518f8647e4f6b', operation='DELETE', pgid='pgtrigger_delete_delete_7d03b', table='turnaround_plancase', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accompaniment',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_accompanimentevent" ("case_id", "created_at", "held_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."held_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='8b69fce4901b415995c988ee0696c7811527dba4', operation='INSERT', pgid='pgtrigger_insert_insert_bcb62', table='turnaround_accompaniment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accompaniment',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "turnaround_accompanimentevent" ("case_id", "created_at", "held_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."held_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='fad8a6abe9e0ac83809acf61b156e4c8331f8c90', operation='UPDATE', pgid='pgtrigger_update_update_1ff6a', table='turnaround_accompaniment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='accompaniment',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_accompanimentevent" ("case_id", "created_at", "held_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."case_id", OLD."created_at", OLD."held_on", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='84dc2b769066fda05eac3b9fff9804257f2bf0cd', operation='DELETE', pgid='pgtrigger_delete_delete_8d646', table='turnaround_accompaniment', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='receipt',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_receiptevent" ("case_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_on", NEW."updated_at"); RETURN NULL;', hash='569e25c39eea273cd396b2841a8650394de3d575', operation='INSERT', pgid='pgtrigger_insert_insert_5afb8', table='turnaround_receipt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='receipt',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "turnaround_receiptevent" ("case_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_on", NEW."updated_at"); RETURN NULL;', hash='ea8d8ddae3b3da13754235b6383fe7f00999fbf4', operation='UPDATE', pgid='pgtrigger_update_update_ae0fb', table='turnaround_receipt', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='receipt',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "turnaround_receiptevent" ("case_id", "created_at", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "updated_at") VALUES (OLD."case_id", OLD."created_at", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_on", OLD."updated_at"); RETURN NULL;', hash='bc0b791ddfd243f456a4bcbc0fbf56e8692bf20f', operation='DELETE', pgid='pgtrigger_delete_delete_49b3f', table='turnaround_receipt', when='AFTER')),
            ),
        ]),
    ]

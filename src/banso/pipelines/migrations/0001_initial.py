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
                name='Case',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='registers.programme', verbose_name='事業')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='registers.company', verbose_name='企業')),
                    ('opened_on', models.DateField(verbose_name='受付日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'opened_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'opened_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('staff', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.staff', verbose_name='担当者')),
                    ('summary', models.TextField(blank=True, verbose_name='概要')),
                ],
                options={
                    'verbose_name': '案件',
                    'verbose_name_plural': '案件',
                    'ordering': ['-opened_on', '-pk'],
                    'indexes': [models.Index(fields=['programme', 'fiscal_year'], name='case_figures')],
                },
            ),
            migrations.CreateModel(
                name='CaseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pipelines.case')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('opened_on', models.DateField(verbose_name='受付日')),
                    ('staff', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.staff', verbose_name='担当者')),
                    ('summary', models.TextField(blank=True, verbose_name='概要')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Stage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='registers.programme', verbose_name='事業')),
                    ('code', models.SlugField(max_length=40, verbose_name='段階コード')),
                    ('name', models.CharField(max_length=60, verbose_name='段階')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                    ('closes', models.BooleanField(default=False, help_text='この段階に入った案件は終結とする', verbose_name='終結')),
                ],
                options={
                    'verbose_name': '段階',
                    'verbose_name_plural': '段階',
                    'ordering': ['programme', 'position', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='stage_code_once')],
                },
            ),
            migrations.CreateModel(
                name='StageEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='pipelines.case', verbose_name='案件')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='pipelines.stage', verbose_name='段階')),
                    ('entered_on', models.DateField(verbose_name='移行日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'entered_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'entered_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                ],
                options={
                    'verbose_name': '段階の移行',
                    'verbose_name_plural': '段階の移行',
                    'ordering': ['case', 'entered_on', 'pk'],
                    'indexes': [models.Index(fields=['stage', 'fiscal_year'], name='stage_entry_figures')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'stage'), name='stage_entered_once', violation_error_message='この案件はすでにその段階に入っています。')],
                },
            ),
            migrations.CreateModel(
                name='StageEntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pipelines.stageentry')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('case', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pipelines.case', verbose_name='案件')),
                    ('stage', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pipelines.stage', verbose_name='段階')),
                    ('entered_on', models.DateField(verbose_name='移行日')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='StageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pipelines.stage')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('code', models.SlugField(db_index=False, max_length=40, verbose_name='段階コード')),
                    ('name', models.CharField(max_length=60, verbose_name='段階')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                    ('closes', models.BooleanField(default=False, help_text='この段階に入った案件は終結とする', verbose_name='終結')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='case',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pipelines_caseevent" ("company_id", "created_at", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "staff_id", "summary", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."staff_id", NEW."summary", NEW."updated_at"); RETURN NULL;', hash='d3c3d4ad81ebb6acdece67381ad58f912dfcd8aa', operation='INSERT', pgid='pgtrigger_insert_insert_4baff', table='pipelines_case', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='case',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."staff_id" IS DISTINCT FROM (NEW."staff_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "pipelines_caseevent" ("company_id", "created_at", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "staff_id", "summary", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."staff_id", NEW."summary", NEW."updated_at"); RETURN NULL;', hash='36a7bde5354c5a03bca91e3f5f26e460b3f66563', operation='UPDATE', pgid='pgtrigger_update_update_9e46a', table='pipelines_case', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='case',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pipelines_caseevent" ("company_id", "created_at", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "staff_id", "summary", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."id", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."staff_id", OLD."summary", OLD."updated_at"); RETURN NULL;', hash='e1cb40f67d4e2c11ee564b3a4d6db44e0cc558bd', operation='DELETE', pgid='pgtrigger_delete_delete_93add', table='pipelines_case', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='stage',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pipelines_stageevent" ("closes", "code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (NEW."closes", NEW."code", NEW."created_at", NEW."ended_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='65418fb594f0f0e110ed18f5bccd721c085c5ba5', operation='INSERT', pgid='pgtrigger_insert_insert_4c82c', table='pipelines_stage', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='stage',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pipelines_stageevent" ("closes", "code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (NEW."closes", NEW."code", NEW."created_at", NEW."ended_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='b4e0bf7408432827e24cbad19c6bdcd9e93d0cb6', operation='UPDATE', pgid='pgtrigger_update_update_5297f', table='pipelines_stage', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='stage',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pipelines_stageevent" ("closes", "code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (OLD."closes", OLD."code", OLD."created_at", OLD."ended_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='831602f6c96d86aeab6568611cb93c86ca5a165c', operation='DELETE', pgid='pgtrigger_delete_delete_3020f', table='pipelines_stage', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='stageentry',
                trigger=pgtrigger.compiler.Trigger(name='keep_stage_entries', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b401afebac447cc89b4a875e225f604c20bcc1d0', operation='UPDATE', pgid='pgtrigger_keep_stage_entries_a7f0b', table='pipelines_stageentry', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='stageentry',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pipelines_stageentryevent" ("case_id", "created_at", "entered_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."entered_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."stage_id", NEW."updated_at"); RETURN NULL;', hash='3b82d0742e7203604cf2bbeb850f84219181652a', operation='INSERT', pgid='pgtrigger_insert_insert_44cee', table='pipelines_stageentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='stageentry',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."entered_on" IS DISTINCT FROM (NEW."entered_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."stage_id" IS DISTINCT FROM (NEW."stage_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "pipelines_stageentryevent" ("case_id", "created_at", "entered_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."entered_on", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."stage_id", NEW."updated_at"); RETURN NULL;', hash='6447324d557a772f62c4b9986800a3532f65efab', operation='UPDATE', pgid='pgtrigger_update_update_933de', table='pipelines_stageentry', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='stageentry',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pipelines_stageentryevent" ("case_id", "created_at", "entered_on", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage_id", "updated_at") VALUES (OLD."case_id", OLD."created_at", OLD."entered_on", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."stage_id", OLD."updated_at"); RETURN NULL;', hash='3848b11f8ad4a13f914947f51814bb5609e470c9', operation='DELETE', pgid='pgtrigger_delete_delete_5a1e2', table='pipelines_stageentry', when='AFTER')),
            ),
        ]),
    ]

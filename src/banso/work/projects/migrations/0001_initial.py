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
                name='Project',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('theme', models.CharField(max_length=200, verbose_name='研究テーマ')),
                    ('starts_on', models.DateField(verbose_name='開始日')),
                    ('ends_on', models.DateField(verbose_name='終了日')),
                ],
                options={
                    'verbose_name': '研究開発プロジェクト',
                    'verbose_name_plural': '研究開発プロジェクト',
                    'ordering': ['-starts_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='project_ends_after_start', violation_error_message='終了日が開始日より前です。日付を確かめてください。')],
                },
            ),
            migrations.CreateModel(
                name='Member',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='projects.project', verbose_name='プロジェクト')),
                    ('name', models.CharField(max_length=120, verbose_name='実施機関')),
                    ('place', models.CharField(blank=True, max_length=40, verbose_name='所在地')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'verbose_name': '実施機関',
                    'verbose_name_plural': '実施機関',
                    'ordering': ['project', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='project_member_once')],
                },
            ),
            migrations.CreateModel(
                name='MemberEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.member')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('project', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='プロジェクト')),
                    ('name', models.CharField(max_length=120, verbose_name='実施機関')),
                    ('place', models.CharField(blank=True, max_length=40, verbose_name='所在地')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ProjectEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.project')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('theme', models.CharField(max_length=200, verbose_name='研究テーマ')),
                    ('starts_on', models.DateField(verbose_name='開始日')),
                    ('ends_on', models.DateField(verbose_name='終了日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='YearDecision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='projects.project', verbose_name='プロジェクト')),
                    ('decided_on', models.DateField(verbose_name='交付決定日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'decided_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'decided_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('amount', models.BigIntegerField(verbose_name='交付決定額(円)')),
                ],
                options={
                    'verbose_name': '年度ごとの交付決定',
                    'verbose_name_plural': '年度ごとの交付決定',
                    'ordering': ['-decided_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='year_decision_not_negative', violation_error_message='金額や人数は0以上で入力してください。'), models.UniqueConstraint(fields=('project', 'fiscal_year'), name='year_decision_once', violation_error_message='この年度の交付決定はすでに登録されています。')],
                },
            ),
            migrations.CreateModel(
                name='YearDecisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.yeardecision')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('project', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='プロジェクト')),
                    ('decided_on', models.DateField(verbose_name='交付決定日')),
                    ('amount', models.BigIntegerField(verbose_name='交付決定額(円)')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("created_at", "ends_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "theme", "updated_at") VALUES (NEW."created_at", NEW."ends_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."starts_on", NEW."theme", NEW."updated_at"); RETURN NULL;', hash='e758bbe4f6b83f7e410763bab9fe1a5e462608ae', operation='INSERT', pgid='pgtrigger_insert_insert_2e147', table='projects_project', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_projectevent" ("created_at", "ends_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "theme", "updated_at") VALUES (NEW."created_at", NEW."ends_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."starts_on", NEW."theme", NEW."updated_at"); RETURN NULL;', hash='2ce945d072c55c1baf45741046fa399639e7021a', operation='UPDATE', pgid='pgtrigger_update_update_804c3', table='projects_project', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("created_at", "ends_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "theme", "updated_at") VALUES (OLD."created_at", OLD."ends_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."starts_on", OLD."theme", OLD."updated_at"); RETURN NULL;', hash='efdf70a114ce48b4b6081e586efbad18f0b8b4bf', operation='DELETE', pgid='pgtrigger_delete_delete_2192f', table='projects_project', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='member',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_memberevent" ("created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "position", "project_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."position", NEW."project_id", NEW."updated_at"); RETURN NULL;', hash='78d6b9b1c24d176d433e2ed8b4706751f4fd5953', operation='INSERT', pgid='pgtrigger_insert_insert_6bbab', table='projects_member', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='member',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_memberevent" ("created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "position", "project_id", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."position", NEW."project_id", NEW."updated_at"); RETURN NULL;', hash='8f49ce081840a00b926566c7edd6ae7d94d06097', operation='UPDATE', pgid='pgtrigger_update_update_588ad', table='projects_member', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='member',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_memberevent" ("created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "position", "project_id", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."position", OLD."project_id", OLD."updated_at"); RETURN NULL;', hash='3f4eed7a5f45c25f8ac3460b3f3962bc2f289e9e', operation='DELETE', pgid='pgtrigger_delete_delete_f04df', table='projects_member', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yeardecision',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_yeardecisionevent" ("amount", "created_at", "decided_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "updated_at") VALUES (NEW."amount", NEW."created_at", NEW."decided_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."project_id", NEW."updated_at"); RETURN NULL;', hash='557f0fe7dd3f642a76df3c6de3d23937f5a50ed9', operation='INSERT', pgid='pgtrigger_insert_insert_08ae7', table='projects_yeardecision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yeardecision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "projects_yeardecisionevent" ("amount", "created_at", "decided_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "updated_at") VALUES (NEW."amount", NEW."created_at", NEW."decided_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."project_id", NEW."updated_at"); RETURN NULL;', hash='234011705ee0a19e64acf431399dd25d3a6e688b', operation='UPDATE', pgid='pgtrigger_update_update_00d01', table='projects_yeardecision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yeardecision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_yeardecisionevent" ("amount", "created_at", "decided_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "updated_at") VALUES (OLD."amount", OLD."created_at", OLD."decided_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."project_id", OLD."updated_at"); RETURN NULL;', hash='66e67e37a49fd1b1c932132ed8ec9d5c5df408e4', operation='DELETE', pgid='pgtrigger_delete_delete_faaf1', table='projects_yeardecision', when='AFTER')),
            ),
        ]),
    ]

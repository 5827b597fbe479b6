import banso.work.grants.fields
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
                name='Course',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='registers.programme', verbose_name='事業')),
                    ('code', models.SlugField(max_length=40, verbose_name='コースコード')),
                    ('name', models.CharField(max_length=80, verbose_name='コース・枠')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'verbose_name': '補助コース',
                    'verbose_name_plural': '補助コース',
                    'ordering': ['programme', 'position', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='course_code_once')],
                },
            ),
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='grants.course', verbose_name='コース・枠')),
                    ('opened_on', models.DateField(verbose_name='公募開始日')),
                    ('closes_on', models.DateField(blank=True, null=True, verbose_name='締切日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'opened_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'opened_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('executed_in', models.PositiveSmallIntegerField(help_text='補助事業を行う年度', verbose_name='事業年度')),
                    ('rate', banso.work.grants.fields.RateField(help_text='1/2、2/3 など', max_length=12, verbose_name='補助率')),
                    ('cap', models.BigIntegerField(verbose_name='上限額(円)')),
                ],
                options={
                    'verbose_name': '公募',
                    'verbose_name_plural': '公募',
                    'ordering': ['-opened_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__isnull', True), ('closes_on__gte', models.F('opened_on')), _connector='OR'), name='call_closes_after_opening', violation_error_message='終了日が開始日より前です。日付を確かめてください。'), models.CheckConstraint(condition=models.Q(('cap__isnull', True), ('cap__gte', 0), _connector='OR'), name='call_cap_not_negative', violation_error_message='金額や人数は0以上で入力してください。')],
                },
            ),
            migrations.CreateModel(
                name='Application',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='grants.call', verbose_name='公募')),
                    ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grant_applications', to='registers.company', verbose_name='申請企業')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.person', verbose_name='申請者')),
                    ('applied_on', models.DateField(verbose_name='申請日')),
                    ('title', models.CharField(max_length=160, verbose_name='事業名')),
                    ('requested', models.BigIntegerField(verbose_name='申請額(円)')),
                ],
                options={
                    'verbose_name': '補助申請',
                    'verbose_name_plural': '補助申請',
                    'ordering': ['-applied_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('requested__isnull', True), ('requested__gte', 0), _connector='OR'), name='application_not_negative', violation_error_message='金額や人数は0以上で入力してください。'), models.CheckConstraint(condition=models.Q(('company__isnull', False), ('person__isnull', False), _connector='OR'), name='application_has_applicant', violation_error_message='申請企業か申請者のどちらかを入力してください。')],
                },
            ),
            migrations.CreateModel(
                name='ApplicationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.application')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('call', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grants.call', verbose_name='公募')),
                    ('company', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='申請企業')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.person', verbose_name='申請者')),
                    ('applied_on', models.DateField(verbose_name='申請日')),
                    ('title', models.CharField(max_length=160, verbose_name='事業名')),
                    ('requested', models.BigIntegerField(verbose_name='申請額(円)')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CallEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.call')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('course', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grants.course', verbose_name='コース・枠')),
                    ('opened_on', models.DateField(verbose_name='公募開始日')),
                    ('closes_on', models.DateField(blank=True, null=True, verbose_name='締切日')),
                    ('executed_in', models.PositiveSmallIntegerField(help_text='補助事業を行う年度', verbose_name='事業年度')),
                    ('rate', banso.work.grants.fields.RateField(help_text='1/2、2/3 など', max_length=12, verbose_name='補助率')),
                    ('cap', models.BigIntegerField(verbose_name='上限額(円)')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='CourseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.course')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('code', models.SlugField(db_index=False, max_length=40, verbose_name='コースコード')),
                    ('name', models.CharField(max_length=80, verbose_name='コース・枠')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='grants.application', verbose_name='補助申請')),
                    ('step', models.CharField(choices=[('adopted', '採択'), ('granted', '交付決定'), ('settled', '額の確定'), ('rejected', '不採択')], max_length=10, verbose_name='決定')),
                    ('decided_on', models.DateField(verbose_name='決定日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'decided_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'decided_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='決定額(円)')),
                ],
                options={
                    'verbose_name': '決定',
                    'verbose_name_plural': '決定',
                    'ordering': ['-decided_on', '-pk'],
                    'indexes': [models.Index(fields=['step', 'fiscal_year'], name='decision_figures')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='decision_not_negative', violation_error_message='金額や人数は0以上で入力してください。'), models.UniqueConstraint(fields=('application', 'step'), name='decision_once', violation_error_message='この申請の同じ決定がすでに登録されています。'), models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('step', 'rejected')), models.Q(models.Q(('step', 'rejected'), _negated=True), ('amount__isnull', False)), _connector='OR'), name='decision_amount_unless_rejected', violation_error_message='決定額を入力してください。不採択には金額を入れません。')],
                },
            ),
            migrations.CreateModel(
                name='DecisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='grants.decision')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('application', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='grants.application', verbose_name='補助申請')),
                    ('step', models.CharField(choices=[('adopted', '採択'), ('granted', '交付決定'), ('settled', '額の確定'), ('rejected', '不採択')], max_length=10, verbose_name='決定')),
                    ('decided_on', models.DateField(verbose_name='決定日')),
                    ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='決定額(円)')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='application',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_applicationevent" ("applied_on", "call_id", "company_id", "created_at", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested", "title", "updated_at") VALUES (NEW."applied_on", NEW."call_id", NEW."company_id", NEW."created_at", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."requested", NEW."title", NEW."updated_at"); RETURN NULL;', hash='6af6850551f6e36a07b83f9c357009fb9d954303', operation='INSERT', pgid='pgtrigger_insert_insert_ddea1', table='grants_application', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='application',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_applicationevent" ("applied_on", "call_id", "company_id", "created_at", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested", "title", "updated_at") VALUES (NEW."applied_on", NEW."call_id", NEW."company_id", NEW."created_at", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."requested", NEW."title", NEW."updated_at"); RETURN NULL;', hash='265a893bd3c32effc696166862b09527bdc6d6b8', operation='UPDATE', pgid='pgtrigger_update_update_6080d', table='grants_application', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='application',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_applicationevent" ("applied_on", "call_id", "company_id", "created_at", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requested", "title", "updated_at") VALUES (OLD."applied_on", OLD."call_id", OLD."company_id", OLD."created_at", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."requested", OLD."title", OLD."updated_at"); RETURN NULL;', hash='cd825e0b9570e0f3db5b1a4fbae899482048c116', operation='DELETE', pgid='pgtrigger_delete_delete_31633', table='grants_application', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='course',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_courseevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (NEW."code", NEW."created_at", NEW."ended_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='c0bc9372ad4cb0ba452eaf063613f5609628429c', operation='INSERT', pgid='pgtrigger_insert_insert_e9eb3', table='grants_course', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='course',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "grants_courseevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (NEW."code", NEW."created_at", NEW."ended_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='7f3e5fa904ac9e40453dd9e92b7eed2e04ddc6e6', operation='UPDATE', pgid='pgtrigger_update_update_0b11f', table='grants_course', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='course',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_courseevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (OLD."code", OLD."created_at", OLD."ended_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='f30ea0dc359dcfd178df74788f4ecf9618be26c0', operation='DELETE', pgid='pgtrigger_delete_delete_99294', table='grants_course', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_callevent" ("cap", "closes_on", "course_id", "created_at", "executed_in", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (NEW."cap", NEW."closes_on", NEW."course_id", NEW."created_at", NEW."executed_in", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."updated_at"); RETURN NULL;', hash='7b0a970193305bcb0c451310608fd3bb5aa9b498', operation='INSERT', pgid='pgtrigger_insert_insert_cfc0d', table='grants_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cap" IS DISTINCT FROM (NEW."cap") OR OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."course_id" IS DISTINCT FROM (NEW."course_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."executed_in" IS DISTINCT FROM (NEW."executed_in") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "grants_callevent" ("cap", "closes_on", "course_id", "created_at", "executed_in", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (NEW."cap", NEW."closes_on", NEW."course_id", NEW."created_at", NEW."executed_in", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."updated_at"); RETURN NULL;', hash='ce5fd55cfe77b6c9def2370a2064f82a91e9340a', operation='UPDATE', pgid='pgtrigger_update_update_1d6a7', table='grants_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='call',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_callevent" ("cap", "closes_on", "course_id", "created_at", "executed_in", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "updated_at") VALUES (OLD."cap", OLD."closes_on", OLD."course_id", OLD."created_at", OLD."executed_in", OLD."id", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."updated_at"); RETURN NULL;', hash='28a65fb3515eaa0c0d8c900c2afee3503a6c3333', operation='DELETE', pgid='pgtrigger_delete_delete_e6b56', table='grants_call', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_decisionevent" ("amount", "application_id", "created_at", "decided_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "updated_at") VALUES (NEW."amount", NEW."application_id", NEW."created_at", NEW."decided_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."step", NEW."updated_at"); RETURN NULL;', hash='77324269f0511e06e8a3c70355ce977f50772124', operation='INSERT', pgid='pgtrigger_insert_insert_9728d', table='grants_decision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "grants_decisionevent" ("amount", "application_id", "created_at", "decided_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "updated_at") VALUES (NEW."amount", NEW."application_id", NEW."created_at", NEW."decided_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."step", NEW."updated_at"); RETURN NULL;', hash='41900c933b2ef5231b362317f3eae0fecfb5648f', operation='UPDATE', pgid='pgtrigger_update_update_de108', table='grants_decision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='decision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "grants_decisionevent" ("amount", "application_id", "created_at", "decided_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step", "updated_at") VALUES (OLD."amount", OLD."application_id", OLD."created_at", OLD."decided_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."step", OLD."updated_at"); RETURN NULL;', hash='995433fe3c70fe925cd156e7b6a5924f50bf9539', operation='DELETE', pgid='pgtrigger_delete_delete_ce7ab', table='grants_decision', when='AFTER')),
            ),
        ]),
    ]

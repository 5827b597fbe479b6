import django.contrib.postgres.fields
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
                name='Survey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('code', models.SlugField(help_text='毎年行う調査には同じコードを付ける', max_length=40, verbose_name='調査コード')),
                    ('name', models.CharField(max_length=120, verbose_name='調査名')),
                    ('reference_date', models.DateField(verbose_name='調査基準日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'reference_date', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'reference_date', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('answer_by', models.DateField(blank=True, null=True, verbose_name='回答期限')),
                    ('request', models.TextField(blank=True, help_text='依頼状と回答ページの初めに載せる', verbose_name='依頼文')),
                ],
                options={
                    'verbose_name': '調査',
                    'verbose_name_plural': '調査',
                    'ordering': ['-reference_date', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'code', 'fiscal_year'), name='survey_once_a_year')],
                },
            ),
            migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='surveys.survey', verbose_name='調査')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='順番')),
                    ('text', models.CharField(max_length=200, verbose_name='質問')),
                    ('kind', models.CharField(choices=[('one', '1つ選ぶ'), ('some', 'いくつでも選ぶ'), ('text', '自由に書く')], max_length=6, verbose_name='答え方')),
                    ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='カンマで区切る', size=None, verbose_name='選択肢')),
                ],
                options={
                    'verbose_name': '質問',
                    'verbose_name_plural': '質問',
                    'ordering': ['survey', 'position'],
                    'constraints': [models.UniqueConstraint(fields=('survey', 'position'), name='question_place_once', violation_error_message='この順番の質問はすでにあります。'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'text'), ('options', [])), models.Q(models.Q(('kind', 'text'), _negated=True), models.Q(('options', []), _negated=True)), _connector='OR'), name='question_options_iff_chosen', violation_error_message='選ぶ質問には選択肢が必要です。自由に書く質問には入れません。')],
                },
            ),
            migrations.CreateModel(
                name='SurveyTarget',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='surveys.survey', verbose_name='調査')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='registers.company', verbose_name='企業')),
                    ('sent_on', models.DateField(verbose_name='送付日')),
                    ('answered_on', models.DateField(blank=True, null=True, verbose_name='回答日')),
                    ('token', models.CharField(editable=False, max_length=40, null=True, unique=True, verbose_name='回答ページの鍵')),
                ],
                options={
                    'verbose_name': '調査対象',
                    'verbose_name_plural': '調査対象',
                    'ordering': ['-sent_on', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('survey', 'company'), name='survey_target_once', violation_error_message='この企業はすでに調査の対象に入っています。'), models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('sent_on')), _connector='OR'), name='survey_answer_after_sending', violation_error_message='終了日が開始日より前です。日付を確かめてください。')],
                },
            ),
            migrations.CreateModel(
                name='Reminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='surveys.surveytarget', verbose_name='調査対象')),
                    ('reminded_on', models.DateField(verbose_name='督促日')),
                ],
                options={
                    'verbose_name': '督促',
                    'verbose_name_plural': '督促',
                    'ordering': ['-reminded_on', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('target', 'reminded_on'), name='reminder_once_a_day')],
                },
            ),
            migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='surveys.surveytarget', verbose_name='調査対象')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='surveys.question', verbose_name='質問')),
                    ('chosen', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='選んだもの')),
                    ('text', models.TextField(blank=True, verbose_name='書いたこと')),
                ],
                options={
                    'verbose_name': '調査の回答',
                    'verbose_name_plural': '調査の回答',
                    'ordering': ['target', 'question'],
                    'constraints': [models.UniqueConstraint(fields=('target', 'question'), name='answer_once')],
                },
            ),
            migrations.CreateModel(
                name='QuestionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.question')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('survey', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.survey', verbose_name='調査')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='順番')),
                    ('text', models.CharField(max_length=200, verbose_name='質問')),
                    ('kind', models.CharField(choices=[('one', '1つ選ぶ'), ('some', 'いくつでも選ぶ'), ('text', '自由に書く')], max_length=6, verbose_name='答え方')),
                    ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, help_text='カンマで区切る', size=None, verbose_name='選択肢')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SurveyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.survey')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('code', models.SlugField(db_index=False, help_text='毎年行う調査には同じコードを付ける', max_length=40, verbose_name='調査コード')),
                    ('name', models.CharField(max_length=120, verbose_name='調査名')),
                    ('reference_date', models.DateField(verbose_name='調査基準日')),
                    ('answer_by', models.DateField(blank=True, null=True, verbose_name='回答期限')),
                    ('request', models.TextField(blank=True, help_text='依頼状と回答ページの初めに載せる', verbose_name='依頼文')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReminderEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.reminder')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('target', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.surveytarget', verbose_name='調査対象')),
                    ('reminded_on', models.DateField(verbose_name='督促日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AnswerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.answer')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('target', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.surveytarget', verbose_name='調査対象')),
                    ('question', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.question', verbose_name='質問')),
                    ('chosen', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='選んだもの')),
                    ('text', models.TextField(blank=True, verbose_name='書いたこと')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SurveyTargetEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.surveytarget')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('survey', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.survey', verbose_name='調査')),
                    ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('sent_on', models.DateField(verbose_name='送付日')),
                    ('answered_on', models.DateField(blank=True, null=True, verbose_name='回答日')),
                    ('token', models.CharField(editable=False, max_length=40, null=True, verbose_name='回答ページの鍵')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='survey',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_surveyevent" ("answer_by", "code", "created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reference_date", "request", "updated_at") VALUES (NEW."answer_by", NEW."code", NEW."created_at", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."reference_date", NEW."request", NEW."updated_at"); RETURN NULL;', hash='9ef096fb4478bc0457174d2a3d29fd7f4bc2cf90', operation='INSERT', pgid='pgtrigger_insert_insert_472a1', table='surveys_survey', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='survey',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer_by" IS DISTINCT FROM (NEW."answer_by") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."reference_date" IS DISTINCT FROM (NEW."reference_date") OR OLD."request" IS DISTINCT FROM (NEW."request") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "surveys_surveyevent" ("answer_by", "code", "created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reference_date", "request", "updated_at") VALUES (NEW."answer_by", NEW."code", NEW."created_at", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."reference_date", NEW."request", NEW."updated_at"); RETURN NULL;', hash='6fbd9be3d6dc4659c5a85fabd3a80148889ea56b', operation='UPDATE', pgid='pgtrigger_update_update_7c6a9', table='surveys_survey', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='survey',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_surveyevent" ("answer_by", "code", "created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reference_date", "request", "updated_at") VALUES (OLD."answer_by", OLD."code", OLD."created_at", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."reference_date", OLD."request", OLD."updated_at"); RETURN NULL;', hash='eccf7874d3983c2b45243323b5f07bd76a9b586a', operation='DELETE', pgid='pgtrigger_delete_delete_0ba4d', table='surveys_survey', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='question',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_questionevent" ("created_at", "id", "kind", "options", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "survey_id", "text", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."options", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."survey_id", NEW."text", NEW."updated_at"); RETURN NULL;', hash='bac050bd4259c6a7825f0cb2d28be317aa7e667f', operation='INSERT', pgid='pgtrigger_insert_insert_6efa9', table='surveys_question', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='question',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_questionevent" ("created_at", "id", "kind", "options", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "survey_id", "text", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."options", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."survey_id", NEW."text", NEW."updated_at"); RETURN NULL;', hash='e378c88a223f52bc0fb5cc1043f57cdb230bd1b1', operation='UPDATE', pgid='pgtrigger_update_update_ad28c', table='surveys_question', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='question',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_questionevent" ("created_at", "id", "kind", "options", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "survey_id", "text", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."kind", OLD."options", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."survey_id", OLD."text", OLD."updated_at"); RETURN NULL;', hash='45a271a539486018f6a1480144361cc545b9c8e2', operation='DELETE', pgid='pgtrigger_delete_delete_9b1a3', table='surveys_question', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surveytarget',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_surveytargetevent" ("answered_on", "company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "survey_id", "token", "updated_at") VALUES (NEW."answered_on", NEW."company_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sent_on", NEW."survey_id", NEW."token", NEW."updated_at"); RETURN NULL;', hash='e3732e0b687bc03c3d1c003666f8570ddb1dd74e', operation='INSERT', pgid='pgtrigger_insert_insert_0129b', table='surveys_surveytarget', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surveytarget',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_surveytargetevent" ("answered_on", "company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "survey_id", "token", "updated_at") VALUES (NEW."answered_on", NEW."company_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_on", NEW."survey_id", NEW."token", NEW."updated_at"); RETURN NULL;', hash='6fb2fe8e4f538771da10289940a63c49d1a0ef68', operation='UPDATE', pgid='pgtrigger_update_update_42f4c', table='surveys_surveytarget', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='surveytarget',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_surveytargetevent" ("answered_on", "company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "survey_id", "token", "updated_at") VALUES (OLD."answered_on", OLD."company_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sent_on", OLD."survey_id", OLD."token", OLD."updated_at"); RETURN NULL;', hash='40da757d9c400e3a6a8a7e812a3b65dcadcab15b', operation='DELETE', pgid='pgtrigger_delete_delete_cb0d4', table='surveys_surveytarget', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reminder',
                trigger=pgtrigger.compiler.Trigger(name='keep_reminders', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c11f57a3ef5edbe380e45ed99479699bad7c4c53', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_reminders_1572b', table='surveys_reminder', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reminder',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_reminderevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "target_id", "updated_at") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reminded_on", NEW."target_id", NEW."updated_at"); RETURN NULL;', hash='6aa84b7a1d3f67ccaf1ac9131a1b484b95ee8b89', operation='INSERT', pgid='pgtrigger_insert_insert_ab01c', table='surveys_reminder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reminder',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_reminderevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "target_id", "updated_at") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reminded_on", NEW."target_id", NEW."updated_at"); RETURN NULL;', hash='7ba64d50a424d80e8b60a19b9c062f2ebebc051b', operation='UPDATE', pgid='pgtrigger_update_update_b6d3b', table='surveys_reminder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reminder',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_reminderevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_on", "target_id", "updated_at") VALUES (OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reminded_on", OLD."target_id", OLD."updated_at"); RETURN NULL;', hash='2504309f4aeaa90483a52e489e886045fdcd2735', operation='DELETE', pgid='pgtrigger_delete_delete_f3dfe', table='surveys_reminder', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_answerevent" ("chosen", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "target_id", "text", "updated_at") VALUES (NEW."chosen", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."question_id", NEW."target_id", NEW."text", NEW."updated_at"); RETURN NULL;', hash='5998a53c3ae5ac194ac49e74105298a86eac449e', operation='INSERT', pgid='pgtrigger_insert_insert_e533e', table='surveys_answer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_answerevent" ("chosen", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "target_id", "text", "updated_at") VALUES (NEW."chosen", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."question_id", NEW."target_id", NEW."text", NEW."updated_at"); RETURN NULL;', hash='93a22331c4fd04e173bd7429ef9d2ef00c7a7a0a', operation='UPDATE', pgid='pgtrigger_update_update_50805', table='surveys_answer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_answerevent" ("chosen", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "target_id", "text", "updated_at") VALUES (OLD."chosen", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."question_id", OLD."target_id", OLD."text", OLD."updated_at"); RETURN NULL;', hash='4061834911c4c341d37c604dabffde5bc169eeb5', operation='DELETE', pgid='pgtrigger_delete_delete_d3651', table='surveys_answer', when='AFTER')),
            ),
        ]),
    ]

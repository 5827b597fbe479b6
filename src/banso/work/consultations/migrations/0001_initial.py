import banso.core.fields
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
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('code', models.SlugField(max_length=40, unique=True, verbose_name='テーマコード')),
                    ('name', models.CharField(max_length=60, verbose_name='テーマ')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'verbose_name': '相談テーマ',
                    'verbose_name_plural': '相談テーマ',
                    'ordering': ['position', 'code'],
                },
            ),
            migrations.CreateModel(
                name='ThemeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='consultations.theme')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('code', models.SlugField(db_index=False, max_length=40, verbose_name='テーマコード')),
                    ('name', models.CharField(max_length=60, verbose_name='テーマ')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Category',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultation_categories', to='registers.programme', verbose_name='事業')),
                    ('code', models.SlugField(max_length=40, verbose_name='区分コード')),
                    ('name', models.CharField(max_length=80, verbose_name='区分')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'verbose_name': '相談区分',
                    'verbose_name_plural': '相談区分',
                    'ordering': ['programme', 'position', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='consultation_category_once')],
                },
            ),
            migrations.CreateModel(
                name='CategoryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='consultations.category')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('code', models.SlugField(db_index=False, max_length=40, verbose_name='区分コード')),
                    ('name', models.CharField(max_length=80, verbose_name='区分')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Consultation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('main', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='further', to='consultations.consultation', verbose_name='もとの相談')),
                    ('held_on', models.DateField(verbose_name='相談日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'held_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'held_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('mode', models.CharField(choices=[('desk', '窓口'), ('round', '巡回'), ('outreach', '出張'), ('walk_in', '来訪'), ('visit', '訪問'), ('phone', '電話'), ('online', 'オンライン')], max_length=10, verbose_name='相談方法')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='consultations.category', verbose_name='区分')),
                    ('company', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='registers.company', verbose_name='企業')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.person', verbose_name='相談者')),
                    ('adviser', models.ForeignKey(blank=True, null=True, db_index=False, on_delete=django.db.models.deletion.PROTECT, to='registers.staff', verbose_name='担当者')),
                    ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.municipality', verbose_name='相談場所')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='相談時間(分)')),
                    ('note', models.TextField(blank=True, verbose_name='相談内容')),
                    ('note_key', banso.core.fields.KeyField(blank=True, default='', editable=False, max_length=4000, verbose_name='検索用内容')),
                    ('next_step', models.CharField(blank=True, max_length=200, verbose_name='次の対応')),
                    ('next_on', models.DateField(blank=True, null=True, verbose_name='次回予定日')),
                    ('followed_up_on', models.DateField(blank=True, null=True, verbose_name='対応済みの日')),
                    ('themes', models.ManyToManyField(blank=True, to='consultations.theme', verbose_name='相談テーマ')),
                ],
                options={
                    'verbose_name': '相談記録',
                    'verbose_name_plural': '相談記録',
                    'ordering': ['-held_on', '-pk'],
                    'indexes': [models.Index(fields=['programme', 'fiscal_year', 'mode', 'category'], name='consultation_figures'), models.Index(fields=['programme', 'fiscal_year', 'company'], name='consultation_companies'), models.Index(fields=['-held_on', '-id'], name='consultation_latest'), models.Index(fields=['adviser', '-held_on', '-id'], name='consultation_adviser'), models.Index(fields=['company', '-held_on', '-id'], name='consultation_of_company'), models.Index(condition=models.Q(('followed_up_on__isnull', True), ('next_on__isnull', False)), fields=['next_on'], name='consultation_promises')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('company__isnull', False), ('person__isnull', False), _connector='OR'), name='consultation_has_client', violation_error_message='企業か相談者のどちらかを入力してください。'), models.CheckConstraint(condition=models.Q(('mode__in', ['desk', 'round', 'outreach', 'walk_in', 'visit', 'phone', 'online'])), name='consultation_known_mode'), models.CheckConstraint(condition=models.Q(('next_on__isnull', True), ('next_on__gte', models.F('held_on')), _connector='OR'), name='consultation_next_after_held', violation_error_message='次回予定日は相談日以後の日付にしてください。'), models.CheckConstraint(condition=models.Q(('followed_up_on__isnull', True), ('followed_up_on__gte', models.F('held_on')), _connector='OR'), name='consultation_followed_up_after_held', violation_error_message='対応済みの日は相談日以後の日付にしてください。'), models.UniqueConstraint(fields=('main', 'programme'), name='consultation_once_under_a_programme', violation_error_message='同じ事業が2度選ばれています。'), models.CheckConstraint(condition=models.Q(('main__isnull', True), models.Q(('followed_up_on__isnull', True), ('next_on__isnull', True), ('next_step', ''), ('note', '')), _connector='OR'), name='consultation_said_on_the_visit_alone')],
                },
            ),
            migrations.CreateModel(
                name='ConsultationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='consultations.consultation')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('main', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='consultations.consultation', verbose_name='もとの相談')),
                    ('held_on', models.DateField(verbose_name='相談日')),
                    ('mode', models.CharField(choices=[('desk', '窓口'), ('round', '巡回'), ('outreach', '出張'), ('walk_in', '来訪'), ('visit', '訪問'), ('phone', '電話'), ('online', 'オンライン')], max_length=10, verbose_name='相談方法')),
                    ('category', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='consultations.category', verbose_name='区分')),
                    ('company', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.person', verbose_name='相談者')),
                    ('adviser', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.staff', verbose_name='担当者')),
                    ('municipality', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.municipality', verbose_name='相談場所')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='相談時間(分)')),
                    ('note', models.TextField(blank=True, verbose_name='相談内容')),
                    ('note_key', banso.core.fields.KeyField(blank=True, default='', editable=False, max_length=4000, verbose_name='検索用内容')),
                    ('next_step', models.CharField(blank=True, max_length=200, verbose_name='次の対応')),
                    ('next_on', models.DateField(blank=True, null=True, verbose_name='次回予定日')),
                    ('followed_up_on', models.DateField(blank=True, null=True, verbose_name='対応済みの日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OutreachDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('held_on', models.DateField(verbose_name='開催日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'held_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'held_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.municipality', verbose_name='開催地')),
                    ('venue', models.CharField(max_length=120, verbose_name='会場')),
                    ('adviser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.staff', verbose_name='担当者')),
                ],
                options={
                    'verbose_name': '出張相談会',
                    'verbose_name_plural': '出張相談会',
                    'ordering': ['-held_on', '-pk'],
                    'indexes': [models.Index(fields=['programme', 'fiscal_year'], name='outreach_figures')],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'held_on', 'venue', 'adviser'), name='outreach_day_once', nulls_distinct=False, violation_error_message='同じ日・同じ会場・同じ担当者の出張相談会がすでに登録されています。')],
                },
            ),
            migrations.CreateModel(
                name='OutreachDayEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='consultations.outreachday')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('held_on', models.DateField(verbose_name='開催日')),
                    ('municipality', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.municipality', verbose_name='開催地')),
                    ('venue', models.CharField(max_length=120, verbose_name='会場')),
                    ('adviser', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.staff', verbose_name='担当者')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ConsultationThemeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('consultation', models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='consultations.consultation')),
                    ('theme', models.ForeignKey(db_constraint=False, db_index=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='consultations.theme')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ConsultationTheme',
                fields=[
                ],
                options={
                    'verbose_name': '相談のテーマ',
                    'verbose_name_plural': '相談のテーマ',
                    'proxy': True,
                    'indexes': [],
                    'constraints': [],
                },
                bases=('consultations.consultation_themes',),
            ),
            migrations.CreateModel(
                name='ThemeLink',
                fields=[
                ],
                options={
                    'verbose_name': '相談のテーマ',
                    'verbose_name_plural': '相談のテーマ',
                    'proxy': True,
                    'default_permissions': (),
                    'indexes': [],
                    'constraints': [],
                },
                bases=('consultations.consultation_themes',),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='theme',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_themeevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "updated_at") VALUES (NEW."code", NEW."created_at", NEW."ended_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."updated_at"); RETURN NULL;', hash='315e1515aaf72dba1e2adcb4ed75d4b524521fde', operation='INSERT', pgid='pgtrigger_insert_insert_17ded', table='consultations_theme', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='theme',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "consultations_themeevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "updated_at") VALUES (NEW."code", NEW."created_at", NEW."ended_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."updated_at"); RETURN NULL;', hash='438ede437f214046b09cefe45c52f7409e14028a', operation='UPDATE', pgid='pgtrigger_update_update_d0248', table='consultations_theme', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='theme',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_themeevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "updated_at") VALUES (OLD."code", OLD."created_at", OLD."ended_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."updated_at"); RETURN NULL;', hash='5bc1cb177995d0c74f28f2e5104e30990f744cf7', operation='DELETE', pgid='pgtrigger_delete_delete_395c5', table='consultations_theme', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='category',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_categoryevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (NEW."code", NEW."created_at", NEW."ended_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='b05cd3efa45cfeec4bd76af8c01d21b3e3a0d182', operation='INSERT', pgid='pgtrigger_insert_insert_cb2e6', table='consultations_category', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='category',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "consultations_categoryevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (NEW."code", NEW."created_at", NEW."ended_on", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='7c7b0278321ee8caf27c95441b7da84368518ee9', operation='UPDATE', pgid='pgtrigger_update_update_a915a', table='consultations_category', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='category',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_categoryevent" ("code", "created_at", "ended_on", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (OLD."code", OLD."created_at", OLD."ended_on", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='f46dfae1517194fc6ffa9a915182b67a2c1ae9cd', operation='DELETE', pgid='pgtrigger_delete_delete_06901', table='consultations_category', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outreachday',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_outreachdayevent" ("adviser_id", "created_at", "held_on", "id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at", "venue") VALUES (NEW."adviser_id", NEW."created_at", NEW."held_on", NEW."id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."updated_at", NEW."venue"); RETURN NULL;', hash='fafb191e404d2e9a9f225b3f088afa1e106d33d4', operation='INSERT', pgid='pgtrigger_insert_insert_7a6c4', table='consultations_outreachday', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outreachday',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adviser_id" IS DISTINCT FROM (NEW."adviser_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."venue" IS DISTINCT FROM (NEW."venue"))', func='INSERT INTO "consultations_outreachdayevent" ("adviser_id", "created_at", "held_on", "id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at", "venue") VALUES (NEW."adviser_id", NEW."created_at", NEW."held_on", NEW."id", NEW."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."updated_at", NEW."venue"); RETURN NULL;', hash='742c46c33c533a0630434bc7eeaacfd38b552c2b', operation='UPDATE', pgid='pgtrigger_update_update_4c349', table='consultations_outreachday', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outreachday',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_outreachdayevent" ("adviser_id", "created_at", "held_on", "id", "municipality_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at", "venue") VALUES (OLD."adviser_id", OLD."created_at", OLD."held_on", OLD."id", OLD."municipality_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."updated_at", OLD."venue"); RETURN NULL;', hash='448685ac242989585f8af5b28ce617c2986b918c', operation='DELETE', pgid='pgtrigger_delete_delete_2b8af', table='consultations_outreachday', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultation',
                trigger=pgtrigger.compiler.Trigger(name='tally_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    WITH changed AS (SELECT 1 AS sign, t.* FROM new_values t),\n    differences AS (\n        SELECT programme_id, fiscal_year AS fiscal_year, '' AS cell, company_id AS subject_id,\n               sum(sign) AS rows, sum(sign * 0) AS amount\n        FROM changed GROUP BY 1, 2, 3, 4\n    ),\n    subjects AS (\n        INSERT INTO public.figures_tallysubject AS kept (source, programme_id, fiscal_year, cell, subject_id, rows)\n        SELECT 'consultations', programme_id, fiscal_year, cell, subject_id, rows\n        FROM differences WHERE subject_id IS NOT NULL AND rows <> 0\n        ORDER BY programme_id, fiscal_year, cell, subject_id\n        ON CONFLICT (source, programme_id, fiscal_year, cell, subject_id) DO UPDATE SET rows = kept.rows + excluded.rows\n        RETURNING programme_id, fiscal_year, cell, subject_id, rows\n    ),\n    crossed AS (\n        SELECT s.programme_id, s.fiscal_year, s.cell,\n               sum(CASE WHEN s.rows > 0 AND s.rows = d.rows THEN 1 WHEN s.rows = 0 THEN -1 ELSE 0 END) AS subjects\n        FROM subjects s JOIN differences d USING (programme_id, fiscal_year, cell, subject_id) GROUP BY 1, 2, 3\n    ),\n    groups AS (\n        SELECT programme_id, fiscal_year, cell, sum(rows) AS rows, sum(amount) AS amount FROM differences GROUP BY 1, 2, 3\n    )\n    INSERT INTO public.figures_tallyentry (source, programme_id, fiscal_year, cell, rows, amount, subjects)\n    SELECT 'consultations', g.programme_id, g.fiscal_year, g.cell, g.rows, g.amount, coalesce(c.subjects, 0)\n    FROM groups g LEFT JOIN crossed c USING (programme_id, fiscal_year, cell)\n    WHERE g.rows <> 0 OR g.amount <> 0 OR coalesce(c.subjects, 0) <> 0;\n    RETURN NULL;\n", hash='cd93ec208893d5b1602a51efecee091bf3f6fa82', level='STATEMENT', operation='INSERT', pgid='pgtrigger_tally_insert_8dd2e', referencing='REFERENCING NEW TABLE AS new_values ', table='consultations_consultation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultation',
                trigger=pgtrigger.compiler.Trigger(name='tally_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    WITH changed AS (SELECT -1 AS sign, t.* FROM old_values t),\n    differences AS (\n        SELECT programme_id, fiscal_year AS fiscal_year, '' AS cell, company_id AS subject_id,\n               sum(sign) AS rows, sum(sign * 0) AS amount\n        FROM changed GROUP BY 1, 2, 3, 4\n    ),\n    subjects AS (\n        INSERT INTO public.figures_tallysubject AS kept (source, programme_id, fiscal_year, cell, subject_id, rows)\n        SELECT 'consultations', programme_id, fiscal_year, cell, subject_id, rows\n        FROM differences WHERE subject_id IS NOT NULL AND rows <> 0\n        ORDER BY programme_id, fiscal_year, cell, subject_id\n        ON CONFLICT (source, programme_id, fiscal_year, cell, subject_id) DO UPDATE SET rows = kept.rows + excluded.rows\n        RETURNING programme_id, fiscal_year, cell, subject_id, rows\n    ),\n    crossed AS (\n        SELECT s.programme_id, s.fiscal_year, s.cell,\n               sum(CASE WHEN s.rows > 0 AND s.rows = d.rows THEN 1 WHEN s.rows = 0 THEN -1 ELSE 0 END) AS subjects\n        FROM subjects s JOIN differences d USING (programme_id, fiscal_year, cell, subject_id) GROUP BY 1, 2, 3\n    ),\n    groups AS (\n        SELECT programme_id, fiscal_year, cell, sum(rows) AS rows, sum(amount) AS amount FROM differences GROUP BY 1, 2, 3\n    )\n    INSERT INTO public.figures_tallyentry (source, programme_id, fiscal_year, cell, rows, amount, subjects)\n    SELECT 'consultations', g.programme_id, g.fiscal_year, g.cell, g.rows, g.amount, coalesce(c.subjects, 0)\n    FROM groups g LEFT JOIN crossed c USING (programme_id, fiscal_year, cell)\n    WHERE g.rows <> 0 OR g.amount <> 0 OR coalesce(c.subjects, 0) <> 0;\n    RETURN NULL;\n", hash='b72899af3e1c58a6326554b55abd0441ca3d1f1e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_tally_delete_5e29c', referencing='REFERENCING OLD TABLE AS old_values ', table='consultations_consultation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultation',
                trigger=pgtrigger.compiler.Trigger(name='tally_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    WITH changed AS (SELECT 1 AS sign, t.* FROM new_values t UNION ALL SELECT -1 AS sign, t.* FROM old_values t),\n    differences AS (\n        SELECT programme_id, fiscal_year AS fiscal_year, '' AS cell, company_id AS subject_id,\n               sum(sign) AS rows, sum(sign * 0) AS amount\n        FROM changed GROUP BY 1, 2, 3, 4\n    ),\n    subjects AS (\n        INSERT INTO public.figures_tallysubject AS kept (source, programme_id, fiscal_year, cell, subject_id, rows)\n        SELECT 'consultations', programme_id, fiscal_year, cell, subject_id, rows\n        FROM differences WHERE subject_id IS NOT NULL AND rows <> 0\n        ORDER BY programme_id, fiscal_year, cell, subject_id\n        ON CONFLICT (source, programme_id, fiscal_year, cell, subject_id) DO UPDATE SET rows = kept.rows + excluded.rows\n        RETURNING programme_id, fiscal_year, cell, subject_id, rows\n    ),\n    crossed AS (\n        SELECT s.programme_id, s.fiscal_year, s.cell,\n               sum(CASE WHEN s.rows > 0 AND s.rows = d.rows THEN 1 WHEN s.rows = 0 THEN -1 ELSE 0 END) AS subjects\n        FROM subjects s JOIN differences d USING (programme_id, fiscal_year, cell, subject_id) GROUP BY 1, 2, 3\n    ),\n    groups AS (\n        SELECT programme_id, fiscal_year, cell, sum(rows) AS rows, sum(amount) AS amount FROM differences GROUP BY 1, 2, 3\n    )\n    INSERT INTO public.figures_tallyentry (source, programme_id, fiscal_year, cell, rows, amount, subjects)\n    SELECT 'consultations', g.programme_id, g.fiscal_year, g.cell, g.rows, g.amount, coalesce(c.subjects, 0)\n    FROM groups g LEFT JOIN crossed c USING (programme_id, fiscal_year, cell)\n    WHERE g.rows <> 0 OR g.amount <> 0 OR coalesce(c.subjects, 0) <> 0;\n    RETURN NULL;\n", hash='6de88a8cc801f0d2492a8f20a6d7cbc2c7e9bd50', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_tally_update_2b8e9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='consultations_consultation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultation',
                trigger=pgtrigger.compiler.Trigger(name='agrees_with_its_visit', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.main_id IS NOT NULL)', declare='DECLARE m public.consultations_consultation%ROWTYPE;', func="\n    SELECT * INTO m FROM public.consultations_consultation WHERE id = NEW.main_id FOR SHARE;\n    IF m.id IS NULL OR m.main_id IS NOT NULL OR m.programme_id = NEW.programme_id\n        OR EXISTS (SELECT FROM public.consultations_consultation c WHERE c.main_id = NEW.id)\n        OR ROW(m.held_on, m.mode, m.company_id, m.person_id, m.adviser_id, m.municipality_id, m.minutes) IS DISTINCT FROM ROW(NEW.held_on, NEW.mode, NEW.company_id, NEW.person_id, NEW.adviser_id, NEW.municipality_id, NEW.minutes) THEN\n        RAISE EXCEPTION 'consultation_agrees_with_its_visit' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='8134a2813c7864e40c0db3449be908678f8a90a2', operation='INSERT OR UPDATE', pgid='pgtrigger_agrees_with_its_visit_5391f', table='consultations_consultation', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultation',
                trigger=pgtrigger.compiler.Trigger(name='carry_over_to_further', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.main_id IS NULL AND ROW(OLD.held_on, OLD.mode, OLD.company_id, OLD.person_id, OLD.adviser_id, OLD.municipality_id, OLD.minutes, OLD.programme_id) IS DISTINCT FROM ROW(NEW.held_on, NEW.mode, NEW.company_id, NEW.person_id, NEW.adviser_id, NEW.municipality_id, NEW.minutes, NEW.programme_id))', func='\n    UPDATE public.consultations_consultation SET (held_on, mode, company_id, person_id, adviser_id, municipality_id, minutes) = ROW(NEW.held_on, NEW.mode, NEW.company_id, NEW.person_id, NEW.adviser_id, NEW.municipality_id, NEW.minutes), updated_at = NEW.updated_at\n    WHERE main_id = NEW.id;\n    RETURN NULL;\n', hash='9972816dfc20d37128ac9edcde13b50845541915', operation='UPDATE', pgid='pgtrigger_carry_over_to_further_d9c68', table='consultations_consultation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultation',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_consultationevent" ("adviser_id", "category_id", "company_id", "created_at", "followed_up_on", "held_on", "id", "main_id", "minutes", "mode", "municipality_id", "next_on", "next_step", "note", "note_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (NEW."adviser_id", NEW."category_id", NEW."company_id", NEW."created_at", NEW."followed_up_on", NEW."held_on", NEW."id", NEW."main_id", NEW."minutes", NEW."mode", NEW."municipality_id", NEW."next_on", NEW."next_step", NEW."note", NEW."note_key", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='9d8e81c59f852490375a1eba3aa35435e938beda', operation='INSERT', pgid='pgtrigger_insert_insert_c7113', table='consultations_consultation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultation',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adviser_id" IS DISTINCT FROM (NEW."adviser_id") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."followed_up_on" IS DISTINCT FROM (NEW."followed_up_on") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."main_id" IS DISTINCT FROM (NEW."main_id") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."mode" IS DISTINCT FROM (NEW."mode") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."next_on" IS DISTINCT FROM (NEW."next_on") OR OLD."next_step" IS DISTINCT FROM (NEW."next_step") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."note_key" IS DISTINCT FROM (NEW."note_key") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "consultations_consultationevent" ("adviser_id", "category_id", "company_id", "created_at", "followed_up_on", "held_on", "id", "main_id", "minutes", "mode", "municipality_id", "next_on", "next_step", "note", "note_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (NEW."adviser_id", NEW."category_id", NEW."company_id", NEW."created_at", NEW."followed_up_on", NEW."held_on", NEW."id", NEW."main_id", NEW."minutes", NEW."mode", NEW."municipality_id", NEW."next_on", NEW."next_step", NEW."note", NEW."note_key", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='f7ea4a2eb3160c2b40d57f5441065727e879f476', operation='UPDATE', pgid='pgtrigger_update_update_1617e', table='consultations_consultation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultation',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_consultationevent" ("adviser_id", "category_id", "company_id", "created_at", "followed_up_on", "held_on", "id", "main_id", "minutes", "mode", "municipality_id", "next_on", "next_step", "note", "note_key", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (OLD."adviser_id", OLD."category_id", OLD."company_id", OLD."created_at", OLD."followed_up_on", OLD."held_on", OLD."id", OLD."main_id", OLD."minutes", OLD."mode", OLD."municipality_id", OLD."next_on", OLD."next_step", OLD."note", OLD."note_key", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='19df97cd9694f11262d08b2b42e36e3a1a84cc56', operation='DELETE', pgid='pgtrigger_delete_delete_3ce54', table='consultations_consultation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultationtheme',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_consultationthemeevent" ("consultation_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "theme_id") VALUES (NEW."consultation_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."theme_id"); RETURN NULL;', hash='5a03d893b65f6ce00b7139a1e345381644ebb4b7', operation='INSERT', pgid='pgtrigger_insert_insert_dd4b8', table='consultations_consultation_themes', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='consultationtheme',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "consultations_consultationthemeevent" ("consultation_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "theme_id") VALUES (OLD."consultation_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."theme_id"); RETURN NULL;', hash='5c0b5f71d068d4fdd6b20eaaaf40d32817aed6a2', operation='DELETE', pgid='pgtrigger_delete_delete_bb5b2', table='consultations_consultation_themes', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='themelink',
                trigger=pgtrigger.compiler.Trigger(name='theme_of_every_row', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    INSERT INTO public.consultations_consultation_themes (consultation_id, theme_id)\n                    SELECT c.id, NEW.theme_id FROM public.consultations_consultation c WHERE c.main_id = NEW.consultation_id\n                    ON CONFLICT DO NOTHING;\n                    RETURN NULL;\n                ', hash='a0c5d77b8b1b39add652693f63f86263ca079343', operation='INSERT', pgid='pgtrigger_theme_of_every_row_4d010', table='consultations_consultation_themes', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='themelink',
                trigger=pgtrigger.compiler.Trigger(name='theme_of_no_row', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    DELETE FROM public.consultations_consultation_themes t USING public.consultations_consultation c\n                    WHERE c.main_id = OLD.consultation_id AND t.consultation_id = c.id AND t.theme_id = OLD.theme_id;\n                    RETURN NULL;\n                ', hash='84409b5fedbf8b1e5e6c948de40565d29cf52e6c', operation='DELETE', pgid='pgtrigger_theme_of_no_row_fabc2', table='consultations_consultation_themes', when='AFTER')),
            ),
        ]),
    ]

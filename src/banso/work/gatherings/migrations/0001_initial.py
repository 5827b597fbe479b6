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
                name='Gathering',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('kind', models.CharField(choices=[('seminar', 'セミナー'), ('training', '研修'), ('consultation_day', '相談会'), ('forum', 'フォーラム'), ('exhibition', '展示会出展'), ('adviser_day', 'アドバイザー商談会'), ('meeting', '情報交換会')], max_length=20, verbose_name='種類')),
                    ('title', models.CharField(max_length=120, verbose_name='名称')),
                    ('partners', models.CharField(blank=True, max_length=200, verbose_name='連携機関')),
                    ('audience', models.CharField(blank=True, max_length=200, verbose_name='参加機関')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'verbose_name': '研修・催し',
                    'verbose_name_plural': '研修・催し',
                    'ordering': ['-pk'],
                },
            ),
            migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='gatherings.gathering', verbose_name='研修・催し')),
                    ('ordinal', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='回')),
                    ('starts_on', models.DateField(verbose_name='開催日')),
                    ('ends_on', models.DateField(verbose_name='最終日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'starts_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'starts_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('place', models.CharField(help_text='市町村名、オンライン など', max_length=80, verbose_name='開催地')),
                    ('venue', models.CharField(blank=True, max_length=120, verbose_name='会場')),
                    ('adviser', models.CharField(blank=True, max_length=120, verbose_name='アドバイザー・講師')),
                    ('attendance_note', models.CharField(blank=True, help_text='会場・オンライン など', max_length=60, verbose_name='参加の形')),
                ],
                options={
                    'verbose_name': '開催',
                    'verbose_name_plural': '開催',
                    'ordering': ['-starts_on', '-pk'],
                    'indexes': [models.Index(fields=['fiscal_year', 'gathering'], name='session_figures')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='session_ends_after_start', violation_error_message='終了日が開始日より前です。日付を確かめてください。')],
                },
            ),
            migrations.CreateModel(
                name='AdviserTalk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adviser_talks', to='gatherings.session', verbose_name='開催')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adviser_talks', to='registers.company', verbose_name='企業')),
                    ('outcome', models.CharField(choices=[('none', '助言のみ'), ('quote', '見積依頼'), ('deal', '取引成立')], default='none', max_length=10, verbose_name='結果')),
                ],
                options={
                    'verbose_name': '商談・助言',
                    'verbose_name_plural': '商談・助言',
                    'ordering': ['session', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('session', 'company'), name='adviser_talk_once', violation_error_message='この企業はすでに登録されています。')],
                },
            ),
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='gatherings.session', verbose_name='開催')),
                    ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='registers.company', verbose_name='企業')),
                    ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.person', verbose_name='参加者')),
                    ('headcount', models.PositiveIntegerField(default=1, verbose_name='人数')),
                ],
                options={
                    'verbose_name': '参加',
                    'verbose_name_plural': '参加',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['session', 'company'], name='attendance_figures')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('company__isnull', False), ('person__isnull', True)), fields=('session', 'company'), name='attendance_company_once', violation_error_message='この企業はすでに登録されています。人数を直してください。'), models.UniqueConstraint(fields=('session', 'person'), name='attendance_person_once'), models.CheckConstraint(condition=models.Q(('headcount__gte', 1)), name='attendance_someone', violation_error_message='人数は1以上で入力してください。')],
                },
            ),
            migrations.CreateModel(
                name='Award',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='gatherings.session', verbose_name='開催')),
                    ('division', models.CharField(max_length=60, verbose_name='部門')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='registers.company', verbose_name='企業')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'verbose_name': '表彰',
                    'verbose_name_plural': '表彰',
                    'ordering': ['session', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('session', 'division'), name='award_division_once')],
                },
            ),
            migrations.CreateModel(
                name='GatheringEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.gathering')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('kind', models.CharField(choices=[('seminar', 'セミナー'), ('training', '研修'), ('consultation_day', '相談会'), ('forum', 'フォーラム'), ('exhibition', '展示会出展'), ('adviser_day', 'アドバイザー商談会'), ('meeting', '情報交換会')], max_length=20, verbose_name='種類')),
                    ('title', models.CharField(max_length=120, verbose_name='名称')),
                    ('partners', models.CharField(blank=True, max_length=200, verbose_name='連携機関')),
                    ('audience', models.CharField(blank=True, max_length=200, verbose_name='参加機関')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Lecture',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('gathering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lectures', to='gatherings.gathering', verbose_name='研修・催し')),
                    ('held_on', models.DateField(verbose_name='開催日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'held_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'held_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('title', models.CharField(max_length=120, verbose_name='講座名')),
                    ('lecturer', models.CharField(blank=True, max_length=60, verbose_name='講師')),
                ],
                options={
                    'verbose_name': '講座',
                    'verbose_name_plural': '講座',
                    'ordering': ['-held_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='LectureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.lecture')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('gathering', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='gatherings.gathering', verbose_name='研修・催し')),
                    ('held_on', models.DateField(verbose_name='開催日')),
                    ('title', models.CharField(max_length=120, verbose_name='講座名')),
                    ('lecturer', models.CharField(blank=True, max_length=60, verbose_name='講師')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Presentation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presentations', to='gatherings.session', verbose_name='開催')),
                    ('presenter', models.CharField(max_length=120, verbose_name='発表者')),
                    ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.company', verbose_name='企業')),
                ],
                options={
                    'verbose_name': '発表',
                    'verbose_name_plural': '発表',
                    'ordering': ['session', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('session', 'presenter'), name='presentation_once')],
                },
            ),
            migrations.CreateModel(
                name='PresentationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.presentation')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='gatherings.session', verbose_name='開催')),
                    ('presenter', models.CharField(max_length=120, verbose_name='発表者')),
                    ('company', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AwardEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.award')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='gatherings.session', verbose_name='開催')),
                    ('division', models.CharField(max_length=60, verbose_name='部門')),
                    ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AttendanceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.attendance')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='gatherings.session', verbose_name='開催')),
                    ('company', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('person', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.person', verbose_name='参加者')),
                    ('headcount', models.PositiveIntegerField(default=1, verbose_name='人数')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AdviserTalkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.advisertalk')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='gatherings.session', verbose_name='開催')),
                    ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('outcome', models.CharField(choices=[('none', '助言のみ'), ('quote', '見積依頼'), ('deal', '取引成立')], default='none', max_length=10, verbose_name='結果')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='SessionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.session')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('gathering', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='gatherings.gathering', verbose_name='研修・催し')),
                    ('ordinal', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='回')),
                    ('starts_on', models.DateField(verbose_name='開催日')),
                    ('ends_on', models.DateField(verbose_name='最終日')),
                    ('place', models.CharField(help_text='市町村名、オンライン など', max_length=80, verbose_name='開催地')),
                    ('venue', models.CharField(blank=True, max_length=120, verbose_name='会場')),
                    ('adviser', models.CharField(blank=True, max_length=120, verbose_name='アドバイザー・講師')),
                    ('attendance_note', models.CharField(blank=True, help_text='会場・オンライン など', max_length=60, verbose_name='参加の形')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Talk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='gatherings.session', verbose_name='開催')),
                    ('theme', models.CharField(max_length=160, verbose_name='テーマ')),
                    ('speaker', models.CharField(max_length=120, verbose_name='講師')),
                ],
                options={
                    'verbose_name': '講演',
                    'verbose_name_plural': '講演',
                    'ordering': ['session', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='TalkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='gatherings.talk')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('session', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='gatherings.session', verbose_name='開催')),
                    ('theme', models.CharField(max_length=160, verbose_name='テーマ')),
                    ('speaker', models.CharField(max_length=120, verbose_name='講師')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='gathering',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_gatheringevent" ("audience", "created_at", "id", "kind", "partners", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "title", "updated_at") VALUES (NEW."audience", NEW."created_at", NEW."id", NEW."kind", NEW."partners", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."title", NEW."updated_at"); RETURN NULL;', hash='6935414865344ca78069a1bc76555e25585fa5fe', operation='INSERT', pgid='pgtrigger_insert_insert_64ec4', table='gatherings_gathering', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='gathering',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "gatherings_gatheringevent" ("audience", "created_at", "id", "kind", "partners", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "title", "updated_at") VALUES (NEW."audience", NEW."created_at", NEW."id", NEW."kind", NEW."partners", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."title", NEW."updated_at"); RETURN NULL;', hash='d2072995fd358c6830ae0b4546baf6bb372599cf', operation='UPDATE', pgid='pgtrigger_update_update_1b8e7', table='gatherings_gathering', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='gathering',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_gatheringevent" ("audience", "created_at", "id", "kind", "partners", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "title", "updated_at") VALUES (OLD."audience", OLD."created_at", OLD."id", OLD."kind", OLD."partners", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."title", OLD."updated_at"); RETURN NULL;', hash='1146d13b55303d96ac116f0a5f9166fa09ca05b4', operation='DELETE', pgid='pgtrigger_delete_delete_ce04b', table='gatherings_gathering', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='lecture',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_lectureevent" ("created_at", "gathering_id", "held_on", "id", "lecturer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (NEW."created_at", NEW."gathering_id", NEW."held_on", NEW."id", NEW."lecturer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title", NEW."updated_at"); RETURN NULL;', hash='4196909d4b0c811023748faa5b0389aa2ca8b75e', operation='INSERT', pgid='pgtrigger_insert_insert_c6a52', table='gatherings_lecture', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='lecture',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."gathering_id" IS DISTINCT FROM (NEW."gathering_id") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lecturer" IS DISTINCT FROM (NEW."lecturer") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "gatherings_lectureevent" ("created_at", "gathering_id", "held_on", "id", "lecturer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (NEW."created_at", NEW."gathering_id", NEW."held_on", NEW."id", NEW."lecturer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title", NEW."updated_at"); RETURN NULL;', hash='9906ec8613744bae2096899d4068423cdcf1272f', operation='UPDATE', pgid='pgtrigger_update_update_a4540', table='gatherings_lecture', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='lecture',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_lectureevent" ("created_at", "gathering_id", "held_on", "id", "lecturer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (OLD."created_at", OLD."gathering_id", OLD."held_on", OLD."id", OLD."lecturer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."title", OLD."updated_at"); RETURN NULL;', hash='2db89c6e1517b7365eecb7a9054f6b0214ad1902', operation='DELETE', pgid='pgtrigger_delete_delete_13fdb', table='gatherings_lecture', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='session',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_sessionevent" ("adviser", "attendance_note", "created_at", "ends_on", "gathering_id", "id", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_on", "updated_at", "venue") VALUES (NEW."adviser", NEW."attendance_note", NEW."created_at", NEW."ends_on", NEW."gathering_id", NEW."id", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."starts_on", NEW."updated_at", NEW."venue"); RETURN NULL;', hash='b6626c97d76ab094ed68223d37ce8bbe1c13a3c5', operation='INSERT', pgid='pgtrigger_insert_insert_0215a', table='gatherings_session', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='session',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adviser" IS DISTINCT FROM (NEW."adviser") OR OLD."attendance_note" IS DISTINCT FROM (NEW."attendance_note") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."gathering_id" IS DISTINCT FROM (NEW."gathering_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."ordinal" IS DISTINCT FROM (NEW."ordinal") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."venue" IS DISTINCT FROM (NEW."venue"))', func='INSERT INTO "gatherings_sessionevent" ("adviser", "attendance_note", "created_at", "ends_on", "gathering_id", "id", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_on", "updated_at", "venue") VALUES (NEW."adviser", NEW."attendance_note", NEW."created_at", NEW."ends_on", NEW."gathering_id", NEW."id", NEW."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."starts_on", NEW."updated_at", NEW."venue"); RETURN NULL;', hash='f126e677c6a2781b5a8de23f5472843330ea4c1c', operation='UPDATE', pgid='pgtrigger_update_update_68e1f', table='gatherings_session', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='session',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_sessionevent" ("adviser", "attendance_note", "created_at", "ends_on", "gathering_id", "id", "ordinal", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_on", "updated_at", "venue") VALUES (OLD."adviser", OLD."attendance_note", OLD."created_at", OLD."ends_on", OLD."gathering_id", OLD."id", OLD."ordinal", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."starts_on", OLD."updated_at", OLD."venue"); RETURN NULL;', hash='79c1f6ba314c5bd7940137fe35881ed3591d5f94', operation='DELETE', pgid='pgtrigger_delete_delete_12e19', table='gatherings_session', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='presentation',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_presentationevent" ("company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presenter", "session_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."presenter", NEW."session_id", NEW."updated_at"); RETURN NULL;', hash='fdc9173c8fcc00dae623d75f9528f9f0db12e125', operation='INSERT', pgid='pgtrigger_insert_insert_28484', table='gatherings_presentation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='presentation',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "gatherings_presentationevent" ("company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presenter", "session_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."presenter", NEW."session_id", NEW."updated_at"); RETURN NULL;', hash='4fd7a75b3a7d334afc9d437babbbc8f3e38c0436', operation='UPDATE', pgid='pgtrigger_update_update_25f61', table='gatherings_presentation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='presentation',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_presentationevent" ("company_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presenter", "session_id", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."presenter", OLD."session_id", OLD."updated_at"); RETURN NULL;', hash='6aec25126d445373764f47cb3da664289e7623af', operation='DELETE', pgid='pgtrigger_delete_delete_12739', table='gatherings_presentation', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='award',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_awardevent" ("company_id", "created_at", "division", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "session_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."division", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."session_id", NEW."updated_at"); RETURN NULL;', hash='8f083c12a81f7b8e592ab741003e160701f2897f', operation='INSERT', pgid='pgtrigger_insert_insert_6f38b', table='gatherings_award', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='award',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "gatherings_awardevent" ("company_id", "created_at", "division", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "session_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."division", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."session_id", NEW."updated_at"); RETURN NULL;', hash='93be63137afe0acf5be08cfe48abad62cd5a7e85', operation='UPDATE', pgid='pgtrigger_update_update_2ecff', table='gatherings_award', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='award',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_awardevent" ("company_id", "created_at", "division", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "session_id", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."division", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."session_id", OLD."updated_at"); RETURN NULL;', hash='fcd7daf20a02c16a1706d7bdb5a9ef254fd68960', operation='DELETE', pgid='pgtrigger_delete_delete_fc9f9', table='gatherings_award', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_attendanceevent" ("company_id", "created_at", "headcount", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."headcount", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."session_id", NEW."updated_at"); RETURN NULL;', hash='86e82c0ffe4a631728d5dec3fc88e3641ca15bc0', operation='INSERT', pgid='pgtrigger_insert_insert_375a1', table='gatherings_attendance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "gatherings_attendanceevent" ("company_id", "created_at", "headcount", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."headcount", NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_id", NEW."updated_at"); RETURN NULL;', hash='c09453bb76961cb61fcdcfb8918ce534641f8e30', operation='UPDATE', pgid='pgtrigger_update_update_3255e', table='gatherings_attendance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='attendance',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_attendanceevent" ("company_id", "created_at", "headcount", "id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."headcount", OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."session_id", OLD."updated_at"); RETURN NULL;', hash='7a44c4e5ca4ed586419d80d51bf8c1edd89dfad6', operation='DELETE', pgid='pgtrigger_delete_delete_b5df7', table='gatherings_attendance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='advisertalk',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_advisertalkevent" ("company_id", "created_at", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."session_id", NEW."updated_at"); RETURN NULL;', hash='77a69d49708e3340099e1d55b0e9a9e1fdcaf12b', operation='INSERT', pgid='pgtrigger_insert_insert_c9a41', table='gatherings_advisertalk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='advisertalk',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "gatherings_advisertalkevent" ("company_id", "created_at", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_id", NEW."updated_at"); RETURN NULL;', hash='2677934e98b98d7d8440fa128ec8e0f4ce3c6a98', operation='UPDATE', pgid='pgtrigger_update_update_bebb6', table='gatherings_advisertalk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='advisertalk',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_advisertalkevent" ("company_id", "created_at", "id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."session_id", OLD."updated_at"); RETURN NULL;', hash='a1805fb56a15c2148f4ae6e612f10ce33d9f35e5', operation='DELETE', pgid='pgtrigger_delete_delete_4b6ea', table='gatherings_advisertalk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='talk',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_talkevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker", "theme", "updated_at") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."session_id", NEW."speaker", NEW."theme", NEW."updated_at"); RETURN NULL;', hash='4ece7f317dc3f3f6aced6b273afcb5804ddcf3c8', operation='INSERT', pgid='pgtrigger_insert_insert_0a69b', table='gatherings_talk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='talk',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "gatherings_talkevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker", "theme", "updated_at") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."session_id", NEW."speaker", NEW."theme", NEW."updated_at"); RETURN NULL;', hash='0678e3c9887617013ada2cd37ba555a9ce161dba', operation='UPDATE', pgid='pgtrigger_update_update_2fc56', table='gatherings_talk', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='talk',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "gatherings_talkevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "speaker", "theme", "updated_at") VALUES (OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."session_id", OLD."speaker", OLD."theme", OLD."updated_at"); RETURN NULL;', hash='41b4bae127e946c715a516fe269b8eab2c3e0d3f', operation='DELETE', pgid='pgtrigger_delete_delete_a3e73', table='gatherings_talk', when='AFTER')),
            ),
        ]),
    ]

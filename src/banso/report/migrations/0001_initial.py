import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registers', '0001_initial'),
        ('registers', '__first__'),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Outline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('fiscal_year', models.PositiveSmallIntegerField(unique=True, verbose_name='年度')),
                    ('title', models.CharField(max_length=120, verbose_name='表題')),
                    ('centre', models.CharField(max_length=120, verbose_name='法人名')),
                ],
                options={
                    'verbose_name': '報告書の構成',
                    'verbose_name_plural': '報告書の構成',
                    'ordering': ['-fiscal_year'],
                },
            ),
            migrations.CreateModel(
                name='OutlineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='report.outline')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('fiscal_year', models.PositiveSmallIntegerField(verbose_name='年度')),
                    ('title', models.CharField(max_length=120, verbose_name='表題')),
                    ('centre', models.CharField(max_length=120, verbose_name='法人名')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OutlineSection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('outline', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='report.outline', verbose_name='構成')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='並び順')),
                    ('level', models.PositiveSmallIntegerField(verbose_name='深さ')),
                    ('number', models.CharField(blank=True, max_length=40, verbose_name='番号')),
                    ('is_chapter', models.BooleanField(default=False, help_text='Excelでは章ごとにシートを分ける', verbose_name='章')),
                    ('mark', models.CharField(blank=True, max_length=20, verbose_name='見出しの番号')),
                    ('heading', models.CharField(blank=True, help_text='空欄なら事業の表記を印刷する', max_length=160, verbose_name='見出し')),
                    ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('blocks', models.JSONField(blank=True, default=list, verbose_name='内容')),
                ],
                options={
                    'verbose_name': '報告書の節',
                    'verbose_name_plural': '報告書の節',
                    'ordering': ['outline', 'position'],
                    'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('outline', 'position'), name='section_position_once'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('outline', 'number'), name='section_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('heading', ''), _negated=True), ('programme__isnull', False), _connector='OR'), name='section_has_heading', violation_error_message='見出しか事業のどちらかを入れてください。')],
                },
            ),
            migrations.CreateModel(
                name='OutlineSectionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='report.outlinesection')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('outline', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='report.outline', verbose_name='構成')),
                    ('position', models.PositiveSmallIntegerField(verbose_name='並び順')),
                    ('level', models.PositiveSmallIntegerField(verbose_name='深さ')),
                    ('number', models.CharField(blank=True, max_length=40, verbose_name='番号')),
                    ('is_chapter', models.BooleanField(default=False, help_text='Excelでは章ごとにシートを分ける', verbose_name='章')),
                    ('mark', models.CharField(blank=True, max_length=20, verbose_name='見出しの番号')),
                    ('heading', models.CharField(blank=True, help_text='空欄なら事業の表記を印刷する', max_length=160, verbose_name='見出し')),
                    ('programme', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('blocks', models.JSONField(blank=True, default=list, verbose_name='内容')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='ReportRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('fiscal_year', models.PositiveSmallIntegerField(verbose_name='年度')),
                    ('format', models.CharField(max_length=8, verbose_name='形式')),
                    ('state', models.CharField(choices=[('waiting', '待機中'), ('running', '作成中'), ('done', '完成'), ('failed', '失敗')], default='waiting', max_length=8, verbose_name='状態')),
                    ('progress', models.PositiveSmallIntegerField(default=0, verbose_name='進み具合(%)')),
                    ('step', models.CharField(blank=True, max_length=60, verbose_name='いまの作業')),
                    ('error', models.CharField(blank=True, max_length=400, verbose_name='エラー')),
                    ('file', models.FileField(blank=True, upload_to='reports/', verbose_name='ファイル')),
                    ('hides_telling', models.BooleanField(default=False, verbose_name='小さい数値を秘匿')),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='依頼者')),
                ],
                options={
                    'verbose_name': '報告書の作成',
                    'verbose_name_plural': '報告書の作成',
                    'ordering': ['-pk'],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outline',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "report_outlineevent" ("centre", "created_at", "fiscal_year", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (NEW."centre", NEW."created_at", NEW."fiscal_year", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title", NEW."updated_at"); RETURN NULL;', hash='f693672785f7442ee5247414370df16218411056', operation='INSERT', pgid='pgtrigger_insert_insert_5afc2', table='report_outline', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outline',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "report_outlineevent" ("centre", "created_at", "fiscal_year", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (NEW."centre", NEW."created_at", NEW."fiscal_year", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title", NEW."updated_at"); RETURN NULL;', hash='2d418909776d84341c51be6ec11bb62e0dd34b4d', operation='UPDATE', pgid='pgtrigger_update_update_eb587', table='report_outline', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outline',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "report_outlineevent" ("centre", "created_at", "fiscal_year", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (OLD."centre", OLD."created_at", OLD."fiscal_year", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."title", OLD."updated_at"); RETURN NULL;', hash='39d5e19ea411300a85c043c22323e8c17a689712', operation='DELETE', pgid='pgtrigger_delete_delete_f8c62', table='report_outline', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outlinesection',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "report_outlinesectionevent" ("blocks", "created_at", "heading", "id", "is_chapter", "level", "mark", "number", "outline_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (NEW."blocks", NEW."created_at", NEW."heading", NEW."id", NEW."is_chapter", NEW."level", NEW."mark", NEW."number", NEW."outline_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='677d743ee3e943d4c70afbca56f63ac52f21705d', operation='INSERT', pgid='pgtrigger_insert_insert_eb8f1', table='report_outlinesection', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outlinesection',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "report_outlinesectionevent" ("blocks", "created_at", "heading", "id", "is_chapter", "level", "mark", "number", "outline_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (NEW."blocks", NEW."created_at", NEW."heading", NEW."id", NEW."is_chapter", NEW."level", NEW."mark", NEW."number", NEW."outline_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='0c73b5211ee9da818c7727c0b468e8dbd41ab837', operation='UPDATE', pgid='pgtrigger_update_update_abb22', table='report_outlinesection', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='outlinesection',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "report_outlinesectionevent" ("blocks", "created_at", "heading", "id", "is_chapter", "level", "mark", "number", "outline_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "updated_at") VALUES (OLD."blocks", OLD."created_at", OLD."heading", OLD."id", OLD."is_chapter", OLD."level", OLD."mark", OLD."number", OLD."outline_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='0da3dc330f4acec12a174fd342f09e16b6cad597', operation='DELETE', pgid='pgtrigger_delete_delete_5a403', table='report_outlinesection', when='AFTER')),
            ),
        ]),
    ]

import banso.core.kept
import banso.intake.models
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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Headings',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('kind', models.CharField(max_length=40, verbose_name='種類')),
                    ('heading', models.CharField(max_length=200, verbose_name='見出し')),
                    ('column', models.CharField(blank=True, max_length=80, verbose_name='項目')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='registers.unit', verbose_name='部署')),
                ],
                options={
                    'verbose_name': '見出しの対応',
                    'verbose_name_plural': '見出しの対応',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'heading'), name='heading_once_in_a_unit')],
                },
            ),
            migrations.CreateModel(
                name='HeadingsEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('kind', models.CharField(max_length=40, verbose_name='種類')),
                    ('heading', models.CharField(max_length=200, verbose_name='見出し')),
                    ('column', models.CharField(blank=True, max_length=80, verbose_name='項目')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='intake.headings')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.unit', verbose_name='部署')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Import',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40, verbose_name='種類')),
                    ('file', models.FileField(storage=banso.core.kept.private_storage, upload_to=banso.intake.models.random_name, verbose_name='ファイル')),
                    ('file_name', models.CharField(max_length=200, verbose_name='ファイル名')),
                    ('sheet', models.CharField(blank=True, max_length=120, verbose_name='シート')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ハッシュ値')),
                    ('chosen', models.JSONField(blank=True, default=dict, verbose_name='選んだ列')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='日時')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='取り込んだ人')),
                ],
                options={
                    'verbose_name': '取込み',
                    'verbose_name_plural': '取込み',
                    'ordering': ['-at', '-pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['by', '-at'], name='imports_of_user')],
                },
            ),
            migrations.CreateModel(
                name='ImportState',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('looking', '確認中'), ('looked', '確認済み'), ('running', '取込み中'), ('done', '取込み済み'), ('failed', '取り込めませんでした'), ('undone', '取り消しました')], max_length=8, verbose_name='状態')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='日時')),
                    ('message', models.TextField(blank=True, verbose_name='説明')),
                    ('found', models.JSONField(blank=True, default=dict, verbose_name='結果')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='操作した人')),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='states', to='intake.import', verbose_name='取込み')),
                ],
                options={
                    'verbose_name': '取込みの状態',
                    'verbose_name_plural': '取込みの状態',
                    'ordering': ['of', 'pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Source',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='行')),
                    ('said', models.UUIDField(verbose_name='行のハッシュ値')),
                    ('nth', models.PositiveIntegerField(default=1, verbose_name='同じ行の何番目か')),
                    ('model', models.CharField(max_length=80, verbose_name='記録の種類')),
                    ('object_id', models.BigIntegerField(verbose_name='記録の番号')),
                    ('made', models.BooleanField(verbose_name='この行で登録した記録')),
                    ('undone', models.BooleanField(default=False, verbose_name='取り消した')),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='intake.import', verbose_name='取込み')),
                ],
                options={
                    'verbose_name': '取込み元の行',
                    'verbose_name_plural': '取込み元の行',
                    'ordering': ['of', 'number', 'pk'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['said', 'nth'], name='source_row_again'), models.Index(fields=['model', 'object_id'], name='source_of_record')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headings',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "intake_headingsevent" ("column", "created_at", "heading", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at") VALUES (NEW."column", NEW."created_at", NEW."heading", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."unit_id", NEW."updated_at"); RETURN NULL;', hash='2f17884cb5ebd327e979d9116b49bc5c49aeaf67', operation='INSERT', pgid='pgtrigger_insert_insert_60613', table='intake_headings', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headings',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "intake_headingsevent" ("column", "created_at", "heading", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at") VALUES (NEW."column", NEW."created_at", NEW."heading", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."unit_id", NEW."updated_at"); RETURN NULL;', hash='5adeb13c767198b5fabf6c131a27038c8af44e3a', operation='UPDATE', pgid='pgtrigger_update_update_e8385', table='intake_headings', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='headings',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "intake_headingsevent" ("column", "created_at", "heading", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id", "updated_at") VALUES (OLD."column", OLD."created_at", OLD."heading", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."unit_id", OLD."updated_at"); RETURN NULL;', hash='9a55495f64a052e727ee223bda0cd581eae4571d', operation='DELETE', pgid='pgtrigger_delete_delete_5df6e', table='intake_headings', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='import',
                trigger=pgtrigger.compiler.Trigger(name='keep_imports', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a27d0a1b73cc19124f06600f8a774a417f6d85ab', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_imports_1912c', table='intake_import', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='importstate',
                trigger=pgtrigger.compiler.Trigger(name='keep_import_states', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='393c924dc80282e3ea7906a818975a93b826f355', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_import_states_fd843', table='intake_importstate', when='BEFORE')),
            ),
        ]),
    ]

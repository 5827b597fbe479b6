import banso.core.kept
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
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='registers.company', verbose_name='企業')),
                    ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('title', models.CharField(max_length=120, verbose_name='書類名')),
                    ('dated_on', models.DateField(verbose_name='書類の日付')),
                    ('removed_on', models.DateField(blank=True, null=True, verbose_name='取り下げた日')),
                ],
                options={
                    'verbose_name': '書類',
                    'verbose_name_plural': '書類',
                    'ordering': ['-dated_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='document_has_title')],
                },
            ),
            migrations.CreateModel(
                name='DocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='desk.document')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('programme', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('title', models.CharField(max_length=120, verbose_name='書類名')),
                    ('dated_on', models.DateField(verbose_name='書類の日付')),
                    ('removed_on', models.DateField(blank=True, null=True, verbose_name='取り下げた日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='DocumentFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='desk.document', verbose_name='書類')),
                    ('version', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('file', models.FileField(storage=banso.core.kept.private_storage, upload_to=banso.core.kept.random_name, verbose_name='ファイル')),
                    ('name', models.CharField(max_length=200, verbose_name='ファイル名')),
                    ('content_type', models.CharField(max_length=100, verbose_name='形式')),
                    ('size', models.PositiveIntegerField(verbose_name='大きさ(バイト)')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ハッシュ値')),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='登録者')),
                ],
                options={
                    'verbose_name': '書類のファイル',
                    'verbose_name_plural': '書類のファイル',
                    'ordering': ['document', '-version'],
                    'constraints': [models.UniqueConstraint(fields=('document', 'version'), name='document_version_once')],
                },
            ),
            migrations.CreateModel(
                name='DocumentFileEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='desk.documentfile')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('document', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='desk.document', verbose_name='書類')),
                    ('version', models.PositiveSmallIntegerField(verbose_name='版')),
                    ('file', models.FileField(storage=banso.core.kept.private_storage, upload_to=banso.core.kept.random_name, verbose_name='ファイル')),
                    ('name', models.CharField(max_length=200, verbose_name='ファイル名')),
                    ('content_type', models.CharField(max_length=100, verbose_name='形式')),
                    ('size', models.PositiveIntegerField(verbose_name='大きさ(バイト)')),
                    ('sha256', models.CharField(max_length=64, verbose_name='ハッシュ値')),
                    ('uploaded_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登録者')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
                    ('kind', models.CharField(choices=[('consultation', '相談記録')], max_length=20, verbose_name='種類')),
                    ('key', models.UUIDField(verbose_name='画面の番号')),
                    ('version', models.PositiveIntegerField(default=0, verbose_name='版')),
                    ('payload', models.JSONField(default=dict, verbose_name='入力内容')),
                    ('finished_as', models.BigIntegerField(blank=True, null=True, verbose_name='保存した記録')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                ],
                options={
                    'verbose_name': '書きかけ',
                    'verbose_name_plural': '書きかけ',
                    'ordering': ['-updated_at'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['user', 'kind', '-updated_at'], name='draft_latest')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='draft_once')],
                },
            ),
            migrations.CreateModel(
                name='RecentCompany',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='registers.company', verbose_name='企業')),
                    ('used_at', models.DateTimeField(verbose_name='最後に使った日時')),
                ],
                options={
                    'verbose_name': '最近使った企業',
                    'verbose_name_plural': '最近使った企業',
                    'ordering': ['-used_at'],
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['user', '-used_at'], name='recent_company_latest')],
                    'constraints': [models.UniqueConstraint(fields=('user', 'company'), name='recent_company_once')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "desk_documentevent" ("company_id", "created_at", "dated_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_on", "title", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."dated_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."removed_on", NEW."title", NEW."updated_at"); RETURN NULL;', hash='81b4e690af0a1aa82e67bbe08221fe414cebfe75', operation='INSERT', pgid='pgtrigger_insert_insert_80e26', table='desk_document', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "desk_documentevent" ("company_id", "created_at", "dated_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_on", "title", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."dated_on", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."removed_on", NEW."title", NEW."updated_at"); RETURN NULL;', hash='33d7f57bd8fecf6fbe4867e7d6495447637db1b5', operation='UPDATE', pgid='pgtrigger_update_update_94280', table='desk_document', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "desk_documentevent" ("company_id", "created_at", "dated_on", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "removed_on", "title", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."dated_on", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."removed_on", OLD."title", OLD."updated_at"); RETURN NULL;', hash='13aa257d19c5daa25f12fdd4e7ff97524a4558fc', operation='DELETE', pgid='pgtrigger_delete_delete_dc037', table='desk_document', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentfile',
                trigger=pgtrigger.compiler.Trigger(name='keep_document_files', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='07cae130d080bc85c9be0386894247910ea35cc3', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_document_files_9105c', table='desk_documentfile', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentfile',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "desk_documentfileevent" ("content_type", "created_at", "document_id", "file", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "updated_at", "uploaded_by_id", "version") VALUES (NEW."content_type", NEW."created_at", NEW."document_id", NEW."file", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."updated_at", NEW."uploaded_by_id", NEW."version"); RETURN NULL;', hash='8f0aec6bd8fdebd5c7aa89c60e3bfa04410d772e', operation='INSERT', pgid='pgtrigger_insert_insert_9f541', table='desk_documentfile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentfile',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "desk_documentfileevent" ("content_type", "created_at", "document_id", "file", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "updated_at", "uploaded_by_id", "version") VALUES (NEW."content_type", NEW."created_at", NEW."document_id", NEW."file", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."updated_at", NEW."uploaded_by_id", NEW."version"); RETURN NULL;', hash='8de523d7f3522f27036d652ecdf0e8467f4cfead', operation='UPDATE', pgid='pgtrigger_update_update_e160c', table='desk_documentfile', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='documentfile',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "desk_documentfileevent" ("content_type", "created_at", "document_id", "file", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "updated_at", "uploaded_by_id", "version") VALUES (OLD."content_type", OLD."created_at", OLD."document_id", OLD."file", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."updated_at", OLD."uploaded_by_id", OLD."version"); RETURN NULL;', hash='e0ac332385cb34aae252f9c43281526bbedf4541', operation='DELETE', pgid='pgtrigger_delete_delete_94f0d', table='desk_documentfile', when='AFTER')),
            ),
        ]),
    ]

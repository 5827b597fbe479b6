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
        ('registers', '__first__'),
    ]

    operations = [
        TablesAtOnce([
            migrations.CreateModel(
                name='Access',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('export', '書き出し')], max_length=10, verbose_name='種類')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
                    ('subject', models.CharField(max_length=120, verbose_name='対象')),
                    ('conditions', models.CharField(blank=True, max_length=400, verbose_name='条件')),
                    ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='日時')),
                ],
                options={
                    'verbose_name': '利用の記録',
                    'verbose_name_plural': '利用の記録',
                    'ordering': ['-at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='BulkChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='変更した人')),
                    ('kind', models.CharField(max_length=80, verbose_name='対象の一覧')),
                    ('field', models.CharField(max_length=80, verbose_name='項目')),
                    ('value', models.JSONField(null=True, verbose_name='変更後の値')),
                    ('before', models.JSONField(default=dict, verbose_name='変更前の値')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                    ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='日時')),
                    ('undoes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='core.bulkchange', verbose_name='元に戻した一括変更')),
                ],
                options={
                    'verbose_name': '一括変更',
                    'verbose_name_plural': '一括変更',
                    'ordering': ['-at', '-pk'],
                    'indexes': [models.Index(fields=['by', '-at'], name='bulk_changes_of_user')],
                },
            ),
            migrations.CreateModel(
                name='SavedList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_lists', to=settings.AUTH_USER_MODEL, verbose_name='作成者')),
                    ('kind', models.CharField(max_length=80, verbose_name='対象の一覧')),
                    ('name', models.CharField(max_length=60, verbose_name='名前')),
                    ('query', models.TextField(blank=True, verbose_name='条件と並び順')),
                    ('columns', models.JSONField(blank=True, default=list, verbose_name='列')),
                    ('sharing', models.CharField(choices=[('own', '自分だけ'), ('unit', '自分の部署の人'), ('all', 'この一覧を見られる人すべて')], default='own', max_length=10, verbose_name='共有の範囲')),
                ],
                options={
                    'verbose_name': '保存した一覧',
                    'verbose_name_plural': '保存した一覧',
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('owner', 'kind', 'name'), name='saved_list_name_once', violation_error_message='同じ名前の一覧をすでに保存しています。別の名前にしてください。')],
                },
            ),
            migrations.CreateModel(
                name='ListSetting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name='利用者')),
                    ('kind', models.CharField(max_length=80, verbose_name='対象の一覧')),
                    ('columns', models.JSONField(blank=True, default=list, verbose_name='列')),
                    ('start', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='core.savedlist', verbose_name='最初に開く一覧')),
                ],
                options={
                    'verbose_name': '一覧の設定',
                    'verbose_name_plural': '一覧の設定',
                    'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='list_setting_once')],
                },
            ),
            migrations.CreateModel(
                name='SavedListEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.savedlist')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('owner', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='作成者')),
                    ('kind', models.CharField(max_length=80, verbose_name='対象の一覧')),
                    ('name', models.CharField(max_length=60, verbose_name='名前')),
                    ('query', models.TextField(blank=True, verbose_name='条件と並び順')),
                    ('columns', models.JSONField(blank=True, default=list, verbose_name='列')),
                    ('sharing', models.CharField(choices=[('own', '自分だけ'), ('unit', '自分の部署の人'), ('all', 'この一覧を見られる人すべて')], default='own', max_length=10, verbose_name='共有の範囲')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='access',
                trigger=pgtrigger.compiler.Trigger(name='keep_accesses', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='da62820053ef499f4cc2e4f738eb81e0b1eedb1f', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_accesses_9e6ad', table='core_access', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='bulkchange',
                trigger=pgtrigger.compiler.Trigger(name='keep_bulk_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='00c9d6fd7b999d9bb5928d87c9bed9eda6d32675', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_bulk_changes_8004b', table='core_bulkchange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='savedlist',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_savedlistevent" ("columns", "created_at", "id", "kind", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "sharing", "updated_at") VALUES (NEW."columns", NEW."created_at", NEW."id", NEW."kind", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."query", NEW."sharing", NEW."updated_at"); RETURN NULL;', hash='c17a1bdb16f9de2f4638c5e47d233962d1eec205', operation='INSERT', pgid='pgtrigger_insert_insert_e1093', table='core_savedlist', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='savedlist',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "core_savedlistevent" ("columns", "created_at", "id", "kind", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "sharing", "updated_at") VALUES (NEW."columns", NEW."created_at", NEW."id", NEW."kind", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."query", NEW."sharing", NEW."updated_at"); RETURN NULL;', hash='dfbfa426c6493efe1bcd818a50a66c5ab9cd8eea', operation='UPDATE', pgid='pgtrigger_update_update_733a0', table='core_savedlist', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='savedlist',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_savedlistevent" ("columns", "created_at", "id", "kind", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "sharing", "updated_at") VALUES (OLD."columns", OLD."created_at", OLD."id", OLD."kind", OLD."name", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."query", OLD."sharing", OLD."updated_at"); RETURN NULL;', hash='e05523d0ae5ee526dc7ecf4d69734f32b279a23d', operation='DELETE', pgid='pgtrigger_delete_delete_a184c', table='core_savedlist', when='AFTER')),
            ),
        ]),
    ]

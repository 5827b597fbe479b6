import django.db.models.deletion
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
                name='Contract',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='registers.company', verbose_name='企業')),
                    ('number', models.CharField(max_length=20, unique=True, verbose_name='契約番号')),
                    ('made_on', models.DateField(verbose_name='契約日')),
                    ('settled_on', models.DateField(blank=True, help_text='この日の前日まで管理中として数える', null=True, verbose_name='完済日')),
                    ('managed_until', models.GeneratedField(db_persist=True, expression=models.Func('settled_on', output_field=models.DateField(), template='(%(expressions)s - 1)'), output_field=models.DateField(verbose_name='管理終了日'))),
                    ('principal', models.BigIntegerField(verbose_name='元金(円)')),
                ],
                options={
                    'verbose_name': '債権',
                    'verbose_name_plural': '債権',
                    'ordering': ['programme', 'number'],
                    'indexes': [models.Index(fields=['programme', 'made_on'], name='contract_figures')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('settled_on__isnull', True), ('settled_on__gte', models.F('made_on')), _connector='OR'), name='contract_settled_after_made', violation_error_message='終了日が開始日より前です。日付を確かめてください。'), models.CheckConstraint(condition=models.Q(('principal__isnull', True), ('principal__gte', 0), _connector='OR'), name='contract_principal_not_negative', violation_error_message='金額や人数は0以上で入力してください。')],
                },
            ),
            migrations.CreateModel(
                name='ContractEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='lending.contract')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('number', models.CharField(max_length=20, verbose_name='契約番号')),
                    ('made_on', models.DateField(verbose_name='契約日')),
                    ('settled_on', models.DateField(blank=True, help_text='この日の前日まで管理中として数える', null=True, verbose_name='完済日')),
                    ('principal', models.BigIntegerField(verbose_name='元金(円)')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contract',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "lending_contractevent" ("company_id", "created_at", "id", "made_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal", "programme_id", "settled_on", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."id", NEW."made_on", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."principal", NEW."programme_id", NEW."settled_on", NEW."updated_at"); RETURN NULL;', hash='9913ba424956d5a305400902c95f5d87636e2f96', operation='INSERT', pgid='pgtrigger_insert_insert_e7e3f', table='lending_contract', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contract',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_on" IS DISTINCT FROM (NEW."made_on") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."principal" IS DISTINCT FROM (NEW."principal") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."settled_on" IS DISTINCT FROM (NEW."settled_on") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "lending_contractevent" ("company_id", "created_at", "id", "made_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal", "programme_id", "settled_on", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."id", NEW."made_on", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."principal", NEW."programme_id", NEW."settled_on", NEW."updated_at"); RETURN NULL;', hash='20150713dcb053a24d955d32a24a33690c36258a', operation='UPDATE', pgid='pgtrigger_update_update_1dba9', table='lending_contract', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contract',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "lending_contractevent" ("company_id", "created_at", "id", "made_on", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "principal", "programme_id", "settled_on", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."id", OLD."made_on", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."principal", OLD."programme_id", OLD."settled_on", OLD."updated_at"); RETURN NULL;', hash='c57bc46461959f5629de7817e3191bf3e16f3f73', operation='DELETE', pgid='pgtrigger_delete_delete_a0aae', table='lending_contract', when='AFTER')),
            ),
        ]),
    ]

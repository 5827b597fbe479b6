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
                name='Meeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('body', models.CharField(choices=[('board', '理事会'), ('council', '評議員会')], max_length=8, verbose_name='会議体')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='回')),
                    ('is_regular', models.BooleanField(default=False, verbose_name='定時')),
                    ('form', models.CharField(choices=[('in_person', '対面'), ('written', '書面')], max_length=10, verbose_name='方法')),
                    ('place', models.CharField(blank=True, max_length=80, verbose_name='場所')),
                    ('held_on', models.DateField(verbose_name='開催日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'held_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'held_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                ],
                options={
                    'verbose_name': '理事会・評議員会',
                    'verbose_name_plural': '理事会・評議員会',
                    'ordering': ['-held_on', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'body', 'fiscal_year', 'number'), name='meeting_number_once', violation_error_message='この年度の同じ回の会議がすでに登録されています。')],
                },
            ),
            migrations.CreateModel(
                name='AgendaItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='governance.meeting', verbose_name='会議')),
                    ('kind', models.CharField(choices=[('proposal', '議案'), ('report', '報告')], max_length=10, verbose_name='種類')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='番号')),
                    ('title', models.CharField(max_length=200, verbose_name='件名')),
                ],
                options={
                    'verbose_name': '議案・報告',
                    'verbose_name_plural': '議案・報告',
                    'ordering': ['meeting', 'kind', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'kind', 'number'), name='agenda_number_once')],
                },
            ),
            migrations.CreateModel(
                name='Audit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('kind', models.CharField(choices=[('accounting', '会計監査人監査'), ('inspection', '監事監査')], max_length=12, verbose_name='種類')),
                    ('starts_on', models.DateField(verbose_name='実施日')),
                    ('ends_on', models.DateField(verbose_name='最終日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'starts_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'starts_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('audited_year', models.PositiveSmallIntegerField(verbose_name='対象年度')),
                ],
                options={
                    'verbose_name': '監査',
                    'verbose_name_plural': '監査',
                    'ordering': ['-starts_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='audit_ends_after_start', violation_error_message='終了日が開始日より前です。日付を確かめてください。')],
                },
            ),
            migrations.CreateModel(
                name='AuditEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.audit')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('kind', models.CharField(choices=[('accounting', '会計監査人監査'), ('inspection', '監事監査')], max_length=12, verbose_name='種類')),
                    ('starts_on', models.DateField(verbose_name='実施日')),
                    ('ends_on', models.DateField(verbose_name='最終日')),
                    ('audited_year', models.PositiveSmallIntegerField(verbose_name='対象年度')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='AgendaItemEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.agendaitem')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('meeting', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.meeting', verbose_name='会議')),
                    ('kind', models.CharField(choices=[('proposal', '議案'), ('report', '報告')], max_length=10, verbose_name='種類')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='番号')),
                    ('title', models.CharField(max_length=200, verbose_name='件名')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='MeetingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.meeting')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('body', models.CharField(choices=[('board', '理事会'), ('council', '評議員会')], max_length=8, verbose_name='会議体')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='回')),
                    ('is_regular', models.BooleanField(default=False, verbose_name='定時')),
                    ('form', models.CharField(choices=[('in_person', '対面'), ('written', '書面')], max_length=10, verbose_name='方法')),
                    ('place', models.CharField(blank=True, max_length=80, verbose_name='場所')),
                    ('held_on', models.DateField(verbose_name='開催日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OfficerChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('office', models.CharField(choices=[('director', '理事'), ('councillor', '評議員'), ('auditor', '会計監査人'), ('inspector', '監事')], max_length=12, verbose_name='役職')),
                    ('name', models.CharField(max_length=60, verbose_name='氏名')),
                    ('change', models.CharField(choices=[('appointed', '新任'), ('reappointed', '重任'), ('resigned', '辞任'), ('expired', '任期満了')], max_length=12, verbose_name='異動')),
                    ('changed_on', models.DateField(verbose_name='異動日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'changed_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'changed_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                ],
                options={
                    'verbose_name': '役員等の異動',
                    'verbose_name_plural': '役員等の異動',
                    'ordering': ['-changed_on', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('office', 'name', 'change', 'changed_on'), name='officer_change_once')],
                },
            ),
            migrations.CreateModel(
                name='OfficerChangeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.officerchange')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('office', models.CharField(choices=[('director', '理事'), ('councillor', '評議員'), ('auditor', '会計監査人'), ('inspector', '監事')], max_length=12, verbose_name='役職')),
                    ('name', models.CharField(max_length=60, verbose_name='氏名')),
                    ('change', models.CharField(choices=[('appointed', '新任'), ('reappointed', '重任'), ('resigned', '辞任'), ('expired', '任期満了')], max_length=12, verbose_name='異動')),
                    ('changed_on', models.DateField(verbose_name='異動日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='audit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_auditevent" ("audited_year", "created_at", "ends_on", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "updated_at") VALUES (NEW."audited_year", NEW."created_at", NEW."ends_on", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."starts_on", NEW."updated_at"); RETURN NULL;', hash='2846a7b72a8899e59f568f99add6d40ac3670427', operation='INSERT', pgid='pgtrigger_insert_insert_e9a3b', table='governance_audit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='audit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."audited_year" IS DISTINCT FROM (NEW."audited_year") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "governance_auditevent" ("audited_year", "created_at", "ends_on", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "updated_at") VALUES (NEW."audited_year", NEW."created_at", NEW."ends_on", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."starts_on", NEW."updated_at"); RETURN NULL;', hash='87ea7a764e892a7c48acb9efa2f3576d50263a7a', operation='UPDATE', pgid='pgtrigger_update_update_de48b', table='governance_audit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='audit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_auditevent" ("audited_year", "created_at", "ends_on", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "starts_on", "updated_at") VALUES (OLD."audited_year", OLD."created_at", OLD."ends_on", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."starts_on", OLD."updated_at"); RETURN NULL;', hash='9784dab75103beef67ac5be2c34e9709ef1ecc8d', operation='DELETE', pgid='pgtrigger_delete_delete_4fefe', table='governance_audit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='meeting',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_meetingevent" ("body", "created_at", "form", "held_on", "id", "is_regular", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "updated_at") VALUES (NEW."body", NEW."created_at", NEW."form", NEW."held_on", NEW."id", NEW."is_regular", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='64a3b7d1052dd61fae3479a5b149ba8acbf72649', operation='INSERT', pgid='pgtrigger_insert_insert_15f15', table='governance_meeting', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='meeting',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_regular" IS DISTINCT FROM (NEW."is_regular") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "governance_meetingevent" ("body", "created_at", "form", "held_on", "id", "is_regular", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "updated_at") VALUES (NEW."body", NEW."created_at", NEW."form", NEW."held_on", NEW."id", NEW."is_regular", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='8c083486194c3b0654a960a890b700aacb142684', operation='UPDATE', pgid='pgtrigger_update_update_5da00', table='governance_meeting', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='meeting',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_meetingevent" ("body", "created_at", "form", "held_on", "id", "is_regular", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "programme_id", "updated_at") VALUES (OLD."body", OLD."created_at", OLD."form", OLD."held_on", OLD."id", OLD."is_regular", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='a81035c50e35a2e4cf03fb1165734832635629d7', operation='DELETE', pgid='pgtrigger_delete_delete_5b83d', table='governance_meeting', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='agendaitem',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_agendaitemevent" ("created_at", "id", "kind", "meeting_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."meeting_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."title", NEW."updated_at"); RETURN NULL;', hash='a2b720a562d2050e19021e43f2a26f21a57173a1', operation='INSERT', pgid='pgtrigger_insert_insert_a8d03', table='governance_agendaitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='agendaitem',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_agendaitemevent" ("created_at", "id", "kind", "meeting_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (NEW."created_at", NEW."id", NEW."kind", NEW."meeting_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."title", NEW."updated_at"); RETURN NULL;', hash='46c2856cd105a4a7a4c983d091ae82a6c111fea7', operation='UPDATE', pgid='pgtrigger_update_update_dc8b8', table='governance_agendaitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='agendaitem',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_agendaitemevent" ("created_at", "id", "kind", "meeting_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "updated_at") VALUES (OLD."created_at", OLD."id", OLD."kind", OLD."meeting_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."title", OLD."updated_at"); RETURN NULL;', hash='d68d278f596d57832eb8fd081169231ac5cf98f8', operation='DELETE', pgid='pgtrigger_delete_delete_63eef', table='governance_agendaitem', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='officerchange',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_officerchangeevent" ("change", "changed_on", "created_at", "id", "name", "office", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (NEW."change", NEW."changed_on", NEW."created_at", NEW."id", NEW."name", NEW."office", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='0398056b4999b4bcac378ed9fc7583de677964b8', operation='INSERT', pgid='pgtrigger_insert_insert_11e75', table='governance_officerchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='officerchange',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."change" IS DISTINCT FROM (NEW."change") OR OLD."changed_on" IS DISTINCT FROM (NEW."changed_on") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."office" IS DISTINCT FROM (NEW."office") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "governance_officerchangeevent" ("change", "changed_on", "created_at", "id", "name", "office", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (NEW."change", NEW."changed_on", NEW."created_at", NEW."id", NEW."name", NEW."office", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='1dc6f985c694084eb9f234f9a56c9cb24263e65d', operation='UPDATE', pgid='pgtrigger_update_update_47cbb', table='governance_officerchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='officerchange',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_officerchangeevent" ("change", "changed_on", "created_at", "id", "name", "office", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (OLD."change", OLD."changed_on", OLD."created_at", OLD."id", OLD."name", OLD."office", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='6444be49482fc1289c86213d57667975d5c39513', operation='DELETE', pgid='pgtrigger_delete_delete_04175', table='governance_officerchange', when='AFTER')),
            ),
        ]),
    ]

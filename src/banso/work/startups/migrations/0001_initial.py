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
                name='Founding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='foundings', to='registers.person', verbose_name='創業者')),
                    ('company', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='foundings', to='registers.company', verbose_name='企業')),
                    ('founded_on', models.DateField(verbose_name='創業日')),
                    ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'founded_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'founded_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                    ('industry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.industry', verbose_name='業種')),
                    ('moved_from', models.CharField(blank=True, max_length=40, verbose_name='移住元')),
                ],
                options={
                    'verbose_name': '創業',
                    'verbose_name_plural': '創業',
                    'ordering': ['-founded_on', '-pk'],
                    'indexes': [models.Index(fields=['programme', 'fiscal_year'], name='founding_figures')],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'person', 'founded_on'), name='founding_once', violation_error_message='この創業はすでに登録されています。')],
                },
            ),
            migrations.CreateModel(
                name='FoundingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='startups.founding')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.person', verbose_name='創業者')),
                    ('company', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                    ('founded_on', models.DateField(verbose_name='創業日')),
                    ('industry', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.industry', verbose_name='業種')),
                    ('moved_from', models.CharField(blank=True, max_length=40, verbose_name='移住元')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='founding',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "startups_foundingevent" ("company_id", "created_at", "founded_on", "id", "industry_id", "moved_from", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."founded_on", NEW."id", NEW."industry_id", NEW."moved_from", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='9711c808a952330ebe9fd81e6ab531529071339a', operation='INSERT', pgid='pgtrigger_insert_insert_33207', table='startups_founding', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='founding',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."founded_on" IS DISTINCT FROM (NEW."founded_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industry_id" IS DISTINCT FROM (NEW."industry_id") OR OLD."moved_from" IS DISTINCT FROM (NEW."moved_from") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))', func='INSERT INTO "startups_foundingevent" ("company_id", "created_at", "founded_on", "id", "industry_id", "moved_from", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."founded_on", NEW."id", NEW."industry_id", NEW."moved_from", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='fdc5054469f624c3f32cfc63851467b5f2ce349c', operation='UPDATE', pgid='pgtrigger_update_update_77c6c', table='startups_founding', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='founding',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "startups_foundingevent" ("company_id", "created_at", "founded_on", "id", "industry_id", "moved_from", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."founded_on", OLD."id", OLD."industry_id", OLD."moved_from", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='ac07de0270428fed16238d755cf94aec3214a408', operation='DELETE', pgid='pgtrigger_delete_delete_d63c8', table='startups_founding', when='AFTER')),
            ),
        ]),
    ]

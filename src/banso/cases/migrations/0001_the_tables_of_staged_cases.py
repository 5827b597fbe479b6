"""The tables of the first version's staged cases become those of the cases: every row, its number and its trail stay."""

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
import django.utils.timezone
import pghistory.utils
from django.db import migrations, models

TABLES = ("case", "caseevent", "stage", "stageevent", "stageentry", "stageentryevent")
NAMES = {"staff_id": ("keeper_id", ("case", "caseevent")), "entered_on": ("taken_on", ("stageentry", "stageentryevent"))}

# The triggers name their tables, and are made anew by the next migration. Nobody writes meanwhile: a migration is alone.
DROP_TRIGGERS = """
DO $$ DECLARE found record; BEGIN
    FOR found IN
        SELECT t.tgname, c.relname, p.oid::regprocedure AS function
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND c.relname LIKE 'pipelines@_%' ESCAPE '@'
    LOOP
        EXECUTE format('DROP TRIGGER %I ON public.%I', found.tgname, found.relname);
        IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = found.function::regprocedure) THEN
            EXECUTE 'DROP FUNCTION ' || found.function;
        END IF;
    END LOOP;
END $$
"""
RENAME_TABLES = [f"ALTER TABLE pipelines_{table} RENAME TO cases_{table}" for table in TABLES]
RENAME_SEQUENCES = [
    f"ALTER SEQUENCE IF EXISTS pipelines_{table}_{key}_seq RENAME TO cases_{table}_{key}_seq"
    for table in TABLES
    for key in ("id", "pgh_id")
]
RENAME_COLUMNS = [
    f"ALTER TABLE cases_{table} RENAME COLUMN {old} TO {new}" for old, (new, tables) in NAMES.items() for table in tables
]
# What others noted of these kinds by their names: roles, merges, imports, the index, lists kept and changed.
NAMED_IN = {
    "registers_mergemove": "kind",
    "registers_look": "subject",
    "core_savedlist": "kind",
    "core_listsetting": "kind",
    "core_bulkchange": "kind",
    "intake_source": "model",
    "search_document": "kind",
    "search_likeness": "kind",
    "search_stale": "kind",
}
# Rows that are never rewritten are rewritten here, once: they say the same, by the kind's new name.
RENAME_KINDS = ["UPDATE django_content_type SET app_label = 'cases' WHERE app_label = 'pipelines'"]
for table, column in NAMED_IN.items():
    RENAME_KINDS += [
        f"ALTER TABLE {table} DISABLE TRIGGER USER",
        f"UPDATE {table} SET {column} = 'cases.' || split_part({column}, '.', 2) WHERE {column} LIKE 'pipelines.%'",
        f"ALTER TABLE {table} ENABLE TRIGGER USER",
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("pipelines", "0001_initial"),
        ("turnaround", "0001_initial"),
        ("registers", "0004_roles_for_one_programme"),
        ("core", "0002_sessions_by_key"),
        ("intake", "0003_lines_of_a_look"),
        ("search", "0004_cases_alike"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL([DROP_TRIGGERS, *RENAME_TABLES, *RENAME_SEQUENCES, *RENAME_COLUMNS, *RENAME_KINDS]),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='Case',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='registers.programme', verbose_name='事業')),
                        ('company', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='registers.company', verbose_name='企業')),
                        ('opened_on', models.DateField(verbose_name='受付日')),
                        ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'opened_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'opened_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                        ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registers.staff', verbose_name='担当者')),
                        ('summary', models.TextField(blank=True, verbose_name='概要')),
                    ],
                    options={
                        'verbose_name': '案件',
                        'verbose_name_plural': '案件',
                        'ordering': ['-opened_on', '-pk'],
                        'indexes': [models.Index(fields=['programme', 'fiscal_year'], name='case_figures')],
                    },
                ),
                migrations.CreateModel(
                    name='CaseEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.case')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                        ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                        ('company', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.company', verbose_name='企業')),
                        ('opened_on', models.DateField(verbose_name='受付日')),
                        ('keeper', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.staff', verbose_name='担当者')),
                        ('summary', models.TextField(blank=True, verbose_name='概要')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Stage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='registers.programme', verbose_name='事業')),
                        ('code', models.SlugField(max_length=40, verbose_name='段階コード')),
                        ('name', models.CharField(max_length=60, verbose_name='段階')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                        ('closes', models.BooleanField(default=False, help_text='この段階に入った案件は終結とする', verbose_name='終結')),
                    ],
                    options={
                        'verbose_name': '段階',
                        'verbose_name_plural': '段階',
                        'ordering': ['programme', 'position', 'code'],
                        'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='stage_code_once')],
                    },
                ),
                migrations.CreateModel(
                    name='StageEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='cases.case', verbose_name='案件')),
                        ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='cases.stage', verbose_name='段階')),
                        ('taken_on', models.DateField(verbose_name='移行日')),
                        ('fiscal_year', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.Func(models.Value('year'), 'taken_on', function='date_part', output_field=models.IntegerField()), '-', models.Case(models.When(django.db.models.lookups.LessThan(models.Func(models.Value('month'), 'taken_on', function='date_part', output_field=models.IntegerField()), 4), then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField())), output_field=models.SmallIntegerField(verbose_name='年度'), verbose_name='年度')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ],
                    options={
                        'verbose_name': '段階の移行',
                        'verbose_name_plural': '段階の移行',
                        'ordering': ['case', 'taken_on', 'pk'],
                        'indexes': [models.Index(fields=['stage', 'fiscal_year'], name='stage_entry_figures')],
                        'constraints': [models.UniqueConstraint(fields=('case', 'stage'), name='stage_entered_once', violation_error_message='この案件はすでにその段階に入っています。')],
                    },
                ),
                migrations.CreateModel(
                    name='StageEntryEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.stageentry')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                        ('case', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case', verbose_name='案件')),
                        ('stage', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.stage', verbose_name='段階')),
                        ('taken_on', models.DateField(verbose_name='移行日')),
                        ('note', models.CharField(blank=True, max_length=200, verbose_name='備考')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='StageEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.stage')),
                        ('pgh_context', pghistory.utils.JSONField(null=True)),
                        ('pgh_context_id', models.UUIDField(null=True)),
                        ('id', models.BigIntegerField()),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                        ('ended_on', models.DateField(blank=True, null=True, verbose_name='終了日')),
                        ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                        ('code', models.SlugField(db_index=False, max_length=40, verbose_name='段階コード')),
                        ('name', models.CharField(max_length=60, verbose_name='段階')),
                        ('position', models.PositiveSmallIntegerField(default=0, verbose_name='並び順')),
                        ('closes', models.BooleanField(default=False, help_text='この段階に入った案件は終結とする', verbose_name='終結')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
            ],
        ),
    ]

import banso.figures.measures
import django.contrib.postgres.fields
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
                name='FrozenYear',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('fiscal_year', models.PositiveSmallIntegerField(unique=True, verbose_name='年度')),
                    ('closed_at', models.DateTimeField(verbose_name='締め日時')),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='締めた人')),
                ],
                options={
                    'verbose_name': '締めた年度',
                    'verbose_name_plural': '締めた年度',
                    'ordering': ['-fiscal_year'],
                },
            ),
            migrations.CreateModel(
                name='FrozenFigure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='figures.frozenyear')),
                    ('position', models.PositiveIntegerField()),
                    ('section', models.CharField(max_length=40)),
                    ('programme', models.CharField(max_length=120)),
                    ('table', models.CharField(max_length=120)),
                    ('row', models.CharField(max_length=200)),
                    ('column', models.CharField(max_length=120)),
                    ('identity', models.TextField()),
                    ('cells', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ('state', models.CharField(max_length=12)),
                    ('number', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                    ('unit', models.CharField(max_length=20)),
                    ('qualifier', models.CharField(blank=True, max_length=10)),
                    ('printed', models.CharField(max_length=60)),
                    ('record_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ],
                options={
                    'verbose_name': '締めた数値',
                    'verbose_name_plural': '締めた数値',
                    'ordering': ['year', 'position'],
                    'indexes': [models.Index(fields=['year', 'identity'], name='frozen_identity')],
                    'constraints': [models.UniqueConstraint(fields=('year', 'section', 'table', 'row', 'column'), name='frozen_figure_once')],
                },
            ),
            migrations.CreateModel(
                name='SourceDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('title', models.CharField(max_length=200, verbose_name='資料名')),
                    ('issuer', models.CharField(blank=True, max_length=120, verbose_name='作成者')),
                    ('dated_on', models.DateField(blank=True, null=True, verbose_name='日付')),
                    ('file', models.FileField(blank=True, upload_to='sources/', verbose_name='ファイル')),
                    ('sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='ハッシュ値')),
                ],
                options={
                    'verbose_name': '出典資料',
                    'verbose_name_plural': '出典資料',
                    'ordering': ['-dated_on', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='SourceDocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='figures.sourcedocument')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('title', models.CharField(max_length=200, verbose_name='資料名')),
                    ('issuer', models.CharField(blank=True, max_length=120, verbose_name='作成者')),
                    ('dated_on', models.DateField(blank=True, null=True, verbose_name='日付')),
                    ('file', models.FileField(blank=True, upload_to='sources/', verbose_name='ファイル')),
                    ('sha256', models.CharField(blank=True, editable=False, max_length=64, verbose_name='ハッシュ値')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='TallyEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('source', models.CharField(max_length=40)),
                    ('programme_id', models.BigIntegerField()),
                    ('fiscal_year', models.SmallIntegerField()),
                    ('cell', models.CharField(max_length=120)),
                    ('rows', models.BigIntegerField()),
                    ('amount', models.BigIntegerField()),
                    ('subjects', models.BigIntegerField()),
                ],
                options={
                    'default_permissions': (),
                    'indexes': [models.Index(fields=['source', 'programme_id', 'fiscal_year', 'cell'], include=('rows', 'amount', 'subjects'), name='tally_group')],
                },
            ),
            migrations.CreateModel(
                name='TallySubject',
                fields=[
                    ('pk', models.CompositePrimaryKey('source', 'programme_id', 'fiscal_year', 'cell', 'subject_id', blank=True, editable=False, primary_key=True, serialize=False)),
                    ('source', models.CharField(max_length=40)),
                    ('programme_id', models.BigIntegerField()),
                    ('fiscal_year', models.SmallIntegerField()),
                    ('cell', models.CharField(max_length=120)),
                    ('subject_id', models.BigIntegerField()),
                    ('rows', models.BigIntegerField()),
                ],
                options={
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='Target',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('measure', models.CharField(choices=banso.figures.measures.followed_choices, max_length=80, verbose_name='集計項目')),
                    ('fiscal_year', models.PositiveSmallIntegerField(help_text='2024 のように西暦で', verbose_name='年度')),
                    ('number', models.PositiveIntegerField(verbose_name='目標')),
                ],
                options={
                    'verbose_name': '年度の目標',
                    'verbose_name_plural': '年度の目標',
                    'ordering': ['-fiscal_year', 'programme', 'measure'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'measure', 'fiscal_year'), name='target_once', violation_error_message='この事業・項目・年度の目標はすでに登録されています。'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='target_above_zero', violation_error_message='目標は1以上で入力してください。')],
                },
            ),
            migrations.CreateModel(
                name='TargetEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='figures.target')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('measure', models.CharField(choices=banso.figures.measures.followed_choices, max_length=80, verbose_name='集計項目')),
                    ('fiscal_year', models.PositiveSmallIntegerField(help_text='2024 のように西暦で', verbose_name='年度')),
                    ('number', models.PositiveIntegerField(verbose_name='目標')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='BorrowedFigure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('item', models.CharField(max_length=80, verbose_name='項目')),
                    ('fiscal_year', models.PositiveSmallIntegerField(verbose_name='年度')),
                    ('number', models.BigIntegerField(verbose_name='数値')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.organisation', verbose_name='提出元')),
                    ('received_on', models.DateField(verbose_name='受領日')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='figures.sourcedocument', verbose_name='提出資料')),
                    ('superseded_on', models.DateField(blank=True, null=True, verbose_name='差替日')),
                ],
                options={
                    'verbose_name': '提供を受けた数値',
                    'verbose_name_plural': '提供を受けた数値',
                    'ordering': ['-fiscal_year', 'programme', 'item'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_on__isnull', True)), fields=('programme', 'item', 'fiscal_year'), name='borrowed_figure_one_current', violation_error_message='この項目の数値はすでに登録されています。差し替えるときは前の数値に差替日を入れてください。')],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('figure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='figures.frozenfigure')),
                    ('printed_before', models.CharField(max_length=60, verbose_name='訂正前')),
                    ('printed_after', models.CharField(max_length=60, verbose_name='訂正後')),
                    ('number_after', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                    ('reason', models.CharField(max_length=400, verbose_name='訂正の理由')),
                    ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='承認者')),
                ],
                options={
                    'verbose_name': '訂正',
                    'verbose_name_plural': '訂正',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='correction_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='CorrectionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='figures.correction')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('figure', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='figures.frozenfigure')),
                    ('printed_before', models.CharField(max_length=60, verbose_name='訂正前')),
                    ('printed_after', models.CharField(max_length=60, verbose_name='訂正後')),
                    ('number_after', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                    ('reason', models.CharField(max_length=400, verbose_name='訂正の理由')),
                    ('accepted_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='承認者')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FrozenFigureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='figures.frozenfigure')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('year', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='figures.frozenyear')),
                    ('position', models.PositiveIntegerField()),
                    ('section', models.CharField(max_length=40)),
                    ('programme', models.CharField(max_length=120)),
                    ('table', models.CharField(max_length=120)),
                    ('row', models.CharField(max_length=200)),
                    ('column', models.CharField(max_length=120)),
                    ('identity', models.TextField()),
                    ('cells', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ('state', models.CharField(max_length=12)),
                    ('number', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                    ('unit', models.CharField(max_length=20)),
                    ('qualifier', models.CharField(blank=True, max_length=10)),
                    ('printed', models.CharField(max_length=60)),
                    ('record_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FrozenYearEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='figures.frozenyear')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('fiscal_year', models.PositiveSmallIntegerField(verbose_name='年度')),
                    ('closed_at', models.DateTimeField(verbose_name='締め日時')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='締めた人')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='OpeningBalance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('measure', models.CharField(max_length=80, verbose_name='集計項目')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='registers.programme', verbose_name='事業')),
                    ('conditions', models.CharField(blank=True, max_length=200, verbose_name='条件')),
                    ('base_year', models.PositiveSmallIntegerField(verbose_name='起算年度')),
                    ('records_from', models.PositiveSmallIntegerField(verbose_name='記録の開始年度')),
                    ('number', models.BigIntegerField(verbose_name='期首残高')),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='figures.sourcedocument', verbose_name='出典')),
                ],
                options={
                    'verbose_name': '期首残高',
                    'verbose_name_plural': '期首残高',
                    'constraints': [models.UniqueConstraint(fields=('measure', 'programme', 'conditions', 'base_year'), name='opening_balance_once'), models.CheckConstraint(condition=models.Q(('records_from__gte', models.F('base_year'))), name='opening_balance_covers_years', violation_error_message='記録の開始年度は起算年度以後にしてください。'), models.CheckConstraint(condition=models.Q(('number__gte', 0)), name='opening_balance_not_negative')],
                },
            ),
            migrations.CreateModel(
                name='OpeningBalanceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='figures.openingbalance')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('measure', models.CharField(max_length=80, verbose_name='集計項目')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('conditions', models.CharField(blank=True, max_length=200, verbose_name='条件')),
                    ('base_year', models.PositiveSmallIntegerField(verbose_name='起算年度')),
                    ('records_from', models.PositiveSmallIntegerField(verbose_name='記録の開始年度')),
                    ('number', models.BigIntegerField(verbose_name='期首残高')),
                    ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='figures.sourcedocument', verbose_name='出典')),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='BorrowedFigureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='figures.borrowedfigure')),
                    ('pgh_context', pghistory.utils.JSONField(null=True)),
                    ('pgh_context_id', models.UUIDField(null=True)),
                    ('id', models.BigIntegerField()),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='登録日時')),
                    ('updated_at', models.DateTimeField(auto_now=True, verbose_name='更新日時')),
                    ('programme', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.programme', verbose_name='事業')),
                    ('item', models.CharField(max_length=80, verbose_name='項目')),
                    ('fiscal_year', models.PositiveSmallIntegerField(verbose_name='年度')),
                    ('number', models.BigIntegerField(verbose_name='数値')),
                    ('sender', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registers.organisation', verbose_name='提出元')),
                    ('received_on', models.DateField(verbose_name='受領日')),
                    ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='figures.sourcedocument', verbose_name='提出資料')),
                    ('superseded_on', models.DateField(blank=True, null=True, verbose_name='差替日')),
                ],
                options={
                    'abstract': False,
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sourcedocument',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_sourcedocumentevent" ("created_at", "dated_on", "file", "id", "issuer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "title", "updated_at") VALUES (NEW."created_at", NEW."dated_on", NEW."file", NEW."id", NEW."issuer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256", NEW."title", NEW."updated_at"); RETURN NULL;', hash='b00fcffa410020a416f9d08fc98855cd4f29120e', operation='INSERT', pgid='pgtrigger_insert_insert_6d103', table='figures_sourcedocument', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sourcedocument',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "figures_sourcedocumentevent" ("created_at", "dated_on", "file", "id", "issuer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "title", "updated_at") VALUES (NEW."created_at", NEW."dated_on", NEW."file", NEW."id", NEW."issuer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256", NEW."title", NEW."updated_at"); RETURN NULL;', hash='7c45a28a25e00409ecfbb997ab9538cba77e3777', operation='UPDATE', pgid='pgtrigger_update_update_c5f89', table='figures_sourcedocument', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sourcedocument',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_sourcedocumentevent" ("created_at", "dated_on", "file", "id", "issuer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "title", "updated_at") VALUES (OLD."created_at", OLD."dated_on", OLD."file", OLD."id", OLD."issuer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256", OLD."title", OLD."updated_at"); RETURN NULL;', hash='0012457fbfee10b9165e76831eb99027946a125b', operation='DELETE', pgid='pgtrigger_delete_delete_32b20', table='figures_sourcedocument', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='correction',
                trigger=pgtrigger.compiler.Trigger(name='keep_corrections', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2980898807035ac3363432ff900376cd4ef62b6c', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_corrections_2f7a3', table='figures_correction', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='correction',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_correctionevent" ("accepted_by_id", "created_at", "figure_id", "id", "number_after", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_after", "printed_before", "reason", "updated_at") VALUES (NEW."accepted_by_id", NEW."created_at", NEW."figure_id", NEW."id", NEW."number_after", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed_after", NEW."printed_before", NEW."reason", NEW."updated_at"); RETURN NULL;', hash='3d9bf1060771b0f89a1d34b5de8ccf0996bcbf22', operation='INSERT', pgid='pgtrigger_insert_insert_d5a79', table='figures_correction', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='correction',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "figures_correctionevent" ("accepted_by_id", "created_at", "figure_id", "id", "number_after", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_after", "printed_before", "reason", "updated_at") VALUES (NEW."accepted_by_id", NEW."created_at", NEW."figure_id", NEW."id", NEW."number_after", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed_after", NEW."printed_before", NEW."reason", NEW."updated_at"); RETURN NULL;', hash='7d9ff4e9ebb407942f007775ddb87bd15cb6c669', operation='UPDATE', pgid='pgtrigger_update_update_566ea', table='figures_correction', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='correction',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_correctionevent" ("accepted_by_id", "created_at", "figure_id", "id", "number_after", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_after", "printed_before", "reason", "updated_at") VALUES (OLD."accepted_by_id", OLD."created_at", OLD."figure_id", OLD."id", OLD."number_after", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed_after", OLD."printed_before", OLD."reason", OLD."updated_at"); RETURN NULL;', hash='75528e2cfde9e5d730f4309347972e8d8f503660', operation='DELETE', pgid='pgtrigger_delete_delete_bcdfa', table='figures_correction', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozenyear',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_frozenyearevent" ("closed_at", "closed_by_id", "created_at", "fiscal_year", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."fiscal_year", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='b2efcf86a4e498853492fd6c785ad3800c5ee51e', operation='INSERT', pgid='pgtrigger_insert_insert_fbaee', table='figures_frozenyear', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozenyear',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "figures_frozenyearevent" ("closed_at", "closed_by_id", "created_at", "fiscal_year", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."fiscal_year", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;', hash='deb303cc84301806d09c0949fe196c0376a469b8', operation='UPDATE', pgid='pgtrigger_update_update_add40', table='figures_frozenyear', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozenyear',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_frozenyearevent" ("closed_at", "closed_by_id", "created_at", "fiscal_year", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."created_at", OLD."fiscal_year", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;', hash='f83aec0da6e397b60b559096d21d4a483da31644', operation='DELETE', pgid='pgtrigger_delete_delete_af71d', table='figures_frozenyear', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozenfigure',
                trigger=pgtrigger.compiler.Trigger(name='keep_as_printed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='67549ef97073f1d8898c4dd8d3b38c292619a4c6', operation='UPDATE OR DELETE', pgid='pgtrigger_keep_as_printed_66d3d', table='figures_frozenfigure', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozenfigure',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_frozenfigureevent" ("cells", "column", "created_at", "id", "identity", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed", "programme", "qualifier", "record_ids", "row", "section", "state", "table", "unit", "updated_at", "year_id") VALUES (NEW."cells", NEW."column", NEW."created_at", NEW."id", NEW."identity", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."printed", NEW."programme", NEW."qualifier", NEW."record_ids", NEW."row", NEW."section", NEW."state", NEW."table", NEW."unit", NEW."updated_at", NEW."year_id"); RETURN NULL;', hash='82fa28a048b5771c4951278a09eaa4194154d8d7', operation='INSERT', pgid='pgtrigger_insert_insert_58753', table='figures_frozenfigure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozenfigure',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "figures_frozenfigureevent" ("cells", "column", "created_at", "id", "identity", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed", "programme", "qualifier", "record_ids", "row", "section", "state", "table", "unit", "updated_at", "year_id") VALUES (NEW."cells", NEW."column", NEW."created_at", NEW."id", NEW."identity", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."printed", NEW."programme", NEW."qualifier", NEW."record_ids", NEW."row", NEW."section", NEW."state", NEW."table", NEW."unit", NEW."updated_at", NEW."year_id"); RETURN NULL;', hash='4369e847411f2eea5e22572d18b58890eec9357f', operation='UPDATE', pgid='pgtrigger_update_update_0365f', table='figures_frozenfigure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='frozenfigure',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_frozenfigureevent" ("cells", "column", "created_at", "id", "identity", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed", "programme", "qualifier", "record_ids", "row", "section", "state", "table", "unit", "updated_at", "year_id") VALUES (OLD."cells", OLD."column", OLD."created_at", OLD."id", OLD."identity", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."printed", OLD."programme", OLD."qualifier", OLD."record_ids", OLD."row", OLD."section", OLD."state", OLD."table", OLD."unit", OLD."updated_at", OLD."year_id"); RETURN NULL;', hash='763dda0d5169cc7d6a5724f15bd1066f1b140580', operation='DELETE', pgid='pgtrigger_delete_delete_e8037', table='figures_frozenfigure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='openingbalance',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_openingbalanceevent" ("base_year", "conditions", "created_at", "id", "measure", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "records_from", "source_id", "updated_at") VALUES (NEW."base_year", NEW."conditions", NEW."created_at", NEW."id", NEW."measure", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."records_from", NEW."source_id", NEW."updated_at"); RETURN NULL;', hash='915ec6ef3ebdd6f37629e0cbe37e161f0bafa980', operation='INSERT', pgid='pgtrigger_insert_insert_ec197', table='figures_openingbalance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='openingbalance',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "figures_openingbalanceevent" ("base_year", "conditions", "created_at", "id", "measure", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "records_from", "source_id", "updated_at") VALUES (NEW."base_year", NEW."conditions", NEW."created_at", NEW."id", NEW."measure", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."records_from", NEW."source_id", NEW."updated_at"); RETURN NULL;', hash='992675ee7a7aa95a2e140ce2e8587231e5ffe4b9', operation='UPDATE', pgid='pgtrigger_update_update_35abf', table='figures_openingbalance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='openingbalance',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_openingbalanceevent" ("base_year", "conditions", "created_at", "id", "measure", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "records_from", "source_id", "updated_at") VALUES (OLD."base_year", OLD."conditions", OLD."created_at", OLD."id", OLD."measure", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."records_from", OLD."source_id", OLD."updated_at"); RETURN NULL;', hash='96f7b3bb6d2a7c6debfac5a83608742816255354', operation='DELETE', pgid='pgtrigger_delete_delete_a9a34', table='figures_openingbalance', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='borrowedfigure',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_borrowedfigureevent" ("created_at", "fiscal_year", "id", "item", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "received_on", "sender_id", "source_id", "superseded_on", "updated_at") VALUES (NEW."created_at", NEW."fiscal_year", NEW."id", NEW."item", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."received_on", NEW."sender_id", NEW."source_id", NEW."superseded_on", NEW."updated_at"); RETURN NULL;', hash='4a01dcfff4181f7b3e9ab1b5c0eca1a93730db5c', operation='INSERT', pgid='pgtrigger_insert_insert_37442', table='figures_borrowedfigure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='borrowedfigure',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "figures_borrowedfigureevent" ("created_at", "fiscal_year", "id", "item", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "received_on", "sender_id", "source_id", "superseded_on", "updated_at") VALUES (NEW."created_at", NEW."fiscal_year", NEW."id", NEW."item", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."received_on", NEW."sender_id", NEW."source_id", NEW."superseded_on", NEW."updated_at"); RETURN NULL;', hash='2480495f997e07d643ba49ef87894dd6b8477ab5', operation='UPDATE', pgid='pgtrigger_update_update_9d1ac', table='figures_borrowedfigure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='borrowedfigure',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_borrowedfigureevent" ("created_at", "fiscal_year", "id", "item", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "received_on", "sender_id", "source_id", "superseded_on", "updated_at") VALUES (OLD."created_at", OLD."fiscal_year", OLD."id", OLD."item", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."received_on", OLD."sender_id", OLD."source_id", OLD."superseded_on", OLD."updated_at"); RETURN NULL;', hash='47e49d2341098d0577469f881ce132887c44d892', operation='DELETE', pgid='pgtrigger_delete_delete_3a36c', table='figures_borrowedfigure', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='target',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_targetevent" ("created_at", "fiscal_year", "id", "measure", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (NEW."created_at", NEW."fiscal_year", NEW."id", NEW."measure", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='295f736eaf28a7bf88e595e37ce5eaef39e60fe9', operation='INSERT', pgid='pgtrigger_insert_insert_1a8a7', table='figures_target', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='target',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "figures_targetevent" ("created_at", "fiscal_year", "id", "measure", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (NEW."created_at", NEW."fiscal_year", NEW."id", NEW."measure", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."updated_at"); RETURN NULL;', hash='3e225a01154dd00e968cfbcddbe296760c577965', operation='UPDATE', pgid='pgtrigger_update_update_5ff60', table='figures_target', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='target',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "figures_targetevent" ("created_at", "fiscal_year", "id", "measure", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "updated_at") VALUES (OLD."created_at", OLD."fiscal_year", OLD."id", OLD."measure", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."updated_at"); RETURN NULL;', hash='e562dadc353c51ad6cbd3a0072e7644abf211efe', operation='DELETE', pgid='pgtrigger_delete_delete_38667', table='figures_target', when='AFTER')),
            ),
        ]),
    ]

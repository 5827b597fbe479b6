import banso.core.schema
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0002_matching_keys"),
    ]

    operations = [
        banso.core.schema.TablesAtOnce(
            operations=[
                migrations.CreateModel(
                    name="Doubt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="登録日時"
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "source",
                            models.CharField(
                                choices=[("import", "取込み"), ("typing", "手入力"), ("yearly", "年次の点検")],
                                max_length=8,
                                verbose_name="きっかけ",
                            ),
                        ),
                        ("origin", models.CharField(blank=True, max_length=200, verbose_name="出どころ")),
                        ("told", models.JSONField(blank=True, default=dict, verbose_name="取り込んだ行の内容")),
                        ("row_key", models.CharField(blank=True, max_length=400, verbose_name="行の照合用")),
                        ("name", models.CharField(max_length=120, verbose_name="名前")),
                        ("score", models.PositiveSmallIntegerField(verbose_name="一致度")),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), default=list, size=None, verbose_name="理由"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("open", "未確認"), ("same", "同じ"), ("other", "別"), ("later", "保留")],
                                default="open",
                                max_length=8,
                                verbose_name="判断",
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="doubted",
                                to="registers.company",
                                verbose_name="候補の企業",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="doubts",
                                to="registers.company",
                                verbose_name="企業",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "名寄せの確認",
                        "verbose_name_plural": "名寄せの確認",
                        "ordering": ["-score", "-pk"],
                        "indexes": [
                            models.Index(fields=["answer", "-score", "-id"], name="doubts_to_answer"),
                            models.Index(
                                condition=models.Q(("row_key", ""), _negated=True),
                                fields=["row_key"],
                                name="doubts_of_row",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("company__isnull", True),
                                    models.Q(("company", models.F("candidate")), _negated=True),
                                    _connector="OR",
                                ),
                                name="doubt_of_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("company__isnull", False), ("row_key", "")),
                                    models.Q(("company__isnull", True), models.Q(("row_key", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="doubt_company_or_row",
                            ),
                            models.UniqueConstraint(fields=("company", "candidate"), name="doubt_pair_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("company__isnull", True)),
                                fields=("row_key", "candidate"),
                                name="doubt_row_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DoubtEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="登録日時"
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "source",
                            models.CharField(
                                choices=[("import", "取込み"), ("typing", "手入力"), ("yearly", "年次の点検")],
                                max_length=8,
                                verbose_name="きっかけ",
                            ),
                        ),
                        ("origin", models.CharField(blank=True, max_length=200, verbose_name="出どころ")),
                        ("told", models.JSONField(blank=True, default=dict, verbose_name="取り込んだ行の内容")),
                        ("row_key", models.CharField(blank=True, max_length=400, verbose_name="行の照合用")),
                        ("name", models.CharField(max_length=120, verbose_name="名前")),
                        ("score", models.PositiveSmallIntegerField(verbose_name="一致度")),
                        (
                            "reasons",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField(), default=list, size=None, verbose_name="理由"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("open", "未確認"), ("same", "同じ"), ("other", "別"), ("later", "保留")],
                                default="open",
                                max_length=8,
                                verbose_name="判断",
                            ),
                        ),
                        (
                            "candidate",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.company",
                                verbose_name="候補の企業",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.company",
                                verbose_name="企業",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="registers.doubt",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="登録日時"
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "answer",
                            models.CharField(
                                choices=[("open", "未確認"), ("same", "同じ"), ("other", "別"), ("later", "保留")],
                                max_length=8,
                                verbose_name="判断",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="判断した人",
                            ),
                        ),
                        (
                            "doubt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="registers.doubt",
                                verbose_name="名寄せの確認",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "名寄せの判断",
                        "verbose_name_plural": "名寄せの判断",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="登録日時"
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "answer",
                            models.CharField(
                                choices=[("open", "未確認"), ("same", "同じ"), ("other", "別"), ("later", "保留")],
                                max_length=8,
                                verbose_name="判断",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="判断した人",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="registers.decision",
                            ),
                        ),
                        (
                            "doubt",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.doubt",
                                verbose_name="名寄せの確認",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="登録日時"
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                        (
                            "asked_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="統合した日時"),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完了日時")),
                        ("undo_asked_at", models.DateTimeField(blank=True, null=True, verbose_name="解いた日時")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="解き終えた日時")),
                        (
                            "absorbed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges",
                                to="registers.company",
                                verbose_name="統合した企業",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="統合した人",
                            ),
                        ),
                        (
                            "survivor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="took_in",
                                to="registers.company",
                                verbose_name="残す企業",
                            ),
                        ),
                        (
                            "undo_asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="解いた人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "企業の統合",
                        "verbose_name_plural": "企業の統合",
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("survivor", models.F("absorbed")), _negated=True),
                                name="merge_of_two",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True)),
                                fields=("absorbed",),
                                name="merge_once_at_a_time",
                                violation_error_message="この企業はすでに統合されています。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MergeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="登録日時"
                            ),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                        (
                            "asked_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="統合した日時"),
                        ),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完了日時")),
                        ("undo_asked_at", models.DateTimeField(blank=True, null=True, verbose_name="解いた日時")),
                        ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="解き終えた日時")),
                        (
                            "absorbed",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.company",
                                verbose_name="統合した企業",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="統合した人",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="registers.merge",
                            ),
                        ),
                        (
                            "survivor",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.company",
                                verbose_name="残す企業",
                            ),
                        ),
                        (
                            "undo_asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="解いた人",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MergeMove",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=80, verbose_name="種類")),
                        ("row", models.BigIntegerField(verbose_name="記録番号")),
                        ("column", models.CharField(max_length=80, verbose_name="項目")),
                        ("before", models.JSONField(null=True, verbose_name="前の値")),
                        ("after", models.JSONField(null=True, verbose_name="後の値")),
                        ("went_back", models.BooleanField(default=False, verbose_name="元に戻した")),
                        (
                            "merge",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moves",
                                to="registers.merge",
                                verbose_name="統合",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.programme",
                                verbose_name="事業",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "統合で移した記録",
                        "verbose_name_plural": "統合で移した記録",
                        "ordering": ["pk"],
                        "default_permissions": (),
                        "indexes": [models.Index(fields=["kind", "row"], name="merge_moves_of_row")],
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="company",
                    name="insert_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="company",
                    name="delete_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="company",
                    name="update_update",
                ),
                migrations.AddField(
                    model_name="company",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="registers.company",
                        verbose_name="統合先",
                    ),
                ),
                migrations.AddField(
                    model_name="companyevent",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                                db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registers.company",
                        verbose_name="統合先",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="company",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_companyevent" ("address", "capital", "corporate_number", "created_at", "employees", "ended_on", "id", "industry_id", "invoice_number", "kana", "kana_key", "merged_into_id", "municipality_id", "name", "name_key", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "prefecture", "size", "updated_at") VALUES (NEW."address", NEW."capital", NEW."corporate_number", NEW."created_at", NEW."employees", NEW."ended_on", NEW."id", NEW."industry_id", NEW."invoice_number", NEW."kana", NEW."kana_key", NEW."merged_into_id", NEW."municipality_id", NEW."name", NEW."name_key", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_code", NEW."prefecture", NEW."size", NEW."updated_at"); RETURN NULL;',
                            hash="e2034a20b6b93018030c3ac435ffc83556abd617",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bcab4",
                            table="registers_company",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="company",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."capital" IS DISTINCT FROM (NEW."capital") OR OLD."corporate_number" IS DISTINCT FROM (NEW."corporate_number") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."employees" IS DISTINCT FROM (NEW."employees") OR OLD."ended_on" IS DISTINCT FROM (NEW."ended_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industry_id" IS DISTINCT FROM (NEW."industry_id") OR OLD."invoice_number" IS DISTINCT FROM (NEW."invoice_number") OR OLD."kana" IS DISTINCT FROM (NEW."kana") OR OLD."kana_key" IS DISTINCT FROM (NEW."kana_key") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."municipality_id" IS DISTINCT FROM (NEW."municipality_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_key" IS DISTINCT FROM (NEW."name_key") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."postal_code" IS DISTINCT FROM (NEW."postal_code") OR OLD."prefecture" IS DISTINCT FROM (NEW."prefecture") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "registers_companyevent" ("address", "capital", "corporate_number", "created_at", "employees", "ended_on", "id", "industry_id", "invoice_number", "kana", "kana_key", "merged_into_id", "municipality_id", "name", "name_key", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "prefecture", "size", "updated_at") VALUES (NEW."address", NEW."capital", NEW."corporate_number", NEW."created_at", NEW."employees", NEW."ended_on", NEW."id", NEW."industry_id", NEW."invoice_number", NEW."kana", NEW."kana_key", NEW."merged_into_id", NEW."municipality_id", NEW."name", NEW."name_key", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_code", NEW."prefecture", NEW."size", NEW."updated_at"); RETURN NULL;',
                            hash="b25add996db04f988d3952139d2d36c4d969d5f6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4d956",
                            table="registers_company",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="company",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_companyevent" ("address", "capital", "corporate_number", "created_at", "employees", "ended_on", "id", "industry_id", "invoice_number", "kana", "kana_key", "merged_into_id", "municipality_id", "name", "name_key", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "prefecture", "size", "updated_at") VALUES (OLD."address", OLD."capital", OLD."corporate_number", OLD."created_at", OLD."employees", OLD."ended_on", OLD."id", OLD."industry_id", OLD."invoice_number", OLD."kana", OLD."kana_key", OLD."merged_into_id", OLD."municipality_id", OLD."name", OLD."name_key", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."postal_code", OLD."prefecture", OLD."size", OLD."updated_at"); RETURN NULL;',
                            hash="526e8b515a9747eaed38386848c6e6a8939e67e4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_87343",
                            table="registers_company",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="company",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="company_merged_into_another",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="doubt",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_doubtevent" ("answer", "candidate_id", "company_id", "created_at", "id", "name", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "row_key", "score", "source", "told", "updated_at") VALUES (NEW."answer", NEW."candidate_id", NEW."company_id", NEW."created_at", NEW."id", NEW."name", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reasons", NEW."row_key", NEW."score", NEW."source", NEW."told", NEW."updated_at"); RETURN NULL;',
                            hash="d4a555b9b62a2f860fd700b6e7225401cf5b818b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5cf0c",
                            table="registers_doubt",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="doubt",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registers_doubtevent" ("answer", "candidate_id", "company_id", "created_at", "id", "name", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "row_key", "score", "source", "told", "updated_at") VALUES (NEW."answer", NEW."candidate_id", NEW."company_id", NEW."created_at", NEW."id", NEW."name", NEW."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reasons", NEW."row_key", NEW."score", NEW."source", NEW."told", NEW."updated_at"); RETURN NULL;',
                            hash="16ba3f076f2ad97d1d03449b14fe3177a3fe519e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a6876",
                            table="registers_doubt",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="doubt",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_doubtevent" ("answer", "candidate_id", "company_id", "created_at", "id", "name", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "row_key", "score", "source", "told", "updated_at") VALUES (OLD."answer", OLD."candidate_id", OLD."company_id", OLD."created_at", OLD."id", OLD."name", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reasons", OLD."row_key", OLD."score", OLD."source", OLD."told", OLD."updated_at"); RETURN NULL;',
                            hash="5e2da1d5c8545cc4676ac05bab23a7ef26d3e205",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8b953",
                            table="registers_doubt",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_decisionevent" ("answer", "created_at", "decided_at", "decided_by_id", "doubt_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."answer", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."doubt_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."updated_at"); RETURN NULL;',
                            hash="f413ef511b4bc918113c234ccc53997944fd5ee1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d733a",
                            table="registers_decision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registers_decisionevent" ("answer", "created_at", "decided_at", "decided_by_id", "doubt_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (NEW."answer", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."doubt_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."updated_at"); RETURN NULL;',
                            hash="63e3d1fbea3e260cdb83e415f3a6372a804b7938",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c479f",
                            table="registers_decision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="decision",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_decisionevent" ("answer", "created_at", "decided_at", "decided_by_id", "doubt_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "updated_at") VALUES (OLD."answer", OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."doubt_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."updated_at"); RETURN NULL;',
                            hash="0e1f9981d257e9dc1dc4bafa92f844dfe576f1ed",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_60d88",
                            table="registers_decision",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="merge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_mergeevent" ("absorbed_id", "asked_at", "asked_by_id", "created_at", "done_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "survivor_id", "undo_asked_at", "undo_asked_by_id", "undone_at", "updated_at") VALUES (NEW."absorbed_id", NEW."asked_at", NEW."asked_by_id", NEW."created_at", NEW."done_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."survivor_id", NEW."undo_asked_at", NEW."undo_asked_by_id", NEW."undone_at", NEW."updated_at"); RETURN NULL;',
                            hash="0e01a721f49cd1282b56423f1719791a575c11f3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9bd2c",
                            table="registers_merge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="merge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registers_mergeevent" ("absorbed_id", "asked_at", "asked_by_id", "created_at", "done_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "survivor_id", "undo_asked_at", "undo_asked_by_id", "undone_at", "updated_at") VALUES (NEW."absorbed_id", NEW."asked_at", NEW."asked_by_id", NEW."created_at", NEW."done_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."survivor_id", NEW."undo_asked_at", NEW."undo_asked_by_id", NEW."undone_at", NEW."updated_at"); RETURN NULL;',
                            hash="f10830de21514612b6cf88fc34b00cdda8f9e97c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_04807",
                            table="registers_merge",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="merge",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_mergeevent" ("absorbed_id", "asked_at", "asked_by_id", "created_at", "done_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "survivor_id", "undo_asked_at", "undo_asked_by_id", "undone_at", "updated_at") VALUES (OLD."absorbed_id", OLD."asked_at", OLD."asked_by_id", OLD."created_at", OLD."done_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."survivor_id", OLD."undo_asked_at", OLD."undo_asked_by_id", OLD."undone_at", OLD."updated_at"); RETURN NULL;',
                            hash="02c8e33a2389bf9c98a2bd6440cd69f675283aa8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_53e61",
                            table="registers_merge",
                            when="AFTER",
                        ),
                    ),
                ),
            ],
        ),
    ]

"""Cases have teams, may be closed to them, and have people kept out."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_parties_consents_disclosures"),
        ("registers", "0012_keepers_of_confidential_cases"),
    ]

    operations = [
        TablesAtOnce(
            operations=[
                migrations.CreateModel(
                    name="Enclosure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("closed_on", models.DateField(verbose_name="閉じた日")),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="開いた日")),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enclosures",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "チームへの限定",
                        "verbose_name_plural": "チームへの限定",
                        "ordering": ["case", "closed_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="EnclosureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("closed_on", models.DateField(verbose_name="閉じた日")),
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="開いた日")),
                        ("reason", models.CharField(max_length=200, verbose_name="理由")),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.enclosure",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Exclusion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "tie",
                            models.CharField(
                                choices=[
                                    ("employer", "元勤務先"),
                                    ("bank", "出身金融機関"),
                                    ("rival", "競合先"),
                                    ("opponent", "相手方"),
                                    ("family", "親族"),
                                    ("adviser", "顧問先"),
                                    ("other", "その他"),
                                ],
                                max_length=10,
                                verbose_name="理由の種類",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                        ("kept_out_on", models.DateField(verbose_name="いつから")),
                        ("let_in_on", models.DateField(blank=True, null=True, verbose_name="解いた日")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exclusions",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.staff",
                                verbose_name="職員",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "案件からの除外",
                        "verbose_name_plural": "案件からの除外",
                        "ordering": ["case", "kept_out_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ExclusionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "tie",
                            models.CharField(
                                choices=[
                                    ("employer", "元勤務先"),
                                    ("bank", "出身金融機関"),
                                    ("rival", "競合先"),
                                    ("opponent", "相手方"),
                                    ("family", "親族"),
                                    ("adviser", "顧問先"),
                                    ("other", "その他"),
                                ],
                                max_length=10,
                                verbose_name="理由の種類",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                        ("kept_out_on", models.DateField(verbose_name="いつから")),
                        ("let_in_on", models.DateField(blank=True, null=True, verbose_name="解いた日")),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.exclusion",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.staff",
                                verbose_name="職員",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "role",
                            models.CharField(
                                choices=[("lead", "主担当"), ("deputy", "副担当"), ("member", "担当"), ("viewer", "閲覧のみ")],
                                default="member",
                                max_length=10,
                                verbose_name="役割",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[("seller", "譲渡側"), ("buyer", "譲受側")],
                                help_text="空欄はどちらの側でもない",
                                max_length=10,
                                verbose_name="立場",
                            ),
                        ),
                        ("joined_on", models.DateField(verbose_name="いつから")),
                        (
                            "left_on",
                            models.DateField(blank=True, help_text="この日から見られない", null=True, verbose_name="外れた日"),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="team",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.staff",
                                verbose_name="職員",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "案件のチーム",
                        "verbose_name_plural": "案件のチーム",
                        "ordering": ["case", "joined_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMemberEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "role",
                            models.CharField(
                                choices=[("lead", "主担当"), ("deputy", "副担当"), ("member", "担当"), ("viewer", "閲覧のみ")],
                                default="member",
                                max_length=10,
                                verbose_name="役割",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                blank=True,
                                choices=[("seller", "譲渡側"), ("buyer", "譲受側")],
                                help_text="空欄はどちらの側でもない",
                                max_length=10,
                                verbose_name="立場",
                            ),
                        ),
                        ("joined_on", models.DateField(verbose_name="いつから")),
                        (
                            "left_on",
                            models.DateField(blank=True, help_text="この日から見られない", null=True, verbose_name="外れた日"),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.teammember",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.staff",
                                verbose_name="職員",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ]
        ),
        TablesAtOnce(
            operations=[
                migrations.AddConstraint(
                    model_name="enclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="case_closed_with_reason",
                        violation_error_message="理由を入れてください。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("opened_on__isnull", True), ("opened_on__gte", models.F("closed_on")), _connector="OR"
                        ),
                        name="case_opens_after_closing",
                        violation_error_message="終わる日が始まる日より前です。日付を確かめてください。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enclosure",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("case"),
                                    models.F("case"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=models.BigIntegerField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("closed_on"),
                                    models.F("opened_on"),
                                    models.Value("[)"),
                                    function="daterange",
                                    output_field=models.DateField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="case_closed_once",
                        violation_error_message="この案件は、すでにチームだけに限られています。",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enclosure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_case_enclosures",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="ab87abb93bae541e40fadf49101b6cc712af46ff",
                            operation="DELETE",
                            pgid="pgtrigger_keep_case_enclosures_48418",
                            table="cases_enclosure",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enclosure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fix_case_enclosures",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="fc2eee775f51ca267bd0c8417af25f3f46e8cd71",
                            operation="UPDATE",
                            pgid="pgtrigger_fix_case_enclosures_6beec",
                            table="cases_enclosure",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enclosure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_enclosureevent" ("case_id", "closed_on", "created_at", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "updated_at") VALUES (NEW."case_id", NEW."closed_on", NEW."created_at", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."updated_at"); RETURN NULL;',
                            hash="210b83610aa96dcd2acbff6dba69bec3d5b8b21a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fc6f2",
                            table="cases_enclosure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enclosure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_enclosureevent" ("case_id", "closed_on", "created_at", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "updated_at") VALUES (NEW."case_id", NEW."closed_on", NEW."created_at", NEW."id", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."updated_at"); RETURN NULL;',
                            hash="5603c988d0542f7a7b9cef850c7ab5171c075e9d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7e11b",
                            table="cases_enclosure",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="enclosure",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_enclosureevent" ("case_id", "closed_on", "created_at", "id", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "updated_at") VALUES (OLD."case_id", OLD."closed_on", OLD."created_at", OLD."id", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."updated_at"); RETURN NULL;',
                            hash="4ed38c0556454dabe12745eed31a80357e025c69",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_006d3",
                            table="cases_enclosure",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="exclusion",
                    index=models.Index(fields=["staff"], name="exclusions_of_staff"),
                ),
                migrations.AddConstraint(
                    model_name="exclusion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("tie__in", ["employer", "bank", "rival", "opponent", "family", "adviser", "other"])
                        ),
                        name="exclusion_tie_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exclusion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tie", "other"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="exclusion_other_says_why",
                        violation_error_message="「その他」のときは、理由を書いてください。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exclusion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("let_in_on__isnull", True), ("let_in_on__gte", models.F("kept_out_on")), _connector="OR"
                        ),
                        name="exclusion_ends_after_start",
                        violation_error_message="終わる日が始まる日より前です。日付を確かめてください。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="exclusion",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("case"),
                                    models.F("case"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=models.BigIntegerField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("staff"),
                                    models.F("staff"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=models.BigIntegerField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("kept_out_on"),
                                    models.F("let_in_on"),
                                    models.Value("[)"),
                                    function="daterange",
                                    output_field=models.DateField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="exclusion_once",
                        violation_error_message="この職員は、すでにこの案件から除外されています。",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_exclusions",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="9dffafede3156be082542d603f915749b12613f9",
                            operation="DELETE",
                            pgid="pgtrigger_keep_exclusions_08799",
                            table="cases_exclusion",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fix_exclusions",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."kept_out_on" IS DISTINCT FROM (NEW."kept_out_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."staff_id" IS DISTINCT FROM (NEW."staff_id") OR OLD."tie" IS DISTINCT FROM (NEW."tie"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="c9ae0234df37537997c427c50825c232ea653f43",
                            operation="UPDATE",
                            pgid="pgtrigger_fix_exclusions_f3d74",
                            table="cases_exclusion",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_exclusionevent" ("case_id", "created_at", "id", "kept_out_on", "let_in_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "staff_id", "tie", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."id", NEW."kept_out_on", NEW."let_in_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."staff_id", NEW."tie", NEW."updated_at"); RETURN NULL;',
                            hash="0a50bc7e8302610fcb22f7be8f8d9f5c0f386d38",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_075a8",
                            table="cases_exclusion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_exclusionevent" ("case_id", "created_at", "id", "kept_out_on", "let_in_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "staff_id", "tie", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."id", NEW."kept_out_on", NEW."let_in_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."staff_id", NEW."tie", NEW."updated_at"); RETURN NULL;',
                            hash="836ef0a39ee511b24ab99ed76d2f7f401f15ea18",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3fc7f",
                            table="cases_exclusion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="exclusion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_exclusionevent" ("case_id", "created_at", "id", "kept_out_on", "let_in_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "staff_id", "tie", "updated_at") VALUES (OLD."case_id", OLD."created_at", OLD."id", OLD."kept_out_on", OLD."let_in_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."staff_id", OLD."tie", OLD."updated_at"); RETURN NULL;',
                            hash="2bdf7868f94971c0dba4af595bc517591c6dd8e0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f3a9e",
                            table="cases_exclusion",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="teammember",
                    index=models.Index(fields=["staff"], name="teams_of_staff"),
                ),
                migrations.AddConstraint(
                    model_name="teammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("role__in", ["lead", "deputy", "member", "viewer"])), name="team_role_known"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="teammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("side__in", ["", "seller", "buyer"])), name="team_side_known"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="teammember",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("left_on__isnull", True), ("left_on__gte", models.F("joined_on")), _connector="OR"),
                        name="team_leaves_after_joining",
                        violation_error_message="終わる日が始まる日より前です。日付を確かめてください。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="teammember",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("case"),
                                    models.F("case"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=models.BigIntegerField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("staff"),
                                    models.F("staff"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=models.BigIntegerField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("joined_on"),
                                    models.F("left_on"),
                                    models.Value("[)"),
                                    function="daterange",
                                    output_field=models.DateField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="team_member_once",
                        violation_error_message="この職員は、すでにこの案件のチームにいます。",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_team_members",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e0bca234fe7f99e7f7bfd0c33aab3cb98c5c224b",
                            operation="DELETE",
                            pgid="pgtrigger_keep_team_members_140d9",
                            table="cases_teammember",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fix_team_members",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."joined_on" IS DISTINCT FROM (NEW."joined_on") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."side" IS DISTINCT FROM (NEW."side") OR OLD."staff_id" IS DISTINCT FROM (NEW."staff_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="65613ab969509d9cb62ee81712d918bd97c32799",
                            operation="UPDATE",
                            pgid="pgtrigger_fix_team_members_8cafd",
                            table="cases_teammember",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_teammemberevent" ("case_id", "created_at", "id", "joined_on", "left_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "side", "staff_id", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."id", NEW."joined_on", NEW."left_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."side", NEW."staff_id", NEW."updated_at"); RETURN NULL;',
                            hash="536fd379c34eda758360d522e1919f3d6407e339",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9b06a",
                            table="cases_teammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_teammemberevent" ("case_id", "created_at", "id", "joined_on", "left_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "side", "staff_id", "updated_at") VALUES (NEW."case_id", NEW."created_at", NEW."id", NEW."joined_on", NEW."left_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."side", NEW."staff_id", NEW."updated_at"); RETURN NULL;',
                            hash="06d365a647f68aeba88cc93c0bc1e0fa50e89ff5",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d1657",
                            table="cases_teammember",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="teammember",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_teammemberevent" ("case_id", "created_at", "id", "joined_on", "left_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "side", "staff_id", "updated_at") VALUES (OLD."case_id", OLD."created_at", OLD."id", OLD."joined_on", OLD."left_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."side", OLD."staff_id", OLD."updated_at"); RETURN NULL;',
                            hash="400a628fa9d30dcbbe0d977c369c2fd8c3219973",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5fc1f",
                            table="cases_teammember",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]

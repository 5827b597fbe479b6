"""Units have keepers of their confidential cases; a look says of which case the record was."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("registers", "0011_size_may_be_unsaid"),
    ]

    operations = [
        TablesAtOnce(
            operations=[
                migrations.CreateModel(
                    name="Keepership",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("starts_on", models.DateField(verbose_name="開始日")),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True, help_text="この日まで。空欄は期限なし", null=True, verbose_name="終了日"
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="与えた人",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="keeperships",
                                to="registers.unit",
                                verbose_name="部署",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="利用者",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "守秘の責任者",
                        "verbose_name_plural": "守秘の責任者",
                        "ordering": ["unit", "starts_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="KeepershipEvent",
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
                        ("starts_on", models.DateField(verbose_name="開始日")),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True, help_text="この日まで。空欄は期限なし", null=True, verbose_name="終了日"
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="与えた人",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="registers.keepership",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.unit",
                                verbose_name="部署",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="利用者",
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
                migrations.AddField(
                    model_name="look",
                    name="of_case",
                    field=models.BigIntegerField(editable=False, null=True, verbose_name="案件"),
                ),
            ]
        ),
        TablesAtOnce(
            operations=[
                migrations.AddConstraint(
                    model_name="keepership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="keepership_ends_after_start",
                        violation_error_message="終了日が開始日より前です。日付を確かめてください。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="keepership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("given_by__isnull", True), models.Q(("given_by", models.F("user")), _negated=True), _connector="OR"
                        ),
                        name="keepership_not_to_oneself",
                        violation_error_message="自分自身を責任者にすることはできません。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="keepership",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("user"),
                                    models.F("user"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=models.BigIntegerField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("unit"),
                                    models.F("unit"),
                                    models.Value("[]"),
                                    function="int8range",
                                    output_field=models.BigIntegerField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=models.DateField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="keepership_no_overlap",
                        violation_error_message="この利用者はその期間すでにこの部署の責任者です。",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keepership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_keeperships",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="8b6d63e4c0942a13fcbb927e056e23c98fc70c9e",
                            operation="DELETE",
                            pgid="pgtrigger_keep_keeperships_1e368",
                            table="registers_keepership",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keepership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_keepershipevent" ("created_at", "ends_on", "given_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "unit_id", "updated_at", "user_id") VALUES (NEW."created_at", NEW."ends_on", NEW."given_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."starts_on", NEW."unit_id", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="4ff8ed1baab7e55e8c954ff40ab4c7414fa2cb19",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f6dbd",
                            table="registers_keepership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keepership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "registers_keepershipevent" ("created_at", "ends_on", "given_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "unit_id", "updated_at", "user_id") VALUES (NEW."created_at", NEW."ends_on", NEW."given_by_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."starts_on", NEW."unit_id", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="aeb55f7ba33cebe9b83f6aced89db01d289e042c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_41834",
                            table="registers_keepership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="keepership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "registers_keepershipevent" ("created_at", "ends_on", "given_by_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "unit_id", "updated_at", "user_id") VALUES (OLD."created_at", OLD."ends_on", OLD."given_by_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."starts_on", OLD."unit_id", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                            hash="abd6c8a493f82b7fc68169e388ff52a23c78378d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7f8ba",
                            table="registers_keepership",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]

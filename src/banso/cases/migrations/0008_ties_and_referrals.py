"""What ties staff to whom a case concerns, asking about it over walls, and referrals inside the house."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.lookups
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions.comparison import Cast
from django.db.models.lookups import Exact, LessThanOrEqual

from banso.core.schema import TablesAtOnce


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_teams_and_who_is_kept_out"),
        ("registers", "0012_keepers_of_confidential_cases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TablesAtOnce(
            operations=[
                migrations.CreateModel(
                    name="ConflictNotice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("question", models.BigIntegerField(editable=False, verbose_name="照会")),
                        ("hit", models.BooleanField(default=False, editable=False, verbose_name="一致")),
                        ("asking_unit", models.CharField(blank=True, max_length=80, verbose_name="照会した部署")),
                        ("asked_on", models.DateField(verbose_name="照会日")),
                        ("settled_on", models.DateField(blank=True, null=True, verbose_name="確認した日")),
                        ("settlement", models.CharField(blank=True, max_length=200, verbose_name="確認の結果")),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.programme",
                                verbose_name="事業",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ほかの部署からの照会",
                        "verbose_name_plural": "ほかの部署からの照会",
                        "ordering": ["-asked_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ConflictNoticeEvent",
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
                        ("question", models.BigIntegerField(editable=False, verbose_name="照会")),
                        ("hit", models.BooleanField(default=False, editable=False, verbose_name="一致")),
                        ("asking_unit", models.CharField(blank=True, max_length=80, verbose_name="照会した部署")),
                        ("asked_on", models.DateField(verbose_name="照会日")),
                        ("settled_on", models.DateField(blank=True, null=True, verbose_name="確認した日")),
                        ("settlement", models.CharField(blank=True, max_length=200, verbose_name="確認の結果")),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
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
                                to="cases.conflictnotice",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.programme",
                                verbose_name="事業",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ConflictQuestion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("asked_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="照会日")),
                        ("subjects", models.JSONField(default=dict, verbose_name="照会した相手")),
                        ("settled_on", models.DateField(blank=True, null=True, verbose_name="責任者が確認した日")),
                        ("settlement", models.CharField(blank=True, max_length=200, verbose_name="確認の結果")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="照会した人",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "利害関係の照会",
                        "verbose_name_plural": "利害関係の照会",
                        "ordering": ["-asked_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ConflictQuestionEvent",
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
                        ("asked_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="照会日")),
                        ("subjects", models.JSONField(default=dict, verbose_name="照会した相手")),
                        ("settled_on", models.DateField(blank=True, null=True, verbose_name="責任者が確認した日")),
                        ("settlement", models.CharField(blank=True, max_length=200, verbose_name="確認の結果")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="照会した人",
                            ),
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
                                to="cases.conflictquestion",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("to_programme", models.CharField(max_length=60, verbose_name="紹介先の事業")),
                        ("to_name", models.CharField(max_length=120, verbose_name="紹介先")),
                        ("title", models.CharField(max_length=120, verbose_name="用件")),
                        ("items", models.JSONField(default=list, verbose_name="伝える事項")),
                        ("note", models.TextField(blank=True, verbose_name="申し送り")),
                        ("sent_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="紹介日")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="cases.case",
                                verbose_name="案件",
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.consent",
                                verbose_name="承諾",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "部署間の紹介",
                        "verbose_name_plural": "部署間の紹介",
                        "ordering": ["-sent_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralEvent",
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
                        ("to_programme", models.CharField(max_length=60, verbose_name="紹介先の事業")),
                        ("to_name", models.CharField(max_length=120, verbose_name="紹介先")),
                        ("title", models.CharField(max_length=120, verbose_name="用件")),
                        ("items", models.JSONField(default=list, verbose_name="伝える事項")),
                        ("note", models.TextField(blank=True, verbose_name="申し送り")),
                        ("sent_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="紹介日")),
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
                            "consent",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.consent",
                                verbose_name="承諾",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.referral",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReferralReceived",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("referral", models.BigIntegerField(editable=False, unique=True, verbose_name="紹介")),
                        ("title", models.CharField(max_length=120, verbose_name="用件")),
                        ("from_unit", models.CharField(blank=True, max_length=80, verbose_name="紹介元")),
                        ("items", models.JSONField(default=list, verbose_name="伝えられた事項")),
                        ("note", models.TextField(blank=True, verbose_name="申し送り")),
                        ("sent_on", models.DateField(verbose_name="紹介日")),
                        (
                            "reply",
                            models.CharField(
                                blank=True,
                                choices=[("accepted", "受入"), ("declined", "辞退")],
                                max_length=10,
                                verbose_name="返事",
                            ),
                        ),
                        ("replied_on", models.DateField(blank=True, null=True, verbose_name="返事の日")),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="came_from",
                                to="cases.case",
                                verbose_name="開いた案件",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.company",
                                verbose_name="企業",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.person",
                                verbose_name="個人",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.programme",
                                verbose_name="事業",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "届いた紹介",
                        "verbose_name_plural": "届いた紹介",
                        "ordering": ["-sent_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralReceivedEvent",
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
                        ("referral", models.BigIntegerField(editable=False, verbose_name="紹介")),
                        ("title", models.CharField(max_length=120, verbose_name="用件")),
                        ("from_unit", models.CharField(blank=True, max_length=80, verbose_name="紹介元")),
                        ("items", models.JSONField(default=list, verbose_name="伝えられた事項")),
                        ("note", models.TextField(blank=True, verbose_name="申し送り")),
                        ("sent_on", models.DateField(verbose_name="紹介日")),
                        (
                            "reply",
                            models.CharField(
                                blank=True,
                                choices=[("accepted", "受入"), ("declined", "辞退")],
                                max_length=10,
                                verbose_name="返事",
                            ),
                        ),
                        ("replied_on", models.DateField(blank=True, null=True, verbose_name="返事の日")),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.case",
                                verbose_name="開いた案件",
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
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.person",
                                verbose_name="個人",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.referralreceived",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.programme",
                                verbose_name="事業",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReferralReply",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "reply",
                            models.CharField(
                                choices=[("accepted", "受入"), ("declined", "辞退")], max_length=10, verbose_name="返事"
                            ),
                        ),
                        ("replied_on", models.DateField(verbose_name="返事の日")),
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answered",
                                to="cases.referral",
                                verbose_name="紹介",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "紹介への返事",
                        "verbose_name_plural": "紹介への返事",
                        "ordering": ["-replied_on", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralReplyEvent",
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
                            "reply",
                            models.CharField(
                                choices=[("accepted", "受入"), ("declined", "辞退")], max_length=10, verbose_name="返事"
                            ),
                        ),
                        ("replied_on", models.DateField(verbose_name="返事の日")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.referralreply",
                            ),
                        ),
                        (
                            "referral",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="cases.referral",
                                verbose_name="紹介",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StaffTie",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        ("recipient_name", models.CharField(blank=True, max_length=120, verbose_name="相手の名前")),
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
                                verbose_name="関係",
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True, verbose_name="いつから")),
                        (
                            "until",
                            models.DateField(blank=True, help_text="続いているときは空欄", null=True, verbose_name="いつまで"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="備考")),
                        (
                            "company",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.company",
                                verbose_name="企業",
                            ),
                        ),
                        (
                            "expert",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.expert",
                                verbose_name="専門家",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.organisation",
                                verbose_name="機関",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registers.person",
                                verbose_name="人物",
                            ),
                        ),
                        (
                            "staff",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ties",
                                to="registers.staff",
                                verbose_name="職員",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "職員の利害関係",
                        "verbose_name_plural": "職員の利害関係",
                        "ordering": ["staff", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="StaffTieEvent",
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
                        ("recipient_name", models.CharField(blank=True, max_length=120, verbose_name="相手の名前")),
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
                                verbose_name="関係",
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True, verbose_name="いつから")),
                        (
                            "until",
                            models.DateField(blank=True, help_text="続いているときは空欄", null=True, verbose_name="いつまで"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="備考")),
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
                            "expert",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.expert",
                                verbose_name="専門家",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.organisation",
                                verbose_name="機関",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registers.person",
                                verbose_name="人物",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="cases.stafftie",
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
                    name="TieDeclaration",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="登録日時"),
                        ),
                        ("updated_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                        (
                            "answer",
                            models.CharField(
                                choices=[("no", "利害関係はない"), ("yes", "利害関係がある"), ("later", "確かめてから答える")],
                                max_length=10,
                                verbose_name="申告",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="関係の内容")),
                        ("declared_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="申告日")),
                        ("lifted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="責任者が解いた日")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
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
                        "verbose_name": "利害関係の申告",
                        "verbose_name_plural": "利害関係の申告",
                        "ordering": ["case", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TieDeclarationEvent",
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
                            "answer",
                            models.CharField(
                                choices=[("no", "利害関係はない"), ("yes", "利害関係がある"), ("later", "確かめてから答える")],
                                max_length=10,
                                verbose_name="申告",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="関係の内容")),
                        ("declared_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="申告日")),
                        ("lifted_on", models.DateField(blank=True, editable=False, null=True, verbose_name="責任者が解いた日")),
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
                                to="cases.tiedeclaration",
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
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_notices",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="d04ea155daffde56c478edea68e826740a33b3bc",
                            operation="DELETE",
                            pgid="pgtrigger_keep_notices_d8f2d",
                            table="cases_conflictnotice",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fix_notices",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."asking_unit" IS DISTINCT FROM (NEW."asking_unit") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."hit" IS DISTINCT FROM (NEW."hit") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."question" IS DISTINCT FROM (NEW."question"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="642c073c9c55b66380dc5c844e00ae8aa73591c4",
                            operation="UPDATE",
                            pgid="pgtrigger_fix_notices_60194",
                            table="cases_conflictnotice",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_conflictnoticeevent" ("asked_on", "asking_unit", "case_id", "created_at", "hit", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "question", "settled_on", "settlement", "updated_at") VALUES (NEW."asked_on", NEW."asking_unit", NEW."case_id", NEW."created_at", NEW."hit", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."question", NEW."settled_on", NEW."settlement", NEW."updated_at"); RETURN NULL;',
                            hash="48a6e9008cbd2581121ccdf5c5b1eb53fca4004e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4518d",
                            table="cases_conflictnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_conflictnoticeevent" ("asked_on", "asking_unit", "case_id", "created_at", "hit", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "question", "settled_on", "settlement", "updated_at") VALUES (NEW."asked_on", NEW."asking_unit", NEW."case_id", NEW."created_at", NEW."hit", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."question", NEW."settled_on", NEW."settlement", NEW."updated_at"); RETURN NULL;',
                            hash="812fc43156cd57b2c0117773bc14d38881c26e09",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a7f16",
                            table="cases_conflictnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictnotice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_conflictnoticeevent" ("asked_on", "asking_unit", "case_id", "created_at", "hit", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "question", "settled_on", "settlement", "updated_at") VALUES (OLD."asked_on", OLD."asking_unit", OLD."case_id", OLD."created_at", OLD."hit", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."question", OLD."settled_on", OLD."settlement", OLD."updated_at"); RETURN NULL;',
                            hash="d18a0bc79a3384f3e497cab89103aa3cd7d220dd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ec8c9",
                            table="cases_conflictnotice",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conflictquestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                models.Func(models.F("subjects"), function="jsonb_typeof", output_field=models.TextField()),
                                models.Value("object"),
                            ),
                            django.db.models.lookups.LessThanOrEqual(
                                models.Func(
                                    django.db.models.functions.comparison.Cast(models.F("subjects"), models.TextField()),
                                    function="octet_length",
                                    output_field=models.IntegerField(),
                                ),
                                models.Value(20000),
                            ),
                        ),
                        name="conflict_subjects_shape",
                        violation_error_message="内容の形が正しくないか、大きすぎます。画面を開き直して入れ直してください。",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictquestion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_questions",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="fdb72b1dbd68ded14088fec8775a3898fce6eb2b",
                            operation="DELETE",
                            pgid="pgtrigger_keep_questions_84f61",
                            table="cases_conflictquestion",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictquestion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fix_questions",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."subjects" IS DISTINCT FROM (NEW."subjects"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="b01794e7daa18954791b6106cebd6dc4319dd017",
                            operation="UPDATE",
                            pgid="pgtrigger_fix_questions_fcf7b",
                            table="cases_conflictquestion",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictquestion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="ask_elsewhere",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO public.cases_conflictnotice\n    (question, programme_id, case_id, hit, asking_unit, asked_on, settlement, created_at, updated_at)\nSELECT NEW.id, coalesce(found.programme_id, other.programme_id), found.id, found.id IS NOT NULL, coalesce(asking.name, ''),\n    NEW.asked_on, '', now(), now()\nFROM public.cases_case own\nJOIN public.registers_programme mine ON mine.id = own.programme_id\nLEFT JOIN public.registers_unit asking ON asking.id = mine.walled_to_id\nJOIN (SELECT p.walled_to_id AS unit_id, min(p.id) AS programme_id FROM public.registers_programme p\n    WHERE p.walled_to_id IS NOT NULL GROUP BY p.walled_to_id) other ON other.unit_id IS DISTINCT FROM mine.walled_to_id\nLEFT JOIN LATERAL (\n    SELECT c.programme_id, c.id FROM public.cases_case c\n    JOIN public.registers_programme theirs ON theirs.id = c.programme_id AND theirs.walled_to_id = other.unit_id\n    LEFT JOIN public.registers_company firm ON firm.id = c.company_id\n    WHERE NEW.subjects -> 'companies' @> to_jsonb(c.company_id) OR NEW.subjects -> 'people' @> to_jsonb(c.person_id)\n        OR NEW.subjects -> 'keys' ? firm.name_key\n        OR EXISTS (SELECT FROM public.cases_party p WHERE p.case_id = c.id AND (\n            NEW.subjects -> 'companies' @> to_jsonb(p.company_id) OR NEW.subjects -> 'people' @> to_jsonb(p.person_id)\n            OR NEW.subjects -> 'names' ? p.name))\n    ORDER BY c.id DESC LIMIT 1\n) found ON true\nWHERE own.id = NEW.case_id;\nRETURN NULL;\n",
                            hash="f3b68f7745d53d51b30d4b7ab6344f4f308abcfb",
                            operation="INSERT",
                            pgid="pgtrigger_ask_elsewhere_7b98f",
                            table="cases_conflictquestion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictquestion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_conflictquestionevent" ("asked_by_id", "asked_on", "case_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_on", "settlement", "subjects", "updated_at") VALUES (NEW."asked_by_id", NEW."asked_on", NEW."case_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."settled_on", NEW."settlement", NEW."subjects", NEW."updated_at"); RETURN NULL;',
                            hash="2def6bac0eddd39ce4234407d62ec5bac80d1715",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a7177",
                            table="cases_conflictquestion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictquestion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_conflictquestionevent" ("asked_by_id", "asked_on", "case_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_on", "settlement", "subjects", "updated_at") VALUES (NEW."asked_by_id", NEW."asked_on", NEW."case_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."settled_on", NEW."settlement", NEW."subjects", NEW."updated_at"); RETURN NULL;',
                            hash="c3612041f7c437ff8b92b02d46a83b3c1d5f138a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c2ba6",
                            table="cases_conflictquestion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="conflictquestion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_conflictquestionevent" ("asked_by_id", "asked_on", "case_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_on", "settlement", "subjects", "updated_at") VALUES (OLD."asked_by_id", OLD."asked_on", OLD."case_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."settled_on", OLD."settlement", OLD."subjects", OLD."updated_at"); RETURN NULL;',
                            hash="1e0d624a8fc3ff89c3bf8bcf3a8245e49cc566e8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_81d94",
                            table="cases_conflictquestion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_referrals",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8567978c23d2827ba1f04a2f6988e895449173e9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_keep_referrals_62b7a",
                            table="cases_referral",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="arrives",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nINSERT INTO public.cases_referralreceived\n    (referral, programme_id, company_id, person_id, title, from_unit, items, note, sent_on, reply, created_at, updated_at)\nSELECT NEW.id, p.id, c.company_id, c.person_id, NEW.title, coalesce(u.name, own.name, ''), NEW.items, NEW.note, NEW.sent_on, '', now(), now()\nFROM public.registers_programme p, public.cases_case c\nJOIN public.registers_programme mine ON mine.id = c.programme_id\nLEFT JOIN public.registers_unit u ON u.id = mine.walled_to_id\nLEFT JOIN LATERAL (\n    SELECT yu.name FROM public.registers_programmeyear y JOIN public.registers_unit yu ON yu.id = y.unit_id\n    WHERE y.programme_id = mine.id ORDER BY y.fiscal_year DESC LIMIT 1) own ON true\nWHERE p.code = NEW.to_programme AND c.id = NEW.case_id;\nRETURN NULL;\n",
                            hash="1bb22b89659eb3da03917cafff6f6effdc2ae67d",
                            operation="INSERT",
                            pgid="pgtrigger_arrives_dbe82",
                            table="cases_referral",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_referralevent" ("case_id", "consent_id", "created_at", "id", "items", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "title", "to_name", "to_programme", "updated_at") VALUES (NEW."case_id", NEW."consent_id", NEW."created_at", NEW."id", NEW."items", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sent_on", NEW."title", NEW."to_name", NEW."to_programme", NEW."updated_at"); RETURN NULL;',
                            hash="051792a0b7f2ac53bd3141eafea4252be1090ae9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b2939",
                            table="cases_referral",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_referralevent" ("case_id", "consent_id", "created_at", "id", "items", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "title", "to_name", "to_programme", "updated_at") VALUES (NEW."case_id", NEW."consent_id", NEW."created_at", NEW."id", NEW."items", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_on", NEW."title", NEW."to_name", NEW."to_programme", NEW."updated_at"); RETURN NULL;',
                            hash="ed081000c1c9a94f905bc3ab700c48496232f9ed",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_18505",
                            table="cases_referral",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referral",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_referralevent" ("case_id", "consent_id", "created_at", "id", "items", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_on", "title", "to_name", "to_programme", "updated_at") VALUES (OLD."case_id", OLD."consent_id", OLD."created_at", OLD."id", OLD."items", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sent_on", OLD."title", OLD."to_name", OLD."to_programme", OLD."updated_at"); RETURN NULL;',
                            hash="ad33993fc2abb194dd49d26376aeaa0fd3b318c0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_33b55",
                            table="cases_referral",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referralreceived",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reply__in", ["", "accepted", "declined"])), name="referral_received_known"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referralreceived",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reply", ""), ("replied_on__isnull", False), _connector="OR"),
                        name="referral_reply_has_day",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreceived",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_received",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="75f7a4484f8a7a60a792fb901cbaca735ce699c0",
                            operation="DELETE",
                            pgid="pgtrigger_keep_received_185fe",
                            table="cases_referralreceived",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreceived",
                    trigger=pgtrigger.compiler.Trigger(
                        name="reply_once",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.\"reply\" > '')",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="ec5c4e875102b7485a97741ead32510ad4bee171",
                            operation="UPDATE",
                            pgid="pgtrigger_reply_once_06183",
                            table="cases_referralreceived",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreceived",
                    trigger=pgtrigger.compiler.Trigger(
                        name="replied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"reply\" > '' AND OLD.\"reply\" = '')",
                            func="\nINSERT INTO public.cases_referralreply (referral_id, reply, replied_on, created_at, updated_at)\nVALUES (NEW.referral, NEW.reply, NEW.replied_on, now(), now());\nRETURN NULL;\n",
                            hash="ba2f4a96c1989e63307d6ee49ad63ab08b42ef6d",
                            operation="UPDATE",
                            pgid="pgtrigger_replied_2fc25",
                            table="cases_referralreceived",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreceived",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_referralreceivedevent" ("case_id", "company_id", "created_at", "from_unit", "id", "items", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "referral", "replied_on", "reply", "sent_on", "title", "updated_at") VALUES (NEW."case_id", NEW."company_id", NEW."created_at", NEW."from_unit", NEW."id", NEW."items", NEW."note", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."referral", NEW."replied_on", NEW."reply", NEW."sent_on", NEW."title", NEW."updated_at"); RETURN NULL;',
                            hash="0c24f4c2e1279e1b0f08a51cf0549a5b95a2af4b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_74443",
                            table="cases_referralreceived",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreceived",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_referralreceivedevent" ("case_id", "company_id", "created_at", "from_unit", "id", "items", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "referral", "replied_on", "reply", "sent_on", "title", "updated_at") VALUES (NEW."case_id", NEW."company_id", NEW."created_at", NEW."from_unit", NEW."id", NEW."items", NEW."note", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."programme_id", NEW."referral", NEW."replied_on", NEW."reply", NEW."sent_on", NEW."title", NEW."updated_at"); RETURN NULL;',
                            hash="739783a4e24e4889c408fd7b12f90ef0d8e5c003",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0267e",
                            table="cases_referralreceived",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreceived",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_referralreceivedevent" ("case_id", "company_id", "created_at", "from_unit", "id", "items", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "referral", "replied_on", "reply", "sent_on", "title", "updated_at") VALUES (OLD."case_id", OLD."company_id", OLD."created_at", OLD."from_unit", OLD."id", OLD."items", OLD."note", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."programme_id", OLD."referral", OLD."replied_on", OLD."reply", OLD."sent_on", OLD."title", OLD."updated_at"); RETURN NULL;',
                            hash="05ddd4045bb988272ecaef782a13c1b4a2f68cfd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b947d",
                            table="cases_referralreceived",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referralreply",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reply__in", ["accepted", "declined"])), name="referral_reply_known"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreply",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_replies",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f14d2c336d25dbf89b59c6f2557b57bea65a9370",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_keep_replies_c86f5",
                            table="cases_referralreply",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreply",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_referralreplyevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "replied_on", "reply", "updated_at") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."replied_on", NEW."reply", NEW."updated_at"); RETURN NULL;',
                            hash="860cb218c067dde0e41717675057b3f1d44dcb2e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e0d3c",
                            table="cases_referralreply",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreply",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_referralreplyevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "replied_on", "reply", "updated_at") VALUES (NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."referral_id", NEW."replied_on", NEW."reply", NEW."updated_at"); RETURN NULL;',
                            hash="5d5000f12dd92fe572f01667ca39ebdc276e227b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4bc80",
                            table="cases_referralreply",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="referralreply",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_referralreplyevent" ("created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "replied_on", "reply", "updated_at") VALUES (OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."replied_on", OLD."reply", OLD."updated_at"); RETURN NULL;',
                            hash="362523974bf3435be71f9d33559686a438981753",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c2ceb",
                            table="cases_referralreply",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stafftie",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("tie__in", ["employer", "bank", "rival", "opponent", "family", "adviser", "other"])
                        ),
                        name="staff_tie_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stafftie",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("company__isnull", True),
                                ("expert__isnull", True),
                                ("organisation__isnull", True),
                                ("person__isnull", True),
                                models.Q(("recipient_name", ""), _negated=True),
                            ),
                            models.Q(
                                ("company__isnull", True),
                                ("expert__isnull", True),
                                ("organisation__isnull", False),
                                ("person__isnull", True),
                                ("recipient_name", ""),
                            ),
                            models.Q(
                                ("company__isnull", False),
                                ("expert__isnull", True),
                                ("organisation__isnull", True),
                                ("person__isnull", True),
                                ("recipient_name", ""),
                            ),
                            models.Q(
                                ("company__isnull", True),
                                ("expert__isnull", True),
                                ("organisation__isnull", True),
                                ("person__isnull", False),
                                ("recipient_name", ""),
                            ),
                            models.Q(
                                ("company__isnull", True),
                                ("expert__isnull", False),
                                ("organisation__isnull", True),
                                ("person__isnull", True),
                                ("recipient_name", ""),
                            ),
                            _connector="OR",
                        ),
                        name="staff_tie_to_one",
                        violation_error_message="相手は、機関・企業・人物・専門家・名前のどれか一つにしてください。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stafftie",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("since", None), ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="staff_tie_ends_after_start",
                        violation_error_message="終わりの日が始まりの日より前です。日付を確かめてください。",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stafftie",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_stafftieevent" ("company_id", "created_at", "expert_id", "id", "note", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_name", "since", "staff_id", "tie", "until", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."expert_id", NEW."id", NEW."note", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recipient_name", NEW."since", NEW."staff_id", NEW."tie", NEW."until", NEW."updated_at"); RETURN NULL;',
                            hash="d63bb29796fccaca84c4d6e79638d2293209ee3e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_38b14",
                            table="cases_stafftie",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stafftie",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_stafftieevent" ("company_id", "created_at", "expert_id", "id", "note", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_name", "since", "staff_id", "tie", "until", "updated_at") VALUES (NEW."company_id", NEW."created_at", NEW."expert_id", NEW."id", NEW."note", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recipient_name", NEW."since", NEW."staff_id", NEW."tie", NEW."until", NEW."updated_at"); RETURN NULL;',
                            hash="e3be23facd4fdfe816f2770098f703ce39ad656a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1533a",
                            table="cases_stafftie",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stafftie",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_stafftieevent" ("company_id", "created_at", "expert_id", "id", "note", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_name", "since", "staff_id", "tie", "until", "updated_at") VALUES (OLD."company_id", OLD."created_at", OLD."expert_id", OLD."id", OLD."note", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recipient_name", OLD."since", OLD."staff_id", OLD."tie", OLD."until", OLD."updated_at"); RETURN NULL;',
                            hash="2791e9a029eabc6b030c42d598e83836a6e8c8dc",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bc068",
                            table="cases_stafftie",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="tiedeclaration",
                    index=models.Index(condition=models.Q(("answer", "yes")), fields=["staff"], name="ties_declared"),
                ),
                migrations.AddConstraint(
                    model_name="tiedeclaration",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("answer__in", ["no", "yes", "later"])), name="tie_declared_known"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tiedeclaration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_declarations",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="ca1abb0f63e513c44d1532299f097d803a575705",
                            operation="DELETE",
                            pgid="pgtrigger_keep_declarations_be5e6",
                            table="cases_tiedeclaration",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tiedeclaration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="fix_declarations",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."declared_on" IS DISTINCT FROM (NEW."declared_on") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."staff_id" IS DISTINCT FROM (NEW."staff_id"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="124edcb768ca8e4dbfe7d5f6a5baf14d41d7e1bc",
                            operation="UPDATE",
                            pgid="pgtrigger_fix_declarations_5c6f0",
                            table="cases_tiedeclaration",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tiedeclaration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_tiedeclarationevent" ("answer", "case_id", "created_at", "declared_on", "id", "lifted_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "updated_at") VALUES (NEW."answer", NEW."case_id", NEW."created_at", NEW."declared_on", NEW."id", NEW."lifted_on", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."staff_id", NEW."updated_at"); RETURN NULL;',
                            hash="af7e9a73e4330d8f5755de0a100f217e5f0d35ad",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_47acd",
                            table="cases_tiedeclaration",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tiedeclaration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "cases_tiedeclarationevent" ("answer", "case_id", "created_at", "declared_on", "id", "lifted_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "updated_at") VALUES (NEW."answer", NEW."case_id", NEW."created_at", NEW."declared_on", NEW."id", NEW."lifted_on", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."staff_id", NEW."updated_at"); RETURN NULL;',
                            hash="76ca61106c5274b45c42e4f4243060b101a4b9a2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ba0a3",
                            table="cases_tiedeclaration",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tiedeclaration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "cases_tiedeclarationevent" ("answer", "case_id", "created_at", "declared_on", "id", "lifted_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_id", "updated_at") VALUES (OLD."answer", OLD."case_id", OLD."created_at", OLD."declared_on", OLD."id", OLD."lifted_on", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."staff_id", OLD."updated_at"); RETURN NULL;',
                            hash="ef516dfbf5e3b0d3b55f7a9ee6e4f6f6af59eee6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_03b85",
                            table="cases_tiedeclaration",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referral",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            Exact(
                                models.Func(models.F("items"), function="jsonb_typeof", output_field=models.TextField()),
                                models.Value("array"),
                            ),
                            LessThanOrEqual(
                                models.Func(
                                    Cast(models.F("items"), models.TextField()),
                                    function="octet_length",
                                    output_field=models.IntegerField(),
                                ),
                                models.Value(1000),
                            ),
                        ),
                        name="referral_items_are_listed",
                        violation_error_message="内容の形が正しくないか、大きすぎます。画面を開き直して入れ直してください。",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referralreceived",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            Exact(
                                models.Func(models.F("items"), function="jsonb_typeof", output_field=models.TextField()),
                                models.Value("array"),
                            ),
                            LessThanOrEqual(
                                models.Func(
                                    Cast(models.F("items"), models.TextField()),
                                    function="octet_length",
                                    output_field=models.IntegerField(),
                                ),
                                models.Value(1000),
                            ),
                        ),
                        name="referral_received_items_are_listed",
                        violation_error_message="内容の形が正しくないか、大きすぎます。画面を開き直して入れ直してください。",
                    ),
                ),
            ]
        ),
    ]

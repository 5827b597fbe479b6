"""資格の確認: each check of an application as a dated row, the lines below which a firm is small or medium, and who owns and runs the applicant."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import KanaField, KeyField, YenField
from banso.core.models import Record
from banso.core.text import fold
from banso.core.trail import tracked
from banso.office.files.models import ReceivedFile
from banso.registers.models import Programme
from banso.registers.walls import gathers

from ..eligibility.choices import CheckKind, CheckResult, FirmSize, Gender, OfficerRole
from .applications import Application, Call


@tracked
class EligibilityCheck(Record):
    """One check of an application: of what, with which result, by whom, on which day, by which paper, and how long it holds.

    The latest of a kind stands; a mistake is answered by a later row. `found` is what the machine saw when the person decided: where it
    sees something else later, the check is to be done again.
    """

    done_days = ("checked_on", "issued_on")

    application = models.ForeignKey(Application, models.PROTECT, verbose_name="補助申請", related_name="checks")
    kind = models.CharField("確認すること", max_length=12, choices=CheckKind.choices)
    result = models.CharField("結果", max_length=8, choices=CheckResult.choices)
    checked_on = models.DateField("確認日")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="確認した人",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    evidence = models.ForeignKey(
        ReceivedFile, models.PROTECT, verbose_name="証拠の書類", null=True, blank=True, related_name="+"
    )
    issued_on = models.DateField("証明書の発行日", null=True, blank=True)
    valid_until = models.DateField("有効期限", null=True, blank=True, help_text="この日まで。空欄は期限なし")
    found = models.TextField("確かめたときの内容", blank=True, editable=False)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "資格の確認"
        ordering = ["application", "kind", "checked_on", "pk"]
        indexes = [models.Index(fields=["application", "kind", "checked_on"], name="checks_of_application")]
        constraints = [
            known_values("check_known_kind", "kind", CheckKind),
            known_values("check_known_result", "result", CheckResult),
            ends_after_start("check_valid_after_issue", start="issued_on", end="valid_until"),
            models.CheckConstraint(
                name="check_unless_ok_has_reason",
                condition=Q(result="ok") | ~Q(reason=""),
                violation_error_message="「適」でないときは、理由を入れてください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_checks", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_result_display()} {format_date(self.checked_on)}"


@tracked
class SizeLine(Record):
    """The line of an industry below which a firm is small or medium (中小企業者): by its capital or by its staff, from a day on.

    `industries` are letters of 大分類 or two digits of 中分類, with blanks between; the line without any is that of all others.
    """

    name = models.CharField("業種の区分", max_length=40)
    industries = models.CharField(
        "業種コード",
        max_length=200,
        blank=True,
        help_text="大分類の文字か中分類の2桁を、空白で区切って入れる。例: 50 51 L。空欄はほかのすべての業種",
    )
    valid_from = models.DateField("適用開始日")
    capital = YenField("資本金(円以下)")
    employees = models.PositiveIntegerField("従業員数(人以下)")

    class Meta:
        verbose_name = verbose_name_plural = "中小企業者の範囲"
        ordering = ["-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "valid_from"],
                name="size_line_once",
                violation_error_message="同じ区分と適用開始日の行が、すでにあります。",
            ),
            models.CheckConstraint(
                name="size_line_codes",
                condition=Q(industries__regex=r"^(([A-T]|[0-9]{2})( ([A-T]|[0-9]{2}))*)?$"),
                violation_error_message="業種コードは、A から T の文字か2桁の数字を、空白1つで区切って入れてください。",
            ),
            not_negative("size_line_capital_not_negative", "capital"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {format_date(self.valid_from)}から"


@tracked
class Shareholder(Record):
    """Who owns a share of the applicant (株主・出資者), and whether that is a large firm: by this, みなし大企業 is judged."""

    application = models.ForeignKey(Application, models.CASCADE, verbose_name="補助申請", related_name="shareholders")
    name = models.CharField("株主・出資者", max_length=120)
    share = models.DecimalField("出資比率(%)", max_digits=7, decimal_places=4)
    size = models.CharField("規模", max_length=8, choices=FirmSize.choices, default=FirmSize.SMALL)

    class Meta:
        verbose_name = verbose_name_plural = "株主・出資者"
        ordering = ["application", "-share", "pk"]
        constraints = [
            known_values("shareholder_known_size", "size", FirmSize),
            models.CheckConstraint(
                name="shareholder_share_within",
                condition=Q(share__gt=0, share__lte=100),
                violation_error_message="出資比率は、0より大きく100以下で入れてください。",
            ),
            models.UniqueConstraint(
                fields=["application", "name"],
                name="shareholder_once",
                violation_error_message="同じ株主が、すでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.percent}"

    @property
    def percent(self) -> str:
        """33.34%: without the zeros that the column holds."""
        return f"{self.share.normalize():f}%"


@tracked
class Officer(Record):
    """Who runs the applicant (役員, 個人事業なら本人): for みなし大企業, and, with consent, for the list that the police are asked by."""

    done_days = ("consented_on",)

    application = models.ForeignKey(Application, models.CASCADE, verbose_name="補助申請", related_name="officers")
    name = models.CharField("氏名", max_length=60)
    kana = KanaField("フリガナ", max_length=80, blank=True)
    name_key = KeyField("検索用氏名", of="name", fold=fold, db_index=True)
    role = models.CharField("役職の区分", max_length=10, choices=OfficerRole.choices, default=OfficerRole.DIRECTOR)
    comes_from = models.CharField(
        "兼ねている会社の規模",
        max_length=8,
        choices=FirmSize.choices,
        blank=True,
        help_text="ほかの会社の役員・職員を兼ねているとき。大企業なら「みなし大企業」の判定に数える",
    )
    born_on = models.DateField("生年月日", null=True, blank=True)
    gender = models.CharField("性別", max_length=6, choices=Gender.choices, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    consented_on = models.DateField(
        "照会への同意日", null=True, blank=True, help_text="警察への照会に使うことに同意した日(同意書・誓約書の日付)"
    )

    class Meta:
        verbose_name = verbose_name_plural = "役員"
        ordering = ["application", "pk"]
        constraints = [
            known_values("officer_known_role", "role", OfficerRole),
            known_values("officer_known_firm", "comes_from", FirmSize, blank=True),
            known_values("officer_known_gender", "gender", Gender, blank=True),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lacking(self) -> list[str]:
        """What the list for the police still needs of this person."""
        asked = (
            ("フリガナ", self.kana), ("生年月日", self.born_on), ("性別", self.gender), ("住所", self.address),
            ("照会への同意日", self.consented_on),
        )  # fmt: skip
        return [label for label, value in asked if not value]


@gathers("grants.InquiredApplication", "inquiry")
@tracked
class PoliceInquiry(Record):
    """One letter to the police (暴力団排除の照会) with a list of officers of several applications, and the reply to it."""

    done_days = ("asked_on", "replied_on")

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="+")
    call = models.ForeignKey(Call, models.PROTECT, verbose_name="公募", related_name="police_inquiries")
    to = models.CharField("照会先", max_length=80)
    asked_on = models.DateField("照会日")
    replied_on = models.DateField("回答日", null=True, blank=True)
    reply_no = models.CharField("回答の文書番号", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "暴力団排除の照会"
        ordering = ["-asked_on", "-pk"]
        constraints = [
            ends_after_start("police_replies_after_asked", start="asked_on", end="replied_on"),
        ]

    def __str__(self) -> str:
        return f"{self.to} {format_date(self.asked_on)}"


@tracked
class InquiredApplication(Record):
    """An application whose officers stood on the list of an inquiry. `found` tells their list from a later one."""

    inquiry = models.ForeignKey(PoliceInquiry, models.PROTECT, verbose_name="照会", related_name="entries")
    application = models.ForeignKey(Application, models.PROTECT, verbose_name="補助申請", related_name="inquiries")
    found = models.CharField("一覧の内容", max_length=80, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "照会した補助申請"
        ordering = ["inquiry", "pk"]
        constraints = [models.UniqueConstraint(fields=["inquiry", "application"], name="inquired_once")]

    def __str__(self) -> str:
        return f"{self.inquiry} {self.application}"

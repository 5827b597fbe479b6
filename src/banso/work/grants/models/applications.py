"""補助・助成: courses of a scheme, each year's call with its rate, cap and budget, applications, and the steps by which each goes on.

Three years are kept apart: that of the call and adoption, that in which the work is carried out (事業年度), and that of
the grant decision (交付決定). Each decision's own day decides its year.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case as Either
from django.db.models import F, OuterRef, Q, Subquery, Value, When

from banso.cases.models import Case, Step, step_triggers
from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import FiscalYearField, YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Programme, Staff
from banso.registers.walls import open_to_all

from ..aftercare.choices import TaxStatus
from ..choices import (
    CLOSING,
    GRANTS,
    MAY_SAY_AMOUNT,
    SETTLES,
    UNDOES,
    WITH_AMOUNT,
    WITHOUT_AMOUNT,
    Basis,
    ChangeGround,
    DecisionCode,
    ReturnReason,
    Stop,
)
from ..fields import RateField


@open_to_all("コースは公募で公表する")
@tracked
class Course(ReferenceRow):
    """A course (コース・枠) of a scheme. A scheme with only one has one course of its own name."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="courses")
    code = models.SlugField("コースコード", max_length=40)
    name = models.CharField("コース・枠", max_length=80)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "補助コース"
        ordering = ["programme", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="course_code_once")]

    def __str__(self) -> str:
        return self.name


@open_to_all("公募は公表する")
@tracked
class Call(Record):
    """A call for applications (公募) of a course, with the terms it was made on. No call means: not offered that year."""

    course = models.ForeignKey(Course, models.PROTECT, verbose_name="コース・枠", related_name="calls")
    opened_on = models.DateField("公募開始日")
    closes_on = models.DateField("締切日", null=True, blank=True)
    fiscal_year = fiscal_year_column("opened_on")
    executed_in = FiscalYearField("事業年度", help_text="補助事業を行う年度")
    rate = RateField("補助率", help_text="1/2、2/3 など")
    cap = YenField("上限額(円)")
    budget = YenField("予算額(円)", null=True, blank=True, help_text="この公募で使える額。空欄なら上限なし")
    keeper = models.ForeignKey(
        Staff,
        models.PROTECT,
        verbose_name="申請の担当者",
        null=True,
        blank=True,
        related_name="+",
        help_text="画面から届いた申請の案件を担当する職員。届くと「今日」に出ます",
    )

    class Meta:
        verbose_name = verbose_name_plural = "公募"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            ends_after_start("call_closes_after_opening", start="opened_on", end="closes_on"),
            not_negative("call_cap_not_negative", "cap"),
            not_negative("call_budget_not_negative", "budget"),
        ]

    def __str__(self) -> str:
        return f"{self.course} {format_date(self.opened_on)}"


@open_to_all("申請枠は公募要領で公表する")
@tracked
class Frame(Record):
    """A frame of a call (申請枠・申請者の区分) with a rate and a cap of its own. A call without frames has one rate and one cap."""

    call = models.ForeignKey(Call, models.PROTECT, verbose_name="公募", related_name="frames")
    name = models.CharField("申請枠", max_length=60, help_text="例: 小規模企業者、中小企業者、大学等と共同")
    position = models.PositiveSmallIntegerField("並び順", default=0)
    rate = RateField("補助率", help_text="1/2、2/3 など")
    cap = YenField("上限額(円)")

    class Meta:
        verbose_name = verbose_name_plural = "申請枠"
        ordering = ["call", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="frame_name_once"),
            not_negative("frame_cap_not_negative", "cap"),
        ]

    def __str__(self) -> str:
        return self.name


class ApplicationQuerySet(models.QuerySet["Application"]):
    def with_amount_on(self, day: date) -> Self:
        """Each with `in_force`, the amount that is granted on a day (交付決定額の現在額): None before there is any, 0 once it was undone."""
        says = Decision.objects.in_force().filter(step__in=(*GRANTS, *SETTLES, *UNDOES), taken_on__lte=day)
        last = says.filter(case=OuterRef("case")).order_by("-taken_on", "-pk")
        amount = Either(
            When(step__in=UNDOES, then=Value(0)), default=F("amount"), output_field=models.BigIntegerField()
        )
        return self.annotate(in_force=Subquery(last.annotate(says=amount).values("says")[:1]))


@tracked
class Application(Record):
    """An application to a call. Programme, applicant, number and the day it was received are its case's."""

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="application")
    call = models.ForeignKey(Call, models.PROTECT, verbose_name="公募", related_name="applications")
    frame = models.ForeignKey(
        Frame, models.PROTECT, verbose_name="申請枠", null=True, blank=True, related_name="applications"
    )
    title = models.CharField("事業名", max_length=160)
    expense = YenField(
        "補助対象経費(円)", null=True, blank=True, help_text="補助率を掛ける額。申請書に書かれているときに入れる"
    )
    requested = YenField("申請額(円)")
    tax_status = models.CharField("消費税の課税区分", max_length=12, choices=TaxStatus.choices, blank=True)
    basis = models.CharField("補助対象経費の税の扱い", max_length=6, choices=Basis.choices, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "補助申請"
        ordering = ["-pk"]
        constraints = [
            not_negative("application_not_negative", "requested"),
            not_negative("application_expense_not_negative", "expense"),
            known_values("application_known_tax_status", "tax_status", TaxStatus, blank=True),
            known_values("application_known_basis", "basis", Basis, blank=True),
            models.CheckConstraint(
                name="application_full_tax_counts_net",
                condition=~Q(tax_status=TaxStatus.FULL, basis=Basis.GROSS),
                violation_error_message="本則課税の事業者は、補助対象経費を税抜で計算します。「税抜」を選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def offer(self) -> Call | Frame:
        """What its rate and cap are: its frame's, or its call's where that has none."""
        return self.frame or self.call


@tracked
class Decision(Step):
    """One step of an application (補助金の手続): a decision of the centre, or what the applicant sent in or had done. Each fills in the columns that
    are its own.

    `amount` is what the step comes to: adopted, granted from that day on, settled, claimed, paid or given back.
    """

    step = models.CharField("手続", max_length=20, choices=DecisionCode.choices)
    item = models.CharField("差し戻す項目", max_length=80, blank=True, help_text="例: 見積書、収支予算書")
    part = models.CharField("差し戻す箇所", max_length=60, blank=True, editable=False)
    reason = models.CharField("差し戻す理由", max_length=12, choices=ReturnReason.choices, blank=True)
    rank = models.PositiveSmallIntegerField("補欠の順位", null=True, blank=True)
    expense = YenField("補助対象経費(円)", null=True, blank=True)
    amount = YenField("金額(円)", null=True, blank=True)
    number = models.CharField("承認番号", max_length=40, blank=True, help_text="通知の文書番号。例: 総支第12号")
    ground = models.CharField("変更の理由", max_length=14, choices=ChangeGround.choices, blank=True)
    orders_on = models.DateField(
        "変更後の発注予定日", null=True, blank=True, help_text="承認の日より前には発注できない"
    )
    sheet = models.ForeignKey(
        "grants.BudgetSheet",
        models.PROTECT,
        verbose_name="収支予算書",
        null=True,
        blank=True,
        editable=False,
        related_name="steps",
    )
    stop = models.CharField("中止・廃止の別", max_length=12, choices=Stop.choices, blank=True)
    measures = models.CharField("講じた措置", max_length=200, blank=True, help_text="発注先との交渉、代わりの手配など")
    expected_on = models.DateField("完了の見込み日", null=True, blank=True)
    until = models.DateField("新しい完了期限", null=True, blank=True)
    carry_over = models.CharField(
        "県の繰越承認", max_length=80, blank=True, help_text="年度末を越えるときの、県の承認の日付と番号"
    )
    risk = models.CharField(
        "支払前の信用の確認",
        max_length=200,
        blank=True,
        help_text="確かめた資料と結果。例: 直近の決算書、納税証明、登記",
    )
    due_on = models.DateField("返還の期限", null=True, blank=True)
    done = models.PositiveSmallIntegerField("進捗率(%)", null=True, blank=True, help_text="計画の全体に対する割合")
    issues = models.CharField("課題", max_length=200, blank=True, help_text="ないときは「なし」")
    coming = models.CharField("今後の予定", max_length=200, blank=True, help_text="例: 1月に据付、2月に試作")

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "補助金の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="decision_figures")]
        constraints = [
            *Step.Meta.constraints,
            not_negative("decision_not_negative", "amount"),
            not_negative("decision_expense_not_negative", "expense"),
            known_values("decision_known_step", "step", DecisionCode),
            known_values("decision_known_reason", "reason", ReturnReason, blank=True),
            known_values("decision_known_ground", "ground", ChangeGround, blank=True),
            known_values("decision_known_stop", "stop", Stop, blank=True),
            models.CheckConstraint(
                name="decision_done_in_percent",
                condition=Q(done__isnull=True) | Q(done__lte=100),
                violation_error_message="進捗率は0から100で入れてください。",
            ),
            models.CheckConstraint(
                name="decision_amount_unless_rejected",
                condition=Q(step__in=WITH_AMOUNT, amount__isnull=False)
                | Q(step__in=WITHOUT_AMOUNT, amount__isnull=True)
                | Q(step__in=MAY_SAY_AMOUNT),
                violation_error_message="金額を入力してください。不採択など、額を決めない手続には金額を入れません。",
            ),
        ]
        triggers = step_triggers(closing=CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"

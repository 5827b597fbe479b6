"""The table of creditors (債権者一覧): who is owed how much on one day, what each is asked for, and what each has said of a plan."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from banso.core.constraints import known_values
from banso.core.done_days import is_to_come
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Organisation

from ..choices import ConsentState, CreditorKind, ReliefKind
from .case import CouncilCase, CouncilStep

# what a creditor said is kept; only the plan it was said of may be another row that puts the same plan right
_AS_SAID = pgtrigger.UpdateOf("creditor_id", "state", "said_on", "condition", "paper")  # type: ignore[no-untyped-call]


@tracked
class Creditor(Record):
    """Someone the firm owes (債権者), the same through all versions of the table. A target (対象債権者) is asked to agree to the plan."""

    council = models.ForeignKey(CouncilCase, models.PROTECT, verbose_name="支援案件", related_name="creditors")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="債権者", related_name="+")
    branch = models.CharField("支店", max_length=60, blank=True)
    kind = models.CharField("債権の種類", max_length=10, choices=CreditorKind.choices, default=CreditorKind.OWN_RISK)
    is_target = models.BooleanField("対象債権者", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "債権者"
        ordering = ["council", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "organisation", "branch", "kind"],
                name="creditor_once",
                violation_error_message="同じ債権者・支店・種類の行がすでにあります。",
            ),
            known_values("creditor_known_kind", "kind", CreditorKind),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [str(self.organisation), self.branch, f"({self.get_kind_display()})"]))


@tracked
class CreditorTable(Record):
    """One version of the table: all balances on one day (基準日). `told` is the total by the firm's own list of loans (借入一覧)."""

    done_days = ("base_on",)

    council = models.ForeignKey(CouncilCase, models.PROTECT, verbose_name="支援案件", related_name="tables")
    version = models.PositiveSmallIntegerField("版", editable=False)
    base_on = models.DateField("基準日")
    told = YenField("借入一覧の合計(円)")
    note = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "債権者一覧"
        ordering = ["council", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["council", "version"], name="creditor_table_version_once"),
            models.CheckConstraint(
                name="creditor_table_not_below_zero",
                condition=Q(told__gte=0),
                violation_error_message="借入一覧の合計は0円以上で入れてください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_versions", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"債権者一覧 第{self.version}版({format_date(self.base_on)}現在)"


@tracked
class CreditorLine(Record):
    """What one creditor is owed in one version. `unsecured` (非保全額) and `share` (残高の割合, millionths) are worked out and kept with it.

    `paper` is where a number comes from; a claim of the centre's own is told by letter only, with its number and day.
    """

    table = models.ForeignKey(CreditorTable, models.PROTECT, verbose_name="債権者一覧", related_name="lines")
    creditor = models.ForeignKey(Creditor, models.PROTECT, verbose_name="債権者", related_name="lines")
    balance = YenField("残高(円)")
    collateral = YenField("担保で保全された額(円)", default=0)
    guaranteed = YenField("保証協会の保証額(円)", default=0)
    unsecured = YenField("非保全額(円)", editable=False)
    share = models.PositiveIntegerField("残高の割合(百万分率)", editable=False)
    paper = models.CharField("根拠の書類", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "債権者ごとの残高"
        ordering = ["table", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["table", "creditor"], name="creditor_line_once"),
            models.CheckConstraint(
                name="creditor_line_not_below_zero",
                condition=Q(balance__gte=0) & Q(collateral__gte=0) & Q(guaranteed__gte=0),
                violation_error_message="金額は0円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="creditor_line_unsecured", condition=Q(unsecured__gte=0) & Q(unsecured__lte=F("balance"))
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_lines", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.creditor} {self.balance:,}円"


@tracked
class ReliefAsked(Record):
    """One kind of relief that a creditor is asked for (求める金融支援), and the debt it concerns."""

    line = models.ForeignKey(CreditorLine, models.PROTECT, verbose_name="債権者ごとの残高", related_name="reliefs")
    kind = models.CharField("金融支援の方法", max_length=16, choices=ReliefKind.choices)
    amount = YenField("対象額(円)")

    class Meta:
        verbose_name = verbose_name_plural = "求める金融支援"
        ordering = ["line", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "kind"], name="relief_once"),
            known_values("relief_known_kind", "kind", ReliefKind),
            models.CheckConstraint(
                name="relief_above_zero",
                condition=Q(amount__gt=0),
                violation_error_message="対象額は1円以上で入れてください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_reliefs", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount:,}円"


class CreditorConsentQuerySet(models.QuerySet["CreditorConsent"]):
    def in_force(self) -> "CreditorConsentQuerySet":
        """What still holds as said: not answered by a later row that puts it right."""
        return self.filter(replaced_by__isnull=True)


@tracked
class CreditorConsent(Record):
    """What a creditor said of one version of the plan on a day (同意の状況), with its paper. Never rewritten: `replaces` puts one right."""

    plan = models.ForeignKey(CouncilStep, models.PROTECT, verbose_name="計画案", related_name="consents")
    creditor = models.ForeignKey(Creditor, models.PROTECT, verbose_name="債権者", related_name="consents")
    state = models.CharField("同意の状況", max_length=12, choices=ConsentState.choices)
    said_on = models.DateField("日付")
    condition = models.CharField("条件・理由", max_length=200, blank=True)
    paper = models.CharField("書類", max_length=120, blank=True, help_text="同意書の文書番号や綴りの場所")
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="訂正した行",
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
    )

    objects = CreditorConsentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "債権者の同意"
        ordering = ["plan", "creditor", "said_on", "pk"]
        constraints = [
            known_values("creditor_consent_known_state", "state", ConsentState),
            models.CheckConstraint(
                name="consent_has_its_paper",
                condition=~Q(state="agreed") | ~Q(paper=""),
                violation_error_message="同意には同意書が要ります。書類の欄に、文書番号や綴りの場所を入れてください。",
            ),
            models.CheckConstraint(
                name="condition_is_said",
                condition=~Q(state__in=["conditional", "refused"]) | ~Q(condition=""),
                violation_error_message="条件付同意・不同意では、条件や理由を入れてください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_consents", operation=_AS_SAID | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.creditor} {self.get_state_display()} {format_date(self.said_on)}"

    def clean(self) -> None:
        """A creditor of the same case, on no day to come, and not before the plan was there."""
        super().clean()
        if not (self.plan_id and self.creditor_id):
            return
        if self.creditor.council.case_id != self.plan.case_id:
            raise ValidationError({"creditor": "ほかの案件の債権者です。この案件の債権者を選んでください。"})
        if self.said_on and is_to_come(self.said_on):
            raise ValidationError({"said_on": "先の日付です。返事のあった日を入れてください。"})
        if self.said_on and self.said_on < self.plan.taken_on:
            day = format_date(self.plan.taken_on)
            raise ValidationError(
                {"said_on": f"計画案の日({day})より前です。どの版の計画への返事かを確かめてください。"}
            )

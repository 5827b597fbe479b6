"""How long cases' files are kept (保存年限), what stops their disposal, and what was disposed of (廃棄)."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from banso.cases.filing import Paper
from banso.cases.models import Case
from banso.core.constraints import ends_after_start, known_values
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Programme

from ..choices import HoldReason, RulePaper


@tracked
class RetentionRule(Record):
    """For how many years a kind of paper is kept after its case was completed, for cases completed from a day on.

    The years count from the first of April after the completion. Without a number it is kept for ever. For duties (義務) they count
    from the day on which the last one ended. A rule of one programme goes before that of all.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="事業", null=True, blank=True, related_name="+",
        help_text="空欄は、すべての事業",
    )  # fmt: skip
    paper = models.CharField("書類の種類", max_length=10, choices=RulePaper.choices)
    years = models.PositiveSmallIntegerField(
        "保存年限(年)", null=True, blank=True, help_text="完結した翌年度の4月1日から数えます。空欄は永久"
    )
    valid_from = models.DateField("適用開始日", help_text="この日以後に完結した案件に使います")
    basis = models.CharField("根拠", max_length=120, help_text="例: 文書管理規程 別表1")

    class Meta:
        verbose_name = verbose_name_plural = "保存年限"
        ordering = ["paper", "programme", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "paper", "valid_from"],
                nulls_distinct=False,
                name="retention_once_a_day",
                violation_error_message="同じ事業・書類の種類・適用開始日の保存年限がすでにあります。",
            ),
            known_values("retention_known_paper", "paper", RulePaper),
            models.CheckConstraint(
                name="retention_within_a_century",
                condition=Q(years=None) | Q(years__lte=100),
                violation_error_message="保存年限は100年までにしてください。永久は空欄にします。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_paper_display()} {'永久' if self.years is None else f'{self.years}年'}"


@tracked
class Hold(Record):
    """A case's file must stay whatever its clock says (廃棄の停止): a lawsuit, an inspection, a request for disclosure, or a longer need."""

    done_days = ("starts_on", "ended_on")

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="holds")
    reason = models.CharField("理由", max_length=12, choices=HoldReason.choices)
    note = models.CharField("説明", max_length=200, help_text="例: 会計検査院の実地検査の対象")
    starts_on = models.DateField("停止した日")
    until = models.DateField("この日まで保存", null=True, blank=True, help_text="決まっていないときは空欄")
    ended_on = models.DateField("停止を解いた日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "廃棄の停止"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_start("hold_ends_after_start", start="starts_on", end="ended_on"),
            models.CheckConstraint(
                name="hold_until_after_start",
                condition=Q(until=None) | Q(until__gte=F("starts_on")),
                violation_error_message="「この日まで保存」は、停止した日以後にしてください。",
            ),
            known_values("hold_known_reason", "reason", HoldReason),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_reason_display()}"


@tracked
class Disposal(Record):
    """The contents of a case's file were disposed of, by a decision. What they were stays here, for good."""

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="disposal")
    decision = models.CharField("決裁", max_length=60)
    disposed_on = models.DateField("廃棄日")
    kept_until = models.DateField("保存期限")
    cause = models.CharField("保存期限の根拠", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "廃棄簿"
        ordering = ["-disposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="disposal_after_its_clock", condition=Q(disposed_on__gt=F("kept_until"))),
        ]
        triggers = [pgtrigger.Protect(name="keep_disposals", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.case} 廃棄"


@tracked
class DisposedFile(Record):
    """One file that was disposed of: what it was, with its digest. `stored_as` is where it lies until it is taken off the disk."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, verbose_name="廃棄", related_name="files")
    paper = models.CharField("種類", max_length=10, choices=Paper.choices, blank=True)
    title = models.CharField("件名", max_length=200)
    name = models.CharField("ファイル名", max_length=200)
    sha256 = models.CharField("ハッシュ値", max_length=64, blank=True)
    stored_as = models.CharField("保管場所", max_length=200, blank=True, editable=False)
    erased_at = models.DateTimeField("消去した日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "廃棄したファイル"
        ordering = ["disposal", "pk"]
        triggers = [
            pgtrigger.Protect(name="keep_disposed_files", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_disposed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["stored_as", "erased_at", "updated_at"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title

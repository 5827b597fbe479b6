"""The checklist of papers (書類の確認): each look at one of them, and that all are there as a second person found."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.models import Record
from banso.core.trail import tracked
from banso.office.files.models import ReceivedFile

from ..choices import PaperForm, PaperResult, ReceiptKind
from .plans import PlanCase


class OfPapers(Record):
    """What belongs to the papers of one receipt: of the application, of a claim, of the n-th claim for accompaniment."""

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="+")
    kind = models.CharField("どの申請の書類か", max_length=12, choices=ReceiptKind.choices)
    round = models.PositiveSmallIntegerField("回", default=1)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="確認した人",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True


@tracked
class PaperCheck(OfPapers):
    """One paper as it came in: as original or copy, when it was issued and received, and whether anything is wrong with it.

    The latest of a paper stands: one that comes again is a new row. `good_until` follows from its issue and the edition.
    """

    done_days = ("received_on", "issued_on")

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="paper_checks")
    paper = models.SlugField("書類", max_length=40)
    form = models.CharField("届いた形", max_length=8, choices=PaperForm.choices, default=PaperForm.ORIGINAL)
    form_set = models.CharField("届いた様式", max_length=20, blank=True)
    received_on = models.DateField("受領日")
    issued_on = models.DateField("発行日", null=True, blank=True)
    good_until = models.DateField("受領できる期限", null=True, blank=True, editable=False)
    result = models.CharField("結果", max_length=8, choices=PaperResult.choices)
    reason = models.CharField("不備の内容", max_length=200, blank=True)
    file = models.ForeignKey(
        ReceivedFile, models.PROTECT, verbose_name="届いた書類", null=True, blank=True, related_name="+"
    )

    class Meta(OfPapers.Meta):
        verbose_name = verbose_name_plural = "計画の書類の確認"
        ordering = ["case", "kind", "round", "paper", "pk"]
        indexes = [models.Index(fields=["case", "kind", "round"], name="paper_checks_of_plan")]
        constraints = [
            known_values("paper_check_known_kind", "kind", ReceiptKind),
            known_values("paper_check_known_form", "form", PaperForm),
            known_values("paper_check_known_result", "result", PaperResult),
            models.CheckConstraint(
                name="paper_check_returned_with_reason",
                condition=Q(result=PaperResult.OK) | ~Q(reason=""),
                violation_error_message="不備の内容を入れてください。不備通知に印刷されます。",
            ),
            models.CheckConstraint(
                name="paper_check_good_in_time",
                condition=Q(result=PaperResult.RETURNED)
                | Q(good_until=None)
                | Q(received_on__lte=models.F("good_until")),
                violation_error_message="期限を過ぎて届いた書類です。「不備あり」にして差し戻してください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_paper_checks", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.paper} {self.get_result_display()} {format_date(self.received_on)}"


@tracked
class PapersComplete(OfPapers):
    """A second person found all papers of a receipt there and in order. A paper looked at later takes that back."""

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="papers_complete")
    confirmed_on = models.DateField("確認日")

    class Meta(OfPapers.Meta):
        verbose_name = verbose_name_plural = "計画の書類の完備"
        ordering = ["case", "kind", "round", "pk"]
        constraints = [known_values("papers_complete_known_kind", "kind", ReceiptKind)]
        triggers = [pgtrigger.Protect(name="keep_completeness", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_date(self.confirmed_on)}"

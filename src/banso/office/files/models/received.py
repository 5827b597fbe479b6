"""A file that came in for a case (届いた書類)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from banso.cases.filing import content_goes_by_disposal
from banso.cases.models import Case, Party
from banso.core.constraints import known_values
from banso.core.fiscal import fiscal_year_column
from banso.core.kept import KeptFile
from banso.core.trail import tracked

from ..choices import Way

WHAT_CAME = ("case", "sha256", "size", "name", "content_type", "pages", "uploaded_by", "created_at")


@tracked
class ReceivedFile(KeptFile):
    """One file of a case: what it is, from whom, by which way, on which day, and for which of its steps.

    What came is never rewritten. One that belongs elsewhere is withdrawn with the reason and stays; when the case's file is
    disposed of (廃棄) its content goes, and the row with its digest stays. Reviewers of the case see what is marked `for_panel`.
    A guest who handed it in is no user: `uploaded_by` is empty then.
    """

    done_days = ("received_on",)

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="received_files")
    title = models.CharField("書類名", max_length=120)
    step = models.CharField("どの手続の書類か", max_length=40, blank=True)
    received_on = models.DateField("受取日")
    fiscal_year = fiscal_year_column("received_on")
    way = models.CharField("受取方法", max_length=8, choices=Way.choices)
    party = models.ForeignKey(Party, models.PROTECT, verbose_name="関係者", null=True, blank=True, related_name="+")
    sender = models.CharField("差出人", max_length=120, blank=True)
    pages = models.PositiveIntegerField("ページ数", null=True, blank=True, editable=False)
    for_panel = models.BooleanField("審査委員に見せる", default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者", null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField("取り下げた日", null=True, blank=True, editable=False)
    withdrawn_why = models.CharField("取り下げた理由", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "届いた書類"
        ordering = ["received_on", "pk"]
        indexes = [models.Index(fields=["case", "received_on"], name="files_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "sha256"],
                condition=Q(withdrawn_on=None),
                name="received_file_once",
                violation_error_message="同じ内容のファイルが、この案件にすでに登録されています。",
            ),
            known_values("received_by_known_way", "way", Way),
            models.CheckConstraint(
                name="received_file_has_title",
                condition=~Q(title=""),
                violation_error_message="書類名を入れてください。",
            ),
            models.CheckConstraint(
                name="received_file_withdrawn_for_a_reason",
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_why=""),
                violation_error_message="取り下げる理由を入れてください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_received_files", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_came", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*WHAT_CAME)
            ),
            content_goes_by_disposal(),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("files-received", args=[self.pk])

    @property
    def whose(self) -> str:
        """From whom it came."""
        return self.sender or (str(self.party) if self.party else "")

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if not self.file:
            return "廃棄済"
        return "取下げ" if self.withdrawn_on else ""

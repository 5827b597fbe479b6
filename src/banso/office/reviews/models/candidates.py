"""What lies before a panel, and who is to judge which of it."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models

from banso.cases.models import Case
from banso.core.constraints import not_negative
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked

from ..guarding import OF_ITS_PROGRAMME, OF_ONE_PANEL, moved_by, upon_insert
from .panels import Panel, Reviewer


@tracked
class Candidate(Record):
    """A case that lies before a panel (審査の対象), with the amount asked for."""

    panel = models.ForeignKey(Panel, models.PROTECT, verbose_name="審査会", related_name="candidates")
    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="candidacies")
    place = models.PositiveSmallIntegerField("受付順")
    asked = YenField("申請額(円)", null=True, blank=True)
    remark = models.CharField("事務局の所見", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "審査の対象"
        ordering = ["panel", "place"]
        constraints = [
            not_negative("candidate_asked_not_negative", "asked"),
            models.UniqueConstraint(
                fields=["panel", "place"],
                name="candidate_place_once",
                violation_error_message="この受付順の案件がすでにあります。別の番号にしてください。",
            ),
            models.UniqueConstraint(
                fields=["panel", "case"],
                name="candidate_case_once",
                violation_error_message="この案件は、すでにこの審査会の対象です。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="of_its_programme",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=OF_ITS_PROGRAMME,
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.case.whose} {self.case.title}".strip()

    def clean(self) -> None:
        if self.panel_id and self.case_id and self.case.programme_id != self.panel.programme_id:
            raise ValidationError({"case": f"「{self.panel.programme}」の案件から選んでください。"})


@tracked
class Assignment(Record):
    """One reviewer is to judge one candidate (審査の割当)."""

    reviewer = models.ForeignKey(Reviewer, models.PROTECT, verbose_name="委員", related_name="assignments")
    candidate = models.ForeignKey(Candidate, models.PROTECT, verbose_name="審査の対象", related_name="assignments")

    class Meta:
        verbose_name = verbose_name_plural = "審査の割当"
        ordering = ["candidate", "reviewer"]
        constraints = [models.UniqueConstraint(fields=["reviewer", "candidate"], name="assignment_once")]
        triggers = [
            upon_insert("of_one_panel", OF_ONE_PANEL),
            moved_by("reviews_candidate c ON c.id = m.candidate_id"),
            moved_by("reviews_candidate c ON c.id = m.candidate_id", pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} {self.candidate}"


class Progress(models.Model):
    """How often something was said before a panel: written by the database alone, and only counted up. No trail.

    What follows from all that was said is worked out anew when this number is another.
    """

    panel = models.OneToOneField(
        Panel, models.CASCADE, verbose_name="審査会", primary_key=True, related_name="progress"
    )
    number = models.BigIntegerField("番号")

    class Meta:
        verbose_name = verbose_name_plural = "審査の進み"

    def __str__(self) -> str:
        return f"{self.panel} {self.number}"

"""What reviewers said of a candidate, and what the panel made of it. What was said is never rewritten."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from banso.core.constraints import known_values, not_negative
from banso.core.fields import YenField
from banso.core.private import asked_for_by
from banso.core.trail import tracked
from banso.registers.walls import also_shut

from ..choices import Answer, Result, Tie, Verdict
from ..guarding import (
    EMBARGOED_OUTCOME,
    EMBARGOED_SCORE,
    EMBARGOED_SHEET,
    NO_TIE,
    OF_ASSIGNMENT,
    OF_DECLARATION,
    WITHIN,
    moved_by,
    upon_insert,
)
from .candidates import Assignment, Candidate
from .panels import Criterion


class Said(models.Model):
    """What was said about a review, when, and by which colleague it was entered; nobody where the reviewer did it by the own link."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="入力した職員", null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="keep_reviews", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


@tracked
class Declaration(Said):
    """A reviewer says what ties there are to a candidate (利害関係の申告). The latest stands."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, verbose_name="割当", related_name="declarations")
    answer = models.CharField("利害関係", max_length=10, choices=Answer.choices)
    tie = models.CharField("どのような関係か", max_length=12, choices=Tie.choices, blank=True)
    note = models.CharField("説明", max_length=200, blank=True)

    class Meta(Said.Meta):
        verbose_name = verbose_name_plural = "利害関係の申告"
        triggers = [*Said.Meta.triggers, moved_by(OF_ASSIGNMENT)]
        ordering = ["assignment", "pk"]
        constraints = [
            known_values("declaration_known_answer", "answer", Answer),
            known_values("declaration_known_tie", "tie", Tie, blank=True),
            models.CheckConstraint(
                name="declaration_tie_where_there_is_one",
                condition=(Q(answer=Answer.YES) & ~Q(tie="")) | (~Q(answer=Answer.YES) & Q(tie="")),
                violation_error_message="「利害関係がある」のときに限り、どのような関係かを選んでください。",
            ),
            models.CheckConstraint(
                name="declaration_says_what",
                condition=~(Q(answer=Answer.UNSURE) | Q(tie=Tie.OTHER)) | ~Q(note=""),
                violation_error_message="判断できるように、関係を説明に書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.get_answer_display()}"


@asked_for_by("by_id")
@tracked
class Ruling(Said):
    """What the chair or the office decided where a reviewer was not sure of a tie."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, verbose_name="申告", related_name="rulings")
    verdict = models.CharField("判断", max_length=10, choices=Verdict.choices)
    decided_by = models.CharField("判断した人", max_length=60, help_text="例: 委員長、事務局長")
    reason = models.CharField("理由", max_length=200)

    class Meta(Said.Meta):
        verbose_name = verbose_name_plural = "利害関係の判断"
        triggers = [*Said.Meta.triggers, moved_by(OF_DECLARATION)]
        ordering = ["declaration"]
        constraints = [
            known_values("ruling_known_verdict", "verdict", Verdict),
            models.UniqueConstraint(
                fields=["declaration"],
                name="ruling_once",
                violation_error_message="この申告は、ほかの人が先に判断しました。画面を開き直してください。",
            ),
            models.CheckConstraint(
                name="ruling_says_why",
                condition=~Q(reason="") & ~Q(decided_by=""),
                violation_error_message="判断した人と理由を入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration} {self.get_verdict_display()}"


@also_shut(EMBARGOED_SHEET)
@tracked
class Scoresheet(Said):
    """What a reviewer gave a candidate (採点票): points for every criterion, or an abstention and why. The latest stands."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, verbose_name="割当", related_name="sheets")
    abstained = models.BooleanField("棄権", default=False)
    reason = models.CharField("棄権の理由", max_length=200, blank=True)
    comment = models.TextField("意見", blank=True)

    class Meta(Said.Meta):
        verbose_name = verbose_name_plural = "採点票"
        ordering = ["assignment", "pk"]
        constraints = [
            models.CheckConstraint(
                name="scoresheet_abstention_with_reason",
                condition=Q(abstained=True) & ~Q(reason="") | Q(abstained=False, reason=""),
                violation_error_message="棄権するときは理由を入れてください。",
            )
        ]
        triggers = [*Said.Meta.triggers, upon_insert("no_tie", NO_TIE), moved_by(OF_ASSIGNMENT)]

    def __str__(self) -> str:
        return f"{self.assignment} {'棄権' if self.abstained else '採点'}"


@also_shut(EMBARGOED_SCORE)
@tracked
class Score(models.Model):
    """The points for one criterion on one sheet."""

    sheet = models.ForeignKey(Scoresheet, models.PROTECT, verbose_name="採点票", related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name="審査項目", related_name="scores")
    points = models.PositiveSmallIntegerField("点")

    class Meta:
        verbose_name = verbose_name_plural = "項目ごとの点"
        ordering = ["sheet", "criterion"]
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="score_once_a_criterion")]
        triggers = [
            pgtrigger.Protect(name="keep_reviews", operation=pgtrigger.Update | pgtrigger.Delete),
            upon_insert("within_points", WITHIN),
            moved_by("reviews_criterion c ON c.id = m.criterion_id"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}"


@also_shut(EMBARGOED_OUTCOME)
@asked_for_by("by_id")
@tracked
class Outcome(Said):
    """What the panel made of a candidate (審査結果): put forward, a reserve with its rank, or not. The latest stands."""

    done_days = ("decided_on",)

    candidate = models.ForeignKey(Candidate, models.PROTECT, verbose_name="審査の対象", related_name="outcomes")
    result = models.CharField("結果", max_length=10, choices=Result.choices)
    reserve_rank = models.PositiveSmallIntegerField("補欠の順位", null=True, blank=True)
    amount = YenField("採択候補額(円)", null=True, blank=True)
    reason = models.CharField("理由・条件", max_length=200, blank=True)
    decided_on = models.DateField("決定日")

    class Meta(Said.Meta):
        verbose_name = verbose_name_plural = "審査結果"
        triggers = [*Said.Meta.triggers, moved_by("reviews_candidate c ON c.id = m.candidate_id")]
        ordering = ["candidate", "pk"]
        constraints = [
            known_values("panel_outcome_known_result", "result", Result),
            not_negative("panel_outcome_amount_not_negative", "amount"),
            models.CheckConstraint(
                name="panel_outcome_rank_of_reserves",
                condition=Q(result=Result.RESERVE, reserve_rank__gte=1)
                | ~Q(result=Result.RESERVE) & Q(reserve_rank=None),
                violation_error_message="補欠には1以上の順位を入れます。ほかの結果には入れません。",
            ),
            models.CheckConstraint(
                name="panel_outcome_amount_of_adopted",
                condition=Q(result=Result.ADOPTED) | Q(amount=None),
                violation_error_message="金額は、採択候補のときに限り入れます。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} {self.words}"

    @property
    def words(self) -> str:
        """The result in words, a reserve's with its rank."""
        return f"{self.get_result_display()}{f'{self.reserve_rank}位' if self.reserve_rank else ''}"

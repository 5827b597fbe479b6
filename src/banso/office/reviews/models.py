"""A panel (審査会), by what it judges, who sits on it, what lies before it, and what each of them said. What was said is never rewritten."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.private import asked_for_by
from banso.core.trail import tracked
from banso.registers.models import Expert, Programme
from banso.registers.walls import also_shut

from .choices import Answer, Attendance, Chair, Fee, Method, Result, Tie, Verdict
from .guarding import (
    EMBARGOED_OUTCOME,
    EMBARGOED_SCORE,
    EMBARGOED_SHEET,
    NO_TIE,
    OF_ITS_PROGRAMME,
    OF_ONE_PANEL,
    STANDS,
    WITHIN,
    upon_insert,
)


@tracked
class Panel(Record):
    """A panel that judges cases of one programme on a day, within a budget or a number of places."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="panels")
    name = models.CharField("審査会の名称", max_length=80, help_text="例: 令和6年度 第1回 審査会")
    held_on = models.DateField("審査日")
    due_on = models.DateField("採点期限", help_text="委員が採点を終える日。審査日まで")
    budget = YenField("予算額(円)", null=True, blank=True, help_text="採択候補の合計の上限。なければ空欄")
    places = models.PositiveSmallIntegerField("採択数の上限", null=True, blank=True, help_text="なければ空欄")
    reserves = models.PositiveSmallIntegerField(
        "補欠の数の上限", null=True, blank=True, help_text="空欄なら、基準を満たすものはすべて補欠"
    )
    quorum = models.PositiveSmallIntegerField(
        "定足数(人)",
        null=True,
        blank=True,
        help_text="この人数が出席(書面を含む)しないと結果を決められない。なければ空欄",
    )
    total_floor = models.PositiveSmallIntegerField(
        "合計点の基準", null=True, blank=True, help_text="平均した合計点がこれに満たないものは採択しない。なければ空欄"
    )
    method = models.CharField("合計の出し方", max_length=10, choices=Method.choices, default=Method.MEAN)
    announced_on = models.DateField(
        "結果の発表日",
        null=True,
        blank=True,
        help_text="この日より前は、採点と結果を、結果を決める人だけが見られます。なければ空欄",
    )
    fee_by = models.CharField("謝金の単位", max_length=10, choices=Fee.choices, blank=True)
    fee = YenField("謝金の単価(円)", null=True, blank=True, help_text="税引前。なければ空欄")
    shows_others = models.BooleanField(
        "採点後に他の委員の点を見せる", default=False, help_text="自分の採点を出したあとに限り見せます"
    )

    class Meta:
        verbose_name = verbose_name_plural = "審査会"
        ordering = ["-held_on", "-pk"]
        constraints = [
            not_negative("panel_budget_not_negative", "budget"),
            known_values("panel_known_method", "method", Method),
            known_values("panel_known_fee", "fee_by", Fee, blank=True),
            not_negative("panel_fee_not_negative", "fee"),
            models.CheckConstraint(
                name="panel_fee_by_something",
                condition=Q(fee_by="", fee=None) | ~Q(fee_by="") & Q(fee__isnull=False),
                violation_error_message="謝金は、単位と単価の両方を入れるか、両方を空欄にしてください。",
            ),
            models.CheckConstraint(
                name="panel_scored_before_it_meets",
                condition=Q(due_on__lte=F("held_on")),
                violation_error_message="採点期限は、審査日かそれより前の日にしてください。",
            ),
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="panel_name_once",
                violation_error_message="この事業には、同じ名称の審査会がすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("review", args=[self.pk])

    @property
    def is_embargoed(self) -> bool:
        """Whether who won may not be told yet."""
        return self.announced_on is not None and self.announced_on > localdate()


@tracked
class Criterion(Record):
    """What points are given for (審査項目). `bonus` points (加点) come on top of full marks and have no floor."""

    panel = models.ForeignKey(Panel, models.PROTECT, verbose_name="審査会", related_name="criteria")
    place = models.PositiveSmallIntegerField("順番")
    name = models.CharField("審査項目", max_length=60)
    description = models.CharField("見るところ", max_length=200, blank=True)
    points = models.PositiveSmallIntegerField("配点")
    mean_floor = models.PositiveSmallIntegerField("平均点の基準", null=True, blank=True, help_text="なければ空欄")
    above_floor = models.BooleanField("基準の点ちょうども不可", default=False, help_text="「6点以下は不採択」のとき")
    each_floor = models.PositiveSmallIntegerField(
        "各委員の基準", null=True, blank=True, help_text="1人でもこれに満たない点を付けたら採択しない。なければ空欄"
    )
    bonus = models.BooleanField("加点項目", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "審査項目"
        ordering = ["panel", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "place"],
                name="criterion_place_once",
                violation_error_message="この順番の審査項目がすでにあります。別の番号にしてください。",
            ),
            models.UniqueConstraint(
                fields=["panel", "name"],
                name="criterion_name_once",
                violation_error_message="この名前の審査項目がすでにあります。",
            ),
            models.CheckConstraint(
                name="criterion_has_points",
                condition=Q(points__gt=0),
                violation_error_message="配点は1点以上にしてください。",
            ),
            models.CheckConstraint(
                name="criterion_floors_within_points",
                condition=(Q(mean_floor=None) | Q(mean_floor__lte=F("points")))
                & (Q(each_floor=None) | Q(each_floor__lte=F("points"))),
                violation_error_message="基準の点は、配点以下にしてください。",
            ),
            models.CheckConstraint(
                name="criterion_bonus_without_floors",
                condition=Q(bonus=False) | Q(mean_floor=None, each_floor=None),
                violation_error_message="加点項目には、基準の点を入れません。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stands_once_scored",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=STANDS,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def wanted(self) -> str:
        """What whoever gives no points, or too many, is told."""
        return f"{self.name}は0から{self.points}までの点を入れてください。付けられないときは棄権とします。"


@tracked
class Reviewer(Record):
    """Who sits on a panel (審査委員), under a commission (委嘱) from a day to a day."""

    done_days = ("accepted_on",)

    panel = models.ForeignKey(Panel, models.PROTECT, verbose_name="審査会", related_name="reviewers")
    expert = models.ForeignKey(
        Expert, models.PROTECT, verbose_name="登録専門家", null=True, blank=True, related_name="reviews"
    )
    name = models.CharField("氏名", max_length=60, blank=True, help_text="登録専門家を選んだときは空欄でかまいません")
    title = models.CharField("所属・役職", max_length=120, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    chair = models.CharField("役割", max_length=10, choices=Chair.choices, default=Chair.MEMBER)
    starts_on = models.DateField("委嘱の始まり")
    ends_on = models.DateField("委嘱の終わり")
    accepted_on = models.DateField(
        "承諾・守秘の誓約の日", null=True, blank=True, help_text="委嘱の承諾書と守秘の誓約書を受け取った日"
    )
    attendance = models.CharField("審査会への出席", max_length=10, choices=Attendance.choices, blank=True)
    half_days = models.PositiveSmallIntegerField(
        "従事した半日の数", null=True, blank=True, help_text="謝金が半日当たりのときに入れます"
    )

    class Meta:
        verbose_name = verbose_name_plural = "審査委員"
        ordering = ["panel", "pk"]
        constraints = [
            known_values("reviewer_known_chair", "chair", Chair),
            known_values("reviewer_known_attendance", "attendance", Attendance, blank=True),
            ends_after_start("reviewer_ends_after_start", start="starts_on", end="ends_on"),
            models.CheckConstraint(
                name="reviewer_has_name",
                condition=~Q(name=""),
                violation_error_message="登録専門家を選ぶか、氏名を入れてください。",
            ),
            models.UniqueConstraint(
                fields=["panel", "name"],
                name="reviewer_once",
                violation_error_message="この委員は、すでにこの審査会に入っています。",
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(chair=Chair.CHAIR),
                name="reviewer_one_chair",
                violation_error_message="この審査会には、すでに委員長がいます。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.expert is not None:
            self.name, self.email = self.name or self.expert.name, self.email or self.expert.email

    @property
    def can_come_in(self) -> bool:
        """Whether there is anyone to tell from others when a link is opened: an address, or an expert of the register."""
        return bool(self.email or self.expert_id)

    def sits(self, on: date) -> bool:
        """Whether the commission holds on a day."""
        return self.starts_on <= on <= self.ends_on


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
        triggers = [upon_insert("of_one_panel", OF_ONE_PANEL)]

    def __str__(self) -> str:
        return f"{self.reviewer} {self.candidate}"


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
        triggers = [*Said.Meta.triggers, upon_insert("no_tie", NO_TIE)]

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

"""共同研究開発: consortium projects the centre manages, with the funder's decision of each year."""

from datetime import date

from django.db import models

from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import MinutesField, YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Programme

from .choices import MemberKind, ShareFloor

DAY_OF_MINUTES = 24 * 60


@tracked
class Project(Record):
    """A consortium's research and development project (研究テーマ) over several fiscal years."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    theme = models.CharField("研究テーマ", max_length=200)
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日")

    class Meta:
        verbose_name = verbose_name_plural = "研究開発プロジェクト"
        ordering = ["-starts_on", "-pk"]
        constraints = [ends_after_start("project_ends_after_start", start="starts_on", end="ends_on")]

    def __str__(self) -> str:
        return self.theme


@tracked
class Member(Record):
    """A company or institute that carries out part of a project."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name="プロジェクト", related_name="members")
    name = models.CharField("実施機関", max_length=120)
    place = models.CharField("所在地", max_length=40, blank=True)
    kind = models.CharField("機関の種類", max_length=10, choices=MemberKind.choices, blank=True)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "実施機関"
        ordering = ["project", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="project_member_once"),
            known_values("project_member_known_kind", "kind", MemberKind, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.place})" if self.place else self.name


@tracked
class YearDecision(Record):
    """What the funder granted a project in one year (交付決定)."""

    done_days = ("decided_on",)

    project = models.ForeignKey(Project, models.PROTECT, verbose_name="プロジェクト", related_name="decisions")
    decided_on = models.DateField("交付決定日")
    fiscal_year = fiscal_year_column("decided_on")
    amount = YenField("交付決定額(円)")
    sme_floor = models.CharField(
        "中小企業への配分の下限",
        max_length=4,
        choices=ShareFloor.choices,
        blank=True,
        help_text="公募要領に定めがある年度だけ選ぶ",
    )

    class Meta:
        verbose_name = verbose_name_plural = "年度ごとの交付決定"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            not_negative("year_decision_not_negative", "amount"),
            known_values("year_decision_known_floor", "sme_floor", ShareFloor, blank=True),
            models.UniqueConstraint(
                fields=["project", "fiscal_year"],
                name="year_decision_once",
                violation_error_message="この年度の交付決定はすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {format_date(self.decided_on)}"


@tracked
class Allotment(Record):
    """What of a year's grant a member gets (機関への配分). Together they are no more than the grant."""

    decision = models.ForeignKey(
        YearDecision, models.PROTECT, verbose_name="年度ごとの交付決定", related_name="allotments"
    )
    member = models.ForeignKey(Member, models.PROTECT, verbose_name="実施機関", related_name="allotments")
    amount = YenField("配分額(円)")

    class Meta:
        verbose_name = verbose_name_plural = "機関への配分"
        ordering = ["decision", "member__position", "pk"]
        constraints = [
            not_negative("allotment_not_negative", "amount"),
            models.UniqueConstraint(
                fields=["decision", "member"],
                name="allotment_once",
                violation_error_message="この機関への配分はすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.amount:,}円"


@tracked
class Researcher(Record):
    """Someone who is registered to work on a project for a member (研究員の登録) from a day on, at a price for an hour.

    Another price is another registration. Hours before it count for nothing.
    """

    member = models.ForeignKey(Member, models.PROTECT, verbose_name="実施機関", related_name="researchers")
    name = models.CharField("氏名", max_length=60)
    starts_on = models.DateField("登録の始まり")
    ends_on = models.DateField("登録の終わり", null=True, blank=True)
    hourly = YenField("労務費単価(円/時間)", help_text="健保等級などによる単価")

    class Meta:
        verbose_name = verbose_name_plural = "研究員"
        ordering = ["member", "name", "starts_on"]
        constraints = [
            ends_after_start("researcher_ends_after_start", start="starts_on", end="ends_on"),
            models.CheckConstraint(
                name="researcher_costs_something",
                condition=models.Q(hourly__gt=0),
                violation_error_message="労務費単価は1円以上にしてください。",
            ),
            models.UniqueConstraint(
                fields=["member", "name", "starts_on"],
                name="researcher_registered_once",
                violation_error_message="この研究員には、同じ日からの登録がすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.member.name})"

    def is_registered(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@tracked
class DiaryDay(Record):
    """What a researcher did for a project on a day (業務日誌), and how long. Only work on a task of the plan: no paperwork."""

    done_days = ("worked_on",)

    researcher = models.ForeignKey(Researcher, models.PROTECT, verbose_name="研究員", related_name="diary")
    worked_on = models.DateField("従事日")
    minutes = MinutesField("従事時間(分)", help_text="休憩を除く")
    task = models.CharField("研究項目", max_length=40, help_text="実施計画の番号。事務の時間は入れない")
    work = models.CharField("従事内容", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "業務日誌"
        ordering = ["-worked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["researcher", "worked_on", "task"],
                name="diary_day_once_a_task",
                violation_error_message="この日のこの研究項目の日誌はすでにあります。",
            ),
            models.CheckConstraint(
                name="diary_day_has_hours",
                condition=models.Q(minutes__gt=0, minutes__lte=DAY_OF_MINUTES),
                violation_error_message="従事時間は1分から24時間までにしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.researcher} {format_date(self.worked_on)} {self.task}"

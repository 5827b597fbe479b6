"""研修・セミナー・フォーラム・展示会: a gathering, its sessions on dates and in places, and who was there."""

from typing import Self

from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, known_values
from banso.core.era import format_date
from banso.core.fields import LastDayField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Person, Programme

from ..choices import AdviserOutcome, Kind


@tracked
class Gathering(Record):
    """A seminar, a course, a forum, an exhibition: what is announced under one title, held once or many times."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    kind = models.CharField("種類", max_length=20, choices=Kind.choices)
    title = models.CharField("名称", max_length=120)
    partners = models.CharField("連携機関", max_length=200, blank=True)
    audience = models.CharField("参加機関", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "研修・催し"
        ordering = ["-pk"]
        constraints = [known_values("gathering_known_kind", "kind", Kind)]

    def __str__(self) -> str:
        return self.title


@tracked
class Session(Record):
    """One holding of a gathering: first day, last day and place. Its first day decides its fiscal year."""

    done_days = ("starts_on",)

    gathering = models.ForeignKey(Gathering, models.PROTECT, verbose_name="研修・催し", related_name="sessions")
    ordinal = models.PositiveSmallIntegerField("回", null=True, blank=True)
    starts_on = models.DateField("開催日")
    ends_on = LastDayField("最終日")
    fiscal_year = fiscal_year_column("starts_on")
    place = models.CharField("開催地", max_length=80, help_text="市町村名、オンライン など")
    venue = models.CharField("会場", max_length=120, blank=True)
    adviser = models.CharField("アドバイザー・講師", max_length=120, blank=True)
    attendance_note = models.CharField("参加の形", max_length=60, blank=True, help_text="会場・オンライン など")

    class Meta:
        verbose_name = verbose_name_plural = "開催"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "gathering"], name="session_figures")]
        constraints = [ends_after_start("session_ends_after_start", start="starts_on", end="ends_on")]

    def __str__(self) -> str:
        return f"{self.gathering} {format_date(self.starts_on)}"


@tracked
class Attendance(Record):
    """Someone at a session: a person, or a company with so many people."""

    done_days = ("session__starts_on",)

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="開催", related_name="attendances")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="attendances"
    )
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="参加者", null=True, blank=True)
    headcount = models.PositiveIntegerField("人数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "参加"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["session", "company"], name="attendance_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "company"],
                condition=Q(person__isnull=True, company__isnull=False),
                name="attendance_company_once",
                violation_error_message="この企業はすでに登録されています。人数を直してください。",
            ),
            models.UniqueConstraint(fields=["session", "person"], name="attendance_person_once"),
            models.CheckConstraint(
                name="attendance_someone",
                condition=Q(headcount__gte=1),
                violation_error_message="人数は1以上で入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company or self.person or '一般'} {self.headcount}名"


@tracked
class Lecture(Record):
    """One lecture of a course (講座). Its day decides its fiscal year."""

    done_days = ("held_on",)

    gathering = models.ForeignKey(Gathering, models.PROTECT, verbose_name="研修・催し", related_name="lectures")
    held_on = models.DateField("開催日")
    fiscal_year = fiscal_year_column("held_on")
    title = models.CharField("講座名", max_length=120)
    lecturer = models.CharField("講師", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "講座"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class AwardQuerySet(models.QuerySet["Award"]):
    def given(self) -> Self:
        """Prizes that stand: not those whose step was taken back."""
        return self.filter(step__replaced_by__isnull=True)


@tracked
class Award(Record):
    """A prize given at a session, in one division (部門), to a company. `step` is the step of its nomination it came with; lists from before
    have none.
    """

    done_days = ("session__starts_on",)

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="開催", related_name="awards")
    division = models.CharField("部門", max_length=60)
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="awards")
    position = models.PositiveSmallIntegerField("並び順", default=0)
    step = models.OneToOneField(
        "gatherings.AwardStep",
        models.PROTECT,
        verbose_name="手続",
        null=True,
        blank=True,
        editable=False,
        related_name="award",
    )

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表彰"
        ordering = ["session", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "division"], name="award_division_once")]

    def __str__(self) -> str:
        return f"{self.division} {self.company}"


@tracked
class Talk(Record):
    """A talk given at a session (講演)."""

    done_days = ("session__starts_on",)

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="開催", related_name="talks")
    theme = models.CharField("テーマ", max_length=160)
    speaker = models.CharField("講師", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "講演"
        ordering = ["session", "pk"]

    def __str__(self) -> str:
        return self.theme


@tracked
class Presentation(Record):
    """A short presentation at a session by a company or an organisation (ショートプレゼン)."""

    done_days = ("session__starts_on",)

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="開催", related_name="presentations")
    presenter = models.CharField("発表者", max_length=120)
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "発表"
        ordering = ["session", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "presenter"], name="presentation_once")]

    def __str__(self) -> str:
        return self.presenter


@tracked
class AdviserTalk(Record):
    """A company's turn with an invited adviser, and what came of it (商談・アドバイス)."""

    done_days = ("session__starts_on",)

    session = models.ForeignKey(Session, models.PROTECT, verbose_name="開催", related_name="adviser_talks")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="adviser_talks")
    outcome = models.CharField("結果", max_length=10, choices=AdviserOutcome.choices, default=AdviserOutcome.NONE)

    class Meta:
        verbose_name = verbose_name_plural = "商談・助言"
        ordering = ["session", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "company"],
                name="adviser_talk_once",
                violation_error_message="この企業はすでに登録されています。",
            ),
            known_values("adviser_talk_known_outcome", "outcome", AdviserOutcome),
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.get_outcome_display()}"

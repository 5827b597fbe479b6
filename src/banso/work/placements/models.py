"""人材紹介: a company asks for people, people are introduced to it, and some are hired."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from banso.core.constraints import ends_after_start, known_values
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Person, Programme, Staff

from .choices import Reason, Terms


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Populations of requests for people."""

    def open(self) -> "VacancyQuerySet":
        """Those not closed, with fewer people hired than were asked for."""
        hired = models.Count("placements", filter=Q(placements__hired_on__isnull=False))
        return self.filter(closed_on__isnull=True).annotate(hires=hired).filter(hires__lt=F("wanted"))


@tracked
class Vacancy(Record):
    """A company asks the centre for people (求人・人材紹介の依頼): for what work, how many, until when."""

    done_days = ("received_on", "closed_on")

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="依頼企業", related_name="vacancies")
    received_on = models.DateField("受付日")
    fiscal_year = fiscal_year_column("received_on")
    work = models.CharField("職種・業務", max_length=120)
    terms = models.CharField("雇用形態", max_length=12, choices=Terms.choices)
    wanted = models.PositiveSmallIntegerField("人数", default=1)
    details = models.TextField("条件", blank=True, help_text="仕事の内容、求める経験、賃金、勤務地など")
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True)
    closed_on = models.DateField("締切日", null=True, blank=True, help_text="求人を取り下げたか、締め切った日")

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "人材紹介の依頼"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="vacancy_figures")]
        constraints = [
            known_values("vacancy_known_terms", "terms", Terms),
            ends_after_start("vacancy_closes_after_receipt", start="received_on", end="closed_on"),
            models.CheckConstraint(
                name="vacancy_wants_somebody",
                condition=Q(wanted__gt=0),
                violation_error_message="人数は1以上で入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} {self.work}"

    def clean(self) -> None:
        """Nobody was introduced before the company asked."""
        first = self.pk and self.placements.order_by("introduced_on").first()
        if first and self.received_on and first.introduced_on < self.received_on:
            raise ValidationError({"received_on": f"{format_date(first.introduced_on)}に紹介した記録があります。"})


@tracked
class Placement(Record):
    """A person is introduced to a company that asked (紹介), and is hired, or nothing comes of it."""

    done_days = ("introduced_on", "hired_on", "declined_on")

    vacancy = models.ForeignKey(Vacancy, models.PROTECT, verbose_name="人材紹介の依頼", related_name="placements")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="紹介した人", related_name="placements")
    introduced_on = models.DateField("紹介日")
    fiscal_year = fiscal_year_column("introduced_on", "紹介年度")
    hired_on = models.DateField("採用日", null=True, blank=True)
    hired_in = fiscal_year_column("hired_on", "採用年度")
    declined_on = models.DateField("不成立の日", null=True, blank=True)
    reason = models.CharField("不成立の理由", max_length=10, choices=Reason.choices, blank=True)
    note = models.TextField("経過", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "人材の紹介"
        ordering = ["-introduced_on", "-pk"]
        indexes = [models.Index(fields=["vacancy", "fiscal_year"], name="placement_figures")]
        constraints = [
            known_values("placement_known_reason", "reason", Reason, blank=True),
            *(
                models.CheckConstraint(
                    name=f"placement_{what}_after_introduction",
                    condition=Q(**{f"{what}_on__isnull": True}) | Q(**{f"{what}_on__gte": F("introduced_on")}),
                    violation_error_message=f"{label}が紹介日より前です。日付を確かめてください。",
                )
                for what, label in (("hired", "採用日"), ("declined", "不成立の日"))
            ),
            models.CheckConstraint(
                name="placement_one_outcome",
                condition=Q(hired_on__isnull=True) | Q(declined_on__isnull=True),
                violation_error_message="採用日と不成立の日の両方は入れられません。",
            ),
            models.CheckConstraint(
                name="placement_reason_if_declined",
                condition=Q(declined_on__isnull=False) | Q(reason=""),
                violation_error_message="不成立の理由は、不成立の日と合わせて入れてください。",
            ),
            models.UniqueConstraint(
                fields=["vacancy", "person"],
                name="placement_once",
                violation_error_message="この人はすでにこの依頼に紹介しています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.vacancy}"

    @property
    def state(self) -> str:
        """What came of it, in a word."""
        return "採用" if self.hired_on else "不成立" if self.declined_on else "選考中"

    def clean(self) -> None:
        """Nobody is introduced before the company asked, or after its request was closed."""
        vacancy: Any = self.vacancy_id and self.vacancy
        if not vacancy or not self.introduced_on:
            return
        if self.introduced_on < vacancy.received_on:
            raise ValidationError(
                {"introduced_on": f"依頼を受け付けた日({format_date(vacancy.received_on)})より前です。"}
            )
        if vacancy.closed_on and self.introduced_on > vacancy.closed_on:
            raise ValidationError({"introduced_on": f"この依頼は{format_date(vacancy.closed_on)}に締め切りました。"})

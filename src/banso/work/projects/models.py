"""共同研究開発: consortium projects the centre manages, with the funder's decision of each year."""

from django.db import models

from banso.core.constraints import ends_after_start, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Programme


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
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "実施機関"
        ordering = ["project", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="project_member_once")]

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

    class Meta:
        verbose_name = verbose_name_plural = "年度ごとの交付決定"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            not_negative("year_decision_not_negative", "amount"),
            models.UniqueConstraint(
                fields=["project", "fiscal_year"],
                name="year_decision_once",
                violation_error_message="この年度の交付決定はすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {format_date(self.decided_on)}"

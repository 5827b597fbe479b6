"""創業: people who founded a business with the centre's help."""

from django.db import models

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Industry, Person, Programme


@tracked
class Founding(Record):
    """A person founded a business on a day, after being helped under a programme."""

    done_days = ("founded_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="創業者", related_name="foundings")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="foundings"
    )
    founded_on = models.DateField("創業日")
    fiscal_year = fiscal_year_column("founded_on")
    industry = models.ForeignKey(Industry, models.PROTECT, verbose_name="業種", null=True, blank=True)
    moved_from = models.CharField("移住元", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "創業"
        ordering = ["-founded_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="founding_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "person", "founded_on"],
                name="founding_once",
                violation_error_message="この創業はすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {format_date(self.founded_on)}"

"""事業承継診断: hearing sheets received from the network. Consultations and dispatches are records of their own kinds."""

from django.db import models

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Organisation, Programme


@tracked
class Diagnosis(Record):
    """A succession hearing sheet (診断票) that a chamber or bank of the network filled in and sent."""

    done_days = ("received_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    received_on = models.DateField("受領日")
    fiscal_year = fiscal_year_column("received_on")
    sender = models.ForeignKey(Organisation, models.PROTECT, verbose_name="実施機関")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="diagnoses"
    )
    has_successor = models.BooleanField("後継者あり", null=True, blank=True)
    wants_help = models.BooleanField("支援希望", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "事業承継診断"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="diagnosis_figures")]

    def __str__(self) -> str:
        return f"{format_date(self.received_on)} {self.sender}"

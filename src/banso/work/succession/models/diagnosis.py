"""事業承継診断: hearing sheets received from the network. Consultations and dispatches are records of their own kinds."""

from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Industry, Municipality, Organisation, Programme, Staff

from ..choices import Heir, SheetResult, Urgency
from .sheets import SheetEdition, SheetQuestion
from .tracks import Track


@tracked
class Diagnosis(Record):
    """A succession hearing sheet (診断票) that a chamber or bank of the network filled in and sent.

    Of a firm that does not let its name be passed on (`consented` is False) only trade, town and age are kept; it counts all the same.
    Sheets from before the question was asked have no answer to it. `track` is the case the sheet led to.
    """

    done_days = ("received_on", "made_on")

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    received_on = models.DateField("受領日")
    fiscal_year = fiscal_year_column("received_on")
    sender = models.ForeignKey(Organisation, models.PROTECT, verbose_name="実施機関")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="diagnoses"
    )
    has_successor = models.BooleanField("後継者あり", null=True, blank=True)
    wants_help = models.BooleanField("支援希望", default=False)
    edition = models.ForeignKey(SheetEdition, models.PROTECT, verbose_name="診断票の版", null=True, blank=True)
    made_on = models.DateField("診断日", null=True, blank=True)
    branch = models.CharField("支店・支所", max_length=60, blank=True)
    filled_by = models.CharField("診断した人", max_length=60, blank=True)
    consented = models.BooleanField("企業名を伝える承諾", null=True, blank=True)
    industry = models.ForeignKey(Industry, models.PROTECT, verbose_name="業種", null=True, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="市町村", null=True, blank=True)
    head_age = models.PositiveSmallIntegerField("代表者の年齢", null=True, blank=True)
    heir = models.CharField("後継者の状況", max_length=8, choices=Heir.choices, blank=True)
    urgency = models.CharField("時期", max_length=8, choices=Urgency.choices, blank=True)
    owner = models.ForeignKey(Staff, models.PROTECT, verbose_name="フォローの担当者", null=True, blank=True)
    result = models.CharField("診断のあと", max_length=10, choices=SheetResult.choices, blank=True)
    track = models.ForeignKey(
        Track, models.PROTECT, verbose_name="つながった相談", null=True, blank=True, related_name="sheets"
    )

    class Meta:
        verbose_name = verbose_name_plural = "事業承継診断"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="diagnosis_figures")]
        constraints = [
            known_values("diagnosis_known_heir", "heir", Heir, blank=True),
            known_values("diagnosis_known_urgency", "urgency", Urgency, blank=True),
            known_values("diagnosis_known_result", "result", SheetResult, blank=True),
            models.CheckConstraint(
                name="diagnosis_named_with_consent",
                condition=Q(consented=None) | Q(consented=True) | Q(company__isnull=True, track__isnull=True),
                violation_error_message="企業名を伝える承諾がない診断票に、企業は入れられません。業種・市町村・年齢だけを入れてください。",
            ),
            models.CheckConstraint(
                name="diagnosis_age_of_a_person",
                condition=Q(head_age=None) | Q(head_age__gte=15, head_age__lte=110),
                violation_error_message="代表者の年齢を確かめてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{format_date(self.received_on)} {self.sender}"


@tracked
class SheetAnswer(Record):
    """What a sheet answers to one question of its edition."""

    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, verbose_name="診断票", related_name="answers")
    question = models.ForeignKey(SheetQuestion, models.PROTECT, verbose_name="質問")
    answer = models.CharField("答え", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "診断票の答え"
        ordering = ["diagnosis", "question__number"]
        constraints = [models.UniqueConstraint(fields=["diagnosis", "question"], name="sheet_answered_once")]

    def __str__(self) -> str:
        return f"{self.question} {self.answer}"

"""What matching reads: one card per supplier on the register, derived from its registration and current profile.

A card holds nothing of its own; `services.cards` writes it again whenever what it is made of changes.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from banso.registers.company_links import stays_with_its_company
from banso.registers.models import Company

from ..choices import Capacity
from .profiles import Profile


@stays_with_its_company("台帳とプロフィールから作り直す")
class SupplierCard(models.Model):
    """A supplier as matching sees it. `processes` were told as such; `mentioned` are terms its texts speak of."""

    company = models.OneToOneField(Company, models.CASCADE, primary_key=True, related_name="+")
    profile = models.ForeignKey(Profile, models.CASCADE, null=True, related_name="+")
    registered_until = models.DateField(null=True)
    told_on = models.DateField(null=True)
    capacity = models.CharField(max_length=8, choices=Capacity.choices)
    capacity_told_on = models.DateField(null=True)
    processes = ArrayField(models.BigIntegerField())
    materials = ArrayField(models.BigIntegerField())
    certificates = ArrayField(models.BigIntegerField())
    mentioned = ArrayField(models.BigIntegerField())
    words = ArrayField(models.CharField(max_length=40))

    class Meta:
        verbose_name = verbose_name_plural = "受注企業カード"
        indexes = [
            GinIndex(fields=["processes"], name="card_processes"),
            GinIndex(fields=["mentioned"], name="card_mentioned"),
            GinIndex(fields=["words"], name="card_words"),
        ]

    def __str__(self) -> str:
        return str(self.company)


class CardWord(models.Model):
    """On how many cards a word stands: rare words say more."""

    word = models.CharField(max_length=40, primary_key=True)
    cards = models.IntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "カードの語"

    def __str__(self) -> str:
        return f"{self.word} {self.cards}"

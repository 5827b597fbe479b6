"""To whom something of a case is told: one organisation, company, person or expert of the registers, or a name."""

from typing import Any

from django.db import models
from django.db.models import Q

from banso.registers.models import Company, Expert, Organisation, Person

LINKS = ("organisation", "company", "person", "expert")
To = (
    Organisation | Company | Person | Expert | str
)  # a name stands for who is in no register, and for a class (譲受候補)


def columns_of(to: To) -> dict[str, Any]:
    """The columns that hold a recipient, each of them: so that what was said of one serves no other."""
    found: dict[str, Any] = dict.fromkeys(LINKS) | {"recipient_name": ""}
    if isinstance(to, str):
        return found | {"recipient_name": to.strip()}
    return found | {str(to._meta.model_name): to}


def exactly(to: To) -> dict[str, Any]:
    """The conditions that find the rows of exactly this recipient."""
    found = columns_of(to)
    empty = {f"{name}__isnull": True for name, value in found.items() if value is None}
    return empty | {name: value for name, value in found.items() if value is not None}


def only_one(name: str) -> models.CheckConstraint:
    """Refuse a row for nobody, and one for several."""
    ways = [Q(**{f"{link}__isnull": link != chosen for link in LINKS}, recipient_name="") for chosen in LINKS]
    named = Q(**{f"{link}__isnull": True for link in LINKS}) & ~Q(recipient_name="")
    condition = named
    for way in ways:
        condition |= way
    said = "相手は、機関・企業・人物・専門家・名前のどれか一つにしてください。"
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=said)


class Addressed(models.Model):
    """What every row about a recipient has: who that is."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="機関", null=True, blank=True, related_name="+"
    )
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人物", null=True, blank=True, related_name="+")
    expert = models.ForeignKey(Expert, models.PROTECT, verbose_name="専門家", null=True, blank=True, related_name="+")
    recipient_name = models.CharField("相手の名前", max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def to(self) -> To:
        """The recipient, as it was named."""
        links = (getattr(self, link) for link in LINKS)
        return next((found for found in links if found is not None), self.recipient_name)

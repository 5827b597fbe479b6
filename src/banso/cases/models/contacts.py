"""How the people of a case may be reached, and how never (連絡の決まり): dated rows."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, known_values
from banso.core.fields import PhoneField, PostalCodeField
from banso.core.models import Record
from banso.core.trail import tracked

from ..choices import Contact
from .case import Case
from .parties import Party


def _says(name: str, rule: Contact, column: str, asked: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=~Q(rule=rule) | ~Q(**{column: ""}), violation_error_message=asked
    )


class ContactRuleQuerySet(models.QuerySet[Any]):
    def standing(self, on: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


@tracked
class ContactRule(Record):
    """One rule of how someone may be reached in a case, from a day on. Without a party it is for all whose case it is."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="contact_rules")
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name="関係者", null=True, blank=True, related_name="contact_rules"
    )
    rule = models.CharField("決まり", max_length=16, choices=Contact.choices)
    phone = PhoneField("電話番号", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    postal_code = PostalCodeField("郵便番号", max_length=8, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    words = models.CharField("内容", max_length=200, blank=True)
    starts_on = models.DateField("いつから")
    ends_on = models.DateField("いつまで", null=True, blank=True, help_text="この日まで。空欄は続いている")

    objects = ContactRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "連絡の決まり"
        ordering = ["case", "rule", "pk"]
        constraints = [
            known_values("contact_known_rule", "rule", Contact),
            ends_after_start("contact_ends_after_start", start="starts_on", end="ends_on"),
            _says("contact_says_phone", Contact.PHONE_ONLY, "phone", "かけてよい電話番号を入れてください。"),
            _says("contact_says_address", Contact.POST_TO, "address", "送ってよい住所を入れてください。"),
            _says("contact_says_email", Contact.MAIL_TO, "email", "送ってよいメールアドレスを入れてください。"),
            _says("contact_says_words", Contact.WORDS, "words", "決まりの内容を入れてください。"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.get_rule_display(), self.value]))

    @property
    def value(self) -> str:
        """The number, address or words that the rule names."""
        return " ".join(filter(None, [self.phone, self.email, self.postal_code, self.address, self.words]))

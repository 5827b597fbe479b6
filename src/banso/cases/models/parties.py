"""The parties of a case (関係者): the people outside whom it concerns, and how each may be reached."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.core.fields import PhoneField, PostalCodeField
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Company, Expert, Organisation, Person

from .case import Case


@tracked
class Party(ReferenceRow):
    """Someone outside who has a part in a case: the applicant's contact, the expert, a bank, a lecturer.

    `role` is a code of the case's procedure, which names it in Japanese. Name and address are those used for this case;
    links to the register are kept beside them where there are any.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="parties")
    role = models.CharField("立場", max_length=40)
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人物", null=True, blank=True)
    expert = models.ForeignKey(Expert, models.PROTECT, verbose_name="専門家", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="機関", null=True, blank=True)
    branch = models.CharField("支店・部署", max_length=60, blank=True)
    name = models.CharField("氏名", max_length=60)
    title = models.CharField("役職", max_length=60, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    phone = PhoneField("電話番号", max_length=20, blank=True)
    postal_code = PostalCodeField("郵便番号", max_length=8, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "関係者"
        ordering = ["case", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="party_has_name", condition=~Q(name=""), violation_error_message="氏名を入れてください。"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def who(self) -> Organisation | Company | Person | Expert | str:
        """Whom of the registers it is, the organisation before the person who speaks for it; its name where it is in none."""
        return self.organisation or self.company or self.person or self.expert or self.name


@tracked
class Naming(Record):
    """A case that began unnamed became a company's or a person's (企業の判明): on which day, and what it was called until then."""

    done_days = ("named_on",)

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="naming")
    named_on = models.DateField("判明した日")
    alias = models.CharField("それまでの呼び名", max_length=60)
    source = models.CharField("誰から聞いたか", max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "企業の判明"
        ordering = ["-named_on", "-pk"]
        triggers = [pgtrigger.Protect(name="keep_namings", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.alias}の企業の判明"

"""The case (案件), and where it stands."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.company_links import stays_with_its_company
from banso.registers.models import Company, Person, Programme, Staff

from .terms import Terms

STAGED = "stages"

_OPENED_ANEW = pgtrigger.UpdateOf("opened_on")  # type: ignore[no-untyped-call]
_REOPENED = "UPDATE public.cases_standing SET since = NEW.opened_on WHERE case_id = NEW.id AND step = ''; RETURN NULL;"
_OPENED = (
    "INSERT INTO public.cases_standing (case_id, step, since, round, closed) "
    "VALUES (NEW.id, '', NEW.opened_on, 0, false); RETURN NULL;"
)
_MOVED = pgtrigger.UpdateOf("programme_id", "company_id")  # type: ignore[no-untyped-call]
_BELONGS = (
    "UPDATE public.cases_standing SET programme_id = NEW.programme_id, company_id = NEW.company_id "
    "WHERE case_id = NEW.id; RETURN NULL;"
)
# Whatever writes a standing cannot say that it is another's: what its writer may not see gives no programme, and is refused.
_WHOSE = """
SELECT c.programme_id, c.company_id INTO NEW.programme_id, NEW.company_id FROM public.cases_case c WHERE c.id = NEW.case_id;
RETURN NEW;
"""


@tracked
class Case(Record):
    """One matter of one company or person under one programme. Who comes back later is a new case.

    The company may come later: a bank brings a firm that is not named yet, and `alias` is what it is called until then.
    `procedure` says which kind's steps it moves by; `terms` are those in force when it was accepted, and never change.
    """

    done_days = ("opened_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="cases")
    procedure = models.CharField("手続", max_length=40, default=STAGED, editable=False)
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="cases"
    )
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="個人", null=True, blank=True, related_name="cases")
    alias = models.CharField("仮の呼び名", max_length=60, blank=True, help_text="企業名がまだ分からないとき")
    title = models.CharField("件名", max_length=120, blank=True)
    number = models.CharField("案件番号", max_length=24, blank=True, editable=False)
    opened_on = models.DateField("受付日")
    fiscal_year = fiscal_year_column("opened_on")
    keeper = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True)
    terms = models.ForeignKey(
        Terms, models.PROTECT, verbose_name="取扱条件", null=True, blank=True, editable=False, related_name="cases"
    )
    summary = models.TextField("概要", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "案件"
        ordering = ["-opened_on", "-pk"]
        indexes = [
            models.Index(fields=["programme", "fiscal_year"], name="case_figures"),
            models.Index(fields=["number"], name="case_by_number", condition=~Q(number="")),
            models.Index(fields=["opened_on", "id"], name="case_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], condition=~Q(number=""), name="case_number_once_a_programme"
            ),
            models.CheckConstraint(
                name="case_of_someone",
                condition=Q(company__isnull=False) | Q(person__isnull=False) | ~Q(alias="") | ~Q(title=""),
                violation_error_message="企業・個人・仮の呼び名・件名のどれかを入れてください。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(name="standing_begins", when=pgtrigger.After, operation=pgtrigger.Insert, func=_OPENED),
            pgtrigger.Trigger(name="standing_follows", when=pgtrigger.After, operation=_OPENED_ANEW, func=_REOPENED),
            pgtrigger.Trigger(name="standing_belongs", when=pgtrigger.After, operation=_MOVED, func=_BELONGS),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.number, self.whose, self.title or format_date(self.opened_on)]))

    @property
    def whose(self) -> str:
        """The company or person it concerns, or what it is called until they are known."""
        return str(self.company or self.person or self.alias)


@stays_with_its_company("案件に付いて動く(データベースが書き換える)")
class Standing(models.Model):
    """Where a case stands: derived by the database from its last step in force and its deadlines, never written by hand.

    It is an index of what the ledgers say, so that lists of cases can be cut by state and by deadline. No trail.
    Programme and company are the case's own, repeated so that the wall before a list need not look at every case there is.
    """

    case = models.OneToOneField(Case, models.CASCADE, verbose_name="案件", primary_key=True, related_name="standing")
    programme = models.ForeignKey(Programme, models.DO_NOTHING, related_name="+", editable=False)
    company = models.ForeignKey(Company, models.DO_NOTHING, null=True, related_name="+", editable=False)
    step = models.CharField("状態", max_length=40, blank=True)
    since = models.DateField("いつから")
    round = models.PositiveSmallIntegerField("回", default=0)
    closed = models.BooleanField("終結", default=False)
    next_due_on = models.DateField("次の期限", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "案件の現況"
        indexes = [
            models.Index(fields=["step", "next_due_on", "case"], name="standing_by_step"),
            models.Index(fields=["step", "since", "case"], name="standing_by_age"),
            models.Index(fields=["next_due_on", "case"], name="standing_open", condition=Q(closed=False)),
        ]
        triggers = [
            pgtrigger.Trigger(name="whose", when=pgtrigger.Before, operation=pgtrigger.Insert | _MOVED, func=_WHOSE),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


@tracked
class Watch(Record):
    """A user who wants to see a case among her own although another keeps it (見守り)."""

    case = models.ForeignKey(Case, models.CASCADE, verbose_name="案件", related_name="watches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="利用者")

    class Meta:
        verbose_name = verbose_name_plural = "見守り"
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="case_watched_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.case_id}"

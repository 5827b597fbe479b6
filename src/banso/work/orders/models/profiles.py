"""What a registered company can do (or, on the buyers' side, looks for): told on a day, never rewritten.

Each visit adds a profile; the latest is the current one, and those before it say what was known then.
"""

from datetime import date, timedelta

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values, not_negative
from banso.core.done_days import is_to_come
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company

from ..choices import Capacity, Side, Source, TermKind
from .terms import Term

STALE_AFTER = timedelta(days=365)
KEEP = pgtrigger.Update | pgtrigger.Delete


class ProfileQuerySet(models.QuerySet["Profile"]):
    def current(self) -> "ProfileQuerySet":
        """The latest of each company and side."""
        return self.order_by("company_id", "side", "-told_on", "-pk").distinct("company_id", "side")

    def with_facts(self) -> "ProfileQuerySet":
        return self.select_related("company").prefetch_related("capabilities__process", "machines", "terms__term")


@tracked
class Profile(Record):
    """A company's profile as it was told on one day."""

    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="profiles")
    side = models.CharField("区分", max_length=8, choices=Side.choices)
    told_on = models.DateField("聞取日")
    source = models.CharField("聞取方法", max_length=12, choices=Source.choices, default=Source.VISIT)
    capacity = models.CharField("空き状況", max_length=8, choices=Capacity.choices, default=Capacity.UNKNOWN)
    capacity_told_on = models.DateField("空き状況を聞いた日", null=True, blank=True)
    strengths = models.TextField("得意な加工・特記事項", blank=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "企業プロフィール"
        ordering = ["-told_on", "-pk"]
        indexes = [models.Index(fields=["company", "side", "-told_on", "-id"], name="profile_current")]
        triggers = [
            pgtrigger.Protect(name="keep_profiles", operation=pgtrigger.Delete),
            pgtrigger.Protect(  # whose it is follows a merge of companies; what was told never changes
                name="keep_what_was_told",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["company"]),
            ),
        ]
        constraints = [
            known_values("profile_known_capacity", "capacity", Capacity),
            known_values("profile_known_side", "side", Side),
            models.CheckConstraint(
                name="profile_capacity_has_its_day",
                condition=Q(capacity=Capacity.UNKNOWN, capacity_told_on__isnull=True)
                | (~Q(capacity=Capacity.UNKNOWN) & Q(capacity_told_on__isnull=False)),
                violation_error_message="空き状況には、聞いた日が必要です。聞いていないときは日付を空けてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}({self.get_side_display()})"

    def clean(self) -> None:
        """Nothing was told on a day to come: such a profile would stay the latest, whatever is told meanwhile."""
        days = {name: getattr(self, name) for name in ("told_on", "capacity_told_on")}
        ahead = [name for name, day in days.items() if day and is_to_come(day)]
        if ahead:
            raise ValidationError({name: "聞いた日は、今日までの日にしてください。" for name in ahead})

    def is_stale(self, today: date) -> bool:
        """Whether what it says is more than a year old."""
        return self.told_on < today - STALE_AFTER

    def terms_of(self, kind: str) -> list[Term]:
        return [row.term for row in self.terms.all() if row.term.kind == kind]

    @property
    def materials(self) -> list[Term]:
        return self.terms_of(TermKind.MATERIAL)

    @property
    def certificates(self) -> list[Term]:
        return self.terms_of(TermKind.CERTIFICATE)


@tracked
class Capability(Record):
    """One process of a profile, with its limits; what was not told is empty. Sizes are stored longest first."""

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="プロフィール", related_name="capabilities")
    process = models.ForeignKey(
        Term, models.PROTECT, verbose_name="工程", limit_choices_to={"kind": TermKind.PROCESS}, related_name="+"
    )
    longest = models.PositiveIntegerField("最大寸法 長辺(mm)", null=True, blank=True)
    middle = models.PositiveIntegerField("最大寸法 中辺(mm)", null=True, blank=True)
    shortest = models.PositiveIntegerField("最大寸法 短辺(mm)", null=True, blank=True)
    tolerance = models.DecimalField("公差(±mm)", max_digits=6, decimal_places=3, null=True, blank=True)
    lot_min = models.PositiveIntegerField("最小ロット", null=True, blank=True)
    lot_max = models.PositiveIntegerField("最大ロット", null=True, blank=True)
    lead_days = models.PositiveSmallIntegerField("標準納期(日)", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "対応工程"
        ordering = ["profile", "pk"]
        triggers = [pgtrigger.Protect(name="keep_capabilities", operation=KEEP)]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "process"],
                name="capability_once",
                violation_error_message="同じ工程が2回あります。1行にまとめてください。",
            ),
            models.CheckConstraint(
                name="capability_lots_in_order",
                condition=Q(lot_min__isnull=True) | Q(lot_max__isnull=True) | Q(lot_min__lte=models.F("lot_max")),
                violation_error_message="最小ロットが最大ロットより大きくなっています。",
            ),
            not_negative("capability_tolerance_not_negative", "tolerance"),
        ]

    def __str__(self) -> str:
        return str(self.process)

    @property
    def size(self) -> str:
        """600×400×300, as far as it is known."""
        return "×".join(str(side) for side in (self.longest, self.middle, self.shortest) if side is not None)


@tracked
class Machine(Record):
    """Machines of one make in a profile, and how many."""

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="プロフィール", related_name="machines")
    name = models.CharField("設備名・型式", max_length=80)
    size = models.CharField("能力・寸法", max_length=60, blank=True)
    number = models.PositiveSmallIntegerField("台数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "保有設備"
        ordering = ["profile", "pk"]
        triggers = [pgtrigger.Protect(name="keep_machines", operation=KEEP)]
        constraints = [models.CheckConstraint(name="machine_number_positive", condition=Q(number__gte=1))]

    def __str__(self) -> str:
        return f"{self.name} {self.number}台"


@tracked
class ProfileTerm(Record):
    """A material a company works, or a certificate it holds."""

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="プロフィール", related_name="terms")
    term = models.ForeignKey(Term, models.PROTECT, verbose_name="材料・認証", related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "対応材料・認証"
        ordering = ["profile", "term"]
        triggers = [pgtrigger.Protect(name="keep_profile_terms", operation=KEEP)]
        constraints = [models.UniqueConstraint(fields=["profile", "term"], name="profile_term_once")]

    def __str__(self) -> str:
        return str(self.term)

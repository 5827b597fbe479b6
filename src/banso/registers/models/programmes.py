"""Programmes (事業): what a centre runs, by fiscal year, as data."""

from django.core.cache import cache
from django.db import models
from django.db.models import F, Q

from banso.core.fields import FiscalYearField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.walls import open_to_all

from .organisations import Organisation
from .staff import Unit

NAMES_KEY, NAMES_SECONDS = "programme-names", 5


@tracked
class Programme(Record):
    """A programme over all its years. Records belong to it; its yearly facts are in :class:`ProgrammeYear`.

    `code` is stable and never shown in the report; a renamed programme keeps it. Years are fiscal years.
    """

    usual_first = True  # where one is chosen for a record: those that have such records

    code = models.SlugField("事業コード", max_length=40, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="上位の事業", null=True, blank=True, related_name="children"
    )
    started_in = FiscalYearField("開始年度")
    ended_in = FiscalYearField("終了年度", null=True, blank=True, help_text="この年度をもって終了")
    walled_to = models.ForeignKey(
        Unit,
        models.PROTECT,
        verbose_name="守秘部署",
        null=True,
        blank=True,
        related_name="walled_programmes",
        help_text="この部署の外の職員には、この事業の記録の存在も見せない",
    )

    class Meta:
        verbose_name = verbose_name_plural = "事業"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_start",
                condition=Q(ended_in__isnull=True) | Q(ended_in__gte=F("started_in")),
                violation_error_message="終了年度が開始年度より前です。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the programme was called last; a renamed one goes by its new name."""
        return _latest_names(self.pk).get(self.pk, self.code)

    def with_those_above(self) -> set[int]:
        """It and every programme above it."""
        found: set[int] = set()
        step: Programme | None = self
        while step is not None and step.pk not in found:
            found.add(step.pk)
            step = step.parent
        return found


def with_those_below(programmes: set[int]) -> set[int]:
    """These programmes and every one below them."""
    found, last = set(programmes), set(programmes)
    while last:
        last = set(Programme.objects.filter(parent__in=last).values_list("pk", flat=True)) - found
        found |= last
    return found


def _latest_names(wanted: int) -> dict[int, str]:
    """Every programme's latest name: a few dozen rows, kept for a few seconds so that lists need not ask row by row.

    They are asked anew where the wanted one, begun a moment ago, is not among them.
    """
    names = cache.get(NAMES_KEY)
    if names is None or wanted not in names:
        names = dict(ProgrammeYear.objects.order_by("fiscal_year").values_list("programme_id", "name"))
        cache.set(NAMES_KEY, names, NAMES_SECONDS)
    return dict(names)


@open_to_all("名称と担当部署は事業報告書に印刷して公表する")
@tracked
class ProgrammeYear(Record):
    """One programme in one fiscal year: its official name, the name the report prints, its unit and its funder."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="years")
    fiscal_year = FiscalYearField("年度")
    name = models.CharField("正式名称", max_length=120)
    printed_name = models.CharField("報告書での表記", max_length=120, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="担当部署", null=True, blank=True)
    funder = models.ForeignKey(Organisation, models.PROTECT, verbose_name="財源", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事業(年度)"
        ordering = ["-fiscal_year", "programme"]
        constraints = [models.UniqueConstraint(fields=["programme", "fiscal_year"], name="programme_year_once")]

    def __str__(self) -> str:
        return self.printed_name or self.name

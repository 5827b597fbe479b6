"""What the engine keeps beside the records: sources, opening balances, borrowed figures, closed years and tallies."""

from fractions import Fraction
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import json_of, known_values
from banso.core.fields import FiscalYearField
from banso.core.fiscal import fiscal_year_label
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Organisation, Programme
from banso.registers.walls import open_to_all

from . import budgets, floors  # noqa: F401 - their models are of this app too
from .conditions import ConditionsField, CountedByField, Memo, from_words, in_words
from .measures import all_measures, target_choices
from .values import State, as_decimal, from_unit, suits


@tracked
class SourceDocument(Record):
    """The paper or file a figure was taken from: an earlier report, a letter, a submission."""

    done_days = ("dated_on",)

    title = models.CharField("資料名", max_length=200)
    issuer = models.CharField("作成者", max_length=120, blank=True)
    dated_on = models.DateField("日付", null=True, blank=True)
    file = models.FileField("ファイル", upload_to="sources/", blank=True)
    sha256 = models.CharField("ハッシュ値", max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "出典資料"
        ordering = ["-dated_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Balances(models.QuerySet["OpeningBalance"]):
    """Opening balances; those fetched together look up the names of their conditions' values together."""

    def _fetch_all(self) -> None:
        usual: Any = super()
        usual._fetch_all()
        memo: Memo = {}
        for row in self.__dict__["_result_cache"] or ():
            if isinstance(row, OpeningBalance):
                row.named = memo


@open_to_all("報告書の累計の出発点で、どの記録も指さない")
@tracked
class OpeningBalance(Record):
    """What a cumulative figure already stood at before the centre's records begin (期首残高).

    It covers the fiscal years from `base_year` up to, and not including, `records_from`. `conditions` is the condition
    part of the cell's key, so that each figure has its own base year and its own balance.
    """

    measure = CountedByField("集計項目", max_length=80)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    conditions = ConditionsField("条件", max_length=200, blank=True)
    base_year = FiscalYearField("起算年度")
    records_from = FiscalYearField("記録の開始年度")
    number = models.BigIntegerField("期首残高")
    source = models.ForeignKey(SourceDocument, models.PROTECT, verbose_name="出典")
    objects = Balances.as_manager()
    named: Memo | None = None

    class Meta:
        verbose_name = verbose_name_plural = "期首残高"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "programme", "conditions", "base_year"], name="opening_balance_once"
            ),
            models.CheckConstraint(
                name="opening_balance_covers_years",
                condition=Q(records_from__gte=models.F("base_year")),
                violation_error_message="記録の開始年度は起算年度以後にしてください。",
            ),
            models.CheckConstraint(name="opening_balance_not_negative", condition=Q(number__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.number:,}"

    def get_conditions_display(self) -> str:
        return in_words(self.measure, self.conditions, self.programme.code, self.named)

    def clean(self) -> None:
        """Conditions given in words are kept as codes."""
        if self.programme_id:
            self.conditions = from_words(self.measure, self.conditions, self.programme.code)


@open_to_all("他機関が公表のために提出した数値で、どの記録も指さない")
@tracked
class BorrowedFigure(Record):
    """A figure another organisation owns and sent in: printed as 【参考】, with its sender, date and file.

    `item` is the sender's own heading, `unit` the unit the number was given in, in which it is printed. A later submission for
    the same year replaces an earlier one by ending it.
    """

    done_days = ("received_on", "superseded_on")

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    item = models.CharField("項目", max_length=80)
    fiscal_year = FiscalYearField("年度")
    number = models.DecimalField("数値", max_digits=20, decimal_places=6, help_text="12.5 や △3 も書けます。")
    unit = models.CharField("単位", max_length=20, blank=True, help_text="提出された書面の単位。千円、%、ポイントなど")
    sender = models.ForeignKey(Organisation, models.PROTECT, verbose_name="提出元")
    received_on = models.DateField("受領日")
    source = models.ForeignKey(SourceDocument, models.PROTECT, verbose_name="提出資料")
    superseded_on = models.DateField("差替日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提供を受けた数値"
        ordering = ["-fiscal_year", "programme", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "item", "fiscal_year"],
                condition=Q(superseded_on__isnull=True),
                name="borrowed_figure_one_current",
                violation_error_message="この項目の数値はすでに登録されています。差し替えるときは前の数値に差替日を入れてください。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.as_given}"

    @property
    def as_given(self) -> str:
        """The number in the unit it was given in."""
        return f"{as_decimal(Fraction(self.number)):,f}{self.unit}"


class PublishedState(models.TextChoices):
    """What a printed report says in a place: a number, or that the centre did not offer this then."""

    COUNTED = State.COUNTED.value, "数値"
    NOT_OFFERED = State.NOT_OFFERED.value, "実施なし(-)"


@open_to_all("印刷して公表した数値で、どの記録も指さない")
@tracked
class PublishedFigure(Record):
    """A figure that an earlier printed report says (刊行物の数値): what is known of years before the centre's records begin.

    Never counted and never added to what is counted. `report_year` is the year whose report prints it, `fiscal_year` the year
    it is of; `cumulative` ones run up to that year. The names are those of the paper; `programme` is the programme they mean,
    where it is still known. `number` is in the printed unit.
    """

    report_year = FiscalYearField("報告書の年度", help_text="数値が載っている事業報告書の年度")
    fiscal_year = FiscalYearField("数値の年度")
    cumulative = models.BooleanField("累計", default=False)
    section = models.CharField("節", max_length=40, blank=True)
    programme_name = models.CharField("事業名(報告書の表記)", max_length=120)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", null=True, blank=True)
    table = models.CharField("表", max_length=120, blank=True)
    row = models.CharField("行", max_length=200)
    column = models.CharField("列", max_length=120, blank=True)
    printed = models.CharField("印刷された数値", max_length=60)
    state = models.CharField("状態", max_length=12, choices=PublishedState, default=PublishedState.COUNTED)
    number = models.DecimalField("数値", max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField("単位", max_length=20, blank=True)
    source = models.ForeignKey(SourceDocument, models.PROTECT, verbose_name="出典")
    page = models.CharField("頁", max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "刊行物の数値"
        ordering = ["-report_year", "pk"]
        constraints = [
            known_values("published_known_state", "state", PublishedState),
            models.UniqueConstraint(
                fields=[
                    *("report_year", "fiscal_year", "cumulative", "section", "programme_name", "table", "row", "column")
                ],
                name="published_figure_once",
                violation_error_message="この報告書のこの数値はすでに登録されています。",
            ),
            models.CheckConstraint(
                name="published_year_not_after_report",
                condition=Q(fiscal_year__lte=models.F("report_year")),
                violation_error_message="数値の年度は、報告書の年度以前にしてください。",
            ),
            models.CheckConstraint(
                name="published_number_if_counted",
                condition=Q(state=PublishedState.COUNTED, number__isnull=False)
                | Q(state=PublishedState.NOT_OFFERED, number__isnull=True),
                violation_error_message="数値を入れてください。実施なしのときは空欄にします。",
            ),
        ]
        indexes = [models.Index(fields=["fiscal_year"], name="published_of_year")]

    def __str__(self) -> str:
        return f"{fiscal_year_label(self.fiscal_year)} {self.programme_name} {self.row} {self.printed}"

    def clean(self) -> None:
        """A year closed here has its own printed figures: a second set beside them would leave two truths."""
        if self._state.adding and FrozenYear.objects.filter(fiscal_year=self.report_year).exists():
            label = fiscal_year_label(self.report_year)
            raise ValidationError({"report_year": f"{label}はこのシステムで締めた年度です。締めた数値があります。"})

    @property
    def stands_in(self) -> str:
        """Where the figure can be read again: the document and its page."""
        return f"{self.source.title} {self.page}".strip()


@tracked
class Target(Record):
    """What a programme means to reach in a fiscal year (目標): of a measure, or of something that only has a name, such as a rate.

    A measure may have several: its own, which the first page follows, and others that are told apart by their names (訪問による
    相談). `unit` is the one the number is given in; without one it is the measure's.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    measure = models.CharField(
        "集計項目", max_length=80, choices=target_choices, blank=True, help_text="率などの目標では空欄にします。"
    )
    name = models.CharField(
        "目標の名前",
        max_length=80,
        blank=True,
        help_text="率や、条件を付けた数値の目標に付けます。例: 入居率、訪問による相談",
    )
    fiscal_year = FiscalYearField("年度", help_text="令和6年度、R6、2024 のように")
    number = models.DecimalField("目標", max_digits=20, decimal_places=6)
    unit = models.CharField("単位", max_length=20, blank=True, help_text="空欄なら集計項目の単位。率は % です。")

    class Meta:
        verbose_name = verbose_name_plural = "年度の目標"
        ordering = ["-fiscal_year", "programme", "measure", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "measure", "name", "fiscal_year"],
                name="target_once",
                violation_error_message="この事業・項目・年度の目標はすでに登録されています。",
            ),
            models.CheckConstraint(
                name="target_above_zero",
                condition=Q(number__gt=0),
                violation_error_message="目標は0より大きい数で入力してください。",
            ),
            models.CheckConstraint(
                name="target_of_something",
                condition=~Q(measure="") | ~Q(name=""),
                violation_error_message="集計項目を選ぶか、目標の名前を入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{fiscal_year_label(self.fiscal_year)} {self.what} {self.as_given}"

    @property
    def what(self) -> str:
        """What is to be reached, in words."""
        return " ".join(part for part in (self.get_measure_display() if self.measure else "", self.name) if part)

    @property
    def as_given(self) -> str:
        """The number in the unit it was given in."""
        return f"{as_decimal(Fraction(self.number)):,f}{self.unit}"

    @property
    def in_base_unit(self) -> int:
        """The number as records are counted; what is left of a record is dropped."""
        return int(from_unit(self.number, self.unit).number or 0)

    def clean(self) -> None:
        """The measure's unit where none is given; one that its figures do not go together with is refused."""
        if not (self.measure or self.name):
            raise ValidationError({"name": "集計項目を選ぶか、目標の名前を入力してください。"})
        own = next((measure.unit for measure in all_measures() if measure.code == self.measure), "")
        self.unit = self.unit or own
        if own and not suits(own, self.unit):
            raise ValidationError({"unit": f"この集計項目は{own}で数えます。単位を{own}にするか、空欄にしてください。"})
        if not self.unit:
            raise ValidationError({"unit": "目標の単位を入力してください。例: %、社"})


@tracked
class FrozenYear(Record):
    """A closed fiscal year (年度締め): from here on its report prints what it printed on the day it was closed."""

    fiscal_year = FiscalYearField("年度", unique=True)
    closed_at = models.DateTimeField("締め日時")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="締めた人", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "締めた年度"
        ordering = ["-fiscal_year"]

    def __str__(self) -> str:
        return fiscal_year_label(self.fiscal_year)


@tracked
class FrozenFigure(Record):
    """One figure of a closed year as it was printed, with the records it counted.

    `identity` is what it asks (a cell's key, or the keys of a sum's parts), `cells` the keys of the cells it is made of,
    `record_ids` the primary keys of its records then. `number` is in base units; empty unless `state` is counted. `formula` says how
    a figure is worked out of others (:mod:`banso.figures.formulas`); it is empty for one that is counted, or a sum of such.
    """

    year = models.ForeignKey(FrozenYear, models.PROTECT, related_name="figures")
    position = models.PositiveIntegerField()
    section = models.CharField(max_length=40)
    programme = models.CharField(max_length=120)
    table = models.CharField(max_length=120)
    row = models.CharField(max_length=200)
    column = models.CharField(max_length=120)
    identity = models.TextField()
    cells = ArrayField(models.TextField())
    state = models.CharField(max_length=12)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    unit = models.CharField(max_length=20)
    qualifier = models.CharField(max_length=10, blank=True)
    printed = models.CharField(max_length=60)
    record_ids = ArrayField(models.BigIntegerField())
    formula = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "締めた数値"
        ordering = ["year", "position"]
        constraints = [
            json_of("frozen_formula", "formula", "object", most=100_000),
            models.UniqueConstraint(fields=["year", "section", "table", "row", "column"], name="frozen_figure_once"),
        ]
        indexes = [models.Index(fields=["year", "identity"], name="frozen_identity")]
        triggers = [pgtrigger.Protect(name="keep_as_printed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.row} {self.column} {self.printed}"


@tracked
class FrozenListing(Record):
    """The rows of one listing of a closed year: each record's key, and its texts as they were printed.

    `identity` is what it lists: section, table, listing, programme and conditions.
    """

    year = models.ForeignKey(FrozenYear, models.PROTECT, related_name="listings")
    identity = models.TextField()
    rows = models.JSONField(default=list)

    class Meta:
        verbose_name = verbose_name_plural = "締めた一覧"
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "identity"], name="frozen_listing_once"),
            json_of("frozen_listing_rows", "rows", "array", most=10_000_000, never='$[*] ? (@.type() != "object")'),
        ]
        triggers = [pgtrigger.Protect(name="keep_listed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.identity


@tracked
class Correction(Record):
    """A 訂正: the centre accepts that a closed figure now counts differently, and says why. The print stays as it was."""

    figure = models.ForeignKey(FrozenFigure, models.PROTECT, related_name="corrections")
    printed_before = models.CharField("訂正前", max_length=60)
    printed_after = models.CharField("訂正後", max_length=60)
    number_after = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    reason = models.CharField("訂正の理由", max_length=400)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="承認者", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "訂正"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="correction_has_reason", condition=~Q(reason=""))]
        triggers = [pgtrigger.Protect(name="keep_corrections", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.figure}: {self.printed_before}→{self.printed_after}"


class TallySubject(models.Model):  # noqa: DJ008 - never shown
    """How many records a subject has in one group of a tally. Kept by triggers only; see :mod:`banso.figures.tally`."""

    pk = models.CompositePrimaryKey("source", "programme_id", "fiscal_year", "cell", "subject_id")
    source = models.CharField(max_length=40)
    programme_id = models.BigIntegerField()
    fiscal_year = models.SmallIntegerField()
    cell = models.CharField(max_length=120)
    subject_id = models.BigIntegerField()
    rows = models.BigIntegerField()

    class Meta:
        default_permissions = ()


class TallyEntry(models.Model):  # noqa: DJ008 - never shown
    """A change to a tally's group: records, amount and distinct subjects, as signed differences.

    Appended by triggers, never updated: two people saving in the same programme and year never wait for one another.
    The engine sums the few rows of a group; :func:`banso.figures.tally.fold` keeps them few.
    """

    source = models.CharField(max_length=40)
    programme_id = models.BigIntegerField()
    fiscal_year = models.SmallIntegerField()
    cell = models.CharField(max_length=120)
    rows = models.BigIntegerField()
    amount = models.BigIntegerField()
    subjects = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["source", "programme_id", "fiscal_year", "cell"],
                include=["rows", "amount", "subjects"],
                name="tally_group",
            )
        ]

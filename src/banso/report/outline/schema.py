"""What an outline may say: the blocks of a section and the figures in them.

Labels and texts may hold `{年度}`, `{年度-1}`, `{年度+1}` (the report's fiscal year and its neighbours) and the names of the
figures declared beside them, such as `{配置}`.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from banso.core.fiscal import KNOWN_YEARS

from .comparisons import Comparing, Mark, Ratio
from .splits import Split

Codes = str | int | list[str | int]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(Part):
    """What a figure asks; a table's row and column each say a part of it. `year` counts from the report's own year.

    `since` is the base fiscal year of a cumulative figure. `programme` is the section's own unless another is named. `target` asks
    for the year's target of the measure instead, or for the one of that name (`target_name`).
    """

    measure: str | None = None
    programme: str | None = None
    where: dict[str, Codes] = Field(default_factory=dict)
    year: int = 0
    since: int | None = None
    unit: str | None = Field(default=None, max_length=20)
    qualifier: str | None = Field(default=None, max_length=10)
    target: bool = Field(default=False, title="目標の数値")
    target_name: str | None = Field(default=None, max_length=80, title="目標の名前")


class RatioOf(Comparing):
    """Two figures compared that need not be printed themselves."""

    of: Question = Field(title="比べる数値")
    to: Question = Field(title="もとにする数値")


class NamedFigure(Question):
    """A figure in a text. Its name has three parts, as in a list of figures: table, row and column."""

    ratio: RatioOf | None = Field(default=None, title="率・増減")
    table: str | None = None
    row: str | None = None
    column: str | None = None


class Text(Part):
    """A paragraph, or the text of a cell, with figures in it."""

    text: str
    figures: dict[str, NamedFigure] = Field(default_factory=dict)


class Group(Part):
    label: str
    codes: list[str | int]


class Breakdown(Question):
    """A figure split by groups of codes, printed one after another; groups without any are left out."""

    by: str
    groups: list[Group]
    each: str = "({label}){figure}"
    table: str | None = None


class Row(Question):
    """A row of a matrix: one figure per column, or a text with figures, a breakdown, the sum of other rows, or two of them compared.

    With `split` it is a row for each code of a dimension, whose name stands for `{値}` in its label.
    """

    label: str
    name: str | None = None
    text: str | None = None
    figures: dict[str, NamedFigure] = Field(default_factory=dict)
    breakdown: Breakdown | None = None
    sum: list[str] | None = None
    ratio: Ratio | None = Field(default=None, title="率・増減")
    mark: Mark | None = Field(default=None, title="評価")
    split: Split | None = Field(default=None, title="行に分ける")
    only: list[str] | None = None


class Column(Question):
    """A column of a matrix. `group` is printed above neighbouring columns; `cumulative` asks since the row's base year.

    One with a `ratio` compares two others, row by row; one with a `mark` says what another earns.
    """

    label: str
    name: str | None = None
    table: str | None = None
    group: str | None = None
    cumulative: bool = False
    ratio: Ratio | None = Field(default=None, title="率・増減")
    mark: Mark | None = Field(default=None, title="評価")
    figures: dict[str, NamedFigure] = Field(default_factory=dict)

    @property
    def phase(self) -> int:
        """Columns that compare others are made after those they compare, marks last."""
        return 2 if self.mark else 1 if self.ratio else 0


def merged(row: Row, column: Column) -> Question:
    """What row and column ask together; where both say something, the column does."""
    return Question(
        measure=column.measure or row.measure,
        programme=column.programme or row.programme,
        where={**row.where, **column.where},
        year=row.year + column.year,
        since=row.since if column.cumulative else column.since,
        unit=column.unit or row.unit,
        qualifier=row.qualifier if column.qualifier is None else column.qualifier,
        target=row.target or column.target,
        target_name=(column.target_name or row.target_name) if row.target or column.target else None,
    )


def _two_years() -> list[Column]:
    return [Column(label="{年度-1}", year=-1), Column(label="{年度}")]


class Matrix(Part):
    """A table of rows by columns; last year and this year unless columns are given."""

    name: str = "実績"
    caption: str | None = None
    corner: str = "区分"
    columns: list[Column] = Field(default_factory=_two_years)
    rows: list[Row] = Field(min_length=1)
    notes: list[str] = Field(default_factory=list)


class Item(Question):
    """A labelled value: a figure, or a text with figures."""

    label: str
    name: str | None = None
    ratio: RatioOf | None = Field(default=None, title="率・増減")
    text: str | None = None
    figures: dict[str, NamedFigure] = Field(default_factory=dict)
    top: "Top | None" = None


class Facts(Part):
    """A few labelled values: across (labels on top of one row) or down (a row each)."""

    name: str = "実績"
    caption: str | None = None
    layout: Literal["across", "down"] = "across"
    items: list[Item] = Field(min_length=1)
    notes: list[str] = Field(default_factory=list)


class ListingColumn(Question):
    """A column of a listing: one of the record's texts, a figure of the record, or a text with figures.

    Where the kind of record decides what is counted, `depends_on` names the text that says it, and `choices` the figures.
    """

    label: str
    name: str | None = None
    of: str | None = None
    depends_on: str | None = None
    choices: dict[str, Question] = Field(default_factory=dict)
    ratio: RatioOf | None = Field(default=None, title="率・増減")
    text: str | None = None
    figures: dict[str, NamedFigure] = Field(default_factory=dict)


class Count(Part):
    """The listing's number of rows, as a figure."""

    measure: str
    row: str
    table: str = "本文"
    column: str = "値"


class Records(Part):
    """A table with a row for each record of a declared listing. `row` names a row's figures from the record's texts."""

    of: str
    name: str = "実績"
    caption: str | None = None
    where: dict[str, Codes] = Field(default_factory=dict)
    columns: list[ListingColumn] = Field(min_length=1)
    row: str = ""
    merge: list[str] = Field(default_factory=list)
    count: Count | None = None
    tells_conditions: bool = Field(default=False, title="条件を表の下に書く")
    notes: list[str] = Field(default_factory=list)


class Top(Question):
    """The labels that occur most often along a dimension, most frequent first."""

    by: str
    most: int = Field(default=5, ge=1, le=20)


class Bullets(Part):
    caption: str
    items: list[str] = Field(default_factory=list)
    top: Top | None = None


class Series(Question):
    label: str


class Chart(Part):
    """A picture: `lines` over the last years, or `shares` of the series within this year."""

    kind: Literal["lines", "shares"] = "lines"
    title: str
    years: int = Field(default=5, ge=2, le=20)
    series: list[Series] = Field(min_length=1)


class ChroniclePart(Part):
    label: str = ""
    of: str
    where: dict[str, Codes] = Field(default_factory=dict)


class ChronicleGroup(Part):
    label: str
    parts: list[ChroniclePart] = Field(min_length=1)


class Chronicle(Part):
    """The year's events by kind and date, as in the board's affairs: (kind, date, matter)."""

    head: list[str] = Field(default=["区分", "年月日", "事項"], min_length=3, max_length=3)
    groups: list[ChronicleGroup] = Field(min_length=1)


class Block(Part):
    """One block of a section: exactly one of these."""

    text: str | None = None
    figures: dict[str, NamedFigure] = Field(default_factory=dict)
    matrix: Matrix | None = None
    facts: Facts | None = None
    listing: Records | None = None
    bullets: Bullets | None = None
    chart: Chart | None = None
    chronicle: Chronicle | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Block":
        kinds = [self.text, self.matrix, self.facts, self.listing, self.bullets, self.chart, self.chronicle]
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError(
                "text、matrix、facts、listing、bullets、chart、chronicle のうち、ちょうど1つを書いてください"
            )
        return self


class SectionSource(Part):
    """A section as the catalogue writes it, with its sub-sections. A `chapter` begins a new sheet in Excel."""

    number: str = Field(default="", max_length=40)
    chapter: bool = False
    mark: str = Field(default="", max_length=20)
    heading: str = Field(default="", max_length=160)
    programme: str | None = None
    blocks: list[Block] = Field(default_factory=list)
    sections: list["SectionSource"] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_heading(self) -> "SectionSource":
        if not (self.heading or self.programme):
            raise ValueError("heading か programme のどちらかを書いてください")
        return self


class OutlineSource(Part):
    """A whole outline file. `centre` is what the centre was called in that year, if otherwise than now."""

    fiscal_year: int = Field(ge=KNOWN_YEARS.start, lt=KNOWN_YEARS.stop)
    title: str = Field(max_length=120)
    centre: str | None = Field(default=None, max_length=120)
    sections: list[SectionSource]


class CodedSource(Part):
    """A word of a list that figures may count by: its code, which stays, and its name."""

    code: str
    name: str


class ProgrammeSource(Part):
    """A programme in one fiscal year, as the catalogue writes it. `printed` is how the report spells it, if otherwise.

    `walled` hides its records from everyone outside its unit, or outside the unit named. `categories` are its own kinds of
    consultation.
    """

    code: str
    name: str
    printed: str = ""
    parent: str | None = None
    unit: str | None = None
    funder: str | None = None
    started_in: int | None = None
    ends: bool = False
    walled: bool | str = False
    categories: list[CodedSource] = Field(default_factory=list)


class ProgrammesSource(Part):
    """A whole file of programmes."""

    fiscal_year: int = Field(ge=KNOWN_YEARS.start, lt=KNOWN_YEARS.stop)
    programmes: list[ProgrammeSource]


class UnitSource(Part):
    """A unit. `symbol` begins the numbers of its cases and papers."""

    code: str
    name: str
    symbol: str | None = None
    confidential: bool = False
    ended_on: date | None = None


class CentreSource(Part):
    """The centre: its name, prefecture and units, and what its consultations are usually about."""

    name: str = Field(min_length=1, max_length=120)
    prefecture: str
    units: list[UnitSource]
    themes: list[CodedSource] = Field(default_factory=list)


class SeatSource(Part):
    """A seat in the line of decision; the higher the rank, the higher the seat."""

    code: str = Field(pattern=r"[a-z0-9-]{1,40}")
    title: str = Field(min_length=1, max_length=40)
    rank: int = Field(ge=1, le=999)
    per_unit: bool = False


class ApprovalSource(Part):
    """Which seat decides a kind of matter from which amount, and whom it consults, for drafts from a day on."""

    kind: str = Field(min_length=1, max_length=40)
    label: str = Field(min_length=1, max_length=80)
    amount_from: int = Field(default=0, ge=0, le=10**12)
    seat: str
    consults: list[str] = Field(default_factory=list)
    valid_from: date
    valid_until: date | None = None


class RetentionSource(Part):
    """For how many years a kind of paper is kept (none: for ever), of cases completed from a day on, and why."""

    programme: str | None = None
    paper: str
    years: int | None = Field(ge=0, le=100)
    valid_from: date
    basis: str = Field(min_length=1, max_length=120)


class OfficeSource(Part):
    """How the centre decides, and how long it keeps its papers."""

    seats: list[SeatSource] = Field(default_factory=list)
    approvals: list[ApprovalSource] = Field(default_factory=list)
    retention: list[RetentionSource] = Field(default_factory=list)


class TermsSource(BaseModel):
    """The terms of one procedure in one programme, as a file says them."""

    model_config = ConfigDict(extra="allow")
    programme: str
    procedure: str


class TermsFile(Part):
    """The terms of one fiscal year."""

    fiscal_year: int
    terms: list[TermsSource]

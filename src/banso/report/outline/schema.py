"""What an outline may say: the blocks of a section and the figures in them.

Labels and texts may hold `{年度}`, `{年度-1}`, `{年度+1}` (the report's fiscal year and its neighbours) and the names of the
figures declared beside them, such as `{配置}`.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from banso.core.fiscal import KNOWN_YEARS

from .comparisons import Comparing, Mark, Ratio
from .said import Kind, Said
from .splits import Split

Codes = str | int | list[str | int]

# How staff meet fields that stand in several places. A field of a block says its name here or where it stands: its form follows.
Label = Said("見出し", help="{年度} {年度-1} は年度に置き換わります。")
Name = Said("数値の一覧での名前", rare=True, help="空欄なら見出しと同じ。同じ名前の数値が2つあるときに区別します。")
Caption = Said("表の上の見出し", rare=True, help="空欄なら【表の名前】を印刷します。", blank="見出しを印刷しない")
Notes = Said("表の下の注", Kind.LINES, help="1行に1つ。", rare=True)
TextWithFigures = Said(
    "文章", Kind.WORDS, help="{名前} と書いたところに、下の「文中の数値」のその名前の数値が入ります。"
)
RareText = Said(
    "文章で書く", Kind.WORDS, rare=True, help="数値の代わりに文章を印刷するとき。{名前} に文中の数値が入ります。"
)
InText = Said("文中の数値")
RareInText = Said("文中の数値", rare=True)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(Part):
    """What a figure asks; a table's row and column each say a part of it. `year` counts from the report's own year.

    `since` is the base fiscal year of a cumulative figure. `programme` is the section's own unless another is named. `target` asks
    for the year's target of the measure instead, or for the one of that name (`target_name`).
    """

    measure: Annotated[str | None, Said("集計項目", Kind.MEASURE)] = None
    where: Annotated[dict[str, Codes], Said("条件", Kind.CONDITIONS)] = Field(default_factory=dict)
    programme: Annotated[str | None, Said("事業", Kind.PROGRAMME, help="空欄ならこの節の事業。", rare=True)] = None
    year: Annotated[int, Said("年度", Kind.YEAR, rare=True)] = 0
    since: Annotated[
        int | None, Said("累計の起算年度", Kind.SINCE, help="累計のときだけ。令和3年度、2021 など。", rare=True)
    ] = None
    unit: Annotated[str | None, Said("単位", help="空欄なら集計項目の単位。", rare=True)] = Field(
        default=None, max_length=20
    )
    qualifier: Annotated[
        str | None,
        Said("数値の前の語", help="延べ、約 など。空欄なら集計項目の決めた語。", rare=True, blank="付けない"),
    ] = Field(default=None, max_length=10)
    target: Annotated[
        bool,
        Said(
            "記録の数でなく、目標の数値を印刷する",
            rare=True,
            help="「年度の目標」に登録した数値。なければ「－」になります。",
        ),
    ] = False
    target_name: Annotated[
        str | None, Said("目標の名前", help="「年度の目標」に付けた名前。なければ空欄。", rare=True)
    ] = Field(default=None, max_length=80)


class RatioOf(Comparing):
    """Two figures compared that need not be printed themselves."""

    of: Annotated[Question, Said("比べる数値")]
    to: Annotated[Question, Said("もとにする数値")]


class NamedFigure(Question):
    """A figure in a text. Its name has three parts, as in a list of figures: table, row and column."""

    ratio: Annotated[RatioOf | None, Said("率・増減で書く", rare=True)] = None
    table: Annotated[str | None, Said("一覧での表の名前", rare=True)] = None
    row: Annotated[str | None, Said("一覧での行の名前", rare=True)] = None
    column: Annotated[str | None, Said("一覧での列の名前", rare=True)] = None


class Text(Part):
    """A paragraph, or the text of a cell, with figures in it."""

    text: Annotated[str, TextWithFigures]
    figures: Annotated[dict[str, NamedFigure], InText] = Field(default_factory=dict)


class Group(Part):
    label: Annotated[str, Said("名前")]
    codes: Annotated[list[str | int], Said("含めるもの", Kind.CODES)]


class Breakdown(Question):
    """A figure split by groups of codes, printed one after another; groups without any are left out."""

    by: Annotated[str, Said("分ける項目", Kind.DIMENSION)]
    groups: Annotated[list[Group], Said("内訳")]
    each: Annotated[
        str,
        Said("1つの書き方", rare=True, words={"label": "名前", "figure": "数値"}, help="{名前} と {数値} が入ります。"),
    ] = "({label}){figure}"
    table: Annotated[str | None, Said("一覧での表の名前", rare=True)] = None


class Row(Question):
    """A row of a matrix: one figure per column, or a text with figures, a breakdown, the sum of other rows, or two of them compared.

    With `split` it is a row for each code of a dimension, whose name stands for `{値}` in its label.
    """

    label: Annotated[str, Label]
    name: Annotated[str | None, Name] = None
    sum: Annotated[
        list[str] | None, Said("合計する行", Kind.ROWS, help="上にある行の計を印刷するとき。", rare=True)
    ] = None
    only: Annotated[
        list[str] | None, Said("印刷する列", Kind.COLUMNS, help="選ばない列は「-」になります。", rare=True)
    ] = None
    text: Annotated[str | None, RareText] = None
    figures: Annotated[dict[str, NamedFigure], RareInText] = Field(default_factory=dict)
    breakdown: Annotated[Breakdown | None, Said("内訳で書く", rare=True)] = None
    ratio: Annotated[Ratio | None, Said("ほかの行の率・増減で書く", rare=True)] = None
    mark: Annotated[Mark | None, Said("ほかの行の評価を書く", rare=True)] = None
    split: Annotated[
        Split | None, Said("行に分ける", help="見出しの {値} に、月や市町村の名前が入ります。", rare=True)
    ] = None


class Column(Question):
    """A column of a matrix. `group` is printed above neighbouring columns; `cumulative` asks since the row's base year.

    One with a `ratio` compares two others, row by row; one with a `mark` says what another earns.
    """

    label: Annotated[str, Label]
    measure: Annotated[
        str | None, Said("集計項目", Kind.MEASURE, help="行でなく列ごとに数えるものを変えるとき。", rare=True)
    ] = None
    where: Annotated[dict[str, Codes], Said("条件", Kind.CONDITIONS, rare=True)] = Field(default_factory=dict)
    year: Annotated[int, Said("年度", Kind.YEAR)] = 0
    name: Annotated[str | None, Name] = None
    table: Annotated[str | None, Said("一覧での表の名前", rare=True)] = None
    group: Annotated[str | None, Said("列をまとめる見出し", rare=True)] = None
    cumulative: Annotated[bool, Said("行の起算年度からの累計", rare=True)] = False
    target: Annotated[bool, Said("記録の数でなく、目標の数値を印刷する")] = False
    ratio: Annotated[
        Ratio | None, Said("ほかの列の率・増減で書く", help="前年度比、達成率、増減など。列を2つ選んで計算します。")
    ] = None
    mark: Annotated[Mark | None, Said("ほかの列の評価を書く", rare=True)] = None
    figures: Annotated[dict[str, NamedFigure], Said("見出しの中の数値", rare=True)] = Field(default_factory=dict)

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

    name: Annotated[str, Said("表の名前")] = "実績"
    caption: Annotated[str | None, Caption] = None
    corner: Annotated[str, Said("左上の見出し", rare=True)] = "区分"
    columns: Annotated[list[Column], Said("列")] = Field(default_factory=_two_years)
    rows: Annotated[list[Row], Said("行")] = Field(min_length=1)
    notes: Annotated[list[str], Notes] = Field(default_factory=list)


class Top(Question):
    """The labels that occur most often along a dimension, most frequent first."""

    by: Annotated[str, Said("何の多い順か", Kind.DIMENSION)]
    most: Annotated[int, Said("いくつまで")] = Field(default=5, ge=1, le=20)


class Item(Question):
    """A labelled value: a figure, or a text with figures."""

    label: Annotated[str, Label]
    name: Annotated[str | None, Name] = None
    text: Annotated[str | None, RareText] = None
    figures: Annotated[dict[str, NamedFigure], RareInText] = Field(default_factory=dict)
    ratio: Annotated[RatioOf | None, Said("率・増減で書く", rare=True)] = None
    top: Annotated[Top | None, Said("多い順に書く", rare=True)] = None


class Facts(Part):
    """A few labelled values: across (labels on top of one row) or down (a row each)."""

    name: Annotated[str, Said("表の名前")] = "実績"
    caption: Annotated[str | None, Caption] = None
    layout: Annotated[
        Literal["across", "down"], Said("並べ方", choices={"across": "横に並べる", "down": "縦に並べる"})
    ] = "across"
    items: Annotated[list[Item], Said("項目")] = Field(min_length=1)
    notes: Annotated[list[str], Notes] = Field(default_factory=list)


class ListingColumn(Question):
    """A column of a listing: one of the record's texts, a figure of the record, or a text with figures.

    Where the kind of record decides what is counted, `depends_on` names the text that says it, and `choices` the figures.
    """

    label: Annotated[str, Label]
    of: Annotated[str | None, Said("記録の項目", Kind.LISTED, help="数値の列なら空欄にして集計項目を選びます。")] = None
    name: Annotated[str | None, Name] = None
    depends_on: Annotated[str | None, Said("数え方を決める項目", Kind.LISTED, rare=True)] = None
    choices: Annotated[dict[str, Question], Said("項目の値ごとの数え方", rare=True)] = Field(default_factory=dict)
    ratio: Annotated[RatioOf | None, Said("率・増減で書く", rare=True)] = None
    text: Annotated[str | None, RareText] = None
    figures: Annotated[dict[str, NamedFigure], RareInText] = Field(default_factory=dict)


class Count(Part):
    """The listing's number of rows, as a figure."""

    measure: Annotated[str, Said("集計項目", Kind.MEASURE)]
    row: Annotated[str, Said("一覧での行の名前")]
    table: Annotated[str, Said("一覧での表の名前", rare=True)] = "本文"
    column: Annotated[str, Said("一覧での列の名前", rare=True)] = "値"


class Records(Part):
    """A table with a row for each record of a declared listing. `row` names a row's figures from the record's texts."""

    of: Annotated[str, Said("載せる記録", Kind.LISTING)]
    where: Annotated[dict[str, Codes], Said("記録をしぼる条件", Kind.LISTED_CONDITIONS)] = Field(default_factory=dict)
    name: Annotated[str, Said("表の名前")] = "実績"
    caption: Annotated[str | None, Caption] = None
    columns: Annotated[list[ListingColumn], Said("列")] = Field(min_length=1)
    row: Annotated[str, Said("行の呼び名", help="数値の一覧での名前。行ごとの数値があるときに要ります。")] = ""
    merge: Annotated[list[str], Said("同じ値をまとめる列", Kind.COLUMNS, rare=True)] = Field(default_factory=list)
    count: Annotated[Count | None, Said("行数を数値として数える", rare=True)] = None
    tells_conditions: Annotated[bool, Said("条件を表の下に書く", rare=True)] = False
    notes: Annotated[list[str], Notes] = Field(default_factory=list)


class Bullets(Part):
    caption: Annotated[str, Said("見出し")]
    items: Annotated[list[str], Said("項目", Kind.LINES, help="1行に1つ。")] = Field(default_factory=list)
    top: Annotated[Top | None, Said("記録から多い順に書く", rare=True)] = None


class Series(Question):
    label: Annotated[str, Said("名前")]
    ratio: Annotated[RatioOf | None, Said("率・増減で描く", rare=True)] = None


class Chart(Part):
    """A picture: `lines` over the last years, `months` of this year, or `shares` of the series within it."""

    kind: Annotated[
        Literal["lines", "months", "shares"],
        Said("種類", choices={"lines": "年度ごとの推移", "months": "月ごとの推移", "shares": "この年度の割合"}),
    ] = "lines"
    title: Annotated[str, Said("題")]
    years: Annotated[int, Said("推移の年数", help="年度ごとの推移のときだけ使います。")] = Field(default=5, ge=2, le=20)
    series: Annotated[list[Series], Said("数値")] = Field(min_length=1)


class ChroniclePart(Part):
    label: Annotated[str, Said("小見出し")] = ""
    of: Annotated[str, Said("載せる記録", Kind.LISTING)]
    where: Annotated[dict[str, Codes], Said("記録をしぼる条件", Kind.LISTED_CONDITIONS)] = Field(default_factory=dict)


class ChronicleGroup(Part):
    label: Annotated[str, Said("区分")]
    parts: Annotated[list[ChroniclePart], Said("記録")] = Field(min_length=1)


class Chronicle(Part):
    """The year's events by kind and date, as in the board's affairs: (kind, date, matter)."""

    head: Annotated[list[str], Said("3つの列の見出し", Kind.LINES, rare=True)] = Field(
        default=["区分", "年月日", "事項"], min_length=3, max_length=3
    )
    groups: Annotated[list[ChronicleGroup], Said("区分")] = Field(min_length=1)


class Block(Part):
    """One block of a section: exactly one of these."""

    text: Annotated[str | None, TextWithFigures] = None
    figures: Annotated[dict[str, NamedFigure], InText] = Field(default_factory=dict)
    matrix: Annotated[Matrix | None, Said("表")] = None
    facts: Annotated[Facts | None, Said("項目の表")] = None
    listing: Annotated[Records | None, Said("記録の一覧表")] = None
    bullets: Annotated[Bullets | None, Said("箇条書き")] = None
    chart: Annotated[Chart | None, Said("図")] = None
    chronicle: Annotated[Chronicle | None, Said("年月日の表")] = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Block":
        kinds = [self.text, self.matrix, self.facts, self.listing, self.bullets, self.chart, self.chronicle]
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError(
                "text、matrix、facts、listing、bullets、chart、chronicle のうち、ちょうど1つを書いてください"
            )
        return self


class SectionSource(Part):
    """A section as the catalogue writes it, with its sub-sections. A `chapter` begins a new sheet in Excel.

    `by_place`: number and mark follow the section's place. `unread`: last year's prose, which nobody has read yet.
    """

    number: str = Field(default="", max_length=40)
    by_place: bool = False
    unread: bool = False
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

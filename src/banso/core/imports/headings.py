"""Which column of a sheet is which: by its headings, in any order, however an office has written and laid them out."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from banso.core.errors import UserError
from banso.core.text import clean_text, digits, fold

from .amounts import Minutes, Whole, Yen
from .declaring import Column, ImportKind
from .readers import Reader, as_text, is_empty
from .units import YEN, money_unit, time_unit, yen_scale

LOOKED_AT = 30  # rows from the top among which the headings are sought
MOST_NAMED = 8
LONGEST_UNIT = 20
_ASIDE = re.compile(r"[(（\[【<〈〔{].*?[)）\]】>〉〕}]")
_MARKS = re.compile(r"(必須|任意|[※*＊●:：])")
_UNIT_AT_END = re.compile(rf"(?<=.)[/・,、]?(?:単位:?)?{YEN}$")
_TOTAL = re.compile(
    r"((令和|平成|昭和|[RHS])?(元|\d{1,4})年度?分?|\d{1,2}月([~・-]\d{1,2}月)?分?|第?\d四半期|[上下]半?期|年度?|年間|月|日)?"
    r"((小|合|総|累|総合|中)?計|平均値?)[:：]?([\d,.]+\D{0,4})?"
)
_REMARK = re.compile(r"\(?(以上|以下余白)\)?|[※*]\D.*|\(?注[)\d:].*", re.DOTALL)
_UNITS = re.compile(
    rf"[(\[【〔]?(単位:?)?({YEN}|[十百千]?[万億]?円?|件|社|者|人|名|回|分間?|時間|h|日|年|%|[千百万億]+[人件社者名])[)\]】〕]?"
)
_UNIT_ABOVE = re.compile(rf"(?:{YEN}|時間|分)単位(?!で?[切四])|単位:?[^)]*|\((?:金額)?(?:は|:)?{YEN}[^)]*\)|{YEN}")
REASONS = "取り込めない理由"  # the column that is added to rows that come back
_NUMBERING = {fold(word) for word in ("No", "No.", "№", "番号", "連番", "行番号", "項番", "#")}


@dataclass(frozen=True)
class Heading:
    """A heading as written, where it stands, and the column it was taken for.

    `unit` is the unit that stands for it elsewhere: in a row below, or above the whole table. `unit_at` is where a column
    beside it says the unit of each of its cells.
    """

    position: int
    text: str
    column: Column | None
    unit: str = ""
    unit_at: int | None = None

    @property
    def said(self) -> str:
        """The heading with the unit of its cells."""
        own = self.column.reads.unit_in(self.text) if self.column else ""
        return f"{self.text}({self.unit})" if self.unit and not own else self.text


@dataclass(frozen=True)
class Layout:
    """Where a sheet's data begin and what its columns are. `top` and `first` are numbers of rows in the sheet, from 1."""

    top: int
    first: int
    headings: tuple[Heading, ...]

    @property
    def known(self) -> tuple[Heading, ...]:
        return tuple(heading for heading in self.headings if heading.column is not None)

    @property
    def column_names(self) -> frozenset[str]:
        """The names of the columns the sheet has."""
        return frozenset(heading.column.name for heading in self.headings if heading.column)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings that were taken for nothing, but for the running number and what this programme added itself."""
        passed = _NUMBERING | {fold(REASONS)}
        used = {h.unit_at for h in self.known}
        free = (h for h in self.headings if h.column is None and h.position not in used)
        return tuple(h.text for h in free if fold(h.text) not in passed)

    def without(self, positions: Collection[int]) -> "Layout":
        """The layout as if the columns at these places were not there."""
        return replace(self, headings=tuple(h for h in self.headings if h.position not in positions))


Numbered = Sequence[tuple[int, Sequence[Any]]]


def find_layout(
    kind: ImportKind,
    rows: Numbered,
    chosen: Mapping[str, str] | None = None,
    given: Collection[str] = (),
    without: Collection[int] = (),
) -> Layout:
    """The layout of a sheet by its first rows. `chosen` maps headings to columns' names, '' for none, as a person decided.

    `given` are columns that all rows have one value in, so that the sheet need not have them; `without` the places of columns
    that are left out.
    Raises UserError where no headings are found, one column stands twice, or a required one is missing.
    """
    best = _best(kind, rows, chosen or {})
    if best is None or not best.known:
        raise UserError(
            f"見出しの行が見つかりません。はじめの{LOOKED_AT}行のどこかに、{_named(kind)} のような見出しを入れてください。"
        )
    best = best.without(without)
    _refuse_twice(best)
    _refuse_missing(kind, best, given)
    found = _with_unit_columns(_with_units(best, rows))
    for heading in found.known:
        if heading.column and heading.unit_at is None:
            heading.column.reads.refuse_heading(heading.said)
    return found


def guess_layout(kind: ImportKind, rows: Numbered, chosen: Mapping[str, str] | None = None) -> Layout | None:
    """The likeliest layout, complete or not, for a person to put right; of headings nobody knows, the first row with several."""
    best = _best(kind, rows, chosen or {})
    if best is None or best.known:
        return best
    offered = (layout for layout in _candidates(kind, rows[:LOOKED_AT], {}) if len(layout.headings) > 1)
    return next(offered, None)


def _best(kind: ImportKind, rows: Numbered, chosen: Mapping[str, str]) -> Layout | None:
    return max(_candidates(kind, rows[:LOOKED_AT], chosen), key=_worth, default=None)


def _candidates(kind: ImportKind, rows: Numbered, chosen: Mapping[str, str]) -> list[Layout]:
    known, found = _spellings(kind), []
    for place, (number, cells) in enumerate(rows):
        found.append(_layout(number, number + 1, [clean_text(as_text(cell)) for cell in cells], known, kind, chosen))
        if place + 1 < len(rows) and rows[place + 1][0] == number + 1:
            joined = [clean_text(text) for text in _joined(cells, rows[place + 1][1])]
            found.append(_layout(number, number + 2, joined, known, kind, chosen))
    return found


def _worth(layout: Layout) -> tuple[int, int, int]:
    """More columns recognised is better; then one line rather than two, and the higher row."""
    return len(layout.column_names), layout.top - layout.first, -layout.top


def _layout(
    top: int, first: int, texts: Sequence[str], known: Mapping[str, Column], kind: ImportKind, chosen: Mapping[str, str]
) -> Layout:
    headings = [
        Heading(position, " ".join(text.split()), _meant(text, known, kind, chosen))
        for position, text in enumerate(texts)
        if text.strip()
    ]
    return Layout(top, first, tuple(_first_only(headings)))


def _with_units(layout: Layout, rows: Numbered) -> Layout:
    """The layout with the units that stand in a row of their own below the headings, or above the table. Raises UserError."""
    above = _units_above(layout, rows)
    below = next((cells for number, cells in rows if number == layout.first), ())
    in_row = _is_units(below)

    def unit_of(heading: Heading) -> str:
        reader = heading.column.reads if heading.column else None
        if reader is None:
            return ""
        cell = as_text(below[heading.position]) if in_row and heading.position < len(below) else ""
        return reader.unit_in(_bracketed(cell)) or above.get(type(reader), "")

    headings = tuple(replace(heading, unit=unit_of(heading)) for heading in layout.headings)
    return replace(layout, first=layout.first + in_row, headings=headings)


def _bracketed(unit: str) -> str:
    """A unit that stands alone, as a heading would name it."""
    return f"({unit})" if unit and not _ASIDE.search(unit) else unit


def _with_unit_columns(layout: Layout) -> Layout:
    """The layout with each column 「単位」 given to the column of numbers before it, else to the one behind or the only one."""
    numbers = {h.position: h for h in layout.known if h.column and isinstance(h.column.reads, Whole)}
    given: dict[int, int] = {}
    for unit in layout.headings:
        if unit.column is None and _plain(unit.text) == fold("単位"):
            only = list(numbers) if len(numbers) == 1 else []
            beside = [p for p in (unit.position - 1, unit.position + 1, *only) if p in numbers and p not in given]
            given |= {beside[0]: unit.position} if beside else {}
    return replace(layout, headings=tuple(replace(h, unit_at=given.get(h.position)) for h in layout.headings))


def _is_units(cells: Sequence[Any]) -> bool:
    """Whether a row holds nothing but units: (円), 千円, (社)."""
    words = ["".join(digits(as_text(cell)).split()) for cell in cells if not is_empty(cell)]
    return bool(words) and all(_UNITS.fullmatch(word) for word in words)


def _units_above(layout: Layout, rows: Numbered) -> dict[type[Reader], str]:
    """The units named above the headings, 「(単位:千円)」, 「貸付一覧(千円)」: one of money, one of time. Raises UserError for two."""
    texts = ["".join(digits(as_text(cell)).split()) for number, cells in rows if number < layout.top for cell in cells]
    parts = [_bracketed(part) for text in texts for part in _said_as_unit(text)]
    money = {unit for part in parts if yen_scale(unit := money_unit(part))}
    hours = {unit for part in parts if (unit := time_unit(part)) in ("分", "時間")}
    for what, found in (("金額", money), ("時間", hours)):
        if len(found) > 1:
            raise UserError(
                f"表の上に{what}の単位が{len(found)}つあります({'、'.join(sorted(found))})。{what}の見出しに単位を書いてください。"
            )
    return {Yen: next(iter(money), ""), Minutes: next(iter(hours), "")}


def _said_as_unit(text: str) -> list[str]:
    """The parts of a title that say a unit, and not an amount (「1,000万円以下」)."""
    if _UNITS.fullmatch(text):
        return [text]
    return [part for part in _UNIT_ABOVE.findall(text) if part.startswith(("単位", "(")) or part.endswith("単位")]


def units_alone(cells: Sequence[Any]) -> list[str]:
    """The units of money and time that are all a row says, 「(単位:千円)」 below a table, or a remark does (※金額は千円単位)."""
    words = [cell for cell in cells if not is_empty(cell)]
    if len(words) != 1 or words[0].__class__ is not str or (len(words[0]) > LONGEST_UNIT and not is_remark(words)):
        return []
    parts = [_bracketed(part) for part in _said_as_unit("".join(digits(words[0]).split()))]
    units = [unit for part in parts for unit in (money_unit(part), time_unit(part))]
    return [unit for unit in units if yen_scale(unit) or unit in ("分", "時間")]


def _first_only(headings: list[Heading]) -> list[Heading]:
    """A heading merged over several columns stands for the first of them."""
    kept: list[Heading] = []
    for heading in headings:
        last = kept[-1] if kept else None
        if last and last.text == heading.text and last.column and last.position == heading.position - 1:
            heading = replace(heading, column=None, text="")
        kept.append(heading)
    return [heading for heading in kept if heading.text]


def _joined(upper: Sequence[Any], lower: Sequence[Any]) -> list[str]:
    """Two-line headings as one: what stands merged above several columns belongs to each of them."""
    width = max(len(upper), len(lower))
    above, joined = "", []
    for position in range(width):
        top = as_text(upper[position]) if position < len(upper) else ""
        below = as_text(lower[position]) if position < len(lower) else ""
        above = top or (above if below else "")
        joined.append(f"{above}{below}" if below else top)
    return joined


def _meant(text: str, known: Mapping[str, Column], kind: ImportKind, chosen: Mapping[str, str]) -> Column | None:
    spelled = " ".join(text.split())
    if spelled in chosen:
        return next((column for column in kind.columns if column.name == chosen[spelled]), None)
    return next((known[key] for key in _keys(text) if key in known), None)


def _spellings(kind: ImportKind) -> dict[str, Column]:
    """By what each column may be called: every column's own heading goes before another's alias."""
    found = {fold(column.heading): column for column in reversed(kind.columns)}
    for column in kind.columns:
        for word in (column.heading, *column.aliases):
            found.setdefault(fold(word), column)
    for column in kind.columns:
        for word in (column.heading, *column.aliases):
            found.setdefault(_plain(word), column)
    return found


def _keys(text: str) -> list[str]:
    """What a heading may be known by: as written, without asides and marks, and the last line of several."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [key for key in (fold(text), _plain(text), _plain(lines[-1]) if len(lines) > 1 else "") if key]


def _plain(text: str) -> str:
    bare = "".join(_MARKS.sub("", _ASIDE.sub("", digits(text))).split())
    return fold(_UNIT_AT_END.sub("", bare))


def _refuse_twice(layout: Layout) -> None:
    counted = Counter(heading.column.heading for heading in layout.known if heading.column)
    twice = [name for name, number in counted.items() if number > 1]
    if twice:
        raise UserError(
            f"「{'」「'.join(twice)}」の列が2つ以上あります。使わない列の見出しを変えるか、列を消してください。"
        )


def _refuse_missing(kind: ImportKind, layout: Layout, given: Collection[str]) -> None:
    there = layout.column_names | set(given)
    missing = [column.heading for column in kind.columns if column.required and column.name not in there]
    if missing:
        unknown = layout.unknown[:MOST_NAMED]
        hint = f"分からなかった見出し: {'、'.join(unknown)}。" if unknown else ""
        raise UserError(
            f"「{'」「'.join(missing)}」の列がありません。{hint}見出しを直すか、列を選び直すか、全行に同じ値を入れてください。"
        )


def _named(kind: ImportKind) -> str:
    wanted = [column.heading for column in kind.columns if column.required] or [c.heading for c in kind.columns]
    return "「" + "」「".join(wanted[:MOST_NAMED]) + "」"


def is_remark(cells: Sequence[Any]) -> bool:
    """Whether a row is no record but a word below the table: 以上, or a remark (※…) that stands alone."""
    words = [cell for cell in cells if not is_empty(cell)]
    if len(words) != 1 or words[0].__class__ is not str:
        return False
    text = digits(words[0]).strip()
    return bool(_REMARK.fullmatch(text) or _REMARK.fullmatch("".join(text.split())))


def is_total(cells: Sequence[Any]) -> bool:
    """Whether a row is a sum (計, 合計, 4月計) and no record: one of its first words says so."""
    words = [cell for cell in cells if cell.__class__ is str and not is_empty(cell)][:2]
    return any(("計" in word or "平均" in word) and _TOTAL.fullmatch("".join(digits(word).split())) for word in words)


def heading_words(kind: ImportKind) -> frozenset[str]:
    """What a kind's columns may be called, as written: to know another table's headings below the first."""
    return frozenset(word for column in kind.columns for word in (column.heading, *column.aliases))

"""Which column of a sheet is which: by its headings, in any order, however an office has written and laid them out."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from banso.core.errors import UserError
from banso.core.text import digits, fold

from .declaring import Column, ImportKind
from .readers import as_text, is_empty

LOOKED_AT = 30  # rows from the top among which the headings are sought
MOST_NAMED = 8
_ASIDE = re.compile(r"[(（\[【<〈].*?[)）\]】>〉]")
_MARKS = re.compile(r"(必須|任意|[※*＊●:：])")
_TOTAL = re.compile(r"(\d{1,2}月|第?\d四半期|[上下]半?期|年度?|年間|月|日)?(小|合|総|累|総合|中)?計")
REASONS = "取り込めない理由"  # the column that is added to rows that come back
_NUMBERING = {fold(word) for word in ("No", "No.", "№", "番号", "連番", "行番号", "項番", "#")}


@dataclass(frozen=True)
class Heading:
    """A heading as written, where it stands, and the column it was taken for."""

    position: int
    text: str
    column: Column | None


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
        return tuple(h.text for h in self.headings if h.column is None and fold(h.text) not in passed)


Numbered = Sequence[tuple[int, Sequence[Any]]]


def find_layout(
    kind: ImportKind, rows: Numbered, chosen: Mapping[str, str] | None = None, given: Collection[str] = ()
) -> Layout:
    """The layout of a sheet by its first rows. `chosen` maps headings to columns' names, '' for none, as a person decided.

    `given` are columns that all rows have one value in, so that the sheet need not have them.
    Raises UserError where no headings are found, one column stands twice, or a required one is missing.
    """
    best = _best(kind, rows, chosen or {})
    if best is None or not best.known:
        raise UserError(
            f"見出しの行が見つかりません。はじめの{LOOKED_AT}行のどこかに、{_named(kind)} のような見出しを入れてください。"
        )
    _refuse_twice(best)
    _refuse_missing(kind, best, given)
    return best


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
        found.append(_layout(number, number + 1, [as_text(cell) for cell in cells], known, kind, chosen))
        if place + 1 < len(rows) and rows[place + 1][0] == number + 1:
            joined = _joined(cells, rows[place + 1][1])
            found.append(_layout(number, number + 2, joined, known, kind, chosen))
    return found


def _worth(layout: Layout) -> tuple[int, int, int]:
    """More columns recognised is better; then the higher row, and one line rather than two."""
    return len(layout.column_names), -layout.top, -layout.first


def _layout(
    top: int, first: int, texts: Sequence[str], known: Mapping[str, Column], kind: ImportKind, chosen: Mapping[str, str]
) -> Layout:
    headings = [
        Heading(position, " ".join(text.split()), _meant(text, known, kind, chosen))
        for position, text in enumerate(texts)
        if text.strip()
    ]
    return Layout(top, first, tuple(_first_only(headings)))


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
        return kind.column(chosen[spelled]) if chosen[spelled] else None
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
    return fold(_MARKS.sub("", _ASIDE.sub("", digits(text))))


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


def is_total(cells: Sequence[Any]) -> bool:
    """Whether a row is a sum (計, 合計, 4月計) and no record: one of its first words says so."""
    words = [cell for cell in cells if cell.__class__ is str and not is_empty(cell)][:2]
    return any("計" in word and _TOTAL.fullmatch("".join(digits(word).split())) for word in words)

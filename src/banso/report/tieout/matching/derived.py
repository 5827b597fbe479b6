"""What a draft works out of its own figures beside them: 増減, 前年度比, 構成比. Known by its heading, checked where both parts are there."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import floor
from typing import Literal

from banso.report.document import Figure, FigureKey, FoundAs

from ..agreement import Agreements
from ..finding import Finding, Status
from ..numbers import Said, base_unit
from ..plain import clean, normalise
from ..reading.draft import DraftCell, DraftLine
from .expected import ExpectedTable, fixed
from .fitting import named
from .grid import Found, Numbers
from .labels import without_years
from .placed import Matched, Place
from .sentences import own_year

_DERIVED = re.compile(
    r"対?(?:前|昨)?(?:年度?|期)?(?:同期|同月)?(?:から|より|と)?(?:の|との)?(?:比較増減|増減|増加|減少|比較|差引|差異|差|対比|比|伸び?|増)"
    r"(?:数|額|率|比|幅|値|件数|人数|社数|金額|割合|増減)?率?|構成(?:比|割合)率?|割合|達成率|進捗率|執行率|充足率|シェア|[A-Za-z][-/][A-Za-z]"
)
_ASIDE = re.compile(r"[(\[【<].*?[)\]】>]")
_RATE = re.compile(r"率|割合|%|比(?!較)|シェア|[A-Za-z]/[A-Za-z]")
_CHANGE = re.compile(r"増減率|増加率|減少率|伸び?率")
_OTHER = re.compile(r"構成|割合|達成|進捗|執行|充足|シェア")
_ANSWERS = ("増加", "減少", "増")
_PLAIN = (*_ANSWERS, "差", "差異", "比", "比較", "伸び", "割合", "シェア")
_NUMBER = re.compile(
    r"(?P<minus>[-△▲(]|マイナス)?\+?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<rate>%|ポイント|倍)?[^\d減]*(?P<less>減)?[^\d]*"
)
_COMPARED = re.compile(r"(?:前|昨)年度?(?:同期)?(?:の[^。]{0,20}?)?(?:比|より|に比べて?|と比べて?)[^\d。]{0,12}$")
_MOVES = re.compile(
    r"\s*[(\[]?(?:[\d.]+%)?[)\]]?\s*(?:の|も|ほど)?\s*(?P<up>増|上回|多[いくか]|伸び|プラス)?(?P<down>減|下回|少な|マイナス)?"
)
_HEADS = 3
SURE = 0.75


@dataclass
class Derived:
    """A column or row that is worked out: its heading, and its cells, each with the line or column it belongs to."""

    heading: str
    cells: list[tuple[DraftCell, list[DraftCell]]]


class DerivedNumbers:
    """The numbers of a section's lines that its own figures make; set apart before figures are looked for."""

    def __init__(self, lines: Sequence[DraftLine], tables: Sequence[ExpectedTable], numbers: Numbers) -> None:
        self.numbers = numbers
        expected = {one for table in tables for row in table.heads for one in row}
        expected |= {one for table in tables for row in table.rows for one in row.labels}
        self.known = {one.letters for one in expected}
        fixed_texts = (fixed(cell.runs) for table in tables for row in table.table.rows for cell in row)
        self.known |= {
            re.sub(r"[\W_]+", "", clean(text)) for text in fixed_texts if text.strip()
        }  # 前年度比 is no year there
        self.found = list(self._in_tables(lines))
        for derived in self.found:
            for cell, _ in derived.cells:
                numbers.set_aside(cell)

    def _in_tables(self, lines: Sequence[DraftLine]) -> Iterator[Derived]:
        for key, rows in groupby(lines, key=lambda line: (line.table, line.table is None and len(line.cells))):
            group = list(rows)
            if key[0] is not None or len(group[0].cells) > 1:
                yield from self._columns(group)
                yield from self._rows(group)

    def _says_derived(self, text: str, *, in_row: bool = False) -> bool:
        """Whether a heading says so; of rows' labels the plainer words do not, for answers of a survey are called so too."""
        if not text or len(text) > 40:
            return False
        plain = re.sub(r"[\s△▲・:]", "", _ASIDE.sub("", normalise(text))) or re.sub(r"[\s()\[\]]", "", normalise(text))
        if plain in _PLAIN and (in_row or plain in _ANSWERS):
            return False
        return bool(_DERIVED.fullmatch(plain)) and re.sub(r"[\W_]+", "", clean(text)) not in self.known

    def _columns(self, group: list[DraftLine]) -> Iterator[Derived]:
        heads = group[:_HEADS]
        for column in range(max(len(line.cells) for line in heads)):
            said = [(n, _text(line, column)) for n, line in enumerate(heads)]
            at = next((n for n, text in said if self._says_derived(text)), None)
            if at is None:
                at = self._merged(heads, column)
            if at is None:
                continue
            words = " ".join(
                text for n, text in said if n >= at and text and not _NUMBER.fullmatch(clean(text).strip())
            )
            heading = words or next(cell.text for cell in heads[at].cells if self._says_derived(cell.text))
            below = [(line.cells[column], list(line.cells)) for line in group[at + 1 :] if _has_number(line, column)]
            if below:
                yield Derived(heading, below)

    def _merged(self, heads: list[DraftLine], column: int) -> int | None:
        """The heading line in which a merged heading reaches over this column, whose own words stand below."""
        for n, line in enumerate(heads[:-1]):
            left = next((text for x in range(column, -1, -1) if (text := _text(line, x))), "")
            below = _text(heads[n + 1], column)
            if self._says_derived(left) and below and not re.search(r"\d", clean(below)) and not _text(line, column):
                return n
        return None

    def _rows(self, group: list[DraftLine]) -> Iterator[Derived]:
        for line in group:
            label = next((cell for cell in line.cells if cell.text), None)
            if label is None or not self._says_derived(label.text, in_row=True):
                continue
            cells = [
                (cell, [other.cells[x] for other in group if x < len(other.cells)])
                for x, cell in enumerate(line.cells)
                if cell is not label and _has_number(line, x)
            ]
            if cells:
                yield Derived(label.text, cells)

    def compare(self, matched: Matched, places: dict[int, list[tuple[Figure, Place]]], agreements: Agreements) -> None:
        """Check each number against the figures in its row or column: wrong ones one by one, the others in one line a heading."""
        for derived in self.found:
            right, left = 0, 0
            for cell, beside in derived.cells:
                pair = _pair([one for other in beside for one in places.get(id(other), ())], cell, beside)
                wrong = _wrong(derived.heading, cell, pair, agreements) if pair else None
                if wrong is None or _OTHER.search(derived.heading):
                    left += 1
                elif wrong:
                    matched.derived.append(wrong)
                else:
                    right += 1
            matched.derived.append(_told(matched, derived, right, left))


def _told(matched: Matched, derived: Derived, right: int, left: int) -> Finding:
    notes = [f"{right}個は元の数値と合っています。"] if right else []
    notes += [f"{left}個は突き合わせていません。"] if left else []
    section = matched.section
    key = FigureKey(section.number, section.programme or section.heading, "", derived.heading, "", "")
    note = "ほかの数値から計算した欄です。" + "".join(notes)
    return Finding(Status.DERIVED, derived.cells[0][0].where, key, derived.heading, "", note)


Part = tuple[Figure, Place]


def _pair(parts: Sequence[Part], cell: DraftCell, beside: Sequence[DraftCell]) -> tuple[Part, Part] | None:
    """(last year's, this year's) figure of the same thing; of several the nearest before the cell."""
    order = {id(one): n for n, one in enumerate(beside)}
    here = order.get(id(cell), 0)
    pairs = [
        (last, this)
        for last in parts
        for this in parts
        if _same_thing(last[0], this[0]) and (own_year(this[0]) or 0) == (own_year(last[0]) or 0) + 1
    ]
    return min(pairs, key=lambda pair: _distance(order[id(pair[1][1].cell)], here), default=None)


def _distance(place: int, here: int) -> tuple[bool, int]:
    return place > here, abs(here - place)


def _same_thing(a: Figure, b: Figure) -> bool:
    if a.unit != b.unit or a.key.table != b.key.table or a.found_as is FoundAs.ROWS:
        return False
    return without_years(a.key.row) == without_years(b.key.row) and without_years(a.key.column) == without_years(
        b.key.column
    )


def _wrong(
    heading: str, cell: DraftCell, pair: tuple[Part, Part], agreements: Agreements
) -> Finding | None | Literal[False]:
    """False where the cell says what its two figures make, the finding where not, None where that cannot be told."""
    said = _NUMBER.fullmatch(clean(cell.text).strip())
    tokens = [agreements.expected(figure).of(place.token) for figure, place in pair]
    if said is None or any(token.said is not Said.NUMBER for token in tokens):
        return None
    (last, this), scale = (token.amount for token in tokens), base_unit(pair[1][0].unit)[0]
    number = Fraction(said["number"].replace(",", "")) * (-1 if said["minus"] or said["less"] else 1)
    step = Fraction(1, 10 ** len(said["number"].partition(".")[2]))
    rates = _rates(heading, last, this) if last else []
    is_rate = bool(_RATE.search(heading) or said["rate"])
    exact = [Fraction(figure.value.number or 0) for figure, _ in pair]
    differences = [(this - last) / scale, (exact[1] - exact[0]) / scale]
    surely_rate = bool(said["rate"] or "率" in heading or "%" in heading)
    wanted = [*(rates if is_rate else []), *([] if surely_rate else differences)]
    if not wanted:
        return None
    if any(number in _rounded(one, step) for one in wanted):
        return False
    expected = wanted[0]
    texts = " と ".join(place.token.text for _, place in pair)
    shown = f"{float(_rounded(expected, step)[0]):,.10g}"
    return Finding(
        Status.SUM_DIFFERS, cell.where, pair[1][0].key, cell.text, shown, f"{heading}: {texts} から計算すると {shown}"
    )


def _rates(heading: str, last: Fraction, this: Fraction) -> list[Fraction]:
    """What may be said of a change: by how many per cent, or how many per cent or times it is now."""
    change = (this - last) / abs(last)
    return [change * 100, change] if _CHANGE.search(heading) else [this / last * 100, change * 100, this / last, change]


def _rounded(number: Fraction, step: Fraction) -> list[Fraction]:
    sign = -1 if number < 0 else 1
    places = abs(number) / step
    return [sign * floor(places + Fraction(1, 2)) * step, sign * floor(places) * step]


def _text(line: DraftLine, column: int) -> str:
    return line.cells[column].text if column < len(line.cells) else ""


def _has_number(line: DraftLine, column: int) -> bool:
    return bool(re.search(r"\d", clean(_text(line, column)))) or clean(_text(line, column)).strip() == "-"


def compare_told(matched: Matched, left: Iterable[Found], agreements: Agreements, numbers: Numbers) -> None:
    """Differences told in a sentence (前年度より173件増): checked against the figures they are of."""
    parts = [(figure, place) for figure, place in matched.found.items() if own_year(figure)]
    for one in left:
        moves = _MOVES.match(one.token.after)
        up, down = bool(moves and moves["up"]), bool(moves and moves["down"])
        if not (_COMPARED.search(one.token.before) or up or down) or one.token.said is not Said.NUMBER:
            continue
        pairs = [(last, this) for last in parts for this in parts if _is_year_on_year(last, this, one)]
        meant = max(pairs, key=lambda pair: named(pair[1][0], one.token.before, ""), default=None)
        is_named = meant is not None and named(meant[1][0], one.token.before, "") >= SURE
        amount = -one.token.amount if down else one.token.amount
        equal = [pair for pair in ([meant] if is_named and meant else pairs) if _difference(pair, agreements) == amount]
        if not equal and not (is_named and meant):
            continue
        numbers.used.add(id(one.token))
        if not equal and meant:
            shown = f"{float(_difference(meant, agreements) / one.token.scale):,.10g}"
            texts = " と ".join(place.token.text for _, place in meant)
            note = f"増減: {texts} から計算すると {shown}"
            finding = Finding(Status.SUM_DIFFERS, one.cell.where, meant[1][0].key, one.token.text, shown, note)
            matched.derived.append(finding)


def _is_year_on_year(last: Part, this: Part, one: Found) -> bool:
    same_unit = base_unit(this[0].unit)[1] == one.token.unit and _same_thing(last[0], this[0])
    return same_unit and (own_year(this[0]) or 0) == (own_year(last[0]) or 0) + 1


def _difference(pair: tuple[Part, Part], agreements: Agreements) -> Fraction:
    last, this = (agreements.expected(figure).of(place.token).amount for figure, place in pair)
    return this - last

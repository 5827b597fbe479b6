"""Figures that can hardly be right: a part greater than its whole, or equal to it where other rows say that it is not; a sum greater than so
many times the most that each may come to.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from banso.core.money import yen_text
from banso.figures.cells import Cell, Where
from banso.figures.measures import get_measure
from banso.figures.values import YEN
from banso.report.document import Document, Figure

from .finding import Finding, Status
from .matching.placed import Place


def implausible(document: Document, found: Mapping[Figure, Place]) -> list[Finding]:
    """Doubtful parts (うち…) of a draft, table by table. They may be right all the same: a person has to judge."""
    tables: dict[tuple[str, str], list[tuple[Figure, Figure]]] = {}
    for whole, part in _parts(document):
        if whole in found and part in found:
            tables.setdefault((part.key.section, part.key.table), []).append((whole, part))
    doubts = [finding for pairs in tables.values() for finding in _doubts(pairs, found)]
    return [*doubts, *_beyond_the_most(document, found)]


def _beyond_the_most(document: Document, found: Mapping[Figure, Place]) -> Iterator[Finding]:
    """Sums beyond how many there are, as the draft prints them, times the most that one may come to."""
    figures = document.figures()
    for figure, place in found.items():
        of = figure.cell
        most = get_measure(of.measure).most if of else None
        if of is None or most is None:
            continue
        numbers = {found[one].token.amount for one in figures if one in found and _where(one, most[0], of) == of.where}
        asked = [(one.value.number, _where(one, most[1], of)) for one in figures]
        known = [cap for cap, where in asked if cap is not None and where is not None and set(where) >= set(of.where)]
        if len(numbers) != 1 or not known:
            continue
        (number,) = numbers
        if _in_yen(figure, place) - place.token.step > number * max(known):
            said = f"{number}件に上限額を掛けた{yen_text(int(number * max(known)))}を超えています。写し間違いでないか確かめてください。"
            yield Finding(Status.IMPLAUSIBLE, place.cell.where, figure.key, place.token.text, figure.printed, said)


def _where(one: Figure, measure: str, of: Cell) -> Where | None:
    """Under which conditions a figure asks that measure of the same programme and period; None for any other figure."""
    if one.cell is None or (one.cell.measure, one.cell.programme, one.cell.period) != (
        measure,
        of.programme,
        of.period,
    ):
        return None
    return one.cell.where


def _in_yen(figure: Figure, place: Place) -> Fraction:
    """A sum as the draft prints it; where no unit is written, in that of its column."""
    return place.token.amount if place.token.unit else place.token.amount * YEN.get(figure.unit, 1)


def _parts(document: Document) -> Iterator[tuple[Figure, Figure]]:
    """(whole, part): the same question, the part under one condition more; both in one row of one table."""
    rows: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in document.figures():
        rows.setdefault((figure.key.section, figure.key.table, figure.key.row), []).append(figure)
    for row in rows.values():
        for whole in row:
            for part in row:
                if whole.cell and part.cell and _is_part(part.cell, whole.cell):
                    yield whole, part


def _is_part(part: Cell, whole: Cell) -> bool:
    same = (part.measure, part.programme, part.period) == (whole.measure, whole.programme, whole.period)
    return same and set(whole.where) < set(part.where)


def _doubts(pairs: list[tuple[Figure, Figure]], found: Mapping[Figure, Place]) -> Iterator[Finding]:
    numbers = [(found[whole].token.amount, found[part].token.amount) for whole, part in pairs]
    some_are_less = any(part < whole for whole, part in numbers)
    for (_, part), (whole_number, part_number) in zip(pairs, numbers, strict=True):
        place = found[part]
        if part_number > whole_number:
            note = "内訳が全体より大きくなっています。"
        elif part_number == whole_number and part_number and some_are_less:
            note = "内訳が全体と同じです。ほかの行では内訳が全体より少ないため、写し間違いでないか確かめてください。"
        else:
            continue
        yield Finding(Status.IMPLAUSIBLE, place.cell.where, part.key, place.token.text, part.printed, note)

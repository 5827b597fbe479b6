"""Figures that can hardly be right: a part greater than its whole, or equal to it where other rows say that it is not."""

from collections.abc import Iterator, Mapping

from banso.figures.cells import Cell
from banso.report.document import Document, Figure

from .finding import Finding, Status
from .matching.placed import Place


def implausible(document: Document, found: Mapping[Figure, Place]) -> list[Finding]:
    """Doubtful parts (うち…) of a draft, table by table. They may be right all the same: a person has to judge."""
    tables: dict[tuple[str, str], list[tuple[Figure, Figure]]] = {}
    for whole, part in _parts(document):
        if whole in found and part in found:
            tables.setdefault((part.key.section, part.key.table), []).append((whole, part))
    return [finding for pairs in tables.values() for finding in _doubts(pairs, found)]


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

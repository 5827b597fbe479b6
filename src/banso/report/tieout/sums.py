"""Rows of a draft that should add up by themselves, whatever the records say."""

from collections.abc import Iterable

from banso.figures.periods import InYear, Since
from banso.report.document import Document, Figure

from .finding import Finding, Status
from .match import Found, Matched

Numbers = dict[Figure, Found]


def sums_that_differ(document: Document, matched: Iterable[Matched]) -> list[Finding]:
    """Totals whose parts, as the draft prints them, make another number."""
    found = {figure: place for section in matched for figure, place in section.found.items()}
    findings = []
    for total, parts in [*_sums(document), *_accumulated(document)]:
        if total not in found or any(part not in found for part in parts):
            continue
        printed = found[total].token
        counted = sum(int(found[part].token.value or 0) for part in parts)
        if printed.value is not None and counted != printed.value:
            note = " + ".join(found[part].token.text for part in parts) + f" = {counted:,}"
            place = found[total].cell.where
            findings.append(
                Finding(Status.SUM_DIFFERS, place, total.key, printed.text, f"{counted:,}{total.unit}", note)
            )
    return findings


def _sums(document: Document) -> list[tuple[Figure, tuple[Figure, ...]]]:
    return [(figure, figure.parts) for figure in document.figures() if figure.parts]


def _accumulated(document: Document) -> list[tuple[Figure, tuple[Figure, ...]]]:
    """Cumulative figures all of whose years the report prints."""
    by_question = {
        (f.cell.measure, f.cell.programme, f.cell.where, f.cell.period): f for f in document.figures() if f.cell
    }
    sums = []
    for figure in by_question.values():
        assert figure.cell is not None
        period = figure.cell.period
        if isinstance(period, Since):
            asked = [
                (figure.cell.measure, figure.cell.programme, figure.cell.where, InYear(year)) for year in period.years
            ]
            if all(question in by_question for question in asked):
                sums.append((figure, tuple(by_question[question] for question in asked)))
    return sums

"""Rows of a draft that should add up by themselves, whatever the records say."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from banso.figures.periods import InYear, Since
from banso.report.document import Document, Figure

from .agreement import Agreements
from .finding import Finding, Status
from .matching.placed import Place
from .numbers import Said, base_unit


def sums_that_differ(document: Document, places: Mapping[Figure, Place], agreements: Agreements) -> list[Finding]:
    """Totals whose parts, as the draft prints them, make another number.

    Where the total and every part are what the records say, the difference is one of rounding, and none of the draft's.
    """
    findings = []
    for total, parts in [*_sums(document), *_accumulated(document)]:
        if any(figure not in places or places[figure].token.said is Said.PENDING for figure in (total, *parts)):
            continue
        tokens = {figure: agreements.expected(figure).of(places[figure].token) for figure in (total, *parts)}
        counted = sum((tokens[part].amount for part in parts), start=Fraction(0))
        agree = all(agreements.compare(figure, places[figure].token).agrees for figure in (total, *parts))
        if tokens[total].said is Said.NUMBER and counted != tokens[total].amount and not agree:
            scale, _ = base_unit(total.unit)
            said = f"{_plain(counted / scale)}{total.unit}"
            note = " + ".join(places[part].token.text for part in parts) + f" = {said}"
            place = places[total]
            findings.append(Finding(Status.SUM_DIFFERS, place.cell.where, total.key, place.token.text, said, note))
    return findings


def _plain(number: Fraction) -> str:
    return f"{number.numerator:,}" if number.denominator == 1 else f"{float(number):,g}"


def _sums(document: Document) -> Iterable[tuple[Figure, tuple[Figure, ...]]]:
    return [(figure, figure.parts) for figure in document.figures() if figure.is_sum]


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

"""Which figures a record would move, before it is saved: recorded, counted by the engine, and rolled back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, transaction

from banso.figures.evaluate import evaluate
from banso.report.counting import Place, closed_years, places_counting, rows_counted, years_of
from banso.report.models import Outline
from banso.work.consultations.models import Consultation


@dataclass(frozen=True)
class Move:
    """A figure the record counts in: before and after. They are equal where its firm is counted already."""

    question: Place
    before: str
    after: str


@dataclass(frozen=True)
class Moves:
    """All of them, of one fiscal year: whether its report is outlined, and whether it is closed already."""

    fiscal_year: int
    moves: list[Move]
    outlined: bool
    closed: bool


def moves_of(fiscal_year: int, write: Callable[[], Consultation]) -> Moves:
    """The figures that what `write` records would move: those its page names afterwards. Nothing of it stays written.

    Raises whatever `write` raises.
    """
    with transaction.atomic():
        rows = rows_counted(write())
        places = places_counting(rows)
        cells = {cell for place in places for cell in place.cells}
        after = evaluate(cells, using=DEFAULT_DB_ALIAS)
        closed = bool(closed_years(years_of(rows)))
        transaction.set_rollback(True)
    before = evaluate(cells, using=DEFAULT_DB_ALIAS)
    moves = [Move(place, place.printed(before), place.printed(after)) for place in places]
    return Moves(fiscal_year, moves, Outline.objects.filter(fiscal_year=fiscal_year).exists(), closed)

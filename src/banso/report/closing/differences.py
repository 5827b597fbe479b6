"""What the records of a closed year say today, where it is not what was printed."""

from dataclasses import dataclass

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.core.trail import verb
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.formulas import Formula, Sum, answer, answer_in_words, from_data
from banso.figures.models import Correction, FrozenFigure, FrozenYear
from banso.figures.tracing import record_ids
from banso.figures.values import Value
from banso.registers.models import User

from .printed import as_decimal


@dataclass(frozen=True)
class Difference:
    """A closed figure that now counts otherwise: what was printed, what it would print, which records came or went.

    `corrected` is the accepted 訂正, if the present number is the one it accepted.
    """

    figure: FrozenFigure
    value: Value
    printed_now: str
    added: tuple[int, ...]
    removed: tuple[int, ...]
    corrected: Correction | None


def differences(fiscal_year: int) -> list[Difference]:
    """The figures of a closed year that differ from the records now. Raises UserError if the year is not closed."""
    year = FrozenYear.objects.filter(fiscal_year=fiscal_year).first()
    if year is None:
        raise UserError(
            f"{fiscal_year_label(fiscal_year)}はまだ締められていません。締めた年度だけ、印刷した数値との違いを調べられます。"
        )
    counted = year.figures.exclude(cells=[])  # the others were taken from earlier printed reports
    frozen = list(counted.prefetch_related("corrections"))
    values = evaluate(Cell.parse(key) for figure in frozen for key in figure.cells)
    return [
        _difference(figure, value, answer_in_words(formula, values, figure.unit, figure.qualifier))
        for figure in frozen
        if _differs(figure, value := answer(formula := _formula(figure), values))
    ]


def _formula(figure: FrozenFigure) -> Formula:
    """What the figure asks."""
    cells = [Cell.parse(key) for key in figure.cells]
    if figure.formula:
        return from_data(figure.formula)
    return cells[0] if len(cells) == 1 else Sum(tuple(cells))


def _differs(figure: FrozenFigure, value: Value) -> bool:
    return (figure.state, figure.number) != (value.state.value, as_decimal(value.number))


def _difference(figure: FrozenFigure, value: Value, printed_now: str) -> Difference:
    now = {pk for key in figure.cells for pk in record_ids(Cell.parse(key))}
    then = set(figure.record_ids)
    accepted = [c for c in figure.corrections.all() if c.number_after == as_decimal(value.number)]
    return Difference(
        figure=figure,
        value=value,
        printed_now=printed_now,
        added=tuple(sorted(now - then)),
        removed=tuple(sorted(then - now)),
        corrected=accepted[-1] if accepted else None,
    )


@verb
def accept_correction(figure: FrozenFigure, *, reason: str, by: User | None) -> Correction:
    """Accept that a closed figure counts differently now (訂正). Raises UserError without a reason or a difference."""
    if not reason.strip():
        raise UserError("訂正の理由を入力してください。")
    present = next((d for d in differences(figure.year.fiscal_year) if d.figure.pk == figure.pk), None)
    if present is None:
        raise UserError("この数値は印刷したときと同じです。訂正の必要はありません。")
    return Correction.objects.create(
        figure=figure,
        printed_before=figure.printed,
        printed_after=present.printed_now,
        number_after=as_decimal(present.value.number),
        reason=reason.strip(),
        accepted_by=by,
    )

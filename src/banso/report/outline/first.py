"""A first outline from the programmes: a section for each, with a table of what its records can be counted by so far."""

from collections import Counter

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.core.trail import verb
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.measures import Counted, Measure, measures_as_declared
from banso.figures.periods import InYear
from banso.registers.centre import centre_name
from banso.registers.models import ProgrammeYear, User
from banso.report.models import Outline, OutlineSection

DEEPEST = 4


@verb
def first_outline(fiscal_year: int, *, by: User | None) -> Outline:
    """Make a year's outline from its programmes, each under the one above it, in the order they were begun.

    Raises UserError where the year has no programmes, or its outline has sections already.
    """
    label = fiscal_year_label(fiscal_year)
    running = list(ProgrammeYear.objects.filter(fiscal_year=fiscal_year).select_related("programme").order_by("pk"))
    if not running:
        raise UserError(f"{label}の事業がありません。先に「事業を始める」で登録してください。")
    outline, _ = Outline.objects.get_or_create(
        fiscal_year=fiscal_year, defaults={"title": f"{label}事業報告書", "centre": centre_name()}
    )
    if outline.sections.exists():
        raise UserError(f"{label}の構成には、すでに節があります。節ごとに直してください。")
    tables = _tables(running)
    OutlineSection.objects.bulk_create(
        OutlineSection(
            outline=outline,
            position=position,
            level=level,
            number=number,
            mark=mark,
            by_place=True,
            programme=row.programme,
            blocks=tables[row.programme.code],
        )
        for position, (row, level, number, mark) in enumerate(_in_order(running))
    )
    return outline


def _in_order(running: list[ProgrammeYear]) -> list[tuple[ProgrammeYear, int, str, str]]:
    """(programme, level, number, mark): 1, 1-(1), 1-(1)-1… as the programmes stand under each other."""
    known = {row.programme_id for row in running}
    below: dict[int | None, list[ProgrammeYear]] = {}
    for row in running:
        above = row.programme.parent_id if row.programme.parent_id in known else None
        below.setdefault(above, []).append(row)

    def under(above: int | None, level: int, before: str) -> list[tuple[ProgrammeYear, int, str, str]]:
        found = []
        for place, row in enumerate(below.get(above, []), 1):
            mark = f"({place})" if level % 2 == 0 else str(place)
            number = f"{before}-{mark}" if before else mark
            found += [(row, min(level, DEEPEST), number, mark), *under(row.programme_id, level + 1, number)]
        return found

    return under(None, 1, "")


def _tables(running: list[ProgrammeYear]) -> dict[str, list[dict[str, object]]]:
    """{programme: its blocks}: one table of every measure that found records this year or the year before."""
    measures = [
        m for m in measures_as_declared() if isinstance(m.count, Counted) and not m.brings_units and not m.is_given
    ]
    asked = {
        (row.programme.code, measure.code): [
            Cell.of(measure.code, row.programme.code, InYear(row.fiscal_year - back)) for back in (0, 1)
        ]
        for row in running
        for measure in measures
    }
    values = evaluate(cell for cells in asked.values() for cell in cells)
    found: dict[str, list[dict[str, object]]] = {}
    for row in running:
        counted = [m for m in measures if any(values[cell].number for cell in asked[row.programme.code, m.code])]
        found[row.programme.code] = [{"matrix": {"rows": _rows(counted)}}] if counted else []
    return found


def _rows(measures: list[Measure]) -> list[dict[str, object]]:
    times = Counter(measure.label for measure in measures)
    return [{"label": m.label if times[m.label] == 1 else f"{m.label}({m.unit})", "measure": m.code} for m in measures]

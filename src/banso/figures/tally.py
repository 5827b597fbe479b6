"""Tallies: counts kept up to date by the database, for figures that would otherwise read every record of many years.

A table is tallied by adding `tally_triggers(...)` to its `Meta.triggers`. After each statement, a trigger adds up what the
statement changed, group by group, and appends the difference; it sees bulk operations and raw SQL as well. A subject's
first record in a group adds one distinct subject, its last one to go takes it away.

Two tables: `TallySubject` holds one row per group and subject (what distinct counts need), `TallyEntry` the groups'
signed differences. Groups are programme, fiscal year and a cell: the values of the declared dimensions joined by `|`.
"""

import pgtrigger
from django.db import transaction

from .measures import Counted, Distinct, Flow, Measure, Rows, Total, all_measures
from .models import TallyEntry

TALLY_COLUMNS = {Rows: "rows", Distinct: "subjects", Total: "amount"}

_CHANGED = {
    pgtrigger.Insert: "SELECT 1 AS sign, t.* FROM new_values t",
    pgtrigger.Delete: "SELECT -1 AS sign, t.* FROM old_values t",
    pgtrigger.Update: "SELECT 1 AS sign, t.* FROM new_values t UNION ALL SELECT -1 AS sign, t.* FROM old_values t",
}

_FUNCTION = """
    WITH changed AS ({changed}),
    differences AS (
        SELECT programme_id, {fiscal_year} AS fiscal_year, {cell} AS cell, {subject} AS subject_id,
               sum(sign) AS rows, sum(sign * {amount}) AS amount
        FROM changed GROUP BY 1, 2, 3, 4
    ),
    subjects AS (
        INSERT INTO public.figures_tallysubject AS kept (source, programme_id, fiscal_year, cell, subject_id, rows)
        SELECT '{source}', programme_id, fiscal_year, cell, subject_id, rows
        FROM differences WHERE subject_id IS NOT NULL AND rows <> 0
        ORDER BY programme_id, fiscal_year, cell, subject_id
        ON CONFLICT (source, programme_id, fiscal_year, cell, subject_id) DO UPDATE SET rows = kept.rows + excluded.rows
        RETURNING programme_id, fiscal_year, cell, subject_id, rows
    ),
    crossed AS (
        SELECT s.programme_id, s.fiscal_year, s.cell,
               sum(CASE WHEN s.rows > 0 AND s.rows = d.rows THEN 1 WHEN s.rows = 0 THEN -1 ELSE 0 END) AS subjects
        FROM subjects s JOIN differences d USING (programme_id, fiscal_year, cell, subject_id) GROUP BY 1, 2, 3
    ),
    groups AS (
        SELECT programme_id, fiscal_year, cell, sum(rows) AS rows, sum(amount) AS amount FROM differences GROUP BY 1, 2, 3
    )
    INSERT INTO public.figures_tallyentry (source, programme_id, fiscal_year, cell, rows, amount, subjects)
    SELECT '{source}', g.programme_id, g.fiscal_year, g.cell, g.rows, g.amount, coalesce(c.subjects, 0)
    FROM groups g LEFT JOIN crossed c USING (programme_id, fiscal_year, cell)
    WHERE g.rows <> 0 OR g.amount <> 0 OR coalesce(c.subjects, 0) <> 0;
    RETURN NULL;
"""


def tally_triggers(
    source: str,
    *,
    dimensions: tuple[str, ...] = (),
    subject: str = "NULL::bigint",
    amount: str = "0",
    fiscal_year: str = "fiscal_year",
) -> list[pgtrigger.Trigger]:
    """The triggers that keep one table's tally; all arguments are column names of that table.

    `dimensions` in the order of the measure's :class:`~banso.figures.measures.TallyGrain`, `subject` the column of the
    firm or person counted distinctly, `amount` the column summed.
    """
    cell = " || '|' || ".join(f"coalesce({column}::text, '')" for column in dimensions) or "''"
    return [
        pgtrigger.Trigger(
            name=f"tally_{operation}".lower(),
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(  # type: ignore[no-untyped-call]
                old="old_values" if operation != pgtrigger.Insert else None,
                new="new_values" if operation != pgtrigger.Delete else None,
            ),
            func=_FUNCTION.format(
                changed=changed, source=source, cell=cell, subject=subject, amount=amount, fiscal_year=fiscal_year
            ),
        )
        for operation, changed in _CHANGED.items()
    ]


FOLD = """
    WITH gone AS (DELETE FROM figures_tallyentry RETURNING source, programme_id, fiscal_year, cell, rows, amount, subjects)
    INSERT INTO figures_tallyentry (source, programme_id, fiscal_year, cell, rows, amount, subjects)
    SELECT source, programme_id, fiscal_year, cell, sum(rows), sum(amount), sum(subjects) FROM gone GROUP BY 1, 2, 3, 4
"""


def fold() -> int:
    """Replace the differences of every group by their sum; the number of entries left. Safe while others write."""
    with transaction.atomic(), transaction.get_connection().cursor() as cursor:
        cursor.execute(FOLD)
        cursor.execute("DELETE FROM figures_tallysubject WHERE rows = 0")
    return TallyEntry.objects.count()


def all_drifts() -> list[str]:
    """Where the tallies disagree with the records they count, in words; empty when all is well. Reads every record."""
    return [drift for measure in all_measures() if measure.tally for drift in _drifts(measure)]


def _drifts(measure: Measure) -> list[str]:
    assert measure.tally is not None and isinstance(measure.timing, Flow) and isinstance(measure.count, Counted)
    paths = [measure.dimensions[name].path for name in measure.tally.dimensions]
    columns = [measure.programme, measure.timing.fiscal_year, *paths]
    groups = measure.population().order_by().values_list(*columns).annotate(n=measure.count.expression())
    counted = {tuple(map(str, group)): n for *group, n in groups}
    kept: dict[tuple[str, ...], int] = {}
    column = TALLY_COLUMNS[type(measure.count)]
    for entry in TallyEntry.objects.filter(source=measure.tally.source):
        codes = entry.cell.split("|") if measure.tally.dimensions else []
        group = (str(entry.programme_id), str(entry.fiscal_year), *codes)
        kept[group] = kept.get(group, 0) + getattr(entry, column)
    return [
        f"{measure.label} {'/'.join(group)}: 記録 {counted.get(group, 0)} 自動集計 {kept.get(group, 0)}"
        for group in sorted(counted.keys() | kept.keys())
        if counted.get(group, 0) != kept.get(group, 0)
    ]

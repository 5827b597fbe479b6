"""The whole report of one year, and one figure over 6 years and 12 programmes, as Banso answers them and as DuckDB does."""

import gc
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from banso.figures.tally import all_drifts, fold
from banso.registers.models import Programme, ProgrammeYear
from banso.report.compose import compose, questions

from .worlds import reference_world

YEARS = range(2004, 2024)
YEAR_ROWS = 20_000  # in the report's own two years, whatever the size of the rest
TABLE_YEARS, TABLE_PROGRAMMES = range(2016, 2022), 12
TIMES = 7
CONSULTATION = "consultations_consultation"


def compare(rows: int) -> Iterator[str]:
    """Lines of results for one size."""
    prepare(rows)
    yield f"{rows:>12,} rows: peak memory of the report {_peak_memory(lambda: compose(2023))} MB, before DuckDB takes its copy"
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(":memory:", config={"threads": 2}) as rival:
        copy_to(rival, Path(folder))
        yield from _report(rows, rival)
        yield from _table(rows, rival)


def _report(rows: int, rival: duckdb.DuckDBPyConnection) -> Iterator[str]:
    cells = list(dict.fromkeys(f.cell for f in questions(2023) if f.cell))
    evaluate(cells)
    with CaptureQueriesContext(connection) as captured:
        evaluate(cells)
    statements = [_in_their_words(query["sql"]) for query in captured if _counts(query["sql"])]
    whole, figures = _median(lambda: compose(2023)), _median(lambda: evaluate(cells))
    theirs = _median(lambda: [rival.execute(statement).fetchall() for statement in statements])
    yield f"{rows:>12,} rows: whole report {whole:.0f} ms; its figures {figures:.0f} ms; DuckDB, the same figures {theirs:.0f} ms ({theirs / figures:.1f} x)"


def _table(rows: int, rival: duckdb.DuckDBPyConnection) -> Iterator[str]:
    programmes = [f"bench-{number}" for number in range(TABLE_PROGRAMMES)]
    cells = [
        Cell.of("consultations.companies", programme, InYear(year)) for programme in programmes for year in TABLE_YEARS
    ]
    values = evaluate(cells)
    ids = dict(Programme.objects.filter(code__in=programmes).values_list("pk", "code"))
    raw = f"""SELECT programme_id, fiscal_year, count(DISTINCT company_id) FROM {CONSULTATION}
        WHERE programme_id IN ({", ".join(map(str, ids))}) AND fiscal_year BETWEEN {TABLE_YEARS.start} AND {TABLE_YEARS.stop - 1}
        GROUP BY 1, 2"""  # noqa: S608
    counted = {(ids[programme], year): number for programme, year, number in _postgres(raw)}
    assert {(c.programme, c.period.fiscal_year): v.number for c, v in values.items()} == counted, (
        "the table is not the raw count"
    )
    mine, plain = _median(lambda: evaluate(cells)), _median(lambda: _postgres(raw), times=3)
    theirs = _median(lambda: rival.execute(raw).fetchall())
    yield (
        f"{rows:>12,} rows: {len(cells)} distinct counts {mine:.1f} ms; plain SQL over the rows {plain:.0f} ms ({plain / mine:.0f} x); "
        f"DuckDB {theirs:.0f} ms ({theirs / mine:.1f} x)"
    )


def _counts(statement: str) -> bool:
    """Whether a query counts records; the engine's own look-ups have no rival."""
    return "GROUP BY" in statement and "figures_tallyentry" not in statement


def _in_their_words(statement: str) -> str:
    """Django groups by place in the select list where DuckDB wants every plain column named or ALL."""
    return re.sub(r"GROUP BY [^()]*$", "GROUP BY ALL", statement)


def _peak_memory(work: Callable[[], object]) -> int:
    """MB this process took at most meanwhile; what it had taken for an earlier size and given back does not count."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    work()
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) // 1024


def _postgres(statement: str) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _median(work: Callable[[], object], times: int = TIMES) -> float:
    work()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def prepare(rows: int) -> None:
    """The reference world, and as many consultations more of twelve programmes over twenty years."""
    reference_world()
    programmes = [Programme.objects.create(code=f"bench-{n}", started_in=YEARS.start) for n in range(TABLE_PROGRAMMES)]
    ProgrammeYear.objects.bulk_create(
        ProgrammeYear(programme=programme, fiscal_year=year, name=programme.code)
        for programme in programmes
        for year in YEARS
    )
    _fill(rows, [programme.pk for programme in programmes])
    fold()
    assert all_drifts() == []
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _fill(rows: int, programmes: list[int]) -> None:
    """Rows by plain SQL. The trail's triggers rest meanwhile: a benchmark needs no history; the tally's own do not."""
    share = max(0, rows - 2 * YEAR_ROWS) // (len(YEARS) - 2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM registers_company")
        first, last = cursor.fetchone()
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ '(insert_insert)'", [CONSULTATION]
        )
        for (trigger,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {CONSULTATION} DISABLE TRIGGER {trigger}")
        for year in YEARS:
            cursor.execute(
                f"""INSERT INTO {CONSULTATION} (created_at, updated_at, programme_id, held_on, mode, company_id, note, note_key, next_step)
                    SELECT now(), now(), (%s::bigint[])[1 + (n * 7) %% 12], make_date(%s, 4, 1) + (n %% 365)::int,
                        (ARRAY['desk', 'round', 'visit', 'phone'])[1 + n %% 4], %s + (n::bigint * 7919) %% %s, '相談の内容', '相談ノ内容', ''
                    FROM generate_series(1, %s) n""",  # noqa: S608
                [programmes, year, first, last - first, YEAR_ROWS if year >= YEARS[-2] else share],
            )


def copy_to(rival: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Every table a figure reads, as a table of DuckDB's own."""
    for table in _names("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename !~ %s", OTHERS):
        columns = {f'"{name}"': KNOWN_TYPES.get(kind, "VARCHAR") for name, kind in _columns(table)}
        path = folder / f"{table}.csv"
        copied = f'COPY (SELECT {", ".join(columns)} FROM "{table}") TO STDOUT (FORMAT csv, HEADER)'  # noqa: S608
        with path.open("wb") as file, connection.cursor() as cursor, cursor.copy(copied) as copy:
            for piece in copy:
                file.write(piece)
        rival.execute(f'CREATE TABLE "{table}" ({", ".join(f"{name} {kind}" for name, kind in columns.items())})')
        rival.execute(f"COPY \"{table}\" FROM '{path}' (FORMAT csv, HEADER)")
        path.unlink()


OTHERS = "(event|^auth|^django|^procrastinate|tally|^report|^core|^pghistory)"
KNOWN_TYPES = {"bigint": "BIGINT", "integer": "INTEGER", "smallint": "SMALLINT", "date": "DATE", "boolean": "BOOLEAN"}
UNREAD = {"note", "note_key", "next_step"}


def _columns(table: str) -> list[tuple[str, str]]:
    found = _names(
        "SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE table_name = %s", table
    )
    pairs = [(name, kind) for name, kind in (row.split(" ", 1) for row in found)]
    return [(name, kind) for name, kind in pairs if name not in UNREAD]


def _names(statement: str, argument: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [argument])
        return [name for (name,) in cursor.fetchall()]

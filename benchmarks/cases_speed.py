"""Worked cases: a clerk's first page with 2,000 open cases, the page of a case with 300 rows in its ledgers, the list of 100,000 cases by
state and by deadline, each from the request to the finished HTML; a plain Django admin over the same rows in the same run.

python -m benchmarks.cases_speed [FOLDER]    a data folder of its own (var/bench-cases unless told), filled the first time

Asked as the runtime role, behind the walls. By the clock, and by the processor of Python and of the database's session: on a busy
machine only the second means anything.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

CASES, COMPANIES, ADVISERS, PROGRAMMES, LEDGER, OPEN_OF_ONE = 100_000, 20_000, 40, 12, 300, 2_000
TIMES, RIVAL_TIMES = 40, 3
STATES = ("requested", "checked", "decided", "visited", "reported", "settled", "surveyed", "finished")
LIST, ADMIN = "/cases/case/", "/admin/cases/case/"


def main(folder: Path) -> None:
    from banso.config.environment import ready

    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.desk.settings"
    with ready(folder):
        from banso.cases.models import Case

        if not Case.objects.exists():
            _fill()
        for line in compare():
            print(line, flush=True)


def compare() -> Iterator[str]:
    """Lines of results."""
    from django.test import Client

    from banso.registers.models import User

    clerk, admin = Client(), Client()
    gc.collect()
    gc.freeze()  # as the server's workers begin
    clerk.force_login(User.objects.get(username="clerk"))
    admin.force_login(User.objects.get(username="bench"))
    for title, mine, theirs in _pages():
        clerk.get(mine[0])
        ours, rivals = _measured(clerk, mine), _measured(admin, theirs)
        yield f"{title}: {ours}; admin {rivals}"


def _pages() -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """(what, our addresses, the admin's) of each comparison."""
    from django.urls import reverse

    from banso.cases.models import Case

    heavy = Case.objects.get(title="元帳の長い案件")
    on, until = date.today() - timedelta(days=10), date.today() + timedelta(days=10)
    states = [STATES[n % 4] for n in range(TIMES)]
    yield "今日, 2,000 open cases", ["/"] * TIMES, [f"{ADMIN}?keeper__id__exact={heavy.keeper_id}"] * RIVAL_TIMES
    yield (
        f"a case's page, {LEDGER} rows",
        [reverse("case", args=[heavy.pk])] * TIMES,
        [f"{ADMIN}{heavy.pk}/change/"] * RIVAL_TIMES,
    )
    yield "list of all, as it opens", [f"{LIST}?all=1"] * TIMES, [ADMIN] * RIVAL_TIMES
    for title, more in (
        ("", ""),
        (", by deadline", "&sort=standing__next_due_on"),
        (", by age", "&sort=standing__since"),
    ):
        theirs = "" if not more else "&o=4" if "due" in more else "&o=3"
        yield (
            f"list of one state{title}",
            [f"{LIST}?state={state}{more}" for state in states],
            [f"{ADMIN}?standing__step__exact={state}{theirs}" for state in states[:RIVAL_TIMES]],
        )
    yield (
        "list by state and deadline",
        [f"{LIST}?state={state}&due={on}&due_until={until}&sort=standing__next_due_on" for state in states],
        [
            f"{ADMIN}?standing__step__exact={state}&standing__next_due_on__gte={on}&standing__next_due_on__lte={until}&o=4"
            for state in states[:RIVAL_TIMES]
        ],
    )
    yield (
        "list of the open, by deadline",
        [f"{LIST}?closed=False&sort=standing__next_due_on"] * TIMES,
        [f"{ADMIN}?standing__closed__exact=0&o=4"] * RIVAL_TIMES,
    )


def _measured(client: object, addresses: Sequence[str]) -> str:
    clocks, used = [], []
    for address in addresses:
        started, cpu = time.perf_counter(), _cpu()
        answer = client.get(address)  # type: ignore[attr-defined]
        clocks.append(1000 * (time.perf_counter() - started))
        used.append(1000 * (_cpu() - cpu))
        assert answer.status_code == 200, (address, answer.status_code)
    p95 = statistics.quantiles(clocks, n=20, method="inclusive")[-1]
    return f"p95 {p95:.0f} ms, median {statistics.median(clocks):.0f} ms, processor {statistics.mean(used):.0f} ms each"


def _cpu() -> float:
    """Seconds of the processor of this process and of the sessions it has at the database."""
    from django.db import connections

    spent = time.process_time()
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:
            fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rsplit(")", 1)[1].split()
            spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def _fill() -> None:
    """One centre, its companies and dispatches in every state: registers by the services, the many rows by plain SQL as the owner."""
    import psycopg

    from banso.config.accounts import create_user
    from banso.registers.models import Programme, ProgrammeYear, Staff, Unit, User
    from banso.registers.services.reference_data import load_reference_data

    load_reference_data(by=None)
    unit = Unit.objects.create(code="unit", name="総合支援課")
    clerk = create_user("clerk", "担当 0", "manager", "bench-12345-bench")
    create_user("bench", "測定", "manager", "bench-12345-bench")
    User.objects.filter(username="bench").update(is_superuser=True, is_staff=True)  # the admin asks for it
    for number in range(ADVISERS):
        user = None if number else clerk
        Staff.objects.create(name=f"担当 {number}", unit=unit, joined_on=date(2004, 4, 1), user=user)
    for number in range(PROGRAMMES):
        programme = Programme.objects.create(code=f"programme-{number}", started_in=2004)
        for year in range(2004, date.today().year + 1):
            ProgrammeYear.objects.create(programme=programme, fiscal_year=year, name=f"支援事業その{number}")
    with psycopg.connect(os.environ["BANSO_OWNER_URL"], autocommit=True) as owner:
        tables = (
            "registers_company",
            "cases_case",
            "dispatches_dispatch",
            "dispatches_dispatchstep",
            "deadlines_deadline",
        )
        for table in tables:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # type: ignore[arg-type]  # own names
        for statement in _ROWS.split(";"):
            owner.execute(statement)  # type: ignore[arg-type]
        for table in tables:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")  # type: ignore[arg-type]
        owner.execute("VACUUM ANALYZE")


_STEP = (
    "(created_at, updated_at, case_id, taken_on, round, withdrawn, note, step, issues, wish, place, confirmed_by, advice, next_step,"
    " result, effect)"
)
# Of 100,000 cases 20,000 are open: 2,000 the clerk's, the rest the others'. An open one has a deadline within a hundred days of today.
_ROWS = f"""
INSERT INTO registers_company (created_at, updated_at, name, name_key, kana, kana_key, phone, invoice_number, prefecture, postal_code, address, size, note)
    SELECT now(), now(), '株式会社見本' || n, '見本' || n, '', '', '', '', '', '', '', 'small', '' FROM generate_series(1, {COMPANIES}) n;
CREATE TEMP TABLE made AS
    SELECT n, CURRENT_DATE - (n::bigint * 7919 % 3650)::int AS opened_on,
        CASE WHEN n % 5 > 0 THEN 'finished' ELSE ('{{{",".join(STATES[:7])}}}'::text[])[1 + n / 5 % 7] END AS step,
        CASE WHEN n % 5 > 0 THEN 1 + n % {ADVISERS} WHEN n % 50 = 0 THEN 1 ELSE 2 + n % {ADVISERS - 1} END AS keeper
    FROM generate_series(1, {CASES}) n;
INSERT INTO cases_case (created_at, updated_at, programme_id, procedure, company_id, alias,
        title, number, opened_on, keeper_id, summary)
    SELECT now(), now(), (SELECT min(id) FROM registers_programme) + n % {PROGRAMMES}, 'dispatch',
        (SELECT min(id) FROM registers_company) + n % {COMPANIES}, '',
        CASE WHEN n = {CASES} THEN '元帳の長い案件' ELSE '派遣' || n END, 'B' || n, opened_on, (SELECT min(id) FROM registers_staff) + keeper - 1, ''
    FROM made ORDER BY n;
INSERT INTO cases_standing (case_id, programme_id, company_id, step, since, round, closed, next_due_on)
    SELECT c.id, c.programme_id, c.company_id, m.step, m.opened_on + 10, 1, m.step = 'finished', 
        CASE WHEN m.step <> 'finished' THEN CURRENT_DATE - 50 + m.n * 31 % 100 END
    FROM made m JOIN cases_case c ON c.number = 'B' || m.n;
INSERT INTO dispatches_dispatch (created_at, updated_at, case_id, subject)
    SELECT now(), now(), c.id, '生産工程の改善' FROM cases_case c;
INSERT INTO dispatches_dispatchstep {_STEP}
    SELECT now(), now(), s.case_id, s.since, 1, false, '', s.step, '', '', '', '', '', '', '', '' FROM cases_standing s;
INSERT INTO dispatches_dispatchstep {_STEP}
    SELECT now(), now(), c.id, c.opened_on + n, n, false, '', 'visited', '', '', '本社', '', '工程を見直した。', '', '', ''
    FROM cases_case c, generate_series(2, {LEDGER - 50}) n WHERE c.title = '元帳の長い案件';
INSERT INTO deadlines_deadline (created_at, updated_at, case_id, code, round, name, due_on, sentence, soft, actor, met_by, by_hand, reason)
    SELECT now(), now(), s.case_id, 'report', 1, '完了報告書の提出', s.next_due_on, '派遣決定から60日以内。', false, 'expert', '{{reported}}', false, ''
    FROM cases_standing s WHERE s.next_due_on IS NOT NULL;
INSERT INTO deadlines_deadline (created_at, updated_at, case_id, code, round, name, due_on, sentence, soft, actor, met_by, by_hand, reason)
    SELECT now(), now(), c.id, 'visit_report', n, '訪問の報告', CURRENT_DATE + n, '訪問から14日以内。', false, 'expert', '{{visit_reported}}', false, ''
    FROM cases_case c, generate_series(1, 50) n WHERE c.title = '元帳の長い案件';
INSERT INTO deadlines_opendeadline (deadline_id, case_id, keeper_id, code, round, due_on)
    SELECT d.id, c.id, c.keeper_id, d.code, d.round, d.due_on FROM deadlines_deadline d JOIN cases_case c ON c.id = d.case_id
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parents[1] / "var" / "bench-cases")

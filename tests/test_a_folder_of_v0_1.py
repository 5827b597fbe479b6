"""A data folder of the first version comes through: restored by today's code and migrated, it holds what it held.

v0.1.tar.xz is a backup that v0.1 made of something of every kind it knew, and v0.1.json what it held then
(fixtures/make_v0_1.py). A migration that gives a table or a column another name says so here; one that changes what rows say, too.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from banso.config.postgres import Cluster

from .fixtures.contents import contents, sum_of
from .running import banso

FIXTURES = Path(__file__).parent / "fixtures"
THEN: dict[str, Any] = json.loads((FIXTURES / "v0.1.json").read_text(encoding="utf-8"))

# What is Django's or follows from the code, so that a later version says it anew.
OF_THE_CODE = {
    "auth_permission",
    "auth_group_permissions",
    "banso_pass_key",
    "django_content_type",
    "django_migrations",
}
# {table, or table.column, of v0.1: what it is called now}
RENAMED = {f"pipelines_{table}": f"cases_{table}" for table in ("case", "stage", "stageentry")}
RENAMED |= {f"{old}event": f"{new}event" for old, new in RENAMED.items()}
RENAMED |= {f"pipelines_{table}.staff_id": "keeper_id" for table in ("case", "caseevent")}
RENAMED |= {f"pipelines_{table}.entered_on": "taken_on" for table in ("stageentry", "stageentryevent")}
RENAMED |= {f"fairs_{table}.answered_on": "heard_on" for table in ("followup", "followupevent")}
RENAMED |= {f"grants_{table}.decided_on": "taken_on" for table in ("decision", "decisionevent")}
# {table.column of v0.1: where each of its values, by its row's key, is now}
_DISPATCH = "SELECT d.id, {} FROM dispatches_dispatch d JOIN cases_case c ON c.id = d.case_id"
_DISPATCH_EVENT = """
    SELECT d.key, c.{} FROM (SELECT pgh_id AS key, row_number() OVER (ORDER BY pgh_id) AS nth FROM dispatches_dispatchevent) d
    JOIN (SELECT *, row_number() OVER (ORDER BY pgh_id) AS nth FROM cases_caseevent WHERE procedure = 'dispatch') c USING (nth)
"""
MOVED = {f"dispatches_dispatch.{name}": _DISPATCH.format(f"c.{name}") for name in ("company_id", "programme_id")}
MOVED |= {f"dispatches_dispatchevent.{name}": _DISPATCH_EVENT.format(name) for name in ("company_id", "programme_id")}
MOVED["dispatches_dispatchevent.decided_on"] = _DISPATCH_EVENT.format("opened_on")
MOVED["dispatches_dispatch.decided_on"] = """
    SELECT d.id, s.taken_on FROM dispatches_dispatch d
    JOIN dispatches_dispatchstep s ON s.case_id = d.case_id AND s.step = 'decided' AND s.round = 1
"""
_PLAN = "SELECT p.id, {} FROM turnaround_plancase p JOIN cases_case c ON c.id = p.case_id"
_PLAN_EVENT = """
    SELECT p.key, c.{} FROM (SELECT pgh_id AS key, row_number() OVER (ORDER BY pgh_id) AS nth FROM turnaround_plancaseevent) p
    JOIN (SELECT *, row_number() OVER (ORDER BY pgh_id) AS nth FROM cases_caseevent WHERE procedure = 'improvement') c USING (nth)
"""
MOVED |= {f"turnaround_plancase.{name}": _PLAN.format(f"c.{name}") for name in ("company_id", "programme_id")}
MOVED |= {f"turnaround_plancaseevent.{name}": _PLAN_EVENT.format(name) for name in ("company_id", "programme_id")}
_GRANT = "SELECT a.id, {} FROM grants_application a JOIN cases_case c ON c.id = a.case_id"
_GRANT_EVENT = """
    SELECT a.key, c.{} FROM (SELECT pgh_id AS key, row_number() OVER (ORDER BY pgh_id) AS nth FROM grants_applicationevent) a
    JOIN (SELECT *, row_number() OVER (ORDER BY pgh_id) AS nth FROM cases_caseevent WHERE procedure = 'grant') c USING (nth)
"""
for then, now in (("company_id", "company_id"), ("person_id", "person_id"), ("applied_on", "opened_on")):
    MOVED[f"grants_application.{then}"] = _GRANT.format(f"c.{now}")
    MOVED[f"grants_applicationevent.{then}"] = _GRANT_EVENT.format(now)
_DECISION = (
    "SELECT d.{0}, coalesce(a.id, -d.case_id) FROM grants_{1} d LEFT JOIN grants_application a ON a.case_id = d.case_id"
)
MOVED["grants_decision.application_id"] = _DECISION.format("id", "decision")
MOVED["grants_decisionevent.application_id"] = _DECISION.format("pgh_id", "decisionevent")
MOVED["registers_mergemove.row"] = """
    SELECT m.id, coalesce(a.id, p.id, m.row) FROM registers_mergemove m
    LEFT JOIN grants_application a ON m.kind = 'cases.case' AND a.case_id = m.row
    LEFT JOIN turnaround_plancase p ON m.kind = 'cases.case' AND p.case_id = m.row
"""
# what a link of a fair said of its end is now its address's; the key of a survey's page, which no target of then had, too
_DOOR = """
    SELECT {}, d.{} FROM fairs_{} l JOIN fairs_link now ON now.id = l.{} JOIN guests_invitation i ON i.id = now.invitation_id
    JOIN guests_door d ON d.guest_id = i.guest_id
"""
for name, then in (("expires_on", "expires_on"), ("revoked_at", "shut_at")):
    MOVED[f"fairs_link.{name}"] = _DOOR.format("l.id", then, "link", "id")
    MOVED[f"fairs_linkevent.{name}"] = (
        _DOOR.format("l.pgh_id", then, "linkevent", "pgh_obj_id") + "WHERE l.pgh_label = 'insert'"
    )
MOVED["surveys_surveytarget.token"] = "SELECT id, NULL FROM surveys_surveytarget"
MOVED["surveys_surveytargetevent.token"] = "SELECT pgh_id, NULL FROM surveys_surveytargetevent"
# tables of v0.1 that are gone, and why nothing is lost with them
GONE = {"fairs_linkuse": "how often a link was opened within a minute"}
# {table.column of v0.1: why its rows say something else now}
SAYS_ANEW = {
    "registers_mergemove.kind": "a staged case and what an application or a plan says of its company are of the kind cases.case"
}


@pytest.fixture(scope="module")
def upgraded() -> Iterator[Path]:
    """v0.1's folder, restored and migrated by today's code."""
    with TemporaryDirectory() as place:  # not pytest's, which another run of the tests closes to PostgreSQL's user
        Path(place).chmod(0o755)
        folder = Path(place) / "data"
        with Cluster(folder).lease():  # so that it runs through all of these tests
            restored = banso(folder, "restore", str(FIXTURES / "v0.1.tar.xz"))
            assert restored.returncode == 0, restored.stderr
            yield folder


def test_every_record_and_its_trail_is_there(upgraded: Path) -> None:
    """Each table's rows up to the last of then: as many, and each column says what it said."""
    known = {table: then for table, then in THEN["tables"].items() if table not in OF_THE_CODE | GONE.keys()}
    held = {RENAMED.get(table, table): then for table, then in known.items()}
    with Cluster(upgraded).lease() as server:
        now = contents(server.owner_url, until=held)
        moved = {name: sum_of(server.owner_url, rows) for name, rows in MOVED.items()}
    old = {new: table for table, new in RENAMED.items()}
    lost = [
        f"{table}: {then['rows']} rows, now {now[table]['rows'] if table in now else 'no such table'}"
        for table, then in held.items()
        if now.get(table, {}).get("rows") != then["rows"]
    ]
    changed = [
        name
        for table, then in held.items()
        for column, told in then["sums"].items()
        if (name := f"{old.get(table, table)}.{column}") not in SAYS_ANEW
        and table in now
        and moved.get(name, now[table]["sums"].get(RENAMED.get(name, column))) != told
    ]
    assert (lost, changed) == ([], [])


def test_numbers_go_on_after_the_last(upgraded: Path) -> None:
    """Letters of orders counted for themselves in v0.1; the next takes the number after theirs."""
    with Cluster(upgraded).lease() as server:
        told = "SELECT {0}, {1} FROM {2} WHERE {3} GROUP BY {0}"
        counted = told.format("fiscal_year", "max(last)", "core_numberseries", "name = 'orders.letters'")
        used = told.format("fiscal_year", "max(number)", "orders_letter", "true")
        assert sum_of(server.owner_url, counted) == sum_of(server.owner_url, used)


def test_there_was_something_of_every_kind() -> None:
    """No table of v0.1 was empty but three that Django brings and Banso leaves empty, so that each is looked at."""
    unused = {"pghistory_context", "registers_user_groups", "registers_user_user_permissions"}
    assert {table for table, then in THEN["tables"].items() if not then["rows"]} == unused


@pytest.mark.parametrize("year", ["2022", "2023"])
def test_every_figure_is_as_it_was(upgraded: Path, year: str) -> None:
    """What the report prints, and what it says of the closed year beside what the records say now."""
    now = json.loads(banso(upgraded, "report", year, "--format", "json").stdout)
    assert len(now) == {"2022": 67, "2023": 182}[year]
    assert [f for f in now if f not in THEN["report"][year]] == []
    numbers, records = banso(upgraded, "differences", year).stdout.split("締めたあとに変わった記録", 1)
    assert numbers.splitlines() == THEN["differences"][year]
    assert "企業: 有限会社青森柳谷ファーム → 有限会社八戸柳谷レジャー" in records  # those of the companies united since


def test_every_document_is_there(upgraded: Path) -> None:
    """Each file under the name and with the content that its row tells."""
    files = [path for path in (upgraded / "files").rglob("*") if path.is_file()]
    assert sorted(path.relative_to(upgraded / "files").as_posix() for path in files) == THEN["files"]
    assert banso(upgraded, "check").stdout == "問題はありません。\n"

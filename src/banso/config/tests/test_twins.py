"""One world with and without records behind a wall: whoever stands outside is answered the same, to the byte, by the same questions."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banso.archive.making import make_full_export
from banso.archive.models import FullExport
from banso.cases.models import Case
from banso.core.acting import act_for
from banso.core.tables import all_tables
from banso.registers.models import Company
from banso.search.keeping import refresh

from .conftest import ROLE
from .twin import Twin
from .walled import Walled, act_as_operator, run

MASKED = re.compile(rb'(csrfmiddlewaretoken" value="|"X-CSRFToken": ")\w+|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b')
AT_PLACES = re.compile(r"\d+|'[^']*'")
REQUESTS, WARMING, ROUNDS = 100, 5, 3  # of each of the two
TOLD_APART = 0.6  # how often a page of the one takes longer than a page of the other; 0.5 is by chance
PASSING = ("core_access", "registers_look", "registers_user", "archive_")  # what asking itself writes down


KEPT_ABOUT_CASES = (
    "cases",
    "approvals",
    "deadlines",
    "papers",
    "payments",
    "guests",
    "mail",
    "consultations",
    "dispatches",
    "desk",
)


def addresses() -> Iterator[str]:
    """Lists of what a case brings with it, and the forms in which one leaves; pages of what is seen; searches."""
    yield from ("/", "/year/", "/people/", "/export/", "/deadlines/overdue/", "/payments/make/", "/payments/release/")
    yield from (f"/search/?q={words}" for words in ("守秘", "佐藤"))
    for table in (table for table in all_tables() if table.app in KEPT_ABOUT_CASES):
        record = table.model._default_manager.order_by("pk").first()
        yield f"{reverse(table.page('list'))}?all=1"
        if record is not None:
            yield reverse(table.page("record"), args=[record.pk])
    for label in ("cases.case", "payments.payee", "consultations.consultation"):
        csv = f"{reverse(label.replace('.', '-') + '-list')}?format=csv"
        yield from (f"/pick/{label}/?q=守秘", f"/lists/{label}/deleted/", csv)
    for company in Company.objects.all():
        about = reverse("void-record", args=["registers.company", company.pk])
        yield from (f"/companies/{company.pk}/", f"/visits/companies/{company.pk}/", about)
    for case in Case.objects.all():
        yield from (
            reverse(f"{panel}-panel", args=["cases", "case", case.pk])
            for panel in ("drafts", "papers", "payments", "deadlines")
        )


Answer = tuple[int, bytes, list[str]]


def answered(client: Client, address: str) -> Answer:
    """Status, page, and what the database was asked; nothing of it stays."""
    cache.clear()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, MASKED.sub(rb"\1", content), [AT_PLACES.sub("?", query["sql"]) for query in queries]


def exported(client: Client) -> dict[str, bytes]:
    """What a full export holds, file by file."""
    with transaction.atomic():
        made = FullExport.objects.get(pk=int(client.post("/export/")["Location"].rstrip("/").rsplit("/", 1)[1]))
        act_as_operator()
        make_full_export(run_id=made.pk)
        content = b"".join(client.get(f"/export/{made.pk}/file/").streaming_content)
        transaction.set_rollback(True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = (name for name in archive.namelist() if name.startswith("data/"))
        return {name: archive.read(name) for name in names if not name.removeprefix("data/").startswith(PASSING)}


def test_with_and_without_walled_records(twin: Twin) -> None:
    """Lists, counts, files, pickers, searches, pages, histories, errors, what voiding would take, exports, and the queries behind them."""
    client = Client()
    client.force_login(twin.walled.outside)
    refresh(1000)
    ContentType.objects.get_for_models(*apps.get_models())  # kept from the first time on, in every world
    found: list[tuple[dict[str, Answer], dict[str, bytes]]] = []
    for filled in (False, True):
        if filled:
            twin.walled.fill()
            twin.work_on(twin.walled.programme, twin.walled.company)
            refresh(1000)
            run("SET CONSTRAINTS ALL IMMEDIATE")
            run("SET CONSTRAINTS ALL DEFERRED")
        run(f"SET LOCAL ROLE {ROLE}")
        act_for(twin.walled.outside.pk)
        asked = list(addresses())
        found.append(({address: answered(client, address) for address in asked}, exported(client)))
        run("RESET ROLE")
    (without, files), (with_, files_with) = found
    assert without.keys() == with_.keys() and len(without) > 70
    assert [address for address in without if without[address][0] >= 500] == []
    assert {
        address: told(without[address], with_[address]) for address in without if without[address] != with_[address]
    } == {}
    assert {name for name in files | files_with if files.get(name) != files_with.get(name)} == set()


def told(one: Answer, other: Answer) -> Any:
    """Where two answers part."""
    if one[0] != other[0]:
        return one[0], other[0]
    if one[2] != other[2]:
        return len(one[2]), len(other[2]), next((p for p in zip(one[2], other[2], strict=False) if p[0] != p[1]), None)
    at = next((n for n, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), 0)
    return one[1][max(0, at - 60) : at + 60].decode(errors="replace"), other[1][max(0, at - 60) : at + 60].decode(
        errors="replace"
    )


def test_the_time_a_page_takes_tells_nothing(walled: Walled, clients: dict[str, Client]) -> None:
    """Companies with and without records behind the wall, asked in turn by someone outside: told apart hardly better than by chance.

    What truly tells does so every time; what only a busy machine made of it does not, so it is tried again before it counts.
    """
    addresses = {has: f"/companies/{company.pk}/" for has, company in ((True, walled.company), (False, walled.other))}
    told: list[float] = []
    for _ in range(ROUNDS):
        took: dict[bool, list[float]] = {True: [], False: []}
        for number in range(REQUESTS + WARMING):
            for has in (True, False) if number % 2 else (False, True):
                began = time.perf_counter()
                assert clients["outside"].get(addresses[has]).status_code == 200
                if number >= WARMING:
                    took[has].append(time.perf_counter() - began)
        longer = sum(one > other for one in took[True] for other in took[False]) / REQUESTS**2
        told.append(max(longer, 1 - longer))
        if told[-1] <= TOLD_APART:
            return
    raise AssertionError(told)

"""The reference world, built once a run in a database of its own."""

import re
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from banso.config.postgres import Cluster
from banso.core.errors import UserError
from banso.demo.build import build_world
from banso.registers.services.reference_data import load_reference_data
from banso.report.outline.load import load_catalogue
from conftest import Once, as_migrated, copy_database, switch_to

from .browsing import CHROMIUM
from .outbox import Outbox, outbox_open
from .running import banso, free_port, open_folder, serving

CATALOGUE: Path = settings.CATALOGUE
_AT_WORK = """
    SELECT pid, pg_blocking_pids(pid), state, wait_event_type, wait_event, now() - xact_start, left(query, 200)
    FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that failed in the browser says what the database was at: what one waited for cannot be seen later."""
    report = yield
    folder = getattr(item, "funcargs", {}).get("data")
    if report.when == "call" and report.failed and folder and "address" in getattr(item, "fixturenames", ()):
        report.sections.append(("The database at that time", _told_of(Cluster(folder))))
    if (
        report.when == "call"
        and report.failed
        and isinstance(browser := getattr(item, "funcargs", {}).get("browser"), Browser)
    ):
        pages = [page for context in browser.contexts for page in context.pages]
        report.sections.append(("The pages at that time", "\n".join(map(_shown_on, pages))))
    return report


def _shown_on(page: Page) -> str:
    """Where a page is, what has the focus, and the beginning of what it says."""
    try:
        focus = page.locator(":focus").evaluate("(element) => element.outerHTML.slice(0, 200)", timeout=3_000)
    except PlaywrightError as error:
        focus = f"no focus: {str(error)[:80]}"
    try:
        said = page.locator("body").inner_text(timeout=3_000)[:1_500]
    except PlaywrightError as error:
        said = f"it does not answer: {str(error)[:80]}"
    return f"{page.url}\n{focus}\n{said}\n"


def _told_of(cluster: Cluster) -> str:
    """What its sessions are at, and the end of its log; where it does not answer, that: a report that raised would end the whole run."""
    try:
        with cluster.lease() as server, psycopg.connect(server.owner_url, connect_timeout=10) as owner:
            rows = [str(row) for row in owner.execute(_AT_WORK).fetchall()]
    except (UserError, psycopg.Error, OSError) as error:
        return f"It does not answer: {error}"
    return "\n".join([*rows, *cluster.log.read_text(errors="replace").splitlines()[-40:]])


def make_database(name: str) -> None:
    """A new database with its tables, and the connection switched to it."""
    copy_database(name, as_migrated())
    switch_to(name)


def build(figures: Path | None = None) -> None:
    load_reference_data(by=None)
    load_catalogue(CATALOGUE, by=None)
    build_world(CATALOGUE, figures, by=None)


@pytest.fixture(scope="session")
def reference_database(django_db_setup: None, django_db_blocker: Any, once: Once, worker_id: str) -> str:
    """The name of a database that holds the reference world; each process that tests has its own, copied from one."""
    usual = connection.settings_dict["NAME"]
    whole = f"{usual.removesuffix('_' + worker_id)}_whole"

    def make(_: Path) -> None:
        make_database(whole)
        build()

    with django_db_blocker.unblock():
        once("reference", make)
        copy_database(f"{usual}_reference", whole)
        switch_to(usual)
    return f"{usual}_reference"


@pytest.fixture
def reference(reference_database: str, django_db_blocker: Any) -> Iterator[None]:
    """The reference world; what a test does to it is undone."""
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        switch_to(reference_database)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        switch_to(usual)


@pytest.fixture(scope="session")
def untouched(once: Once) -> Path:
    """A data folder that holds the reference world and is never served: what others copy."""

    def make(place: Path) -> None:
        made = banso(open_folder(place), "demo")
        assert made.returncode == 0, made.stderr

    return once("demo", make)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, untouched: Path) -> Path:
    """A data folder with a space and Japanese in its path, holding the reference world, for the `banso` command."""
    folder = open_folder(tmp_path_factory.mktemp("センター data") / "令和 データ")
    subprocess.run(["cp", "-a", untouched, folder], check=True)  # which keeps whose each file is
    return folder


@pytest.fixture(scope="session")
def outbox() -> Iterator[Outbox]:
    """The mails that leave the running reference world."""
    with outbox_open() as found:
        yield found


@pytest.fixture(scope="session")
def address(data: Path, outbox: Outbox) -> Iterator[str]:
    """The address of a running `banso serve` on the reference world."""
    with serving(data, free_port(), **outbox.settings) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def password(data: Path) -> str:
    found = re.search(r"kanri / パスワード (\S+)", (data / "demo_accounts.txt").read_text(encoding="utf-8"))
    assert found
    return found[1]

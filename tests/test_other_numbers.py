"""The reference world with other numbers: the report follows them, and the tie-out names exactly what changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from banso.core.errors import UserError
from banso.report.compose import compose
from banso.report.render import render
from banso.report.tieout import run
from banso.report.tieout.finding import Status
from banso.report.tieout.reading.text import read_text
from conftest import switch_to

from .altering import Altering, Row, read, write
from .conftest import build, make_database
from .test_reference_year import PUBLISHED


@pytest.fixture(scope="module", params=[2024])
def other(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[list[Row]]:
    """A world made of altered figures; the altered rows."""
    rows = Altering(read(PUBLISHED), request.param).altered()
    path = tmp_path_factory.mktemp("figures") / "figures.csv"
    write(path, rows)
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        make_database(f"{settings.DATABASES['default']['TEST']['NAME']}_other")
        build(path)
        yield rows
        switch_to(usual)


def test_the_report_prints_the_other_numbers(other: list[Row]) -> None:
    """Every figure of the altered list, and no other."""
    found = {
        (f.key.section, f.key.table, f.key.row, f.key.column, f.key.period): f.printed for f in compose(2023).figures()
    }
    wanted = {(r["section"], r["table"], r["row"], r["column"], r["period"]): r["printed"] for r in other}
    assert found == wanted


def test_the_published_text_differs_in_exactly_the_changed_figures(
    other: list[Row], reference_database: str, tmp_path: Path
) -> None:
    """The report as first published, compared with the other world, differs where the numbers do and nowhere else."""
    here = connection.settings_dict["NAME"]
    switch_to(reference_database)
    published = tmp_path / "published.txt"
    published.write_bytes(render(compose(2023), "text"))
    switch_to(here)
    result = run.compare(compose(2023), read_text(published))
    names = ("section", "table", "row", "column", "period")
    before = {tuple(row[n] for n in names): row["printed"] for row in read(PUBLISHED)}
    changed = {tuple(row[n] for n in names) for row in other if row["printed"] != before[tuple(row[n] for n in names)]}
    differing = {
        (f.key.section, f.key.table, f.key.row, f.key.column, f.key.period)
        for f in result.findings
        if f.status is Status.DIFFERS
    }
    assert len(changed) > 150
    assert differing == changed
    assert result.count(Status.AGREES) == 182 - len(changed)
    assert not result.count(Status.NOT_IN_FILE) and not result.count(Status.NOT_IN_OUTLINE)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"value": "たくさん"}, "列 value の「たくさん」"),
        ({"value": "-3"}, "負の数"),
    ],
)
def test_a_wrong_list_names_line_and_column(change: Row, says: str, tmp_path: Path) -> None:
    """The message says where and what."""
    from banso.demo.targets import Targets

    rows = read(PUBLISHED)
    rows[4] |= change
    path = tmp_path / "figures.csv"
    write(path, rows)
    with pytest.raises(UserError, match="6行目") as refused:
        Targets.read(path)
    assert says in str(refused.value)

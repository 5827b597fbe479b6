"""How many queries each page asks: kept in git, so that one query per row shows as a difference.

After a change that needs more, run with BANSO_WRITE_QUERY_COUNTS=1 and look at the difference of `query_counts.json`.
"""

import json
import os
from functools import partial
from pathlib import Path

import pytest
from django.urls import reverse

from banso.core import lists
from banso.core.paging import page_of
from banso.core.tables import all_tables

from .opening import addressed, manager, opened

COUNTS = Path(__file__).with_name("query_counts.json")


def test_no_page_asks_more_queries_than_written_down(reference: None) -> None:
    """Every page of the table of addresses, as a manager sees it on the reference world; a new page needs its count."""
    _, client = manager()
    counts = {page.name: page.queries for page in addressed(client)}
    if os.environ.get("BANSO_WRITE_QUERY_COUNTS"):
        COUNTS.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    budgets = json.loads(COUNTS.read_text(encoding="utf-8"))
    assert {name: (count, budgets.get(name)) for name, count in counts.items() if count > budgets.get(name, -1)} == {}
    assert sorted(budgets) == sorted(counts)


def test_rows_do_not_change_the_count(reference: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of fifty rows asks as many queries as one of three, but for relations that none of the three has."""
    _, client = manager()

    def counted(size: int) -> dict[str, int]:
        monkeypatch.setattr(lists, "page_of", partial(page_of, size=size))
        addresses = [reverse(table.page("list")) for table in all_tables()]
        return {address: opened("", lambda a=address: client.get(a)).queries for address in addresses}

    many, few = counted(50), counted(3)  # in this order: opening lists adds to the list of looks
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name] + 2} == {}

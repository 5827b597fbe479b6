"""No address ends in an error of ours, whatever is sent to it; and what was sent is never sent back as code."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from .hostile import VALUES, attack_form, attack_queries, failed, forms_of, looked_for, names_read, paths, undone
from .opening import Opened, addressed, led_up_to, manager
from .test_who_may_what import OPEN, addresses, kind_pages, named_pages

# How many kinds of values each page, each page made alike, each field, and each field of a form made alike is sent: all of them
# between neighbours.
OF_PAGES, OF_ALIKE, OF_FORMS, OF_FORMS_ALIKE = 5, 2, 2, 1


def quiet(client: Client) -> Client:
    """A client that is answered as a browser is: with a page, however the request ended."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def asking(reference: None, settings: Any, tmp_path: Any) -> tuple[Any, Client]:
    settings.MEDIA_ROOT = tmp_path
    user, client = manager()
    return user, quiet(client)


def test_no_address_fails_by_what_stands_in_it(asking: tuple[Any, Client]) -> None:
    """Numbers past every column, years before the calendar, NUL, marks that look like digits: no such page, or a page."""
    _, client = asking
    wrong, asked = [], 0
    for name, address in addresses().items():
        for path in paths(address):
            for ask in (client.get, client.post):
                said = failed(undone(lambda a=ask, p=path: a(p)))
                asked, wrong = asked + 1, wrong + ([(name, path[:80], said)] if said else [])
    assert wrong == [] and asked > 1000


def test_no_page_fails_by_what_its_query_says(asking: tuple[Any, Client]) -> None:
    """Every name that a page reads is given some kinds of values; neighbours share all of them out."""
    _, client = asking
    alike, wrong = kind_pages().keys(), []
    of_kinds: dict[str, set[str]] = {}
    for number, (name, address) in enumerate(addresses().items()):
        if name not in alike:
            wrong += attack_queries(client, address, turn(number, OF_PAGES))
            continue
        what = name.rpartition("-")[2]
        if what not in of_kinds:
            of_kinds[what] = looked_for(client, address)
        wrong += attack_queries(client, address, turn(number, OF_ALIKE), of_kinds[what])
    assert wrong == []
    assert {"q", "sort", "format"} <= of_kinds["list"]


def test_no_form_fails_by_what_is_put_into_a_field(asking: tuple[Any, Client]) -> None:
    """Every field of every form a manager meets, one at a time, the others as they were."""
    user, client = asking
    seen: set[tuple[str, ...]] = set()
    alike = kind_pages().keys()
    wrong: list[Any] = []
    number = 0

    def attack(page: Opened) -> None:
        nonlocal number
        for form in forms_of(page.name, page.address, page.html):
            if form.kind in seen or form.method != "post":
                continue
            seen.add(form.kind)
            for name in form.names:
                number += 1
                wrong.extend(
                    attack_form(client, form, name, turn(number, OF_FORMS_ALIKE if page.name in alike else OF_FORMS))
                )

    for page in addressed(client):
        attack(page)
    for page in led_up_to(user, client):
        if page.address:  # the page that founds a centre is answered by none of the addresses
            attack(page)
    assert wrong == [] and number > 500


def turn(number: int, size: int) -> list[str]:
    """The kinds of values whose turn it is."""
    kinds = list(VALUES)
    return [kinds[(number * size + further) % len(kinds)] for further in range(size)]


def test_the_walk_sees_a_page_that_fails(asking: tuple[Any, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    """It finds the names that a page reads, and an error behind one of them."""
    _, client = asking
    with names_read() as read:
        client.get("/search/")
    assert {"q", "kind", "year", "programme", "start"} <= read
    monkeypatch.setattr("banso.search.views.whole_or_none", lambda text, most=0: int(text or 0))
    assert {kind for _, kind, _ in attack_queries(client, "/search/", ["superscript", "nought"])} == {"superscript"}


def test_nothing_is_taken_in_without_its_token(reference: None) -> None:
    """Every address there is, with and without a login, refuses a post that did not come from a page of ours."""
    strict, nobody = (Client(enforce_csrf_checks=True) for _ in range(2))
    strict.force_login(manager()[0])
    patterns = list(named_pages(get_resolver().url_patterns))
    exempt = {pattern.name for pattern in patterns if getattr(pattern.callback, "csrf_exempt", False)}
    assert exempt == {"mail-leave"}  # a mail program's one-click opting out: who knows the address may
    posted = {p.name: reverse(p.name, args=_some(p)) for p in patterns if p.name not in exempt}
    answers = {address: strict.post(address).status_code for address in posted.values()}
    answers |= {f"{name} without a login": nobody.post(posted[name]).status_code for name in OPEN - exempt}
    assert {address: status for address, status in answers.items() if status != 403} == {}
    assert (addresses().keys() | OPEN) - exempt <= posted.keys()


def _some(pattern: Any) -> list[Any]:
    """Something for each part of an address."""
    samples = {"IntConverter": 1, "UUIDConverter": uuid4(), "FiscalYearConverter": 2023}
    return [samples.get(type(converter).__name__, "x") for converter in pattern.pattern.converters.values()]

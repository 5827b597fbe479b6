"""Every kind of page, all that folds unfolded, looked at by axe-core at desk width and measured at phone width.

The pages are made without a server and handed to one browser, which gets its scripts and styles from the same folders as
people's. Of the pages of one template the longest is looked at; a template that none of them shows fails here, so that a new
page needs a case.
"""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route, sync_playwright

from banso.core.middleware import CONTENT

from .browsing import CHROMIUM, DESK, PHONE
from .opening import Opened, addressed, full_pages, led_up_to, manager
from .test_who_may_what import KIND_PAGES, kind_pages

pytestmark = pytest.mark.browser

HOST = "http://banso.test"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
WHOLE, BELOW_THE_MENU = (
    {"include": [["html"]]},
    {"exclude": [["header.top"]]},
)  # the menu is on every page, and looked at once
LOOK = """([where, options]) => axe.run(where, options)
    .then(found => found.violations.map(v => [v.id, v.nodes[0].html.slice(0, 160)]))"""
KINDS = ("consultations-consultation", "registers-company", "turnaround-receipt")  # the longest of those made alike


@pytest.fixture
def longest(reference: None) -> dict[str, Opened]:
    """Of each template the longest page."""
    user, client = manager()
    found: dict[str, Opened] = {}
    alike = kind_pages().keys() - {f"{kind}-{what}" for kind in KINDS for what in KIND_PAGES}
    for page in [*addressed(client, lambda name: name not in alike), *led_up_to(user, client)]:
        if page.html.startswith("<!doctype") and len(page.html) > len(getattr(found.get(page.template), "html", "")):
            found[page.template] = page
    return found


@contextmanager
def shown(pages: dict[str, Opened]) -> Iterator[Page]:
    """A page of a browser that is served these pages, and the files they ask for."""

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(HOST).split("?")[0].strip("/")
        file = finders.find(path.removeprefix("static/")) if path.startswith("static/") else None
        if file:
            route.fulfill(path=file, content_type=mimetypes.guess_type(file)[0])
        elif path in pages:
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": CONTENT}
            route.fulfill(body=pages[path].html, headers=headers)
        else:
            route.fulfill(status=404)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page(viewport=DESK)
        page.route("**/*", serve)
        yield page
        browser.close()


def barriers(page: Page, where: dict[str, Any]) -> list[Any]:
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    page.evaluate(AXE_SCRIPT)
    found: list[Any] = page.evaluate(LOOK, [where, OPTIONS])
    return found


def test_no_page_has_a_barrier(longest: dict[str, Opened]) -> None:
    """No violation of WCAG 2.2 AA, nothing wider than a phone, nothing the pages' own policy stops; the check itself can fail."""
    problems: list[Any] = []
    with shown(longest) as page:
        page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
        for number, template in enumerate(longest):
            page.set_viewport_size(DESK)
            page.goto(f"{HOST}/{template}")
            found = barriers(page, BELOW_THE_MENU if number else WHOLE)
            page.set_viewport_size(PHONE)
            width = page.evaluate("document.documentElement.scrollWidth")
            if found or width > PHONE["width"]:
                problems.append((longest[template].address, width, found))
        page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><input>')")
        control = {rule for rule, _ in barriers(page, BELOW_THE_MENU)}
    assert full_pages() - longest.keys() == set()
    assert problems == [] and control == {"image-alt", "label"}

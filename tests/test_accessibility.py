"""Every kind of page, checked for barriers in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import NoReverseMatch, get_resolver, reverse
from playwright.sync_api import Browser, Page

from banso.core.tables import all_tables

from .browsing import DESK, PHONE, log_in
from .test_who_may_what import named_pages

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
AT_BOTH_WIDTHS = (
    "/",
    "/report/2023/",
    "/consultations/consultation/",
    "/registers/company/1/edit/",
    "/visits/new/",
    "/search/",
)


def _every_page(page: Page, address: str) -> list[str]:
    """Each page without arguments, and of each kind the list, the new form, one record and its correction."""
    found = []
    for pattern in named_pages(get_resolver().url_patterns):
        try:
            found.append(reverse(str(pattern.name)))
        except NoReverseMatch:
            continue
    for table in all_tables():
        page.goto(address + reverse(table.page("list")))
        links = page.locator("table.rows tbody a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        record = next((link for link in links if re.fullmatch(r"(/[a-z]+){2}/\d+/", link)), None)
        found += [record, f"{record}edit/"] if record else []
    return [path for path in dict.fromkeys(found) if not path.startswith(("/logout", "/static"))]


def test_no_page_has_a_barrier(browser: Browser, address: str, password: str) -> None:
    """axe-core finds no violation of WCAG 2.2 AA on any page, and none is wider than a phone; the check itself can fail."""
    page, axe = log_in(browser, address, password, PHONE), Axe()
    problems = []
    for path in _every_page(page, address):
        answer = page.request.get(address + path)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        page.goto(address + path)
        found = axe.run(page, options=OPTIONS).response["violations"]
        if path in AT_BOTH_WIDTHS:
            page.set_viewport_size(DESK)
            found += axe.run(page, options=OPTIONS).response["violations"]
            page.set_viewport_size(PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        if found or width > PHONE["width"]:
            problems.append((path, width, [(v["id"], v["nodes"][0]["html"][:120]) for v in found]))
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><input>')")
    control = {violation["id"] for violation in axe.run(page, options=OPTIONS).response["violations"]}
    page.close()
    assert problems == [] and control == {"image-alt", "label"}

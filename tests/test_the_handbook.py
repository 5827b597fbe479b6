"""The 手引き says what stands on the screens: its words are read there, and its pictures are taken from them."""

import io
import os
import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser

from banso.desk.handbook.tasks import TASKS, Screen, task_for

from .browsing import DESK, log_in
from .opening import manager
from .test_who_may_what import addresses

KEPT: Path = settings.ROOT / "src/banso/desk/static"
FIRST = re.compile(r'<table class="rows[^>]*>.*?<tbody.*?<a href="([^"#?]+)"', re.DOTALL)


def screens() -> dict[str, Screen]:
    return {screen.code: screen for task in TASKS for screen in task.screens}


def address_of(screen: Screen) -> str:
    return reverse(screen.page) + (f"?{screen.query}" if screen.query else "")


def words(page: str) -> str:
    """A page's words as they are read, without blanks; what its boxes say when they are empty as well."""
    said = " ".join(re.findall(r'placeholder="([^"]*)"', page))
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", page)) + said)


def read_screen(client: Client, screen: Screen) -> str:
    answer = client.get(address_of(screen))
    if screen.first_of_list:
        found = FIRST.search(answer.content.decode())
        assert found, f"{screen.code}: its list is empty"
        answer = client.get(found[1], follow=True)
    assert answer.status_code == 200, screen.code
    return words(answer.content.decode())


def test_its_words_stand_on_the_screens_it_shows(reference: None) -> None:
    _, client = manager()
    read = {code: read_screen(client, screen) for code, screen in screens().items()}
    missing = []
    for task in TASKS:
        page = client.get(reverse("handbook-task", args=[task.code])).content.decode()
        said = [words(found) for found in re.findall(r"<b>(.*?)</b>", page, re.DOTALL)]
        missing += [(task.code, word) for word in said if not any(word in read[screen.code] for screen in task.screens)]
    assert missing == []


def test_every_page_leads_to_its_task(reference: None) -> None:
    """Each beginning named is that of a page there is; ? leads there from the page."""
    names = addresses().keys()
    unused = [start for task in TASKS for start in task.pages if not any(name.startswith(start) for name in names)]
    assert unused == []
    assert [task_for(name).code for name in ("home", "report-tieout", "registers-company-list")] == [
        "today",
        "tieout",
        "list",
    ]
    _, client = manager()
    assert '<a class="help-way" href="/handbook/people/"' in client.get(reverse("people")).content.decode()
    assert client.get("/handbook/nothing/").status_code == 404


@pytest.mark.browser
def test_its_pictures_are_those_of_the_product(browser: Browser, address: str, password: str) -> None:
    """Each screen opens and shows no error; with BANSO_WRITE_PICTURES its picture is kept in place of the old one."""
    page = log_in(browser, address, password, DESK)
    for screen in screens().values():
        page.goto(address + address_of(screen))
        if screen.first_of_list:
            page.locator("table.rows tbody a").first.click()
        page.wait_for_load_state("networkidle")
        taken = page.screenshot(clip={"x": 0, "y": 0, "width": 1280, "height": 800})
        if "BANSO_WRITE_PICTURES" in os.environ:
            Image.open(io.BytesIO(taken)).convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(
                KEPT / screen.picture, optimize=True
            )
        assert page.locator("main h1").count() == 1, screen.code
        assert Image.open(KEPT / screen.picture).size == (1280, 800)
    page.close()
    assert {path.stem for path in (KEPT / "desk/handbook").glob("*.png")} == screens().keys()

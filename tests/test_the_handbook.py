"""The 手引き says what stands on the screens: its words are read there, and its pictures are taken from them."""

import io
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse
from PIL import Image
from playwright.sync_api import Browser, Page

from banso.desk.handbook.tasks import TASKS, Screen, task_for

from .browsing import DESK, log_in
from .opening import manager

KEPT: Path = settings.ROOT / "src/banso/desk/static"
READ = "main => [main.textContent, ...Array.from(document.querySelectorAll('[placeholder]'), e => e.placeholder)].join(' ')"


def screens() -> dict[str, Screen]:
    return {screen.code: screen for task in TASKS for screen in task.screens}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def show(page: Page, address: str, screen: Screen) -> str:
    """Open a screen; what stands on it, without blanks."""
    page.goto(address + reverse(screen.page) + (f"?{screen.query}" if screen.query else ""))
    if screen.first_of_list:
        page.locator("table.rows tbody a").first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator("main h1").count() == 1, screen.code
    return squeezed(page.locator("main").evaluate(READ))


def take(page: Page, screen: Screen) -> None:
    """A picture of what is shown, in as few colours as a screen has."""
    taken = page.screenshot(clip={"x": 0, "y": 0, "width": 1280, "height": 800})
    small = Image.open(io.BytesIO(taken)).convert("P", palette=Image.Palette.ADAPTIVE, colors=32)
    small.save(KEPT / screen.picture, optimize=True)


def test_every_page_leads_to_its_task(reference: None) -> None:
    """Before the browser is begun, beside which no database may be asked. Each beginning named is that of a page there is; ? leads there from the page."""
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    unused = [start for task in TASKS for start in task.pages if not any(name.startswith(start) for name in names)]
    assert unused == []
    led_to = {name: task_for(name).code for name in ("home", "report-tieout", "registers-company-list", "fair-day")}
    assert led_to == {"home": "today", "report-tieout": "tieout", "registers-company-list": "list", "fair-day": "fair"}
    _, client = manager()
    assert 'href="/handbook/people/">?' in client.get(reverse("people")).content.decode()
    assert client.get("/handbook/nothing/").status_code == 404


@pytest.mark.browser
def test_its_words_and_pictures_are_those_of_the_screens(browser: Browser, address: str, password: str) -> None:
    """Each word in bold stands on a screen of its task; with BANSO_WRITE_PICTURES the pictures are taken anew."""
    page, read, missing = log_in(browser, address, password, DESK), {}, []
    for code, screen in screens().items():
        read[code] = show(page, address, screen)
        if "BANSO_WRITE_PICTURES" in os.environ:
            take(page, screen)
    for task in TASKS:
        page.goto(address + reverse("handbook-task", args=[task.code]))
        words = page.locator("main b").all_text_contents()
        missing += [
            (task.code, word) for word in words if not any(squeezed(word) in read[s.code] for s in task.screens)
        ]
        assert page.locator("main h1").inner_text() == task.title
    page.close()
    assert missing == []
    pictures = {path.stem: Image.open(path).size for path in (KEPT / "desk/handbook").glob("*.png")}
    assert pictures == dict.fromkeys(screens(), (1280, 800))

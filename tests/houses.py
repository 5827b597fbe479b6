"""What people do in the browser beside each other: colleagues at their desks, outsiders on their phones, from a step taken to money paid."""

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from banso.core.era import format_date as era

from .browsing import DESK, PHONE


class House:
    """The served reference world: who logs in, and the phones outside."""

    def __init__(self, browser: Browser, address: str, data: Path) -> None:
        self.browser, self.address = browser, address
        self.accounts = (data / "demo_accounts.txt").read_text(encoding="utf-8")
        self.desks: dict[str, Page] = {}

    def at_desk(self, username: str) -> Page:
        """The screen of a colleague, who logs in once."""
        if username not in self.desks:
            self.desks[username] = self._logged_in(username)
        return self.desks[username]

    def _logged_in(self, username: str) -> Page:
        page = self.browser.new_context(viewport=DESK, accept_downloads=True).new_page()
        page.set_default_timeout(60_000)
        found = re.search(rf"{username} / パスワード (\S+)", self.accounts)
        assert found, username
        page.goto(f"{self.address}/login/")
        page.fill("#id_username", username)
        page.fill("#id_password", found[1])
        page.press("#id_password", "Enter")
        expect(page.get_by_role("heading", name=re.compile("今日"))).to_be_visible()
        return page

    def on_a_phone(self, address: str, said: str) -> Page:
        """What someone outside is asked, opened by their address; of several things the one that says so."""
        page = self.browser.new_context(viewport=PHONE, has_touch=True).new_page()
        page.set_default_timeout(60_000)
        page.goto(address)
        if page.get_by_role("heading", name="あなたへのお願い").count():
            page.locator("main li", has_text=said).last.get_by_role("link").click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the phone"
        return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill(page: Page, **facts: str) -> None:
    """Fields of a form, whether chosen from a few, ticked or typed."""
    for name, text in facts.items():
        box = page.locator(f"#id_{name}")
        if box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(label=text)
        elif box.get_attribute("type") == "checkbox":
            box.check()
        else:
            box.fill(text)


def told(page: Page, said: str) -> None:
    """What was done is said on the screen."""
    expect(page.get_by_role("status").first).to_contain_text(said)


def submit(page: Page) -> None:
    """The form's own button, the last of them: those before it register somebody beside."""
    page.locator("main form.sheet button:not([type=button])").last.click()


def take(page: Page, case: str, code: str, **facts: str) -> None:
    """A step on the clerk's screen."""
    page.goto(f"{case}steps/{code}/")
    fill(page, **facts)
    submit(page)
    told(page, "登録しました")


def register(page: Page, address: str, name: str) -> str:
    """A company of the register; the address of its page."""
    page.goto(f"{address}/registers/company/new/")
    fill(page, name=name)
    press(page, "保存する")
    told(page, "保存しました")
    return page.url


def invited(page: Page, case: str, what: str, whom: str) -> str:
    """Ask someone of the case for something; the address of their own page."""
    page.goto(case)
    page.get_by_role("link", name="お願いする", exact=True).click()
    page.get_by_label("お願いすること").select_option(label=what)
    page.get_by_label("お願いする方").select_option(label=whom)
    press(page, "登録する")
    press(page, "アドレスを表示する")
    address = page.locator("main a[href*='/guest/']").get_attribute("href")
    assert address
    return address


def tick_only(page: Page, order: str) -> None:
    """Of all that waits, this payment."""
    key = order.split("/")[-2]
    page.locator("input[name=order]").evaluate_all(f"all => all.forEach(one => one.checked = one.value === '{key}')")


def pay(house: House, order: str, gross: int, *, withheld: int = 0, on: date | None = None) -> None:
    """Two let it go, neither of them who asked; then the bank's file is made and taken home, and the payment noted as made."""
    for username, state in (("kanri", "承認待ち(1人承認済)"), ("kyokucho", "承認済")):
        page = house.at_desk(username)
        page.goto(f"{house.address}/payments/release/")
        tick_only(page, order)
        press(page, "選んだ支払の合計を確かめる")
        expect(page.locator("main .state")).to_contain_text(
            f"源泉徴収 {withheld:,}円 差引支払額 {gross - withheld:,}円"
        )
        press(page, "この1件を承認する")
        expect(page.get_by_role("status").first).to_contain_text("承認しました")
        page.goto(order)
        expect(page.locator(".state strong")).to_have_text(state)
    page.goto(f"{house.address}/payments/make/")
    tick_only(page, order)
    page.select_option("#id_sender", index=1)
    page.fill("#id_pay_on", era(on or date.today()))
    press(page, "振込データを作る")
    with page.expect_download() as taken:
        page.get_by_role("link", name="銀行に渡すデータを取り出す").click()
    lines = Path(taken.value.path()).read_bytes().decode("cp932").split("\r\n")
    assert [(len(line.encode("cp932")), line[0]) for line in lines if line.strip("\x1a")] == [
        (120, "1"), (120, "2"), (120, "8"), (120, "9")
    ]  # fmt: skip
    assert int(lines[2][1:7]) == 1 and int(lines[2][7:19]) == gross - withheld
    press(page, "結果が未登録のものを、すべて振込日に支払済とする")
    expect(page.get_by_role("status").first).to_contain_text("支払済にしました")
    page.goto(order)
    expect(page.locator(".state strong")).to_have_text("支払済")


def send(page: Page, button: str = "送る", **facts: str) -> None:
    """What a guest fills in on the phone, and sends."""
    fill(page, **facts)
    press(page, button)
    expect(page.get_by_text("受け付けました。ありがとうございました。")).to_be_visible()

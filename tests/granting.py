"""The office in which a call for grants is played in the browser: who is in it, what day it is, and the call from its opening to the adoption."""

import re
from datetime import date
from pathlib import Path
from time import monotonic

from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from banso.core.fiscal import fiscal_year_of

from .browsing import DESK, field
from .days import Days
from .houses import House, invited, press, send
from .outbox import Outbox

YEAR = fiscal_year_of(localdate()) + 1  # the sessions' ends are the database's, whose day is the real one
PROGRAMME = "新商品開発助成事業"
TOYS, SWEETS = "木のおもちゃ六年株式会社", "りんごの菓子六年株式会社"
SECOND, PASSWORD = "futari", "ひばの香り-2026"
REVIEWERS = ("青木 一郎", "小野 二郎", "工藤 三郎")
WHOM = {"木のおもちゃの新商品": "木のおも 担当", "りんごの焼き菓子": "りんごの 担当"}
BOTH = tuple(WHOM)
FIRMS = dict(zip(BOTH, (TOYS, SWEETS), strict=True))
PATIENCE = 180_000  # the worker lets everything else on the machine go first
POINTS = (19, 18, 17, 16, 15, 14, 8, 12)  # each reviewer's of 20, application by application in the order they came


class Office(House):
    """The centre in those years. Whoever comes back on another day logs in again; phones keep what they were shown."""

    def __init__(self, browser: Browser, address: str, data: Path, days: Days, outbox: Outbox) -> None:
        super().__init__(browser, address, data)
        self.days, self.outbox = days, outbox
        self.cases: dict[str, str] = {}  # whose application → the address of its case

    def on(self, year: int, month: int, day: int, hour: int = 10) -> None:
        """The office on another day; the years are counted from that of the call."""
        for page in self.desks.values():
            page.context.close()
        self.desks.clear()
        self.days.go_to(self.address, date(YEAR + year, month, day), hour)

    def number_for(self, email: str) -> str:
        """The number that was mailed to confirm who it is."""
        found = re.search(r"\d{6}", self.outbox.taken[email])
        assert found, self.outbox.taken[email]
        return found[0]


def saved(page: Page, said: str = "保存しました") -> None:
    expect(page.get_by_role("status").first).to_contain_text(said)


def joins(office: Office) -> None:
    """The manager invites a second clerk, who chooses a password by the mailed link."""
    manager, email = office.at_desk("kanri"), "second@example.jp"
    manager.goto(f"{office.address}/people/invite/")
    for name, value in {"利用者名": SECOND, "氏名": "担当 二郎", "メールアドレス": email}.items():
        field(manager, name).fill(value)
    field(manager, "役割").select_option(label="相談員")
    field(manager, "部署").select_option(label="総合支援課")
    press(manager, "招く")
    expect(manager.locator("main")).to_contain_text("メールで送りました")
    page = office.browser.new_context(viewport=DESK).new_page()
    page.goto(office.outbox.link_to(email))
    for label in ("新しいパスワード", "新しいパスワード(確認)"):
        field(page, label).fill(PASSWORD)
    press(page, "決める")
    saved(page, "ログインしてください")
    page.context.close()
    office.accounts += f"利用者名 {SECOND} / パスワード {PASSWORD}"


def opens_a_call(office: Office) -> str:
    """Two thirds of at most a million, three million in all, for machines; the address of its public page."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/grants/course/new/")
    field(clerk, "事業").select_option(label=PROGRAMME)
    field(clerk, "コースコード").fill("six-years")
    field(clerk, "コース・枠").fill("六年枠")
    press(clerk, "保存する")
    saved(clerk)
    clerk.goto(f"{office.address}/grants/call/new/")
    field(clerk, "コース・枠").select_option(label="六年枠")
    for name, value in {
        "opened_on": f"{YEAR}-4-8", "closes_on": f"{YEAR}-5-10", "executed_in": str(YEAR), "rate": "2/3", "cap": "1,000,000",
        "budget": "3,000,000",
    }.items():  # fmt: skip
        clerk.fill(f"#id_{name}", value)
    press(clerk, "保存する")
    saved(clerk)
    clerk.get_by_role("link", name="受付期間・申請枠・経費区分を直す").click()
    row = {"name": "第1回", "opens_on": f"{YEAR}-4-8", "closes_on": f"{YEAR}-5-10"}
    for name, value in row.items():
        clerk.fill(f"#id_windows-1-{name}", value)
    clerk.fill("#id_categories-1-name", "機械装置費")
    press(clerk, "保存する")
    saved(clerk)
    expect(clerk.get_by_text("受付中")).to_be_visible()
    found = re.search(r"/(\d+)/", clerk.url)
    assert found
    return f"{office.address}/apply/{found[1]}/"


def applies(office: Office, public: str, firm: str, title: str, email: str) -> Page:
    """From the public page to the receipt on the phone, which is kept at hand."""
    phone = office.on_a_phone(public, "")
    phone.fill("#id_name", f"{firm[:4]} 担当")
    phone.fill("#id_email", email)
    press(phone, "確認番号を受け取って始める")
    phone.fill("#number", office.number_for(email))
    press(phone, "確認する")
    facts = {
        "company_name": firm, "address": "青森市中央1-1-1", "representative": "代表 太郎", "contact": f"{firm[:4]} 担当",
        "phone": "017-711-0000", "title": title, "background": "受注が減っている。", "other_grants": "なし",
    }  # fmt: skip
    for name, value in facts.items():
        phone.fill(f"#id_{name}", value)
    phone.select_option("#id_tax_status", "full")
    phone.select_option("#id_line-1-category", label="機械装置費")
    phone.fill("#id_line-1-content", "加工機 LX-2 1台")
    phone.fill("#id_line-1-cost", "1,100,000")
    phone.fill("#id_own", "434,000")
    expect(phone.locator("#budget .panel")).to_contain_text("666,000円")  # two thirds of a million without tax
    press(phone, "内容を確かめる")
    press(phone, "この内容で送る")
    expect(phone.get_by_role("heading", name="受付票")).to_be_visible()
    return phone


def number_in(address: str) -> str:
    found = re.search(r"/(\d+)/", address)
    assert found, address
    return found[1]


def enters_six(office: Office, public: str) -> None:
    """What came on paper from firms that are on the register: entered one after another by the second clerk."""
    clerk, call = office.at_desk(SECOND), number_in(public)
    clerk.goto(f"{office.address}/registers/company/")
    firms = clerk.locator("table.rows tbody tr:not(:has-text('六年')) td a").evaluate_all(
        "all => all.map(one => one.href)"
    )[:6]
    for n, firm in enumerate(dict.fromkeys(firms)):
        clerk.goto(f"{office.address}/cases/new/grant/?call={call}&company={number_in(firm)}")
        clerk.fill("#id_title", f"紙の計画{n}")
        clerk.fill("#id_requested", "666,000" if n < 2 else "700,000")
        clerk.fill("#id_expense", "1,200,000")
        press(clerk, "受け付ける")
        expect(clerk.locator(".state strong")).to_have_text("受付")
        office.cases[f"紙の計画{n}"] = clerk.url


def finds(office: Office, title: str) -> str:
    """The address of the case of an application that came in by itself."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/grants/application/?q={title}")
    clerk.locator("table.rows tbody a").first.click()
    expect(clerk.locator(".state strong")).to_be_visible()
    office.cases[title] = clerk.url
    return clerk.url


def seats_a_panel(office: Office) -> str:
    """A panel with one criterion of 20 points, three reviewers, and all eight before each of them; the address of its page."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/reviews/panel/new/")
    clerk.select_option("#id_programme", label=PROGRAMME)
    facts = {
        "name": "六年枠 審査会",
        "held_on": f"{YEAR}-6-10",
        "due_on": f"{YEAR}-6-5",
        "budget": "3,000,000",
        "total_floor": "10",
    }
    fills(clerk, facts)
    clerk.goto(f"{office.address}/reviews/panel/?q=六年枠")
    clerk.locator("table.rows tbody a").first.click()
    panel = clerk.url
    clerk.goto(f"{office.address}/reviews/criterion/new/?panel={number_in(panel)}")
    fills(clerk, {"place": "1", "name": "新規性", "points": "20"})
    for n, name in enumerate(REVIEWERS):
        clerk.goto(f"{office.address}/reviews/reviewer/new/?panel={number_in(panel)}")
        terms = {"starts_on": f"{YEAR}-5-20", "ends_on": f"{YEAR + 1}-3-31"}
        fills(clerk, {"name": name, "email": f"reviewer{n}@example.jp"} | terms)
    clerk.goto(f"{panel}cases/")
    press(clerk, "8件すべてを審査の対象にする")
    clerk.goto(f"{panel}assign/")
    press(clerk, "全員に全件を割り当てる")
    clerk.goto(panel)
    clerk.get_by_role("button", name=re.compile("までお願いする$")).click()
    saved(clerk, "24件を")
    press(clerk, "委員へのメールを作る")
    return panel


def asks_reviewers(office: Office) -> None:
    """The mails are looked through, and let go."""
    clerk = office.at_desk("tantou")
    expect(clerk.locator("main")).to_contain_text("送信前 3通")
    assert "reviewer0@example.jp" not in office.outbox.taken
    press(clerk, "3通を送信に回す")
    until = monotonic() + PATIENCE / 1000
    while not all(f"reviewer{n}@example.jp" in office.outbox.taken for n in range(3)):
        assert monotonic() < until, office.outbox.taken.keys()
        clerk.wait_for_timeout(200)


def judges(office: Office, nth: int) -> None:
    """A reviewer by the mailed link: says of each of the eight files what ties there are, then gives points; the second is a rival of the first firm,
    and sees nothing of it.
    """
    email = f"reviewer{nth}@example.jp"
    page = office.browser.new_context(viewport=DESK).new_page()
    page.set_default_timeout(60_000)
    page.goto(office.outbox.link_to(email))
    own = page.locator("main li a").evaluate_all("all => all.map(one => one.href)")
    assert len(own) == 8
    for place, (file, points) in enumerate(zip(own, POINTS, strict=True)):
        page.goto(file)
        if place == 0:
            page.get_by_role("button", name=re.compile("で確認番号を受け取る$")).click()
            page.fill("#number", office.number_for(email))
            press(page, "確認する")
        expect(page.locator("main")).not_to_contain_text("事業名")
        tied = nth == 1 and place == 0
        page.select_option("#id_answer", "yes" if tied else "none")
        page.select_option("#id_tie", "rival" if tied else "")
        press(page, "送る")
        if tied:
            expect(page.locator("main")).to_contain_text("(除斥)")
            continue
        page.locator("input[name^=points_]").fill(str(points))
        press(page, "送る")
        expect(page.locator("main .notice.error")).to_have_count(0)
    page.context.close()


def decides(office: Office, panel: str) -> None:
    """As the ranking has it: four adopted within the budget, three in reserve, one below the floor; one draft for all eight."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{panel}outcome/")
    clerk.fill("#id_decided_on", f"{YEAR}-6-10")
    press(clerk, "審査結果を保存する")
    expect(clerk.locator("main")).to_contain_text("採択候補の合計 2,664,000円")
    clerk.goto(f"{panel}rulings/")
    press(clerk, "8件の採否を起案する")
    seals(office, clerk.url)
    clerk.goto(f"{panel}rulings/")
    stands = clerk.locator("table.rows tbody tr td:last-child").all_inner_texts()
    assert [one.split()[0] for one in stands] == ["採択"] * 4 + ["補欠"] * 3 + ["不採択"], stands


def seals(office: Office, draft: str) -> None:
    """The chief, and then the director, who decides."""
    for username in ("kacho", "kyokucho"):
        page = office.at_desk(username)
        page.goto(draft)
        button = page.get_by_role("button", name=re.compile("^(承認する|決裁する)$"))
        if button.count():
            button.click()
            saved(page, "記録しました")


def drafts_one(office: Office, step: str, title: str) -> None:
    """A step of one application, drafted and sealed."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.cases[title]}steps/{step}/")
    clerk.get_by_role("button", name=re.compile("を起案する$")).click()
    saved(clerk, "起案しました")
    seals(office, clerk.url)


def drafts(office: Office, username: str, step: str, *titles: str) -> None:
    """One draft of a step for several applications, sealed."""
    clerk = office.at_desk(username)
    clerk.goto(f"{office.cases[titles[0]]}steps/{step}/round/")
    for box in clerk.locator("input[name=case]").all():
        box.uncheck()
    for title in titles:
        clerk.locator(f"input[name=case][value='{number_in(office.cases[title].split('/cases')[1])}']").check()
    press(clerk, "選んだ案件をまとめて起案する")
    expect(clerk.locator(".notice.error")).to_have_count(0)
    seals(office, clerk.url)


def phone_for(office: Office, title: str, what: str) -> Page:
    """The applicant's phone with what is asked of them."""
    address = invited(office.at_desk("tantou"), office.cases[title], what, WHOM[title])
    return office.on_a_phone(address, what)


def sends(office: Office, title: str, what: str, button: str = "送る", **facts: str) -> Page:
    """What the applicant is asked, filled in on the phone and sent."""
    phone = phone_for(office, title, what)
    send(phone, button, **facts)
    return phone


def fills(page: Page, facts: dict[str, str], button: str = "保存する") -> None:
    """A form filled in and kept."""
    for name, value in facts.items():
        page.fill(f"#id_{name}", value)
    press(page, button)
    expect(page.locator(".notice.error")).to_have_count(0)
    saved(page, "")

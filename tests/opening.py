"""Every page, opened once without a browser: the template it was made from, its HTML, and how many queries it asked.

Most come out of the table of addresses. Those that need something to have happened first are led up to here.
"""

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django_otp.plugins.otp_totp.models import TOTPDevice
from docx import Document

from banso.cases.consents import give_consent
from banso.cases.models import Case, Party
from banso.config.accounts import create_user
from banso.config.first_start import FirstForm
from banso.core.imports import import_kind
from banso.demo.owing import fill_duties
from banso.desk.account.invitations import hand_link
from banso.desk.account.views import WAITING
from banso.desk.models import LinkKind
from banso.intake import jobs
from banso.intake import services as intake
from banso.office.approvals import errands
from banso.office.approvals.models import Draft, Outcome, Station, Turn, Version
from banso.office.files.services import ask_binding, receive
from banso.office.guests import services as guests
from banso.office.mail import services as mails
from banso.office.mail.models import Attempt, Bounce
from banso.office.mail.services.letters import leave_address
from banso.office.papers import services as papers
from banso.office.payments import services as paying
from banso.office.reviews import services as judging
from banso.office.reviews.models import Outcome as Ruled
from banso.procedures.terms import lay_down_terms
from banso.registers.matching.compare import Judgement, Verdict
from banso.registers.models import Answer, Company, Doubt, DoubtSource, Programme, ProgrammeYear, Staff, User
from banso.registers.services import record_company
from banso.registers.services.doubting import Pair, decide, doubt_pairs
from banso.registers.services.merging import merge_companies
from banso.work.consultations.models import Consultation
from banso.work.dispatches.procedure import DISPATCH
from banso.work.fairs import services
from banso.work.fairs.services.access import issue_link, send_sign_up
from banso.work.fairs.tests.small_fair import SmallFair
from banso.work.grants import services as granting
from banso.work.grants.applying.sending import begin_application
from banso.work.grants.budgeting import draw_up_sheet
from banso.work.grants.eligibility import services as eligibility
from banso.work.grants.eligibility.kin import OVER
from banso.work.grants.eligibility.police import ask_police
from banso.work.grants.models import (
    Application,
    Call,
    Course,
    Demand,
    Disposal,
    Filing,
    FunderYear,
    InputTaxReport,
    OutcomeReport,
)
from banso.work.grants.services import record_category
from banso.work.grants.tests import spent
from conftest import TinyWorld

from .opening_walled import Steps, confidential
from .test_who_may_what import addresses

SOURCE = settings.ROOT / "src"
PASSWORD = "long-enough-2024"


@dataclass(frozen=True)
class Opened:
    """One page as it was sent."""

    name: str
    address: str
    status: int
    template: str
    html: str
    queries: int


@functools.cache
def full_pages() -> frozenset[str]:
    """The templates of whole pages: each begins a document, or fills one that does, and none is filled by another."""
    texts = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for root in SOURCE.rglob("templates")
        for path in root.rglob("*.html")
    }
    filled = {name: found[1] for name, text in texts.items() if (found := re.search(r'{% extends "([^"]+)" %}', text))}
    begun = {name for name, text in texts.items() if text.lstrip().startswith("<!doctype")}
    return frozenset((begun | filled.keys()) - set(filled.values()))


def manager() -> tuple[User, Client]:
    user, client = create_user("test-manager", "管理者", "manager", PASSWORD), Client()
    client.force_login(user)
    return user, client


def addressed(client: Client, chosen: Callable[[str], bool] = lambda name: True) -> list[Opened]:
    """Each page of the table of addresses that answers to a manager's GET with a page; only those chosen by name."""
    asked = [(name, address) for name, address in sorted(addresses().items()) if chosen(name)]
    found = [opened(name, lambda a=address: client.get(a)) for name, address in asked]
    return [page for page in found if page.status == 200 and page.html]


def opened(name: str, ask: Callable[[], Any]) -> Opened:
    cache.clear()
    connection.queries_log.clear()  # it holds the last 9,000: what is counted past them is not there
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    html = "" if answer.streaming or "html" not in answer["content-type"] else answer.content.decode()
    made_from = [template.name for template in answer.templates if template.name in full_pages()]
    return Opened(
        name, answer.request["PATH_INFO"], answer.status_code, made_from[-1] if made_from else "", html, len(queries)
    )


def led_up_to(user: User, client: Client) -> Iterator[Opened]:
    """The pages that need something to have happened: an answer to a form, a file made, a fair under way."""
    for steps in (
        _everyday,
        _steps,
        _papers,
        _lists,
        _lists_in_and_out,
        _twins,
        _report,
        _payments,
        _guests,
        _applying,
        confidential,
        _mails,
        _reviews,
        _eligibility,
        _changes,
        _after_the_settlement,
        _in_a_tiny_world,
        _way_in,
    ):
        for name, ask in steps(user, client):
            yield opened(name, ask)
    first = {"form": FirstForm({"name": "長い" * 70}, word="", founded=False)}
    for template in ("desk/first/first.html", "desk/first/done.html"):
        yield Opened(template, "", 200, template, render_to_string(template, first), 0)
    for template, status in (("400.html", 400), ("banso/refused.html", 422), ("500.html", 500), ("507.html", 507)):
        html = render_to_string(template, {"said": "「令和99年」という年度はありません。"})
        yield Opened(template, f"/{template}/", status, template, html, 0)


def _everyday(user: User, client: Client) -> Steps:
    yield "home", lambda: client.get("/")
    yield "search-results", lambda: client.get("/search/", {"q": "株式会社"})
    yield "consultation-refused", lambda: client.post("/consultations/consultation/new/", {"note": "試験"})
    yield "not-found", lambda: client.get("/registers/company/999999999/")
    reader = Client()
    reader.force_login(create_user("test-reader", "閲覧者", "reader", PASSWORD))
    yield "refused", lambda: reader.get("/people/")
    yield "report-of-no-year", lambda: client.get("/report/2031/")
    draft = _draft()
    yield "draft", lambda: client.get(draft.get_absolute_url())
    facts = {"programme": Programme.objects.filter(walled_to=None).earliest("pk"), "draft": draft, "total": 60}
    errand = errands.ask("decide", str(draft.pk), by=user, **facts)
    yield "errand", lambda: client.get(errand.get_absolute_url())
    yield "form-too-old", lambda: Client(enforce_csrf_checks=True).post("/login/", {})


def _draft() -> Draft:
    """A draft that waits for somebody."""
    staff = Staff.objects.filter(ended_on=None).earliest("pk")
    draft = Draft.objects.create(kind="x", title="備品の購入について(伺い)", drafter=staff, drafted_on=localdate())
    Outcome.objects.create(draft=draft)
    Version.objects.create(draft=draft, round=1, body="次のとおり伺います。", digest="0", shown=[["金額", "1,000円"]])
    station = Station.objects.create(draft=draft, round=1, order=1, role="approve", staff=staff)
    Turn.objects.create(draft=draft, station=station, staff=staff, deed="approve")
    return draft


def _steps(user: User, client: Client) -> Steps:
    """A step that is decided on a draft, for many cases at once."""
    case = Case.objects.filter(procedure="dispatch", programme__walled_to=None).latest("pk")
    facts = {"programme": case.programme, "fiscal_year": 2023, "content": {"approvals": {"reported": "dispatch"}}}
    Case.objects.filter(pk=case.pk).update(terms=lay_down_terms(DISPATCH, by=user, **facts))
    yield "case-round-drafted", lambda: client.get(reverse("case-round", args=[case.pk, "reported"]))


def _papers(user: User, client: Client) -> Steps:
    document, file = Document(), BytesIO()
    document.add_paragraph("{{文書番号}} {{文書日付}} {{年度}}")
    document.save(file)
    case = Case.objects.latest("pk")
    with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        facts = {"code": "notice", "title": "結果通知書", "valid_from": 2000}
        form = papers.add_form(SimpleUploadedFile("通知.docx", file.getvalue()), by=user, **facts)
        letter = papers.issue(case, form, by=user)
        yield "papers-form", lambda: client.get(form.get_absolute_url())
        yield "papers-issue", lambda: client.get(reverse("papers-issue", args=[case.pk, form.code]))
        yield "papers-letter", lambda: client.get(letter.get_absolute_url())
        came = {"title": "見積書", "received_on": localdate(), "way": "post", "sender": "北海商店"}
        row = receive(case, SimpleUploadedFile("見積書.txt", "見積".encode()), by=user, **came)
        yield "files-received", lambda: client.get(row.get_absolute_url())
        bound = ask_binding(case, by=user)
        yield "files-binding", lambda: client.get(bound.get_absolute_url())
        chosen = {"row": [case.pk]}
        yield "papers-round-new", lambda: client.post(reverse("papers-round-begin"), chosen)
        asked = papers.ask_round(papers.chosen([case.pk]), form, by=user)
        yield "papers-round-waiting", lambda: client.get(asked.get_absolute_url())
        papers.issue_round(asked.pk, user.pk)
        yield "papers-round", lambda: client.get(asked.get_absolute_url())


def _lists(user: User, client: Client) -> Steps:
    yield "print", lambda: client.get("/consultations/consultation/?year=2023&mode=online&format=print")
    company = Company.objects.create(name="𠮷野家具♥")
    yield "unwritable", lambda: client.get("/registers/company/", {"q": company.name, "format": "sjis"})
    bulk = reverse("bulk-changes", args=["registers.company"])
    rows = {"row": [company.pk]}
    yield "bulk-choose", lambda: client.post(bulk, rows)
    asked = {**rows, "field": "prefecture", "value": "岩手県", "reason": "移転", "step": "preview"}
    preview = client.post(bulk, asked)
    yield "bulk-preview", lambda: client.post(bulk, asked)
    done = client.post(bulk, {**asked, "step": "apply", "seen": preview.context["outcome"].seen})
    yield "bulk-done", lambda: client.get(done["Location"])
    visit = Consultation.objects.order_by("pk").first()
    voiding = reverse("void-record", args=["consultations.consultation", visit.pk])
    yield "void-record", lambda: client.get(voiding)
    gone = Company.objects.create(name="消した企業")
    address = reverse("deleted-record", args=["registers.company", gone.pk])
    gone.delete()
    yield "deleted-list", lambda: client.get(reverse("deleted-list", args=["registers.company"]))
    yield "deleted-record", lambda: client.get(address)


def _lists_in_and_out(user: User, client: Client) -> Steps:
    """A list that comes in, at each of its steps, and everything going out; the worker's part is done here."""
    with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        record_company(name="株式会社碧い杜", kana="アオイモリ", by=user)
        rows = "企業名,電話番号,受付\n有限会社試験製作所,017-700-0091,窓口\n,017-700-0092,電話\nアオイモリ,,\n"
        brought = intake.keep(import_kind("companies"), rows.encode(), "一覧.csv", by=user)
        yield "intake-columns", lambda: client.get(reverse("intake-columns", args=[brought.pk]))
        jobs.ask_look(brought, by=user)
        page = reverse("intake-import", args=[brought.pk])
        yield "intake-waiting", lambda: client.get(page)
        jobs.look_at_import(import_id=brought.pk, user_id=user.pk)
        yield "intake-asked", lambda: client.get(page)
        yield "intake-looked", lambda: client.get(page, {"what": "created"})
        jobs.run_import(import_id=brought.pk, user_id=user.pk, seen="")
        yield "intake-done", lambda: client.get(page)
        asked = client.post(reverse("full-export"))
        yield "full-export-run", lambda: client.get(asked["Location"])


def _twins(user: User, client: Client) -> Steps:
    """Two companies that may be one: the question, and what came of merging them."""
    kept, twin = (Company.objects.create(name=name) for name in ("株式会社試験ネジ製作", "試験ネジ製作㈱"))
    judged = Judgement(Verdict.DOUBTFUL, 80, ("よく似た名前です",))
    doubt_pairs([Pair(twin.pk, twin.name, kept.pk, judged)], source=DoubtSource.YEARLY, by=user)
    doubt = Doubt.objects.latest("pk")
    yield "doubt", lambda: client.get(reverse("doubt", args=[doubt.pk]))
    merge = decide(doubt, Answer.SAME, keep=kept, by=user)
    assert merge is not None
    merge_companies(merge_id=merge.pk)
    yield "doubt-decided", lambda: client.get(reverse("doubt", args=[doubt.pk]))
    yield "merge", lambda: client.get(reverse("merge", args=[merge.pk]))


def _report(user: User, client: Client) -> Steps:
    run = client.post(reverse("report-make", args=[2023]), {"format": "xlsx"})
    yield "report-run", lambda: client.get(run["Location"])
    client.post(reverse("report-close", args=[2023]))
    Company.objects.create(name="あとから入った企業")
    yield "report-differences", lambda: client.get(reverse("report-differences", args=[2023]))


def _in_a_tiny_world(user: User, client: Client) -> Steps:
    world = TinyWorld()
    yield from _fair(world, user, client)
    yield from _spending(world, user, client)


def _fair(world: TinyWorld, user: User, client: Client) -> Steps:
    small = SmallFair(world)
    fair, made = small.fair.pk, small.planned()
    waiting = services.ask_timetable(small.fair, seconds=10, based_on=None, by=user)
    guest = world.organisation("隣県の団体")
    host = services.record_host(by=user, fair=small.fair, organisation=guest, prefecture="岩手県")
    facts = {"company_name": "北の工場", "contact": "北 一郎", "email": "a@example.jp", "phone": "019-000-0000"}
    entry = send_sign_up(host, side="supplier", by=None, **facts)
    yield "fair-making", lambda: client.get(reverse("fair-timetable", args=[fair, waiting.number]))
    yield "fair-timetable", lambda: client.get(reverse("fair-timetable", args=[fair, made.number]))
    yield "fair-sign-up", lambda: client.get(reverse("fair-sign-up", args=[fair, entry.pk]))
    services.publish_timetable(made, by=user)
    for page in ("plan", "slots", "companies", "links", "day", "results", "follow-up"):
        yield f"fair-{page}", lambda page=page: client.get(reverse(f"fair-{page}", args=[fair]))
    visitor = Client()
    for page, holder in (("guest-of-company", small.suppliers[0]), ("guest-of-partner", host)):
        asked = issue_link(holder, by=user).invitation
        where = reverse("guest-asked", args=[guests.address_part(asked, by=user), asked.pk])
        yield page, lambda where=where: visitor.get(where)


def _spending(world: TinyWorld, user: User, client: Client) -> Steps:
    """What was spent of a grant: an expense with a paper, the applicant's own pages, the sheet of an inspection."""
    expense, asked, sheet = spent.spent_of_one_grant(world, user)
    for name in ("grants-expense", "grants-expense-mend", "grants-expense-asset"):
        yield name, lambda name=name: client.get(reverse(name, args=[expense.pk]))
    yield "grants-paper", lambda: client.get(reverse("grants-paper", args=[expense.papers.get().pk]))
    for name in ("grants-spending", "grants-settlement"):
        yield f"{name}-filled", lambda name=name: client.get(reverse(name, args=[expense.application_id]))
    yield "grants-inspection", lambda: client.get(reverse("grants-inspection", args=[sheet.pk]))
    visitor, part = Client(), guests.address_part(asked, by=user)
    yield "guest-expenses", lambda: visitor.get(reverse("guest-asked", args=[part, asked.pk]))
    yield "guest-expense-enter", lambda: visitor.get(reverse("guest-expense-enter", args=[part, asked.pk]))
    yield "guest-expense", lambda: visitor.get(reverse("guest-expense", args=[part, asked.pk, expense.pk]))


def _payments(user: User, client: Client) -> Steps:
    """Payments that wait, one that failed, and the bank's file it stood in."""
    clerk, other = (create_user(f"test-{name}", name, "manager", PASSWORD) for name in ("clerk", "releaser"))
    payee = paying.record_payee(kind="individual", name="佐藤 翔子", by=clerk)
    bank = {
        "bank_code": "0001",
        "bank_name": "見本銀行",
        "branch_code": "001",
        "branch_name": "本店",
        "number": "0000001",
    }
    account = paying.record_account(
        payee=payee, holder="サトウ ショウコ", valid_from=date(2020, 1, 1), by=clerk, **bank
    )
    sender = paying.record_sender(holder="ミホンセンター", code="0000000001", by=clerk, **bank)
    said = {
        "purpose": "講師謝金",
        "amount": 45_000,
        "treatment": "resident",
        "funding": "県補助金",
        "due_on": localdate(),
    }
    facts = {"case": Case.objects.latest("pk"), "payee": payee, "account": account, "by": clerk, **said}
    waiting, sent, released = (paying.request_payment(**facts) for _ in range(3))
    for one in (user, other):
        paying.release([sent, released], count=2, total=sent.net + released.net, by=one)
    batch = paying.make_batch([sent], sender=sender, pay_on=localdate(), by=user)
    yield "payments-release", lambda: client.get(reverse("payments-release"))
    yield "payments-confirm", lambda: client.get(reverse("payments-release"), {"order": waiting.pk})
    yield "payments-make", lambda: client.get(reverse("payments-make"))
    yield "payments-batch", lambda: client.get(batch.get_absolute_url())
    paying.note_result(sent, paid=False, on=localdate(), reason="口座なし", by=user)
    yield "payments-order", lambda: client.get(sent.get_absolute_url())


def _guests(user: User, client: Client) -> Steps:
    """Someone outside is asked two things about a dispatch, another one something confidential."""
    dispatches = Case.objects.filter(procedure="dispatch", programme__walled_to=None)
    until = localdate() + timedelta(days=14)
    facts = {"kind": "step", "name": "見本 次郎", "until": until, "by": user}
    case = dispatches.latest("pk")
    first = guests.invite(case=case, detail="requested", email="jiro@example.jp", **facts)
    guests.invite(case=case, detail="checked", email="jiro@example.jp", **facts)
    walled = Case.objects.exclude(programme__walled_to=None).latest("pk")
    said = {"given_by": "代表者", "capacity": "代表取締役", "purpose": "連絡", "given_on": localdate()}
    give_consent(walled, to="見本 次郎", items=["existence", "name"], by=user, **said)
    secret = guests.invite(case=walled, detail="x", email="saburo@example.jp", **facts)
    part, hidden = (guests.address_part(one, by=user) for one in (first, secret))
    visitor = Client()
    yield "guest", lambda: visitor.get(reverse("guest", args=[part]))
    yield "guest-asked", lambda: visitor.get(reverse("guest-asked", args=[part, first.pk]))
    yield "guest-number", lambda: visitor.get(reverse("guest-asked", args=[hidden, secret.pk]))
    yield "guest-shut", lambda: visitor.get(reverse("guest", args=["nobody"]))
    yield "guests-invitation", lambda: client.get(first.get_absolute_url())
    yield "guests-address", lambda: client.post(reverse("guests-act", args=[first.pk, "address"]))
    yield "guests-on-behalf", lambda: client.get(reverse("guests-on-behalf", args=[first.pk]))
    yield "guests-new", lambda: client.get(reverse("guests-new", args=[case.pk]))


def _reviews(user: User, client: Client) -> Steps:
    """A panel from an empty page to points given, with one reviewer in doubt of a tie."""
    programme = Programme.objects.create(code="judged", started_in=2023)
    ProgrammeYear.objects.create(programme=programme, fiscal_year=2023, name="見本の補助事業")
    facts = {"programme": programme, "company": Company.objects.earliest("pk"), "opened_on": date(2023, 6, 1)}
    case, _ = (Case.objects.create(title=title, **facts) for title in ("見本の計画", "別の計画"))
    days = {"held_on": localdate() + timedelta(days=9), "due_on": localdate()}
    panel = judging.record_panel(programme=case.programme, name="見本の審査会", budget=1, **days, by=user)
    yield "review-empty", lambda: client.get(panel.get_absolute_url())
    for place, name in enumerate(("新規性", "市場性"), 1):
        judging.record_criterion(panel=panel, place=place, name=name, points=20, mean_floor=6, by=user)
    yield "review-cases", lambda: client.get(reverse("review-cases", args=[panel.pk]))
    period = {"starts_on": localdate(), "ends_on": localdate()}
    who = [judging.record_reviewer(panel=panel, name=name, **period, by=user) for name in ("青木 一郎", "小野 二郎")]
    (candidate,) = judging.add_candidates(panel, [(case, 1)], by=user)
    judging.assign_all(panel, by=user)
    yield "review-assign", lambda: client.get(reverse("review-assign", args=[panel.pk]))
    first, second = (candidate.assignments.get(reviewer=one) for one in who)
    yield "review-undeclared", lambda: client.get(reverse("review-seat", args=[first.pk]))
    judging.declare(first, answer="none", by=user)
    judging.declare(second, answer="unsure", note="取引がある", by=user)
    judging.give(first, dict.fromkeys(panel.criteria.values_list("pk", flat=True), 15), by=user)
    for page, one in (("review-scored", first), ("review-unsure", second)):
        yield page, lambda one=one: client.get(reverse("review-seat", args=[one.pk]))
    yield "review", lambda: client.get(panel.get_absolute_url())
    yield "review-ranking", lambda: client.get(reverse("review-ranking", args=[panel.pk]))
    yield "review-fees", lambda: client.get(reverse("review-fees", args=["reviews", "panel", panel.pk]))
    yield "review-outcome-early", lambda: client.get(reverse("review-outcome", args=[panel.pk]))
    judging.abstain(second, reason="取引がある", by=user)
    yield "review-outcome", lambda: client.get(reverse("review-outcome", args=[panel.pk]))
    made = {candidate.pk: judging.Made("adopted")}
    judging.decide(panel, made, decided_on=localdate(), by=user)
    yield "review-decided", lambda: client.get(panel.get_absolute_url())
    yield "review-outcome-decided", lambda: client.get(reverse("review-outcome", args=[panel.pk]))
    yield "review-shown", lambda: client.get(reverse("review-shown", args=[panel.pk]))
    yield "review-asked", lambda: client.get(reverse("review-asked", args=["reviews", "panel", panel.pk]))
    yield "review-panel", lambda: client.get(reverse("review-panel", args=["cases", "case", case.pk]))
    grant = Case.objects.filter(procedure="grant", standing__closed=False).earliest("pk")
    judged = judging.record_panel(programme=grant.programme, name="見本の採否", **days, by=user)
    (put,) = judging.add_candidates(judged, [(grant, 1)], by=user)
    Ruled.objects.create(candidate=put, result="rejected", decided_on=localdate(), by=user)
    yield "review-rulings", lambda: client.get(reverse("review-rulings", args=[judged.pk]))


def _eligibility(user: User, client: Client) -> Steps:
    """Who owns and runs an applicant, what is checked of it, and the letter to the police about its officers."""
    application = Application.objects.exclude(case__standing__step__in=OVER).latest("pk")
    facts = {"application": application, "name": "工藤 正一", "kana": "クドウ ショウイチ", "role": "head", "by": user}
    facts |= {"born_on": date(1966, 3, 2), "gender": "male", "address": "青森市", "consented_on": localdate()}
    eligibility.record_officer(**facts)
    eligibility.record_shareholder(application=application, name="大きな会社", share=60, size="large", by=user)
    yield "grant-people", lambda: client.get(reverse("grant-people", args=[application.pk]))
    yield "grant-police-ask", lambda: client.get(reverse("grant-police-ask", args=[application.call_id]))
    inquiry = ask_police(application.call, [application], to="県警察本部", asked_on=localdate(), by=user)
    for kind in ("police", "deemed"):
        yield f"grant-check-{kind}", lambda kind=kind: client.get(reverse("grant-check", args=[application.pk, kind]))
    yield "grant-call-checks", lambda: client.get(reverse("grant-call-checks", args=[application.call_id]))
    yield "grant-police", lambda: client.get(reverse("grant-police", args=[inquiry.pk]))


def _changes(user: User, client: Client) -> Steps:
    """A plan that was decided, tried with a move beyond what needs no approval; and what its return would cost."""
    application = Application.objects.filter(case__standing__step="granted", case__programme__walled_to=None).latest(
        "pk"
    )
    day, call = application.case.standing.since, application.call
    works, travel = (record_category(call=call, name=name, by=user) for name in ("委託費", "旅費"))
    lines = [
        {"category": category, "content": "試作", "cost": amount, "eligible": amount}
        for category, amount in ((works, 900_000), (travel, 100_000))
    ]
    draw_up_sheet(application, drawn_on=day, lines=lines, by=user)
    address = reverse("grant-change", args=[application.pk])
    yield "grant-change", lambda: client.get(address)
    sums = {f"eligible-{works.pk}": 800_000, f"eligible-{travel.pk}": 200_000, f"cost-{travel.pk}": 200_000}
    yield "grant-change-tried", lambda: client.post(address, {"ground": "allocation", "try": "1", **sums})
    panel = reverse("grant-moves-panel", args=["cases", "case", application.case_id])
    yield "grant-moves-panel-filled", lambda: client.get(panel)


def _after_the_settlement(user: User, client: Client) -> Steps:
    """Grants of two years ago: who owes what, a case's own, reports, a disposal, and the prefecture's account."""
    open_to_all = Course.objects.filter(programme__walled_to=None)
    fill_duties(
        localdate(), open_to_all.latest("pk"), list(Company.objects.order_by("pk")[:4]), Staff.objects.first(), by=user
    )
    yield "grants-duties-filled", lambda: client.get(f"{reverse('grants-duties')}?state=")
    disposal, report = Disposal.objects.latest("pk"), OutcomeReport.objects.latest("pk")
    for case in (report.case_id, disposal.asset.case_id):
        panel = reverse("grants-duties-panel", args=["cases", "case", case])
        yield "grants-duties-panel-filled", lambda panel=panel: client.get(panel)
    panel = reverse("grants-disposal-panel", args=["grants", "disposal", disposal.pk])
    yield "grants-disposal-panel", lambda: client.get(panel)
    yield (
        "grants-funder-year",
        lambda: client.get(reverse("grants-funder-year", args=[FunderYear.objects.latest("pk").pk])),
    )
    for row in (disposal, report, disposal.asset, Demand.objects.latest("pk"), InputTaxReport.objects.latest("pk")):
        name = f"grants-{row._meta.model_name}-edit"
        yield name, lambda name=name, row=row: client.get(reverse(name, args=[row.pk]))


def _applying(user: User, client: Client) -> Steps:
    """Someone applies to a call that is open; a colleague looks at what came and sends a part of it back."""
    call = Call.objects.filter(course__programme__walled_to=None).latest("pk")
    days = {"opens_on": localdate() - timedelta(days=9), "closes_on": localdate() + timedelta(days=9)}
    granting.record_window(call=call, name="第1回", by=user, **days)
    category = granting.record_category(call=call, name="機械装置費", by=user)
    visitor, facts = Client(), {"name": "見本 四郎", "email": "shiro@example.jp"}
    yield "grant-open-calls", lambda: visitor.get(reverse("grant-open-calls"))
    yield "grant-open-call", lambda: visitor.get(reverse("grant-open-call", args=[call.pk]))
    asked = begin_application(call, by=user, **facts)
    where = [guests.address_part(asked, by=user), asked.pk]
    visitor.post(reverse("guest-number", args=where), {"number": guests.tell_code(asked, by=user)})
    yield "grant-apply", lambda: visitor.get(reverse("grant-apply", args=where))
    typed = {name: "見本木工" for name in ("company_name", "address", "representative", "contact", "title")}
    typed |= {
        "phone": "017-700-0001",
        "line-1-category": str(category.pk),
        "line-1-content": "機械 一式",
        "preview": "1",
    }
    typed |= {"line-1-cost": "1100", "own": "1100", "requested": "0"}
    visitor.post(reverse("grant-apply", args=where), typed)
    yield "grant-apply-preview", lambda: visitor.get(reverse("grant-apply-preview", args=where))
    visitor.post(reverse("grant-apply-preview", args=where))
    yield "grant-apply-receipt", lambda: visitor.get(reverse("grant-apply-receipt", args=where))
    filing = Filing.objects.latest("pk")
    yield "grant-filing", lambda: client.get(filing.get_absolute_url())
    yield "grant-return", lambda: client.get(reverse("grant-return", args=[filing.application_id]))


def _mails(user: User, client: Client) -> Steps:
    """A mail on a case from its template to the outbox, one that went, and one nobody knows of."""
    with override_settings(SMTP=None):
        body = "{{宛先_氏名}} 様\n\n{{企業名}}の件でご連絡します。"
        text = mails.save_template(title="ご連絡", topic="business", subject="ご連絡", body=body, by=user)
        case = Case.objects.filter(procedure="dispatch", company__isnull=False).latest("pk")
        party = Party.objects.create(case=case, role="company", name="見本 次郎", email="jiro@example.jp")
        chosen = {"template": text.pk, "parties": [party.pk], "look": "1"}
        yield "mail-template", lambda: client.get(reverse("mail-template", args=[text.pk]))
        yield "mail-seen", lambda: client.post(reverse("mail-new", args=[case.pk]), chosen)
        waiting, gone = (mails.write_round(text, mails.lines_for(text, [party], by=user), by=user) for _ in range(2))
        mails.let_go(gone, count=1, by=user)
        yield "mail-waiting", lambda: client.get(waiting.get_absolute_url())
        yield "mail-by-hand", lambda: client.get(gone.get_absolute_url())
        message = gone.messages.get()
        Attempt.objects.create(message=message, number=1, begun_at=timezone.now() - timedelta(hours=1))
        yield "mail-unknown", lambda: client.get(gone.get_absolute_url())
        yield "mail-message", lambda: client.get(message.get_absolute_url())
        Bounce.objects.create(
            message=message, email=message.to_email, fault="permanent", returned_on=localdate(), digest="0"
        )
        yield "mail-returned", lambda: client.get(reverse("mail-returned"))
        part = leave_address("jiro@example.jp", "events").split("/leave/")[1]
        yield "mail-leave", lambda: Client().get(f"/leave/{part}")


def _way_in(user: User, client: Client) -> Steps:
    visitor = Client()
    yield "login", lambda: visitor.get("/login/")
    wrong = {"username": "nobody-here", "password": "wrong"}
    yield "login-refused", lambda: visitor.post("/login/", wrong)
    for _ in range(4):
        visitor.post("/login/", wrong)
    yield "login-locked", lambda: visitor.post("/login/", wrong)
    session = visitor.session
    session[WAITING] = {"user": user.pk, "backend": "", "next": "/", "at": timezone.now().timestamp()}
    session.save()
    yield "login-code", lambda: visitor.get("/login/code/")
    yield "choose-password", lambda: visitor.get(hand_link(user, LinkKind.PASSWORD, by=None))
    yield "renew-second-factor", lambda: visitor.get(hand_link(user, LinkKind.SECOND_FACTOR, by=None))
    yield "link-over", lambda: visitor.get(reverse("choose-password", args=[user.pk, "none"]))
    yield "people-password", lambda: client.post(reverse("people-password", args=[user.pk]))
    TOTPDevice.objects.create(user=user, confirmed=True)
    yield "account", lambda: client.get("/account/")
    yield "backup-codes", lambda: client.post("/account/backup-codes/", {"password": PASSWORD})

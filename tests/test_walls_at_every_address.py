"""Every address that names a record, asked by members of walled units and by someone outside them.

In the reference world every programme is put behind the wall of one of three units, so that every kind of record that
belongs to a programme is walled. Everyone here may do everything with every kind: only the walls keep them apart.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Model, Q
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from banso.config.roles import secure
from banso.core.acting import act_for
from banso.core.tables import all_tables
from banso.desk.models import Document, DocumentFile
from banso.office.deadlines.models import Reminded
from banso.office.deadlines.services import set_deadline
from banso.office.guests.services import address_part, invite
from banso.office.mail.services import drop, write_mailing, write_message
from banso.registers.models import Membership, Programme, RoleAssignment, Unit, User
from banso.registers.walls import all_walls, wall_of, way_to_programme, whose
from banso.search.keeping import refresh
from banso.work.fairs import services
from banso.work.fairs.services.access import send_sign_up
from banso.work.fairs.tests.small_fair import SmallFair
from conftest import TinyWorld

from .test_who_may_what import kind_pages, named_pages

ROLE, COUNTER = "banso_app", "banso_counter"
NOWHERE = 10**9  # no record has this number
# pages that name a record of one kind → that kind, and what else the address says
OF_ONE_KIND: dict[str, tuple[str, tuple[Any, ...]]] = {
    "case": ("dispatches.dispatch", ()),
    "case-step": ("dispatches.dispatch", ("cancelled",)),
    "case-round": ("dispatches.dispatch", ("cancelled",)),
    "case-hand-over": ("dispatches.dispatch", ()),
    "case-watch": ("dispatches.dispatch", ()),
    "case-pay": ("dispatches.dispatchstep", ()),
    "case-party-new": ("dispatches.dispatch", ()),
    "team-act": ("dispatches.dispatch", ("join",)),
    "team-leave": ("cases.teammember", ()),
    "team-let-in": ("cases.exclusion", ()),
    "team-lift": ("cases.tiedeclaration", ()),
    "conflict-settle": ("cases.conflictnotice", ("notice",)),
    "referral-answer": ("cases.referralreceived", ("take",)),
    "case-party": ("cases.party", ()),
    "case-telling": ("dispatches.dispatch", ("consent",)),
    "case-telling-row": ("cases.consent", ("consent-end",)),
    "dispatch-case": ("dispatches.dispatch", ()),
    "council-case": ("turnaround.councilcase", ()),
    "council-creditors": ("turnaround.councilcase", ()),
    "council-creditors-write": ("turnaround.councilcase", ()),
    "council-creditors-file": ("turnaround.councilcase", ()),
    "council-consent": ("turnaround.councilcase", ()),
    "council-step": ("turnaround.councilstep", ()),
    **{
        f"transfer-{page}": ("transfers.listing", ())
        for page in ("listing", "sheet", "sheet-count", "candidates", "choose", "negotiations")
    },
    "transfer-deal": ("transfers.deal", ()),
    "transfer-sales": ("transfers.buyer", ()),
    "complaint-case": ("complaints.complaint", ()),
    "award-case": ("gatherings.nomination", ()),
    "succession-case": ("succession.track", ()),
    "succession-plan": ("succession.track", ()),
    "succession-check": ("succession.track", ()),
    "succession-plan-file": ("succession.planversion", ("a4",)),
    "grant-case": ("grants.application", ()),
    "grant-change": ("grants.application", ()),
    "grant-charges": ("grants.application", ()),
    "grant-check": ("grants.application", ("tax",)),
    "grant-checks-accept": ("grants.application", ()),
    "grant-people": ("grants.application", ()),
    "grant-police": ("grants.policeinquiry", ()),
    "grant-police-file": ("grants.policeinquiry", ()),
    "grant-fund-report": ("grants.fund", ()),
    "lending-ledger": ("lending.contract", ()),
    "lending-entry-back": ("lending.entry", ()),
    "plan-case": ("turnaround.plancase", ()),
    "plan-quotes": ("turnaround.plancase", ()),
    "plan-banks": ("turnaround.plancase", ()),
    "plan-papers": ("turnaround.plancase", ("application", 1)),
    "plan-complete": ("turnaround.plancase", ("application", 1)),
    "grants-funder-year": ("grants.funderyear", ()),
    "grants-disposal-propose": ("grants.disposal", ()),
    "grants-spending": ("grants.application", ()),
    "grants-spending-paper": ("grants.application", ("expenses.xlsx",)),
    "grants-settlement": ("grants.application", ()),
    "grants-expense-enter": ("grants.application", ()),
    "grants-inspection-begin": ("grants.application", ()),
    "grants-expense": ("grants.expense", ()),
    "grants-expense-mend": ("grants.expense", ()),
    "grants-expense-asset": ("grants.expense", ()),
    "grants-expense-act": ("grants.expense", ("withdraw",)),
    "grants-paper": ("grants.expensepaper", ()),
    "grants-inspection": ("grants.inspection", ()),
    "grants-inspection-confirm": ("grants.inspection", ()),
    "grants-inspection-paper": ("grants.inspection", ()),
    "case-step-back": ("dispatches.dispatchstep", ()),
    "draft": ("approvals.draft", ()),
    "draft-paper": ("approvals.draft", ()),
    "draft-seal": ("approvals.draft", ()),
    "draft-act": ("approvals.draft", ("send_back",)),
    "errand": ("approvals.errand", ()),
    "turn": ("approvals.turn", ()),
    "deadlines-new": ("cases.case", ()),
    "deadlines-move": ("deadlines.deadline", ()),
    "deadlines-end": ("deadlines.deadline", ()),
    "papers-issue": ("cases.case", ("notice",)),
    "papers-form": ("papers.form", ()),
    "papers-form-file": ("papers.form", ()),
    "papers-form-withdraw": ("papers.form", ()),
    "papers-letter": ("papers.letter", ()),
    "papers-letter-file": ("papers.letter", ()),
    "papers-letter-pdf": ("papers.letter", ()),
    "papers-round": ("papers.round", ()),
    "papers-round-resume": ("papers.round", ()),
    "papers-round-file": ("papers.round", ("zip",)),
    "files-file": ("cases.case", ()),
    "files-receive": ("cases.case", ()),
    "files-bind": ("cases.case", ()),
    "files-binding": ("files.binding", ()),
    "files-binding-file": ("files.binding", ("pdf",)),
    "files-received": ("files.receivedfile", ()),
    "files-received-file": ("files.receivedfile", ()),
    "payments-new": ("cases.case", ()),
    "payments-order": ("payments.order", ()),
    "payments-withdraw": ("payments.order", ()),
    "payments-anew": ("payments.order", ()),
    "payments-result": ("payments.order", ("paid",)),
    "payments-batch": ("payments.batch", ()),
    "payments-file": ("payments.batch", ()),
    "payments-all-paid": ("payments.batch", ()),
    "guests-invitation": ("guests.invitation", ()),
    "guests-act": ("guests.invitation", ("withdraw",)),
    "guests-on-behalf": ("guests.invitation", ()),
    "guests-new": ("cases.case", ()),
    "review": ("reviews.panel", ()),
    "review-ranking": ("reviews.panel", ()),
    "review-assign": ("reviews.panel", ()),
    "review-assign-list": ("reviews.panel", ()),
    "review-cases": ("reviews.panel", ()),
    "review-copy": ("reviews.panel", ()),
    "review-seat": ("reviews.assignment", ()),
    "review-outcome": ("reviews.panel", ()),
    "review-promote": ("reviews.panel", ()),
    "review-decline": ("reviews.candidate", ()),
    "review-paper": ("reviews.panel", ("meeting",)),
    "review-invite": ("reviews.panel", ()),
    "review-mails": ("reviews.panel", ()),
    "review-commissions": ("reviews.panel", ()),
    "review-shown": ("reviews.panel", ()),
    "review-fee": ("reviews.reviewer", ()),
    "review-rulings": ("reviews.panel", ()),
    "mail-new": ("cases.case", ()),
    "mail-mailing": ("mail.mailing", ()),
    "mail-act": ("mail.mailing", ("drop",)),
    "mailing-propose": ("mail.mailing", ()),
    "mail-message": ("mail.message", ()),
    "mail-file": ("mail.message", ()),
    "mail-message-act": ("mail.message", ("went",)),
    "grant-filing": ("grants.filing", ()),
    "grant-return": ("grants.application", ()),
    "grant-plan": ("grants.application", ()),
    "grant-plan-sums": ("grants.application", ()),
    "orders-heard": ("orders.introduction", ()),
    "orders-candidates": ("orders.inquiry", ()),
    "orders-compare": ("orders.inquiry", ()),
    "orders-introduce": ("orders.inquiry", ()),
    "orders-drawing-add": ("orders.inquiry", ()),
    "orders-drawing": ("orders.drawing", ()),
    "orders-drawing-remove": ("orders.drawing", ()),
    "orders-renew": ("orders.registration", ()),
    "orders-decide": ("orders.proposedchange", ()),
    "orders-letter": ("orders.letter", ()),
    "surveys-work": ("surveys.survey", ()),
    "surveys-act": ("surveys.survey", ("send",)),
    "surveys-letters": ("surveys.survey", ()),
    "surveys-results": ("surveys.survey", ()),
    "surveys-enter": ("surveys.surveytarget", ()),
    "visit-followed-up": ("consultations.consultation", ()),
    "visit-also": ("consultations.consultation", ()),
    "document-version": ("desk.document", ()),
    "document-remove": ("desk.document", ()),
    "document-file": ("desk.documentfile", ()),
    **{
        f"fair-{page}": ("fairs.fair", ())
        for page in (
            "plan", "slots", "companies", "links", "link-change", "solve", "day", "presence", "repair", "results",
            "follow-up", "ask",
        )
    },
    **{f"fair-{page}": ("fairs.timetable", ()) for page in ("timetable", "progress", "change", "publish", "revise")},
    "fair-paper": ("fairs.timetable", ("wall", "pdf")),
    "fair-company": ("fairs.participant", ()),
    "fair-sign-up": ("fairs.signup", ()),
    "fair-result": ("fairs.appointment", ()),
    "fair-answer": ("fairs.meeting", ()),
}  # fmt: skip
# pages that name a record of any kind, by app, model and number
OF_ANY_KIND = ("record-audience", "record-seers", "record-figures", "record-years")
# the same, of some kinds
OF_SOME_KINDS = {
    "council-panel": ("cases.case",),
    "grants-disposal-panel": ("grants.disposal",),
    "transfer-sheet-panel": ("cases.case",),
    "transfer-ladder-panel": ("cases.case",),
    "transfer-sales-panel": ("transfers.buyer",),
    "grants-duties-panel": ("cases.case", "deadlines.deadline"),
    "team-panel": ("cases.case",),
    "referral-panel": ("cases.referralreceived", "cases.conflictnotice"),
    "complaint-panel": ("cases.case",),
    "succession-panel": ("cases.case",),
    "deadlines-panel": ("cases.case", "deadlines.deadline"),
    "case-telling-panel": ("cases.case",),
    "case-contact-panel": ("cases.case",),
    "drafts-panel": ("cases.case",),
    "papers-panel": ("cases.case",),
    "files-panel": ("cases.case",),
    "payments-panel": ("cases.case",),
    "guests-panel": ("cases.case",),
    "grant-plan-panel": ("cases.case",),
    "grant-filing-panel": ("cases.case",),
    "review-panel": ("cases.case",),
    "grant-checks-panel": ("cases.case",),
    "grant-moves-panel": ("cases.case",),
    "plan-costs-panel": ("cases.case",),
    "plan-papers-panel": ("cases.case",),
    "plan-banks-panel": ("cases.case",),
    "grant-fund-panel": ("grants.fund",),
    "lending-panel": ("lending.contract",),
    "grants-spending-panel": ("cases.case",),
    "project-panel": ("projects.project",),
    "review-asked": ("reviews.panel",),
    "review-fees": ("reviews.panel",),
    "mail-panel": ("cases.case",),
    "fair-panel": ("fairs.fair",),
    "orders-panel": ("orders.registration", "orders.inquiry", "orders.introduction"),
    "visit-panel": ("consultations.consultation",),
    "search-panel": (
        "consultations.consultation",
        "cases.case",
        "cases.stageentry",
        "dispatches.visit",
        "turnaround.accompaniment",
        "orders.inquiry",
    ),
    "surveys-panel": ("surveys.survey", "surveys.surveytarget"),
}
# pages whose number is of what is no programme's: a login, a company, a list or a file of one's own, the report's parts
OF_NO_PROGRAMME = {
    "people-lock", "people-unlock", "people-password", "people-second-factor", "choose-password", "renew-second-factor",
    "deadlines-calendar", "people-access", "people-unit-role", "handover", "list-change", "bulk-change", "deleted-record", "restore-record",
    "void-record", "report", "report-figure",
    "report-records", "report-make", "report-run", "report-file", "report-close", "report-differences", "report-correct",
    "programme-change", "outline", "outline-step", "outline-number", "outline-past", "section-add", "section-edit",
    "section-put", "section-read", "section-remove", "block-act", "block-new", "block-edit", "followed-figure", "company-brief", "karte", "document-add",
    "guest-asked", "guest-file", "guest-unsent", "guest-number", "mail-template",
    "terms-of", "terms-change", "grant-call-checks", "grant-call-checks-file", "grant-police-ask",
    "grant-call-layout", "grant-call-copy", "grant-call-end", "grant-call-panel", "grant-call-begin", "grant-open-call",
    "grant-apply", "grant-apply-keep", "grant-apply-preview", "grant-apply-receipt",
    "grant-apply-form", "grant-apply-read", "grant-apply-for-form", "grant-apply-for-read",
    "grant-apply-for", "grant-apply-for-keep", "grant-apply-for-preview", "grant-apply-for-receipt",
    "orders-visit", "orders-balance", "full-export-run", "full-export-file",
    "guest-expense", "guest-expense-enter",
    "doubt", "doubt-decide", "doubt-take-back", "merge", "merge-act",
    "search-alike-found", "intake-import", "intake-columns", "intake-confirm", "intake-undo", "intake-refused",
    "intake-answer", "intake-again",
}  # fmt: skip
ROOTS = (
    "dispatch-case",
    "grant-case",
    "council-case",
    "complaint-case",
    "award-case",
    "succession-case",
)  # named by the kind's own record, not by its case
WITHOUT_A_RECORD = {
    "transfers.listing",
    "transfers.deal",
    "transfers.buyer",
    "cases.conflictnotice",
    "cases.exclusion",
    "cases.referralreceived",
    "cases.teammember",
    "cases.tiedeclaration",
    "lending.entry",
    "grants.disposal",
    "grants.funderyear",
    "grants.expense",
    "grants.expensepaper",
    "grants.inspection",
    "orders.letter",
    "orders.proposedchange",
    "payments.order",
    "payments.batch",
}  # the reference world has none


def test_every_address_with_a_number_has_its_kind() -> None:
    """A new page that names a record fails until it is told here of which kind."""
    named = {
        str(pattern.name)
        for pattern in named_pages(get_resolver().url_patterns)
        if {"int", "fiscalyear"}
        & {type(c).__name__.removesuffix("Converter").lower() for c in pattern.pattern.converters.values()}
    }
    assert named - kind_pages().keys() == OF_ONE_KIND.keys() | {*OF_ANY_KIND} | OF_SOME_KINDS.keys() | OF_NO_PROGRAMME


class Walls:
    """Three units, each with a member, and an outsider; every programme behind one of them."""

    def __init__(self) -> None:
        self.role = Group.objects.create(name="すべて")
        self.role.permissions.set(Permission.objects.all())
        self.people: dict[str, User] = {"outsider": self._login("outsider")}
        units = []
        for name in ("first", "second", "third"):
            units.append(Unit.objects.create(code=f"unit-{name}", name=name, confidential=True))
            self.people[name] = self._login(name)
            Membership.objects.create(user=self.people[name], unit=units[-1], starts_on=date(2020, 4, 1))
        for place, programme in enumerate(Programme.objects.order_by("pk")):
            programme.walled_to = units[place % 3]
            programme.save()

    def _login(self, name: str) -> User:
        user = User.objects.create_user(f"walls-{name}", display_name="職員")
        RoleAssignment.objects.create(user=user, role=self.role, starts_on=date(2020, 4, 1))
        return user

    def inside(self, record: Model) -> str:
        """The one person who may see a record."""
        programme, _ = whose(record)
        return str(programme.walled_to.name)


def _fill() -> None:
    """What the reference world has none of: a document with its file, a fair with a timetable and an entry, a deadline."""
    world = TinyWorld()
    world.wall()  # cases of confidential kinds are filed behind one
    small = SmallFair(world)
    small.planned()
    document = Document.objects.create(
        company=small.buyers[0].company, programme=world.programme, title="守秘の書類", dated_on=date(2023, 5, 1)
    )
    DocumentFile.objects.create(
        document=document, version=1, file=ContentFile(b"x", "x"), name="x.pdf", content_type="application/pdf", size=1,
        sha256="0", uploaded_by=small.user,
    )  # fmt: skip
    inquiry = apps.get_model("orders.inquiry").objects.latest("pk")
    apps.get_model("orders.drawing").objects.create(
        inquiry=inquiry, title="守秘の図面", file=ContentFile(b"x", "x"), name="x.pdf", content_type="application/pdf",
        size=1, sha256="0", uploaded_by=small.user,
    )  # fmt: skip
    case = apps.get_model("cases.case").objects.latest("pk")
    of_dispatch = apps.get_model("dispatches.dispatch").objects.latest("pk").case
    apps.get_model("cases.party").objects.create(case=of_dispatch, role="expert", name="守秘の専門家")
    _told(of_dispatch)
    deadline = set_deadline(case, name="守秘の期限", due_on=date(2023, 6, 1), by=None)
    Reminded.objects.create(deadline=deadline, to="keeper", days=-14, on=date(2023, 5, 18))
    _papers(case, small.user)
    _draft(case, world)
    _asked_outside(small.user)
    _sent_in()
    _mails(case, small.user)
    _judged(case, small.user)
    _checked()
    _turned_round()
    _complained(world)
    _put_forward(world)
    _succeeded(world)
    guest = world.organisation("隣県の団体")
    host = services.record_host(by=small.user, fair=small.fair, organisation=guest, prefecture="岩手県")
    facts = {"company_name": "北の工場", "contact": "北", "email": "a@example.jp", "phone": "019-000-0000"}
    send_sign_up(host, side="supplier", by=None, **facts)


def _complained(world: TinyWorld) -> None:
    """A complaint that was advised on."""
    model = apps.get_model
    facts = {
        "programme": world.programme,
        "procedure": "complaint",
        "company": world.company(),
        "opened_on": date(2023, 5, 1),
    }
    case = model("cases.case").objects.create(**facts)
    model("complaints.complaint").objects.create(case=case, means="phone", matter="late", order="unknown")
    model("complaints.complaintstep").objects.create(
        case=case, step="advised", taken_on=date(2023, 5, 1), advice="守秘の助言"
    )


def _put_forward(world: TinyWorld) -> None:
    """A candidate for a prize."""
    facts = {"programme": world.programme, "procedure": "award", "opened_on": date(2023, 5, 1)}
    case = apps.get_model("cases.case").objects.create(company=world.company(), **facts)
    apps.get_model("gatherings.nomination").objects.create(case=case, division="守秘部門", theme="守秘の取組")


def _told(case: Any) -> None:
    """What may be told of a case, what was told, to whom, and how its people are reached."""
    model, when = apps.get_model, date(2023, 6, 1)
    to = {"case": case, "recipient_name": "守秘の銀行"}
    consents = [
        model("cases.consent").objects.create(given_by="守秘 太郎", items=["name"], given_on=when, **to)
        for _ in range(2)
    ]
    model("cases.consentend").objects.create(consent=consents[0], withdrawn_on=when, reason="守秘の理由")
    agreed = [
        model("cases.nondisclosure").objects.create(signatory="守秘 次郎", signed_on=when, **to) for _ in range(2)
    ]
    model("cases.nondisclosureend").objects.create(nda=agreed[0], ended_on=when, reason="守秘の理由")
    told = model("cases.disclosure").objects.create(
        number=1, at=timezone.now(), means="phone", items=["name"], ground="consent", consent=consents[1], **to
    )
    model("cases.returned").objects.create(disclosure=told, came_on=when, how="returned", note="守秘の書類")
    model("cases.contactrule").objects.create(case=case, rule="words", words="守秘の決まり", starts_on=when)
    model("cases.naming").objects.create(case=case, named_on=when, alias="守秘の呼び名")


def _succeeded(world: TinyWorld) -> None:
    """A track with its plan, its check sheet and the sheet it came of."""
    model, day = apps.get_model, date(2023, 5, 1)
    facts = {"programme": world.programme, "procedure": "succession", "company": world.company(), "opened_on": day}
    case = model("cases.case").objects.create(**facts)
    track = model("succession.track").objects.create(case=case, kind="family")
    model("succession.trackstep").objects.create(case=case, step="met", taken_on=day, advice="守秘の面談")
    plan = model("succession.planversion").objects.create(track=track, version=1, made_on=day)
    model("succession.planyear").objects.create(plan=plan, fiscal_year=2024, training="守秘の教育")
    question = model("succession.sheetquestion").objects.filter(edition__purpose="guarantee").first()
    model("succession.guaranteeanswer").objects.create(track=track, question=question, answer="はい")
    sheet = (
        model("succession.diagnosis").objects.filter(company__isnull=False).first()
        or model("succession.diagnosis").objects.first()
    )
    asked = model("succession.sheetquestion").objects.filter(edition__purpose="diagnosis").first()
    model("succession.sheetanswer").objects.create(diagnosis=sheet, question=asked, answer="はい")


def _sent_in() -> None:
    """An application of the world, as it was sent in."""
    model = apps.get_model
    application = model("grants.application").objects.latest("pk")
    sheet = model("grants.budgetsheet").objects.create(application=application, drawn_on=date(2023, 6, 1))
    model("grants.filing").objects.create(
        application=application, version=1, received_at=timezone.now(), means="paper", sheet=sheet,
        content={"answers": {"title": "守秘の事業"}},
    )  # fmt: skip


def _turned_round() -> None:
    """A plan of the council with its figures, and an expert of its team."""
    model, day = apps.get_model, date(2024, 3, 29)
    council = model("turnaround.councilcase").objects.latest("pk")
    plan = model("turnaround.councilstep").objects.create(case=council.case, step="planned", taken_on=day)
    model("turnaround.planyear").objects.create(plan=plan, nth=1, profit=1)
    expert = model("registers.expert").objects.latest("pk")
    model("turnaround.expertcommission").objects.create(council=council, expert=expert, role="tax", asked_on=day)


def _asked_outside(user: User) -> None:
    """Something asked of someone outside on a dispatch, opened and answered."""
    model = apps.get_model
    case = model("dispatches.dispatch").objects.latest("pk").case
    facts = {"case": case, "detail": "requested", "name": "守秘の相手", "until": date(2100, 1, 1)}
    facts["company"] = case.company  # whose case it is: needs no consent
    invitation = invite("step", by=user, **facts)
    address_part(invitation, by=user)
    door = model("guests.door").objects.get()
    model("guests.seen").objects.create(invitation=invitation, door=door)
    model("guests.submission").objects.create(invitation=invitation, means="link")
    model("guests.code").objects.create(invitation=invitation, digest="0")
    model("guests.unsent").objects.create(invitation=invitation)


def _judged(case: Any, user: User) -> None:
    """A panel before which the case lies: a tie in doubt and allowed, points, and a result."""
    model = apps.get_model
    day = date(2023, 6, 1)
    panel = model("reviews.panel").objects.create(
        programme=case.programme, name="守秘の審査会", held_on=day, due_on=day
    )
    criterion = model("reviews.criterion").objects.create(panel=panel, place=1, name="守秘の項目", points=10)
    model("reviews.panelcase").objects.create(panel=panel, case=case)
    reviewer = model("reviews.reviewer").objects.create(panel=panel, name="守秘の委員", starts_on=day, ends_on=day)
    candidate = model("reviews.candidate").objects.create(panel=panel, case=case, place=1)
    seat = model("reviews.assignment").objects.create(reviewer=reviewer, candidate=candidate)
    said = model("reviews.declaration").objects.create(assignment=seat, answer="unsure", note="守秘の関係", by=user)
    model("reviews.ruling").objects.create(declaration=said, verdict="allowed", decided_by="x", reason="x", by=user)
    sheet = model("reviews.scoresheet").objects.create(assignment=seat, by=user)
    model("reviews.score").objects.create(sheet=sheet, criterion=criterion, points=5)
    model("reviews.outcome").objects.create(candidate=candidate, result="adopted", amount=1, decided_on=day, by=user)


def _checked() -> None:
    """An application with its shareholders and officers, a check of it, a letter to the police about it; the fund it is paid from."""
    model, day = apps.get_model, date(2023, 6, 1)
    application = model("grants.application").objects.latest("pk")
    model("grants.shareholder").objects.create(application=application, name="守秘の株主", share=50)
    model("grants.officer").objects.create(application=application, name="守秘の役員")
    model("grants.eligibilitycheck").objects.create(application=application, kind="tax", result="ok", checked_on=day)
    facts = {"programme": application.case.programme, "call": application.call, "to": "守秘の照会先", "asked_on": day}
    inquiry = model("grants.policeinquiry").objects.create(**facts)
    facts = {"programme": application.case.programme, "name": "守秘の基金", "kind": "income", "founded_on": day}
    fund = model("grants.fund").objects.create(**facts)
    model("grants.fundentry").objects.create(fund=fund, on=day, kind="income", amount=1)
    facts = {"programme": application.case.programme, "event": "moved_out", "share": "1/2"}
    model("grants.leavingrule").objects.create(**facts)
    model("grants.inquiredapplication").objects.create(inquiry=inquiry, application=application, found="x")


def _mails(case: Any, user: User) -> None:
    """A mail about the case that went out and came back, and one that was dropped."""
    for dropped in (True, False):
        mailing = write_mailing("守秘の連絡", "business", case.programme, by=user)
        facts = {"to_name": "守秘の相手", "to_email": "a@example.jp", "subject": "ご連絡", "body": "本文"}
        message = write_message(mailing, case=case, by=user, **facts)
        if dropped:
            drop(mailing, by=user)
        else:
            apps.get_model("mail.posting").objects.create(mailing=mailing, by=user, count=1)
            attempt = apps.get_model("mail.attempt").objects.create(message=message, number=1)
            apps.get_model("mail.outcome").objects.create(attempt=attempt, result="sent")
            apps.get_model("mail.bounce").objects.create(
                message=message, email="a@example.jp", fault="permanent", returned_on=date(2023, 6, 1), digest="0"
            )


def _draft(case: Any, world: TinyWorld) -> None:
    """A draft about the case that waits for somebody."""
    model = apps.get_model
    draft = model("approvals.draft").objects.create(
        case=case, kind="x", title="守秘の伺い", drafter=world.staff, drafted_on=date(2023, 6, 1)
    )
    model("approvals.outcome").objects.create(draft=draft)
    model("approvals.version").objects.create(draft=draft, round=1, body="守秘の伺い文", digest="0")
    model("approvals.turn").objects.create(draft=draft, staff=world.staff, deed="approve")
    user = model("registers.user").objects.first()
    asked = {"programme": case.programme, "draft": draft, "what": "decide", "about": "1", "total": 1}
    model("approvals.errand").objects.create(asked_by=user, error="守秘の理由", **asked)


def _papers(case: Any, user: User) -> None:
    """A form of the case's programme, a letter of it that went out and is void, and a paper that came in."""
    kept = {"file": ContentFile(b"x", "x"), "name": "x.docx", "content_type": "x", "size": 1, "sha256": "0"}
    model = apps.get_model
    form = model("papers.form").objects.create(
        programme=case.programme, code="notice", title="守秘の様式", valid_from=2000, uploaded_by=user, **kept
    )
    letter = model("papers.letter").objects.create(
        case=case, form=form, title="守秘の通知", series="x", number=1, printed="第1号", issued_on=date(2023, 6, 1),
        uploaded_by=user, **kept,
    )  # fmt: skip
    model("papers.sending").objects.create(letter=letter, means="post", sent_on=date(2023, 6, 1))
    model("papers.void").objects.create(letter=letter, reason="誤り", voided_on=date(2023, 6, 2))
    model("papers.sealuse").objects.create(
        letter=letter, pressed_on=date(2023, 6, 1), pressed_by=model("registers.staff").objects.first()
    )
    issued = model("papers.round").objects.create(
        programme=case.programme, form=form, title="守秘の一斉発行", total=1, asked_by=user, state="done", pdf="x"
    )
    model("papers.recipient").objects.create(round=issued, position=0, case=case, whose="守秘の企業", letter=letter)
    model("files.receivedfile").objects.create(
        case=case,
        title="守秘の書類",
        received_on=date(2023, 6, 1),
        way="post",
        sender="守秘の相手",
        uploaded_by=user,
        **kept,
    )
    model("files.binding").objects.create(case=case, asked_by=user, state="done", pdf="x", packed="y")
    facts = {"paper": "case", "valid_from": date(2000, 4, 1), "basis": "守秘の規程"}
    model("files.retentionrule").objects.update(programme=case.programme)  # those of every programme are everybody's
    model("files.retentionrule").objects.create(programme=case.programme, years=5, **facts)
    model("files.hold").objects.create(case=case, reason="lawsuit", note="守秘の訴え", starts_on=date(2023, 6, 1))
    disposal = model("files.disposal").objects.create(
        case=case, decision="起案1", disposed_on=date(2023, 6, 2), kept_until=date(2023, 6, 1), cause="守秘の規程"
    )
    model("files.disposedfile").objects.create(disposal=disposal, title="守秘の書類", name="x.docx", sha256="0")
    model("papers.incoming").objects.create(
        case=case, series="x", number=1, received_on=date(2023, 6, 1), sender="守秘の相手", title="回答"
    )


@pytest.fixture
def walls(reference: None, settings: Any, tmp_path: Path) -> Iterator[Walls]:
    """From here on under the runtime role's eyes."""
    settings.MEDIA_ROOT = tmp_path
    secure(ROLE, COUNTER)
    _fill()
    made = Walls()
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM banso_pass_key WHERE kind = 'user'")
        settings.PASS_KEY = cursor.fetchone()[0]
        yield made
        cursor.execute("RESET ROLE")


def _records() -> dict[str, Model]:
    """One record of every kind that belongs to a programme and has pages or panels."""
    labels = {table.model._meta.label_lower for table in all_tables()} | {kind for kind, _ in OF_ONE_KIND.values()}
    models = [apps.get_model(label) for label in sorted(labels)]
    latest = {
        model._meta.label_lower: model._default_manager.order_by("-pk").first() for model in models if wall_of(model)
    }
    return {label: record for label, record in latest.items() if record is not None and whose(record)[0] is not None}


def _addresses(label: str, record: Model) -> Iterator[tuple[str, str]]:
    """Every address that names a record, and the same with a number that is nobody's."""
    names = {pattern.name for pattern in named_pages(get_resolver().url_patterns)}
    meta = record._meta
    for what in ("record", "edit"):
        if (name := f"{meta.app_label}-{meta.model_name}-{what}") in names:
            yield reverse(name, args=[record.pk]), reverse(name, args=[NOWHERE])
    for name in (*OF_ANY_KIND, *(name for name, kinds in OF_SOME_KINDS.items() if label in kinds)):
        args = [meta.app_label, meta.model_name]
        yield reverse(name, args=[*args, record.pk]), reverse(name, args=[*args, NOWHERE])
    for name, (kind, further) in OF_ONE_KIND.items():
        if kind == label:
            owner, key = ([], record.pk) if name in ROOTS else _named_by(record)
            yield reverse(name, args=[*owner, key, *further]), reverse(name, args=[*owner, NOWHERE, *further])


def _named_by(record: Any) -> tuple[list[int], int]:
    """What an address calls a record: its number, with that of its fair before it where it is a part of one."""
    label = record._meta.label_lower
    if label == "fairs.timetable":
        return [record.fair_id], record.number
    if label == "fairs.appointment":
        return [record.timetable.fair_id], record.pk
    if label == "dispatches.dispatch":
        return [], record.case_id
    if label in ("dispatches.dispatchstep", "cases.party", "cases.consent"):
        return [record.case_id], record.pk
    return ([record.fair_id] if label in ("fairs.participant", "fairs.signup", "fairs.meeting") else []), record.pk


def _answer(client: Client, method: str, address: str) -> tuple[int, bytes]:
    answer = getattr(client, method)(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content.replace(address.encode(), b"")


def _clients(walls: Walls) -> dict[str, Client]:
    clients = {name: Client() for name in walls.people}
    for name, client in clients.items():
        client.force_login(walls.people[name])
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    return clients


def test_every_address_of_a_walled_record(walls: Walls) -> None:
    """Its unit's member finds it; for every other unit's and for the outsider it is as if it had never been."""
    records = _records()
    assert {kind for kind, _ in OF_ONE_KIND.values()} - records.keys() == WITHOUT_A_RECORD
    asked = [(walls.inside(record), *pair) for label, record in records.items() for pair in _addresses(label, record)]
    clients = _clients(walls)
    wrong = []
    for member, address, nowhere in asked:
        unknown = _answer(clients["outsider"], "get", nowhere)
        for name, client in clients.items():
            shown = _answer(client, "get", address)
            fits = shown[0] != 404 if name == member else shown[0] in (404, 405) and shown == unknown
            wrong += [] if fits else [(name, address, shown[0])]
        if unknown[0] == 405 or address.endswith("/edit/"):
            posted = _answer(clients["outsider"], "post", address)
            if posted[0] not in (404, 409) or posted != _answer(clients["outsider"], "post", nowhere):
                wrong.append(("outsider posting", address, posted[0]))
    assert wrong == []


def test_raw_sql_shows_each_unit_its_own(walls: Walls) -> None:
    """Of every table with a wall a unit's member is shown exactly its rows and those of no programme, the outsider the latter."""
    units = {
        name: Membership.objects.get(user=user).unit_id for name, user in walls.people.items() if name != "outsider"
    }
    models = [wall.model for wall in all_walls() if wall.model._meta.app_label != "registers"]
    expected = {(name, model): _own(model, units.get(name)) for name in walls.people for model in models}
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        shown = {}
        for name, user in walls.people.items():
            act_for(user.pk)
            for model in models:
                cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
                shown[name, model] = cursor.fetchone()[0]
    assert shown == expected
    assert all(any(number for (who, _), number in shown.items() if who == name) for name in units)


def _own(model: type[Model], unit: int | None) -> int:
    """How many of a kind's rows belong to a unit's programmes or to none."""
    way = way_to_programme(model)
    belongs = Q(**{f"{way}__isnull": True}) | Q(**{f"{way}__walled_to": unit} if unit else {"pk__in": []})
    return model._default_manager.filter(belongs).count()


def test_every_list_of_a_walled_kind_is_empty_outside(walls: Walls) -> None:
    """On the page, as a file, on paper, in pickers, among the deleted and in bulk changes."""
    records = _records()
    words = {label: str(record)[:4] for label, record in records.items()}
    kinds = [table for table in all_tables() if table.model._meta.label_lower in records and table.app != "registers"]
    outsider, wrong = _clients(walls)["outsider"], []
    for table in kinds:
        page, record = reverse(table.page("list")), records[table.label]
        if outsider.get(page, {"all": 1}).context["counted"]:
            wrong.append(page)
        if len(b"".join(outsider.get(page, {"format": "csv"}).streaming_content).splitlines()) != 1:
            wrong.append(f"{page} as a file")
        if outsider.get(page, {"format": "print"}).context["lines"]:
            wrong.append(f"{page} on paper")
        if "data-id" in outsider.get(reverse("pick", args=[table.label]), {"q": words[table.label]}).content.decode():
            wrong.append(f"{page} in a picker")
        if table.bulk:
            chosen = {"row": [record.pk], "field": table.bulk[0], "step": "preview"}
            answer = outsider.post(reverse("bulk-changes", args=[table.label]), chosen)
            outcome = answer.context.get("outcome") if answer.context else None
            wrong += [f"{page} in bulk"] if outcome and outcome.before else []
    assert wrong == []


def test_a_deleted_record_stays_behind_its_wall(walls: Walls) -> None:
    """Its unit's member finds it among the deleted, nobody else does."""
    company = apps.get_model("registers.company").objects.earliest("pk")
    facts = {"programme": Programme.objects.earliest("pk"), "company": company, "opened_on": date(2023, 5, 1)}
    case = apps.get_model("cases.case").objects.create(**facts)
    member, key = walls.inside(case), case.pk
    clients = _clients(walls)
    kind = "cases.case"
    for name, client in clients.items():
        status = client.get(reverse("void-record", args=[kind, key])).status_code
        assert status == (200 if name == member else 404), name
    case.delete()
    for name, client in clients.items():
        lines = client.get(reverse("deleted-list", args=[kind])).context["lines"]
        status = client.get(reverse("deleted-record", args=[kind, key])).status_code
        assert (len(lines), status) == ((1, 200) if name == member else (0, 404)), name


def test_a_search_finds_nothing_behind_another_units_wall(walls: Walls) -> None:
    """What the outsider finds is of kinds that belong to no programme; members find what is their own unit's, and nothing else."""
    refresh(400)
    clients = _clients(walls)
    counted, hits = {}, {}
    for name, client in clients.items():
        found = [client.get("/search/", {"q": words}).context["found"] for words in ("相談", "株式会社")]
        counted[name] = {of.model._meta.label_lower for page in found for of, _ in page.counts if wall_of(of.model)}
        hits[name] = [hit.record for page in found for hit in page.hits if wall_of(hit.kind.model)]
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert counted["outsider"] == set() and hits["outsider"] == []
    assert {name for name in hits if hits[name]} == {name for name in counted if counted[name]} != set()
    assert all(walls.inside(record) == name for name, found in hits.items() for record in found)

"""Every address, for everyone: out of the address list itself, so that a new page without a rule here fails."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from banso.config.accounts import create_user
from banso.core.tables import all_tables
from banso.registers.models import Company, Programme, ProgrammeYear, User
from banso.report.compose import compose
from banso.report.models import OutlineSection, ReportRun
from banso.work.grants.models import Application
from banso.work.turnaround.council.models import CouncilStep

OPEN = {
    "guest",
    "guest-asked",
    "guest-file",
    "guest-unsent",
    "guest-number",
    "grant-apply",
    "grant-apply-keep",
    "grant-apply-preview",
    "grant-apply-receipt",
    "grant-apply-form",
    "grant-apply-read",
    "grant-open-calls",
    "grant-open-call",
    "guest-expense",
    "guest-expense-enter",
    "portal",
    "portal-page",
    "mail-leave",
    "survey-answer",
    "login",
    "login-code",
    "choose-password",
    "renew-second-factor",
    "deadlines-calendar",
    "pick",
    "home",
}
WALLED = ("turnaround", "succession", "complaints")
# page name → (reader, adviser, manager): the status of a GET
REPORT = {
    "logout": (405, 405, 405),
    "search": (200, 200, 200),
    "search-alike": (405, 405, 405),
    "search-alike-found": (404, 404, 404),
    "search-panel": (200, 200, 200),
    "account": (200, 200, 200),
    "password-change": (200, 200, 200),
    "second-factor": (200, 200, 200),
    "second-factor-off": (405, 405, 405),
    "backup-codes": (405, 405, 405),
    "people": (403, 403, 200),
    "people-access": (403, 403, 200),
    "people-invite": (403, 403, 200),
    "people-lock": (403, 403, 405),
    "people-unlock": (403, 403, 405),
    "people-password": (403, 403, 405),
    "people-second-factor": (403, 403, 405),
    "people-unit-role": (403, 403, 200),
    "handover": (403, 403, 200),
    "handbook": (200, 200, 200),
    "handbook-task": (200, 200, 200),
    "record-seers": (200, 200, 200),
    "record-audience": (200, 200, 200),
    "team-panel": (200, 200, 200),
    "team-act": (403, 200, 200),
    "team-leave": (405, 405, 405),
    "team-let-in": (405, 405, 405),
    "team-lift": (405, 405, 405),
    "conflict-settle": (403, 404, 404),
    "referral-panel": (404, 404, 404),
    "referral-answer": (405, 405, 405),
    "deadlines-overdue": (302, 302, 302),
    "deadlines-new": (403, 200, 200),
    "deadlines-move": (403, 404, 404),
    "deadlines-end": (403, 404, 404),
    "deadlines-panel": (200, 200, 200),
    "deadlines-feed": (200, 200, 200),
    "papers-words": (200, 200, 200),
    "papers-form-new": (403, 200, 200),
    "papers-form": (404, 404, 404),
    "papers-form-file": (404, 404, 404),
    "papers-form-withdraw": (405, 405, 405),
    "papers-issue": (403, 302, 302),
    "papers-letter": (404, 404, 404),
    "papers-letter-file": (404, 404, 404),
    "papers-letter-pdf": (404, 404, 404),
    "papers-round-begin": (403, 200, 200),
    "papers-round": (404, 404, 404),
    "papers-round-resume": (405, 405, 405),
    "papers-round-file": (404, 404, 404),
    "terms": (200, 200, 200),
    "terms-of": (200, 200, 200),
    "terms-change": (403, 403, 200),
    "case-new": (403, 200, 200),
    "case": (200, 200, 200),
    "case-step": (302, 200, 200),
    "case-round": (403, 302, 302),
    "case-step-back": (405, 405, 405),
    "case-pay": (403, 404, 404),
    "case-hand-over": (405, 405, 405),
    "case-watch": (405, 405, 405),
    "case-board": (200, 200, 200),
    "case-party-new": (403, 200, 200),
    "case-party": (403, 404, 404),
    "telling-review": (200, 200, 200),
    "case-telling": (403, 200, 200),
    "case-telling-row": (403, 404, 404),
    "case-telling-panel": (200, 200, 200),
    "case-contact-panel": (200, 200, 200),
    "dispatch-case": (302, 302, 302),
    "award-case": (404, 404, 404),
    **dict.fromkeys(
        ("succession-case", "succession-plan", "succession-plan-file", "succession-check", "succession-panel"),
        (403, 403, 404),
    ),
    "succession-conversion": (403, 403, 200),
    "complaint-case": (403, 403, 404),
    "complaint-panel": (403, 403, 404),
    "plan-case": (403, 403, 302),
    **dict.fromkeys(("plan-quotes", "plan-papers", "plan-banks"), (403, 403, 200)),
    **dict.fromkeys(("plan-costs-panel", "plan-papers-panel", "plan-banks-panel"), (403, 403, 200)),
    "plan-complete": (403, 403, 405),
    **dict.fromkeys(("case-year", "case-year-file"), (200, 200, 200)),
    "plan-year": (403, 403, 200),
    "plan-year-file": (403, 403, 200),
    "grant-case": (302, 302, 302),
    "transfer-listing": (404, 404, 404),
    "transfer-deal": (404, 404, 404),
    "transfer-sheet": (403, 404, 404),
    "transfer-sheet-count": (405, 405, 405),
    "transfer-sheet-panel": (200, 200, 200),
    "transfer-ladder-panel": (200, 200, 200),
    "transfer-sales-panel": (404, 404, 404),
    "transfer-candidates": (404, 404, 404),
    "transfer-sales": (404, 404, 404),
    "transfer-choose": (405, 405, 405),
    "transfer-negotiations": (404, 404, 404),
    "transfer-year": (200, 200, 200),
    "grant-change": (403, 302, 302),
    "grant-charges": (200, 200, 200),
    "grant-moves-panel": (200, 200, 200),
    "grant-check": (200, 200, 200),
    "council-case": (403, 403, 302),
    **dict.fromkeys(
        (
            "council-creditors",
            "council-creditors-write",
            "council-creditors-file",
            "council-step",
            "council-year",
            "council-national",
        ),
        (403, 403, 200),
    ),
    "council-consent": (403, 403, 405),
    "council-panel": (403, 403, 200),
    "grant-checks-accept": (403, 405, 405),
    "grant-checks-panel": (200, 200, 200),
    "grant-people": (403, 200, 200),
    "grant-returns": (200, 200, 200),
    "grant-fund-report": (404, 404, 404),
    "project-panel": (200, 200, 200),
    "grant-fund-panel": (404, 404, 404),
    "grant-call-checks": (200, 200, 200),
    "grant-call-checks-file": (200, 200, 200),
    "grant-police-ask": (403, 200, 200),
    "grant-police": (403, 404, 404),
    "grant-police-file": (403, 404, 404),
    "grants-duties": (302, 302, 302),
    "grants-duties-panel": (200, 200, 200),
    "grants-funder-year": (404, 404, 404),
    **dict.fromkeys(
        (
            "grant-apply-for",
            "grant-apply-for-keep",
            "grant-apply-for-preview",
            "grant-apply-for-receipt",
            "grant-apply-for-form",
            "grant-apply-for-read",
        ),
        (403, 404, 404),
    ),
    "grant-filing": (404, 404, 404),
    "grant-return": (403, 200, 200),
    "grant-filing-panel": (200, 200, 200),
    "grant-call-begin": (405, 405, 405),
    "grant-plan": (403, 200, 200),
    "grant-plan-sums": (405, 405, 405),
    "grant-plan-panel": (200, 200, 200),
    "grant-call-layout": (403, 200, 200),
    "grant-call-copy": (405, 405, 405),
    "grant-call-end": (405, 405, 405),
    "grant-call-panel": (200, 200, 200),
    "grants-disposal-panel": (404, 404, 404),
    "grants-disposal-propose": (405, 405, 405),
    "grants-spending": (200, 200, 200),
    "grants-spending-panel": (200, 200, 200),
    "grants-spending-paper": (200, 200, 200),
    "grants-settlement": (200, 200, 200),
    "grants-expense": (404, 404, 404),
    "grants-expense-enter": (403, 200, 200),
    "grants-expense-mend": (403, 404, 404),
    "grants-expense-asset": (403, 404, 404),
    "grants-expense-act": (405, 405, 405),
    "grants-paper": (404, 404, 404),
    "grants-inspection": (404, 404, 404),
    "grants-inspection-begin": (403, 200, 200),
    "grants-inspection-confirm": (405, 405, 405),
    "grants-inspection-paper": (404, 404, 404),
    "draft-new": (403, 200, 200),
    "draft-circulate": (403, 200, 200),
    "draft": (404, 404, 404),
    "draft-paper": (404, 404, 404),
    "draft-seal": (405, 405, 405),
    "draft-act": (405, 405, 405),
    "errand": (404, 404, 404),
    "turn": (404, 404, 404),
    "drafts-panel": (200, 200, 200),
    "papers-panel": (200, 200, 200),
    "files-file": (200, 200, 200),
    "files-receive": (403, 200, 200),
    "files-bind": (405, 405, 405),
    "files-binding": (404, 404, 404),
    "files-binding-file": (404, 404, 404),
    "files-dispose": (403, 200, 200),
    "files-received": (404, 404, 404),
    "files-received-file": (404, 404, 404),
    "files-panel": (200, 200, 200),
    "payments-new": (403, 200, 200),
    "payments-accounts": (403, 403, 200),
    "payments-banks": (403, 200, 200),
    "payments-order": (404, 404, 404),
    "payments-withdraw": (403, 405, 405),
    "payments-anew": (403, 405, 405),
    "payments-release": (403, 403, 200),
    "payments-make": (403, 403, 200),
    "payments-batch": (404, 404, 404),
    "payments-file": (403, 403, 404),
    "payments-result": (403, 405, 405),
    "payments-all-paid": (403, 405, 405),
    "payments-panel": (200, 200, 200),
    "guests-invitation": (404, 404, 404),
    "guests-act": (405, 405, 405),
    "guests-on-behalf": (403, 404, 404),
    "guests-new": (403, 200, 200),
    "guests-panel": (200, 200, 200),
    "review": (404, 404, 404),
    "review-ranking": (404, 404, 404),
    "review-assign": (403, 404, 404),
    "review-assign-list": (403, 404, 404),
    "review-cases": (403, 404, 404),
    "review-copy": (403, 405, 405),
    "review-seat": (404, 404, 404),
    "review-panel": (200, 200, 200),
    "review-outcome": (403, 404, 404),
    "review-promote": (403, 405, 405),
    "review-decline": (403, 405, 405),
    "review-paper": (404, 404, 404),
    "review-invite": (405, 405, 405),
    "review-mails": (405, 405, 405),
    "review-commissions": (405, 405, 405),
    "review-shown": (403, 404, 404),
    "review-rulings": (403, 404, 404),
    "review-asked": (404, 404, 404),
    "review-fees": (404, 404, 404),
    "review-fee": (403, 404, 404),
    "mail-template-new": (403, 200, 200),
    "mail-template": (403, 404, 404),
    "mail-new": (403, 200, 200),
    "mail-round": (403, 200, 200),
    "mail-mailing": (404, 404, 404),
    "mail-act": (405, 405, 405),
    "mailing-propose": (405, 405, 405),
    "mail-message": (404, 404, 404),
    "mail-file": (404, 404, 404),
    "mail-message-act": (405, 405, 405),
    "mail-returned": (403, 200, 200),
    "mail-panel": (200, 200, 200),
    "report-home": (200, 200, 200),
    "report": (200, 200, 200),
    "report-figure": (200, 200, 200),
    "report-records": (200, 200, 200),
    "report-make": (405, 405, 405),
    "report-run": (404, 404, 404),
    "report-file": (404, 404, 404),
    "report-close": (403, 403, 405),
    "report-differences": (302, 302, 302),
    "report-correct": (403, 403, 405),
    "report-tieout": (200, 200, 200),
    "record-figures": (200, 200, 200),
    "record-years": (405, 405, 405),
    "programmes": (200, 200, 200),
    "programme-add": (403, 403, 200),
    "programme-change": (403, 403, 200),
    "outline-copy": (403, 403, 405),
    "outline-first": (403, 403, 405),
    "outline": (200, 200, 200),
    "outline-step": (403, 403, 405),
    "outline-number": (403, 403, 405),
    "outline-past": (403, 403, 200),
    "section-add": (403, 403, 200),
    "section-edit": (403, 403, 200),
    "section-put": (403, 403, 405),
    "section-read": (403, 403, 405),
    "section-remove": (403, 403, 200),
    "block-act": (403, 403, 405),
    "block-new": (403, 403, 200),
    "block-edit": (403, 403, 200),
    "measures": (200, 200, 200),
    "year-figures": (200, 200, 200),
    "followed-figure": (200, 200, 200),
    "orders-overview": (200, 200, 200),
    "orders-balance": (200, 200, 200),
    "orders-chases": (200, 200, 200),
    "orders-ask": (403, 405, 405),
    "orders-heard": (403, 405, 405),
    "orders-changes": (200, 200, 200),
    "orders-decide": (403, 405, 405),
    "orders-stale": (200, 200, 200),
    "orders-candidates": (200, 200, 200),
    "orders-compare": (200, 200, 200),
    "orders-introduce": (403, 405, 405),
    "orders-letter": (404, 404, 404),
    "orders-drawing-add": (403, 200, 200),
    "orders-drawing": (404, 404, 404),
    "orders-drawing-remove": (403, 405, 405),
    "orders-visit": (403, 200, 200),
    "orders-renew": (403, 405, 405),
    "orders-panel": (200, 200, 200),
    "facilities-occupancy": (200, 200, 200),
    "lending-balances": (200, 200, 200),
    "lending-ledger": (200, 200, 200),
    "lending-panel": (200, 200, 200),
    "lending-entry-back": (403, 405, 405),
    "surveys-work": (200, 200, 200),
    "surveys-act": (403, 405, 405),
    "surveys-letters": (403, 200, 200),
    "surveys-results": (200, 200, 200),
    "surveys-enter": (403, 405, 405),
    "surveys-panel": (200, 200, 200),
    "fair-plan": (200, 200, 200),
    "fair-slots": (403, 200, 200),
    "fair-companies": (200, 200, 200),
    "fair-company": (403, 200, 200),
    "fair-links": (403, 200, 200),
    "fair-link-change": (403, 405, 405),
    "fair-sign-up": (403, 404, 404),
    "fair-solve": (403, 405, 405),
    "fair-timetable": (404, 404, 404),
    "fair-progress": (404, 404, 404),
    "fair-change": (403, 405, 405),
    "fair-publish": (403, 405, 405),
    "fair-revise": (403, 405, 405),
    "fair-paper": (404, 404, 404),
    "fair-day": (200, 200, 200),
    "fair-presence": (403, 405, 405),
    "fair-repair": (403, 405, 405),
    "fair-results": (200, 200, 200),
    "fair-result": (403, 405, 405),
    "fair-follow-up": (200, 200, 200),
    "fair-ask": (403, 405, 405),
    "fair-answer": (403, 405, 405),
    "fair-panel": (200, 200, 200),
    "record-visit": (403, 200, 200),
    "visit-figures": (403, 405, 405),
    "visit-draft": (403, 405, 405),
    "visit-discard": (403, 405, 405),
    "find-company": (200, 200, 200),
    "company-brief": (403, 200, 200),
    "visit-followed-up": (403, 405, 405),
    "visit-also": (403, 200, 200),
    "visit-panel": (200, 200, 200),
    "karte": (200, 200, 200),
    "doubt": (404, 404, 404),
    "doubt-decide": (403, 405, 405),
    "doubt-take-back": (403, 405, 405),
    "merge": (404, 404, 404),
    "merge-new": (403, 403, 200),
    "merge-act": (403, 403, 405),
    "twins": (200, 200, 200),
    "document-add": (403, 200, 200),
    "document-version": (403, 404, 404),
    "document-remove": (403, 405, 405),
    "document-file": (404, 404, 404),
    "list-columns": (405, 405, 405),
    "list-save": (405, 405, 405),
    "list-change": (405, 405, 405),
    "bulk-changes": (404, 200, 200),
    "bulk-change": (404, 404, 404),
    "dues-of-year": (404, 200, 200),
    "make": (404, 200, 200),
    "postal-code": (200, 200, 200),
    "deleted-list": (404, 404, 200),
    "intake": (403, 200, 200),
    "intake-start": (403, 200, 200),
    "intake-form": (403, 200, 200),
    "intake-import": (403, 404, 404),
    "intake-columns": (403, 404, 404),
    "intake-confirm": (405, 405, 405),
    "intake-undo": (405, 405, 405),
    "intake-answer": (405, 405, 405),
    "intake-again": (405, 405, 405),
    "intake-refused": (403, 404, 404),
    "full-export": (403, 403, 200),
    "full-export-run": (403, 403, 404),
    "full-export-file": (403, 403, 404),
    "deleted-record": (404, 404, 404),
    "restore-record": (405, 405, 405),
    "void-record": (404, 404, 200),
}
FAIR_PAGES = (
    "plan",
    "slots",
    "companies",
    "links",
    "link-change",
    "solve",
    "day",
    "presence",
    "repair",
    "results",
    "follow-up",
    "ask",
)
FAIR_PARTS = ("timetable", "progress", "change", "publish", "revise", "sign-up", "result", "answer")
KIND_PAGES = {"list": (200, 200, 200), "record": (200, 200, 200), "new": (403, 200, 200), "edit": (403, 200, 200)}
ABOUT_ACCESS = (
    "registers.membership",
    "registers.keepership",
    "registers.roleassignment",
    "registers.crossing",
    "registers.look",
    "core.access",
)
MANAGED = (
    "registers.unit", "registers.closedday", "payments.sender", "approvals.seat", "approvals.holding", "approvals.rule",
    "files.retentionrule",
)  # fmt: skip
BANK_ACCOUNTS = ("payments.account", "payments.sender")  # readers do not see whole account numbers
BEGUN_ELSEWHERE = (
    "dispatches-dispatch-new",
    "gatherings-nomination-new",
    "complaints-complaint-new",
    "succession-track-new",
    "grants-application-new",
    "turnaround-councilcase-new",
    "turnaround-plancase-new",
    "transfers-listing-new",
    "transfers-deal-new",
)  # leads to the page where a case of the kind is opened
REPORT_KINDS = ("figures",)  # opening balances and borrowed figures: only managers write them
ROLES = ("reader", "adviser", "manager")


def named_pages(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named_pages(pattern.url_patterns)
        else:
            yield pattern


def kind_pages() -> dict[str, tuple[int, int, int]]:
    expected = {}
    for table in all_tables():
        for what, statuses in KIND_PAGES.items():
            written_by_managers = table.app in REPORT_KINDS or table.label in MANAGED
            if table.app in WALLED or table.label in ABOUT_ACCESS or written_by_managers and what in ("new", "edit"):
                statuses = (403, 403, 200)
            if table.label in BANK_ACCOUNTS and what in ("list", "record"):
                statuses = (403, 200, 200)
            begun = table.page(what) in BEGUN_ELSEWHERE
            expected[table.page(what)] = (302, 302, 302) if begun else statuses
    return expected


def test_every_address_has_a_rule() -> None:
    """No page is outside the tables above, and each rule has its page."""
    names = {pattern.name for pattern in named_pages(get_resolver().url_patterns)}
    assert names <= OPEN | REPORT.keys() | kind_pages().keys()
    assert REPORT.keys() <= names


@pytest.fixture
def clients(reference: None) -> dict[str, Client]:
    found = {"nobody": Client()}
    for role in ROLES:
        user = create_user(f"test-{role}", role, role, "long-enough-2024")
        found[role] = Client()
        found[role].force_login(user)
    return found


def addresses() -> dict[str, str]:
    """An address of each page, of records there are."""
    from django.urls import reverse

    figure = next(f for f in compose(2023).figures() if f.key.row == "窓口相談")
    arguments: dict[str, list[Any]] = {
        "report": [2023], "report-figure": [2023, figure.anchor], "report-records": [2023, figure.anchor, 0],
        "report-make": [2023], "report-run": [1], "report-file": [1], "report-close": [2023], "report-differences": [2023],
        "report-correct": [1], "record-years": ["consultations", "consultation", _first("consultations", "consultation")],
        "terms-of": [Programme.objects.get(code="expert-dispatch").pk, "dispatch", 2023],
        "terms-change": [Programme.objects.get(code="expert-dispatch").pk, "dispatch", 2023],
        "case-new": ["dispatch"], "case": [_a_dispatch()], "case-step": [_a_dispatch(), "reported"],
        "case-round": [_a_dispatch(), "reported"], "case-step-back": [_a_dispatch(), 1], "case-pay": [_a_dispatch(), 10**9],
        "case-hand-over": [_a_dispatch()], "case-watch": [_a_dispatch()],
        "draft": [1], "draft-paper": [1], "draft-seal": [1], "draft-act": [1, "send_back"], "turn": [1], "errand": [1],
        "case-telling": [_a_dispatch(), "consent"], "case-telling-row": [_a_dispatch(), 10**9, "consent-end"],
        **dict.fromkeys(("case-telling-panel", "case-contact-panel"), ["cases", "case", _a_dispatch()]),
        "case-party-new": [_a_dispatch()], "case-party": [_a_dispatch(), 1], "dispatch-case": [_first("dispatches", "dispatch")],
        **dict.fromkeys(("plan-case", "plan-quotes", "plan-banks"), [_first("turnaround", "plancase")]),
        **dict.fromkeys(("plan-papers", "plan-complete"), [_first("turnaround", "plancase"), "application", 1]),
        **dict.fromkeys(
            ("plan-costs-panel", "plan-papers-panel", "plan-banks-panel"),
            ["cases", "case", _of("turnaround", "plancase", "case")],
        ),
        "grant-check": [_first("grants", "application"), "tax"],
        **{
            f"transfer-{page}": [10**9]
            for page in ("listing", "deal", "sheet", "sheet-count", "candidates", "sales", "choose", "negotiations")
        },
        **dict.fromkeys(("transfer-sheet-panel", "transfer-ladder-panel"), ["cases", "case", _first("cases", "case")]),
        "transfer-sales-panel": ["transfers", "buyer", 10**9],
        **dict.fromkeys(
            ("council-case", "council-creditors", "council-creditors-write", "council-creditors-file", "council-consent"),
            [_first("turnaround", "councilcase")],
        ),
        "council-step": [CouncilStep.objects.filter(step="planned").first().pk],
        "council-panel": ["cases", "case", _of("turnaround", "councilcase", "case")],
        **dict.fromkeys(
            ("grant-checks-accept", "grant-people", "grant-change", "grant-charges"), [_first("grants", "application")]
        ),
        **dict.fromkeys(
            ("grant-checks-panel", "grant-moves-panel"), ["cases", "case", Application.objects.earliest("pk").case_id]
        ),
        **dict.fromkeys(("grant-call-checks", "grant-call-checks-file", "grant-police-ask"), [_first("grants", "call")]),
        **dict.fromkeys(("grant-police", "grant-police-file", "grant-fund-report"), [1]),
        "grant-fund-panel": ["grants", "fund", 1],
        "lending-ledger": [_first("lending", "contract")], "lending-entry-back": [1],
        "lending-panel": ["lending", "contract", _first("lending", "contract")],
        "grants-duties-panel": ["cases", "case", _first("cases", "case")],
        **dict.fromkeys(("grant-case", "grant-plan", "grant-plan-sums", "grant-return"), [_first("grants", "application")]),
        "grant-filing": [1], **{f"grant-apply-for{page}": [1] for page in ("", "-keep", "-preview", "-receipt", "-form", "-read")},
        "grant-filing-panel": ["cases", "case", _of("grants", "application", "case")],
        "grant-plan-panel": ["cases", "case", _of("grants", "application", "case")],
        **{f"grant-call-{page}": [_first("grants", "call")] for page in ("layout", "copy", "end", "begin")},
        "grant-call-panel": ["grants", "call", _first("grants", "call")],
        **dict.fromkeys(("succession-case", "succession-plan", "succession-check"), [10**9]), "succession-plan-file": [10**9, "a4"],
        "succession-panel": ["cases", "case", 10**9],
        **dict.fromkeys(("case-year", "case-year-file"), ["award"]), "award-case": [10**9],
        "complaint-case": [10**9], "complaint-panel": ["cases", "case", 10**9],
        "grants-funder-year": [10**9], "grants-disposal-panel": ["grants", "disposal", 10**9], "grants-disposal-propose": [10**9],
        **dict.fromkeys(
            ("grants-spending", "grants-settlement", "grants-expense-enter", "grants-inspection-begin"),
            [_first("grants", "application")],
        ),
        "grants-spending-paper": [_first("grants", "application"), "expenses.xlsx"],
        "grants-spending-panel": ["cases", "case", _of("grants", "application", "case")],
        **dict.fromkeys(("grants-expense", "grants-expense-mend", "grants-expense-asset", "grants-paper"), [1]), "grants-expense-act": [1, "paper"],
        **dict.fromkeys(("grants-inspection", "grants-inspection-confirm", "grants-inspection-paper"), [1]),
        "drafts-panel": ["cases", "case", _first("cases", "case")],
        "record-figures": ["consultations", "consultation", _first("consultations", "consultation")],
        "programme-change": [ProgrammeYear.objects.first().pk], "outline": [2023],
        **dict.fromkeys(("outline-step", "outline-number", "outline-past", "section-add"), [2023]),
        **dict.fromkeys(
            ("section-edit", "section-put", "section-read", "section-remove", "block-act", "block-new"),
            [OutlineSection.objects.first().pk],
        ),
        "block-edit": [OutlineSection.objects.filter(blocks__1__has_key="chart").first().pk, 1],
        "followed-figure": [2023, "consultations.held", "one-stop"],
        "deadlines-new": [_first("cases", "case")], "deadlines-move": [1], "deadlines-end": [1],
        "deadlines-panel": ["cases", "case", _first("cases", "case")],
        "papers-form": [1], "papers-form-file": [1], "papers-form-withdraw": [1], "papers-letter": [1], "papers-letter-file": [1],
        "papers-letter-pdf": [1], "papers-round": [1], "papers-round-resume": [1], "papers-round-file": [1, "zip"],
        "papers-issue": [_first("cases", "case"), "notice"], "papers-panel": ["cases", "case", _first("cases", "case")],
        "files-file": [_a_dispatch()], "files-receive": [_a_dispatch()], "files-received": [1], "files-received-file": [1],
        "files-bind": [_a_dispatch()], "files-binding": [1], "files-binding-file": [1, "pdf"],
        "files-panel": ["cases", "case", _a_dispatch()],
        "guests-invitation": [1], "guests-act": [1, "address"], "guests-on-behalf": [1], "guests-new": [_a_dispatch()],
        "guests-panel": ["cases", "case", _a_dispatch()], "mail-panel": ["cases", "case", _a_dispatch()],
        **dict.fromkeys(("review", "review-ranking", "review-assign", "review-assign-list", "review-cases", "review-copy", "review-seat"), [1]),
        "review-panel": ["cases", "case", _a_dispatch()],
        **{f"review-{page}": [1] for page in ("outcome", "promote", "decline", "invite", "mails", "commissions", "shown", "rulings")},
        "review-paper": [1, "meeting"],
        "project-panel": ["projects", "project", _first("projects", "project")],
        "review-asked": ["reviews", "panel", 1], "review-fees": ["reviews", "panel", 1], "review-fee": [1],
        "mail-template": [1], "mail-new": [_a_dispatch()], "mail-mailing": [1], "mail-act": [1, "release"], "mail-message": [1],
        "mailing-propose": [1],
        "mail-file": [1], "mail-message-act": [1, "went"],
        "payments-new": [_first("cases", "case")], "payments-panel": ["cases", "case", _first("cases", "case")],
        **{f"payments-{page}": [1] for page in ("order", "withdraw", "anew", "batch", "file", "all-paid")},
        "payments-result": [1, "paid"],
        "people-unit-role": [_first("registers", "user")], "handover": [_first("registers", "user")], "handbook-task": ["today"],
        **dict.fromkeys(
            ("people-access", "people-lock", "people-unlock", "people-password", "people-second-factor"),
            [User.objects.create_user("someone-else").pk],
        ),
        "record-seers": ["consultations", "consultation", _first("consultations", "consultation")],
        "record-audience": ["consultations", "consultation", _first("consultations", "consultation")],
        "team-panel": ["cases", "case", _a_dispatch()], "team-act": [_a_dispatch(), "join"], "team-leave": [_a_dispatch(), 1],
        "team-let-in": [_a_dispatch(), 1], "team-lift": [_a_dispatch(), 1], "conflict-settle": [1, "notice"],
        "referral-panel": ["cases", "referralreceived", 1], "referral-answer": [1, "take"],
        "doubt": [1], "doubt-decide": [1], "doubt-take-back": [1], "merge": [1], "merge-act": [1, "undo"],
        "karte": [_first("registers", "company")], "document-add": [_first("registers", "company")],
        "document-version": [1], "document-remove": [1], "document-file": [1], "visit-followed-up": [1], 
        "search-alike-found": [1],
        "search-panel": ["consultations", "consultation", _first("consultations", "consultation")],
        "visit-also": [_first("consultations", "consultation")],
        "visit-panel": ["consultations", "consultation", _first("consultations", "consultation")],
        "orders-balance": [Programme.objects.get(code="order-matching").pk, 2023, "own", "open"],
        "orders-heard": [1], "orders-decide": [1], "orders-introduce": [1], "orders-letter": [1], "orders-renew": [1],
        "orders-candidates": [_first("orders", "inquiry")], "orders-compare": [_first("orders", "inquiry")],
        "orders-drawing-add": [_first("orders", "inquiry")], "orders-drawing": [1], "orders-drawing-remove": [1],
        "orders-visit": [_first("registers", "company"), "supplier"],
        "orders-panel": ["orders", "inquiry", _first("orders", "inquiry")],
        "surveys-work": [_first("surveys", "survey")], "surveys-act": [1, "send"], "surveys-results": [_first("surveys", "survey")],
        "surveys-letters": [_first("surveys", "survey")], "surveys-enter": [_first("surveys", "surveytarget")],
        "surveys-panel": ["surveys", "survey", _first("surveys", "survey")],
        "fair-paper": [_first("fairs", "fair"), 1, "wall", "pdf"], "fair-panel": ["fairs", "fair", _first("fairs", "fair")],
        "fair-company": _a_participant(),
        **{f"fair-{page}": [_first("fairs", "fair")] for page in FAIR_PAGES},
        **{f"fair-{page}": [_first("fairs", "fair"), 1] for page in FAIR_PARTS},
        "visit-draft": [uuid4()], "visit-discard": [uuid4()], "company-brief": [_first("registers", "company")],
        "list-columns": ["registers.company"], "list-save": ["registers.company"], "list-change": ["registers.company", 1],
        "bulk-changes": ["registers.company"], "bulk-change": ["registers.company", 1], "dues-of-year": ["members.fee"], "make": ["registers.company"],
        "deleted-list": ["registers.company"], "deleted-record": ["registers.company", 1],
        "restore-record": ["consultations.consultation", 1],
        "void-record": ["consultations.consultation", _first("consultations", "consultation")],
        "intake-start": ["companies"], "intake-form": ["companies"], "intake-import": [1], "intake-columns": [1], "intake-confirm": [1], "intake-undo": [1],
        "intake-again": [1], "intake-answer": [1, 1], "intake-refused": [1], "full-export-run": [1], "full-export-file": [1],
    }  # fmt: skip
    found = {name: reverse(name, args=arguments.get(name, [])) for name in REPORT}
    names = {pattern.name for pattern in named_pages(get_resolver().url_patterns)}
    for table in all_tables():
        first = _first(table.app, table.name)
        for what in KIND_PAGES:
            if (first or what in ("list", "new")) and table.page(what) in names:
                found[table.page(what)] = reverse(table.page(what), args=[] if what in ("list", "new") else [first])
    return found


def _a_dispatch() -> int:
    """The case of a dispatch whose programme is open to everyone."""
    from banso.work.dispatches.models import Dispatch

    return int(Dispatch.objects.filter(case__programme__walled_to=None).values_list("case", flat=True).latest("case"))


def _a_participant() -> list[int]:
    from banso.work.fairs.models import Participant

    return [*Participant.objects.values_list("fair_id", "pk").earliest("pk")]


def _first(app: str, name: str) -> int | None:
    from django.apps import apps

    row = apps.get_model(app, name)._default_manager.order_by("pk").first()
    return row.pk if row else None


def _of(app: str, name: str, link: str) -> int:
    """What the first record of a kind belongs to."""
    from django.apps import apps

    return int(apps.get_model(app, name)._default_manager.order_by("pk").values_list(link, flat=True)[0])


def test_who_may_open_what(clients: dict[str, Client]) -> None:
    """Each page for each role, and nobody without a login."""
    assert not ReportRun.objects.exists()
    rules = REPORT | kind_pages()
    wrong = []
    for name, address in addresses().items():
        for role, expected in zip(ROLES, rules[name], strict=True):
            status = clients[role].get(address).status_code
            if status != expected:
                wrong.append((name, role, expected, status))
        anonymous = clients["nobody"].get(address)
        if not (anonymous.status_code == 302 and anonymous["Location"].startswith("/login/")):
            wrong.append((name, "nobody", 302, anonymous.status_code))
    assert wrong == []


def test_a_picker_offers_nothing_of_what_may_not_be_seen(clients: dict[str, Client]) -> None:
    """A kind the user may not open, or that is none, is not there."""
    assert clients["adviser"].get("/pick/turnaround.plancase/?q=株").status_code == 404
    assert clients["adviser"].get("/pick/no.such/?q=株").status_code == 404
    company = Company.objects.filter(name__startswith="株式会社").first()
    offered = clients["adviser"].get("/pick/registers.company/", {"q": company.name.replace("株式会社", "㈱")})
    assert f'data-id="{company.pk}" data-name="{company.name}"' in offered.content.decode()

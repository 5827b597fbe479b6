"""A case's rules of contact, its consents, agreements to keep secret and the log of what left it: shown on its page, and written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from banso.cases.consents import give_consent, withdraw_consent
from banso.cases.contacts import end_contact_rule, rules_of, set_contact_rule
from banso.cases.disclosures import counter, disclose, end_nda, report_return, sign_nda
from banso.cases.keeping_watch import parts_on
from banso.cases.models import Case, Consent, ContactRule, Disclosure, NonDisclosure
from banso.cases.services import name_company
from banso.core.acting import user_of
from banso.core.looking import How, looked_at

from ..telling_forms import (
    CaseForm,
    ContactEndForm,
    ContactForm,
    CounterForm,
    EndForm,
    GiveForm,
    NameForm,
    ReturnForm,
    SignForm,
    TellForm,
)

SHOWN, MOST = 20, 200
LINKS = ("organisation", "company", "person", "expert")


@dataclass(frozen=True)
class Act:
    """One thing that can be written: its page, what it asks, the verb, and the kind of record it ends or answers."""

    title: str
    form: type[CaseForm]
    verb: Callable[..., Any]
    permission: str
    done: str
    of: type[Model] | None = None
    help: str = ""


LOG_FIRST = "開示する前に登録します。承諾のない相手・内容は登録できません。登録すると通番が付きます。"
ACTS = {
    "consent": Act("承諾の登録", GiveForm, give_consent, "cases.add_consent", "承諾を登録しました。"),
    "consent-end": Act(
        "承諾の撤回", EndForm, withdraw_consent, "cases.add_consentend", "撤回を登録しました。この承諾では、もう開示できません。", Consent,
        "撤回した承諾は元に戻せません。もう一度承諾を受けたときは、新しく登録します。",
    ),
    "nda": Act("守秘契約の登録", SignForm, sign_nda, "cases.add_nondisclosure", "守秘契約を登録しました。"),
    "nda-end": Act(
        "守秘契約の終了", EndForm, end_nda, "cases.add_nondisclosureend", "守秘契約の終了を登録しました。", NonDisclosure
    ),
    "disclose": Act("開示の登録", TellForm, disclose, "cases.add_disclosure", "開示を登録しました。", help=LOG_FIRST),
    "counter": Act(
        "開示の記録の取消し", CounterForm, counter, "cases.add_disclosure", "取消しを登録しました。元の記録も残ります。", Disclosure
    ),
    "return": Act(
        "返却・廃棄の登録", ReturnForm, report_return, "cases.add_returned", "返却・廃棄を登録しました。", Disclosure
    ),
    "contact": Act(
        "連絡の決まりの登録", ContactForm, set_contact_rule, "cases.add_contactrule", "連絡の決まりを登録しました。",
        help="決まりに反する宛先への文書・メールは作れなくなります。",
    ),
    "contact-end": Act(
        "連絡の決まりの終了", ContactEndForm, end_contact_rule, "cases.change_contactrule", "連絡の決まりを終えました。", ContactRule
    ),
    "name": Act("企業の判明", NameForm, name_company, "cases.change_case", "企業を登録しました。"),
}  # fmt: skip


def act(request: HttpRequest, pk: int, act: str, row: int | None = None) -> HttpResponse:
    """One of these is written down about a case, or about a row of it."""
    asked = ACTS.get(act)
    case = get_object_or_404(
        Case.objects.select_related("programme__walled_to", "company", "person", "standing", "keeper"), pk=pk
    )
    if asked is None or (asked.of is None) != (row is None):
        raise Http404
    if not user_of(request).has_perm(asked.permission):
        raise PermissionDenied
    known: Any = get_object_or_404(asked.of, pk=row, case=case) if asked.of else None
    looked_at(request.user, [case], How.RECORD)
    form = asked.form(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid() and _written(request, asked, known or case, form):
        return redirect(case_page(case), pk=pk)
    context = {"case": case, "act": asked, "row": known, "form": form, "back": case_page(case)}
    return render(request, "desk/telling.html", context, status=422 if form.errors else 200)


def _written(request: HttpRequest, asked: Act, about: Any, form: CaseForm) -> bool:
    """Whether it could be written; if not, the form says why."""
    facts = {name: value for name, value in form.cleaned_data.items() if value not in ("", None)}
    if asked.verb is disclose:
        facts |= {"name": facts.pop("document", "")}
    try:
        written = asked.verb(about, by=user_of(request), **facts)
    except ValidationError as error:
        for name, told in error.message_dict.items() if hasattr(error, "error_dict") else [("", error.messages)]:
            form.add_error(name if name in form.fields else None, told)
        return False
    told_by = f" {written.footer}" if isinstance(written, Disclosure) and written.counters_id is None else ""
    messages.success(request, f"{asked.done}{told_by}")
    return True


def case_page(case: Case) -> str:
    """The page a case is shown on."""
    return "cases-case-record" if case.procedure == "stages" else "case"


@permission_required("cases.view_disclosure", raise_exception=True)
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """A walled case's consents, agreements and what left it, on its page."""
    case = get_object_or_404(Case.objects.select_related("programme", "standing"), pk=pk)
    today = localdate()
    consents = list(case.consents.select_related("end", *LINKS))
    ndas = list(case.ndas.select_related("end", *LINKS))
    log = list(
        case.disclosures.select_related("consent", "by", "returned", "countered_by", "counters", "case", *LINKS)[:SHOWN]
    )
    for rows in (consents, ndas, log):
        looked_at(request.user, rows, How.LIST)
    context = {
        "case": case,
        "consents": _with_life(consents, Consent.objects.live(today).filter(case=case)),
        "ndas": _with_life(ndas, NonDisclosure.objects.live(today).filter(case=case)),
        "log": log,
        "more": len(log) == SHOWN,
        "may": user_of(request).has_perm("cases.add_disclosure"),
        "unnamed": case.company_id is None and case.person_id is None,
    }
    return render(request, "desk/telling_panel.html", context)


def _with_life(rows: Sequence[Any], live: QuerySet[Any]) -> list[tuple[Any, bool]]:
    """Each row, and whether it holds today."""
    alive = set(live.values_list("pk", flat=True))
    return [(row, row.pk in alive) for row in rows]


@permission_required("cases.view_disclosure", raise_exception=True)
def review(request: HttpRequest) -> HttpResponse:
    """What the one who keeps a wall looks through every month, of all cases she may see."""
    parts = [(part, list(part.rows[:MOST])) for part in parts_on(localdate())]
    for _, rows in parts:
        looked_at(request.user, rows, How.LIST)
    return render(request, "desk/telling_review.html", {"parts": parts})


@permission_required("cases.view_contactrule", raise_exception=True)
def contact_panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """How the people of a case may be reached, on its page."""
    case = get_object_or_404(Case.objects.select_related("programme"), pk=pk)
    rules = rules_of(case, on=localdate())
    looked_at(request.user, rules, How.LIST)
    context = {"case": case, "rules": rules, "may": user_of(request).has_perm("cases.add_contactrule")}
    return render(request, "desk/contact_panel.html", context)

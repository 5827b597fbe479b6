"""名寄せ on screen: doubts side by side, merging two companies and taking them apart, likely twins while typing."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from banso.core.errors import UserError
from banso.core.forms import PickField
from banso.core.numbers import whole_or_none
from banso.core.records import facts
from banso.core.text import digits

from .matching.compare import Party
from .models import Answer, Company, Doubt, Merge, Municipality
from .postal import place_of as place_of_code
from .services import doubting, merging
from .services.resolving import known_of, place_of, resolve

may_see = permission_required("registers.view_doubt", raise_exception=True)
may_decide = permission_required("registers.change_doubt", raise_exception=True)
may_merge = permission_required("registers.add_merge", raise_exception=True)
HOW_TO_FIND = "名前・旧社名・フリガナ・電話番号・法人番号の一部。↓で候補へ、Enterで決定"
ROW_FACTS = (
    ("企業名", "name"),
    ("フリガナ", "kana"),
    ("法人番号", "corporate_number"),
    ("インボイス登録番号", "invoice_number"),
    ("電話番号", "phone"),
    ("市町村", "municipality"),
    ("代表者", "representative"),
)


@dataclass(frozen=True)
class Line:
    """One fact of two companies beside each other; `differs` where both say something and not the same."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return bool(self.first and self.second) and self.first != self.second


@may_see
def doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """Two that may be one company, side by side."""
    shown = get_object_or_404(Doubt.objects.select_related("company", "candidate"), pk=pk)
    same_row = Doubt.objects.filter(row_key=shown.row_key).exclude(pk=pk) if shown.row_key else Doubt.objects.none()
    context = {
        "doubt": shown,
        "before": whole_or_none(request.GET.get("before")),
        "lines": _side_by_side(shown.company, shown.candidate) if shown.company else _row_beside(shown),
        "decisions": shown.decisions.select_related("decided_by"),
        "others": same_row.select_related("candidate")[:8],
        "waiting": Doubt.objects.filter(answer=Answer.OPEN).count(),
        "is_settled": shown.answer in (Answer.SAME, Answer.OTHER),
        "may_decide": request.user.has_perm("registers.change_doubt")
        and (shown.company is None or request.user.has_perm("registers.add_merge")),
    }
    return render(request, "matching/doubt.html", context)


@may_decide
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's answer; then the next doubt that waits."""
    shown = get_object_or_404(Doubt.objects.select_related("company", "candidate"), pk=pk)
    answer = request.POST.get("answer", "")
    if answer not in (Answer.SAME, Answer.OTHER, Answer.LATER):
        messages.error(request, "「同じ」「別」「保留」のどれかを選んでください。")
        return redirect("doubt", pk=pk)
    if answer == Answer.SAME and shown.company and not request.user.has_perm("registers.add_merge"):
        messages.error(request, "企業を統合できる役割がないため、「同じ」にはできません。管理者に頼んでください。")
        return redirect("doubt", pk=pk)
    keep = shown.company if request.POST.get("keep") == "company" else shown.candidate
    try:
        doubting.decide(shown, Answer(answer), keep=keep, by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, str(error))
        return redirect("doubt", pk=pk)
    messages.success(request, f"「{shown}」を「{Answer(answer).label}」にしました。")
    following = doubting.next_open(shown)
    if following is None:
        messages.info(request, "確認待ちはもうありません。")
        return redirect("registers-doubt-list")
    return redirect(f"{reverse('doubt', args=[following.pk])}?before={pk}")


@may_decide
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back; one that merged two companies only by those who may merge."""
    shown = get_object_or_404(Doubt, pk=pk)
    if shown.answer == Answer.SAME and shown.company_id and not request.user.has_perm("registers.add_merge"):
        messages.error(request, "企業を統合できる役割がないため、この判断は取り消せません。管理者に頼んでください。")
        return redirect("doubt", pk=pk)
    try:
        doubting.take_back(shown, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "判断を取り消しました。確認待ちに戻っています。")
    except UserError as error:
        messages.error(request, str(error))
    return redirect("doubt", pk=pk)


class Choosing(forms.Form):
    """The company that another is to be merged into, found by typing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.fields["other"] = PickField(model=Company, label="残す企業", help_text=HOW_TO_FIND)


@may_merge
def merge_new(request: HttpRequest) -> HttpResponse:
    """Choose the company that stays, see the two side by side and what would be moved, and merge them."""
    given = request.POST if request.method == "POST" else request.GET
    absorbed, survivor = _company(given.get("company")), _company(given.get("into"))
    form = Choosing(given if "other" in given else None)
    if form.is_bound and form.is_valid():
        survivor = form.cleaned_data["other"]
    problem = ""
    if request.method == "POST" and survivor and absorbed:
        try:
            asked = merging.ask_merge(survivor, absorbed, reason=given.get("reason", ""), by=request.user)  # type: ignore[arg-type]
            return redirect("merge", pk=asked.pk)
        except UserError as error:
            problem = str(error)
    context = {
        "survivor": survivor,
        "absorbed": absorbed,
        "problem": problem,
        "form": form,
        "lines": _side_by_side(absorbed, survivor) if survivor and absorbed else [],
        "counts": [(link.title, number) for link, number in merging.records_of(absorbed)] if absorbed else [],
    }
    return render(request, "matching/merge_new.html", context, status=422 if problem else 200)


@require_GET
@permission_required("registers.view_merge", raise_exception=True)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """A merge: what moved, what could not, what came since; while the worker is at it, how far it is."""
    shown = get_object_or_404(Merge.objects.select_related("survivor", "absorbed", "asked_by", "undo_asked_by"), pk=pk)
    context: dict[str, Any] = {"merge": shown}
    if not shown.is_under_way:
        context |= {
            "moved": merging.moved(shown),
            "left": [(link.title, list(rows[:20])) for link, rows in merging.left_behind(shown)]
            if not shown.undone_at
            else [],
            "added": [(link.title, rows.count()) for link, rows in merging.added_since(shown)],
            "kept": merging.moved(shown, went_back=False) if shown.undone_at else [],
        }
    return render(request, "matching/merge_state.html" if request.htmx else "matching/merge.html", context)  # type: ignore[attr-defined]


@may_merge
@require_POST
def merge_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Undo a merge, ask for one that was broken off anew, or move again what could not be moved."""
    shown = get_object_or_404(Merge, pk=pk)
    try:
        if what == "undo":
            merging.ask_undo(shown, by=request.user)  # type: ignore[arg-type]
        elif what == "anew":
            shown = merging.ask_anew(shown, by=request.user)  # type: ignore[arg-type]
        else:
            merging.ask_again(shown, by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, str(error))
    return redirect("merge", pk=shown.pk)


@permission_required("registers.view_company", raise_exception=True)
@require_GET
def twins(request: HttpRequest) -> HttpResponse:
    """The companies that what is being typed may mean: a fragment beside the form."""
    party = _typed(request.GET)
    found = resolve(party) if len(party.name) > 1 or party.phone or party.corporate_number else None
    candidates = list(found.candidates) if found else []
    companies = Company.objects.select_related("municipality").in_bulk(
        [candidate.company_id for candidate in candidates] + ([found.company_id] if found and found.company_id else [])
    )
    shown = [(companies[c.company_id], c.reasons) for c in candidates]
    if found and found.company_id:
        shown = [(companies[found.company_id], found.reasons)]
    context = {"twins": shown, "sure": bool(found and found.company_id), "choosing": "choosing" in request.GET}
    return render(request, "matching/twins.html", context)


def _typed(given: QueryDict) -> Party:
    """What stands in the form so far, whichever of the two forms it is."""

    def said(name: str) -> str:
        return (given.get(name) or given.get(f"new_{name}") or "").strip()[:200]

    number = re.sub(r"\D", "", digits(said("corporate_number")))
    key = whole_or_none(given.get("municipality_key") or given.get("municipality"))
    town = Municipality.objects.filter(pk=key).first() if key else None
    return Party(
        said("name"),
        kana=said("kana"),
        corporate_number=number,
        invoice_number=digits(said("invoice_number")),
        phone=said("phone"),
        municipality=place_of(str(town or ""), said("address")),
    )


def _side_by_side(first: Company, second: Company) -> list[Line]:
    other = {label: text for label, text, _ in facts(second)}
    lines = [Line(label, text, other.get(label, "")) for label, text, _ in facts(first)]
    lines.insert(2, Line("旧社名・別名", _other_names(first), _other_names(second)))
    lines.insert(3, Line("代表者", _head(first), _head(second)))
    return [line for line in lines if line.first or line.second]


def _row_beside(doubt: Doubt) -> list[Line]:
    return row_beside(doubt.told, known_of(doubt.candidate))


def row_beside(told: dict[str, str], known: Party) -> list[Line]:
    """What a row says of a company, and what the register says of one it may be, beside each other."""
    lines = [Line(label, told.get(name, ""), getattr(known, name)) for label, name in ROW_FACTS]
    return [line for line in lines if line.first or line.second]


def _other_names(company: Company) -> str:
    return "、".join(str(name) for name in company.other_names.all())


def _head(company: Company) -> str:
    return "、".join(person.name for person in company.people.filter(is_representative=True, ended_on=None))


def _company(text: str | None) -> Company | None:
    key = whole_or_none(text)
    return Company.objects.filter(pk=key).first() if key else None


@require_GET
def postal_code(request: HttpRequest) -> HttpResponse:
    """Where a postal code leads, for a form to fill in; nothing for one there is none of."""
    place = place_of_code(request.GET.get("code", ""))
    if place is None:
        return JsonResponse({})
    town = place.municipality
    return JsonResponse(
        {
            "prefecture": place.prefecture,
            "city": place.city,
            "town": place.town,
            "municipality": town.pk if town else None,
            "municipality_name": str(town or ""),
        }
    )

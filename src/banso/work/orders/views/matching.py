"""From an inquiry to the suppliers introduced: candidates, comparison, introduction and its letters."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.errors import UserError
from banso.core.file_types import WORD
from banso.core.numbers import numbers_in
from banso.registers.models import Company

from ..forms import IntroduceForm
from ..letters import letter_file
from ..matching import CRITERIA, Stance, Wanted, candidates, compared, conditions_of
from ..models import Inquiry, Letter
from ..services import introduce
from .drawings import drawings_of

STANCES = {Stance.CONSIDER: "考慮する", Stance.MUST: "適合だけ", Stance.IGNORE: "見ない"}
may_see = permission_required("orders.view_inquiry", raise_exception=True)


def _inquiry(pk: int) -> Inquiry:
    return get_object_or_404(Inquiry.objects.select_related("buyer", "process", "material", "certificate"), pk=pk)


def _stances(request: HttpRequest) -> dict[str, Stance]:
    known = {stance.value: stance for stance in Stance}
    return {name: known[request.GET[name]] for name in CRITERIA if request.GET.get(name) in known}


def _chosen(given: QueryDict) -> list[int]:
    """The suppliers ticked so far; they stay ticked while the conditions change."""
    return numbers_in(given.getlist("supplier"))


def _context(request: HttpRequest, inquiry: Inquiry) -> dict[str, Any]:
    stances = _stances(request)
    wanted = Wanted.of(inquiry, localdate(), stances)
    return {
        "inquiry": inquiry,
        "wanted": wanted,
        "criteria": [(name, CRITERIA[name], stances.get(name, Stance.CONSIDER)) for name in conditions_of(wanted)],
        "stances": STANCES,
        "found": candidates(wanted),
        "chosen": _chosen(request.GET),
        "letters": inquiry.letters.select_related(
            "introduction__supplier", "inquiry__buyer", "entered__void", "entered__sending"
        ),
        "introduced_on": localdate(),
        "drawings": drawings_of(inquiry) if request.user.has_perm("orders.view_drawing") else None,
    }


@may_see
def candidates_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ranked suppliers for an inquiry, with conditions to loosen and tighten."""
    context = _context(request, _inquiry(pk))
    return render(request, "orders/found.html" if request.htmx else "orders/candidates.html", context)  # type: ignore[attr-defined]


@may_see
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two or three suppliers side by side under the inquiry's conditions."""
    inquiry = _inquiry(pk)
    asked = _chosen(request.GET)[:3]
    judged = compared(Wanted.of(inquiry, localdate()), asked)
    labels = [f.label for f in judged[0].findings] if judged else []
    lines = [(label, [next(f for f in c.findings if f.label == label) for c in judged]) for label in labels]
    return render(request, "orders/compare.html", {"inquiry": inquiry, "judged": judged, "lines": lines})


@permission_required("orders.add_introduction", raise_exception=True)
@require_POST
def introduce_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Introduce the suppliers chosen. What is wrong is said above the same candidates, the choice kept."""
    inquiry, form = _inquiry(pk), IntroduceForm(request.POST)
    chosen = _chosen(request.POST)
    try:
        if not form.is_valid():
            raise UserError(f"紹介日: {form.errors['introduced_on'].as_data()[0].message}")
        suppliers = list(Company.objects.filter(pk__in=chosen).order_by("kana_key", "pk"))
        made = introduce(inquiry, suppliers, introduced_on=form.cleaned_data["introduced_on"], by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        context = _context(request, inquiry) | {"problem": str(error), "chosen": chosen}
        context["introduced_on"] = request.POST.get("introduced_on", "")
        return render(request, "orders/candidates.html", context, status=422)
    messages.success(request, f"{len(made)}社を紹介しました。紹介状を確かめて送ってください。")
    return redirect(reverse("orders-candidates", args=[pk]) + "#letters")


@permission_required("orders.view_letter", raise_exception=True)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One introduction letter as a Word file."""
    found = get_object_or_404(Letter.objects.select_related("inquiry__buyer", "introduction__supplier"), pk=pk)
    try:
        content = letter_file(found)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("orders-candidates", pk=found.inquiry_id)
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(True, f"紹介状_{found}_{found.to}.docx")
    return response

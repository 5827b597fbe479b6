"""The sheet without a name: its versions on the case's page, and where one is written with k beside it while one types."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.procedures.terms import values_of

from ..anonymity import Shown
from ..models import Listing
from ..reading import first_shown, industry_names, population, shown_before
from ..services import assess, write_sheet
from ..sheet_form import SheetForm

may_see = permission_required("transfers.view_listing", raise_exception=True)
may_change = permission_required("transfers.change_listing", raise_exception=True)
RELATED = ("case__programme", "case__terms", "case__company", "case__person", "industry", "municipality")


def listing_of(**by: Any) -> Listing:
    """The listing, for those who may see it."""
    return get_object_or_404(Listing.objects.select_related(*RELATED), **by)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The versions of a listing's sheet, on its case's page."""
    if (app, name) != ("cases", "case"):
        raise Http404
    get_object_or_404(Case, pk=pk)
    listing = Listing.objects.select_related(*RELATED).filter(case=pk).first()
    sheets = list(listing.sheets.select_related("approval", "accepted_by")) if listing else []
    names = industry_names(values_of(listing.case)) if listing else {}
    said = [(sheet, Shown.of_data(sheet.shown).said(names)) for sheet in sheets]
    return render(request, "transfers/sheet_panel.html", {"listing": listing, "sheets": said})


@may_change
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a version: the coarseness of each thing and the text, with k beside it."""
    listing = listing_of(pk=pk)
    looked_at(request.user, [listing.case], How.RECORD)
    firms = population()
    form = SheetForm(listing, request.POST or None, initial=_initial(listing, firms))
    if request.method == "POST" and form.is_valid():
        if "coarser" in request.POST:
            form = _made_coarser(listing, form, firms)
        elif (answer := _kept(request, listing, form)) is not None:
            return answer
    context = {"listing": listing, "form": form, "earlier": len(shown_before(listing))} | _counted(listing, form, firms)
    return render(request, "transfers/sheet.html", context, status=422 if form.errors else 200)


@require_POST
@may_change
def count(request: HttpRequest, pk: int) -> HttpResponse:
    """How many firms fit what is chosen and typed now: a fragment."""
    listing = listing_of(pk=pk)
    form = SheetForm(listing, request.POST)
    form.is_valid()
    return render(request, "transfers/sheet_count.html", {"listing": listing} | _counted(listing, form, population()))


def _initial(listing: Listing, firms: list[Any]) -> dict[str, Any]:
    last = listing.sheets.order_by("-version").first()
    shown = Shown.of_data(last.shown) if last else first_shown(listing, firms)
    chosen = SheetForm(listing).offered.chosen(shown)
    return {part: str(at) for part, at in chosen.items()} | {"text": last.text if last else "", "whom": "wide"}


def _counted(listing: Listing, form: SheetForm, firms: list[Any]) -> dict[str, Any]:
    """What stands beside the form: k, what betrays, what would mend it."""
    if not form.is_bound:
        form.cleaned_data = dict(form.initial)
    found = assess(listing, form.shown, form.cleaned_data.get("text") or "", least=form.needed, firms=firms)
    said = found.mended.shown.said(industry_names(values_of(listing.case)))
    return {"found": found, "mended": said, "of": len(firms)}


def _made_coarser(listing: Listing, form: SheetForm, firms: list[Any]) -> SheetForm:
    """The same form with everything as coarse as the ladder makes it."""
    found = assess(listing, form.shown, "", least=form.needed, firms=firms)
    chosen = form.offered.chosen(found.mended.shown)
    kept = {name: form.cleaned_data.get(name) for name in ("whom", "text", "accepted_why")}
    return SheetForm(listing, initial={part: str(at) for part, at in chosen.items()} | kept)


def _kept(request: HttpRequest, listing: Listing, form: SheetForm) -> HttpResponse | None:
    """Keep the version; None, with the errors at their fields, where it is refused."""
    said = form.cleaned_data
    firms = population()
    first = assess(listing, first_shown(listing, firms), "", least=form.needed, firms=firms)
    try:
        sheet = write_sheet(
            listing,
            shown=form.shown,
            text=said["text"],
            least=form.needed,
            ladder=first.mended.ladder if first.mended.shown == form.shown else (),
            accepted_why=said["accepted_why"],
            by=user_of(request),
        )
    except ValidationError as error:
        say_refused(form, error)
        return None
    messages.success(
        request,
        f"ノンネームシート{sheet}を作りました。経営者の承認を受けたら「ノンネームシートの承認」に進んでください。",
    )
    return redirect("case", pk=listing.case_id)

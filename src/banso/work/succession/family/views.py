"""The page of a plan's grid, and the files it goes out as."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from banso.core.acting import user_of
from banso.core.era import format_date, parse_date
from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.core.foreign.books import open_book
from banso.core.looking import How, looked_at

from ..models import PlanVersion, Track
from .excel import grid_in, plan_as_excel
from .grid import NAMES, items_of, label_of, read_grid
from .printing import PAPERS, plan_on_paper
from .services import MOST_YEARS, draw_up_plan

READY = 10  # so many years stand ready to be filled in
RELATED = ("case__programme", "case__company", "case__person")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permission_required("succession.change_track", raise_exception=True)
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid of a plan, filled in as the newest version has it; what is kept is a further version."""
    track = get_object_or_404(Track.objects.select_related(*RELATED), pk=pk)
    latest = track.plans.order_by("-version").first()
    looked_at(request.user, [latest] if latest else [track], How.RECORD)
    heads, cells = _stored(latest)
    wrong: list[str] = []
    if request.method == "POST":
        heads, cells, wrong = _posted(request)
        if "read" not in request.POST and not wrong:
            wrong = _kept(request, track, heads, cells)
            if not wrong:
                return redirect("case", pk=track.case_id)
    context: dict[str, Any] = _shown(heads, cells) | {"track": track, "latest": latest, "wrong": wrong}
    context |= {
        "made_on": request.POST.get("made_on", format_date(localdate())),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "succession/plan.html", context, status=422 if wrong else 200)


def _stored(plan: PlanVersion | None) -> tuple[list[str], dict[str, list[str]]]:
    heads, lines = items_of(plan)
    return heads, {line.name: list(line.cells) for line in lines}


def _posted(request: HttpRequest) -> tuple[list[str], dict[str, list[str]], list[str]]:
    """What was typed, or what stands in the Excel sheet that was handed in."""
    file = request.FILES.get("workbook")
    if file is not None:
        try:
            rows = [list(cells) for _, cells in open_book(file.read(), str(file.name)).sheet().rows()]
            return (*grid_in(rows), [])
        except UserError as error:
            return [], {}, [str(error)]
    heads = request.POST.getlist("year")
    return heads, {name: request.POST.getlist(name) for name in NAMES}, []


def _kept(request: HttpRequest, track: Track, heads: list[str], cells: dict[str, list[str]]) -> list[str]:
    """Keep the grid; what is wrong of it in words, nothing where it was kept."""
    rows, wrong = read_grid(heads, cells)
    try:
        made_on = parse_date(request.POST.get("made_on", ""))
    except UserError as error:
        wrong.append(f"作成日: {error}")
    if wrong:
        return wrong
    try:
        plan = draw_up_plan(track, rows, made_on=made_on, reason=request.POST.get("reason", ""), by=user_of(request))
    except ValidationError as error:
        return list(error.messages)
    messages.success(request, f"事業承継計画表の第{plan.version}版を保存しました。")
    return []


def _shown(heads: list[str], cells: dict[str, list[str]]) -> dict[str, Any]:
    """The grid with empty columns to the right, each cell with the name it is read out by."""
    width = min(max(READY, len(heads) + 1), MOST_YEARS)
    filled = (heads + [""] * width)[:width]
    lines = []
    for name in NAMES:
        texts = (list(cells.get(name, ())) + [""] * width)[:width]
        label = label_of(name)
        named = [
            (text, f"{head or f'{place}列目'}の{label}")
            for place, (text, head) in enumerate(zip(texts, filled, strict=True), 1)
        ]
        lines.append((name, label, named))
    return {"heads": filled, "lines": lines}


@permission_required("succession.view_planversion", raise_exception=True)
def plan_file(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A version of a plan as Excel, or as a PDF on A4 or A3; written down as taken out."""
    plan = get_object_or_404(PlanVersion.objects.select_related(*(f"track__{path}" for path in RELATED)), pk=pk)
    if what not in (*PAPERS, "excel"):
        raise Http404
    excel = what == "excel"
    looked_at(request.user, [plan], How.EXPORT, "事業承継計画表")
    name = f"事業承継計画表_{plan.track.case.number}_第{plan.version}版.{'xlsx' if excel else 'pdf'}"
    log_export(request.user, name, general="事業承継計画表")
    content = plan_as_excel(plan) if excel else plan_on_paper(plan, what)
    answer = HttpResponse(content, content_type=XLSX if excel else "application/pdf")
    answer["Content-Disposition"] = content_disposition_header(excel, name) or ""
    return answer

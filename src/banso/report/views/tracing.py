"""From a figure to its records, and from a record to its figures."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from banso.core.fiscal import fiscal_year_label
from banso.core.lists import FORMATS, export, list_context
from banso.core.tables import Table, all_tables, table_for
from banso.figures.cells import Cell
from banso.figures.comparing import ROUNDINGS
from banso.figures.measures import Measure, get_measure
from banso.figures.tracing import Step, arithmetic, number_of_records, records
from banso.registers.models import Programme
from banso.registers.seeing import hidden_from
from banso.report.closing.freeze import leaves
from banso.report.closing.history import history
from banso.report.compose import compose
from banso.report.counting import Place, closed_years, places_counting, rows_counted, years_of, years_typed
from banso.report.document import Figure

from .reading import explained, may_read


@dataclass(frozen=True)
class Part:
    """A counted part of a figure, as the trace shows it: rule, arithmetic and how many records lie behind."""

    figure: Figure
    measure: Measure
    steps: list[Step]
    records: int
    table: Table | None
    confidential: bool

    @property
    def conditions(self) -> list[str]:
        """The part's conditions in words."""
        cell = self.figure.cell
        assert cell is not None
        dimensions = self.measure.dimensions
        return [
            f"{dimensions[name].label}: {'、'.join(dimensions[name].label_of(code) for code in codes[:6])}{'ほか' if len(codes) > 6 else ''}"
            for name, codes in cell.where
            if codes != ("",)
        ]


@may_read
@explained
def figure(request: HttpRequest, fiscal_year: int, anchor: str) -> HttpResponse:
    """A figure's rule, its arithmetic, and the way to its records."""
    found = _find(fiscal_year, anchor)
    parts = [_part(leaf, request) for leaf in leaves(found)]
    context = {"figure": found, "parts": parts, "fiscal_year": fiscal_year, "history": history(found)}
    context["working"] = _working(found)
    return render(request, "report/figure.html" if request.htmx else "report/figure_page.html", context)  # type: ignore[attr-defined]


def _working(figure: Figure) -> str:
    """The arithmetic of a rate with its two figures as printed, or what earned a mark; '' for any other figure."""
    comparison = figure.comparison
    if figure.scale:
        [judged] = figure.parts
        told = _working(judged) or judged.printed
        return f"{told} → {figure.printed}({figure.scale.in_words(judged.unit)})"
    if comparison is None:
        return ""
    first, second = (part.printed for part in figure.parts)
    rounding = f"{comparison.last_place(figure.unit)}を{ROUNDINGS[comparison.rounding]}"
    return f"{comparison.in_words(first, second)} = {figure.printed}({rounding})"


def _find(fiscal_year: int, anchor: str) -> Figure:
    for candidate in compose(fiscal_year).figures():
        if candidate.anchor == anchor:
            return candidate
    raise Http404


def _part(leaf: Figure, request: HttpRequest) -> Part:
    assert leaf.cell is not None
    measure = get_measure(leaf.cell.measure)
    shown = table_for(measure.model)
    confidential = _is_hidden(leaf.cell, request)
    may_open = request.user.has_perm(shown.permission("view")) and not confidential
    number = number_of_records(leaf.cell)
    return Part(leaf, measure, arithmetic(leaf.cell), number, shown if may_open else None, confidential)


def _is_hidden(cell: Cell, request: HttpRequest) -> bool:
    """Whether the records behind a cell are behind a wall for this user: then the rule and the number are all there is."""
    user: Any = request.user
    return Programme.objects.filter(code=cell.programme, pk__in=hidden_from(user)).exists()


@may_read
@explained
def part_records(request: HttpRequest, fiscal_year: int, anchor: str, part: int) -> HttpResponseBase:
    """The records behind one part of a figure, with search, filters and Excel like any list."""
    found = _find(fiscal_year, anchor)
    parts = leaves(found)
    if part >= len(parts):
        raise Http404
    cell = parts[part].cell
    assert cell is not None
    shown = table_for(get_measure(cell.measure).model)
    if not request.user.has_perm(shown.permission("view")) or _is_hidden(cell, request):
        raise PermissionDenied
    rows: Any = records(cell)
    context = list_context(shown, shown.along(rows), request)
    context |= {"figure": found, "part": parts[part], "fiscal_year": fiscal_year, "measure": get_measure(cell.measure)}
    if request.GET.get("format") in FORMATS:
        return export(context, request, f"{found.key.row} {found.key.column} {found.printed}")
    return render(request, "banso/rows.html" if request.htmx else "report/records.html", context)  # type: ignore[attr-defined]


@may_read
def record_figures(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The figures in which a record counts, as its form said before it was saved."""
    try:
        model = apps.get_model(app, name)
    except LookupError:
        raise Http404 from None
    if not request.user.has_perm(f"{app}.view_{name}"):
        raise PermissionDenied
    rows = rows_counted(get_object_or_404(model, pk=pk))
    places = places_counting(rows)
    context = {"found": _by_year(places), "closed": [fiscal_year_label(year) for year in closed_years(years_of(rows))]}
    return render(request, "report/record_figures.html", context)


def _by_year(places: list[Place]) -> list[tuple[int, list[Place]]]:
    years = dict.fromkeys(place.fiscal_year for place in places)
    return [(year, [place for place in places if place.fiscal_year == year]) for year in years]


@login_required
@require_POST
def record_years(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What a form says before saving: whether the year of the record, as it stands or as it is typed, is printed already."""
    table = next((t for t in all_tables() if (t.app, t.name) == (app, name)), None)
    if table is None or not request.user.has_perm(table.permission("change" if pk else "add")):
        raise Http404
    rows = list(table.model._default_manager.filter(pk=pk))
    if pk and not rows:
        raise Http404
    years = closed_years(years_of(rows) | years_typed(table.model, request.POST))
    return render(request, "report/record_years.html", {"closed": [fiscal_year_label(year) for year in years]})

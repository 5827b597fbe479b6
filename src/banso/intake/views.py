"""Bringing lists in on the screen: the file, its columns, a look at what would come, the doing, and taking it back."""

import io
import json
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.core.errors import UserError
from banso.core.imports import ImportKind, all_imports, import_kind
from banso.core.numbers import whole_or_none
from banso.core.tables import has_table, table_for
from banso.registers import importing
from banso.registers.importing import recent_companies

from . import services
from .asking import asked, decided_since
from .blank import MOST_OFFERED, blank_form
from .columns import LONGEST_VALUE, chosen_in, columns_of, content_of, given_in
from .command import PASSED, WORDS
from .forms import BringForm
from .jobs import ask_look, ask_run
from .models import Import, ImportState, State
from .outcome import LISTED, What, unpacked
from .progress import how_far
from .refused import refused_rows

ON_A_PAGE = 50
ASKED_ON_A_PAGE = 10
ASKS = "asks"  # the rows whose company a person has to decide
PAST = 30
Offered = tuple[ImportKind, str]
OTHERS = "そのほか"
TABS = (What.CREATED, What.CHANGED, What.REFUSED, What.SAME)


def may(user: Any, kind: ImportKind) -> bool:
    """Whether a user may bring in rows of a kind."""
    return bool(user.has_perm(kind.permission("add")) and (not kind.change or user.has_perm(kind.permission("change"))))


def for_kinds(view: Any) -> Any:
    """A page for those who may bring in anything at all."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not any(may(request.user, kind) for kind in all_imports()):
            raise PermissionDenied
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return guarded


def _kind_or_404(request: HttpRequest, code: str) -> ImportKind:
    kind = next((kind for kind in all_imports() if kind.code == code), None)
    if kind is None or not may(request.user, kind):
        raise Http404
    return kind


def _own_or_404(request: HttpRequest, pk: int) -> tuple[Import, ImportKind]:
    """An import of one's own: nobody opens another's file."""
    brought = get_object_or_404(Import, pk=pk, by_id=request.user.pk)
    return brought, _kind_or_404(request, brought.kind)


@for_kinds
def overview(request: HttpRequest) -> HttpResponse:
    """What can be brought in, for one programme where one comes from its page, and what one has brought in before."""
    past = Import.objects.filter(by_id=request.user.pk).prefetch_related(
        Prefetch("states", ImportState.objects.defer("lines", "found").order_by("pk"))
    )[:PAST]
    programme = request.GET.get("programme", "")
    context = {
        "groups": _grouped(_offered(request.user, programme)),
        "programme": programme,
        "past": [(one, import_kind(one.kind).label, list(one.states.all())[-1:]) for one in past],
    }
    return render(request, "intake/overview.html", context)


def _grouped(offered: list[Offered]) -> list[tuple[str, list[Offered]]]:
    """The kinds under the groups of the menu, in its order."""
    groups: dict[str, list[Offered]] = {group: [] for group in settings.MENU_GROUPS}
    for kind, told in offered:
        groups.setdefault(table_for(kind.model).group if has_table(kind.model) else OTHERS, []).append((kind, told))
    return [(group, kinds) for group, kinds in groups.items() if kinds]


def _offered(user: Any, programme: str) -> list[Offered]:
    """The kinds a user may bring in, each with what its page is told; of one programme, those whose rows have a programme."""
    kinds = [kind for kind in all_imports() if may(user, kind)]
    if not programme:
        return [(kind, "") for kind in kinds]
    first = [(kind, next((c for c in kind.columns if c.reads is importing.programme), None)) for kind in kinds]
    return [(kind, "?" + urlencode({column.name: programme})) for kind, column in first if column]


@for_kinds
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Handing in a list of one kind."""
    kind = _kind_or_404(request, code)
    form = BringForm(request.POST or None, request.FILES or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            content, name = form.content()
            brought = services.keep(kind, content, name, given=_told(request, kind), by=request.user)  # type: ignore[arg-type]
            return redirect("intake-columns", pk=brought.pk)
        except UserError as error:
            form.add_error(None, str(error))
    told = [(kind.column(name).heading, text) for name, text in _told(request, kind).items()]
    context = {"kind": kind, "form": form, "told": told}
    return render(request, "intake/start.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, kind: ImportKind) -> dict[str, str]:
    """What the page one comes from says of all rows, such as its programme: column's name → value."""
    names = {column.name for column in kind.columns}
    return {name: str(text)[:LONGEST_VALUE] for name, text in request.GET.items() if name in names and text}


@for_kinds
def blank(request: HttpRequest, code: str) -> FileResponse:
    """The Excel form of a kind, with what may be chosen today; from a record's page with its rows begun already."""
    kind = _kind_or_404(request, code)
    companies = recent_companies(MOST_OFFERED) if request.user.has_perm("registers.view_company") else []
    form = blank_form(kind, _begun(request, kind), companies)
    return FileResponse(io.BytesIO(form), as_attachment=True, filename=f"{kind.label}_取り込み様式.xlsx")


def _begun(request: HttpRequest, kind: ImportKind) -> list[dict[str, str]]:
    """The rows begun for the record that the address names, to those who may see what the rows come from."""
    named = next((name for name in kind.fills if name in request.GET), None)
    if named is None:
        return []
    key = whole_or_none(request.GET[named])
    if key is None or not request.user.has_perm(kind.permission("view")):
        raise Http404
    rows = kind.fills[named](key)
    if not rows:
        raise Http404
    return rows


@for_kinds
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Which column is which; what a person decides is remembered for her unit, and the rows are looked at next."""
    brought, kind = _own_or_404(request, pk)
    try:
        found = columns_of(brought)
        if request.method == "POST":
            return _look(request, brought, kind, found)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("intake-start", code=kind.code)
    context = {"brought": brought, "kind": kind, "found": found, "answers": brought.answers}
    return render(request, "intake/columns.html", context)


def _look(request: HttpRequest, brought: Import, kind: ImportKind, found: Any) -> HttpResponse:
    user: Any = request.user
    sheet = request.POST.get("sheet", brought.sheet)
    if sheet != brought.sheet:
        other = services.keep(kind, content_of(brought), brought.file_name, sheet=sheet, given=brought.given, by=user)
        return redirect("intake-columns", pk=other.pk)
    chosen = chosen_in(request.POST, found.headings)
    given = {**brought.given, **given_in(request.POST, found.lacking)}
    answers = {**brought.answers, **({"hidden": request.POST["hidden"]} if request.POST.get("hidden") else {})}
    again = columns_of(brought, chosen, given, answers)
    if again.problem:
        context = {"brought": brought, "kind": kind, "found": again, "answers": answers}
        return render(request, "intake/columns.html", context, status=422)
    services.choose_headings(
        kind, {h.text: chosen[h.text] for h in found.headings if chosen[h.text] != h.column}, by=user
    )
    services.give_values(kind, {one.column.name: given[one.column.name] for one in again.lacking}, by=user)
    as_kept = {**brought.chosen, **chosen} == brought.chosen and given == brought.given and answers == brought.answers
    if not as_kept or brought.state is not None:
        brought = services.keep(
            kind,
            content_of(brought),
            brought.file_name,
            sheet=sheet,
            chosen=chosen,
            given=given,
            answers=answers,
            by=user,
        )
    ask_look(brought, by=user)
    return redirect("intake-import", pk=brought.pk)


@for_kinds
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is, what would come of it, or what came of it."""
    brought, kind = _own_or_404(request, pk)
    far = how_far(brought)
    if far.state is None:
        return redirect("intake-columns", pk=pk)
    context = {"brought": brought, "kind": kind, "far": far, "state": far.state} | _found(request, far.state)
    if request.htmx:  # type: ignore[attr-defined]
        answer = render(request, "intake/progress.html", context)
        if not far.busy:
            answer["HX-Refresh"] = "true"
        return answer
    return render(request, "intake/import.html", context)


def _found(request: HttpRequest, state: Any) -> dict[str, Any]:
    """The rows of one outcome, page by page, and the numbers of all."""
    found = state.found
    if "counts" not in found:
        return {}
    asks = found.get("asks", [])
    counts = [(what.value, WORDS[what], found["counts"].get(what.value, 0)) for what in TABS]
    counts = [(ASKS, "確かめてほしい企業", len(asks)), *counts] if asks else counts
    first = next(what for what, _, number in [*counts, (What.CREATED.value, "", 1)] if number)
    chosen = request.GET.get("what", What.REFUSED.value if found["refused"] and not asks else first)
    lines = asks if chosen == ASKS else _lines(state, chosen)
    page: Any = Paginator(lines, ASKED_ON_A_PAGE if chosen == ASKS else ON_A_PAGE).get_page(request.GET.get("page"))
    listed = len(lines)
    page.object_list = asked(page.object_list) if chosen == ASKS else [_line(one) for one in page.object_list]
    return {
        "counts": counts,
        "chosen": chosen,
        "page": page,
        "listed": listed,
        "of_chosen": found["counts"].get(chosen, 0),
        "passed": [(PASSED[name], number) for name, number in found["passed"].items()],
        "writes": found["counts"]["created"] + found["counts"]["changed"],
        "found": found,
        "decided": bool(asks) and decided_since(state),
        "may_decide": request.user.has_perm("registers.change_doubt"),
    }


def _lines(state: Any, what: str) -> list[Any]:
    """The lines of one outcome: all of them for a file that was looked at, else the first."""
    if what == What.REFUSED:
        return list(state.found["refused"])
    if state.lines and what in LISTED:
        return unpacked(state.lines, state.found["counts"], what)
    return [one for one in state.found["shown"] if one["what"] == what]


def _line(one: Any) -> Any:
    return json.loads(one) if isinstance(one, str) else one


@require_POST
@for_kinds
def answer(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Which company a doubtful row means: one of those named, or none of them."""
    brought, _ = _own_or_404(request, pk)
    if not request.user.has_perm("registers.change_doubt"):
        raise PermissionDenied
    company = whole_or_none(request.POST.get("company"))
    try:
        services.answer(brought, row, company=company, by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, str(error))
    where = urlencode({"what": ASKS, "page": whole_or_none(request.POST.get("page")) or 1})
    return redirect(f"{reverse('intake-import', args=[pk])}?{where}#row{row}")


@require_POST
@for_kinds
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a file once more, with what was decided meanwhile; one that came in already is handed in anew.

    With `unusual` a person says that the unusual values it asks about are right.
    """
    brought, kind = _own_or_404(request, pk)
    answers = {**brought.answers, **({"unusual": "in"} if request.POST.get("unusual") else {})}
    ended = brought.state is None or brought.state.state not in (State.LOOKING, State.LOOKED, State.FAILED)
    if ended or answers != brought.answers:
        content, user = content_of(brought), request.user
        facts: Any = {
            "sheet": brought.sheet,
            "chosen": brought.chosen,
            "given": brought.given,
            "answers": answers,
            "by": user,
        }
        brought = services.keep(kind, content, brought.file_name, **facts)
    ask_look(brought, by=request.user)  # type: ignore[arg-type]
    return redirect("intake-import", pk=brought.pk)


@require_POST
@for_kinds
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring in what was looked at."""
    brought, _ = _own_or_404(request, pk)
    latest = brought.state
    if latest is None or latest.state != State.LOOKED:
        messages.error(request, "先に、取り込むとどうなるかを確かめてください。")
    else:
        ask_run(brought, seen=latest.found["seen"], by=request.user)  # type: ignore[arg-type]
    return redirect("intake-import", pk=pk)


@require_POST
@for_kinds
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a whole import back; the page then says what stays and why."""
    brought, _ = _own_or_404(request, pk)
    try:
        services.undo(brought, by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, str(error))
    return redirect("intake-import", pk=pk)


@for_kinds
def refused(request: HttpRequest, pk: int) -> FileResponse:
    """The refused rows as the same Excel, each with its reasons."""
    brought, kind = _own_or_404(request, pk)
    latest = brought.state
    why = [(row["row"], row["why"]) for row in (latest.found.get("refused", []) if latest else [])]
    if not why:
        raise Http404
    name = f"{kind.label}_取り込めない行.xlsx"
    return FileResponse(io.BytesIO(refused_rows(brought, why)), as_attachment=True, filename=name)

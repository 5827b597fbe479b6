"""Lists: what one page of a kind shows under the conditions, order and columns the user asked for, and the same as a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from .deeds import deeds_of
from .errors import UserError
from .exports import Head, comma_separated, excel, log_export
from .looking import How, looked, looked_at
from .models import ListSetting, SavedList, Sharing
from .paging import Page, ordering, page_of
from .saved import lists_for, setting_of
from .tables import Table

MOST_COUNTED = 10_000
MOST_PRINTED = 2_000
MOST_NAMED = 100
FORMATS = ("xlsx", "csv", "sjis", "print")
PASSING = ("after", "before", "format", "all", "count", "replace")  # what is no condition of the list
LAST = "last-lists"  # the session's memory of each list's last conditions


class ListView(PermissionRequiredMixin, View):
    """A table's page: search, filters, sort, columns, saved lists, pages by key, total, and the same as a file or on paper."""

    table: Table
    writable: bool
    raise_exception = True

    def get_permission_required(self) -> list[str]:
        return [self.table.permission("view")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        setting = setting_of(request.user, self.table)
        if not request.GET and (again := self._again(request, setting)):
            return redirect(f"{request.path}?{again}")
        saved = list(lists_for(request.user, self.table))
        opened = next((s for s in saved if str(s.pk) == request.GET.get("list")), None)
        shown = self.table.choosing((opened or setting).columns)
        context = list_context(shown, shown.rows().filter(shown.listed), request)
        _remember(request, shown, context["query"])
        if request.GET.get("format") in FORMATS:
            return export(context, request)
        context |= {
            "saved": saved,
            "opened": opened,
            "setting": setting,
            "sharing": Sharing.choices,
            "offered": [c for c in shown.available if c not in shown.columns],
            "may_delete": request.user.has_perm(shown.permission("delete")),
            "deeds": deeds_of(shown.model, request.user),
            "may_bulk": bool(shown.bulk) and self.writable and request.user.has_perm(shown.permission("change")),
            "may_add": self.writable and request.user.has_perm(shown.permission("add")),
        }
        return render(request, "banso/rows.html" if request.htmx else "banso/list.html", context)  # type: ignore[attr-defined]

    def _again(self, request: HttpRequest, setting: ListSetting) -> str:
        """What to open when no conditions are asked: the last ones of this login, else the list the user begins with."""
        last = request.session.get(LAST, {})
        if self.table.label in last:
            return str(last[self.table.label])
        return setting.start.address if setting.start and _sees(request.user, self.table, setting.start) else ""


def _sees(user: Any, shown: Table, saved: SavedList) -> bool:
    return saved.owner_id == user.pk or lists_for(user, shown).filter(pk=saved.pk).exists()


def _remember(request: HttpRequest, shown: Table, query: str) -> None:
    last = request.session.get(LAST, {})
    if last.get(shown.label, "") != query:
        request.session[LAST] = {**last, shown.label: query}


def list_context(shown: Table, rows: QuerySet[Any], request: HttpRequest) -> dict[str, Any]:
    """What a list page shows of `rows` under the conditions of the request."""
    offered = {one.name: one.choices() for one in shown.conditions if one.choices}
    rows, conditions, problems = _narrowed(shown, rows, request.GET, offered)
    order = shown.sortable(request.GET.get("sort", ""))
    page = page_of(rows, order, request.GET.get("after", ""), request.GET.get("before", ""))
    counted = _counted(rows, page, everything="count" in request.GET)
    known = counted <= MOST_COUNTED or "count" in request.GET
    looked_at(request.user, page.rows, How.LIST, "、".join(conditions))
    return {
        "table": shown,
        "found": rows.order_by(*ordering(shown.model, order)),
        "page": page,
        "lines": [(record, [(column, column.shown(record)) for column in shown.columns]) for record in page.rows],
        "total": f"{counted:,}件" if known else f"{MOST_COUNTED:,}件以上",
        "total_known": known,
        "counted": counted,
        "filters": [
            (f, offered.get(f.name), request.GET.get(f.name, ""), request.GET.get(f"{f.name}_until", ""))
            for f in shown.conditions
        ],
        "words": request.GET.get("q", "").strip(),
        "order": order,
        "sorts": [
            (f"{sign}{c.sort}", f"{c.label} {mark}")
            for c in shown.available
            if c.sort
            for sign, mark in (("", "▲"), ("-", "▼"))
        ],
        "chosen_order": "" if order == shown.order else order,
        "conditions": "、".join(conditions),
        "problems": problems,
        "query": _query(request, without=PASSING),
        "unsorted": _query(request, without=(*PASSING, "sort")),
    }


def _counted(rows: QuerySet[Any], page: Page, *, everything: bool) -> int:
    """How many rows there are: those of the page where it shows all; of very many only that there are more, unless asked."""
    if page.rows and not page.after and not page.before:
        return len(page.rows)
    return rows.count() if everything else rows.order_by()[: MOST_COUNTED + 1].count()


def _narrowed(
    shown: Table, rows: QuerySet[Any], asked: QueryDict, offered: Mapping[str, Sequence[tuple[str, str]]]
) -> tuple[QuerySet[Any], list[str], list[str]]:
    """The rows that meet the conditions, the conditions in words, and what was wrong with them."""
    words, conditions, problems = asked.get("q", "").strip(), [], []
    if words:
        rows = shown.searched(rows, words)
        conditions.append(f"検索「{words}」")
    for condition in shown.conditions:
        typed, until = asked.get(condition.name, ""), asked.get(f"{condition.name}_until", "")
        if not (typed or until):
            continue
        try:
            rows = rows.filter(condition.condition(typed, until))
            conditions.append(condition.said(typed, until, offered.get(condition.name)))
        except UserError as error:
            problems.append(str(error))
        except ValueError:
            problems.append(f"{condition.label}の値を確かめてください。")
    return rows, conditions, problems


def matching(shown: Table, query: str) -> tuple[QuerySet[Any], str]:
    """The rows of a list under conditions kept as an address, and those conditions in words.

    Raises UserError if a condition cannot be read: what is done to all rows found must never be done to more.
    """
    rows, conditions, problems = _narrowed(shown, shown.rows().filter(shown.listed), QueryDict(query), {})
    if problems:
        raise UserError("".join(problems))
    return rows, "、".join(conditions)


def _query(request: HttpRequest, without: tuple[str, ...]) -> str:
    kept = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if name not in without and any(values):
            kept.setlist(name, values)
    return kept.urlencode()


def export(context: dict[str, Any], request: HttpRequest, said: str = "") -> HttpResponseBase:
    """The rows of a list page as a file or as a page to print, and the log of it; `said` comes before the conditions."""
    shown, rows, form = context["table"], context["found"], request.GET["format"]
    conditions = f"{said} {context['conditions']}".strip()
    looked(request.user, rows, How.EXPORT, conditions)
    head = Head(shown.title, conditions, rows.count(), str(request.user), timezone.now())
    if form == "print":
        log_export(request.user, f"{shown.title}(印刷)", conditions)
        return _to_print(request, shown, rows, head)
    if form == "xlsx":
        file, name = excel(shown, rows, head), f"{shown.title}.xlsx"
    else:
        encoding = "cp932" if form == "sjis" else "utf-8-sig"
        file, unwritable = comma_separated(shown, rows, encoding, replacing="replace" in request.GET)
        name = f"{shown.title}.csv"
        if unwritable:
            context |= {"unwritable": unwritable[:MOST_NAMED], "number": len(unwritable)}
            return render(request, "banso/unwritable.html", context, status=422)
    log_export(request.user, shown.title, conditions)
    return FileResponse(file, as_attachment=True, filename=name)


def _to_print(request: HttpRequest, shown: Table, rows: QuerySet[Any], head: Head) -> HttpResponseBase:
    lines = [[(column, column.text(row)) for column in shown.columns] for row in rows[:MOST_PRINTED]]
    if head.total > MOST_PRINTED:
        messages.warning(request, f"はじめの{MOST_PRINTED:,}件だけを印刷します。条件で絞り込んでください。")
    return render(request, "banso/print.html", {"table": shown, "lines": lines, "head": head.lines()})

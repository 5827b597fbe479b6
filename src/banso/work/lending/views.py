"""The pages of lending's own: how all contracts stand on a day, and one contract's ledger (債権管理台帳)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.era import format_date, parse_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of, is_fiscal_year
from banso.core.lists import FORMATS, export, list_context
from banso.core.looking import How, looked_at
from banso.core.tables import Column, Filter, Kind, Table
from banso.registers.choosing import programmes

from . import services
from .books import state_on
from .ledger.standing import Standing, State
from .limits import Limited, limits
from .models import Allotted, Contract, Entry
from .standing import standing_on

may_see = permission_required("lending.view_contract", raise_exception=True)
may_enter = permission_required("lending.add_entry", raise_exception=True)

BALANCES = Table(
    model=Contract,
    group="再生・承継",
    title="債権の残高",
    order="number",
    columns=(
        Column("契約番号", "number", sort="number"),
        Column("企業", "company__name"),
        Column("事業", "programme__name"),
        Column("元金(円)", "principal", Kind.YEN),
        Column("残っている元金(円)", "left", Kind.YEN),
        Column("うち期限を過ぎた元金(円)", "overdue", Kind.YEN),
        Column("最後の入金", "last_received", Kind.DATE),
    ),
    search=("number", "company__name_key"),
    filters=(Filter("programme", "事業", "programme_id", programmes),),
    related=("company", "programme"),
    whole="lending-ledger",
)


@dataclass(frozen=True)
class Asked:
    """The day asked for, as it was typed, and what is wrong with it."""

    on: date
    typed: str
    problem: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Today unless another day is asked."""
        typed = request.GET.get("as_of", "").strip()
        if not typed:
            return cls(localdate(), format_date(localdate()))
        try:
            day = parse_date(typed)
        except UserError as error:
            return cls(localdate(), typed, str(error))
        if not is_fiscal_year(fiscal_year_of(day)):
            return cls(localdate(), typed, f"{format_date(day)}に記録はありません。年を確かめてください。")
        return cls(day, format_date(day))


@may_see
def balances(request: HttpRequest) -> HttpResponseBase:
    """How every contract stands on a day, with the sums of all that the conditions leave."""
    asked = Asked.of(request)
    context = list_context(BALANCES, BALANCES.along(standing_on(asked.on)), request)
    if request.GET.get("format") in FORMATS:
        return export(context, request)
    sums = context["found"].order_by().aggregate(sum_left=Sum("left"), sum_overdue=Sum("overdue"))
    context |= {"asked": asked, "sums": sums}
    return render(request, "lending/balances.html", context, status=422 if asked.problem else 200)


@dataclass(frozen=True)
class Line:
    """An instalment on the page: how it stands and until when it is safe."""

    standing: Standing
    penalty: int
    limit: Limited | None
    is_overdue: bool

    @property
    def is_open(self) -> bool:
        """Whether anything of it is still owed."""
        return bool(self.standing.left or self.penalty)

    @property
    def paid(self) -> int:
        """Principal that came; what a rescheduling took over did not."""
        return self.standing.instalment.principal - self.standing.principal - self.standing.moved


@dataclass(frozen=True)
class Happened:
    """An entry on the page, with where its yen went."""

    entry: Entry
    allotted: list[Allotted]


@may_see
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """One contract's ledger as of a day: balances, instalments, what happened, limitation. To be printed on A4."""
    contract = _contract(pk)
    asked = Asked.of(request)
    looked_at(request.user, [contract], How.RECORD)
    context = {"contract": contract, "asked": asked, **_stands(contract, asked.on)}
    context |= {"happened": _happened(contract, asked.on), "guarantors": contract.guarantors.all()}
    return render(request, "lending/ledger.html", context, status=422 if asked.problem else 200)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """How a contract stands today, in short; loaded into its page."""
    if (app, name) != ("lending", "contract"):
        raise Http404
    contract = _contract(pk)
    return render(request, "lending/panel.html", {"contract": contract, **_stands(contract, localdate())})


@may_enter
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry made by mistake is taken back, for a reason; the ledger is replayed."""
    entry = get_object_or_404(Entry.objects.select_related("contract"), pk=pk)
    try:
        services.take_back_entry(entry, reason=request.POST.get("reason", ""), by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, f"「{entry}」を取り消しました。充当を計算し直しました。")
    return redirect("lending-ledger", pk=entry.contract_id)


def _contract(pk: int) -> Contract:
    rows = Contract.objects.select_related("programme", "company", "clauses").prefetch_related("rates", "orders")
    return get_object_or_404(rows, pk=pk)


def _stands(contract: Contract, on: date) -> dict[str, Any]:
    """What the page shows of a state; where something is missing to count by, what that is."""
    if not contract.instalments.exists():
        return {
            "missing": "償還予定が登録されていません。契約書の償還予定表を、1回ずつ、または一覧から取り込んでください。"
        }
    try:
        state = state_on(contract, on)
        limited = limits(contract, on)
    except ValidationError as error:
        return {"missing": "".join(error.messages)}
    lines = _lines(state, limited)
    running = [row for row in limited if row.standing.due_on < on]
    return {
        "state": state,
        "open": [line for line in lines if line.is_open],
        "done": [line for line in lines if not line.is_open],
        "running": running,
        "coming": [row for row in limited if row not in running],
        "first": running[0] if running else None,
    }


def _lines(state: State, limited: list[Limited]) -> list[Line]:
    soonest: dict[tuple[int, int], Limited] = {}
    for row in limited:
        soonest.setdefault(row.standing.instalment.key, row)
    return [
        Line(
            one,
            state.penalties.get(one.instalment.key, 0),
            soonest.get(one.instalment.key),
            bool(one.left) and one.due_on < state.as_of,
        )
        for one in state.standings
    ]


def _happened(contract: Contract, on: date) -> list[Happened]:
    went = defaultdict(list)
    rows = Allotted.objects.filter(contract=contract, superseded_at__isnull=True).select_related("instalment")
    for row in rows.order_by("pk"):
        went[row.entry_id].append(row)
    entries = Entry.objects.in_force().filter(contract=contract, on__lte=on).select_related("guarantor", "pointed")
    return [Happened(entry, went[entry.pk]) for entry in entries.order_by("-on", "-sequence", "-pk")]

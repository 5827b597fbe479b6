"""Lending: lists, records and forms."""

from typing import Any

from banso.core.forms import record_form
from banso.core.navigation import Entry as MenuEntry
from banso.core.navigation import add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .choices import EntryKind, InterruptionKind
from .models import AllocationOrder, Clauses, Contract, Entry, Guarantor, Instalment, Interruption, PenaltyRate

GROUP = "再生・承継"

pages(
    record_form(
        Contract,
        ("programme", "company", "number", "made_on", "settled_on", "principal"),
        services.record_contract,
        services.correct_contract,
    ),
    model=Contract,
    group=GROUP,
    title="債権",
    order="number",
    columns=(
        Column("契約番号", "number", sort="number"),
        Column("企業", "company__name"),
        Column("契約日", "made_on", Kind.DATE, sort="made_on"),
        Column("完済日", "settled_on", Kind.DATE),
        Column("元金(円)", "principal", Kind.YEN, sort="principal"),
    ),
    search=("number", "company__name_key"),
    related=("company", "programme"),
    children=("clauses", "rates", "orders", "instalments", "guarantors", "entries", "interruptions"),
)
add_panel(Panel("台帳", "lending-panel", lambda model: model is Contract))
add(MenuEntry(GROUP, "債権の残高", "lending-balances", "lending.view_contract"))


def _of_a_contract(
    model: type[Any], fields: tuple[str, ...], title: str, columns: tuple[Column, ...], **more: Any
) -> None:
    """Lists, records and form of what belongs to a contract; by the plain verbs of its name unless told otherwise."""
    name = model._meta.model_name
    new = more.pop("new", None) or getattr(services, f"record_{name}")
    change = more.pop("change", None) or getattr(services, f"correct_{name}")
    pages(
        record_form(model, ("contract", *fields), new, change),
        model=model,
        group=GROUP,
        title=title,
        columns=(Column("契約番号", "contract__number", sort="contract__number"), *columns),
        search=("contract__number", "contract__company__name_key"),
        related=("contract__company", *more.pop("related", ())),
        **more,
    )


_of_a_contract(
    Clauses,
    ("day_count", "cut", "unit", "least", "scope", "basis", "holiday", "late_from", "acceleration", "commercial"),
    "債権の計算条件",
    (
        Column("1年の日数", "get_day_count_display"),
        Column("違約金の単位", "get_unit_display"),
        Column("休日のとき", "get_holiday_display"),
        Column("期限の利益", "get_acceleration_display"),
    ),
    order="contract__number",
    in_menu=False,
)
_of_a_contract(
    PenaltyRate,
    ("since", "percent", "source"),
    "違約金の利率",
    (Column("適用開始日", "since", Kind.DATE, sort="since"), Column("年率(%)", "percent"), Column("根拠", "source")),
    order="-since",
    in_menu=False,
)
_of_a_contract(
    AllocationOrder,
    ("since", "parts", "span", "advance", "source"),
    "充当の順序",
    (
        Column("適用開始日", "since", Kind.DATE, sort="since"),
        Column("埋め方", "get_span_display"),
        Column("約定前の入金", "get_advance_display"),
        Column("根拠", "source"),
    ),
    order="-since",
    in_menu=False,
)
_of_a_contract(
    Instalment,
    ("version", "number", "due_on", "principal", "charge"),
    "償還予定",
    (
        Column("版", "version", Kind.NUMBER),
        Column("回", "number", Kind.NUMBER),
        Column("約定日", "due_on", Kind.DATE, sort="due_on"),
        Column("元金(円)", "principal", Kind.YEN),
        Column("割賦損料・利息(円)", "charge", Kind.YEN),
    ),
    order="due_on",
)
_of_a_contract(
    Guarantor,
    ("name", "kind", "individual", "guaranteed_on", "limit", "address", "ended_on", "note"),
    "保証人",
    (
        Column("氏名・名称", "name", sort="name"),
        Column("種類", "get_kind_display"),
        Column("保証契約日", "guaranteed_on", Kind.DATE, sort="guaranteed_on"),
        Column("終了日", "ended_on", Kind.DATE),
    ),
    order="-guaranteed_on",
)
_of_a_contract(
    Entry,
    ("kind", "on", "amount", "means", "payer", "guarantor", "pointed", "version", "sequence", "note"),
    "入金・異動",
    (
        Column("起算日", "on", Kind.DATE, sort="on"),
        Column("企業", "contract__company__name"),
        Column("種類", "get_kind_display", sort="kind"),
        Column("金額(円)", "amount", Kind.YEN, sort="amount"),
        Column("方法", "get_means_display"),
        Column("摘要", "note"),
    ),
    order="-on",
    new=services.enter,
    change=services.correct_entry,
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("kind", "種類", "kind", lambda: EntryKind.choices),
    ),
)
_of_a_contract(
    Interruption,
    ("guarantor", "kind", "on", "until", "ended_on", "titled", "proof"),
    "時効の更新・猶予",
    (
        Column("日付", "on", Kind.DATE, sort="on"),
        Column("だれの", lambda row: row.guarantor.name if row.guarantor else str(row.contract.company)),
        Column("種類", "get_kind_display", sort="kind"),
        Column("証拠", "proof"),
    ),
    order="-on",
    related=("guarantor",),
    filters=(Filter("kind", "種類", "kind", lambda: InterruptionKind.choices),),
)

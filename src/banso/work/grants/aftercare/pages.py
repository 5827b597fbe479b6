"""What follows a settlement on screen: reports, the register of assets, disposals, what is given back, what goes up to the prefecture."""

from django.db.models import Q

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.office.deadlines.models import Deadline
from banso.registers.choosing import fiscal_years, programmes

from ..models import (
    Asset,
    AssetCheck,
    Demand,
    Disposal,
    Followup,
    FunderReturn,
    FunderYear,
    InputTaxReport,
    OutcomeReport,
    ProjectIncome,
)
from ..phases import AFTERWARDS
from . import funder, project_income, property, returns, services
from . import imports as _lists  # noqa: F401 - reports and assets of former years come in from files
from .choices import Cause, DisposalKind, Stage, TaxOutcome
from .owed import DUTIES

GROUP = "補助・開発"
OF_GRANTS = {"case": Q(procedure="grant")}
RELATED = ("case__company", "case__person", "case__programme")
COMPANY = Column("企業", "case__company__name")
BY_PROGRAMME = Filter("programme", "事業", "case__programme_id", programmes)
SEARCH = ("case__company__name_key", "case__number")


def _is_of_a_grant(record: Case | Deadline) -> bool:
    """Whether a record's page tells what a grant's firm still owes: the case, and each of its duties."""
    return record.procedure == "grant" if isinstance(record, Case) else record.code in DUTIES


add(Entry(GROUP, "確定後の義務", "grants-duties", "grants.view_application"))
add_panel(
    Panel(
        "確定後の義務",
        "grants-duties-panel",
        lambda model: model in (Case, Deadline),
        only=_is_of_a_grant,
        **AFTERWARDS,
    )
)

add_panel(Panel("承認", "grants-disposal-panel", lambda model: model is Disposal))

pages(
    record_form(
        OutcomeReport,
        (
            "case",
            "nth",
            "period_from",
            "period_to",
            "sent_on",
            "stage",
            "product",
            "sales",
            "cost",
            "overhead",
            "added_cost",
            "no_sales_reason",
            "firm_sales",
            "firm_profit",
            "employees",
            "wages",
            "rights",
            "issues",
        ),
        services.report_outcome,
        services.correct_outcome,
        groups=(
            ("どの報告か", ("case", "nth", "period_from", "period_to", "sent_on")),
            ("補助事業の状況", ("stage", "product", "sales", "cost", "overhead", "added_cost", "no_sales_reason")),
            ("会社全体の状況", ("firm_sales", "firm_profit", "employees", "wages", "rights", "issues")),
        ),
        only=OF_GRANTS,
    ),
    model=OutcomeReport,
    group=GROUP,
    title="事業化状況報告",
    order="-sent_on",
    columns=(
        Column("提出日", "sent_on", Kind.DATE, sort="sent_on"),
        COMPANY,
        Column("回", "nth", Kind.NUMBER, sort="nth"),
        Column("段階", "get_stage_display", sort="stage"),
        Column("売上額(円)", "sales", Kind.YEN, sort="sales"),
        Column("利益(円)", "profit", Kind.YEN),
        Column("状態", "state"),
    ),
    search=SEARCH,
    filters=(
        Filter("year", "提出の年度", "fiscal_year", fiscal_years),
        BY_PROGRAMME,
        Filter("stage", "段階", "stage", lambda: Stage.choices),
        Filter("progress", "状態", "sent_on__isnull", lambda: [("True", "作成中(未提出)"), ("False", "提出済み")]),
    ),
    related=RELATED,
    children=("demands",),
    kept=True,
)
pages(
    record_form(
        InputTaxReport,
        (
            "case",
            "reported_on",
            "filed_on",
            "status",
            "gross",
            "rate",
            "reduced_gross",
            "deduction",
            "ratio",
            "deductible",
        ),
        returns.report_input_tax,
        returns.correct_input_tax,
        only=OF_GRANTS,
    ),
    model=InputTaxReport,
    group=GROUP,
    title="仕入控除税額報告",
    order="-reported_on",
    columns=(
        Column("提出日", "reported_on", Kind.DATE, sort="reported_on"),
        COMPANY,
        Column("課税方式", "get_status_display"),
        Column("結果", "get_outcome_display"),
        Column("返還額(円)", "amount", Kind.YEN, sort="amount"),
    ),
    search=SEARCH,
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        BY_PROGRAMME,
        Filter("outcome", "結果", "outcome", lambda: TaxOutcome.choices),
    ),
    related=RELATED,
    kept=True,
)
pages(
    record_form(
        Asset,
        (
            "case",
            "category",
            "name",
            "model",
            "quantity",
            "unit_price",
            "acquired_on",
            "life",
            "life_table",
            "place",
            "grant_part",
            "voucher",
        ),
        property.record_asset,
        property.correct_asset,
        only=OF_GRANTS,
    ),
    model=Asset,
    group=GROUP,
    title="取得財産等管理台帳",
    order="acquired_on",
    columns=(
        Column("企業", "case__company__name"),
        Column("区分", "category"),
        Column("財産名", "name", sort="name"),
        Column("規格・型番", "model"),
        Column("数量", "quantity", Kind.NUMBER),
        Column("単価(円・税抜)", "unit_price", Kind.YEN, sort="unit_price"),
        Column("金額(円)", "price", Kind.YEN),
        Column("取得年月日", "acquired_on", Kind.DATE, sort="acquired_on"),
        Column("耐用年数", "life", Kind.NUMBER),
        Column("処分制限期限", "restricted_until", Kind.DATE, sort="restricted_until"),
        Column("保管場所", "place"),
        Column("補助金相当額(円)", "grant_part", Kind.YEN),
        Column("証ひょう番号", "voucher"),
        Column("処分", "disposals"),
    ),
    search=("case__company__name_key", "case__number", "name"),
    filters=(
        BY_PROGRAMME,
        Filter("free", "処分制限", "restricted_until__isnull", lambda: [("False", "あり"), ("True", "なし")]),
        Filter("until", "処分制限期限", "restricted_until", is_date=True),
    ),
    related=RELATED,
    children=("checks", "disposals"),
)
pages(
    record_form(AssetCheck, ("asset", "checked_on", "found", "note"), property.check_asset, property.correct_check),
    model=AssetCheck,
    group=GROUP,
    title="取得財産の確認",
    in_menu=False,
    order="-checked_on",
    columns=(
        Column("確認日", "checked_on", Kind.DATE, sort="checked_on"),
        Column("財産", "asset__name"),
        Column("状況", "get_found_display"),
        Column("備考", "note"),
    ),
    related=("asset__case__company", "asset__case__person", "asset__case__programme"),
    kept=True,
)
pages(
    record_form(
        Disposal,
        (
            "asset",
            "kind",
            "applied_on",
            "planned_on",
            "partner",
            "price",
            "quote",
            "valuation",
            "disaster",
            "reason",
            "approved_on",
            "approval_no",
            "refused_on",
            "disposed_on",
        ),
        property.apply_disposal,
        property.correct_disposal,
        groups=(
            ("申請の内容", ("asset", "kind", "applied_on", "planned_on", "partner", "reason", "disaster")),
            ("納付額の計算", ("price", "quote", "valuation")),
            ("決定と処分", ("approved_on", "approval_no", "refused_on", "disposed_on")),
        ),
        only={"asset": Q(restricted_until__isnull=False)},
    ),
    model=Disposal,
    group=GROUP,
    title="財産処分",
    order="-applied_on",
    columns=(
        Column("申請日", "applied_on", Kind.DATE, sort="applied_on"),
        Column("企業", "asset__case__company__name"),
        Column("財産", "asset__name"),
        Column("種類", "get_kind_display"),
        Column("納付額(円)", "amount", Kind.YEN, sort="amount"),
        Column("状態", "state"),
    ),
    search=("asset__case__company__name_key", "asset__name"),
    filters=(
        Filter("programme", "事業", "asset__case__programme_id", programmes),
        Filter("kind", "種類", "kind", lambda: DisposalKind.choices),
    ),
    related=("asset__case__company", "asset__case__person", "asset__case__programme"),
    children=("demands",),
)
pages(
    record_form(
        Demand,
        ("case", "cause", "outcome_report", "disposal", "amount", "demanded_on", "due_on", "paid_on", "note"),
        returns.demand,
        returns.correct_demand,
        only=OF_GRANTS,
    ),
    model=Demand,
    group=GROUP,
    title="納付の通知",
    order="-due_on",
    columns=(
        Column("通知日", "demanded_on", Kind.DATE, sort="demanded_on"),
        COMPANY,
        Column("理由", "get_cause_display"),
        Column("金額(円)", "amount", Kind.YEN, sort="amount"),
        Column("納期限", "due_on", Kind.DATE, sort="due_on"),
        Column("納付日", "paid_on", Kind.DATE, sort="paid_on"),
        Column("状態", "state"),
    ),
    search=SEARCH,
    filters=(
        Filter("year", "納付の年度", "fiscal_year", fiscal_years),
        BY_PROGRAMME,
        Filter("cause", "理由", "cause", lambda: Cause.choices),
        Filter("unpaid", "納付", "paid_on__isnull", lambda: [("True", "未納"), ("False", "納付済み")]),
    ),
    related=RELATED,
    kept=True,
)
pages(
    record_form(
        Followup,
        ("case", "year_ends_in", "total_cost"),
        services.note_followup,
        services.put_followup_right,
        only=OF_GRANTS,
    ),
    model=Followup,
    group=GROUP,
    title="確定後の基礎",
    in_menu=False,
    order="-pk",
    columns=(COMPANY, Column("決算月", "year_ends_in"), Column("要した経費(円)", "total_cost", Kind.YEN)),
    related=RELATED,
)
pages(
    record_form(
        ProjectIncome,
        ("case", "income", "cost", "excluded"),
        project_income.note_project_income,
        project_income.correct_project_income,
        only=OF_GRANTS,
    ),
    model=ProjectIncome,
    group=GROUP,
    title="補助事業による収入",
    in_menu=False,
    order="-pk",
    columns=(COMPANY, Column("収入(円)", "income", Kind.YEN), Column("費用(円)", "cost", Kind.YEN)),
    related=RELATED,
)
pages(
    record_form(
        FunderYear,
        ("programme", "fiscal_year", "granted", "received", "administration", "reported_on"),
        funder.record_year,
        funder.correct_year,
    ),
    model=FunderYear,
    group=GROUP,
    title="県への実績報告",
    order="-fiscal_year",
    columns=(
        Column("年度", "fiscal_year", sort="fiscal_year"),
        Column("事業", "programme__name"),
        Column("事務費(円)", "administration", Kind.YEN),
        Column("報告日", "reported_on", Kind.DATE, sort="reported_on"),
    ),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("programme", "事業", "programme_id", programmes),
    ),
    related=("programme",),
    children=("returns",),
    whole="grants-funder-year",
)
pages(
    record_form(
        FunderReturn, ("year", "repaid", "demand", "amount", "passed_on"), funder.record_return, funder.correct_return
    ),
    model=FunderReturn,
    group=GROUP,
    title="県への返納",
    in_menu=False,
    order="-pk",
    columns=(
        Column("返納日", "passed_on", Kind.DATE, sort="passed_on"),
        Column("実績報告", "year"),
        Column("返納額(円)", "amount", Kind.YEN),
    ),
    related=("year__programme",),
)

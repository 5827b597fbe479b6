"""Expenses, their papers and inspections as lists, and what was spent on the page of its case."""

from banso.cases.models import Case
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes

from ..models import Expense, ExpensePaper, Inspection
from ..phases import WORKING
from .choices import Proof, Stage

GROUP = "補助・開発"

pages(
    model=Expense,
    group=GROUP,
    title="補助事業の支出",
    order="-ordered_on",
    columns=(
        Column("案件番号", "application__case__number", sort="application__case__number"),
        Column("企業", "application__case__company__name"),
        Column("証ひょう番号", "number", Kind.NUMBER),
        Column("経費区分", "category__name"),
        Column("支払先", "payee"),
        Column("内容", "content"),
        Column("発注日", "ordered_on", Kind.DATE, sort="ordered_on"),
        Column("支払日", "paid_on", Kind.DATE, sort="paid_on"),
        Column("支払額(円)", "gross", Kind.YEN, sort="gross"),
        Column("対象額(円)", "eligible", Kind.YEN, sort="eligible"),
    ),
    search=("payee", "content", "application__case__company__name_key", "application__case__number"),
    filters=(
        Filter("year", "年度", "application__case__fiscal_year", fiscal_years),
        Filter("programme", "事業", "application__case__programme_id", programmes),
        Filter("paid", "支払日", "paid_on", is_date=True),
    ),
    related=("application__case__company", "category"),
    whole="grants-expense",
)
pages(
    model=ExpensePaper,
    group=GROUP,
    title="支出の証拠書類",
    in_menu=False,
    order="-pk",
    columns=(
        Column("支出", "expense"),
        Column("書類の種類", "get_proof_display"),
        Column("書類名", "title"),
        Column("発行者", "issuer"),
        Column("金額(円)", "amount", Kind.YEN),
    ),
    search=("title", "issuer", "code", "expense__payee"),
    filters=(Filter("proof", "書類の種類", "proof", lambda: Proof.choices),),
    related=("expense",),
    whole="grants-paper",
)
pages(
    model=Inspection,
    group=GROUP,
    title="検査調書",
    order="-inspected_on",
    columns=(
        Column("検査日", "inspected_on", Kind.DATE, sort="inspected_on"),
        Column("案件番号", "application__case__number"),
        Column("企業", "application__case__company__name"),
        Column("検査", "get_stage_display"),
        Column("検査員", "first"),
        Column("検査員(もう一人)", "second"),
        Column("状態", lambda sheet: "確認済" if sheet.is_confirmed else "確認待ち"),
    ),
    search=("application__case__number", "application__case__company__name_key"),
    filters=(Filter("stage", "検査", "stage", lambda: Stage.choices),),
    related=("application__case__company", "first", "second"),
    whole="grants-inspection",
)
add_panel(
    Panel(
        "支出と証ひょう",
        "grants-spending-panel",
        lambda model: model is Case,
        only=lambda case: case.procedure == "grant",
        **WORKING,
    )
)

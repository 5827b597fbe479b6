"""What is given rather than counted (期首残高, figures of others, targets, budgets): lists, records and forms."""

from functools import partial

from banso.core.fiscal import fiscal_year_label
from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind

from . import services
from .budgets import BudgetLine, BudgetSide
from .floors import SmallCellFloor
from .models import BorrowedFigure, OpeningBalance, PublishedFigure, SourceDocument, Target

GROUP = "報告書"


def _report_years() -> list[tuple[str, str]]:
    years = PublishedFigure.objects.order_by("-report_year").values_list("report_year", flat=True).distinct()
    return [(str(year), fiscal_year_label(year)) for year in years]


def _years_of(model: type[Target] | type[BudgetLine]) -> list[tuple[str, str]]:
    years = model._default_manager.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    return [(str(year), fiscal_year_label(year)) for year in years]


pages(
    record_form(
        OpeningBalance,
        ("programme", "measure", "conditions", "base_year", "records_from", "number", "source"),
        services.record_opening_balance,
        services.correct_opening_balance,
    ),
    model=OpeningBalance,
    group=GROUP,
    title="期首残高",
    order="measure",
    columns=(
        Column("事業", "programme__name"),
        Column("集計項目", "get_measure_display", sort="measure"),
        Column("条件", "get_conditions_display"),
        Column("起算年度", "base_year"),
        Column("記録の開始年度", "records_from"),
        Column("期首残高", "number", Kind.NUMBER, sort="number"),
        Column("出典", "source__title"),
    ),
    related=("programme", "source"),
)
pages(
    record_form(
        BorrowedFigure,
        ("programme", "item", "fiscal_year", "number", "unit", "sender", "received_on", "source", "superseded_on"),
        services.record_borrowed_figure,
        services.correct_borrowed_figure,
    ),
    model=BorrowedFigure,
    group=GROUP,
    title="提供を受けた数値",
    order="-received_on",
    columns=(
        Column("項目", "item"),
        Column("年度", "fiscal_year", sort="fiscal_year"),
        Column("数値", "as_given", sort="number"),
        Column("提出元", "sender__name"),
        Column("受領日", "received_on", Kind.DATE, sort="received_on"),
        Column("差替日", "superseded_on", Kind.DATE),
    ),
    related=("programme", "sender"),
)
pages(
    record_form(
        PublishedFigure,
        (
            *("report_year", "fiscal_year", "cumulative", "section", "programme_name", "programme", "table", "row"),
            *("column", "printed", "state", "number", "unit", "source", "page"),
        ),
        services.record_published_figure,
        services.correct_published_figure,
    ),
    model=PublishedFigure,
    group=GROUP,
    title="刊行物の数値",
    order="-report_year",
    columns=(
        Column("報告書の年度", "report_year", sort="report_year"),
        Column("数値の年度", "fiscal_year", sort="fiscal_year"),
        Column("節", "section"),
        Column("事業", "programme_name", sort="programme_name"),
        Column("表", "table"),
        Column("行", "row"),
        Column("列", "column"),
        Column("印刷された数値", "printed"),
        Column("出典", "stands_in"),
    ),
    filters=(
        Filter("report", "報告書の年度", "report_year", choices=_report_years),
        Filter("programme", "事業名", "programme_name"),
        Filter("row", "行", "row"),
    ),
    related=("source",),
)
pages(
    record_form(
        SourceDocument,
        ("title", "issuer", "dated_on"),
        services.record_source_document,
        services.correct_source_document,
    ),
    model=SourceDocument,
    group=GROUP,
    title="出典資料",
    order="title",
    quick=("title", "issuer", "dated_on"),
    columns=(
        Column("資料名", "title", sort="title"),
        Column("作成者", "issuer"),
        Column("日付", "dated_on", Kind.DATE),
    ),
)
pages(
    record_form(
        Target,
        ("programme", "measure", "name", "fiscal_year", "number", "unit"),
        services.record_target,
        services.correct_target,
    ),
    model=Target,
    group=GROUP,
    title="年度の目標",
    order="-fiscal_year",
    columns=(
        Column("年度", "fiscal_year", sort="fiscal_year"),
        Column("事業", "programme__name"),
        Column("目標とするもの", "what"),
        Column("目標", "as_given", sort="number"),
    ),
    filters=(Filter("year", "年度", "fiscal_year", choices=partial(_years_of, Target)),),
    related=("programme",),
)
pages(
    record_form(
        BudgetLine,
        ("programme", "fiscal_year", "side", "item", "budget", "result"),
        services.record_budget_line,
        services.correct_budget_line,
    ),
    model=BudgetLine,
    group=GROUP,
    title="予算・決算",
    order="-fiscal_year",
    columns=(
        Column("年度", "fiscal_year", sort="fiscal_year"),
        Column("事業", "programme__name"),
        Column("収支", "get_side_display"),
        Column("科目", "item"),
        Column("予算額(円)", "budget", Kind.NUMBER, sort="budget"),
        Column("決算額(円)", "result", Kind.NUMBER, sort="result"),
    ),
    filters=(
        Filter("year", "年度", "fiscal_year", choices=partial(_years_of, BudgetLine)),
        Filter("side", "収支", "side", choices=lambda: BudgetSide.choices),
    ),
    related=("programme",),
)
pages(
    record_form(
        SmallCellFloor,
        ("from_year", "floor", "basis"),
        services.record_small_cell_floor,
        services.correct_small_cell_floor,
    ),
    model=SmallCellFloor,
    group=GROUP,
    title="小さい数値の基準",
    order="-from_year",
    columns=(
        Column("適用開始年度", lambda row: fiscal_year_label(row.from_year), sort="from_year"),
        Column("印刷しない件数(未満)", "floor", Kind.NUMBER, sort="floor"),
        Column("根拠", "basis"),
    ),
)

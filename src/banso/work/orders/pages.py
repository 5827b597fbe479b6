"""Order matching: lists, records and forms."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from banso.core import navigation
from banso.core.forms import record_form
from banso.core.navigation import Entry
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years
from banso.registers.company_lists import add_company_list
from banso.registers.models import Company

from . import services
from .choices import Reason, Result, Side, Source, TermKind
from .models import Inquiry, Introduction, Outcome, Profile, Registration, Term

GROUP = "取引"

navigation.add(
    Entry(GROUP, "受発注の状況", "orders-overview", "orders.view_introduction"),
    Entry(GROUP, "経過の確認", "orders-chases", "orders.view_introduction"),
)

pages(
    record_form(
        Registration,
        ("programme", "company", "side", "registered_on", "ended_on", "capabilities"),
        services.record_registration,
        services.correct_registration,
    ),
    model=Registration,
    group=GROUP,
    title="受発注登録",
    order="-registered_on",
    columns=(
        Column("企業", "company__name"),
        Column("区分", "get_side_display", sort="side"),
        Column("登録日", "registered_on", Kind.DATE, sort="registered_on"),
        Column("登録終了日", "ended_on", Kind.DATE),
        Column("取扱品目", "capabilities"),
    ),
    search=("company__name_key", "company__kana_key", "capabilities"),
    filters=(Filter("side", "区分", "side", lambda: Side.choices),),
    related=("company",),
)
pages(
    record_form(
        Inquiry,
        (
            "programme",
            "buyer",
            "received_on",
            "item",
            "process",
            "material",
            "quantity",
            "lot",
            "size",
            "tolerance",
            "certificate",
            "due_on",
            "place",
            "prefecture",
            "conditions",
        ),  # fmt: skip
        services.record_inquiry,
        services.correct_inquiry,
    ),
    model=Inquiry,
    group=GROUP,
    title="発注案件",
    order="-received_on",
    columns=(
        Column("受付日", "received_on", Kind.DATE, sort="received_on"),
        Column("発注企業", "buyer__name"),
        Column("品目", "item"),
        Column("工程", "process"),
        Column("数量", "quantity"),
        Column("希望納期", "due_on", Kind.DATE),
    ),
    search=("item", "buyer__name_key"),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("buyer", "process"),
    children=("introductions",),
)
pages(
    record_form(
        Introduction,
        ("inquiry", "supplier", "introduced_on"),
        services.record_introduction,
        services.correct_introduction,
    ),
    model=Introduction,
    group=GROUP,
    title="あっせん紹介",
    order="-introduced_on",
    columns=(
        Column("紹介日", "introduced_on", Kind.DATE, sort="introduced_on"),
        Column("発注企業", "inquiry__buyer__name"),
        Column("品目", "inquiry__item"),
        Column("受注企業", "supplier__name"),
        Column("結果", "outcome__get_result_display"),
    ),
    search=("supplier__name_key", "inquiry__buyer__name_key"),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("inquiry__buyer", "supplier", "outcome"),
)
pages(
    record_form(
        Outcome,
        ("introduction", "result", "settled_on", "amount", "reason_code", "reason"),
        services.record_outcome,
        services.correct_outcome,
    ),
    model=Outcome,
    group=GROUP,
    title="あっせんの結果",
    order="-settled_on",
    columns=(
        Column("確定日", "settled_on", Kind.DATE, sort="settled_on"),
        Column("発注企業", "introduction__inquiry__buyer__name"),
        Column("受注企業", "introduction__supplier__name"),
        Column("結果", "get_result_display", sort="result"),
        Column("成立金額(円)", "amount", Kind.YEN),
        Column("不成立の理由", "get_reason_code_display"),
    ),
    search=("introduction__supplier__name_key",),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("result", "結果", "result", lambda: Result.choices),
        Filter("reason", "不成立の理由", "reason_code", lambda: Reason.choices),
    ),
    related=("introduction__inquiry__buyer", "introduction__supplier"),
)
pages(
    model=Profile,
    group=GROUP,
    title="企業プロフィール",
    order="-told_on",
    columns=(
        Column("聞取日", "told_on", Kind.DATE, sort="told_on"),
        Column("企業", "company__name"),
        Column("区分", "get_side_display"),
        Column("空き状況", "get_capacity_display"),
        Column("聞取方法", "get_source_display"),
        Column("得意な加工・特記事項", "strengths"),
    ),
    search=("company__name_key", "company__kana_key", "strengths"),
    filters=(
        Filter("side", "区分", "side", lambda: Side.choices),
        Filter("told", "聞取日", "told_on", is_date=True),
        Filter("source", "聞取方法", "source", lambda: Source.choices),
    ),
    related=("company",),
)
pages(
    record_form(
        Term, ("kind", "code", "family", "name", "synonyms", "ended_on"), services.record_term, services.correct_term
    ),
    model=Term,
    group=GROUP,
    title="工程・材料・認証",
    order="family",
    columns=(
        Column("名称", "name"),
        Column("種類", "get_kind_display"),
        Column("分類", "family", sort="family"),
        Column("別の言い方", lambda term: "、".join(term.synonyms)),
    ),
    search=("name",),
    filters=(Filter("kind", "種類", "kind", lambda: TermKind.choices),),
)
add_panel(Panel("受発注のいま", "orders-panel", lambda model: model in (Registration, Inquiry, Introduction, Profile)))


def _registered(side: Side) -> Callable[[date], QuerySet[Company]]:
    def companies(day: date) -> QuerySet[Company]:
        return Company.objects.filter(pk__in=Registration.objects.standing_on(day).filter(side=side).values("company"))

    return companies


add_company_list("order-buyers", "発注企業(登録中)", _registered(Side.BUYER))
add_company_list("order-suppliers", "受注企業(登録中)", _registered(Side.SUPPLIER))

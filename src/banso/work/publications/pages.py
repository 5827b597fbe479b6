"""Publications and the web: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes

from . import services
from .models import Issue, MonthOfVisits, Publication, WebPage

GROUP = "広報・その他"


def _publications() -> list[tuple[str, str]]:
    return [(str(row.pk), row.title) for row in Publication.objects.all()]


def _web_pages() -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in WebPage.objects.all()]


pages(
    record_form(
        Publication,
        ("programme", "title", "medium", "code", "ended_on"),
        services.record_publication,
        services.correct_publication,
    ),
    model=Publication,
    group=GROUP,
    title="刊行物",
    order="title",
    quick=("title", "programme", "medium"),
    columns=(
        Column("刊行物名", "title", sort="title"),
        Column("媒体", "medium"),
        Column("事業", "programme__name"),
        Column("終了日", "ended_on", Kind.DATE),
    ),
    search=("title",),
    filters=(Filter("programme", "事業", "programme_id", programmes),),
    related=("programme",),
    children=("issues",),
)
pages(
    record_form(
        Issue,
        ("publication", "number", "issued_on", "copies", "contents"),
        services.record_issue,
        services.correct_issue,
    ),
    model=Issue,
    group=GROUP,
    title="刊行物の発行",
    order="-issued_on",
    columns=(
        Column("発行日", "issued_on", Kind.DATE, sort="issued_on"),
        Column("刊行物", "publication__title"),
        Column("号数", "number"),
        Column("発行部数", "copies", Kind.NUMBER, sort="copies"),
        Column("主な内容", "contents"),
    ),
    search=("publication__title", "number", "contents"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("publication", "刊行物", "publication_id", _publications),
    ),
    related=("publication",),
)
pages(
    record_form(
        WebPage,
        ("programme", "name", "address", "code", "ended_on"),
        services.record_web_page,
        services.correct_web_page,
    ),
    model=WebPage,
    group=GROUP,
    title="ウェブページ",
    order="name",
    quick=("name", "programme", "address"),
    columns=(
        Column("ページ名", "name", sort="name"),
        Column("アドレス", "address"),
        Column("事業", "programme__name"),
    ),
    search=("name",),
    related=("programme",),
    children=("months",),
)
pages(
    record_form(
        MonthOfVisits,
        ("page", "month", "accesses"),
        services.record_month_of_visits,
        services.correct_month_of_visits,
    ),
    model=MonthOfVisits,
    group=GROUP,
    title="ウェブのアクセス数",
    order="-month",
    columns=(
        Column("対象月", "month", Kind.MONTH, sort="month"),
        Column("ウェブページ", "page__name"),
        Column("アクセス数", "accesses", Kind.NUMBER, sort="accesses"),
    ),
    search=("page__name",),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("page", "ウェブページ", "page_id", _web_pages),
    ),
    related=("page",),
)

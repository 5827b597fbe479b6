"""What is counted nowhere else: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes

from . import services
from .models import Activity, ActivityCount

GROUP = "広報・その他"


def _activities() -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in Activity.objects.all()]


pages(
    record_form(
        ActivityCount,
        ("activity", "counted_on", "number", "staff", "note"),
        services.record_activity_count,
        services.correct_activity_count,
    ),
    model=ActivityCount,
    group=GROUP,
    title="その他の実績",
    order="-counted_on",
    columns=(
        Column("実施日", "counted_on", Kind.DATE, sort="counted_on"),
        Column("項目", "activity__name"),
        Column("数", "number", Kind.NUMBER, sort="number"),
        Column("単位", "activity__unit"),
        Column("内容", "note"),
        Column("担当者", "staff__name"),
    ),
    search=("activity__name", "note"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("programme", "事業", "activity__programme_id", programmes),
        Filter("item", "項目", "activity_id", _activities),
    ),
    related=("activity", "staff"),
)
pages(
    record_form(
        Activity,
        ("programme", "name", "unit", "rule", "position", "code", "ended_on"),
        services.record_activity,
        services.correct_activity,
    ),
    model=Activity,
    group=GROUP,
    title="実績の項目",
    order="position",
    quick=("name", "unit", "programme", "rule"),
    columns=(
        Column("項目", "name", sort="name"),
        Column("単位", "unit"),
        Column("事業", "programme__name"),
        Column("数え方", "rule"),
        Column("項目コード", "code", sort="code"),
    ),
    search=("name",),
    filters=(Filter("programme", "事業", "programme_id", programmes),),
    related=("programme",),
    children=("counts",),
)

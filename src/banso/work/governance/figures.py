"""What the reports count of the centre's own posts, and the rows they print of the board's year."""

from typing import Any

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_label
from banso.figures.listings import listing
from banso.figures.measures import Dimension, Distinct, Stock, measure
from banso.registers.models import PostAssignment

from .models import Audit, Meeting, OfficerChange

STAFF_IN_POST = measure(
    code="governance.staff_in_post",
    label="配置人数",
    rule="年度末(3月31日)にその職に就いている職員を、1名として数える。",
    unit="名",
    population=PostAssignment.objects.all,
    count=Distinct("staff_id"),
    timing=Stock(starts_on="starts_on", ends_on="ends_on", decided_by="年度末"),
    programme="post__programme_id",
    dimensions={"post": Dimension("職", "post__code")},
)


def _days(audit: Any) -> str:
    first = format_date(audit.starts_on)
    if audit.ends_on == audit.starts_on:
        return first
    if (audit.ends_on.year, audit.ends_on.month) == (audit.starts_on.year, audit.starts_on.month):
        return f"{first}、{audit.ends_on.day}日"
    return f"{first}、{format_date(audit.ends_on)}"


def _heading(meeting: Any) -> str:
    held = "(書面による)" if meeting.form == "written" else f"於 {meeting.place}"
    return f"{meeting} {held}"


listing(
    code="governance.officers",
    label="役員等の異動",
    population=OfficerChange.objects.all,
    programme="programme",
    fiscal_year="fiscal_year",
    order=("changed_on", "pk"),
    texts={
        "date": lambda change: format_date(change.changed_on),
        "matter": lambda change: f"{change.name} {change.get_office_display()}{change.get_change_display()}",
    },
    labels={"date": "年月日", "matter": "事項"},
)

listing(
    code="governance.audits",
    label="監査",
    population=Audit.objects.all,
    programme="programme",
    fiscal_year="fiscal_year",
    order=("starts_on", "pk"),
    texts={
        "date": _days,
        "matter": lambda audit: f"{fiscal_year_label(audit.audited_year)} {audit.get_kind_display()}",
    },
    labels={"date": "年月日", "matter": "事項"},
)

listing(
    code="governance.meetings",
    label="会議",
    population=Meeting.objects.all,
    programme="programme",
    fiscal_year="fiscal_year",
    order=("held_on", "pk"),
    related=("items",),
    texts={
        "date": lambda meeting: format_date(meeting.held_on),
        "matter": lambda meeting: "\n".join([_heading(meeting), *(str(item) for item in meeting.items.all())]),
    },
    labels={"date": "年月日", "matter": "事項"},
)

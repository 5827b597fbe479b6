"""What tenants owe for the months of a year, noted at once: every month in which one is in the room, at its monthly fee."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q

from banso.core.days.counting import day_of_month, month_end
from banso.core.due_rounds import Owed, due_round
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_period, months_of

from . import services
from .choices import Per
from .models import Fee, Tenancy

WHEN = {"その": 0, "前の": -1, "次の": 1}
DAYS = {"10日": 10, "20日": 20, "25日": 25, "末日": None}
DUE = [f"{which}月の{day}" for which in WHEN for day in DAYS]


def _owed(fiscal_year: int) -> Iterator[Owed]:
    """Every tenancy of the year, with the months of it that have no fee yet."""
    year = fiscal_year_period(fiscal_year)
    rows = Tenancy.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=year.start), starts_on__lte=year.end)
    noted: dict[int, set[date]] = {}
    for tenancy_id, month in Fee.objects.filter(fiscal_year=fiscal_year).values_list("tenancy_id", "month"):
        noted.setdefault(tenancy_id, set()).add(month)
    for tenancy in rows.select_related("room__facility", "company", "person").order_by("room", "starts_on", "pk"):
        known = noted.get(tenancy.pk, set())
        months = [month for month in months_of(fiscal_year) if _is_in(tenancy, month) and month not in known]
        yield _of(tenancy, months, len(known))


def _of(tenancy: Tenancy, months: Sequence[date], noted: int) -> Owed:
    room = tenancy.room
    fee = room.fee if tenancy.monthly_fee is None and room.per == Per.MONTH else tenancy.monthly_fee
    if months and not fee:
        why = "月額使用料がありません。入居の記録に入れてください。" if fee is None else "月額使用料は0円です。"
        return Owed(tenancy, noted=noted, why_not=why)
    rows = [{"tenancy": tenancy, "month": month, "amount": fee} for month in months]
    said = f"{_said(months)}({len(months)}か月) 1か月{fee:,}円" if months else ""
    return Owed(tenancy, rows, said, noted, note=_broken(tenancy, months))


def _is_in(tenancy: Tenancy, month: date) -> bool:
    """Whether someone is in the room in a month, if only for a part of it."""
    return tenancy.starts_on.replace(day=1) <= month and (tenancy.ends_on is None or month <= tenancy.ends_on)


def _said(months: Sequence[date]) -> str:
    """4月～3月 where none is missing between, else each month."""
    places = [(month.month - 4) % 12 for month in months]
    whole = len(places) > 1 and places[-1] - places[0] == len(places) - 1
    shown = (months[0], months[-1]) if whole else months
    return ("～" if whole else "、").join(f"{month.month}月" for month in shown)


def _broken(tenancy: Tenancy, months: Sequence[date]) -> str:
    """What to look at where someone is in the room for a part of a month only."""
    said = []
    if tenancy.starts_on.day > 1 and tenancy.starts_on.replace(day=1) in months:
        said.append(f"{format_date(tenancy.starts_on)}入居")
    left = tenancy.ends_on
    if left and left.replace(day=1) in months and (left + timedelta(days=1)).day > 1:
        said.append(f"{format_date(left)}退去")
    return f"{'、'.join(said)}。その月も1か月分の額です。日割りのときは登録したあとで直してください。" if said else ""


def _due_on(row: Mapping[str, Any], answer: str) -> date:
    which, day = answer.split("月の")
    last = month_end(row["month"], WHEN[which])
    return day_of_month(last.year, last.month, DAYS[day])


due_round(
    model=Fee,
    owed=_owed,
    by_when=lambda: forms.ChoiceField(
        label="毎月の納入期限", choices=[(said, said) for said in DUE], initial="その月の末日"
    ),
    due_on=_due_on,
    write=services.record_fee.many,  # type: ignore[attr-defined]
)

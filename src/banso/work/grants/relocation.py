"""Start-ups of people who moved here (移住起業): their residence is looked at year after year, and the municipality is told of a grant taken back."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, Field

from banso.core.days import Due
from banso.core.days.counting import YEAR, days_after, months_after
from banso.core.era import format_date
from banso.procedures.declaring import Fall
from banso.procedures.offering import State
from banso.procedures.terms import values_of

from .aftercare.owed import LABELS, RESIDENCE, settled_on
from .eligibility.choices import CheckKind, CheckResult
from .models import EligibilityCheck

MUNICIPALITY = "municipality"


class RelocationValues(BaseModel):
    """The terms of grants to founders who moved here."""

    residence_years: int | None = Field(
        None,
        ge=1,
        le=10,
        title="居住を確認する年数",
        description="額の確定から毎年1回、住民票などで確かめる。空欄なら求めない",
    )
    municipality_days: int | None = Field(
        None, ge=0, le=365, title="取消しを市町村に知らせるまでの日数", description="空欄なら知らせない"
    )


def residence(state: State) -> Iterator[Fall]:
    """Each year's look at where the founder lives that has not been taken: a later look stands for those before it."""
    years, day = values_of(state.case).residence_years, settled_on(state)
    if day is None or not years:
        return
    last = last_seen(state)
    for nth in range(1, years + 1):
        if last is None or last <= anniversary(day, nth - 1):
            said = f"額の確定の日({format_date(day)})から毎年。全{years}回の第{nth}回"
            yield Fall(nth, Due(anniversary(day, nth), said), f"{LABELS[RESIDENCE]} 第{nth}回")


def anniversary(day: date, nth: int) -> date:
    """The same day so many years later."""
    return months_after(day, YEAR * nth) if nth else day


def last_seen(state: State) -> date | None:
    """The last day on which the founder was found to live here."""
    rows = EligibilityCheck.objects.filter(application=state.root, kind=CheckKind.RESIDENCE, result=CheckResult.OK)
    return rows.order_by("-checked_on").values_list("checked_on", flat=True).first()


def municipality(state: State) -> Iterator[Fall]:
    """A grant that was taken back is told to the municipality, which may have paid because of it."""
    days, row = values_of(state.case).municipality_days, state.latest("revoked")
    if row is None or days is None:
        return
    said = f"交付決定の取消し({format_date(row.taken_on)})から{days}日以内。移住支援金を出した市町村は、その全額の返還を求めることがある"
    yield Fall(1, Due(days_after(row.taken_on, days), said), "市町村に取消しを知らせる")

"""How long the papers of a grant are kept after its settlement: the latest of several rules, with the sentence of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from banso.cases.filing import Duty, add_duties
from banso.cases.models import Case
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_of
from banso.procedures.offering import State
from banso.procedures.terms import values_of

from ..models import Asset, Decision
from .owed import duties, settled_on

A_YEAR = 1


@dataclass(frozen=True)
class Keep:
    """A rule by which papers are kept: the last day, None while that is not known yet, and why."""

    until: date | None
    why: str

    def __str__(self) -> str:
        return f"{format_date(self.until)}まで({self.why})" if self.until else f"まだ決まりません({self.why})"


def kept_until(state: State) -> Keep | None:
    """The rule that keeps the papers longest; None before the settlement."""
    rules = list(_rules(state))
    return max(rules, key=lambda rule: (rule.until is None, rule.until or date.min)) if rules else None


def _rules(state: State) -> Iterator[Keep]:
    settled = settled_on(state)
    if settled is None:
        return
    done = state.latest("completed")
    yield firms_own(done.taken_on if done else settled, values_of(state.case).retention_years)
    ends = [one for one in Asset.objects.filter(case=state.case).values_list("restricted_until", flat=True) if one]
    if ends:
        yield Keep(max(ends), "取得財産の処分制限が終わる日")
    rows = list(duties().filter(case=state.case).select_related("open", "closing"))
    if any(hasattr(row, "open") for row in rows):
        yield Keep(None, "済んでいない義務がある。すべて済んだ日から1年")
    elif rows:
        last = max(row.closing.on for row in rows)
        yield Keep(_years_on(last, A_YEAR), f"最後の義務が済んだ日({format_date(last)})から1年")


def firms_own(completed: date, years: int) -> Keep:
    """What the firm itself is held to: so many years from the end of the fiscal year of completion."""
    end = date(fiscal_year_of(completed) + 1 + years, 3, 31)
    return Keep(end, f"補助事業の完了の日({format_date(completed)})の年度の末日から{years}年")


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


@add_duties
def keep_the_file(cases: Sequence[Case]) -> Iterator[tuple[int, Duty]]:
    """A grant's file is kept as long as the firm keeps its own papers, and while an asset is restricted."""
    grants = {case.pk: case for case in cases if case.procedure == "grant"}
    ended: dict[int, date] = {}
    for key, on in (
        Decision.objects.in_force().filter(case__in=grants, step="settled").values_list("case_id", "taken_on")
    ):
        ended[key] = on
    for key, on in ended.items():
        own = firms_own(on, values_of(grants[key]).retention_years)
        yield key, Duty(own.until, own.why)
    for asset in Asset.objects.filter(case__in=grants, restricted_until__isnull=False):
        yield asset.case_id, Duty(asset.restricted_until, f"財産の処分制限: {asset}")

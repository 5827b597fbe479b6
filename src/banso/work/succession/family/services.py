"""Every write of succession plans and of the days that laws set."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.core.writing import hold, record, verbs
from banso.registers.models import User

from ..choices import PLANNED
from ..models import LawDay, PlanVersion, PlanYear, Track
from .grid import NAMES

record_law_day, correct_law_day = verbs(LawDay)
MOST_YEARS = 15


@verb
def draw_up_plan(
    track: Track, years: Iterable[Mapping[str, Any]], *, made_on: date, reason: str = "", by: User | None
) -> PlanVersion:
    """Keep a plan's grid as a further version; the ones before stay.

    Raises ValidationError, naming the year: without any, for one twice or with nothing in it, ages that do not go on by the year, and from the
    second version on without a reason.
    """
    hold(Track.objects.filter(pk=track.pk), no_key=True)
    if track.kind not in PLANNED:
        raise ValidationError("計画表は、親族内承継と従業員承継の案件で作ります。")
    rows = sorted(years, key=lambda row: row["fiscal_year"])
    latest = track.plans.order_by("-version").first()
    if wrong := _wrong(rows, latest, reason):
        raise ValidationError(wrong)
    version = latest.version + 1 if latest else 1
    facts = {"track": track, "version": version, "made_on": made_on, "reason": reason}
    plan = record(PlanVersion, facts)
    for row in rows:
        record(PlanYear, {"plan": plan} | dict(row))
    return plan


def _wrong(rows: list[Mapping[str, Any]], latest: PlanVersion | None, reason: str) -> dict[str, list[str]]:
    said = []
    if not rows:
        said.append("計画表に年度を1つ以上入れてください。")
    if len(rows) > MOST_YEARS:
        said.append(f"計画表は{MOST_YEARS}年度までです。")
    years = [row["fiscal_year"] for row in rows]
    said += [f"{year}年度が2度書かれています。" for year in sorted({y for y in years if years.count(y) > 1})]
    said += [f"{row['fiscal_year']}年度に何も書かれていません。" for row in rows if not _says_something(row)]
    for name, whose in (("head_age", "代表者"), ("heir_age", "後継者")):
        said += _ages(rows, name, whose)
    found = {"years": said} if said else {}
    if latest is not None and not reason.strip():
        found["reason"] = ["前の版があります。変更の理由を入れてください。"]
    return found


def _says_something(row: Mapping[str, Any]) -> bool:
    return any(row.get(name) not in (None, "") for name in NAMES)


def _ages(rows: list[Mapping[str, Any]], name: str, whose: str) -> list[str]:
    """An age that does not go on by the years between two that are said."""
    known = [(row["fiscal_year"], row[name]) for row in rows if row.get(name) is not None]
    return [
        f"{later}年度の{whose}の年齢は{age + later - first}歳のはずです({first}年度に{age}歳)。"
        for (first, age), (later, said) in zip(known, known[1:], strict=False)
        if said != age + later - first
    ]

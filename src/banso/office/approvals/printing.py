"""A draft on paper (起案書, 供覧票): the seals of its way with their days, what it asks for, and its course on a page of its own."""

from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from banso.core.era import format_date
from banso.core.typesetting import typeset

from .choices import CIRCULATED, Restriction, Role
from .models import Act, Draft
from .ways import Passed, way_of

TEMPLATE = Path(__file__).with_name("draft.typ")


def as_pdf(draft: Draft) -> bytes:
    """The paper of a draft as it stands now."""
    version = draft.versions.order_by("-round").first()
    assert version is not None
    return typeset(
        TEMPLATE,
        {
            "kind": "供覧票" if draft.kind == CIRCULATED else "起案書",
            "title": draft.title,
            "seals": [_seal(one) for one in way_of(draft)],
            "facts": [[label, text] for label, text in _facts(draft) if text],
            "body": version.body,
            "shown": version.shown,
            "acts": [_course(act) for act in draft.acts.select_related("staff", "acting_for")],
        },
    )


def _facts(draft: Draft) -> list[tuple[str, str]]:
    restrictions = "、".join(str(Restriction(one).label) for one in draft.restrictions)
    decided = draft.outcome.decided_on
    return [
        ("起案番号", str(draft.pk)),
        ("起案日", format_date(draft.drafted_on)),
        ("起案者", f"{draft.drafter.unit} {draft.drafter}"),
        ("案件", str(draft.case or "")),
        ("金額", f"{draft.amount:,}円" if draft.amount else ""),
        ("専決の制限", restrictions),
        ("前例", f"{draft.quotes}({format_date(draft.quotes.drafted_on)})" if draft.quotes else ""),
        ("状態", str(draft.outcome)),
        ("決裁日", format_date(decided) if decided else ""),
    ]


def _seal(passed: Passed) -> dict[str, str]:
    station, seal = passed.station, passed.seal
    seat = str(station.seat or (station.staff if station.role == Role.READ else station.get_role_display()))
    who = seal.staff if seal and passed.mark != "後" else station.staff
    when = passed.after if passed.mark == "後" else seal
    return {
        "seat": f"{seat}(合議)" if station.role == "consult" else seat,
        "name": ("既読" if station.role == Role.READ and not passed.mark else str(who)) if when else "",
        "asked": "" if station.role == Role.READ else f"({station.staff})",
        "day": format_date(localtime(when.at).date()) if when else "",
        "mark": passed.mark,
        "deed": seal.get_deed_display() if seal and seal.deed == "object" else "",
    }


def _course(act: Act) -> list[str]:
    who = f"{act.staff}({act.acting_for}に代わって)" if act.acting_for else str(act.staff)
    at: Any = localtime(act.at)
    return [f"{format_date(at.date())} {at:%H:%M}", who, act.get_deed_display(), act.comment]

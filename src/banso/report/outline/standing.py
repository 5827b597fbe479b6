"""How an outline stands: how far its trail has come, who wrote last, and whether it may still be written.

Every write is given how far the trail had come when its page was opened. What others wrote meanwhile is told, never written over.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max

from banso.core.era import format_moment
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.core.history import events_of
from banso.figures.models import FrozenYear
from banso.report.models import Outline, OutlineSection


class ChangedError(UserError):
    """Somebody else changed the outline, or the section, while it was open."""


def is_closed(fiscal_year: int) -> bool:
    return FrozenYear.objects.filter(fiscal_year=fiscal_year).exists()


def refuse_closed(outline: Outline) -> None:
    """Raise UserError for the outline of a closed year: what was printed stays as it was printed."""
    if is_closed(outline.fiscal_year):
        label = fiscal_year_label(outline.fiscal_year)
        raise UserError(
            f"{label}は締めた年度なので、報告書の構成は変えられません。翌年度の構成を作って直してください。"
        )


def trail_of(outline: Outline) -> Any:
    """The events of an outline's sections, those deleted since too."""
    return events_of(OutlineSection).filter(outline_id=outline.pk)


def standing(of: Outline | OutlineSection) -> int:
    """How far the trail of an outline, or of one section, has come."""
    trail = trail_of(of) if isinstance(of, Outline) else events_of(OutlineSection).filter(pgh_obj_id=of.pk)
    return int(trail.aggregate(last=Max("pgh_id"))["last"] or 0)


def held(outline: Outline) -> Outline:
    """The outline, held until the end of the transaction so that others wait. Raises UserError for a closed year."""
    refuse_closed(outline)
    return Outline.objects.select_for_update(of=("self",)).get(pk=outline.pk)


def refuse_changed(of: Outline | OutlineSection, opened: int | None) -> None:
    """Raise ChangedError, saying who and when, if others wrote since `opened`; None asks nothing, as for a first set-up."""
    if opened is None or (now := standing(of)) <= opened:
        return
    event = events_of(OutlineSection).get(pgh_id=now)
    who, at = who_of(event, users_of([event])), event.pgh_created_at
    what = "この構成" if isinstance(of, Outline) else "この節"
    raise ChangedError(
        f"開いたあとに、{who}が{format_moment(at)}に{what}を変えました。まだ何も保存していません。"
        "いまの内容を確かめて、もう一度行ってください。"
    )


def users_of(events: Iterable[Any]) -> dict[int, Any]:
    """The users who caused some events, by their keys."""
    actors = {(event.pgh_context or {}).get("actor") for event in events} - {None}
    return get_user_model()._default_manager.in_bulk(actors)


def who_of(event: Any, users: Mapping[int, Any]) -> str:
    """Who of these caused an event, by name."""
    user = users.get((event.pgh_context or {}).get("actor") or 0)
    return f"{user}さん" if user else "システム"

"""The outline's past, out of its trail: what changed, when and by whom; and the way back to before any change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.registers.models import User
from banso.report.models import Outline, OutlineSection

from .standing import held, refuse_changed, trail_of, users_of, who_of

MOST, MOST_EVENTS = 40, 4000
VERBS = {
    "add_section": "節を加えた",
    "head_section": "見出しを直した",
    "step_section": "節を動かした",
    "put_section": "節を動かした",
    "number_by_place": "番号を並び順に付け直した",
    "confirm_prose": "前年度の文章を確認した",
    "remove_section": "節を除いた",
    "write_block": "内容を書いた",
    "write_blocks": "内容を書いた",
    "move_block": "内容を動かした",
    "remove_block": "内容を除いた",
    "go_back": "前の状態に戻した",
    "copy_forward": "前年度から写した",
    "first_outline": "事業から作った",
    "load_catalogue": "ファイルから読み込んだ",
}


@dataclass(frozen=True)
class Step:
    """One change of an outline: its first event, when, by whom, what was done, and the sections it touched."""

    first: int
    at: datetime
    who: str
    what: str
    sections: list[str]
    is_beginning: bool


def steps(outline: Outline) -> list[Step]:
    """The outline's changes, the latest first."""
    events = list(trail_of(outline).select_related("programme").order_by("-pgh_id")[:MOST_EVENTS])
    groups: dict[Any, list[Any]] = {}
    for event in events:
        groups.setdefault(event.pgh_context_id or event.pgh_created_at, []).append(event)
    beginning = trail_of(outline).order_by("pgh_id").values_list("pgh_id", flat=True).first()
    shown = list(groups.values())[:MOST]
    users = users_of(group[0] for group in shown)
    return [_step(group, beginning, users) for group in shown]


def _step(group: list[Any], beginning: int | None, users: Mapping[int, Any]) -> Step:
    last, first = group[0], group[-1]
    name = str((last.pgh_context or {}).get("verb", "")).rpartition(".")[2]
    touched = list(dict.fromkeys(_named(event) for event in reversed(group)))
    what = VERBS.get(name, "変更した")
    return Step(first.pgh_id, last.pgh_created_at, who_of(last, users), what, touched, first.pgh_id == beginning)


def _named(event: Any) -> str:
    return f"{event.mark} {event.heading or event.programme or ''}".strip()


@verb
def go_back(outline: Outline, first: int, *, opened: int | None = None, by: User | None) -> int:
    """Have the outline as it was before a change, named by its first event; how many sections that touched.

    What is undone stays in the trail, so that this can be taken back in the same way. Raises UserError with nothing changed: in a
    closed year, for a change that is none of this outline's, and (ChangedError) where others wrote since it was opened.
    """
    held(outline)
    refuse_changed(outline, opened)
    if not trail_of(outline).filter(pgh_id=first).exists():
        raise UserError("この変更は、この構成の変更の記録にありません。")
    wanted = {event.pgh_obj_id: event for event in _before(outline, first)}
    if not wanted:
        raise UserError("この変更より前には、節がありませんでした。")
    there = {row.pk: row for row in outline.sections.all()}
    gone = [row for pk, row in there.items() if pk not in wanted]
    for row in gone:
        row.delete()
    again = [_as_it_was(event) for event in wanted.values()]
    other = [row for row in again if row.pk not in there or _differs(row, there[row.pk])]
    outline.sections.filter(pk__in=[row.pk for row in other]).update(number="")
    for row in other:
        row.save(force_insert=row.pk not in there)
    return len(gone) + len(other)


def _before(outline: Outline, first: int) -> Iterable[Any]:
    """The last event of each section before a change, of those that then stood."""
    events = trail_of(outline).filter(pgh_id__lt=first).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [event for event in events if event.pgh_label != "delete"]


def _as_it_was(event: Any) -> OutlineSection:
    kept = {f.attname: getattr(event, f.attname) for f in OutlineSection._meta.concrete_fields if f.attname != "id"}
    return OutlineSection(pk=event.pgh_obj_id, **kept)


def _differs(row: OutlineSection, stored: OutlineSection) -> bool:
    names = {f.attname for f in OutlineSection._meta.concrete_fields} - {"updated_at", "created_at"}
    return any(getattr(row, name) != getattr(stored, name) for name in names)

"""Taking a whole import back: what it made is removed and what it changed restored, but for what someone has edited since.

What every unit uses (a company, a person) is removed only by someone from whom nothing is hidden. Whoever is outside a wall would
otherwise learn, from which of them can be removed, which ones are used behind it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils.timezone import localdate

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.history import events_of, shown_fields
from banso.core.imports import import_kind
from banso.core.trail import verb
from banso.core.writing import correct
from banso.procedures.declaring import all_procedures
from banso.registers.models import User
from banso.registers.seeing import hidden_from
from banso.registers.walls import wall_of

from ..models import Import, ImportState, Source, State

CHUNK = 2_000
MOST_NAMED = 200  # records removed, and restored, that are named
SHARED = "すべての部署が使う台帳なので、取消しでは消しません。要らないものは管理者に伝えてください。"
BEGUN = "案件として始まっているので、消せません。案件の画面で、取下げや中止などの手続を登録してください。"
REFUSED_BY_TRIGGER = "P0001"  # PostgreSQL's word for what a trigger raises: a record that is only ever added to


@dataclass
class Undone:
    """What came of taking an import back: how many records were removed and restored, and which stay, with the reason.

    The first of those removed and restored are named.
    """

    removed: int = 0
    restored: int = 0
    stays: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)

    def name(self, names: list[str], made: bool) -> None:
        """Name records that were removed, or restored, as long as few are named."""
        named = self.gone if made else self.back
        named += names[: MOST_NAMED - len(named)]

    def as_json(self) -> dict[str, Any]:
        stays = [{"record": record, "why": why} for record, why in self.stays]
        return {
            "removed": self.removed,
            "restored": self.restored,
            "stays": stays,
            "gone": self.gone,
            "back": self.back,
        }


@verb
def undo(brought: Import, *, by: User | None) -> Undone:
    """Take an import back. Raises UserError with nothing done if it is not one that stands."""
    latest = brought.state
    if latest is None or latest.state != State.DONE:
        raise UserError("取り込んだものがないので、取り消せません。")
    undone = Undone()
    with pghistory.context(undoes_import=brought.pk, reason=f"取込み「{brought.file_name}」の取消し"):
        for model, made, sources in _groups(brought):
            stays = _why_all_stay(model, by) if made else ""
            _take_back(model, made, sources, brought, undone, stays)
    ImportState.objects.create(of=brought, state=State.UNDONE, by=by, found=undone.as_json())
    return undone


def _why_all_stay(model: type[models.Model], by: User | None) -> str:
    """Why no record of a kind that came in is removed; '' where they may go. What began a case ends by a step: its days and its
    number stand."""
    if any(declared.of is model for declared in all_procedures()):
        return BEGUN
    return SHARED if by is not None and _is_shared(model) and hidden_from(by) else ""


def _groups(brought: Import) -> Iterator[tuple[type[models.Model], bool, list[Source]]]:
    """The rows' own records first, the latest first; then those made on the way for them."""
    own = import_kind(brought.kind).model._meta.label_lower
    labels = list(brought.sources.values_list("model", flat=True).distinct().order_by())
    for label in sorted(labels, key=lambda label: label != own):
        for made in (True, False):
            sources = brought.sources.filter(model=label, made=made, undone=False).order_by("-pk")
            yield apps.get_model(label), made, list(sources)


def _take_back(
    model: type[models.Model], made: bool, sources: list[Source], brought: Import, undone: Undone, shared: str
) -> None:
    for first in range(0, len(sources), CHUNK):
        some = sources[first : first + CHUNK]
        rows = model._default_manager.in_bulk([source.object_id for source in some])
        stays = dict.fromkeys(rows, shared) if shared else _edited_since(model, list(rows), brought)
        free = [row for pk, row in rows.items() if pk not in stays]
        names = {row.pk: str(row) for row in free[:MOST_NAMED]}  # while what they are named by is still there
        kept = _remove_all(model, free) if made else {row.pk: why for row in free if (why := _restore(row, brought))}
        undone.removed += made and len(free) - len(kept)
        undone.restored += not made and len(free) - len(kept)
        undone.name([name for pk, name in names.items() if pk not in kept], made)
        stays |= kept
        undone.stays += [(str(rows[pk]), stays[pk]) for pk in rows if pk in stays]
        Source.objects.filter(pk__in=[source.pk for source in some if source.object_id not in stays]).update(
            undone=True
        )


def _is_shared(model: type[models.Model]) -> bool:
    """Whether records of a kind are behind no wall, and may be used by records that are."""
    return wall_of(model) is None and any(
        wall_of(link.related_model) for link in model._meta.related_objects if isinstance(link.related_model, type)
    )


def _edited_since(model: type[models.Model], keys: list[int], brought: Import) -> dict[int, str]:
    """Which of these records someone has put right since they came in, with the reason why each stays."""
    trail = events_of(model)
    if trail is None:
        return {}
    last = trail.filter(pgh_obj_id__in=keys).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {
        pk: f"取り込んだあと、{format_date(localdate(at))}に直されています。"
        for pk, context, at in last.values_list("pgh_obj_id", "pgh_context", "pgh_created_at")
        if (context or {}).get("imported") != brought.pk
    }


def _remove_all(model: type[models.Model], rows: list[models.Model]) -> dict[int, str]:
    """Remove records, those that may go: which stay, and why. Where one of many may not, halves are tried, down to the one."""
    if len(rows) == 1:
        why = _remove(rows[0])
        return {rows[0].pk: why} if why else {}
    try:
        with transaction.atomic():
            model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
    except (ProtectedError, RestrictedError, DatabaseError):
        middle = len(rows) // 2
        return _remove_all(model, rows[:middle]) | _remove_all(model, rows[middle:])
    return {}


def _remove(row: models.Model) -> str:
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError):
        return "ほかの記録から使われています。"
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != REFUSED_BY_TRIGGER:
            raise
        return "書き足すだけの記録なので、消せません。違うときは、正しい内容を新しく登録してください。"
    return ""


def _restore(row: models.Model, brought: Import) -> str:
    """Give a record back what it said before the import."""
    trail = events_of(type(row))
    before = trail.filter(pgh_obj_id=row.pk).exclude(pgh_context__imported=brought.pk).order_by("-pgh_id").first()
    if before is None:
        return ""
    facts = {column.attname: getattr(before, column.attname) for column in shown_fields(type(row))}
    try:
        correct(row, facts)
    except ValidationError as error:
        return "".join(error.messages)
    return ""

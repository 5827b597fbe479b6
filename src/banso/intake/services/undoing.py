"""Taking a whole import back: what it made is removed and what it changed restored, but for what someone has edited since."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils.timezone import localdate

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.history import events_of, shown_fields
from banso.core.imports import import_kind
from banso.core.trail import verb
from banso.core.writing import correct
from banso.registers.models import User

from ..models import Import, ImportState, Source, State


@dataclass
class Undone:
    """What came of taking an import back: how many records were removed and restored, and which stay, with the reason."""

    removed: int = 0
    restored: int = 0
    stays: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        stays = [{"record": record, "why": why} for record, why in self.stays]
        return {"removed": self.removed, "restored": self.restored, "stays": stays}


@verb
def undo(brought: Import, *, by: User | None) -> Undone:
    """Take an import back. Raises UserError with nothing done if it is not one that stands."""
    latest = brought.state
    if latest is None or latest.state != State.DONE:
        raise UserError("取り込んだものがないので、取り消せません。")
    undone = Undone()
    with pghistory.context(undoes_import=brought.pk, reason=f"取込み「{brought.file_name}」の取消し"):
        for model, made, sources in _groups(brought):
            _take_back(model, made, sources, brought, undone)
    ImportState.objects.create(of=brought, state=State.UNDONE, by=by, found=undone.as_json())
    return undone


def _groups(brought: Import) -> Iterator[tuple[type[models.Model], bool, list[Source]]]:
    """The rows' own records first, the latest first; then those made on the way for them."""
    own = import_kind(brought.kind).model._meta.label_lower
    labels = list(brought.sources.values_list("model", flat=True).distinct().order_by())
    for label in sorted(labels, key=lambda label: label != own):
        for made in (True, False):
            sources = brought.sources.filter(model=label, made=made, undone=False).order_by("-pk")
            yield apps.get_model(label), made, list(sources)


def _take_back(model: type[models.Model], made: bool, sources: list[Source], brought: Import, undone: Undone) -> None:
    rows = model._default_manager.in_bulk([source.object_id for source in sources])
    for source in sources:
        row = rows.get(source.object_id)
        why = _edited_since(model, source.object_id, brought) if row is not None else ""
        if row is not None and not why:
            why = _remove(row) if made else _restore(row, brought)
            undone.removed += made and not why
            undone.restored += not made and not why
        if why:
            undone.stays.append((str(row), why))
        else:
            source.undone = True
    Source.objects.bulk_update([source for source in sources if source.undone], ["undone"], batch_size=1000)


def _edited_since(model: type[models.Model], pk: int, brought: Import) -> str:
    trail = events_of(model)
    last = trail.filter(pgh_obj_id=pk).order_by("-pgh_id").first() if trail is not None else None
    if last is None or (last.pgh_context or {}).get("imported") == brought.pk:
        return ""
    return f"取り込んだあと、{format_date(localdate(last.pgh_created_at))}に直されています。"


def _remove(row: models.Model) -> str:
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, RestrictedError):
        return "ほかの記録から使われています。"
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

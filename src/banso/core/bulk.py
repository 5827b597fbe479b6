"""一括変更: one fact given to many records at once, seen beforehand, done wholly or not at all, and undone later.

Each record is changed by its kind's own verb, so that the rules and the trail are those of a change by hand.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.timezone import localdate

from .era import format_date
from .errors import UserError
from .history import last_change
from .kinds import Pages
from .merging import plain, state
from .models import BulkChange
from .trail import verb
from .words import words_of

MOST_AT_ONCE = 1_000


@dataclass(frozen=True)
class Kept:
    """A record that stays as it is, and why."""

    record: Any
    why: str


@dataclass
class Outcome:
    """What a bulk change does: the former value of each record it changes, and the records that stay."""

    kind: Pages
    name: str
    before: dict[int, Any] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    same: int = 0

    @property
    def seen(self) -> str:
        """A digest of all that was shown before confirming: anything else must not be done under that confirmation."""
        shown = [sorted(self.before.items()), [k.why for k in self.kept], self.same, self.name]
        return hashlib.sha256(json.dumps(shown, default=str).encode()).hexdigest()

    def groups(self) -> list[tuple[str, int]]:
        """The former values in words, with how many records say so."""
        counted = Counter(json.dumps(value) for value in self.before.values())
        model = self.kind.table.model
        return [(words_of(model, self.name, json.loads(value)), number) for value, number in counted.most_common()]


def label_of(kind: Pages, name: str) -> str:
    column: Any = kind.table.model._meta.get_field(name)
    return str(column.verbose_name)


def preview(do: Callable[[], Outcome]) -> Outcome:
    """What would be done: done for real, by the real rules, and taken back."""
    with transaction.atomic():
        outcome = do()
        transaction.set_rollback(True)
    return outcome


def changing(kind: Pages, ids: list[int], name: str, value: Any, *, by: Any) -> Outcome:
    """Give one fact to these records. Must run in a transaction; what the rules refuse is kept, with the reason."""
    outcome, change = Outcome(kind, name), _verb(kind)
    for row in _locked(kind, ids):
        former = state(row, [name])[name]
        if former == plain(value):
            outcome.same += 1
        elif why := _refused(change, row, name, value, by):
            outcome.kept.append(Kept(row, why))
        else:
            outcome.before[row.pk] = former
    return outcome


def undoing(kind: Pages, done: BulkChange, *, by: Any) -> Outcome:
    """Give back what a bulk change took, except where someone has changed the fact since."""
    outcome, model, change = Outcome(kind, done.field), kind.table.model, _verb(kind)
    rows = {row.pk: row for row in _locked(kind, [int(key) for key in done.before])}
    for key, former in done.before.items():
        row = rows.get(int(key))
        if row is None:
            outcome.kept.append(Kept(f"番号{key}", "削除されています。"))
        elif state(row, [done.field])[done.field] != done.value:
            outcome.kept.append(Kept(row, _changed_since(model, row.pk, done.field)))
        elif why := _refused(change, row, done.field, revived(model, done.field, former), by):
            outcome.kept.append(Kept(row, why))
        else:
            outcome.before[row.pk] = done.value
    return outcome


def _locked(kind: Pages, ids: list[int]) -> Any:
    rows = kind.table.model._default_manager.filter(pk__in=ids)
    return rows.select_for_update(of=("self",)).order_by("pk")


def _verb(kind: Pages) -> Callable[..., Any]:
    assert kind.make_form is not None
    return kind.make_form().save_change


def _refused(change: Callable[..., Any], row: models.Model, name: str, value: Any, by: Any) -> str:
    """Why the record's rules do not allow the value; '' if it was given."""
    try:
        with transaction.atomic():
            change(row, by=by, **{name: value})
    except ValidationError as error:
        return "".join(error.messages)
    return ""


def _changed_since(model: type[models.Model], pk: int, name: str) -> str:
    change = last_change(model, pk, name)
    return (
        f"その後、{change.who or 'システム'}が{format_date(localdate(change.at))}に変えています。"
        if change
        else "その後に変わっています。"
    )


def revived(model: type[models.Model], name: str, value: Any) -> Any:
    """A carried value as the record's own kind of value."""
    column: Any = model._meta.get_field(name)
    if isinstance(column, models.ForeignKey):
        return column.related_model._default_manager.filter(pk=value).first() if value is not None else None
    if value is None:
        return None if column.null else ""
    return date.fromisoformat(value) if isinstance(column, models.DateField) else column.to_python(value)


@verb
def change_many(kind: Pages, ids: list[int], name: str, value: Any, *, seen: str, reason: str, by: Any) -> BulkChange:
    """Give one fact to many records, as previewed. Raises UserError with nothing changed if it would now come out otherwise."""
    if name not in kind.table.bulk or len(ids) > MOST_AT_ONCE:
        raise UserError("この項目や件数をまとめて直すことはできません。")
    with pghistory.context(bulk=True, reason=reason):
        outcome = changing(kind, ids, name, value, by=by)
    return _written(outcome, plain(value), seen=seen, reason=reason, by=by)


@verb
def undo_change(kind: Pages, done: BulkChange, *, seen: str, by: Any) -> BulkChange:
    """Take back a bulk change, as previewed. Raises UserError with nothing changed if it would now come out otherwise."""
    if done.by_id != by.pk or BulkChange.objects.filter(undoes=done).exists():
        raise UserError("この一括変更は元に戻せません。")
    reason = f"{format_date(localdate(done.at))}の一括変更を元に戻した"
    with pghistory.context(bulk=True, reason=reason):
        outcome = undoing(kind, done, by=by)
    return _written(outcome, None, seen=seen, reason=reason, by=by, undoes=done)


def _written(outcome: Outcome, value: Any, *, seen: str, reason: str, by: Any, **more: Any) -> BulkChange:
    if outcome.seen != seen:
        raise UserError("確かめたあとに変わった記録があります。まだ何も変えていません。もう一度確かめてください。")
    if not outcome.before:
        raise UserError("変わる記録がありません。")
    return BulkChange.objects.create(
        by=by,
        kind=outcome.kind.table.label,
        field=outcome.name,
        value=value,
        before=outcome.before,
        reason=reason,
        **more,
    )

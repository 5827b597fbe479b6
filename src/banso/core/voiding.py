"""取消し: a record made by mistake is taken out with all that belongs to it, for a reason, and can be put back.

What was taken out stands in the trail, behind the walls the records themselves stood behind, and comes back from there.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pghistory
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import ProtectedError, RestrictedError

from .errors import UserError
from .history import events_of, link_events
from .kinds import has_form
from .models import ReferenceRow
from .tables import Table, table_for
from .trail import verb

MOST_AT_ONCE = 200
REFUSED_BY_TRIGGER = "P0001"
Link = tuple[type[models.Model], dict[str, Any]]


@dataclass
class Going:
    """What goes with a record, itself first: every row, and the reasons why it can't."""

    rows: list[models.Model] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def beside(self) -> list[tuple[str, list[models.Model]]]:
        """What goes besides the record, by kind."""
        kinds: dict[str, list[models.Model]] = {}
        for row in self.rows[1:]:
            kinds.setdefault(str(row._meta.verbose_name), []).append(row)
        return list(kinds.items())

    @property
    def seen(self) -> str:
        """A digest of what was shown before confirming."""
        shown = sorted(f"{row._meta.label} {row.pk}" for row in self.rows)
        return hashlib.sha256("\n".join(shown).encode()).hexdigest()


def can_be_voided(table: Table) -> bool:
    """Whether records of this kind are taken back: not rows that others rest on and that are ended instead, nor access.

    What begins as a case, elsewhere than on its own form, ends by a step of its case.
    """
    ends_otherwise = table.kept or bool(table.begun_at) or issubclass(table.model, ReferenceRow)
    return has_form(table) and not ends_otherwise


def what_goes(record: models.Model, *, by: Any) -> Going:
    """What would go with a record. Tried for real, by the rules of the database, and taken back."""
    going = _collected(record, by)
    if not going.refused:
        try:
            with transaction.atomic():
                _take_out(going)
                transaction.set_rollback(True)
        except UserError as error:
            going.refused.append(str(error))
    return going


def _collected(record: models.Model, by: Any) -> Going:
    going, users = Going([record]), Counter[str]()
    known = {(type(record), record.pk)}
    for row in going.rows:  # grows on the way
        for found, belongs in _pointing_to(row):
            if (type(found), found.pk) in known:
                continue
            known.add((type(found), found.pk))
            if belongs:
                going.rows.append(found)
            else:
                users[str(found._meta.verbose_name)] += 1
        if len(going.rows) > MOST_AT_ONCE:
            going.refused.append(
                f"一緒に取り消されるものが{MOST_AT_ONCE}件を超えます。先に、それぞれの記録を取り消してください。"
            )
            break
    going.refused += [
        f"{kind}{n}件がこの記録を使っています。先にそれを直すか、取り消してください。" for kind, n in users.items()
    ]
    going.refused += list(dict.fromkeys(why for row in going.rows if (why := _kept(row, by))))
    return going


def _pointing_to(row: models.Model) -> Iterator[tuple[models.Model, bool]]:
    """Every record that points to a row, and whether it belongs to it: falls with it, or is shown under it."""
    children = _children(type(row))
    for relation in _relations(type(row)):
        belongs = relation.on_delete is models.CASCADE or relation.name in children or not _is_plain(relation)
        for found in relation.related_model._base_manager.filter(**{relation.field.name: row}):
            yield found, belongs


def _relations(model: type[models.Model]) -> list[Any]:
    """The links of other kinds to a kind, without those of the trail and of many to many."""
    found: list[Any] = [f for f in model._meta.get_fields(include_hidden=True) if f.auto_created and not f.concrete]
    return [
        relation
        for relation in found
        if (relation.one_to_many or relation.one_to_one)
        and relation.on_delete is not models.DO_NOTHING
        and not hasattr(relation.related_model, "pgh_tracked_model")
        and not relation.related_model._meta.auto_created
    ]


def _is_plain(relation: Any) -> bool:
    return relation.on_delete in (models.CASCADE, models.PROTECT, models.RESTRICT, models.SET_NULL)


def _children(model: type[models.Model]) -> tuple[str, ...]:
    try:
        return table_for(model).children
    except KeyError:
        return ()


def _kept(row: models.Model, by: Any) -> str:
    """Why a row may not go; '' if it may."""
    kind = row._meta
    if events_of(type(row)) is None:
        return f"{kind.verbose_name}は元に戻せないため、一緒に取り消せません。"
    if by is not None and not by.has_perm(f"{kind.app_label}.delete_{kind.model_name}"):
        return f"{kind.verbose_name}を取り消す権限がありません。管理者に頼んでください。"
    return ""


def _take_out(going: Going) -> None:
    """Delete the rows, what was found last first. Raises UserError for what the database keeps, naming it."""
    for row in reversed(going.rows):
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).delete()
        except (ProtectedError, RestrictedError) as error:
            raise UserError(f"「{row}」は、ほかの記録から使われています。") from error
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") != REFUSED_BY_TRIGGER:
                raise
            raise UserError(f"{row._meta.verbose_name}は書き足すだけの記録なので、取り消せません。") from error
    _all_links_hold("この記録は、ほかの記録から使われています。")


def _all_links_hold(otherwise: str) -> None:
    """Ask now what the database asks when a transaction ends. Raises UserError."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        raise UserError(otherwise) from error


@verb
def void(record: models.Model, *, reason: str, seen: str | None = None, by: Any) -> None:
    """Take out a record made by mistake (取消し), with what belongs to it; figures count without it from now on.

    `seen` is the digest of what was shown beforehand, where a person was shown it. Raises UserError with nothing changed:
    without a reason, for what others still use, or if more would go than was shown.
    """
    if not reason.strip():
        raise UserError("取り消す理由を入力してください。")
    if not can_be_voided(table_for(type(record))):
        raise UserError(f"{record._meta.verbose_name}は取り消せません。終了日を入れてください。")
    going = _collected(record, by)
    if going.refused:
        raise UserError("".join(going.refused))
    if seen is not None and seen != going.seen:
        raise UserError(
            "確かめたあとに、一緒に取り消されるものが変わりました。まだ何も取り消していません。もう一度確かめてください。"
        )
    with pghistory.context(reason=reason.strip()[:200], voided=str(uuid4())):
        _take_out(going)


def voided_as(model: type[models.Model], pk: int) -> str:
    """The mark under which a record was voided and can be put back; '' if it was not, or stands again."""
    trail = events_of(model)
    last = trail.filter(pgh_obj_id=pk).order_by("-pgh_id").first() if trail is not None else None
    if last is None or last.pgh_label != "delete" or model._base_manager.filter(pk=pk).exists():
        return ""
    return str((last.pgh_context or {}).get("voided", ""))


@verb
def restore(model: type[models.Model], pk: int, *, by: Any) -> models.Model:
    """Put a voided record back with all that went with it, each under its own number.

    Raises UserError with nothing changed where it was not voided, or where its place is taken by now.
    """
    mark = voided_as(model, pk)
    if not mark:
        raise UserError("この記録は取り消されていないか、すでに元に戻されています。")
    rows, links = _gone(model, pk, mark)
    with pghistory.context(reason="取消しを元に戻した"):
        for row in rows:
            _put_back(row)
        for through, ends in links:  # some the database has put back by itself
            through._base_manager.bulk_create([through(**ends)], ignore_conflicts=True)
        _all_links_hold("この記録が使っていたほかの記録が、もうありません。")
    return rows[0]


def _gone(model: type[models.Model], pk: int, mark: str) -> tuple[list[models.Model], list[Link]]:
    """The rows that went under a mark, the record itself first, and their links to several others."""
    rows, links = [_as_it_was(model, events_of(model).filter(pgh_obj_id=pk, pgh_context__voided=mark).get())], []
    known = {(model, pk)}
    for row in rows:  # grows on the way
        for many in type(row)._meta.many_to_many:
            through: Any = many.remote_field.through
            ends = [
                through._meta.get_field(name()).attname for name in (many.m2m_field_name, many.m2m_reverse_field_name)
            ]
            gone = [e for e in link_events(many, row.pk) if (e.pgh_context or {}).get("voided") == mark]
            links += [(through, {end: getattr(event, end) for end in ends}) for event in gone]
        for relation in _relations(type(row)):
            trail = events_of(relation.related_model)
            if trail is None:
                continue
            gone = trail.filter(**{relation.field.attname: row.pk}, pgh_label="delete", pgh_context__voided=mark)
            for event in gone.order_by("pgh_obj_id"):
                if (relation.related_model, event.pgh_obj_id) not in known:
                    known.add((relation.related_model, event.pgh_obj_id))
                    rows.append(_as_it_was(relation.related_model, event))
    return rows, links


def _as_it_was(model: type[models.Model], event: Any) -> models.Model:
    kept = {f.attname: getattr(event, f.attname) for f in model._meta.concrete_fields if hasattr(event, f.attname)}
    return model(**{**kept, str(model._meta.pk.attname): event.pgh_obj_id})


def _put_back(row: models.Model) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        try:
            row.validate_constraints()
        except ValidationError as refused:
            raise UserError(f"「{row}」を元に戻せません。{''.join(refused.messages)}") from error
        raise UserError(f"「{row}」を元に戻せません。同じ場所に別の記録があります。") from error
    except DatabaseError as error:
        raise UserError(f"「{row}」を元に戻せません。いまの状態では登録できない記録です。") from error

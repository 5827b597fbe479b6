"""Two companies that are one (統合), and taking them apart again. Nothing is deleted and nothing rewritten but whose a record is.

Everything that leads to the absorbed company leads to the survivor afterwards, whatever kind it is of. What cannot stand
beside the survivor's own (a second registration for the same days) stays where it is and is listed until someone has
put it right. The survivor's facts stand; what it lacks it takes from the absorbed. Each change is kept as a
:class:`MergeMove`, so that undoing takes back exactly those, as far as nobody has changed them since.

Who asks may be outside a wall. So the worker carries it out, before whom no wall stands, and neither the time it takes nor
what it says tells the asker of anything behind one.
"""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import Error, transaction
from django.db.models import Count, ForeignKey, Model, Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from banso.core.errors import UserError
from banso.core.jobs import when_broken_off
from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.company_links import Link, links_to_companies, tell_followers
from banso.registers.models import Company, Merge, MergeMove, Person, User
from banso.registers.walls import wall_of, way_to_programme

TAKEN_OVER = (
    "kana",
    "corporate_number",
    "invoice_number",
    "industry",
    "prefecture",
    "municipality",
    "postal_code",
    "address",
    "phone",
    "employees",
    "capital",
)


@verb
def ask_merge(survivor: Company, absorbed: Company, *, reason: str = "", by: User | None) -> Merge:
    """Have a company merged into another by the worker. Raises UserError, saying why, for two that cannot be one."""
    survivor, absorbed = _lock(survivor, absorbed)
    if survivor.pk == absorbed.pk:
        raise UserError("同じ企業どうしは統合できません。もう一方の企業を選び直してください。")
    for company in (survivor, absorbed):
        under_way = Merge.objects.filter(Q(survivor=company) | Q(absorbed=company), undone_at=None)
        if company.merged_into_id is not None or any(merge.is_under_way for merge in under_way):
            raise UserError(f"「{company}」はすでに統合されているか、統合の途中です。企業のページで確かめてください。")
    if survivor.corporate_number and absorbed.corporate_number:
        raise UserError(
            "法人番号が違う2社は別の法人なので、統合できません。番号が誤っているときは、先に企業の記載を直してください。"
        )
    merge: Merge = record(Merge, {"survivor": survivor, "absorbed": absorbed, "reason": reason.strip(), "asked_by": by})
    merge_companies.defer(merge_id=merge.pk)
    return merge


@verb
def ask_undo(merge: Merge, *, by: User | None) -> None:
    """Have a merge taken apart by the worker. Raises UserError where a later one rests on it."""
    _lock(merge.survivor, merge.absorbed)
    merge.refresh_from_db()
    if merge.is_under_way or merge.undone_at:
        raise UserError("この統合は、途中か、すでに解かれています。画面を開き直してください。")
    later = Merge.objects.filter(undone_at=None, pk__gt=merge.pk).filter(
        Q(survivor__in=[merge.survivor_id, merge.absorbed_id]) | Q(absorbed=merge.survivor_id)
    )
    if (last := later.order_by("-pk").first()) is not None:
        raise UserError(f"あとから行った統合「{last}」を先に解いてください。")
    merge.undo_asked_at, merge.undo_asked_by = timezone.now(), by
    merge.save()
    merge_companies.defer(merge_id=merge.pk)


def ask_anew(merge: Merge, *, by: User | None) -> Merge:
    """Ask for a merge that was broken off once more: the same two companies, for the same reason. Raises UserError."""
    if not merge.is_broken_off:
        raise UserError("この統合は中断していません。画面を開き直してください。")
    anew: Merge = ask_merge(merge.survivor, merge.absorbed, reason=merge.reason, by=by)
    return anew


def ask_again(merge: Merge, *, by: User | None) -> None:
    """Have the worker move what could not be moved before and has been put right since."""
    if merge.is_under_way or merge.undone_at:
        raise UserError("この統合は、途中か、すでに解かれています。画面を開き直してください。")
    move_again.defer(merge_id=merge.pk, by_id=by.pk if by else None)


@jobs.task(name="move_again")
def move_again(*, merge_id: int, by_id: int | None) -> None:
    """Carry a standing merge out once more."""
    merge = Merge.objects.get(pk=merge_id)
    if merge.done_at and not merge.undo_asked_at:
        carry_out(merge, by=User.objects.filter(pk=by_id).first() if by_id else None)


@jobs.task(name="merge_companies")
def merge_companies(*, merge_id: int) -> None:
    """Do what was asked and is not done yet. Asked twice, it does nothing more."""
    merge = Merge.objects.select_related("asked_by", "undo_asked_by").get(pk=merge_id)
    if merge.done_at is None:
        carry_out(merge, by=merge.asked_by)
    elif merge.undo_asked_at and merge.undone_at is None:
        take_apart(merge, by=merge.undo_asked_by)


@when_broken_off("merge_companies")
def _broken_off(merge_id: int) -> None:
    """Nothing was moved: what was asked is taken back, so that both companies can be worked with and it can be asked anew."""
    merge = Merge.objects.get(pk=merge_id)
    if merge.done_at is None:
        merge.done_at = merge.undo_asked_at = merge.undone_at = timezone.now()
    elif merge.undone_at is None:
        merge.undo_asked_at = merge.undo_asked_by = None
    merge.save()


@verb
def carry_out(merge: Merge, *, by: User | None) -> None:
    """Move everything to the survivor. Done again later, it moves what could not be moved before."""
    survivor, absorbed = _lock(merge.survivor, merge.absorbed)
    moves = _step_down(merge) if merge.done_at is None else []
    for link in links_to_companies():
        moves += _follow(link, merge)
    if merge.done_at is None:
        moves += _take_over(merge, survivor, absorbed)
        moves.append(_changed(merge, absorbed, "merged_into", survivor))
        merge.done_at = timezone.now()
        merge.save()
    MergeMove.objects.bulk_create(moves)
    tell_followers([survivor.pk, absorbed.pk])


@verb
def take_apart(merge: Merge, *, by: User | None) -> None:
    """Give the absorbed company back what it had, as far as nobody changed it since."""
    _lock(merge.survivor, merge.absorbed)
    groups: dict[tuple[str, str, str], list[MergeMove]] = defaultdict(list)
    for move in merge.moves.order_by("-pk"):
        groups[move.kind, move.column, f"{move.before}→{move.after}"].append(move)
    for moves in groups.values():
        _give_back(moves)
    merge.undone_at = timezone.now()
    merge.save()
    tell_followers([merge.survivor_id, merge.absorbed_id])


def left_behind(merge: Merge) -> list[tuple[Link, QuerySet[Any]]]:
    """What still leads to the absorbed company, and why nobody counts it as the survivor's: kind by kind, as the user may see it."""
    return [(link, rows) for link in links_to_companies() if (rows := link.rows_of(merge.absorbed_id)).exists()]


def records_of(company: Company) -> list[tuple[Link, int]]:
    """How many records of each kind a company has, as the user may see them."""
    counted = ((link, link.rows_of(company.pk).count()) for link in links_to_companies())
    return [(link, number) for link, number in counted if number]


def moved(merge: Merge, **conditions: Any) -> list[tuple[str, int]]:
    """How many rows of each kind a merge changed, as the user may see them."""
    kinds = merge.moves.filter(**conditions).order_by().values_list("kind").annotate(number=Count("row", distinct=True))
    named = {kind: str(apps.get_model(kind)._meta.verbose_name) for kind, _ in kinds}
    return sorted((named[kind], number) for kind, number in kinds)


def added_since(merge: Merge) -> list[tuple[Link, QuerySet[Any]]]:
    """What came to the survivor after the merge and stays with it when it is undone, kind by kind."""
    found = []
    for link in links_to_companies():
        if any(field.name == "created_at" for field in link.model._meta.fields):
            rows = link.rows_of(merge.survivor_id).filter(created_at__gt=merge.done_at)
            if rows.exists():
                found.append((link, rows))
    return found


def _lock(*companies: Company) -> list[Company]:
    """The companies as they are now, nobody else touching them until the end, in one order for everyone."""
    rows = Company.objects.select_for_update(of=("self",)).filter(pk__in=[company.pk for company in companies])
    known = {company.pk: company for company in rows.order_by("pk")}
    return [known[company.pk] for company in companies]


def _step_down(merge: Merge) -> list[MergeMove]:
    """A company has one representative: where both have one, the survivor's stays and the other's becomes a contact."""
    heads = Person.objects.filter(is_representative=True, ended_on__isnull=True)
    if not heads.filter(company=merge.survivor_id).exists():
        return []
    return [_changed(merge, head, "is_representative", False) for head in heads.filter(company=merge.absorbed_id)]


def _follow(link: Link, merge: Merge) -> list[MergeMove]:
    """Have a kind's rows lead to the survivor; those that the database does not allow beside its own stay."""
    rows = link.rows_of(merge.absorbed_id)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return []
    programmes = _programmes(link.model, keys)
    _set(link.model, keys, link.field.attname, merge.absorbed_id, merge.survivor_id)
    stayed = set(rows.values_list("pk", flat=True))
    return [
        MergeMove(
            merge=merge,
            kind=link.model._meta.label_lower,
            row=key,
            column=link.field.name,
            before=merge.absorbed_id,
            after=merge.survivor_id,
            programme_id=programmes.get(key),
        )
        for key in keys
        if key not in stayed
    ]


def _programmes(model: type[Model], keys: list[int]) -> dict[int, int | None]:
    """The programme behind whose wall each row may lie."""
    if wall_of(model) is None:
        return {}
    return dict(model._base_manager.filter(pk__in=keys).values_list("pk", way_to_programme(model)))


def _set(model: type[Model], keys: list[int], column: str, before: Any, after: Any) -> None:
    """Change a column of rows that still say `before`: all at once, or one by one where the database refuses some."""
    rows = model._base_manager.filter(**{column: before})
    try:
        with transaction.atomic():
            rows.filter(pk__in=keys).update(**{column: after})
    except Error:
        for key in keys:
            try:
                with transaction.atomic():
                    rows.filter(pk=key).update(**{column: after})
            except Error:
                continue


def _take_over(merge: Merge, survivor: Company, absorbed: Company) -> list[MergeMove]:
    """What the survivor lacks and the absorbed has. Its 法人番号 is taken from the absorbed: no two rows may bear one."""
    moves = []
    for name in TAKEN_OVER:
        value = getattr(absorbed, name)
        if value in (None, "") or getattr(survivor, name) not in (None, ""):
            continue
        if name == "corporate_number":
            moves.append(_changed(merge, absorbed, name, None))
        moves.append(_changed(merge, survivor, name, value))
    return moves


def _changed(merge: Merge, row: Model, name: str, value: Any) -> MergeMove:
    """Give a row's fact another value, and what remembers it."""
    column: Any = row._meta.get_field(name)
    before = getattr(row, column.attname)
    setattr(row, name, value)
    row.save()
    after = getattr(row, column.attname)
    return MergeMove(merge=merge, kind=row._meta.label_lower, row=row.pk, column=name, before=before, after=after)


def _give_back(moves: list[MergeMove]) -> None:
    """Have one column of some rows say what it said before; note which did, for others changed them since."""
    first = moves[0]
    model: Any = apps.get_model(first.kind)
    column = model._meta.get_field(first.column)
    keys = [move.row for move in moves]
    still = model._base_manager.filter(**{column.attname: first.after}, pk__in=keys)
    if isinstance(column, ForeignKey) and model is not Company:
        _set(model, sorted(keys), column.attname, first.after, first.before)
    else:
        for row in still:
            setattr(row, column.attname, first.before)
            row.save()
    said = model._base_manager.filter(**{column.attname: first.before}, pk__in=keys).values_list("pk", flat=True)
    back = set(said)
    MergeMove.objects.filter(pk__in=[move.pk for move in moves if move.row in back]).update(went_back=True)

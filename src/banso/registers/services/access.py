"""Saying who may do what: memberships, roles and grants are begun and ended, never deleted.

The database lets only managers write these rows, and behind a wall only managers inside it.
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from banso.core.done_days import days_to_come_confirmed
from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import (
    Company,
    Crossing,
    Handover,
    Keepership,
    Membership,
    Programme,
    ProgrammeYear,
    RoleAssignment,
    Staff,
    Unit,
    User,
)
from banso.registers.models.access import Dated


@verb
def join_unit(*, user: User, unit: Unit, starts_on: date, ends_on: date | None = None, by: User | None) -> Membership:
    """Let a login belong to a unit from a day on. Raises ValidationError where it does so already."""
    facts = {"user": user, "unit": unit, "starts_on": starts_on, "ends_on": ends_on, "given_by": by}
    return record(Membership, facts)


@verb
def name_keeper(*, user: User, unit: Unit, starts_on: date, ends_on: date | None = None, by: User | None) -> Keepership:
    """Have a member of a unit answer for its confidential cases (守秘の責任者) from a day on.

    Raises ValidationError for oneself, for one who is no member of the unit, and where someone else is keeper who should say so.
    """
    if not Membership.objects.filter(user=user, unit=unit).standing_on(starts_on).exists():
        raise ValidationError({"user": f"{user}は、その日に「{unit}」に所属していません。先に所属を登録してください。"})
    facts = {"user": user, "unit": unit, "starts_on": starts_on, "ends_on": ends_on, "given_by": by}
    return record(Keepership, facts)


@verb
def give_role(
    *,
    user: User,
    role: Group,
    programme: Programme | None = None,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None,
) -> RoleAssignment:
    """Give a login a role from a day on, in every programme or in one. Raises ValidationError where it has it already."""
    facts = {"user": user, "role": role, "programme": programme, "starts_on": starts_on, "ends_on": ends_on}
    return record(RoleAssignment, facts | {"given_by": by})


@verb
def give_role_in_unit(
    *, user: User, role: Group, unit: Unit, starts_on: date, ends_on: date | None = None, by: User | None
) -> list[RoleAssignment]:
    """Give a login a role in every programme that a unit runs in the year of the first day, where it has not got it there already.

    A programme below another of them is reached through that one. Raises ValidationError where the unit runs none, or where
    nothing is left to give.
    """
    year = fiscal_year_of(starts_on)
    rows = ProgrammeYear.objects.filter(unit=unit, fiscal_year=year).select_related("programme").order_by("programme")
    run = {row.programme_id: row.programme for row in rows}
    if not run:
        said = (
            f"{fiscal_year_label(year)}に「{unit}」が担当する事業がありません。事業の「担当部署」を確かめてください。"
        )
        raise ValidationError({"unit": said})
    has = RoleAssignment.objects.filter(user=user, role=role).standing_on(starts_on)
    reached = set(has.values_list("programme", flat=True))  # None: every programme
    facts: dict[str, Any] = {"user": user, "role": role, "starts_on": starts_on, "ends_on": ends_on, "by": by}
    made = [
        give_role(programme=programme, **facts)
        for programme in run.values()
        if not reached & {None, programme.pk} and not (programme.with_those_above() - {programme.pk}) & run.keys()
    ]
    if not made:
        raise ValidationError(f"「{unit}」の事業では、すでにこの役割を持っています。")
    return made


@verb
def grant_crossing(
    *,
    user: User,
    programme: Programme,
    company: Company | None,
    reason: str,
    starts_on: date,
    ends_on: date,
    by: User | None,
) -> Crossing:
    """Let someone outside look at a walled programme's records, all or one company's. Raises ValidationError."""
    facts = {"user": user, "programme": programme, "company": company, "reason": reason.strip()}
    return record(Crossing, facts | {"starts_on": starts_on, "ends_on": ends_on, "given_by": by})


@verb
def amend(row: Dated, *, by: User | None, **facts: Any) -> Dated:
    """Give a membership, a role or a grant another last day; the rest of it stands as it was given.

    Raises ValidationError, field by field, for any other change: that is a new row.
    """
    changed = {
        name: "ここは変えられません。終了日を入れて終え、新しく登録してください。"
        for name, value in facts.items()
        if name != "ends_on" and getattr(row, name) != value
    }
    if changed:
        raise ValidationError(changed)
    return correct(row, {"ends_on": facts.get("ends_on")})


@verb
def hand_over(*, leaver: User, successor: User, handed_on: date, by: User | None) -> Handover:
    """Pass a leaver's open matters to a successor, and end the leaver's roles, units, grants and post with that day.

    Raises ValidationError, with nothing done, for a successor who is the leaver, or by someone outside the leaver's walls.
    """
    facts = {"leaver": leaver, "successor": successor, "handed_on": handed_on, "given_by": by}
    handover = record(Handover, facts)
    for model in (RoleAssignment, Keepership, Membership, Crossing):
        for row in model.objects.filter(user=leaver).standing_on(handed_on):
            amend(row, ends_on=handed_on, by=by)
    for member in Staff.objects.filter(user=leaver, ended_on__isnull=True):
        with days_to_come_confirmed([handed_on]):  # the leaver's last day, known beforehand
            correct(member, {"ended_on": handed_on})
    return handover

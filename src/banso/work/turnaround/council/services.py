"""Every write of the council beside the steps of its cases: opening a case, the team's experts, a plan's figures and contents."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import Stage
from banso.cases.services import open_case, record_stage
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import Company, Organisation, Person, Programme, User

from .choices import COUNTED, PlanItem
from .models import Attendance, CouncilCase, CouncilStep, ExpertCommission, PlanCheck, PlanYear

record_commission, correct_commission = verbs(ExpertCommission)


@verb
def open_council(
    *,
    programme: Programme,
    company: Company | None = None,
    person: Person | None = None,
    alias: str = "",
    route: str = "self",
    brought_by: Organisation | None = None,
    size: str = "",
    previous: CouncilCase | None = None,
    by: User | None,
    **of_case: Any,
) -> CouncilCase:
    """Take in a support (支援案件の受付). The firm may stay unnamed as long as only a bank speaks of it. Raises ValidationError, field by field."""
    _has_its_stages(programme, by)
    if company is None and person is None and not alias:
        alias = f"企業名未定({brought_by or '持込元未定'}からの相談)"[:60]
    whose = {"programme": programme, "company": company, "person": person, "alias": alias}
    case = open_case(procedure="council", by=by, **whose, **of_case)
    own = {"case": case, "route": route, "brought_by": brought_by, "size": size, "previous": previous}
    return record(CouncilCase, own)


def _has_its_stages(programme: Programme, by: User | None) -> None:
    """What the report counts are stages of the programme, to which steps add their entries."""
    known = set(Stage.objects.filter(programme=programme).values_list("code", flat=True))
    for position, (code, name) in enumerate(COUNTED.items()):
        if code not in known:
            record_stage(programme=programme, code=code, name=name, position=position, by=by)


@verb
def correct_council(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilCase:
    """Put a support's own facts right; its case and its steps stay. Raises ValidationError, field by field."""
    return correct(council, facts)


@verb
def write_plan_years(plan: CouncilStep, years: Mapping[int, Mapping[str, Any]], *, by: User | None) -> list[PlanYear]:
    """A plan's figures, year by year, as they stand now; a year without any is taken out. Raises ValidationError for what is no plan."""
    if plan.step != "planned":
        raise ValidationError("計画案の手続ではありません。計画案を選んでください。")
    known = {row.nth: row for row in PlanYear.objects.filter(plan=plan)}
    written = []
    for nth, facts in sorted(years.items()):
        row = known.get(nth)
        if any(value is not None for value in facts.values()):
            kept = correct(row, dict(facts)) if row else record(PlanYear, {"plan": plan, "nth": nth, **facts})
            written.append(kept)
        elif row is not None:
            row.delete()
    return written


@verb
def check_plan(plan: CouncilStep, found: Mapping[str, tuple[bool, str]], *, by: User | None) -> list[PlanCheck]:
    """What a plan says of each of its items (記載事項の確認)."""
    known = {row.item: row for row in PlanCheck.objects.filter(plan=plan)}
    written = []
    for item in PlanItem.values:
        says, note = found.get(item, (False, ""))
        facts = {"found": says, "note": note}
        row = known.get(item)
        written.append(correct(row, facts) if row else record(PlanCheck, {"plan": plan, "item": item, **facts}))
    return written


@verb
def note_attendance(row: Attendance, *, by: User | None, **facts: Any) -> Attendance:
    """Who came to a bank meeting for a creditor, and which papers it was shown."""
    return correct(row, facts)

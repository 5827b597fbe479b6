"""Every write of nominations beside their steps, which are in :mod:`.procedure`."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.services import OF_CASE, correct_case, open_case
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from ..models import AwardStep, Nomination


@verb
def open_nomination(*, by: User | None, **facts: Any) -> Nomination:
    """Put a company forward for a prize: its case and its own facts.

    Raises ValidationError, field by field: for nobody but a person, and for a company that stands in this division already.
    """
    of_case = {name: facts.pop(name) for name in OF_CASE if facts.get(name) is not None}
    if of_case.get("company") is None:
        raise ValidationError({"company": "企業を選んでください。個人事業主も、企業として登録したものを選びます。"})
    case = open_case(procedure="award", title=_title(facts), by=by, **of_case)
    made = record(Nomination, {"case": case} | facts)
    _once(made)
    return made


@verb
def correct_nomination(nomination: Nomination, *, by: User | None, **facts: Any) -> Nomination:
    """Put a nomination's facts right; its case is called by them. Raises ValidationError for another division once its papers were looked through."""
    division = facts.get("division", nomination.division)
    looked_into = AwardStep.objects.in_force().filter(case=nomination.case_id, step="checked").exists()
    if division != nomination.division and looked_into:
        raise ValidationError(
            {"division": "応募資格を確かめたあとは、部門を変えられません。先に手続を取り消してください。"}
        )
    corrected = correct(nomination, facts)
    correct_case(corrected.case, title=_title({"division": corrected.division, "theme": corrected.theme}), by=by)
    _once(corrected)
    return corrected


def _title(facts: dict[str, Any]) -> str:
    return f"{facts.get('division') or ''} {facts.get('theme') or ''}".strip()[:120]


def _once(nomination: Nomination) -> None:
    case = nomination.case
    same = Nomination.objects.filter(
        division=nomination.division,
        case__programme=case.programme_id,
        case__company=case.company_id,
        case__fiscal_year=case.fiscal_year,
    ).exclude(pk=nomination.pk)
    same = same.exclude(case__standing__step="declined")
    if (other := same.select_related("case").first()) is not None:
        raise ValidationError({"division": f"この企業は、この部門ですでに受け付けています(案件{other.case.number})。"})

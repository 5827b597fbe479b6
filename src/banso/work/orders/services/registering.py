"""The register of buyers and suppliers: joined, ended, renewed."""

from datetime import date
from typing import Any

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from ..models import Registration
from .cards import refresh_cards


@verb
def record_registration(*, by: User | None, **facts: Any) -> Registration:
    """Put a company on the register. Raises ValidationError if it stands there already."""
    made = record(Registration, facts)
    refresh_cards([made.company_id])
    return made


@verb
def correct_registration(registration: Registration, *, by: User | None, **facts: Any) -> Registration:
    """Put a registration's facts right, or end it."""
    companies = {registration.company_id}
    corrected = correct(registration, facts)
    refresh_cards(companies | {corrected.company_id})
    return corrected


@verb
def renew_registration(ended: Registration, *, on: date, by: User | None) -> Registration:
    """Register a company again after its registration ended. Raises UserError while it still stands."""
    if ended.ended_on is None or ended.ended_on >= on:
        until = f"{format_date(ended.ended_on)}まで" if ended.ended_on else "今も"
        raise UserError(f"この登録は{until}続いています。更新日は登録終了日の翌日以後にしてください。")
    again = record(
        Registration,
        {
            "programme": ended.programme,
            "company": ended.company,
            "side": ended.side,
            "registered_on": on,
            "capabilities": ended.capabilities,
        },
    )
    refresh_cards([again.company_id])
    return again

"""Paying before a grant is settled (概算払): the applicant's claim with what was spent so far, and the payment with its reason and risk."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.core.money import yen_text
from banso.procedures.offering import State
from banso.procedures.terms import values_of
from banso.registers.models import User

from .models import Application, Decision
from .money import paid_of
from .procedure import GRANT, STOPPED, nothing_left, taken_with_amount, what_it_may_be


def _known_of_claim(state: State) -> list[tuple[str, str]]:
    held = "その額に補助率を掛けた額までしか前払いしません。" if values_of(state.case).advance_by_progress else ""
    spent = ("補助対象経費", f"前の月の末日までに支払った額を入れます。{held}")
    return [("支払済み", yen_text(paid_of(state.taken))), spent]


@GRANT.step(
    "advance_claimed",
    "概算払の請求",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    asks=("expense", "amount"),
    again=True,
    primary=False,
    party="applicant",
    evidence="概算払請求書と、ここまでの支払の証拠書類",
    needs={"amount": "請求する額を入れてください。"},
    knows=_known_of_claim,
    hinders=nothing_left,
)
def claim_advance(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The applicant asks for a part of the grant in advance. Raises ValidationError above what is granted and not paid yet, and, where the terms
    hold to progress, above the rate's share of what was spent so far, or without it.
    """
    if values_of(application.case).advance_by_progress and facts.get("expense") is None:
        raise ValidationError({"expense": "前の月の末日までに支払った補助対象経費を入れてください。"})
    return taken_with_amount(application, "advance_claimed", facts)


@GRANT.step(
    "advanced",
    "概算払",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    asks=("amount", "risk"),
    again=True,
    primary=False,
    needs={
        "amount": "概算払の額を入れてください。",
        "note": "前もって支払う理由を入れてください。",
        "risk": "支払先の信用を何で確かめ、どうだったかを入れてください。",
    },
    knows=lambda state: what_it_may_be("advanced")(state)[:1],
    hinders=nothing_left,
)
def advance(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Pay before the grant is settled, with the reason and what was looked at of the firm's credit. Raises ValidationError above what is granted
    and not paid yet, and above the progress where the terms hold to it.
    """
    return taken_with_amount(application, "advanced", facts)

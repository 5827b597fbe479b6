"""The rule that a pair is a buyer and a supplier of the same fair. It joins three tables, so the database keeps it by trigger."""

from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError

from banso.work.fairs.choices import Side


def sides_fit(name: str, fair: str = "NEW.fair_id") -> pgtrigger.Trigger:
    """Refuse a row whose `buyer` and `supplier` are not of those sides at the fair that the expression `fair` names."""
    function = f"""
    IF (SELECT count(*) FROM public.fairs_participant p WHERE p.fair_id = {fair}
        AND ((p.id = NEW.buyer_id AND p.side = 'buyer') OR (p.id = NEW.supplier_id AND p.side = 'supplier'))) <> 2 THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=function
    )


def refuse_wrong_sides(row: Any) -> None:
    """The same rule, said at the field. Raises ValidationError."""
    for role, side in (("buyer", Side.BUYER), ("supplier", Side.SUPPLIER)):
        participant = getattr(row, role, None)
        if participant and (participant.fair_id, participant.side) != (row.fair_id, side):
            raise ValidationError({role: f"この商談会に{side.label}側で参加している企業を選んでください。"})

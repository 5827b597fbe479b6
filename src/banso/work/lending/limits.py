"""Until when a contract's claims are safe: of the debtor and of each guarantor, per instalment, with the reasons."""

from dataclasses import dataclass
from datetime import date

from .books import state_on
from .choices import EntryKind, Means
from .ledger.limitation import Acknowledged, Claim, Interruption, Limit, limit_of
from .ledger.standing import Standing
from .models import Contract, Entry, Guarantor, Instalment

LOOK_MONTHS = 12  # a limit within so many months is shown as near


@dataclass(frozen=True)
class Limited:
    """One instalment that is still owed, and until when one of those who owe it can be made to pay."""

    standing: Standing
    whose: str
    limit: Limit


def limits(contract: Contract, as_of: date) -> list[Limited]:
    """Every instalment with something left, for the debtor and each guarantor of that day; what ends first stands first.

    Money received acknowledges the instalments it went to: the debtor's for all who answer, a guarantor's for himself alone.
    """
    state = state_on(contract, as_of)
    owed = [one for one in state.standings if one.left]
    guarantors = [one for one in contract.guarantors.all() if one.ended_on is None or one.ended_on > as_of]
    told = [row for row in contract.interruptions.select_related("guarantor") if row.on <= as_of]
    paid = _payments(contract, as_of)
    accelerated = _accelerated_on(contract, as_of)
    rows = []
    for standing in owed:
        claim = Claim(contract.made_on, standing.instalment.due_on, contract.clauses.commercial)
        for who in (None, *guarantors):
            events = [row.effect for row in told if row.guarantor in (None, who)]
            events += [effect for key, payer, effect in paid if key == standing.instalment.key and payer in (None, who)]
            whose = who.name if who else str(contract.company)
            rows.append(Limited(standing, whose, limit_of(claim, events, accelerated)))
    return sorted(rows, key=lambda row: (row.limit.until or date.max, row.standing.due_on, row.whose))


def _payments(contract: Contract, as_of: date) -> list[tuple[tuple[int, int], Guarantor | None, Interruption]]:
    """Each receipt as an acknowledgement of the instalments it went to. What a security or a dividend brought acknowledges nothing."""
    silent = (Means.DIVIDEND, Means.SECURITY)
    rows = contract.allotted.filter(superseded_at__isnull=True, on__lte=as_of, instalment__isnull=False)
    rows = rows.exclude(entry__means__in=silent).select_related("instalment", "entry__guarantor")
    found: dict[
        tuple[tuple[int, int], Guarantor | None, Interruption], None
    ] = {}  # once, whatever parts of it were paid
    for row in rows:
        instalment: Instalment | None = row.instalment
        if instalment is not None:
            found[(instalment.version, instalment.number), row.entry.guarantor, Acknowledged(row.on)] = None
    return list(found)


def _accelerated_on(contract: Contract, as_of: date) -> date | None:
    rows = Entry.objects.in_force().filter(contract=contract, kind=EntryKind.ACCELERATED, on__lte=as_of)
    return rows.order_by("on").values_list("on", flat=True).first()

"""The prefecture's own 実績報告 of a programme's year: what was settled for each firm, the centre's cost, and what firms gave back."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum

from banso.cases.models import Case
from banso.core.money import yen_text
from banso.core.trail import verb
from banso.core.writing import correct, verbs
from banso.registers.models import User

from ..choices import PAYS
from ..models import Decision, Demand, FunderReturn, FunderYear
from ..money import amount_of, decided_of

record_year, correct_year = verbs(FunderYear)


@dataclass(frozen=True)
class Firm:
    """One firm's grant in a programme's year: decided, settled, paid, and given back since."""

    case: Case
    decided: int
    settled: int
    paid: int
    back: int


@dataclass(frozen=True)
class Account:
    """The year's account: the firms, and what follows for the prefecture."""

    year: FunderYear
    firms: list[Firm]
    returns: list[FunderReturn] = field(default_factory=list)

    @property
    def settled(self) -> int:
        return sum(firm.settled for firm in self.firms)

    @property
    def total(self) -> int:
        """What the centre claims: all that was settled for firms, and its own cost."""
        return self.settled + int(self.year.administration)

    @property
    def balance(self) -> int:
        """What is still to be received; below zero what is to be given back."""
        return self.total - int(self.year.received)

    @property
    def returned(self) -> int:
        return sum(int(one.amount) for one in self.returns)

    @property
    def unused(self) -> int | None:
        """What of the prefecture's grant was not needed."""
        return None if self.year.granted is None else int(self.year.granted) - self.total

    def lines(self) -> list[tuple[str, int]]:
        """What the account comes to, as (label, yen)."""
        found = [
            ("企業への確定額の合計", self.settled),
            ("センターの事務費", int(self.year.administration)),
            ("補助事業に要した額(合計)", self.total),
            ("概算払で受けた額", int(self.year.received)),
        ]
        found.append(("県から受ける額", self.balance) if self.balance >= 0 else ("県へ返す額(精算)", -self.balance))
        if self.unused is not None:
            found.append(("県の交付決定額に対する不用額", self.unused))
        return [*found, ("企業からの返還・納付で県へ返納した額", self.returned)] if self.returns else found


def account_of(year: FunderYear) -> Account:
    """The account of a programme's year: every grant first settled in it, as it stands now."""
    first = Decision.objects.in_force().filter(
        step="settled", case__programme=year.programme, fiscal_year=year.fiscal_year
    )
    cases = Case.objects.filter(pk__in=first.values("case")).select_related("company", "person", "programme")
    rows: dict[int, list[Any]] = {}
    for row in Decision.objects.in_force().filter(case__in=cases).order_by("taken_on", "pk"):
        rows.setdefault(row.case_id, []).append(row)
    paid_back = dict(
        Demand.objects.filter(case__in=cases, paid_on__isnull=False)
        .order_by()
        .values_list("case")
        .annotate(Sum("amount"))
    )
    firms = [_firm(case, rows.get(case.pk, []), paid_back.get(case.pk, 0)) for case in cases.order_by("number", "pk")]
    return Account(year, firms, list(year.returns.select_related("repaid__case__company", "demand__case__company")))


def _firm(case: Case, rows: list[Any], back: int) -> Firm:
    repaid = sum(row.amount or 0 for row in rows if row.step == "repaid")
    paid = sum(row.amount or 0 for row in rows if row.step in PAYS)
    return Firm(case, decided_of(rows) or 0, amount_of(rows) or 0, paid, repaid + back)


@verb
def record_return(*, year: FunderYear, by: User | None, **facts: Any) -> FunderReturn:
    """Pass what a firm gave back up to the prefecture. Raises ValidationError for what it did not give back, or another programme's."""
    return correct_return(FunderReturn(year=year), by=by, **{"year": year} | facts)


@verb
def correct_return(row: FunderReturn, *, by: User | None, **facts: Any) -> FunderReturn:
    """Put right what is passed up. Raises ValidationError as :func:`record_return` does."""
    year = facts.get("year", row.year)
    repaid, told = facts.get("repaid", row.repaid), facts.get("demand", row.demand)
    given: Any = repaid or told
    if given is not None:
        name = "repaid" if repaid else "demand"
        if given.case.programme_id != year.programme_id:
            raise ValidationError({name: f"「{year.programme}」の案件のものではありません。"})
        if (repaid and repaid.step != "repaid") or (told and told.paid_on is None):
            raise ValidationError({name: "まだ納められていません。納められたものを選んでください。"})
        amount = facts.get("amount", row.amount)
        if amount is not None and amount > given.amount:
            raise ValidationError({"amount": f"企業から納められた額{yen_text(given.amount)}を超えます。"})
    return correct(row, facts)

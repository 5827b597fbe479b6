"""What a fund holds and owes on a day, year by year, and what of it may still be granted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banso.core.fiscal import fiscal_year_of, fiscal_year_period
from banso.registers.models import Organisation, Programme

from .choices import GIVES_BACK, PAYS, TAKES, FundEntryKind, FundKind
from .models import Application, Decision
from .models.funds import Fund, FundEntry

MONEY = (*TAKES, *GIVES_BACK, *PAYS, "repaid")


@dataclass(frozen=True)
class Holding:
    """What stands of a fund at the end of a day: what came in and went out since its beginning, and what is promised and not yet paid."""

    contributed: int
    earned: int
    fees: int
    returned: int
    paid: int
    promised: int

    @property
    def balance(self) -> int:
        """What lies in the fund (基金残高)."""
        return self.contributed + self.earned - self.fees - self.returned - self.paid

    def available(self, kind: str) -> int:
        """What may still be promised: of what was earned alone, or of all there is."""
        own = 0 if kind == FundKind.INCOME else self.contributed - self.returned
        return own + self.earned - self.fees - self.paid - self.promised


class Ledger:
    """A fund's entries and what its grants took of it, read once: what stands at the end of any day."""

    def __init__(self, fund: Fund, *, without: Application | None = None) -> None:
        self.entries = list(FundEntry.objects.filter(fund=fund).values_list("on", "kind", "amount"))
        steps = Decision.objects.in_force().filter(case__programme=fund.programme_id, step__in=MONEY)
        steps = steps.filter(case__opened_on__gte=fund.founded_on).order_by("taken_on", "pk")
        if without is not None:
            steps = steps.exclude(case=without.case_id)
        self.steps = list(steps.values_list("taken_on", "case_id", "step", "amount"))

    def at(self, day: date) -> Holding:
        """What stands at the end of a day."""
        said: dict[str, int] = defaultdict(int)
        for on, kind, amount in self.entries:
            said[kind] += amount if on <= day else 0
        contributed, earned, fees, returned = (said[kind] for kind in FundEntryKind.values)
        return Holding(contributed, earned, fees, returned, *self._granted(day))

    def _granted(self, day: date) -> tuple[int, int]:
        """What its grants were paid, without what came back; and what was promised beyond that. What a settlement leaves over is free again."""
        paid: dict[int, int] = defaultdict(int)
        taken: dict[int, int] = defaultdict(int)
        for on, case, step, amount in self.steps:
            if on > day:
                break
            if step in (*TAKES, *GIVES_BACK):
                taken[case] = amount or 0 if step in TAKES else 0
            else:
                paid[case] += (amount or 0) * (-1 if step == "repaid" else 1)
        return sum(paid.values()), sum(max(taken[case] - paid[case], 0) for case in taken)


def holding(fund: Fund, day: date, *, without: Application | None = None) -> Holding:
    """What stands of a fund on a day, `without` what one application takes of it."""
    return Ledger(fund, without=without).at(day)


def fund_of(programme: Programme | int) -> Fund | None:
    """The fund from which a programme's grants are paid, if there is one."""
    return Fund.objects.filter(programme=programme).first()


@dataclass(frozen=True)
class Year:
    """One fiscal year of a fund (基金実績): what stood at its beginning, what moved, and what stood at its end."""

    fiscal_year: int
    opening: Holding
    closing: Holding

    def moved(self, name: str) -> int:
        """How much one of the holding's parts grew within the year."""
        return int(getattr(self.closing, name)) - int(getattr(self.opening, name))

    @property
    def cells(self) -> list[int]:
        """期首残高, 拠出, 運用益, 助成, 経費, 返還, 期末残高, 支払っていない約束額."""
        moved = [self.moved(name) for name in ("contributed", "earned", "paid", "fees", "returned")]
        return [self.opening.balance, *moved, self.closing.balance, self.closing.promised]


COLUMNS = ("期首残高", "拠出", "運用益", "助成(支払)", "経費", "拠出者への返還", "期末残高", "支払前の交付額")


def years(fund: Fund, today: date) -> list[Year]:
    """Every fiscal year of a fund up to today's, the latest first; of this year what stands today."""
    found, ledger = [], Ledger(fund)
    before = Holding(0, 0, 0, 0, 0, 0)
    for year in range(fiscal_year_of(fund.founded_on), fiscal_year_of(today) + 1):
        after = ledger.at(min(fiscal_year_period(year).end, today))
        found.append(Year(year, before, after))
        before = after
    return found[::-1]


@dataclass(frozen=True)
class Contributor:
    """Who contributed to a fund, how much of it stands, and what of the balance is theirs by their share."""

    organisation: Organisation
    stands: int
    share: int


def contributors(fund: Fund, today: date) -> list[Contributor]:
    """Who contributed, with their part of what lies in the fund: cut below a yen, the rest to whoever contributed most."""
    signs = {FundEntryKind.CONTRIBUTION: 1, FundEntryKind.RETURNED: -1}
    rows = FundEntry.objects.filter(fund=fund, kind__in=signs, on__lte=today).select_related("contributor")
    stands: dict[Organisation, int] = defaultdict(int)
    for row in rows:
        assert row.contributor is not None
        stands[row.contributor] += signs[FundEntryKind(row.kind)] * row.amount
    return _shared(holding(fund, today).balance, sorted(stands.items(), key=lambda pair: -pair[1]))


def _shared(balance: int, stands: Iterable[tuple[Organisation, int]]) -> list[Contributor]:
    given = list(stands)
    total = sum(amount for _, amount in given)
    parts = [balance * amount // total if total > 0 else 0 for _, amount in given]
    rest = balance - sum(parts) if total > 0 else 0
    return [
        Contributor(who, amount, part + (rest if not place else 0))
        for place, ((who, amount), part) in enumerate(zip(given, parts, strict=True))
    ]

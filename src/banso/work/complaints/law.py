"""Which law an order falls under, and whether it applies: by the day of the order, what was ordered, and the size of both firms.

The limits are rows (:class:`.models.Law`, :class:`.models.LawTest`), so that a law that changes is a new row. The answer is a working
rule for the adviser; she may say otherwise, with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from banso.core.era import format_date

from .choices import Basis, Division, Order, Verdict
from .models import Complaint, Law, LawTest


@dataclass(frozen=True)
class Judged:
    """The law of an order's day, whether it applies, and the sentence that says why."""

    law: Law | None
    verdict: str
    why: str

    @property
    def division(self) -> str:
        """The kind of complaint the report counts; '' while it cannot be said."""
        if self.verdict == Verdict.OPEN:
            return ""
        return self.law.division if self.law is not None and self.verdict == Verdict.APPLIES else Division.OTHER


@dataclass(frozen=True)
class Sizes:
    """A number of the buyer and of the supplier, such as yen of capital; None where it is not known."""

    buyer: int | None
    supplier: int | None

    @property
    def known(self) -> bool:
        return self.buyer is not None and self.supplier is not None

    def meet(self, test: LawTest) -> bool:
        """Whether the buyer is over the limit and the supplier at most at it."""
        if self.buyer is None or self.supplier is None or test.over is None or test.most is None:
            return False
        return self.buyer > test.over and self.supplier <= test.most


def judge(complaint: Complaint) -> Judged:
    """The law of a complaint's order, and whether it applies."""
    if complaint.order == Order.UNKNOWN:
        return Judged(None, Verdict.OPEN, "取引の種類が分からないため、法令を決められません。")
    if complaint.order == Order.SALE:
        return Judged(None, Verdict.NOT, "委託の取引でないため、取引の法令は適用されません。")
    if complaint.ordered_on is None:
        return Judged(None, Verdict.OPEN, "発注日が分からないため、法令を決められません。")
    tests = _tests_on(complaint.order, complaint.ordered_on)
    day, order = format_date(complaint.ordered_on), complaint.get_order_display()
    if not tests:
        return Judged(None, Verdict.NOT, f"{day}の「{order}」に適用される法令は登録されていません。")
    law = tests[0].law
    verdict, why = _by_size(tests, _sizes(complaint))
    return Judged(law, verdict, f"{day}の発注には{law}。{why}")


def _tests_on(order: str, day: date) -> Sequence[LawTest]:
    """The tests for a kind of order placed on a day, all of one law: the one that began last."""
    in_force = Q(law__orders_from__lte=day) & (Q(law__orders_until=None) | Q(law__orders_until__gte=day))
    tests = LawTest.objects.filter(in_force, order=order).select_related("law").order_by("-law__orders_from", "pk")
    return [test for test in tests if test.law_id == tests[0].law_id]


def _sizes(complaint: Complaint) -> dict[str, Sizes]:
    return {
        Basis.CAPITAL: Sizes(complaint.buyer_capital, complaint.supplier_capital),
        Basis.EMPLOYEES: Sizes(complaint.buyer_employees, complaint.supplier_employees),
    }


def _by_size(tests: Sequence[LawTest], sizes: dict[str, Sizes]) -> tuple[str, str]:
    """Whether one of the tests is met; open as long as a number is missing that could meet one."""
    asked = [test for test in tests if test.basis]
    if not asked:
        return Verdict.APPLIES, "規模にかかわらず適用されます。"
    for test in asked:
        if sizes[test.basis].meet(test):
            return Verdict.APPLIES, f"{_said(test)}ので適用されます。"
    missing = [Basis(basis).label for basis in dict.fromkeys(t.basis for t in asked) if not sizes[basis].known]
    if missing:
        return Verdict.OPEN, f"{'と'.join(missing)}が両方とも分かれば判断できます。"
    return Verdict.NOT, "どの適用基準にも当たらないため適用されません。"


def _said(test: LawTest) -> str:
    unit, name = ("円", "資本金") if test.basis == Basis.CAPITAL else ("人", "従業員数")
    return f"{name}が、発注側は{test.over:,}{unit}を超え、受注側は{test.most:,}{unit}以下である"

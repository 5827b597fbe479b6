"""Which law an order falls under: the day of the order × what was ordered × capital and employees of both firms."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.work.complaints.choices import Order
from banso.work.complaints.law import judge
from banso.work.complaints.models import Complaint, Law, LawTest

OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)
OKU, MAN = 100_000_000, 10_000
# order, day, capital of buyer and supplier, employees of both → the law's code, what it says, the kind of complaint
TABLE: list[tuple[str, date | None, Any, Any, str, str, str]] = [
    ("manufacture", OLD, (3 * OKU + 1, 3 * OKU), None, "subcontract", "applies", "subcontract"),
    ("manufacture", OLD, (3 * OKU, 3 * OKU), None, "subcontract", "not", "other"),
    ("manufacture", OLD, (1000 * MAN + 1, 1000 * MAN), None, "subcontract", "applies", "subcontract"),
    ("manufacture", OLD, (1000 * MAN, 0), None, "subcontract", "not", "other"),
    ("manufacture", OLD, (1000 * MAN, 0), (301, 300), "subcontract", "not", "other"),
    ("manufacture", NEW, (1000 * MAN, 0), (301, 300), "fair-consignment", "applies", "subcontract"),
    ("manufacture", NEW, (1000 * MAN, 0), (300, 10), "fair-consignment", "not", "other"),
    ("manufacture", NEW, (1000 * MAN, 0), (301, 301), "fair-consignment", "not", "other"),
    ("manufacture", NEW, (1000 * MAN, 0), None, "fair-consignment", "open", ""),
    ("manufacture", NEW, None, (301, 300), "fair-consignment", "applies", "subcontract"),
    ("manufacture", NEW, (4 * OKU, 3 * OKU), None, "fair-consignment", "applies", "subcontract"),
    ("manufacture", OLD, None, None, "subcontract", "open", ""),
    ("service", OLD, (5000 * MAN + 1, 5000 * MAN), None, "subcontract", "applies", "subcontract"),
    ("service", OLD, (5000 * MAN, 1001 * MAN), None, "subcontract", "not", "other"),
    ("service", NEW, (1000 * MAN, 500 * MAN), (101, 100), "fair-consignment", "applies", "subcontract"),
    ("service", NEW, (1000 * MAN, 500 * MAN), (100, 100), "fair-consignment", "not", "other"),
    ("transport", NEW, (1000 * MAN, 500 * MAN), (101, 100), "fair-consignment", "not", "other"),
    ("shipping", OLD, (4 * OKU, 0), (1000, 1), "", "not", "other"),
    ("shipping", NEW, (4 * OKU, 0), None, "fair-consignment", "applies", "subcontract"),
    ("construction", OLD, None, None, "construction", "applies", "construction"),
    ("construction", NEW, None, None, "construction", "applies", "construction"),
    ("freelance", date(2024, 10, 31), None, None, "", "not", "other"),
    ("freelance", date(2024, 11, 1), None, None, "freelance", "applies", "other"),
    ("sale", NEW, None, None, "", "not", "other"),
    ("unknown", NEW, None, None, "", "open", ""),
    ("manufacture", None, (4 * OKU, 0), None, "", "open", ""),
]


def complaint(order: str, on: date | None, capital: Any, employees: Any) -> Complaint:
    """A complaint not written down."""
    found = Complaint(order=order, ordered_on=on)
    found.buyer_capital, found.supplier_capital = capital or (None, None)
    found.buyer_employees, found.supplier_employees = employees or (None, None)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(("order", "on", "capital", "employees", "law", "verdict", "division"), TABLE)
def test_the_law_follows_the_order(
    order: str, on: date | None, capital: Any, employees: Any, law: str, verdict: str, division: str
) -> None:
    """The label follows the day of the order, not that of the call; a limit itself is not over it."""
    found = judge(complaint(order, on, capital, employees))
    assert (found.law.code if found.law else "", found.verdict, found.division) == (law, verdict, division)
    assert found.why.endswith("。")


sizes = st.none() | st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))


@pytest.mark.django_db
@given(st.sampled_from(Order.values), st.dates(date(2000, 1, 1), date(2030, 1, 1)), sizes, sizes)
def test_it_applies_by_a_test_that_is_met_and_by_no_other(order: str, on: date, capital: Any, employees: Any) -> None:
    """Whatever the facts: it applies only where a test of that day's law is met or none is asked, and never by what is unknown."""
    given_ = complaint(order, on, capital, employees)
    found = judge(given_)
    if found.verdict == "applies":
        assert found.law is not None and found.law.orders_from <= on
        assert found.law.orders_until is None or on <= found.law.orders_until
        asked = list(found.law.tests.filter(order=order).exclude(basis=""))
        known = {"capital": capital, "employees": employees}
        met = [t for t in asked if (s := known[t.basis]) and s[0] > t.over and s[1] <= t.most]
        assert met or not asked


@pytest.mark.django_db
def test_a_law_that_changes_is_a_new_row() -> None:
    """The next edition takes the orders of its own days; those before keep the first."""
    Law.objects.filter(code="fair-consignment").update(orders_until=date(2027, 3, 31))
    later = Law.objects.create(
        code="fair-consignment", name="改正取適法", division="subcontract", orders_from=date(2027, 4, 1)
    )
    LawTest.objects.create(law=later, order="manufacture", basis="capital", over=100, most=100)
    facts = ("manufacture", (101, 100), None)
    for on, name in ((date(2027, 3, 31), "取適法"), (date(2027, 4, 1), "改正取適法")):
        found = judge(complaint(facts[0], on, *facts[1:]))
        assert (
            found.law is not None
            and name in found.law.name
            and found.verdict == ("applies" if on.month == 4 else "open")
        )

"""A register, profiles and inquiries for tests: only what a test names is told."""

from datetime import date
from decimal import Decimal
from typing import Any

from banso.registers.models import Company
from banso.work.orders import services
from banso.work.orders.models import Inquiry, Profile, Registration, Term
from conftest import TODAY, TinyWorld


def term(code: str) -> Term:
    return Term.objects.get(code=code)


def supplier(world: TinyWorld, name: str = "", **registration: Any) -> Company:
    """A company on the register of suppliers since April 2023."""
    company = world.company(name, prefecture="岩手県")
    facts = {"programme": world.programme, "side": "supplier", "registered_on": date(2023, 4, 1)}
    services.record_registration(company=company, by=None, **facts | registration)
    return company


def registration_of(company: Company) -> Registration:
    return Registration.objects.get(company=company)


def profile(company: Company, *codes: str, limits: dict[str, Any] | None = None, **facts: Any) -> Profile:
    """A profile told today: these processes with these limits, these terms."""
    told: dict[str, Any] = {"told_on": TODAY, "terms": [], **facts}
    told["terms"] = [term(code) for code in told["terms"]]
    rows = [{"process": term(code), **(limits or {})} for code in codes]
    return services.refresh_profile(company, "supplier", by=None, capabilities=rows, **told)


def inquiry(world: TinyWorld, **facts: Any) -> Inquiry:
    """A buyer's inquiry for turning, received on 1 April 2024."""
    given = {
        "programme": world.programme,
        "received_on": date(2024, 4, 1),
        "item": "軸の加工",
        "process": term("turning"),
    }
    given |= facts
    buyer = given.pop("buyer", None) or world.company("発注企業")
    return services.record_inquiry(by=None, buyer=buyer, **given)


LIMITS = {"longest": 300, "middle": 200, "shortest": 100, "tolerance": Decimal("0.02"), "lot_min": 10, "lot_max": 500}

"""State × deed and person × deed of a payment: what is allowed is done, everything else is refused in words and changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from banso.office.payments import services
from banso.office.payments.choices import State
from banso.office.payments.models import Order
from conftest import TinyWorld

from .test_payments import Till, state

DEEDS: dict[str, Callable[[Till, Order], Any]] = {
    "release": lambda till, order: services.release([order], count=1, total=order.net, by=till.second),
    "withdraw": lambda till, order: services.withdraw(order, reason="誤り", by=till.clerk),
    "file": lambda till, order: till.batch(order),
    "paid": lambda till, order: services.note_result(order, paid=True, on=till.today, by=till.first),
    "failed": lambda till, order: services.note_result(
        order, paid=False, on=till.today, reason="口座なし", by=till.first
    ),
    "anew": lambda till, order: services.request_anew(order, account=till.account, due_on=till.today, by=till.clerk),
}
ALLOWED: dict[State, set[str]] = {
    State.REQUESTED: {"release", "withdraw"},
    State.RELEASED_ONCE: {"release", "withdraw"},
    State.RELEASED: {"withdraw", "file"},
    State.SENT: {"paid", "failed"},
    State.PAID: set(),
    State.FAILED: {"anew"},
    State.WITHDRAWN: set(),
}


def brought_to(till: Till, wanted: State) -> Order:
    order = till.request()
    if wanted is State.RELEASED_ONCE:
        services.release([order], count=1, total=order.net, by=till.first)
    if wanted is State.WITHDRAWN:
        DEEDS["withdraw"](till, order)
    if wanted in (State.RELEASED, State.SENT, State.PAID, State.FAILED):
        till.release(order)
    if wanted in (State.SENT, State.PAID, State.FAILED):
        till.batch(order)
    if wanted in (State.PAID, State.FAILED):
        DEEDS[wanted.value](till, order)
    return order


def done(act: Callable[[], Any]) -> bool:
    """Whether something can be done; it is undone."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except ValidationError as refused:
        assert all(refused.messages)
        return False
    return True


@pytest.mark.parametrize("wanted", ALLOWED)
def test_each_deed_in_each_state(world: TinyWorld, wanted: State) -> None:
    till = Till(world)
    order = brought_to(till, wanted)
    assert state(order) == wanted
    assert {deed for deed, act in DEEDS.items() if done(lambda act=act: act(till, order))} == ALLOWED[wanted]


@pytest.mark.parametrize(("wanted", "may"), [(State.REQUESTED, {"first", "second"}), (State.RELEASED_ONCE, {"second"})])
def test_who_may_release(world: TinyWorld, wanted: State, may: set[str]) -> None:
    """Never who asked, and nobody twice."""
    till = Till(world)
    order = brought_to(till, wanted)
    found = {
        name
        for name in ("clerk", "first", "second")
        if done(lambda name=name: services.release([order], count=1, total=order.net, by=getattr(till, name)))
    }
    assert found == may

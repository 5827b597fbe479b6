"""What the kinds of the cases before a panel say to it: what each case asks for, and where what follows from the results is done."""

from collections.abc import Callable, Sequence

from banso.cases.models import Case

from .models import Panel

Address = Callable[[Panel], str]
Amounts = Callable[[Sequence[Case]], dict[int, int]]
_carried: list[Address] = []
_asked: list[Amounts] = []


def carried_out_by(function: Address) -> Address:
    """Say where what follows from a panel's results is done ('' where the panel itself keeps it): a decorator. There is one."""
    _carried[:] = [function]
    return function


def carried_out_at(panel: Panel) -> str:
    """The address where what follows from a panel's results is done; '' where the panel itself keeps who declines and moves up."""
    return _carried[0](panel) if _carried else ""


def asked_by(function: Amounts) -> Amounts:
    """Say what cases ask for, by their keys, where their kind knows it: a decorator. There is one."""
    _asked[:] = [function]
    return function


def asked_of(cases: Sequence[Case]) -> dict[int, int]:
    """What cases ask for, by key, where their kind knows it."""
    return _asked[0](cases) if _asked else {}

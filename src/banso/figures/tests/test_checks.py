"""Declarations that the checks refuse before anything runs."""

import pytest
from django.db.models import CheckConstraint, Q

from banso.core.constraints import known_values
from banso.figures.checks import check_declarations
from banso.work.gatherings.models import AdviserTalk
from banso.work.grants.choices import DecisionCode as Step
from banso.work.grants.models import Decision


def test_what_figures_count_by_is_floored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dimension's choices and those a population looks at; a rule that leaves one way open is no floor."""
    assert check_declarations() == []
    monkeypatch.setattr(AdviserTalk._meta, "constraints", [])
    half = Q(step=Step.REJECTED, amount=None) | ~Q(step=Step.REJECTED)
    strange = Q(step__in=[*Step.values, "strange"])
    rules = [CheckConstraint(name="half", condition=half), CheckConstraint(name="strange", condition=strange)]
    monkeypatch.setattr(Decision._meta, "constraints", rules)
    amounts = {"adopted_amount", "granted_amount", "granted_net_amount", "settled_amount", "paid_amount", "unspent"}
    counted = {"adviser_companies", "adopted", "granted", "returned", "settled", "paid"} | amounts
    assert {error.msg.split(":")[0].split(".")[1] for error in check_declarations()} == counted
    either = Q(step=Step.REJECTED, amount=None) | Q(step__in=[*set(Step.values) - {"rejected"}], amount__gte=0)
    for floor in (CheckConstraint(name="either", condition=either), known_values("known", "step", Step)):
        monkeypatch.setattr(Decision._meta, "constraints", [*rules, floor])
        assert [error.id for error in check_declarations()] == ["figures.E003"]

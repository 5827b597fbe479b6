"""Every write in complaints beside their steps, which are in :mod:`.procedure`."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import Party
from banso.cases.services import OF_CASE, open_case
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import User

from .law import judge
from .models import Complaint, Law, LawTest

record_law, correct_law = verbs(Law)
record_law_test, correct_law_test = verbs(LawTest)

OPPONENT = "opponent"
NAMELESS = "匿名の相談者"


@verb
def open_complaint(*, by: User | None, **facts: Any) -> Complaint:
    """Take a complaint: its case, its facts and the law of its order's day. Who gives no name is the case's alias.

    Raises ValidationError, field by field: for a name where the caller gives none, nobody at all where she does, and an adviser who already serves the
    other side.
    """
    of_case = {name: facts.pop(name) for name in OF_CASE if name in facts}
    if refused := _who(facts, of_case):
        raise ValidationError(refused)
    _by_another_adviser(of_case)
    alias = "" if of_case.get("company") or of_case.get("person") else NAMELESS
    case = open_case(procedure="complaint", alias=alias, by=by, **of_case)
    return _judged(record(Complaint, {"case": case} | facts))


@verb
def correct_complaint(complaint: Complaint, *, by: User | None, **facts: Any) -> Complaint:
    """Put a complaint's facts right; the law follows. Raises ValidationError, field by field."""
    return _judged(correct(complaint, facts))


def _who(facts: dict[str, Any], of_case: dict[str, Any]) -> dict[str, str]:
    known = "company" if of_case.get("company") else "person" if of_case.get("person") else ""
    if facts.get("anonymous") and known:
        return {known: "匿名の相談では、企業と個人を空けてください。名前が分かっているときは「匿名」を外してください。"}
    if not facts.get("anonymous") and not known:
        return {"company": "企業か個人を入れてください。名前を伏せる人なら「匿名」を選んでください。"}
    return {}


def _by_another_adviser(of_case: dict[str, Any]) -> None:
    """Both sides of one trade may call; who advises the first is not whom the second talks to."""
    company, keeper = of_case.get("company"), of_case.get("keeper")
    if company is None or keeper is None:
        return
    if Party.objects.filter(role=OPPONENT, company=company, ended_on=None, case__keeper=keeper).exists():
        raise ValidationError(
            {"keeper": "この相談者は、この担当者が受けている別の相談の相手方です。別の相談員を担当にしてください。"}
        )


def _judged(complaint: Complaint) -> Complaint:
    """Have the law, its verdict and the kind of complaint follow from the facts."""
    found = judge(complaint)
    division = complaint.division_said or found.division
    return correct(complaint, {"law": found.law, "verdict": found.verdict, "division": division})

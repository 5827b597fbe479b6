"""Supports of the council under way on the day the world is made: one at each step of a plan, some that ended otherwise, one watched over.

They belong to this fiscal year and the one before, so that the printed years stay as they are.
"""

from datetime import date, timedelta
from typing import Any

from banso.cases.consents import give_consent
from banso.core.fiscal import fiscal_year_of
from banso.procedures.taking import begin, take
from banso.registers.models import Company, Expert, Organisation, Programme, Unit, User
from banso.work.turnaround.council.creditor_tables import Owed, record_consent, record_table
from banso.work.turnaround.council.models import CouncilCase, CouncilStep
from banso.work.turnaround.council.procedure import COUNCIL
from banso.work.turnaround.council.services import check_plan, record_commission, write_plan_years
from banso.work.turnaround.council.telling import TO_SHOW

from .this_year import goes_on, staff_of
from .turning_round import BANKS, SHARES

TERMS: dict[str, Any] = {
    "deadlines": {
        "lift": {"months": 3, "after": "preliminary"},
        "reply": {"days": 14, "after": "first"},
        "intent": {"months": 1, "after": "sounded"},
        "examine": {"months": 3, "after": "decided"},
        "consents": {"days": 28, "after": "met"},
    },
    "values": {"monitor_every": 6, "monitor_for": 36},
}
MILLION = 1_000_000
FACTS: dict[str, dict[str, Any]] = {
    "lifted": {"reason": "to_self"},
    "advised": {"reason": "advice"},
    "intended": {"answer": "cooperates"},
    "decided": {"product": "revival", "relief": "asked", "method": "full"},
    "completed": {"jobs": 24},
    "monitored": {"outlook": "on_plan"},
    "finished": {"reason": "completed"},
    "failed": {"reason": "no_agreement"},
    "settled": {"settlement": "alone", "persons": 2},
}
Story = tuple[tuple[str, int], ...]
_PLAN: Story = (
    ("first", 240), ("sounded", 232), ("intended", 225), ("decided", 220), ("standstill", 214), ("teamed", 205),
    ("examined", 150), ("planned", 130), ("reported", 122), ("called", 115), ("met", 100),
)  # fmt: skip
_ALONE: Story = (("first", 90), ("decided", 80), ("planned", 40), ("delivered", 30))
# what has been done, so many days ago: the last is where the support stands
STORIES: tuple[Story, ...] = (
    *(_PLAN[:number] for number in range(1, len(_PLAN) + 1)),
    (*_PLAN, ("completed", 90)),
    (("first", 300), *((code, ago + 60) for code, ago in _PLAN[1:]), ("completed", 150), ("monitored", 5)),
    (*_PLAN, ("failed", 60)),
    (("first", 70), ("advised", 60)),
)
UNNAMED: tuple[Story, ...] = (
    (),
    (("preliminary", 12),),
    (("preliminary", 110),),
    (("preliminary", 80), ("lifted", 30)),
)
# of the plan that is shown: net assets, ordinary profit, debts and cash flow, in millions, from the last closed year on
FIGURES = (
    (-42, -9, 180, 4),
    (-45, -3, 176, 9),
    (-36, 4, 168, 14),
    (-24, 8, 156, 18),
    (-9, 12, 142, 20),
    (6, 14, 126, 21),
)


def fill_council(today: date, *, by: User | None) -> None:
    """One support in every state, those not named yet too."""
    unit = Unit.objects.get(code="turnaround")
    keeper = staff_of("kassei", unit)
    programme = Programme.objects.get(code="revitalisation")
    goes_on(programme, COUNCIL, TERMS, fiscal_year_of(today), by=by)
    of_case = {"programme": programme, "keeper": keeper, "by": by}
    firms = list(Company.objects.filter(merged_into=None).order_by("-pk")[: len(STORIES) + 2])
    for firm, story in zip(firms, STORIES, strict=False):
        _worked(today, story, {"company": firm, "route": "main_bank", **of_case})
    _worked(today, (*_ALONE, ("completed", 30)), {"company": firms[-2], "route": "self", **of_case}, product="profit")
    _worked(today, (("first", 60), ("decided", 50), ("settled", 8)), {"company": firms[-1], **of_case}, product="retry")
    main = Organisation.objects.get(name=BANKS[0])
    for place, story in enumerate(UNNAMED):
        alias = {"alias": f"{'ABCD'[place]}社(金融機関の持込み)", "route": "main_bank", "brought_by": main}
        _worked(today, story, {**alias, **of_case})


def _worked(today: date, story: Story, given: dict[str, Any], *, product: str = "") -> None:
    """A support taken so far, each step on its day."""
    by = given["by"]
    opened_on = today - timedelta(days=story[0][1] + 1 if story else 2)
    council: CouncilCase = begin(COUNCIL, opened_on=opened_on, **given)
    banks = [Organisation.objects.get(name=name) for name in BANKS]
    _released(council, banks, by)
    ago_of = dict(story)
    for code, ago in story:
        on = today - timedelta(days=ago)
        if code == "standstill":
            _owe(council, banks, opened_on, by)
        if code == "completed":
            on = _agreed(council, banks, on, by) or on
        facts = FACTS.get(code, {}) | _facts(code, on, banks[0], opened_on, today, ago_of, product)
        row: Any = take(council.case, code, facts | {"taken_on": on}, by=by)
        if code == "decided":
            _manned(council, on, by)
        if code == "planned":
            _written(row, on, by)
    if story and story[-1][0] == "met":
        _half_agreed(council, banks, today, by)


def _facts(
    code: str, on: date, main: Organisation, base_on: date, today: date, ago_of: dict[str, int], product: str
) -> dict[str, Any]:
    """What a step says that follows from the case."""
    if code in ("sounded", "intended"):
        return {"bank": main} | ({"is_main": True} if code == "sounded" else {})
    if code == "decided" and product:
        return {"product": product, "relief": "none"}
    if code == "standstill":
        return {"base_on": base_on, "until": today + timedelta(days=60)}
    if code == "called":
        return {"meets_on": today - timedelta(days=ago_of["met"]) if "met" in ago_of else on + timedelta(days=14)}
    return {}


def _released(council: CouncilCase, banks: list[Organisation], by: User | None) -> None:
    """The firm lets each bank be told; one consent ends soon enough to be seen."""
    if council.case.company is None:
        return
    said = {"given_by": "代表者", "capacity": "代表取締役", "purpose": "計画の策定と金融機関との協議"}
    for bank in banks:
        give_consent(council.case, to=bank, items=TO_SHOW, given_on=council.case.opened_on, by=by, **said)


def _owe(council: CouncilCase, banks: list[Organisation], base_on: date, by: User | None) -> None:
    """Three banks, each asked to wait for its principal."""
    lines = [
        Owed(
            bank, share * MILLION, branch="本店", collateral=share * MILLION // 2, paper="残高証明書",
            reliefs={"deferral": share * MILLION},
        )
        for bank, share in zip(banks, SHARES, strict=True)
    ]  # fmt: skip
    record_table(council, lines, base_on=base_on, told=sum(SHARES) * MILLION, by=by)


def _manned(council: CouncilCase, on: date, by: User | None) -> None:
    """An accountant and a tax adviser, with all their papers."""
    papers = dict.fromkeys(("asked_on", "accepted_on", "no_conflict_on", "secrecy_on"), on)
    for expert, role in zip(Expert.objects.order_by("pk")[:2], ("accountant", "tax"), strict=True):
        record_commission(council=council, expert=expert, role=role, by=by, **papers)


def _written(plan: CouncilStep, on: date, by: User | None) -> None:
    """The plan's figures and contents."""
    columns = ("net_assets", "profit", "debt", "cash_flow")
    years = {
        nth: {name: amount * MILLION for name, amount in zip(columns, row, strict=True)}
        for nth, row in enumerate(FIGURES)
    }
    write_plan_years(plan, years, by=by)
    found = {item: (True, "") for item in ("outline", "measures", "outlook", "cash", "repayment", "relief", "tests")}
    check_plan(plan, found | {"guarantor": (False, "保証人の資料を待っている")}, by=by)


def _agreed(council: CouncilCase, banks: list[Organisation], on: date, by: User | None) -> date | None:
    """Every bank agrees, the last on the day the plan comes about; None where no bank was asked."""
    plan = CouncilStep.objects.in_force().filter(case=council.case_id, step="planned").last()
    for bank in banks:
        creditor = council.creditors.filter(organisation=bank).first()
        if plan is None or creditor is None:
            return None
        record_consent(plan, creditor, state="agreed", said_on=on, paper="同意書", by=by)
    return on


def _half_agreed(council: CouncilCase, banks: list[Organisation], today: date, by: User | None) -> None:
    """One bank agrees, one under a condition, one has not answered."""
    plan = CouncilStep.objects.in_force().filter(case=council.case_id, step="planned").latest("pk")
    day = today - timedelta(days=20)
    first, second = (council.creditors.get(organisation=bank) for bank in banks[:2])
    record_consent(plan, first, state="agreed", said_on=day, paper="同意書", by=by)
    record_consent(plan, second, state="conditional", said_on=day, condition="担保の追加を求めている", by=by)

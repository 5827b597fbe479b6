"""Successions under way on the day the world is made: a case on every track, plans, a guarantee, sheets that led to consultations.

They are of this year and the last, so that the printed years and their figures stay as they are.
"""

from datetime import date, timedelta
from typing import Any

from banso.core.fiscal import fiscal_year_of
from banso.procedures.taking import begin, take
from banso.registers.models import Company, Expert, Organisation, Programme, Unit, User
from banso.work.succession.diagnosis.services import receive_sheet
from banso.work.succession.family.services import draw_up_plan
from banso.work.succession.guarantee.checking import checked
from banso.work.succession.guarantee.services import answer_check
from banso.work.succession.models import Track
from banso.work.succession.tracks.procedure import SUCCESSION

from .this_year import goes_on, staff_of

TERMS: dict[str, Any] = {
    "deadlines": {
        "meeting": {"days": 14, "after": "opened"},
        "plan": {"months": 6, "after": "willing"},
        "answer": {"months": 1, "after": "talked"},
        "follow_1": {"years": 1, "after": "completed"},
        "follow_3": {"years": 3, "after": "completed"},
        "follow_5": {"years": 5, "after": "completed"},
    },
    "values": {"guarantee_years": 3, "stuck_days": 90},
}
Story = tuple[tuple[str, int], ...]
_MET: Story = (("met", 7),)
_WILLING: Story = (*_MET, ("surveyed", 30), ("willing", 50))
_PLANNED: Story = (*_WILLING, ("planned", 90))
_CHECKED: Story = (*_MET, ("applied", 14), ("checked", 21))
# the track, so many days ago, and what was done so many days after it was opened
STORIES: tuple[tuple[str, int, Story], ...] = (
    ("family", 4, ()),
    ("family", 60, (*_MET, ("surveyed", 30), ("improving", 40))),
    ("family", 120, _WILLING),
    ("family", 180, (*_PLANNED, ("head_changed", 120))),
    ("employees", 230, (*_PLANNED, ("completed", 200))),
    ("guarantee", 90, (*_CHECKED, ("talked", 40))),
    ("guarantee", 130, (*_CHECKED, ("talked", 40), ("answered", 80))),
    ("guarantee", 40, _CHECKED),
    ("sale", 50, (*_MET, ("advised", 20))),
    ("purchase", 30, _MET),
    ("family", 150, (*_MET, ("moved", 60))),
    ("closing", 45, (*_MET, ("ended", 30))),
    ("information", 20, (*_MET, ("informed", 7))),
)
SCHEMED = 2  # the first so many that plan use the relief of taxes


def fill_successions(today: date, companies: list[Company], *, by: User | None) -> int:
    """The centre's cases of the last months, and this year's sheets; how many cases there were at first."""
    programme = Programme.objects.get(code="succession")
    keeper = staff_of("shokei", Unit.objects.get(code="succession"))
    goes_on(programme, SUCCESSION, TERMS, fiscal_year_of(today), by=by)
    told = _told()
    for number, (kind, ago, story) in enumerate(STORIES):
        on = today - timedelta(days=ago)
        of_case = {
            "programme": programme,
            "company": companies[number % len(companies)],
            "opened_on": on,
            "keeper": keeper,
        }
        facts: dict[str, Any] = {"kind": kind, "head_age": 62 + number, "route": "sheet" if number % 3 == 0 else "bank"}
        facts |= {"succession_on": today + timedelta(days=300)} if kind == "guarantee" else {}
        facts |= {"scheme": "corporate"} if kind == "family" and number < SCHEMED else {}
        track: Track = begin(SUCCESSION, by=by, **of_case, **facts)
        for code, later in story:
            _prepare(track, code, on + timedelta(days=later), by)
            take(track.case, code, told.get(code, {}) | {"taken_on": on + timedelta(days=later)}, by=by)
        if facts["route"] == "sheet":
            _sheet(track, on - timedelta(days=3), by)
    return len(STORIES)


def _told() -> dict[str, dict[str, Any]]:
    expert, bank = Expert.objects.order_by("pk").first(), Organisation.objects.order_by("pk").first()
    return {
        "met": {"advice": "後継者にはまだ話していない。会社には知られたくない。", "contact": "no_office_phone"},
        "advised": {"advice": "希望する条件を聞き取った。"},
        "surveyed": {"advice": "決算書3期、株主名簿、借入と保証の一覧を確かめた。"},
        "willing": {"both_present": True, "advice": "双方が同席し、引き継ぐ意思を確かめた。"},
        "improving": {"advice": "取引先が1社に偏っている。原価の管理を改める。"},
        "talked": {"bank": bank, "expert": expert},
        "answered": {"released": "part", "bank": bank},
        "moved": {"to": "sale"},
        "ended": {"note": "当面は事業を続けるため"},
    }


def _prepare(track: Track, code: str, on: date, by: User | None) -> None:
    """What a step stands on: a plan before it is agreed, the check sheet before the bank is talked to."""
    if code == "planned":
        year = fiscal_year_of(on)
        grid = [
            {"fiscal_year": year + n, "sales": 90_000_000 + 2_000_000 * n, "head_age": 68 + n, "heir_age": 39 + n,
             "head_share": 100 - 20 * n, "heir_share": 20 * n, "training": "営業と経理を担当" if n < 2 else "経営会議に出席"}
            for n in range(5)
        ]  # fmt: skip
        draw_up_plan(track, grid, made_on=on, by=by)
    if code == "talked":
        answer_check(track, {question.pk: "はい" for question, _ in checked(track).lines}, by=by)


def _sheet(track: Track, on: date, by: User | None) -> None:
    """The sheet that a case came of."""
    sender = Organisation.objects.order_by("pk").first()
    facts = {"programme": track.case.programme, "sender": sender, "company": track.case.company, "received_on": on}
    receive_sheet(consented=True, wants_help=True, heir="none", head_age=track.head_age, track=track, by=by, **facts)

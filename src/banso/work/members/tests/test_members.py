"""Members: how many on 31 March, who joined and left, what is owed for which year; what is refused, and lists."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from banso.intake.outcome import What
from banso.work.members import services
from banso.work.members.models import Fee, Grade, Member
from conftest import TODAY, TinyWorld, agenda_of, bring, figures_of, floors, history_of, refusal, why_refused

FIRST, LAST = date(2023, 4, 1), date(2024, 3, 31)


class Circle:
    """Two classes of members; members on each side of 1 April, one of another programme."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.regular: Grade = services.record_grade(code="regular", name="正会員", yearly_fee=10_000, by=None)
        self.friend: Grade = services.record_grade(code="friend", name="賛助会員", position=1, by=None)
        other = world.add_programme("other", "別の会")
        self.rows = {
            "left 31 March": self.joined(date(2022, 4, 1), date(2023, 3, 31)),
            "joined 1 April": self.joined(FIRST),
            "left on the last day": self.joined(date(2022, 3, 31), LAST, grade=self.friend),
            "a person, 31 March": self.joined(LAST, company=None, person=world.person()),
            "from 1 April on": self.joined(date(2024, 4, 1)),
            "of another programme": self.joined(FIRST, programme=other),
        }

    def joined(self, on: date, until: date | None = None, **facts: Any) -> Member:
        given: dict[str, Any] = {"programme": self.world.programme, "grade": self.regular}
        given |= {"company": self.world.company()} | facts
        made: Member = services.record_member(joined_on=on, left_on=until, by=None, **given)
        return made

    def owed(self, whose: str, year: int, paid_on: date | None = None, due_on: date = TODAY) -> Fee:
        facts = {"member": self.rows[whose], "fiscal_year": year, "amount": 10_000, "due_on": due_on}
        made: Fee = services.record_fee(paid_on=paid_on, by=None, **facts)
        return made


@pytest.fixture
def circle(world: TinyWorld) -> Circle:
    return Circle(world)


def test_figures(world: TinyWorld, circle: Circle) -> None:
    """The last day is a member's day; a fee is of its year, whenever it is paid."""
    members = ["a person, 31 March", "joined 1 April", "left on the last day"]
    expected = {
        ("members.members", 2022, ""): (2, ["left 31 March", "left on the last day"]),
        ("members.members", 2023, ""): (3, members),
        ("members.members", 2023, "grade=friend"): (1, ["left on the last day"]),
        ("members.members", 2024, "grade=friend"): (0, []),
        ("members.joined", 2022, ""): (1, ["left 31 March"]),
        ("members.joined", 2023, ""): (2, ["a person, 31 March", "joined 1 April"]),
        ("members.left", 2022, ""): (1, ["left 31 March"]),
        ("members.left", 2023, ""): (1, ["left on the last day"]),
        ("members.left", 2024, ""): (0, []),
    }
    assert figures_of(world.programme, circle.rows, expected) == expected
    fees = {
        "before": circle.owed("left on the last day", 2022, LAST),
        "paid later": circle.owed("joined 1 April", 2023, TODAY),
        "open": circle.owed("left on the last day", 2023),
        "of another programme": circle.owed("of another programme", 2023),
    }
    expected = {
        ("members.fees_due", 2022, ""): (10_000, ["before"]),
        ("members.fees_due", 2023, ""): (20_000, ["open", "paid later"]),
        ("members.fees_paid", 2023, ""): (10_000, ["paid later"]),
        ("members.fees_unpaid", 2023, "grade=friend"): (1, ["open"]),
        ("members.fees_unpaid", 2023, "grade=regular"): (0, []),
    }
    assert figures_of(world.programme, fees, expected) == expected


def test_a_year_of_fees_at_once(world: TinyWorld, circle: Circle, client: Client) -> None:
    """Everyone who is a member in the year, at the fee of the class; one without a fee is told, one who has paid owes no second."""
    client.force_login(world.user(is_superuser=True))
    circle.owed("joined 1 April", 2023, TODAY)
    page, asked = "/lists/members.fee/year/", {"fiscal_year": "令和5年度", "by_when": "R5.6.30"}
    shown = client.get(page, asked)
    plan = shown.context["plan"]
    new = {name for name, row in circle.rows.items() if row in [one.who for one in plan.new]}
    assert new == {"a person, 31 March", "of another programme"} and plan.total == 20_000
    assert [one.who for one in plan.left] == [circle.rows["left on the last day"]]
    assert "会員種別「賛助会員」に年会費がありません。" in shown.content.decode()
    assert client.post(page, asked | {"seen": plan.seen}).status_code == 302
    rows = Fee.objects.filter(fiscal_year=2023, due_on=date(2023, 6, 30))
    assert sorted(rows.values_list("amount", flat=True)) == [10_000, 10_000] and Fee.objects.count() == 3
    assert client.post(page, asked | {"seen": plan.seen}).status_code == 409 and Fee.objects.count() == 3


def test_what_is_refused(world: TinyWorld, circle: Circle) -> None:
    """A member twice at a time, or nobody; an end before the start; a year's fee twice, or of no year as a member."""
    first, left = circle.rows["joined 1 April"], circle.rows["left 31 March"]
    facts = {"programme": world.programme, "grade": circle.friend, "company": left.company}
    join = services.record_member
    assert refusal(join, joined_on=date(2023, 3, 31), **facts) == {
        "__all__": ["その期間すでに会員です。前の退会日を確かめてください。"]
    }
    person = circle.rows["a person, 31 March"].person
    assert refusal(join, joined_on=FIRST, **facts | {"company": None}) == {
        "__all__": ["会員企業か個人のどちらかを入力してください。"]
    }
    alone = facts | {"company": None, "person": person}
    assert refusal(join, joined_on=date(2024, 4, 1), **alone).keys() == {"__all__"}
    assert refusal(join, joined_on=date(2099, 4, 1), **facts).keys() == {"joined_on"}
    again = join(
        joined_on=FIRST, number="7", person=person, by=None, **facts
    )  # of the company: the person is to be asked for
    assert refusal(services.correct_member, left, left_on=FIRST).keys() == {"__all__"}
    assert refusal(services.correct_member, first, number="7") == {"__all__": ["この会員番号はすでに使われています。"]}
    fee = {"amount": 1, "due_on": LAST}
    services.record_fee(member=again, fiscal_year=2023, by=None, **fee)
    charge = services.record_fee
    assert refusal(charge, member=again, fiscal_year=2023, **fee).keys() == {"__all__"}
    assert refusal(charge, member=again, fiscal_year=2022, **fee).keys() == {"fiscal_year"}
    last = circle.rows["left on the last day"]
    assert refusal(charge, member=last, fiscal_year=2024, **fee) == {
        "fiscal_year": [f"「{last}」は令和6年度の会員ではありません。"]
    }
    assert refusal(charge, member=first, fiscal_year=2023, **fee | {"amount": -1}).keys() == {"__all__"}
    assert [
        floors(again, joined_on=date(2023, 3, 31)), floors(again, company=None, person=None), floors(again, left_on=date(2023, 3, 31)),
        floors(Fee.objects.get(), amount=-1), floors(circle.regular, yearly_fee=-1),
    ] == [
        "member_company_once_at_a_time", "member_is_somebody", "member_leaves_after_joining",
        "members_fee_not_negative", "grade_fee_not_negative",
    ]  # fmt: skip
    assert (Member.objects.count(), Fee.objects.count()) == (len(circle.rows) + 1, 1)


def test_what_waits_and_what_a_company_knows(world: TinyWorld, circle: Circle) -> None:
    """A fee waits from the day after it was due until it is paid."""
    user, member = world.user(is_superuser=True), circle.rows["joined 1 April"]
    late = circle.owed("joined 1 April", 2023, due_on=date(2024, 4, 9))
    circle.owed("joined 1 April", 2024)
    assert agenda_of(user, "members.overdue") == [(late.due_on, f"{member} 令和5年度会費 10,000円")]
    services.correct_fee(late, paid_on=TODAY, by=None)
    assert agenda_of(user, "members.overdue") == []
    services.correct_member(member, left_on=LAST, by=None)
    assert history_of(member.company, "members") == [(FIRST, "入会", "相談事業 正会員(退会 令和6年3月31日)")]


LISTS = {
    "member-grades": "会員種別コード,会員種別,年会費(円)\nregular,正会員,1万円\n,名だけ,1\n",
    "members": "事業,会員種別,会員番号,会員企業,入会日\n相談事業,正会員,1,㈱会員,R5.4.1\n相談事業,正会員,1,㈱別,R5.4.1\n",
    "member-fees": "事業,会員企業,会費年度,金額(円),納入期限\n相談事業,㈱会員,R5,10000,R5.6.30\n相談事業,㈱会員,R4,10000,R5.6.30\n",
}


def test_lists(world: TinyWorld) -> None:
    """Each brings in its first row and tells of its second; once more, nothing is added."""
    for name in ("㈱会員", "㈱別"):
        world.company(name)
    first = {kind: bring(kind, text) for kind, text in LISTS.items()}
    assert {kind: outcome.counts for kind, outcome in first.items()} == {
        kind: {What.CREATED: 1, What.REFUSED: 1} for kind in LISTS
    }
    told = ("会員種別コード", "この会員番号はすでに", "会員ではありません")
    assert [word in why_refused(outcome)[3] for word, outcome in zip(told, first.values(), strict=True)] == [True] * 3
    assert Fee.objects.get().fiscal_year == 2023 and Grade.objects.get().yearly_fee == 10_000
    assert [bring(kind, text).counts[What.SAME] for kind, text in LISTS.items()] == [1, 1, 1]

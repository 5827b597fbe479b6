"""A draft goes its way by the table of 専決; the last seal does exactly what was shown, or nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.timezone import localdate

from banso.office.approvals import services
from banso.office.approvals.agenda import of_the_unit
from banso.office.approvals.choices import Deed, Restriction, State
from banso.office.approvals.matters import Shown, matter
from banso.office.approvals.models import Absence, Act, Draft, Rule, Seat, Turn
from banso.office.approvals.turns import ask_who_is_there_today
from banso.office.approvals.ways import way_of
from banso.registers.models import Membership, Staff, Unit, User
from conftest import TinyWorld

LONG_AGO = date(2020, 4, 1)


@dataclass
class House:
    """A section head, a director and a chief; a table of 専決; a drafter of the section; 総務 to be consulted."""

    world: TinyWorld

    def __post_init__(self) -> None:
        general = Unit.objects.create(code="general", name="総務課")
        self.drafter, self.head = self.person("drafter"), self.person("head")
        self.director, self.chief = self.person("director"), self.person("chief")
        self.general = self.person("general", general)
        self.seats = {
            code: Seat.objects.create(code=code, title=title, rank=rank, per_unit=code == "head")
            for code, title, rank in (
                ("general", "総務課長", 5), ("head", "課長", 10), ("director", "事務局長", 20), ("chief", "理事長", 30)
            )
        }  # fmt: skip
        for code, staff in (
            ("head", self.head),
            ("director", self.director),
            ("chief", self.chief),
            ("general", self.general),
        ):
            unit = self.world.unit if code == "head" else None
            services.record_holding(seat=self.seats[code], unit=unit, staff=staff, starts_on=LONG_AGO, by=None)
        for floor, seat in ((0, "head"), (100_000, "director"), (1_000_000, "chief")):
            rule = Rule.objects.create(
                kind="pay", label="謝金の支出", amount_from=floor, seat=self.seats[seat], valid_from=LONG_AGO
            )
            if floor == 1_000_000:
                rule.consults.add(self.seats["general"])

    def person(self, name: str, unit: Unit | None = None) -> Staff:
        user = self.world.user(name)
        self.world.allow(user, "view_draft", "add_draft")
        return Staff.objects.create(name=name, unit=unit or self.world.unit, user=user, joined_on=LONG_AGO)

    def draft(self, amount: int = 0, **facts: Any) -> Draft:
        given = {"kind": "pay", "title": "謝金の支出について(伺い)", "body": "伺います。", "amount": amount}
        return services.submit_draft(by=self.drafter.user, **given | facts)


@pytest.fixture
def house(world: TinyWorld) -> House:
    return House(world)


def way(draft: Draft) -> list[tuple[int, str, str]]:
    return [(s.order, s.role, s.staff.name) for s in draft.stations.order_by("order", "pk")]


def turns(draft: Draft) -> set[tuple[str, str]]:
    return {(turn.staff.name, turn.deed) for turn in draft.turns.all()}


def seal(draft: Draft, staff: Staff) -> Any:
    digest = draft.versions.order_by("-round").first().digest
    return services.seal(draft, seen=digest, by=staff.user)


def state(draft: Draft) -> str:
    draft.outcome.refresh_from_db()
    return str(draft.outcome.state)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (99_999, [(1, "approve", "general"), (2, "decide", "head")]),
        (100_000, [(1, "approve", "general"), (2, "approve", "head"), (3, "decide", "director")]),
        (
            1_000_000,
            [(1, "approve", "head"), (2, "approve", "director"), (3, "consult", "general"), (4, "decide", "chief")],
        ),
    ],
)
def test_the_way_follows_from_kind_and_amount(house: House, amount: int, expected: list[tuple[int, str, str]]) -> None:
    assert way(house.draft(amount)) == expected


def test_a_restriction_goes_to_the_top_and_nobody_decides_her_own(house: House) -> None:
    assert way(house.draft(restrictions=[Restriction.PRECEDENT]))[-1] == (4, "decide", "chief")
    own = services.submit_draft(kind="pay", title="x", body="x", by=house.head.user)
    assert way(own)[-1][1:] == ("decide", "director")


def test_a_later_table_never_sends_a_running_draft_elsewhere(house: House) -> None:
    draft = house.draft()
    Rule.objects.filter(amount_from=0).update(seat=house.seats["chief"])
    assert way(draft)[-1] == (2, "decide", "head")


def test_a_matter_the_table_does_not_know_is_refused(house: House) -> None:
    with pytest.raises(ValidationError, match="専決の表に「trip」の決まりがありません"):
        house.draft(kind="trip")
    assert not Draft.objects.exists()


def test_each_in_turn_and_none_twice(house: House) -> None:
    draft = house.draft(1_000_000)
    assert turns(draft) == {("head", "approve")}
    with pytest.raises(ValidationError, match="あなたの番ではありません"):
        seal(draft, house.director)
    for staff in (house.head, house.director, house.general):
        seal(draft, staff)
    with pytest.raises(ValidationError, match="あなたの番ではありません"):
        seal(draft, house.head)
    assert (turns(draft), state(draft)) == ({("chief", "decide")}, State.OPEN)
    seal(draft, house.chief)
    assert (turns(draft), state(draft), draft.outcome.decided_on) == (set(), State.DECIDED, localdate())


def test_sent_back_it_goes_round_again_as_a_new_version(house: House) -> None:
    draft = house.draft(100_000)
    seal(draft, house.general)
    with pytest.raises(ValidationError, match="理由"):
        services.send_back(draft, comment="", by=house.head.user)
    services.send_back(draft, comment="積算の根拠を添えること", by=house.head.user)
    assert (state(draft), turns(draft)) == (State.RETURNED, set())
    with pytest.raises(ValidationError, match="起案者だけ"):
        services.resubmit(draft, body="x", by=house.head.user)
    services.resubmit(draft, body="積算を添えて伺います。", by=house.drafter.user)
    assert [v.body for v in draft.versions.all()] == ["伺います。", "積算を添えて伺います。"]
    assert turns(draft) == {("general", "approve")}
    services.take_back(draft, by=house.drafter.user)
    assert state(draft) == State.TAKEN_BACK


def test_a_substitute_decides_and_the_decider_looks_afterwards(house: House) -> None:
    today = localdate()
    services.record_absence(
        staff=house.head, substitute=house.director, starts_on=today, until=today + timedelta(days=1), by=None
    )
    draft = house.draft()
    seal(draft, house.general)
    assert turns(draft) == {("director", "decide")}
    seal(draft, house.director)
    act = Act.objects.get(deed=Deed.DECIDE)
    assert (act.staff, act.acting_for, state(draft)) == (house.director, house.head, State.DECIDED_FOR)
    assert turns(draft) == {("head", "confirm_after")}
    services.look_after(draft, by=house.head.user)
    assert (state(draft), turns(draft)) == (State.DECIDED, set())


def test_a_substitutes_turn_ends_when_the_other_is_back(house: House) -> None:
    """Written down while the draft waits, it goes to the substitute; the day she is back it is hers, in words and by the night's look."""
    today, day = localdate(), timedelta(days=1)
    draft = house.draft()
    seal(draft, house.general)
    given = {"staff": house.head, "substitute": house.director, "starts_on": today - day, "until": today + day}
    absence = services.record_absence(**given, by=house.head.user)
    assert turns(draft) == {("director", "decide")}
    Absence.objects.filter(pk=absence.pk).update(until=today)
    with pytest.raises(ValidationError, match="headが戻ったので"):
        seal(draft, house.director)
    client = Client()
    client.force_login(house.head.user)
    assert "あなたの番です" in client.get(draft.get_absolute_url()).content.decode()
    ask_who_is_there_today(0)
    assert turns(draft) == {("head", "decide")}
    services.correct_absence(absence, until=today + day, by=house.head.user)
    assert turns(draft) == {("director", "decide")}
    Absence.objects.filter(pk=absence.pk).update(until=today)
    seal(draft, house.head)
    assert (state(draft), Act.objects.get(deed=Deed.DECIDE).acting_for) == (State.DECIDED, None)


def test_only_oneself_or_a_manager_says_who_stands_in(house: House) -> None:
    today = localdate()
    given = {"staff": house.head, "substitute": house.drafter, "starts_on": today, "until": today + timedelta(days=1)}
    with pytest.raises(ValidationError, match="本人か管理者だけ"):
        services.record_absence(**given, by=house.drafter.user)
    house.world.allow(house.chief.user, "change_holding")
    services.record_absence(**given, by=house.chief.user)


def test_absences_in_a_circle_end(house: House) -> None:
    today = localdate()
    until = today + timedelta(days=1)
    services.record_absence(staff=house.head, substitute=house.director, starts_on=today, until=until, by=None)
    services.record_absence(staff=house.director, substitute=house.head, starts_on=today, until=until, by=None)
    draft = house.draft()
    seal(draft, house.general)
    assert len(turns(draft)) == 1


def test_pulled_up_past_someone_she_reads_it_afterwards(house: House) -> None:
    draft = house.draft(100_000)
    services.pull_up(draft, comment="総務課長が出張のため", by=house.head.user)
    assert turns(draft) == {("head", "approve"), ("general", "read_after")}
    seal(draft, house.head)
    seal(draft, house.director)
    assert (state(draft), turns(draft)) == (State.DECIDED, {("general", "read_after")})
    services.look_after(draft, by=house.general.user)
    assert turns(draft) == set()


def test_who_is_consulted_may_disagree_and_the_top_decides_in_person(house: House) -> None:
    draft = house.draft(1_000_000)
    today = localdate()
    services.record_absence(
        staff=house.chief, substitute=house.director, starts_on=today, until=today + timedelta(days=9), by=None
    )
    seal(draft, house.head)
    seal(draft, house.director)
    services.object_to(draft, comment="予算を超える", by=house.general.user)
    assert turns(draft) == {("chief", "decide")}
    services.refuse(draft, comment="次年度に改めて", by=house.chief.user)
    assert (state(draft), turns(draft)) == (State.REFUSED, set())


def test_who_disagrees_raises_the_matter_one_seat(house: House) -> None:
    """合議不調: the director would have decided; he only agrees, and the chief decides."""
    Rule.objects.get(amount_from=100_000).consults.add(house.seats["general"])
    draft = house.draft(100_000)
    assert way(draft) == [(1, "approve", "head"), (2, "consult", "general"), (3, "decide", "director")]
    seal(draft, house.head)
    services.object_to(draft, comment="相手方と争いになるおそれがある", by=house.general.user)
    assert turns(draft) == {("director", "approve")}
    seal(draft, house.director)
    assert (turns(draft), state(draft)) == ({("chief", "decide")}, State.OPEN)
    seal(draft, house.chief)
    assert state(draft) == State.DECIDED


def test_sent_back_to_someone_on_the_way_it_goes_on_from_there(house: House) -> None:
    """The seals before hers stand, hers and those after are asked for again, and the words are the same."""
    draft = house.draft(100_000)
    seal(draft, house.general)
    seal(draft, house.head)
    to = draft.stations.get(staff=house.head)
    with pytest.raises(ValidationError, match="起案者か、自分より前"):
        services.send_back(draft, comment="x", to=draft.stations.get(staff=house.director), by=house.director.user)
    services.send_back(draft, comment="数字を確かめてください", to=to, by=house.director.user)
    assert (state(draft), turns(draft), draft.outcome.round) == (State.OPEN, {("head", "approve")}, 2)
    assert [(one.station.staff.name, bool(one.seal)) for one in way_of(draft)] == [
        ("general", True),
        ("head", False),
        ("director", False),
    ]
    assert len({(v.body, v.digest) for v in draft.versions.all()}) == 1
    seal(draft, house.head)
    seal(draft, house.director)
    assert state(draft) == State.DECIDED and all(one.seal for one in way_of(draft))


def test_whoever_works_behind_a_wall_says_who_may_read_what_she_drafts(house: House) -> None:
    """Her unit alone, unless she chooses otherwise; others are not asked."""
    today, unit = localdate(), Unit.objects.create(code="closed", name="守秘の課", confidential=True)
    programme = house.world.add_programme("closed", "守秘の事業")
    programme.walled_to = unit
    programme.save()
    for staff in (house.drafter, house.head, house.general):
        Membership.objects.create(user=staff.user, unit=unit, starts_on=today)
    client, typed = Client(), {"kind": "pay", "title": "会合", "body": "伺います。"}
    client.force_login(house.drafter.user)
    page = client.get("/drafts/new/")
    assert (
        page.context["form"]["programme"].value() == str(programme.pk) and "守秘の課の職員だけ" in page.content.decode()
    )
    assert client.post("/drafts/new/", typed).status_code == 422
    made = {}
    for chosen in (str(programme.pk), "open"):
        assert client.post("/drafts/new/", typed | {"programme": chosen}).status_code == 302
        made[chosen] = Draft.objects.latest("pk")
    assert [draft.programme for draft in made.values()] == [programme, None]
    assert "守秘の課の職員と" in client.get(made[str(programme.pk)].get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="守秘です。director"):
        house.draft(100_000, programme=programme)
    client.force_login(house.director.user)
    assert "programme" not in client.get("/drafts/new/").context["form"].fields


def test_what_is_shown_for_reading_ends_with_its_last_reader(house: House) -> None:
    with pytest.raises(ValidationError, match="供覧の相手"):
        services.circulate(title="x", body="x", readers=[], by=house.drafter.user)
    readers = [house.head, house.chief, house.head]
    draft = services.circulate(title="県からの通知", body="回答は不要です。", readers=readers, by=house.drafter.user)
    assert turns(draft) == {("head", "read"), ("chief", "read")}
    seal(draft, house.chief)
    assert state(draft) == State.OPEN
    seal(draft, house.head)
    assert (state(draft), draft.outcome.decided_on, turns(draft)) == (State.READ, None, set())


def test_nobody_reads_for_another(house: House) -> None:
    today = localdate()
    away = {"starts_on": today, "until": today + timedelta(days=1)}
    services.record_absence(staff=house.head, substitute=house.director, **away, by=None)
    draft = services.circulate(title="x", body="x", readers=[house.head], by=house.drafter.user)
    assert turns(draft) == {("head", "read")}


def test_the_paper_has_every_seal_with_its_day(house: House) -> None:
    """名前・日付, 代 where a substitute decided, and the course on a page of its own."""
    today = localdate()
    away = {"starts_on": today, "until": today + timedelta(days=1)}
    services.record_absence(staff=house.head, substitute=house.director, **away, by=None)
    draft = house.draft()
    seal(draft, house.general)
    seal(draft, house.director)
    client = Client()
    client.force_login(User.objects.get(pk=house.head.user_id))
    answer = client.get(f"/drafts/{draft.pk}/paper/")
    with pikepdf.open(BytesIO(answer.content)) as paper:
        assert answer["content-type"] == "application/pdf" and len(paper.pages) == 2
        assert [round(float(side)) for side in paper.pages[0].mediabox[2:]] == [595, 842]
    assert [(one.seal.staff.name, one.mark) for one in way_of(draft) if one.seal] == [
        ("general", ""),
        ("director", "代"),
    ]


def test_the_head_of_a_unit_sees_what_waits_in_it(house: House) -> None:
    """Of her own unit, and not what waits for herself: that she sees anyway."""
    clerk = house.person("clerk")
    house.world.allow(house.head.user, "view_turn")
    services.circulate(title="読むもの", body="x", readers=[clerk, house.general, house.head], by=house.drafter.user)
    waiting = of_the_unit(localdate())
    assert [turn.staff.name for turn in waiting.filter(head=house.head.user_id)] == ["clerk"]
    client = Client()
    client.force_login(User.objects.get(pk=house.head.user_id))
    page = client.get("/").content.decode()
    assert "部署の職員を待っている起案" in page and "読むもの(clerkの閲覧)" in page
    rows = client.get("/approvals/turn/", {"unit": house.general.unit_id}).content.decode()
    assert "general" in rows and "clerk" not in rows


def test_the_last_seal_does_what_was_shown_or_refuses(house: House) -> None:
    world, done = {"left": 3}, []
    matter(
        code="test.spend",
        label="x",
        show=lambda draft, payload, by: Shown([("残", str(world["left"]))]),
        execute=lambda draft, payload, by: done.append(payload),
    )
    draft = house.draft(matter="test.spend", payload={"take": 1})
    seal(draft, house.general)
    world["left"] = 2
    with pytest.raises(ValidationError, match="起案のあとに案件が変わった"):
        seal(draft, house.head)
    assert (done, state(draft), turns(draft)) == ([], State.OPEN, {("head", "decide")})
    world["left"] = 3
    seal(draft, house.head)
    assert (done, state(draft)) == ([{"take": 1}], State.DECIDED)


def test_on_screen_only_whose_turn_it_is_has_the_button(house: House) -> None:
    draft = house.draft()
    pages: dict[str, str] = {}
    for staff in (house.general, house.head):
        client = Client()
        client.force_login(User.objects.get(pk=staff.user_id))
        pages[staff.name] = client.get(f"/drafts/{draft.pk}/").content.decode()
    assert "承認する" in pages["general"] and "承認する" not in pages["head"]
    client = Client()
    client.force_login(house.general.user)
    client.post(f"/drafts/{draft.pk}/seal/", {"seen": draft.versions.get().digest, "comment": "よい"})
    assert [turn.staff for turn in Turn.objects.all()] == [house.head]

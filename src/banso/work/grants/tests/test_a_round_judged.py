"""A round from the panel's points to the cases: one draft for all, the seal, who declines, who moves up. Worked case 26."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client

from banso.cases.models import Case
from banso.office.approvals import errands
from banso.office.approvals.models import Errand, Rule, Seat
from banso.office.approvals.services import record_holding, seal
from banso.office.reviews import services as judging
from banso.office.reviews.services import Made
from banso.office.reviews.tests.test_reviews import YEN, Room
from banso.procedures.approving import propose_step
from banso.procedures.judging import propose_results
from banso.procedures.taking import take
from banso.registers.models import Staff
from banso.work.grants import money
from banso.work.grants.models import Application, Call, Decision
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld, agenda_of, flat

from .worked import DAY, applied, called, terms

SIX, SEVEN = "ABCDEF", "ABCDEFG"


class Round(Room):
    """Worked case 26 as applications to a call of 3,000,000, and a seventh that would come after the sixth."""

    def __init__(self, world: TinyWorld, files: str = SIX, *, decided: bool = True) -> None:
        self.call = called(world, budget=3_000_000)
        terms(world, **({"approvals": {"adopted": "grant"}} if decided else {}))
        seat = Seat.objects.create(code="president", title="理事長", rank=30)
        Rule.objects.create(kind="grant", label="補助金", seat=seat, valid_from=date(2020, 4, 1))
        self.chief = world.user("chief", is_superuser=True)
        holder = Staff.objects.create(name="理事 長子", unit=world.unit, joined_on=date(2020, 4, 1), user=self.chief)
        record_holding(seat=seat, staff=holder, starts_on=date(2020, 4, 1), by=None)
        super().__init__(world, files)
        Staff.objects.filter(pk=world.staff.pk).update(user=self.clerk)

    def case(self, name: str, **facts: Any) -> Case:
        said = {"company": self.world.company(f"{name}社"), "title": f"{name}の計画"}
        return applied(self.world, self.call, requested=YEN[name], expense=1_500_000, **said | facts).case

    def application(self, name: str) -> Application:
        return Application.objects.get(case=self.files_of[name].case)

    def took(self) -> dict[str, tuple[str, int | None]]:
        """Where each stands: the last step, with its amount or rank."""
        rows = Decision.objects.in_force().order_by("pk").select_related("case__company")
        return {row.case.whose[0]: (row.step, row.amount or row.rank) for row in rows}

    def judge_all(self) -> None:
        super().judge_all()
        if "G" in self.files:
            self.judge("G", 70, 70, 69)

    def take(self, name: str, code: str, **facts: Any) -> None:
        take(self.files_of[name].case, code, {"taken_on": self.today} | facts, by=self.clerk)


def test_worked_case_26_from_the_panel_to_the_promoted_reserve(world: TinyWorld, client: Client) -> None:
    """Budget 3,000,000: A, C, D adopted with 3.0M, F the first reserve, B and E out; C declines, F moves up with 0.8M, 0.2M are left."""
    room = Round(world)
    client.force_login(room.clerk)
    where = f"/reviews/{room.panel.pk}/rulings/"
    assert "まだ決まっていません" in flat(client.get(where).content)
    room.judge_all()
    room.decide()
    page = flat(client.get(where).content)
    assert "これから決める6件" in page and "3件 3,000,000円" in page and "6件の採否を起案する" in page
    wrong = client.post(where, {"expected": "5"})
    assert wrong.status_code == 422 and "示した5件が6件に変わりました" in flat(wrong.content)
    answer = client.post(where, {"expected": "6", "body": "審査会の結果のとおり決めたい。"})
    assert answer.status_code == 302 and not Decision.objects.exists()
    draft = room.files_of["A"].case.drafts.get()
    assert draft.amount == 3_000_000 and "審査会 採否について" in draft.title
    shown = dict(draft.versions.get().shown)
    assert len(shown) == 6 and sum("採択" in said for said in shown.values()) >= 3
    assert "決裁待ち6件" in flat(client.get(where).content)
    with pytest.raises(ValidationError, match="起案できる案件がありません"):
        propose_results(room.panel, expected=0, by=room.clerk)
    seal(draft, seen=draft.versions.get().digest, by=room.chief)
    adopted = {name: ("adopted", 1_000_000) for name in "ACD"}
    assert room.took() == adopted | {"F": ("waitlisted", 1), "B": ("rejected", None), "E": ("rejected", None)}
    call = Call.objects.get()
    assert money.left_of(call) == 0 and agenda_of(room.clerk, "grants.next_reserve", room.today) == []
    with pytest.raises(ValidationError, match="予算の残り0円"), transaction.atomic():
        propose_one(room, "F")
    with pytest.raises(ValidationError, match="案件の画面で登録"):
        judging.promote(room.panel, decided_on=room.today, by=room.clerk)
    with pytest.raises(ValidationError, match="案件の画面で登録"):
        judging.decline(room.files_of["C"], reason="併願", decided_on=room.today, by=room.clerk)
    room.take("C", "declined", note="併願先に決めた")
    assert [line for _, line in agenda_of(room.clerk, "grants.next_reserve", room.today)] == ["補欠1位 F社 Fの計画"]
    known = flat(client.get(f"/cases/{room.files_of['F'].case_id}/steps/adopted/").content)
    assert "1位。次に採択する番です" in known and "補欠1位(第1回 審査会)" in known
    one = propose_one(room, "F")
    seal(one, seen=one.versions.get().digest, by=room.chief)
    assert room.took()["F"] == ("adopted", 800_000) and money.left_of(call) == 200_000
    assert agenda_of(room.clerk, "grants.next_reserve", room.today) == []
    assert "登録済み" in flat(client.get(where).content)


def test_a_round_of_very_many_is_drafted_and_decided_by_a_worker(
    world: TinyWorld, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The button answers at once; the worker does the same as the request would have done, and says what it refuses."""
    monkeypatch.setattr(errands, "MANY", 6)
    room = Round(world)
    client.force_login(room.clerk)
    room.judge_all()
    room.decide()
    where = f"/reviews/{room.panel.pk}/rulings/"
    wrong = Errand.objects.get(pk=_number(client.post(where, {"expected": "5"})))
    errands.run(wrong.pk, room.clerk.pk)
    wrong.refresh_from_db()
    assert "示した5件が6件に変わりました" in wrong.error
    asked = Errand.objects.get(pk=_number(client.post(where, {"expected": "6", "body": "このとおり決めたい。"})))
    assert "採否の起案を作っています" in flat(client.get(where).content)
    twice = client.post(where, {"expected": "6"})
    assert twice.status_code == 422 and "すでに進んでいます" in flat(twice.content)
    errands.run(asked.pk, room.clerk.pk)
    asked.refresh_from_db()
    draft = room.files_of["A"].case.drafts.get()
    assert (asked.state, asked.draft, draft.versions.get().body) == ("done", draft, "このとおり決めたい。")
    client.force_login(room.chief)
    seen = draft.versions.get().digest
    stale = client.post(f"/drafts/{draft.pk}/seal/", {"seen": "0"}, follow=True)
    assert "起案の内容が変わりました" in flat(stale.content) and not Decision.objects.exists()
    sealing = Errand.objects.get(pk=_number(client.post(f"/drafts/{draft.pk}/seal/", {"seen": seen})))
    page = flat(client.get(draft.get_absolute_url()).content)
    assert "この起案の決裁を登録しています" in page and "決裁する</button>" not in page
    errands.run(sealing.pk, room.chief.pk)
    sealing.refresh_from_db()
    assert sealing.error == "" and room.took()["A"] == ("adopted", 1_000_000) and room.took()["F"] == ("waitlisted", 1)


def _number(answer: Any) -> int:
    """The number of the errand a page leads to."""
    assert answer.status_code == 302, answer.content.decode()
    return int(answer.url.rstrip("/").rpartition("/")[2])


def propose_one(room: Round, name: str, **facts: Any) -> Any:
    return propose_step(
        room.files_of[name].case, GRANT.step_kinds["adopted"], {"amount": YEN[name]} | facts, by=room.clerk
    )


def test_reserves_move_up_in_their_order(world: TinyWorld) -> None:
    """Not the second before the first, but for a reason; against a panel's result neither. Without a decision it is taken at once."""
    room = Round(world, SEVEN, decided=False)
    room.judge_all()
    room.decide()
    assert propose_results(room.panel, expected=7, by=room.clerk) == 7
    assert room.took()["G"] == ("waitlisted", 2)
    room.take("C", "declined")
    with pytest.raises(ValidationError, match="補欠1位「F社」が先です"), transaction.atomic():
        room.take("G", "adopted", amount=200_000)
    with transaction.atomic():
        room.take("G", "adopted", amount=200_000, note="F社と連絡がつかない")
        assert room.took()["G"] == ("adopted", 200_000)
        transaction.set_rollback(True)
    room.take("F", "adopted", amount=800_000)
    room.take("G", "adopted", amount=200_000)
    assert money.left_of(Call.objects.get()) == 0


def test_a_result_that_departs_says_why_on_the_case(world: TinyWorld) -> None:
    """The panel's reason stands with the step; one adopted by hand against its result needs one of its own; one withdrawn is left out."""
    room = Round(world, decided=False)
    room.judge_all()
    away = Made("rejected", reason="計画の主要部分が既に始まっていた")
    room.decide(A=away, F=Made("adopted", reason="Aの枠"))
    with pytest.raises(ValidationError, match="結果は「不採択」です"), transaction.atomic():
        room.take("A", "adopted", amount=1_000_000)
    room.take("E", "withdrawn")
    assert propose_results(room.panel, expected=5, by=room.clerk) == 5
    rows = {row.case.whose: row for row in Decision.objects.filter(step__in=("adopted", "rejected"))}
    assert (rows["A社"].step, rows["A社"].note) == ("rejected", away.reason)
    assert (rows["F社"].step, rows["F社"].amount, rows["F社"].note) == ("adopted", 800_000, "Aの枠")
    assert rows["F社"].taken_on == room.today and room.today > DAY

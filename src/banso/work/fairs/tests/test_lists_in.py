"""A fair's companies, wishes and decided pairs come in as lists: each row by the rules of the screen, and taken back whole."""

from typing import Any

import pytest

from banso.core.imports import import_kind
from banso.intake import services
from banso.intake.models import Import
from banso.intake.outcome import Outcome, What
from banso.registers.models import Organisation
from banso.work.fairs import services as fair_services
from banso.work.fairs.choices import PresenceState, Side
from banso.work.fairs.models import Meeting, PairRule, Participant, Presence, Wish
from banso.work.fairs.services import note_presence
from conftest import TinyWorld

from .small_fair import SmallFair, at

SIGNED_UP = "商談会名\t企業名\t区分\t都道府県\n小さな商談会\t丙\t発注\t青森県\n小さな商談会\t四\t受注\t岩手県\n"
WISHES = "商談会名\t希望する企業\t希望する相手\t希望順位\n"


@pytest.fixture
def small(world: TinyWorld) -> SmallFair:
    for name in ("丙", "四"):
        world.company(name)
    return SmallFair(world)


def brought(code: str, rows: str) -> tuple[Outcome, Import]:
    file = services.bring(import_kind(code), rows.encode(), "一覧.txt", answers={"unusual": "in"}, by=None)
    return services.run(file, by=None), file


def why(outcome: Outcome) -> str:
    return "".join(reason for line in outcome.shown[What.REFUSED] for reason in line.why)


def test_companies_signed_up_by_a_list_are_expected(small: SmallFair) -> None:
    """Before the fair nobody of them has been there yet; the whole list can be taken back."""
    outcome, file = brought("fair-participants", SIGNED_UP)
    assert outcome.counts == {What.CREATED: 2}
    new = Participant.objects.filter(company__name__in=("丙", "四"))
    assert {p.presence for p in new.with_presence()} == {PresenceState.EXPECTED}  # type: ignore[attr-defined]
    assert not new.attended().exists()
    undone = services.undo(file, by=None)
    assert (undone.removed, undone.stays) == (2, []) and not new.exists()
    assert Presence.objects.count() == 5


def test_an_entry_stays_once_more_was_noted_of_it(small: SmallFair) -> None:
    """Who came is no mistake of a list any more."""
    _, file = brought("fair-participants", SIGNED_UP)
    came = Participant.objects.get(company__name="丙")
    note_presence(came, state=PresenceState.PRESENT, by=small.user)
    undone = services.undo(file, by=None)
    assert undone.removed == 1 and [why for _, why in undone.stays] == ["ほかの記録から使われています。"]
    assert Participant.objects.filter(pk=came.pk).exists()


def test_wishes_of_both_sides_come_in(small: SmallFair) -> None:
    """A buyer's by its list, a supplier's by the other; the same list again changes nothing, another rank is put right."""
    rows = f"{WISHES}小さな商談会\t甲\t二\t1\n小さな商談会\t甲\t一\t2\n"
    assert brought("fair-wishes-buyers", rows)[0].counts == {What.CREATED: 2}
    assert brought("fair-wishes-buyers", rows)[0].counts == {What.SAME: 2}
    assert brought("fair-wishes-buyers", f"{WISHES}小さな商談会\t甲\t一\t3\n")[0].counts == {What.CHANGED: 1}
    own = Wish.objects.filter(participant__side=Side.BUYER).values_list("partner__company__name", "rank")
    assert list(own) == [("二", 1), ("一", 3)]
    suppliers = f"{WISHES}小さな商談会\t一\t甲\t1\n"
    assert brought("fair-wishes-suppliers", suppliers)[0].counts == {What.SAME: 1}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("甲\t一\t11", "希望順位"),
        ("一\t甲\t1", "希望する企業「一」に当たる記録がありません"),
        ("甲\t丙\t1", "希望する相手「丙」に当たる記録がありません"),
        ("甲\t三\t1", "「三」はこの商談会に参加しません。希望から外してください。"),
        ("甲\tよその会社\t1", "「よその会社」は台帳にありません"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(small: SmallFair, row: str, said: str) -> None:
    """No such rank, the wrong side, a company that is not entered, one that has withdrawn, one nobody knows."""
    note_presence(small.suppliers[2], state=PresenceState.WITHDRAWN, by=small.user)
    before = Wish.objects.count()
    outcome, _ = brought("fair-wishes-buyers", f"{WISHES}小さな商談会\t{row}\n")
    assert outcome.counts == {What.REFUSED: 1} and said in why(outcome)
    assert Wish.objects.count() == before


def test_decided_pairs_come_in(small: SmallFair) -> None:
    """Who must meet and who must not, with the reason."""
    head = "商談会名\t発注企業\t受注企業\t取決め\t理由\n"
    rows = f"{head}小さな商談会\t甲\t一\t必ず組む\t継続取引\n小さな商談会\t乙\t二\t組まない\t競合\n"
    assert brought("fair-pair-rules", rows)[0].counts == {What.CREATED: 2}
    found: Any = PairRule.objects.values_list("buyer__company__name", "supplier__company__name", "kind", "reason")
    assert set(found) == {("甲", "一", "mandatory", "継続取引"), ("乙", "二", "forbidden", "競合")}


def test_wishes_stand_side_by_side(small: SmallFair) -> None:
    """One row a company: each wish comes in by itself, the refused one names its row, and the whole list can be taken back."""
    Wish.objects.all().delete()
    head = "商談会名\t企業\t第１希望\t第2希望\t希望3\n"
    rows = f"{head}小さな商談会\t甲\t二\t一\t\n小さな商談会\t乙\t\t丙\t三\n小さな商談会\t丙\t\t\t\n"
    brought("fair-participants", SIGNED_UP)
    outcome, file = brought("fair-wish-lists-buyers", rows)
    assert outcome.counts == {What.CREATED: 3, What.REFUSED: 1} and outcome.passed == {"unsaid": 1}
    assert "希望する相手「丙」に当たる記録がありません" in why(outcome)
    assert [line.number for line in outcome.shown[What.REFUSED]] == [3]
    own = Wish.objects.values_list("participant__company__name", "rank", "partner__company__name")
    assert set(own) == {("甲", 1, "二"), ("甲", 2, "一"), ("乙", 3, "三")}
    assert brought("fair-wish-lists-buyers", rows)[0].counts == {What.SAME: 3, What.REFUSED: 1}
    assert services.undo(file, by=None).removed == 3 and not Wish.objects.exists()


def test_ranks_that_change_places_come_in(small: SmallFair) -> None:
    """Three wishes in another order are three changes, and no row stands in another's way."""
    head = "商談会名\t希望する企業\t第1希望\t第2希望\t第3希望\n"
    brought("fair-wish-lists-buyers", f"{head}小さな商談会\t甲\t一\t二\t三\n")
    outcome, file = brought("fair-wish-lists-buyers", f"{head}小さな商談会\t甲\t二\t三\t一\n")
    assert What.REFUSED not in outcome.counts
    ranks = Wish.objects.filter(participant__side=Side.BUYER).values_list("partner__company__name", "rank")
    assert dict(ranks) == {"二": 1, "三": 2, "一": 3}
    assert Wish.objects.filter(participant__side=Side.SUPPLIER, rank=1).count() == 3


def test_a_rank_that_is_taken_is_refused(small: SmallFair) -> None:
    """A list adds and corrects: it never strikes out a wish that stands."""
    head = "商談会名\t希望する企業\t第1希望\n"
    brought("fair-wish-lists-buyers", f"{head}小さな商談会\t甲\t一\n")
    outcome, _ = brought("fair-wish-lists-buyers", f"{head}小さな商談会\t甲\t二\n")
    assert outcome.counts == {What.REFUSED: 1} and "同じ順位の希望が2つあります" in why(outcome)


def test_when_a_company_can_be_there_comes_in(small: SmallFair) -> None:
    """Late arrivals, early leaves and who brings a company are columns of the list of companies."""
    small.fair.hosts.create(organisation=Organisation.objects.create(name="見本県センター"), prefecture="青森県")
    head = "商談会名\t企業名\t区分\t都道府県\t取りまとめ団体\t会場に着く時刻\t退出時刻\n"
    rows = f"{head}小さな商談会\t四\t受注\t岩手県\t見本県センター\t午前11時\t11:30\n"
    assert brought("fair-participants", rows)[0].counts == {What.CREATED: 1}
    late = Participant.objects.get(company__name="四")
    assert (late.arrives_at, late.leaves_at) == (at(11), at(11, 30))
    assert [late.away_in(slot) for slot in small.slots] == [True, True, False, True]
    assert late.host is not None and str(late.host.organisation) == "見本県センター"
    outcome, _ = brought("fair-participants", f"{head}小さな商談会\t丙\t発注\t岩手県\t\t25時\t\n")
    assert "「25時」は時刻として読めません" in why(outcome)


def test_slots_and_hosts_come_in(small: SmallFair) -> None:
    """A slot is on a day of the fair; a partner is an organisation of the register."""
    Organisation.objects.create(name="見本県センター")
    head = "商談会名\t日\t開始\t終了\n"
    rows = f"{head}小さな商談会\tR12.7.12\t13:00\t13時25分\n小さな商談会\tR12.7.13\t13:00\t13:25\n"
    outcome, _ = brought("fair-slots", rows)
    assert outcome.counts == {What.CREATED: 1, What.REFUSED: 1} and "日は開催期間" in why(outcome)
    assert str(small.fair.slots.last()) == "7/12 13:00～13:25"
    rows = "商談会名\t団体\t都道府県\n小さな商談会\t見本県センター\t青森県\n小さな商談会\t知らない団体\t青森県\n"
    assert brought("fair-hosts", rows)[0].counts == {What.CREATED: 1, What.REFUSED: 1}


@pytest.mark.parametrize(
    ("time", "said"), [("10:30", ""), ("10:31", "10:31に始まる枠がこの商談会にありません"), ("夕方", "時刻として")]
)
def test_a_decided_pair_may_have_its_time(small: SmallFair, time: str, said: str) -> None:
    head = "商談会名\t発注企業\t受注企業\t取決め\t決まった時間\n"
    outcome, _ = brought("fair-pair-rules", f"{head}小さな商談会\t甲\t一\t必ず組む\t{time}\n")
    if said:
        assert said in why(outcome)
    else:
        assert PairRule.objects.get().slot == small.slots[1]


RESULTS = "商談会名\t発注企業\t受注企業\t見込み\t商談内容\n"


def test_results_come_in_and_contradict_nothing_noted_by_hand(small: SmallFair) -> None:
    """Who met was there. A meeting noted as not held, or one with a company that stayed away, is refused."""
    fair_services.record_not_held(
        small.fair, small.buyers[0], small.suppliers[1], reason="other", note="", by=small.user
    )
    note_presence(small.suppliers[2], state=PresenceState.NO_SHOW, by=small.user)
    rows = f"{RESULTS}小さな商談会\t甲\t一\t見積へ\t図面を送る\n小さな商談会\t甲\t二\t商談継続\t\n小さな商談会\t甲\t三\t\t\n"
    outcome, file = brought("fair-meetings", rows)
    assert outcome.counts == {What.CREATED: 1, What.REFUSED: 2}
    assert "「行わなかった」と記録されています" in why(outcome) and "「三」は欠席と記録されています" in why(outcome)
    assert set(Participant.objects.attended()) == {small.buyers[0], small.suppliers[0]}
    head = "商談会名\t発注企業\t受注企業\t理由\n"
    outcome, _ = brought("fair-not-held", f"{head}小さな商談会\t乙\t一\tその他\n小さな商談会\t甲\t一\tその他\n")
    assert outcome.counts == {What.CREATED: 1, What.REFUSED: 1} and "行った商談として" in why(outcome)
    assert services.undo(file, by=None).removed == 1 and not Meeting.objects.exists()

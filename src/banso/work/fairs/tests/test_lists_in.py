"""A fair's companies, wishes and decided pairs come in as lists: each row by the rules of the screen, and taken back whole."""

from typing import Any

import pytest

from banso.core.imports import import_kind
from banso.intake import services
from banso.intake.models import Import
from banso.intake.outcome import Outcome, What
from banso.work.fairs.choices import PresenceState, Side
from banso.work.fairs.models import PairRule, Participant, Presence, Wish
from banso.work.fairs.services import note_presence
from conftest import TinyWorld

from .small_fair import SmallFair

SIGNED_UP = "商談会名\t企業名\t区分\t都道府県\n小さな商談会\t丙\t発注\t青森県\n小さな商談会\t四\t受注\t岩手県\n"
WISHES = "商談会名\t希望する企業\t希望する相手\t希望順位\n"


@pytest.fixture
def small(world: TinyWorld) -> SmallFair:
    for name in ("丙", "四"):
        world.company(name)
    return SmallFair(world)


def brought(code: str, rows: str) -> tuple[Outcome, Import]:
    file = services.bring(import_kind(code), rows.encode(), "一覧.txt", by=None)
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

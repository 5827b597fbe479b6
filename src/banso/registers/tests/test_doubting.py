"""The queue of doubts: asked once, decided by a person, learned, taken back."""

import pytest

from banso.core.errors import UserError
from banso.registers.matching.compare import Judgement, Party, Verdict
from banso.registers.models import Answer, Company, CompanyName, Decision, Doubt, DoubtSource, Merge, User
from banso.registers.services.doubting import Pair, decide, doubt_pairs, doubt_rows, next_open, take_back
from banso.registers.services.merging import merge_companies
from banso.registers.services.resolving import resolve
from conftest import TinyWorld

ROW = Party("ヤマダコウギョウ", municipality="八戸市")
LIKELY = Judgement(Verdict.DOUBTFUL, 80, ("よく似た名前です",))


@pytest.fixture
def by(world: TinyWorld) -> User:
    return world.user("clerk")


@pytest.fixture
def yamada(world: TinyWorld) -> Company:
    return world.company("株式会社山田工業", kana="ヤマダコウギョウ")


def queued(by: User) -> Doubt:
    doubt_rows([(ROW, resolve(ROW), "名簿.xlsx 12行目"), (Party("弘前園"), resolve(Party("弘前園")), "x")], by=by)
    return Doubt.objects.get()


def pair_of(world: TinyWorld, by: User) -> Doubt:
    first, second = world.company("山田工業"), world.company("山田興業")
    doubt_pairs([Pair(second.pk, second.name, first.pk, LIKELY)], source=DoubtSource.YEARLY, by=by)
    return Doubt.objects.get()


def test_a_doubtful_row_is_asked_once(yamada: Company, by: User) -> None:
    """Queued with its origin, reasons and score; the same row again adds nothing, and rows without a doubt never come."""
    doubt = queued(by)
    assert queued(by) == doubt
    said = (doubt.name, doubt.candidate, doubt.origin, doubt.answer, doubt.told["municipality"])
    assert said == ("ヤマダコウギョウ", yamada, "名簿.xlsx 12行目", Answer.OPEN, "八戸市")
    assert doubt.reasons and 0 < doubt.score < 100


def test_same_is_learned_and_taken_back(yamada: Company, by: User) -> None:
    """同じ: the name becomes an alias and the row is sure from then on; taken back, both are forgotten."""
    doubt = queued(by)
    decide(doubt, Answer.SAME, by=by)
    assert list(CompanyName.objects.values_list("name", "kind")) == [("ヤマダコウギョウ", "alias")]
    assert (resolve(ROW).verdict, resolve(ROW).company_id) == (Verdict.SAME, yamada.pk)
    take_back(doubt, by=by)
    assert not CompanyName.objects.exists()
    assert resolve(ROW).verdict is Verdict.DOUBTFUL
    doubt.refresh_from_db()
    assert doubt.answer == Answer.OPEN
    assert list(Decision.objects.order_by("pk").values_list("answer", "decided_by")) == [
        ("same", by.pk),
        ("open", by.pk),
    ]


def test_other_is_never_asked_again(yamada: Company, by: User) -> None:
    """別: the row is nobody's from then on, however often it comes; another row is still asked about."""
    decide(queued(by), Answer.OTHER, by=by)
    assert resolve(ROW).verdict is Verdict.DIFFERENT
    assert queued(by).answer == Answer.OTHER
    assert resolve(Party("ヤマダコウギョウ", municipality="弘前市")).verdict is Verdict.DOUBTFUL


def test_later_waits(yamada: Company, by: User) -> None:
    """保留 leaves the row doubtful, and it can still be decided."""
    doubt = queued(by)
    decide(doubt, Answer.LATER, by=by)
    assert resolve(ROW).verdict is Verdict.DOUBTFUL and next_open() is None
    decide(doubt, Answer.OTHER, by=by)
    with pytest.raises(UserError, match="すでに「別」"):
        decide(doubt, Answer.SAME, by=by)


@pytest.mark.parametrize("kept", ["company", "candidate"])
def test_two_companies_that_are_one_are_merged(world: TinyWorld, by: User, kept: str) -> None:
    """同じ of two companies merges them, whichever is to stay; taken back they are two."""
    doubt = pair_of(world, by)
    merge = decide(doubt, Answer.SAME, keep=getattr(doubt, kept), by=by)
    assert merge is not None and merge.survivor == getattr(doubt, kept)
    merge_companies(merge_id=merge.pk)
    assert Company.objects.filter(merged_into=merge.survivor).get() == merge.absorbed
    take_back(doubt, by=by)
    merge_companies(merge_id=merge.pk)
    assert not Company.objects.filter(merged_into__isnull=False).exists()
    assert Merge.objects.get().undone_at is not None


def test_what_was_decided_of_a_merged_company_holds_for_its_survivor(
    yamada: Company, world: TinyWorld, by: User
) -> None:
    """A row learned as a company's is the survivor's after a merge."""
    decide(queued(by), Answer.SAME, by=by)
    survivor = world.company("山田グループ")
    merge = Merge.objects.create(survivor=survivor, absorbed=yamada)
    merge_companies(merge_id=merge.pk)
    assert resolve(ROW).company_id == survivor.pk
    assert resolve(Party("株式会社山田工業")).company_id == survivor.pk


def test_the_likeliest_comes_next(world: TinyWorld, by: User) -> None:
    """By score, then the latest; after the last one the rest from the top."""
    one = world.company("甲")
    scores = {world.company(f"乙{score}"): score for score in (70, 90, 80)}
    doubt_pairs(
        [Pair(c.pk, c.name, one.pk, Judgement(Verdict.DOUBTFUL, s, ("x",))) for c, s in scores.items()],
        source=DoubtSource.YEARLY, by=by,
    )  # fmt: skip
    first = next_open()
    assert first is not None and first.score == 90
    second = next_open(first)
    assert second is not None and second.score == 80
    last = Doubt.objects.get(score=70)
    again = next_open(last)
    assert again is not None and again.score == 90

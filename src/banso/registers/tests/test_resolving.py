"""Whose row is this: found by keys, judged by the comparison, never by scanning."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.registers.matching.blocks import blocks
from banso.registers.matching.compare import Party, Verdict, compare_names
from banso.registers.matching.names import numbered
from banso.registers.matching.places import municipality_in
from banso.registers.models import Company, CompanyName, Municipality
from banso.registers.services import resolving
from banso.registers.services.resolving import resolve, resolve_all
from conftest import TinyWorld

PAIRS = Path(__file__).parent / "data" / "pairs.csv"
NUMBER = "8990000000001"


def labelled() -> list[tuple[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return [(row["企業名1"], row["企業名2"]) for row in csv.DictReader(lines)]


def test_whoever_may_be_one_shares_a_key() -> None:
    """Of all labelled pairs that the comparison links or doubts, none is out of the index's reach."""
    near = [pair for pair in labelled() if compare_names(*pair).verdict is not Verdict.DIFFERENT]
    assert len(near) > 200
    assert [pair for pair in near if not set(blocks(pair[0])) & set(blocks(pair[1]))] == []


@given(st.text(alphabet="山田青森工業商事一二三十1２ABcdアイうえ・ー㈱有限会社 ", min_size=1, max_size=12), st.data())
def test_what_is_surely_one_shares_a_key(name: str, data: st.DataObject) -> None:
    """Any two spellings the comparison calls one name are found by a key."""
    other = data.draw(st.sampled_from([f"株式会社{name}", name.lower(), f"{name} ", name.replace("・", "")]))
    if compare_names(name, other).verdict is Verdict.SAME:
        assert set(blocks(name)) & set(blocks(other))


@given(st.integers(1, 999))
def test_numbers_have_one_writing(number: int) -> None:
    """Digits one by one or with 十 and 百 mean the same."""
    marks = "〇一二三四五六七八九"
    one_by_one = "".join(marks[int(digit)] for digit in str(number))
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    spoken = "".join(
        f"{marks[value] if value > 1 or not unit else ''}{unit}"
        for value, unit in ((hundreds, "百"), (tens, "十"), (ones, ""))
        if value
    )
    assert numbered(one_by_one) == numbered(spoken) == str(number)


@pytest.fixture
def yamada(world: TinyWorld) -> Company:
    town = Municipality.objects.create(code="022012", prefecture="青森県", name="青森市")
    found = world.company(
        "株式会社山田工業", kana="ヤマダコウギョウ", phone="017-712-3456", municipality=town, corporate_number=NUMBER
    )
    CompanyName.objects.create(company=found, name="みちのく鉄工所")
    world.company("有限会社八戸水産", phone="0178-00-0001")
    return found


@pytest.mark.parametrize(
    "party",
    [
        Party("㈱山田工業"),
        Party("山田工業", municipality="青森市"),
        Party("ﾔﾏﾀﾞ工業㈱", corporate_number=NUMBER),
        Party("山田工業", invoice_number=f"T{NUMBER}", phone="０１７７１２３４５６"),
        Party("山田工業所", phone="(017)712-3456"),
        Party("みちのく鉄工所"),
    ],
)
def test_surely_one(yamada: Company, party: Party) -> None:
    """By name, number, telephone with a near name, former name: linked without asking."""
    found = resolve(party)
    assert (found.verdict, found.company_id, found.candidates) == (Verdict.SAME, yamada.pk, ())
    assert found.reasons


@pytest.mark.parametrize(
    ("party", "reason"),
    [
        (Party("山田工業", municipality="八戸市"), "市町村が違います"),
        (Party("ヤマダコウギョウ"), "同じ読み"),
        (Party("株式会社山田工業 弘前支店"), "支店"),
        (Party("八戸水産", corporate_number=NUMBER), "名前が大きく違います"),
        (Party("山田興業", kana="ヤマダコウギョウ"), "同じ読み"),
    ],
)
def test_doubtful(yamada: Company, party: Party, reason: str) -> None:
    """Likely, but for a person to decide: with the reason."""
    found = resolve(party)
    assert found.verdict is Verdict.DOUBTFUL and found.company_id is None
    assert yamada.pk in {candidate.company_id for candidate in found.candidates}
    assert any(reason in text for candidate in found.candidates for text in candidate.reasons)


@pytest.mark.parametrize("party", [Party("有限会社山田工業"), Party("弘前りんご園"), Party("・")])
def test_nobody(yamada: Company, party: Party) -> None:
    """Another legal form, another word, nothing at all: no candidate is shown."""
    assert resolve(party).verdict is Verdict.DIFFERENT and resolve(party).candidates == ()


def test_two_that_fit_are_doubtful(world: TinyWorld) -> None:
    """Where two companies would be sure, neither is linked; both are offered."""
    both = {world.company("山田工業").pk, world.company("㈱山田工業").pk}
    found = resolve(Party("山田工業株式会社"))
    assert found.verdict is Verdict.DOUBTFUL
    assert {candidate.company_id for candidate in found.candidates} == both


def test_many_rows_cost_no_more_queries(yamada: Company, django_assert_max_num_queries) -> None:
    """Each row gets what it would get alone, in the order of the rows, by at most twelve queries for all."""
    parties = [Party("㈱山田工業"), Party("弘前りんご園"), Party("山田工業", municipality="八戸市")] * 50
    with django_assert_max_num_queries(12):
        found = resolve_all(parties)
    assert found == [resolve(party) for party in parties[:3]] * 50


def test_an_end_of_the_name_that_too_many_share_says_nothing(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """One slip of the pen is found by the beginning; not where more companies begin so than may be compared, but by a sure key."""
    meant = world.company("陸奥湾水産加工")
    row = Party("陸奥湾水産加エ場")
    assert [c.company_id for c in resolve(row).candidates] == [meant.pk]
    monkeypatch.setattr(resolving, "LARGEST_BLOCK", 2)
    world.company("陸奥湾ホテル")
    assert [c.company_id for c in resolve(row).candidates] == [meant.pk]
    world.company("陸奥湾タクシー")
    assert resolve(row).candidates == ()
    assert resolve(Party("㈱陸奥湾水産加工")).company_id == meant.pk


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("八戸市内丸1-1-1", "青森県八戸市"),
        ("青森県三戸郡南部町大字平", "青森県南部町"),
        ("府中市宮町2", "府中市"),
        ("札幌市中央区北1条", "北海道札幌市中央区"),
        ("本町3丁目", ""),
        ("", ""),
    ],
)
def test_the_place_of_an_address(address: str, place: str) -> None:
    """With its prefecture where only one is called so."""
    assert municipality_in(address) == place

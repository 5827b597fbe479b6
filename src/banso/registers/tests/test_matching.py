"""名寄せ: never surely one company when they are two; most of those that are one are found."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.core.errors import UserError
from banso.registers.matching.blocks import blocks
from banso.registers.matching.compare import Party, Verdict, compare, compare_names
from banso.registers.matching.pairs import compare_pairs
from banso.registers.matching.twins import Twins

ROOT = Path(__file__).resolve().parents[4]
PAIRS = Path(__file__).parent / "data" / "pairs.csv"


def labelled() -> list[tuple[str, str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return [(row["企業名1"], row["企業名2"], row["正解"]) for row in csv.DictReader(lines)]


def counted() -> Counter[tuple[str, Verdict]]:
    return Counter((truth, compare_names(first, second).verdict) for first, second, truth in labelled())


def test_no_two_companies_are_surely_one() -> None:
    """Of all labelled look-alikes that differ, none is linked without a person."""
    assert [
        pair for pair in labelled() if pair[2] == "different" and compare_names(*pair[:2]).verdict is Verdict.SAME
    ] == []


def test_most_of_those_that_are_one_are_found() -> None:
    """As sure or as doubtful: at least three in four of more than three hundred pairs."""
    found = counted()
    same = {verdict: number for (truth, verdict), number in found.items() if truth == "same"}
    assert sum(found.values()) >= 300
    assert (same[Verdict.SAME] + same[Verdict.DOUBTFUL]) / sum(same.values()) >= 0.75


def test_the_document_says_what_was_measured() -> None:
    """docs/matching.md carries these very numbers."""
    text = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
    found = counted()
    for truth, name in (("same", "同じ企業"), ("different", "違う企業")):
        numbers = [found[truth, verdict] for verdict in (Verdict.SAME, Verdict.DOUBTFUL, Verdict.DIFFERENT)]
        assert f"| {name} | {' | '.join(map(str, numbers))} |" in text


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("㈱アオモリ商事", "株式会社青森商事", Verdict.DOUBTFUL),
        ("株式会社山田工業", "有限会社山田工業", Verdict.DIFFERENT),
        ("山田工業株式会社", "㈱山田工業", Verdict.SAME),
        ("髙橋製作所", "高橋製作所", Verdict.SAME),
        ("第一建設", "第二建設", Verdict.DIFFERENT),
        ("NPO法人ねぶた", "特定非営利活動法人ねぶた", Verdict.SAME),
        ("(同)ふるさと会", "協同組合ふるさと会", Verdict.DOUBTFUL),
        ("むつ商会 青森支店", "むつ商会", Verdict.DOUBTFUL),
        ("㈱奥入瀬HD", "奥入瀬ホールディングス株式会社", Verdict.DOUBTFUL),
        ("奥入瀬ＨＤ", "奥入瀬HD", Verdict.SAME),
        ("奥入瀬holdings", "奥入瀬ホールディング", Verdict.DOUBTFUL),
        ("奥入瀬HD", "十和田ホールディングス", Verdict.DIFFERENT),
        ("㊑奥入瀬製菓", "奥入瀬製菓(株)", Verdict.SAME),
        ("奥入瀬製菓［有］", "㊒奥入瀬製菓", Verdict.SAME),
        ("奥入瀬＆十和田", "奥入瀬アンド十和田", Verdict.SAME),
    ],
)
def test_well_known_cases(first: str, second: str, verdict: Verdict) -> None:
    """What every clerk would say."""
    assert compare_names(first, second).verdict is verdict


def test_numbers_decide_before_names() -> None:
    """One 法人番号 links other spellings; two part one name; one number under quite another name is doubted."""
    number, other = "8990000000001", "7000012050002"
    assert (
        compare(Party("青森商事", corporate_number=number), Party("アオモリ商事", corporate_number=number)).verdict
        is Verdict.SAME
    )
    assert (
        compare(Party("青森商事", corporate_number=number), Party("青森商事", corporate_number=other)).verdict
        is Verdict.DIFFERENT
    )
    assert (
        compare(Party("青森商事", corporate_number=number), Party("八戸水産", corporate_number=number)).verdict
        is Verdict.DOUBTFUL
    )


def test_what_is_said_alike_is_doubted_where_a_reading_is_known() -> None:
    """A フリガナ reads what no dictionary does; numbers and legal forms part names all the same."""
    plain, party = Party("一二三工房"), Party("一二三工房", kana="ヒフミコウボウ")
    formed = Party("一二三工房", kana="カブシキガイシャヒフミコウボウ")
    assert compare(plain, Party("ひふみ工房")).verdict is Verdict.DIFFERENT
    assert compare(party, Party("ひふみ工房")).verdict is Verdict.DOUBTFUL
    assert compare(formed, Party("ひふみ工房")).verdict is Verdict.DOUBTFUL
    assert compare(Party("株式会社一二三工房", party.kana), Party("有限会社ひふみ工房")).verdict is Verdict.DIFFERENT
    assert compare(party, Party("北見木工", kana="キタミモッコウ")).verdict is Verdict.DIFFERENT


def test_a_holding_company_is_met_under_either_spelling() -> None:
    """Also where keys were kept before the spellings were known to be one."""
    assert set(blocks("奥入瀬HD")) & set(blocks("奥入瀬ホールディングス㈱"))
    assert Twins().of(Party("奥入瀬HD"))[0] is None
    known = Twins[str]()
    known.add(Party("奥入瀬ホールディングス株式会社"), "一行目")
    assert known.of(Party("㈱奥入瀬ＨＤ"))[0] == "一行目"


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_order_does_not_matter_and_nothing_breaks(first: str, second: str) -> None:
    """Any two texts, either way round, get one verdict with a reason."""
    there, back = compare_names(first, second), compare_names(second, first)
    assert there.verdict is back.verdict and there.reasons and 0 <= there.score <= 100


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_a_file_of_pairs(tmp_path: Path, encoding: str) -> None:
    """A heading, further columns and empty lines do not matter; nor does the encoding."""
    path = tmp_path / "names.csv"
    path.write_bytes("企業名1,企業名2,備考\n㈱山田工業,山田工業株式会社,x\n\n第一建設,第二建設\n".encode(encoding))
    assert [(p.line, p.judgement.verdict.value) for p in compare_pairs(path)] == [(2, "same"), (4, "different")]


def test_a_line_without_two_names_is_named(tmp_path: Path) -> None:
    """With its number, and how to mend it."""
    path = tmp_path / "names.csv"
    path.write_text("a社,b社\n一つだけ\n", encoding="utf-8")
    with pytest.raises(UserError, match="2行目.*コンマ"):
        compare_pairs(path)

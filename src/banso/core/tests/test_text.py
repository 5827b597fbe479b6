"""Folding of Japanese text, and money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.core.money import to_thousand_yen
from banso.core.text import as_file_name, fold, fold_kana, not_a_formula


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("髙橋", "高橋"),
        ("ﾂｶﾞﾙ", "つがる"),
        ("ＡＢＣ", "abc"),
        ("山﨑 太郎", "山崎太郎"),
        ("サーバー", "さーばー"),
        ("齋藤", "斎藤"),
    ],
)
def test_variants_have_one_key(typed: str, stored: str) -> None:
    """Width, kana form and variant kanji make no difference to what is found."""
    assert fold(typed) == fold(stored)


JAPANESE = st.text(
    st.sampled_from(
        [
            chr(c)
            for first, last in ((0x20, 0x7E), (0x3041, 0x30FE), (0x4E00, 0x9FA5), (0xFF01, 0xFF9F))
            for c in range(first, last)
        ]
    )
)


@given(JAPANESE)
def test_folding_twice_changes_nothing(text: str) -> None:
    """A key is its own key."""
    assert fold(fold(text)) == fold(text)


def test_small_kana_and_long_marks_do_not_matter() -> None:
    """キャット and キヤツト, サーバー and サバ are found by one another."""
    assert fold_kana("キャット") == fold_kana("きやつと")
    assert fold_kana("サーバー") == fold_kana("サバ")


@pytest.mark.parametrize(
    ("yen", "thousand"), [(0, 0), (499, 0), (500, 1), (1499, 1), (1500, 2), (9_045_000, 9045), (-500, -1)]
)
def test_yen_round_half_up(yen: int, thousand: int) -> None:
    """千円 are rounded half up, both ways from zero."""
    assert to_thousand_yen(yen) == thousand


@pytest.mark.parametrize("text", ["=1+1", "+81", "-5", "@SUM", "\tx", "\rx"])
def test_what_begins_as_a_formula_stays_text_in_a_spreadsheet(text: str) -> None:
    """And nothing else is marked."""
    assert not_a_formula(text) == f"'{text}"
    assert (not_a_formula(""), not_a_formula("5-1")) == ("", "5-1")


def test_a_file_name_holds_nothing_that_a_file_system_refuses() -> None:
    """What is refused becomes one mark, however much of it there is."""
    assert as_file_name('見積 書: "A/B"\x00<1>.pdf') == "見積_書_A_B_1_.pdf"

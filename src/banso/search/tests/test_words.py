"""Words: what is found under what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.search.words import part_key, question, vector, words_of


def lexemes(text: str) -> set[str]:
    return {lexeme for word in words_of(text) for lexeme in word.lexemes}


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("斡旋した", "あっせん"),
        ("見積もりを出す", "見積書"),
        ("助成金の申請", "補助金"),
        ("起業の相談", "創業"),
        ("ﾈｯﾄ販売", "ネット"),
    ],
)
def test_words_of_one_meaning_share_a_lexeme(written: str, sought: str) -> None:
    """Normal forms, widths and the dictionary's synonyms meet."""
    assert lexemes(written) & lexemes(sought)


def test_particles_and_marks_are_no_words() -> None:
    """Only what means something has a place."""
    found = [word.lexemes[0] for word in words_of("承継について、相談した。")]
    assert found == ["承継", "ツク", "相談", "為ル"]


def test_the_fields_own_synonyms_widen_the_question() -> None:
    """M&A is asked for as 第三者承継 too, and the reader is told."""
    asked = question("Ｍ＆Ａ")
    assert "第三者承継" in asked.also
    assert lexemes("第三者承継") <= asked.lexemes


def test_several_words_must_all_be_found() -> None:
    """Words parted by spaces, narrow or wide, are joined by AND."""
    assert question("補助金　展示会").tsquery.count(" & ") == 1
    assert question("、。").tsquery == ""


@given(st.text(max_size=400))
def test_any_text_makes_a_vector(text: str) -> None:
    """Whatever is typed: quotes, backslashes, emoji, half a surrogate's neighbour; positions stay in range."""
    assert all(0 <= word.start <= word.end <= len(text) for word in words_of(text))
    vector("", text)


def test_a_text_longer_than_the_tokenizer_takes_is_cut_at_its_sentences() -> None:
    """No word is lost at a cut, and positions go on."""
    text = "事業承継の相談を受けた。" * 3000
    found = words_of(text)
    assert len(found) == 3000 * len(words_of("事業承継の相談を受けた。"))
    assert text[found[-1].start :].startswith(("た", "受け"))


@pytest.mark.parametrize(
    "typed", ["017-791-7330", "０１７７９１７３３０", "㈱むつ商会", "株式会社むつ商会", "ムツショウカイ"]
)
def test_names_and_numbers_are_compared_without_marks(typed: str) -> None:
    """Hyphens, widths, kana and the legal form do not matter."""
    assert part_key(typed) in {"0177917330", part_key("むつ商会"), part_key("むつしょうかい")}

"""What is typed in many ways and kept in one."""

from datetime import date

import pytest

from banso.core.errors import UserError
from banso.core.imports.spelled import Address, Kana, Phone, PostalCode
from banso.core.spelling import is_phone, kana_text, number_key, phone_text, postal_code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0177111234", "017-711-1234"), ("０１７（７１１）１２３４", "017-711-1234"), ("(017)711-1234", "017-711-1234"),
        ("017-711-1234", "017-711-1234"), ("017ー711ー1234", "017-711-1234"), ("017 711 1234", "017-711-1234"), ("+81-17-711-1234", "017-711-1234"),
        ("TEL:0178-22-1234", "0178-22-1234"), ("09012345678", "090-1234-5678"), ("0120123456", "0120-123-456"), ("03-3501-1511", "03-3501-1511"),
        ("177111234", "017-711-1234"), ("90-1234-5678", "090-1234-5678"), ("017-711-1234 内線１２", "017-711-1234 内線12"),
        ("0177111234(代)", "017-711-1234(代)"), ("0177111234、09012345678", "017-711-1234、090-1234-5678"),
        ("711-1234", "711-1234"), ("なし", "なし"), ("", ""), ("+1 212-555-2368", "+1 212-555-2368"),
    ],
)  # fmt: skip
def test_a_telephone_in_one_form(typed: str, kept: str) -> None:
    """What is no whole number stays as it was typed; kept once more, it stays the same."""
    assert phone_text(typed) == kept == phone_text(kept)


def test_a_whole_number_is_told_from_a_part_of_one() -> None:
    assert is_phone("017-711-1234 内線12") and is_phone("017-711-1234、090-1234-5678")
    assert not is_phone("711-1234") and not is_phone("017-711-123") and not is_phone("なし")


@pytest.mark.parametrize("typed", ["0300801", "030-0801", "〒０３０－０８０１", "〒 030 0801", "030ー0801"])
def test_a_postal_code_in_one_form(typed: str) -> None:
    assert postal_code(typed) == "0300801"


@pytest.mark.parametrize("typed", ["030-080", "03008011", "青森市", "030"])
def test_no_postal_code_is_cut_or_filled(typed: str) -> None:
    with pytest.raises(UserError, match="7桁"):
        postal_code(typed)


@pytest.mark.parametrize("typed", ["ﾐﾎﾝ ｶﾞﾗｽ", "みほん　がらす", "ミホン ガラス"])
def test_a_reading_in_one_form(typed: str) -> None:
    assert kana_text(typed) == "ミホン ガラス"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("T7000012050002", "7000012050002"),
        ("Ｔ7-0000-1205-0002", "7000012050002"),
        ("017-711", "017711"),
        ("〒030-0801", "0300801"),
        ("青い森1", ""),
    ],
)
def test_what_a_number_is_sought_by(typed: str, key: str) -> None:
    assert number_key(typed) == key


def test_what_a_spreadsheet_did_to_numbers() -> None:
    """A lost 0 is put back and told; what is not certain is told or refused."""
    assert Phone().read(177111234.0, "") == "017-711-1234"
    assert "0を補いました" in Phone().tells(177111234.0, "", "017-711-1234")
    assert Phone().tells("017-711-1234", "", "017-711-1234") == ""
    assert "桁が合いません" in Phone().tells("711-1234", "", "711-1234")
    assert PostalCode().read(300801, "") == "0300801" and "0を補いました" in PostalCode().tells(300801, "", "0300801")
    assert Kana(longest=20).read("ﾐﾎﾝ", "") == "ミホン"
    for reader, cell in (
        (Address(), date(2001, 2, 3)),
        (Address(), "2月3日"),
        (PostalCode(), "030-080"),
        (Phone(), date(2001, 2, 3)),
    ):
        with pytest.raises(UserError):
            reader.read(cell, "")
    assert Address().read("長島1-2-3", "") == "長島1-2-3"

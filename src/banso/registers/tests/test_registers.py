"""Company names, numbers and posts."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from banso.core.errors import UserError
from banso.registers import services
from banso.registers.corporate_number import check_digit, parse_corporate_number
from banso.registers.models import Company, Post, PostAssignment
from banso.registers.naming import name_key, split_legal_form
from conftest import TinyWorld


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("㈱青森商事", ("青森商事", "株式会社")),
        ("青森商事株式会社", ("青森商事", "株式会社")),
        ("（有）ツガル", ("ツガル", "有限会社")),
        ("特定非営利活動法人みちのく", ("みちのく", "特定非営利活動法人")),
        ("青森商店", ("青森商店", "")),
        ("株式会社", ("株式会社", "")),
    ],
)
def test_the_legal_form_comes_apart(name: str, parts: tuple[str, str]) -> None:
    """Every spelling of a legal form, before or after the name."""
    assert split_legal_form(name) == parts


def test_one_key_whatever_the_spelling() -> None:
    """㈱アオモリ髙橋 and 株式会社あおもり高橋 have one key."""
    assert name_key("㈱ｱｵﾓﾘ髙橋") == name_key("あおもり高橋 株式会社")


@pytest.mark.parametrize(
    "number", ["7000012050002", "8000012010038", "1180301018771", "７０００－０１２０－５０００２", "T7000012050002"]
)
def test_real_corporate_numbers_pass(number: str) -> None:
    """Published numbers of public bodies, in any width."""
    assert len(parse_corporate_number(number)) == 13


@given(st.integers(0, 10**12 - 1), st.integers(0, 11), st.integers(1, 9))
def test_a_mistyped_digit_is_nearly_always_noticed(twelve: int, place: int, add: int) -> None:
    """A changed digit changes the check digit, save 0 for 9 (and what amounts to it under the weights)."""
    text = f"{twelve:012d}"
    digit = (int(text[place]) + add) % 10
    changed = text[:place] + str(digit) + text[place + 1 :]
    if (int(text[place]) - digit) % 9:
        assert check_digit(changed) != check_digit(text)


@pytest.mark.parametrize(("text", "says"), [("123", "13桁"), ("6000012050002", "検査数字"), ("あ", "13桁")])
def test_a_wrong_number_says_why(text: str, says: str) -> None:
    """Length and check digit are told apart."""
    with pytest.raises(UserError, match=says):
        parse_corporate_number(text)


def test_a_renamed_company_is_still_found_by_its_former_name(world: TinyWorld) -> None:
    """Correcting a name keeps the old one as a former name."""
    company = services.record_company(by=None, name="旧名商事", corporate_number="")
    services.correct_company(company, by=None, name="新名商事")
    assert list(company.other_names.values_list("name", flat=True)) == ["旧名商事"]
    assert Company.objects.get().corporate_number is None


def test_a_company_with_a_wrong_number_is_refused_field_by_field(world: TinyWorld) -> None:
    """The error stands at the number's field, and nothing is written."""
    with pytest.raises(ValidationError) as refused:
        services.record_company(by=None, name="青森商事", corporate_number="1234567890123")
    assert "corporate_number" in refused.value.error_dict
    assert not Company.objects.exists()


@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        (date(2023, 4, 1), None, False),
        (date(2022, 4, 1), date(2022, 12, 31), True),
        (date(2023, 3, 31), date(2023, 4, 1), False),
        (date(2024, 4, 1), None, True),
    ],
)
def test_nobody_holds_one_post_twice_at_once(world: TinyWorld, start: date, end: date | None, fits: bool) -> None:
    """Terms of one person in one post never share a day; both ends count."""
    post = Post.objects.create(code="pm", title="PM", programme=world.programme)
    services.assign_post(by=None, post=post, staff=world.staff, starts_on=date(2023, 4, 1), ends_on=date(2024, 3, 31))
    if fits:
        services.assign_post(by=None, post=post, staff=world.staff, starts_on=start, ends_on=end)
    else:
        with pytest.raises(ValidationError, match="重複"):
            services.assign_post(by=None, post=post, staff=world.staff, starts_on=start, ends_on=end)
    assert PostAssignment.objects.count() == 1 + fits

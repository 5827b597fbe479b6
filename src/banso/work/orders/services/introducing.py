"""Introducing suppliers to a buyer: the introductions, the days to ask what became of them, and the letters."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of
from banso.core.series import take_numbers
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.office.chasing.days import asking_days
from banso.office.papers.services import enter_letter, series_of
from banso.registers.models import Company, User

from ..choices import LetterTo, Side
from ..models import Chase, Inquiry, Introduction, Letter, Registration

CHASED_AFTER = (1, 3, 6, 12)
LETTERS = "orders.letters"


@verb
def record_introduction(*, by: User | None, **facts: Any) -> Introduction:
    """Write down one introduction; it is chased from then on."""
    made = record(Introduction, facts)
    Chase.objects.bulk_create(chases_of(made))
    return made


@verb
def correct_introduction(introduction: Introduction, *, by: User | None, **facts: Any) -> Introduction:
    """Put an introduction's facts right; its days stay as they were first counted."""
    return correct(introduction, facts)


@verb
def introduce(
    inquiry: Inquiry, suppliers: Sequence[Company], *, introduced_on: date, by: User | None
) -> list[Introduction]:
    """Introduce suppliers for an inquiry, with a letter to each and one to the buyer. Raises UserError, nothing written."""
    _check(inquiry, suppliers, introduced_on)
    made = []
    for supplier in suppliers:
        try:
            introduction = record(
                Introduction, {"inquiry": inquiry, "supplier": supplier, "introduced_on": introduced_on}
            )
        except ValidationError as error:
            raise UserError(f"{supplier}: {''.join(error.messages)}") from error
        Chase.objects.bulk_create(chases_of(introduction))
        made.append(introduction)
    issue_letters(inquiry, made, introduced_on, by=by)
    return made


def _check(inquiry: Inquiry, suppliers: Sequence[Company], on: date) -> None:
    if not suppliers:
        raise UserError("紹介する企業が選ばれていません。候補の左の欄で1社以上を選んでください。")
    if on < inquiry.received_on:
        raise UserError("紹介日が案件の受付日より前です。日付を確かめてください。")
    standing = Registration.objects.standing_on(on).filter(side=Side.SUPPLIER, company__in=suppliers)
    known = set(standing.values_list("company_id", flat=True))
    missing = [str(supplier) for supplier in suppliers if supplier.pk not in known]
    if missing:
        raise UserError(f"{'、'.join(missing)}は紹介日に受注企業として登録されていません。先に登録してください。")


def chases_of(introduction: Introduction) -> list[Chase]:
    """The days by which to ask what became of it, not yet saved."""
    days = asking_days(introduction.introduced_on, "紹介", CHASED_AFTER)
    return [Chase(introduction=introduction, **facts) for facts in days]


def issue_letters(
    inquiry: Inquiry, introductions: Sequence[Introduction], on: date, *, by: User | None
) -> list[Letter]:
    """Number and keep the letters, and enter them in the register of what goes out: one to each supplier, then one to the buyer."""
    wanted: list[tuple[str, Introduction | None]] = [(LetterTo.SUPPLIER, row) for row in introductions]
    series = series_of(LETTERS, inquiry.programme)
    first = take_numbers(series, fiscal_year_of(on), len(wanted) + 1)
    issued = []
    for number, (to, row) in enumerate([*wanted, (LetterTo.BUYER, None)], start=first):
        facts = {"inquiry": inquiry, "introduction": row, "addressee": to, "issued_on": on}
        letter = Letter(**facts, series=series, number=number)
        said: dict[str, Any] = {"title": f"紹介状({inquiry})", "to": letter.to, "printed": str(letter), "on": on}
        entered = enter_letter(inquiry.programme, series=series, number=number, by=by, **said)
        issued.append(record(Letter, facts | {"series": series, "number": number, "entered": entered}))
    return issued

"""A grant of which something was spent, as pages need it: one expense with a paper, the applicant asked, an inspection drawn up."""

import io
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from PIL import Image

from banso.cases.services import add_party
from banso.office.guests.models import Invitation
from banso.office.guests.services import invite
from banso.registers.models import Staff, User
from banso.work.grants.models import Expense, Inspection
from banso.work.grants.services import record_category
from banso.work.grants.spending.choices import Method, Proof
from banso.work.grants.spending.inspecting import draw_up_inspection
from banso.work.grants.spending.services import hang_paper, record_expense
from conftest import TinyWorld

from .worked import applied, called, go


def photo(shade: int = 0) -> SimpleUploadedFile:
    """A photograph, another one for each shade."""
    file = io.BytesIO()
    Image.new("RGB", (4, 4), (shade % 256, shade // 256, 90)).save(file, "PNG")
    return SimpleUploadedFile(f"{shade}.png", file.getvalue())


def spent_of_one_grant(world: TinyWorld, user: User) -> tuple[Expense, Invitation, Inspection]:
    application = applied(world, called(world))
    go(application, "adopted", "granted")
    facts = {
        "payee": "見本商会",
        "content": "旋盤",
        "ordered_on": date(2024, 4, 10),
        "method": Method.CARD,
        "eligible": 90_000,
    }
    category = record_category(call=application.call, name="機械装置費", by=user)
    expense = record_expense(
        application=application, category=category, kind="機械・設備", net=100_000, by=user, **facts
    )
    hang_paper(expense, photo(), proof=Proof.INVOICE, issuer="別の商会", by=user)
    party = add_party(application.case, role="applicant", name="経理", email="a@example.jp", by=user)
    until = localdate() + timedelta(days=9)
    asked = invite("grant-expenses", case=application.case, party=party, until=until, by=user)
    two = [
        Staff.objects.create(name=name, unit=world.unit, joined_on=date(2020, 4, 1))
        for name in ("検査 一郎", "検査 花子")
    ]
    inspected = {
        "stage": "interim",
        "manner": "site",
        "inspected_on": date(2024, 6, 3),
        "first": two[0],
        "second": two[1],
    }
    return expense, asked, draw_up_inspection(application, by=None, **inspected)

"""A letter out of a walled case: by consent, numbered at its foot, to the address that the rules of contact choose."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from docx import Document

from banso.cases.consents import give_consent
from banso.cases.contacts import end_contact_rule, set_contact_rule
from banso.cases.models import Case, Disclosure, Party
from banso.office.papers import services
from banso.office.papers.models import Letter
from banso.registers.models import Unit
from conftest import TinyWorld

from .test_letters import Office, office, today  # noqa: F401 - fixtures

OPENED = date(2024, 4, 1)


@pytest.fixture
def case(office: Office, world: TinyWorld) -> Case:  # noqa: F811
    programme = world.add_programme("walled", "再生支援")
    programme.walled_to = Unit.objects.create(code="council", name="協議会")
    programme.save()
    return office.add_case(programme)


def bank(case: Case, world: TinyWorld) -> Party:
    return Party.objects.create(
        case=case,
        role="bank",
        organisation=world.organisation("みちのく銀行"),
        branch="本店",
        name="佐藤 一",
        address="銀行町1",
    )


def text_of(letter: Letter) -> str:
    with letter.file.open() as kept:
        document = Document(io.BytesIO(kept.read()))
    feet = [line.text for section in document.sections for line in section.footer.paragraphs]
    return "\n".join([*(line.text for line in document.paragraphs), *feet])


def test_a_letter_leaves_by_consent_and_says_at_its_foot_to_whom_it_went(
    office: Office,  # noqa: F811
    world: TinyWorld,
    case: Case,
) -> None:
    """Refused without one, and no number is used up; with one it bears addressee, number and time; void before it went, it is answered."""
    form, to = office.form("{{企業名}}"), bank(case, world)
    with pytest.raises(ValidationError, match="「みちのく銀行」への開示の承諾がありません"):
        services.issue(case, form, party=to, by=office.user)
    assert not Letter.objects.filter(case=case).exists()
    give_consent(
        case, to=to.who, items=["existence", "name"], given_by="海野 花", capacity="代表取締役", purpose="意向の確認",
        given_on=date(2024, 4, 1), by=None,
    )  # fmt: skip
    letter = services.issue(case, form, party=to, by=office.user)
    row = Disclosure.objects.get(case=case)
    assert row.footer in text_of(letter) and f"通番 {case.number}" in row.footer
    assert (letter.number, row.number, row.sha256, row.by) == (1, 1, letter.sha256, office.user)
    services.void(letter, reason="宛先の誤り", by=office.user)
    assert not Disclosure.objects.in_force().exists()
    with pytest.raises(ValidationError, match="承諾に「決算書・試算表」が入っていません"):
        services.issue(case, form, party=to, items=["statements"], by=office.user)


def test_a_letter_to_whose_case_it_is_needs_no_consent_and_is_logged(office: Office, case: Case) -> None:  # noqa: F811
    letter = services.issue(case, office.form("{{企業名}}"), party=case.parties.get(), by=office.user)
    assert Disclosure.objects.get(case=case).ground == "client"
    assert "通番" in text_of(letter)
    in_the_open = office.issue(office.form("{{企業名}}", code="open"))
    assert "通番" not in text_of(in_the_open)


def test_mistake_12_a_rule_of_contact_is_on_every_step_that_goes_out(office: Office, case: Case) -> None:  # noqa: F811
    """The rule chooses the address; a letter to nobody in particular, which would go to the firm, and one that none may post are refused."""
    form, to = office.form("{{宛先_住所}}"), case.parties.get()
    facts: dict[str, Any] = {"starts_on": date(2024, 4, 1), "by": None}
    home = set_contact_rule(case, rule="post_to", address="自宅町9", postal_code="0300000", **facts)
    assert "自宅町9" in text_of(services.issue(case, form, party=to, by=office.user))
    to.refresh_from_db()
    assert to.address != "自宅町9"
    with pytest.raises(ValidationError, match="「自宅町9」だけに送ることになっています"):
        services.issue(case, form, by=office.user)
    with pytest.raises(ValidationError, match="送ってよい住所"):
        set_contact_rule(case, rule="post_to", **facts)
    none = set_contact_rule(case, rule="no_post", party=to, **facts)
    with pytest.raises(ValidationError, match="郵便を送らないことになっています"):
        services.issue(case, form, party=to, by=office.user)
    end_contact_rule(none, on=date(2024, 4, 2), by=None)
    end_contact_rule(home, on=date(2024, 4, 2), by=None)

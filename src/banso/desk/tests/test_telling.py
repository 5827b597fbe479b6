"""Consents, disclosures and rules of contact as staff write them on a case's pages."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.models import Case, Consent, ContactRule, Disclosure, Party
from banso.cases.services import open_case
from conftest import TinyWorld, flat


@pytest.fixture
def case(world: TinyWorld) -> Case:
    world.programme.walled_to = world.unit
    world.programme.save()
    return open_case(programme=world.programme, alias="A銀行の取引先", opened_on=date(2024, 4, 1), by=None)


@pytest.fixture
def staff(client: Client, world: TinyWorld) -> Client:
    client.force_login(world.user(is_superuser=True))
    return client


def address(case: Case, act: str, row: int | None = None) -> str:
    return (
        reverse("case-telling-row", args=[case.pk, row, act]) if row else reverse("case-telling", args=[case.pk, act])
    )


def test_a_consent_is_given_and_something_told_by_it(staff: Client, world: TinyWorld, case: Case) -> None:
    """Without the consent the form says what lacks and keeps what was typed; with it the number and the foot are told."""
    bank = world.organisation("みちのく銀行")
    told = {"organisation": bank.pk, "items": ["name", "loans"], "means": "phone", "recipient_person": "佐藤 一"}
    refused = staff.post(address(case, "disclose"), told)
    page = flat(refused.content)
    assert refused.status_code == 422 and "「みちのく銀行」への開示の承諾がありません" in page and "佐藤 一" in page
    given = told | {"purpose": "相談のため", "given_by": "海野 花", "capacity": "代表取締役", "form": "paper"}
    assert staff.post(address(case, "consent"), given | {"given_on": str(localdate())}).status_code == 302
    assert staff.post(address(case, "disclose"), told).status_code == 302
    row, consent = Disclosure.objects.get(), Consent.objects.get()
    assert (row.consent, row.recipient_person, row.items) == (consent, "佐藤 一", ["name", "loans"])
    panel = flat(staff.get(reverse("case-telling-panel", args=["cases", "case", case.pk])).content)
    assert "みちのく銀行" in panel and row.serial in panel
    ended = {"on": str(localdate()), "reason": "本人の申出"}
    assert staff.post(address(case, "consent-end", consent.pk), ended).status_code == 302
    assert "撤回" in flat(staff.get(reverse("case-telling-panel", args=["cases", "case", case.pk])).content)
    assert staff.post(address(case, "counter", row.pk), {"reason": "電話はつながらなかった"}).status_code == 302
    review = flat(staff.get(reverse("telling-review")).content)
    assert "承諾のない開示(0件)" in review


def test_one_recipient_is_named_in_one_way(staff: Client, world: TinyWorld, case: Case) -> None:
    bank = world.organisation("みちのく銀行")
    answer = staff.post(
        address(case, "disclose"), {"organisation": bank.pk, "name": "別の銀行", "items": ["name"], "means": "phone"}
    )
    assert answer.status_code == 422 and "どれか一つ" in flat(answer.content)


def test_a_rule_of_contact_is_written_shown_and_ended(staff: Client, case: Case) -> None:
    party = Party.objects.create(case=case, role="representative", name="海野 花")
    rule = {"party": party.pk, "rule": "phone_only", "starts_on": str(localdate())}
    refused = staff.post(address(case, "contact"), rule)
    assert refused.status_code == 422 and "かけてよい電話番号" in flat(refused.content)
    assert staff.post(address(case, "contact"), rule | {"phone": "090-1111-2222"}).status_code == 302
    page = reverse("case-contact-panel", args=["cases", "case", case.pk])
    assert "電話は次の番号だけ 090-1111-2222" in flat(staff.get(page).content)
    row = ContactRule.objects.get()
    assert staff.post(address(case, "contact-end", row.pk), {"on": str(localdate())}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == localdate()


def test_a_case_that_began_unnamed_gets_its_company_on_a_day(staff: Client, world: TinyWorld, case: Case) -> None:
    company = world.company("有限会社 海")
    facts = {"company": f"{company} #{company.pk}", "on": str(localdate()), "source": "A銀行"}
    assert staff.post(address(case, "name"), facts).status_code == 302
    case.refresh_from_db()
    assert (case.company, case.naming.alias, case.naming.named_on) == (company, "A銀行の取引先", localdate())
    again = staff.post(address(case, "name"), facts)
    assert again.status_code == 422 and "すでに分かっています" in flat(again.content)

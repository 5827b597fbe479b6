"""What the office does about a grant: seals, letters' words, the applicant's own page, the payment."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from banso.cases import words
from banso.cases.services import add_party
from banso.core.fiscal import fiscal_year_of
from banso.office.approvals.models import Rule, Seat
from banso.office.approvals.services import record_holding, seal
from banso.office.guests.models import Invitation
from banso.office.guests.services import address_part, invite
from banso.office.payments.services import record_account, record_payee
from banso.procedures.approving import propose_round
from banso.procedures.offering import state_of
from banso.procedures.paying import account_of, owed_by
from banso.procedures.taking import take
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Staff
from banso.work.grants.models import Decision
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld

from .worked import FACTS, applied, called, go, terms

TODAY = date.today()
OF_OTHER_STEPS = ("承認番号", "新しい完了期限", "返還の期限")
OF_NO_STEP = ("納付", "納期限", "財産")  # of a demand and of a disposal: their letters are tested with them


def test_a_round_of_adoptions_waits_for_the_seal(world: TinyWorld) -> None:
    """One draft for two applications: the second gets what the first leaves of the budget, and none is adopted before the seal."""
    terms(world, approvals={"adopted": "grant"})
    seat = Seat.objects.create(code="president", title="理事長", rank=30)
    Rule.objects.create(kind="grant", label="補助金", seat=seat, valid_from=date(2020, 4, 1))
    clerk, chief = world.user("clerk"), world.user("chief", is_superuser=True)
    Staff.objects.filter(pk=world.staff.pk).update(user=clerk)
    holder = Staff.objects.create(name="理事 長子", unit=world.unit, joined_on=date(2020, 4, 1), user=chief)
    record_holding(seat=seat, staff=holder, starts_on=date(2020, 4, 1), by=None)
    call = called(world, budget=1_500_000)
    rows = [applied(world, call), applied(world, call)]
    draft = propose_round([(one.case, {}) for one in rows], GRANT.step_kinds["adopted"], by=clerk)
    assert not Decision.objects.exists()
    assert ["800,000" in said or "700,000" in said for _, said in draft.versions.get().shown] == [True, True]
    seal(draft, seen=draft.versions.get().digest, by=chief)
    adopted = Decision.objects.filter(step="adopted").order_by("pk")
    assert list(adopted.values_list("amount", "taken_on")) == [(800_000, TODAY), (700_000, TODAY)]


def test_every_word_has_something_to_say(world: TinyWorld) -> None:
    """The words of a grant are filled in where a letter needs them; dates and amounts as letters write them."""
    application = applied(world, called(world))
    row = go(application, "adopted", "requested", "granted")
    names = [
        name
        for name in words.declared("grant")[0].words
        if name not in ("補欠の順位", "手続の備考", *OF_OTHER_STEPS) and not name.startswith(OF_NO_STEP)
    ]
    said = words.values("grant", names, words.Subject(application.case, row))
    assert said["交付額"] == said["手続の金額"] == said["採択額"] == "800,000" and said["補助率"] == "2/3"
    assert said["交付決定日"] == "令和6年4月3日" and said["補助対象経費"] == "1,200,000"
    go(application, "reported", "returned", first=3)
    row = Decision.objects.get(step="returned")
    listed = words.values("grant", ["差戻し"], words.Subject(application.case, row))["差戻し"]
    assert listed == [{"項目": "見積書", "理由": "期限が切れている", "備考": ""}]


def test_the_applicant_answers_by_link(world: TinyWorld, client: Client) -> None:
    """Her page names what was sent back and what she may ask for; more than was adopted is refused there too, and what was typed stays."""
    lay_down_terms(GRANT, programme=world.programme, fiscal_year=fiscal_year_of(TODAY), content={}, by=None)
    application = applied(world, called(world))
    party = add_party(application.case, role="applicant", name="青森 一子", by=None)

    def page(step: str) -> str:
        until = TODAY + timedelta(days=9)
        row: Invitation = invite("step", case=application.case, party=party, detail=step, until=until, by=None)
        return reverse("guest-asked", args=[address_part(row, by=None), row.pk])

    go(application, "returned", note="3か月以内のもの")
    address = page("resubmitted")
    shown = client.get(address).content.decode()
    assert "見積書" in shown and "期限が切れている 3か月以内のもの" in shown
    assert client.post(address, {"expense": "１，０００，０００", "amount": ""}).status_code == 302
    take(application.case, "adopted", {"taken_on": TODAY}, by=None)
    address = page("requested")
    assert "採択の額666,666円" in client.get(address).content.decode()
    wrong = client.post(address, {"expense": "1200000", "amount": "700000"})
    assert wrong.status_code == 422 and "採択の額666,666円を超えます" in wrong.content.decode()
    assert "700,000" in wrong.content.decode() or 'value="700000"' in wrong.content.decode()
    assert client.post(address, {"expense": "1200000", "amount": ""}).status_code == 302
    assert state_of(GRANT, application.case).latest("requested").amount == 666_666


def test_what_was_settled_is_paid_to_the_company(world: TinyWorld, client: Client) -> None:
    """Not before it is claimed; what was paid in advance counts; the company's account is offered."""
    application = applied(world, called(world))
    go(application, "adopted", "granted", "advanced", "reported", "settled")
    row = Decision.objects.get(step="settled")
    assert owed_by(GRANT, application.case, row) is None
    client.force_login(world.user(is_superuser=True))
    address = reverse("case-pay", args=[application.case_id, row.pk])
    assert "この手続からの支払は、いまはありません" in client.get(address, follow=True).content.decode()
    take(application.case, "claimed", FACTS.get("claimed", {}) | {"taken_on": date(2024, 5, 1)}, by=None)
    owed = owed_by(GRANT, application.case, row)
    assert owed is not None and (owed.amount, owed.to) == (700_000, application.case.company)
    page = client.get(address).content.decode()
    assert "700,000円" in page and f"?company={application.case.company_id}" in page
    payee = record_payee(kind="company", name="企業", company=application.case.company, by=None)
    bank = {"bank_code": "0001", "bank_name": "みずほ銀行", "branch_code": "001", "branch_name": "東京営業部"}
    account = record_account(
        payee=payee, **bank, number="1234567", holder="カ)キギヨウ", valid_from=date(2020, 4, 1), by=None
    )
    assert account_of(application.case.company) == account
    assert str(account.pk) in client.get(address).content.decode()

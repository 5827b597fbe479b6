"""Who may be granted something: checks as dated rows, what the machine sees, what keeps a decision from being taken, the list for the police."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from banso.cases.models import Terms
from banso.core.foreign.books import open_book
from banso.procedures.offering import offers, state_of
from banso.procedures.terms import Content
from banso.procedures.terms_form import TermsForm
from banso.registers.models import Industry, Person
from banso.work.grants.eligibility import services
from banso.work.grants.eligibility.asked import ChecksField
from banso.work.grants.eligibility.control import why_deemed
from banso.work.grants.eligibility.findings import finding_of
from banso.work.grants.eligibility.police import ask_police, note_reply, why_not_listed
from banso.work.grants.eligibility.sizing import judged
from banso.work.grants.eligibility.standing import checks_of, why_unchecked
from banso.work.grants.models import Application, EligibilityCheck, Officer, Shareholder, SizeLine
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld, flat, refusal

from .worked import DAY, applied, called, go, terms

CHECKS = {"tax": {"before": ["granted"], "months": 3}, "size": {"before": ["adopted", "granted", "settled"]}}
BORN = {"kana": "アオモリ ハナコ", "born_on": date(1970, 5, 1), "gender": "female", "address": "青森市1-1"}


def on(days: int) -> date:
    return DAY + timedelta(days=days)


def passed(application: Application, kind: str, day: date, **facts: Any) -> EligibilityCheck:
    row: EligibilityCheck = services.check(application, kind, result="ok", checked_on=day, by=None, **facts)
    return row


def officer(application: Application, name: str = "青森 花子", **facts: Any) -> Officer:
    row: Officer = services.record_officer(
        application=application, name=name, by=None, **{"role": "head", "consented_on": DAY} | BORN | facts
    )
    return row


def rows_of(answer: Any) -> list[list[Any]]:
    """The first sheet of an Excel file that a page handed out."""
    return [list(row) for _, row in open_book(answer.content).sheet().rows()]


def refused(application: Application, code: str, first: int, **facts: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        go(application, code, first=first, **facts)
    return "".join(caught.value.messages)


@pytest.fixture
def small(world: TinyWorld) -> Application:
    """An application of a small factory whose terms ask for its size and its taxes."""
    industry = Industry.objects.get_or_create(code="24", defaults={"name": "金属製品製造業", "section": "E"})[0]
    terms(world, values={"checks": CHECKS})
    return applied(world, called(world), company=world.company("小さな工場", industry=industry, capital=10_000_000))


@pytest.mark.parametrize(
    ("shares", "running", "deemed"),
    [
        ([("X", 30, "large"), ("Y", 37, "large")], [""] * 3, True),
        ([("X", 50, "large")], [""] * 3, True),
        ([("個人", 100, "small")], ["large"] * 3 + [""] * 3, True),
        ([("個人", 100, "small")], ["large"] * 5 + [""] * 6, False),
        # the edges: a hair below each line, and firms that are deemed large themselves
        ([("X", "49.9999", "large"), ("Y", "16.66", "large")], [], False),
        ([("X", "49.9999", "large"), ("Y", "16.6668", "large")], [], True),
        ([("X", 60, "deemed"), ("Y", 40, "deemed")], [], True),
        ([("X", 60, "deemed"), ("個人", 40, "small")], ["deemed", ""], False),
        ([("個人", 100, "small")], ["deemed", "deemed"], True),
    ],
)
def test_case_27_deemed_large_firms(shares: list[Any], running: list[str], deemed: bool) -> None:
    """Worked case 27: 30 % and 37 %; 50 %; 3 of 6 officers: deemed. 5 of 11: not. Outside directors and auditors are not counted."""
    holders = [Shareholder(name=name, share=Decimal(share), size=size) for name, share, size in shares]
    officers = [Officer(name=str(place), role="director", comes_from=firm) for place, firm in enumerate(running)]
    outside = [
        Officer(name="社外", role="outside", comes_from="large"),
        Officer(name="監査", role="auditor", comes_from="large"),
    ]
    assert bool(why_deemed(holders, [*officers, *outside])) is deemed


@pytest.mark.parametrize(
    ("code", "section", "capital", "employees", "small"),
    [
        ("24", "E", 300_000_000, 900, True),  # by its capital alone
        ("24", "E", 300_000_001, 300, True),  # by its staff alone
        ("24", "E", 300_000_001, 301, False),
        ("52", "I", 100_000_001, 100, True),
        ("58", "I", 50_000_001, 51, False),
        ("76", "M", 50_000_001, 51, False),  # restaurants are retail
        ("75", "M", 50_000_001, 100, True),  # hotels are services
        ("75", "M", None, 101, None),  # the capital might save it
        ("I", "I", 1, 1, None),  # wholesale or retail?
        ("E", "E", 1, 1, True),
    ],
)
def test_size_by_the_line_of_its_industry(
    world: TinyWorld, code: str, section: str, capital: int | None, employees: int | None, small: bool | None
) -> None:
    """資本金か従業員: either is enough; what is not known is asked."""
    for one in ("52", "58"):
        Industry.objects.get_or_create(code=one, defaults={"name": one, "section": "I"})
    industry = Industry.objects.get_or_create(code=code, defaults={"name": code, "section": section})[0]
    company = world.company(industry=industry, capital=capital, employees=employees)
    assert judged(company, DAY)[0] is small


def test_lines_of_size_hold_from_their_day_on(world: TinyWorld) -> None:
    """A line that is changed by law is a later row: before its day the old one decides."""
    industry = Industry.objects.get_or_create(code="24", defaults={"name": "製造", "section": "E"})[0]
    company, old = (
        world.company(industry=industry, capital=400_000_000, employees=400),
        SizeLine.objects.get(industries=""),
    )
    services.record_size_line(name=old.name, valid_from=DAY, capital=500_000_000, employees=500, by=None)
    assert judged(company, on(-1))[0] is False and judged(company, DAY)[0] is True


def test_nothing_is_decided_while_a_check_is_open_failed_or_expired(small: Application) -> None:
    """The refusal names each check and where it is mended; the last day of a paper still counts, the day after does not."""
    assert "資格の確認が済んでいません: 中小企業者の規模(未確認)" in refused(small, "adopted", 0)
    passed(small, "size", DAY)
    go(small, "adopted")
    assert {o.step.code: o.why for o in offers(state_of(GRANT, small.case))}["granted"].startswith("資格の確認が済んで")
    said = refusal(services.check, small, "tax", result="ok", checked_on=DAY)
    assert said == {"issued_on": ["証明書の発行日を入れてください。発行から3か月以内のものを使います。"]}
    row = passed(small, "tax", DAY, issued_on=date(2024, 1, 2))
    assert row.valid_until == date(2024, 4, 2)
    assert "納税(証明が令和6年4月2日で切れています)" in refused(small, "granted", 2)
    assert "納税(照会中)" in _asked(small, 1) and "納税(不適)" in _asked(small, 1, result="ng")
    passed(small, "tax", on(1), issued_on=date(2024, 1, 2))
    go(small, "granted", first=1)  # 2 April itself
    assert EligibilityCheck.objects.filter(application=small).count() == 5


def _asked(application: Application, day: int, result: str = "ask") -> str:
    services.check(application, "tax", result=result, checked_on=on(day), reason="税務署に確認", by=None)
    return refused(application, "granted", day)


def test_a_check_too_old_on_its_day_is_no_check(small: Application) -> None:
    """A certificate of more than three months, one issued later than it was seen, one before the application, a paper of another case."""
    day = date(2024, 7, 10)
    said = refusal(services.check, small, "tax", result="ok", checked_on=day, issued_on=date(2024, 4, 9))
    assert "令和6年7月9日で期限が切れています" in said["issued_on"][0]
    assert passed(small, "tax", day, issued_on=date(2024, 4, 10)).valid_until == day
    assert "issued_on" in refusal(
        services.check, small, "tax", result="ok", checked_on=day, issued_on=day + timedelta(1)
    )
    for wrong in (on(-1), date(9999, 12, 31)):
        assert "checked_on" in refusal(services.check, small, "tax", result="ok", checked_on=wrong, issued_on=wrong)
    assert "理由を入れて" in str(refusal(services.check, small, "size", result="waived", checked_on=DAY))
    with pytest.raises(DatabaseError), transaction.atomic():
        EligibilityCheck.objects.update(result="ng")


def test_what_the_machine_sees_later_opens_a_check_again(world: TinyWorld, small: Application) -> None:
    """Passed at the adoption; the firm has grown before the grant: looked at again, and what a person then finds stands."""
    passed(small, "size", DAY)
    assert why_unchecked(small, "adopted", DAY) == ""
    company = small.case.company
    assert company is not None
    company.capital, company.employees = 900_000_000, 900
    company.save()
    grown = Application.objects.get(pk=small.pk)
    assert "中小企業者の規模(要再確認)" in why_unchecked(grown, "adopted", on(1))
    passed(grown, "size", on(1))
    assert why_unchecked(grown, "adopted", on(1)) == ""


def test_other_applications_of_the_firm_and_its_head(world: TinyWorld) -> None:
    """One application of a firm for a call; those of earlier years are told with their state; one by the same head under another name too."""
    terms(world, values={"checks": {"duplicate": {"before": ["adopted"]}, "related": {"before": ["adopted"]}}})
    call, firm = called(world), world.company("株式会社 青い森", phone="0171110000")
    Person.objects.create(company=firm, name="髙橋 一", is_representative=True)
    twin = world.company("㈱青い森 食品", address="青森市長島1-1-1")
    Person.objects.create(company=twin, name="高橋一", is_representative=True)
    before = applied(world, called(world, "past"), company=firm, title="前の年の計画")
    first = applied(world, call, company=firm)
    assert finding_of(first, "duplicate", DAY).result == "ask"  # type: ignore[union-attr]
    second = applied(world, call, company=world.company("(株)青い森"))
    seen = finding_of(second, "duplicate", DAY)
    assert seen is not None and seen.result == "ng" and "申請は1件だけ" in seen.said and "企業名が同じ" in seen.said
    assert "前の年の計画" in seen.said
    go(first, "withdrawn")
    go(before, "rejected")
    assert finding_of(second, "duplicate", DAY).result == "ok"  # type: ignore[union-attr]
    third = applied(world, called(world, "other"), company=twin)
    assert finding_of(third, "related", DAY).result == "ok"  # type: ignore[union-attr]
    alive = applied(world, call, company=firm, title="同じ代表の計画")
    seen = finding_of(third, "related", DAY)
    assert seen is not None and seen.result == "ask" and "同じ代表の計画" in seen.said and "代表者が同じ" in seen.said
    assert finding_of(alive, "duplicate", DAY).result == "ng"  # type: ignore[union-attr]


def test_the_list_for_the_police(world: TinyWorld, client: Client) -> None:
    """Nobody without consent and all that is asked stands on it; the reply passes each application but the one that was hit; an officer who came
    later has to be asked about.
    """
    terms(world, values={"checks": {"police": {"before": ["granted"]}}})
    call = called(world)
    one, two, three = (applied(world, call) for _ in range(3))
    officer(one)
    officer(two, consented_on=None)
    officer(three, "弘前 太郎", kana="ヒロサキ タロウ")
    said = str(refusal(ask_police, call, [one, two], to="県警", asked_on=on(1)))  # type: ignore[arg-type]
    assert "一覧に入れられません。足りないもの(青森 花子: 照会への同意日)" in said
    inquiry = ask_police(call, [one, three], to="県警", asked_on=on(1), by=None)
    assert "照会中" in str(refusal(ask_police, call, [one], to="県警", asked_on=on(1)))  # type: ignore[arg-type]
    client.force_login(world.user(is_superuser=True))
    page = flat(client.get(reverse("grant-police", args=[inquiry.pk])).content)
    assert "昭和45年5月1日" in page and "回答待ち" in page
    answer = client.get(reverse("grant-police-file", args=[inquiry.pk]))
    assert rows_of(answer)[3] == [
        "1", one.case.whose, "代表者", "青森 花子", "アオモリ ハナコ", "昭和45年5月1日", "女", "青森市1-1",
    ]  # fmt: skip
    officer(one, "新しい 役員", role="director")
    assert "照会のあとに役員が変わりました" in why_not_listed(inquiry)
    assert client.get(reverse("grant-police-file", args=[inquiry.pk])).status_code == 302
    note_reply(inquiry, replied_on=on(2), reply_no="組対第5号", hits=[three.pk], by=None)
    states = {a.pk: checks_of(Application.objects.get(pk=a.pk), on(3))[0].state for a in (one, two, three)}
    assert states == {one.pk: "ask", two.pk: "open", three.pk: "ng"}
    again = ask_police(call, [Application.objects.get(pk=one.pk)], to="県警", asked_on=on(3), by=None)
    note_reply(again, replied_on=on(4), by=None)
    fresh = Application.objects.get(pk=one.pk)
    assert checks_of(fresh, on(4))[0].state == "ok"
    officer(fresh, "また新しい 役員", role="director")
    assert checks_of(Application.objects.get(pk=one.pk), on(5))[0].state == "changed"


def test_the_terms_say_what_is_asked_in_words(world: TinyWorld) -> None:
    """What the form shows is what it reads; each mistake is named."""
    field = ChecksField(required=False)
    words = field.prepare_value(CHECKS)
    assert words == "納税: 交付決定の前、発行から3か月\n中小企業者の規模: 採択・交付決定・額の確定の前"
    assert field.clean(words) == CHECKS and field.clean("") == {}
    assert field.clean("納税 : 交付決定 の前、発行から３ヶ月") == {"tax": {"before": ["granted"], "months": 3}}
    for wrong, told in (
        ("納税", "が読めません。例"),
        ("税金: 採択の前", "「税金」という確認はありません"),
        ("納税: 請求の前", "「請求」は使えません"),
        ("納税: 採択の前、発行から999か月", "「999か月」が読めません"),
        ("納税: 採択の前、発行から0か月", "「0か月」が読めません"),
    ):
        with pytest.raises(ValidationError, match=told):
            field.clean(wrong)
    form = TermsForm(GRANT, Content(values={"checks": CHECKS}), first=True)
    assert form["value-checks"].value() == words


def test_a_page_for_each_check(world: TinyWorld, client: Client, small: Application) -> None:
    """The case's page leads to the first check that is open; what is found there stands in the call's matrix and its Excel."""
    user = world.user(is_superuser=True)
    client.force_login(user)
    panel = flat(client.get(reverse("grant-checks-panel", args=["cases", "case", small.case_id])).content)
    assert "「中小企業者の規模」を確認する" in panel and "1件を「適」にする" in panel
    assert client.post(reverse("grant-checks-accept", args=[small.pk])).status_code == 302
    row = EligibilityCheck.objects.get()
    assert (row.kind, row.result, row.checked_by) == ("size", "ok", user) and "小さな工場" not in row.found
    address = reverse("grant-check", args=[small.pk, "tax"])
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"result": "ok", "checked_on": "R6.4.2", "issued_on": ""})
    assert wrong.status_code == 422 and "発行から3か月以内" in wrong.content.decode()
    sent = {"result": "ok", "checked_on": "R6.4.2", "issued_on": "R6.4.1", "reason": ""}
    assert client.post(address, sent).status_code == 302
    matrix = flat(client.get(reverse("grant-call-checks", args=[small.call_id])).content)
    assert "1件 / 1件" in matrix or "期限切れ" in matrix  # today is long after the certificate's end
    rows = rows_of(client.get(reverse("grant-call-checks-file", args=[small.call_id])))
    assert rows[0] == ["案件番号", "申請者", "事業名", "中小企業者の規模", "納税"]
    assert Terms.objects.count() == 1


def test_who_owns_and_runs_the_applicant_is_written_on_one_page(world: TinyWorld, client: Client) -> None:
    """Shares beyond the whole are refused where they stand; a row is put right and taken off; readers see none of it."""
    application = applied(world, called(world))
    client.force_login(world.user(is_superuser=True))
    address = reverse("grant-people", args=[application.pk])
    share = {"what": "shareholder", "shareholder-name": "大きな会社", "shareholder-size": "large"}
    assert client.post(address, share | {"shareholder-share": "60"}).status_code == 302
    wrong = client.post(address, share | {"shareholder-name": "もう1社", "shareholder-share": "40.0001"})
    assert wrong.status_code == 422 and "100.0001%になります" in wrong.content.decode()
    row = Shareholder.objects.get()
    assert client.post(address, share | {"row": row.pk, "shareholder-share": "３０"}).status_code == 302
    person = {"what": "officer", "officer-name": "八戸 次郎", "officer-role": "head", "officer-born_on": "S45.5.1"}
    assert client.post(address, person).status_code == 302
    page = flat(client.get(address).content)
    assert "30%" in page and "足りないもの: フリガナ、性別、住所、照会への同意日" in page.replace(" 、", "、")
    assert client.post(address, {"what": "shareholder", "row": row.pk, "remove": "1"}).status_code == 302
    assert not Shareholder.objects.exists() and Officer.objects.get().born_on == date(1970, 5, 1)
    reader = world.user("reader")
    world.allow(reader, "view_application", "view_eligibilitycheck")
    client.force_login(reader)
    assert client.get(address).status_code == 403

"""What a guest's address opens, for how long and how often; what is kept, sent and written down for them."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from banso.cases.models import Case, Party
from banso.config.accounts import create_user
from banso.core.errors import UserError
from banso.office.guests import asks, services
from banso.office.guests.asks import Offer, ask
from banso.office.guests.models import Code, Door, Invitation, Knock, Seen, Submission, Unsent
from banso.office.guests.services import coming
from banso.registers.models import Staff
from conftest import TinyWorld

LONG_AGO = date(2000, 4, 1)


class NoteForm(forms.Form):
    note = forms.CharField(label="ご意見", max_length=20)
    when = forms.ChoiceField(label="いつ", choices=[("a", "午前"), ("b", "午後")], widget=forms.RadioSelect)


class House:
    """A case with an expert and a company's contact; what is told is written on the case."""

    def __init__(self, world: TinyWorld) -> None:
        self.user = create_user("guests-desk", "受付 花子", "adviser", "long-enough-2030")
        self.case = Case.objects.create(
            programme=world.programme, company=world.company("見本製作所"), opened_on=date(2024, 4, 1), number="R6-0007"
        )
        self.expert = self.party("expert", "助言 太郎", "taro@example.jp")
        self.contact = self.party("company", "総務 次郎", "jiro@example.jp")
        self.until = timezone.localdate() + timedelta(days=10)

    def party(self, role: str, name: str, email: str) -> Party:
        return Party.objects.create(case=self.case, role=role, name=name, email=email)

    def ask(self, party: Party | None = None, kind: str = "opinion", **facts: Any) -> Invitation:
        return services.invite(
            kind, case=self.case, party=party or self.contact, by=self.user, **{"until": self.until} | facts
        )

    def address(self, invitation: Invitation) -> str:
        return reverse("guest", args=[services.address_part(invitation, by=self.user)])

    def desk(self) -> Client:
        client = Client()
        client.force_login(self.user)
        return client


def bare(answer: Any) -> bytes:
    """A page without the token that every page has another of."""
    return re.sub(rb'"X-CSRFToken": "\w+"', b"", answer.content)


@pytest.fixture
def house(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(asks, "_asks", dict(asks._asks))

    def keep(invitation: Invitation, facts: dict[str, Any], *, by: Any) -> None:
        if facts["note"] == "だめ":
            raise ValidationError({"note": "この言葉は受け付けられません。"})
        case = Case.objects.get(pk=invitation.case_id)
        case.summary = f"{facts['note']} {facts['when']}"
        case.save()

    given: dict[str, Any] = {
        "about": lambda invitation: f"案件 {invitation.case.number}",
        "permission": "cases.change_case",
        "form": lambda invitation, data: NoteForm(data, label_suffix=""),
        "submit": keep,
    }
    ask(code="opinion", label="ご意見の記入", offers=lambda case: [Offer("ご意見の記入", "company")], **given)
    ask(code="secret", label="秘密の記入", confidential=True, **given)
    ask(code="notes", label="何度でも記入", again=True, **given)
    return House(world)


def test_one_thing_asked_opens_at_once_and_is_answered_by_the_kinds_own_verb(house: House) -> None:
    """The trail names the invitation; a second answer is told that there is one."""
    asked = house.ask()
    client = Client()
    page = client.get(house.address(asked), follow=True)
    assert page.status_code == 200 and "案件 R6-0007" in page.content.decode() and "総務 次郎" in page.content.decode()
    where = page.request["PATH_INFO"]
    assert client.post(where, {"note": "助かりました", "when": "b"}).status_code == 302
    house.case.refresh_from_db()
    assert house.case.summary == "助かりました b"
    event = Case.pgh_event_model.objects.filter(pgh_obj_id=house.case.pk).latest("pgh_id")
    assert event.pgh_context["invitation"] == asked.pk and event.pgh_context["door"] == str(Door.objects.get().pk)
    (sent,) = Submission.objects.all()
    assert (sent.means, sent.by) == ("link", None)
    again = client.post(where, {"note": "もう一度", "when": "a"})
    assert again.status_code == 422 and "すでに受け付けています" in again.content.decode()
    assert "すでに受け付けています" in client.get(where).content.decode()
    assert Seen.objects.filter(invitation=asked).count() == 2


def test_what_the_kind_refuses_stands_at_its_field_and_nothing_typed_is_lost(house: House) -> None:
    """Neither a form's own error nor a verb's."""
    where = house.address(house.ask())
    client = Client()
    where = client.get(where)["Location"]
    for given, words in (({"note": "だめ", "when": "a"}, "受け付けられません"), ({"note": "だめ"}, "だめ")):
        answer = client.post(where, given)
        assert (
            answer.status_code == 422 and words in answer.content.decode() and 'value="だめ"' in answer.content.decode()
        )
    assert not Submission.objects.exists()


def test_all_that_is_asked_of_one_person_is_on_one_page(house: House) -> None:
    """Of the same mail address at no company, or the same expert; nothing of anybody else, and nothing taken back."""
    first, second = house.ask(), house.ask(kind="secret")
    other = house.ask(house.expert)
    page = Client().get(house.address(first)).content.decode()
    assert "ご意見の記入" in page and "秘密の記入" in page and page.count("<li>") == 2
    assert house.address(first) == house.address(second) != house.address(other)
    services.withdraw(second, by=house.user)
    assert Client().get(house.address(first)).status_code == 302
    with pytest.raises(ValidationError, match="取り下げ"):
        services.withdraw(second, by=house.user)


def test_asking_the_same_again_prolongs_it(house: House) -> None:
    """One row; an answered one is asked anew."""
    first = house.ask()
    address = house.address(first)
    longer = house.until + timedelta(days=30)
    assert house.ask(until=longer) == first
    assert Door.objects.get().expires_on == longer and house.address(first) == address
    services.answer(first, {"note": "x", "when": "a"}, by=None)
    assert house.ask() != first


def test_an_address_that_is_forged_over_or_shut_opens_nothing(house: House) -> None:
    """All say the same, byte for byte; a new one after a shut one is another."""
    asked = house.ask()
    good = house.address(asked)
    nothing = Client().get(reverse("guest", args=["nobody"]))
    assert nothing.status_code == 404
    assert bare(Client().get(good[:-3] + "xx/")) == bare(nothing)
    Door.objects.update(expires_on=date(2020, 1, 1))
    assert bare(Client().get(good)) == bare(nothing)
    fresh = house.address(asked)
    assert fresh != good and Client().get(fresh).status_code == 302
    assert services.shut_doors(asked.guest, by=house.user) == 2
    assert bare(Client().get(fresh)) == bare(nothing)
    assert Client().get(house.address(asked)).status_code == 302


def test_every_page_of_a_guest_is_closed_to_every_other(house: House) -> None:
    """Another's number at one's own address answers as an address that is none."""
    mine, theirs = house.ask(), house.ask(house.expert)
    part = services.address_part(mine, by=house.user)
    nothing = bare(Client().get(reverse("guest", args=["nobody"])))
    assert Client().get(reverse("guest-asked", args=[part, mine.pk])).status_code == 200
    for page in ("guest-asked", "guest-unsent", "guest-number"):
        for pk in (theirs.pk, 10**9):
            answer = Client().post(reverse(page, args=[part, pk]), {"note": "x", "when": "a", "number": "1"})
            assert (answer.status_code, bare(answer)) == (404, nothing), page
    assert bare(Client().get(reverse("guest-asked", args=[part, theirs.pk]))) == nothing
    assert not Submission.objects.exists() and not Unsent.objects.exists()


def test_after_the_end_the_page_is_gone_and_staff_may_still_write_it_down(house: House) -> None:
    """The last day itself is open; a day that has passed is not asked for."""
    asked = house.ask(until=timezone.localdate())
    where = house.address(asked)
    assert Client().get(where).status_code == 302
    Invitation.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert "いまお願いしていることはありません" in Client().get(where).content.decode()
    with pytest.raises(UserError, match="期限を過ぎました"):
        services.answer(asked, {"note": "x", "when": "a"}, by=None)
    services.answer(asked, {"note": "紙で", "when": "a"}, means="paper", by=house.user)
    with pytest.raises(ValidationError, match="今日以後"):
        house.ask(until=timezone.localdate() - timedelta(days=1))


def test_what_was_typed_is_found_again_elsewhere_and_gone_when_sent(house: House) -> None:
    """Unfinished, unchecked, by any browser that has the address."""
    asked = house.ask()
    part = services.address_part(asked, by=house.user)
    address = reverse("guest-unsent", args=[part, asked.pk])
    answer = Client().post(address, {"note": "書きかけの長い長い意見、二十字をこえるもの", "when": "b"})
    assert "途中の内容を保存しました" in answer.content.decode()
    page = Client().get(reverse("guest-asked", args=[part, asked.pk])).content.decode()
    assert "書きかけの長い長い意見" in page
    (chosen,) = [box for box in re.findall(r'<input type="radio"[^>]*>', page) if " checked" in box]
    assert 'value="b"' in chosen
    assert "wrong-text" in page and "まだ何も保存していません" not in page
    services.answer(asked, {"note": "短い", "when": "b"}, by=None)
    assert not Unsent.objects.exists()
    assert "途中保存できません" in Client().post(address, {"note": "あとから"}).content.decode()
    assert not Unsent.objects.exists()


def test_what_was_typed_before_an_answer_is_no_draft_of_the_next(house: House) -> None:
    """Kept late, when the same was sent meanwhile, it is dropped; typed on a page opened since, it is kept; nonsense is no moment."""
    asked = house.ask(kind="notes")
    page = reverse("guest-unsent", args=[house.address(asked).split("/")[2], asked.pk])
    opened = timezone.now().isoformat()
    assert Client().post(page, {"note": "途中", "opened_at": opened}).status_code == 200
    assert Unsent.objects.get(invitation=asked).payload == {"note": ["途中"]}
    services.answer(asked, {"note": "送った", "when": "a"}, by=None)
    Client().post(page, {"note": "途中", "opened_at": opened})
    assert not Unsent.objects.filter(invitation=asked).exists()
    for at in (timezone.now().isoformat(), "2026-99-99T00:00:00+09:00", "x", ""):
        Client().post(page, {"note": "次の", "opened_at": at})
        assert Unsent.objects.filter(invitation=asked).delete()[0] == 1


def test_what_is_confidential_asks_for_a_number_sent_by_mail(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds once, for one browser; wrong ones run out; another's number is none."""
    carried: list[tuple[str, str]] = []
    monkeypatch.setattr(coming, "_carriers", [lambda invitation, number: carried.append((invitation.email, number))])
    asked, theirs = house.ask(kind="secret"), house.ask(house.expert, kind="secret")
    part = services.address_part(asked, by=house.user)
    where, number = reverse("guest-asked", args=[part, asked.pk]), reverse("guest-number", args=[part, asked.pk])
    client = Client()
    first = client.get(where).content.decode()
    assert "本人の確認" in first and "R6-0007" not in first and "j…@example.jp" in first
    assert "本人の確認" in client.post(where, {"note": "x", "when": "a"}).content.decode()
    assert not Submission.objects.exists()
    client.post(number, {"send": "1"})
    assert [to for to, _ in carried] == ["jiro@example.jp"]
    services.send_code(theirs, by=None)
    assert client.post(number, {"number": carried[1][1]}).status_code == (
        422 if carried[0][1] != carried[1][1] else 302
    )
    assert client.post(number, {"number": carried[0][1]}).status_code == 302
    assert "R6-0007" in client.get(where).content.decode()
    assert "本人の確認" in Client().get(where).content.decode()
    assert Client().post(number, {"number": carried[0][1]}).status_code == 422


def test_a_number_runs_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """After five misses, after a quarter of an hour; and six in an hour are too many."""
    carried: list[str] = []
    monkeypatch.setattr(coming, "_carriers", [lambda invitation, number: carried.append(number)])
    asked = house.ask(kind="secret")
    services.send_code(asked, by=None)
    for _ in range(5):
        assert not services.confirm(asked, "no", by=None)
    assert not services.confirm(asked, carried[0], by=None)
    services.send_code(asked, by=None)
    Code.objects.update(made_at=timezone.now() - timedelta(minutes=16))
    assert not services.confirm(asked, carried[1], by=None)
    for _ in range(3):
        services.send_code(asked, by=None)
    with pytest.raises(UserError, match="何度も"):
        services.tell_code(asked, by=house.user)
    monkeypatch.setattr(coming, "_carriers", [])
    with pytest.raises(UserError, match="お電話"):
        services.send_code(asked, by=None)


def test_an_address_opened_too_often_waits_a_minute(house: House) -> None:
    """Of one that opens; and from a place from which too many were none, even that one waits."""
    asked = house.ask()
    part = services.address_part(asked, by=house.user)
    where = reverse("guest-asked", args=[part, asked.pk])
    assert Client().get(where).status_code == 200
    Knock.objects.update(minute=coming._minute(), number=coming.MOST_A_MINUTE)
    assert Client().get(where).status_code == 429
    Knock.objects.all().delete()
    Client().get(reverse("guest", args=["wrong"]))
    Knock.objects.filter(key__startswith="from:").update(minute=coming._minute(), number=coming.MOST_WRONG + 1)
    assert Client().get(where).status_code == 429
    Knock.objects.update(minute=coming._minute() - timedelta(minutes=1))
    assert Client().get(where).status_code == 200


def test_staff_ask_hand_over_the_address_and_answer_on_behalf(house: House) -> None:
    """By the same form, kept as theirs for the guest; without saying how they were told nothing is kept."""
    desk = house.desk()
    panel = desk.get(reverse("guests-panel", args=["cases", "case", house.case.pk])).content.decode()
    assert reverse("guests-new", args=[house.case.pk]) in panel
    given = {"what": "opinion:", "party": house.expert.pk, "until": str(house.until)}
    wrong = desk.post(reverse("guests-new", args=[house.case.pk]), given)
    assert wrong.status_code == 422 and "ほかの立場" in wrong.content.decode()
    made = desk.post(reverse("guests-new", args=[house.case.pk]), given | {"party": house.contact.pk})
    asked = Invitation.objects.get()
    assert made["Location"] == asked.get_absolute_url()
    shown = desk.post(reverse("guests-act", args=[asked.pk, "address"])).content.decode()
    assert f"http://testserver{house.address(asked)}" in shown and "data:image/svg+xml" in shown
    behalf = reverse("guests-on-behalf", args=[asked.pk])
    assert "代わりに入力" in desk.get(behalf).content.decode()
    assert desk.post(behalf, {"note": "電話で", "when": "a"}).status_code == 422
    assert desk.post(behalf, {"note": "電話で", "when": "a", "means": "phone"}).status_code == 302
    (sent,) = Submission.objects.all()
    assert (sent.by, sent.means) == (house.user, "phone")
    assert "受付 花子が代わりに入力(電話)" in desk.get(asked.get_absolute_url()).content.decode()
    assert desk.get(behalf).status_code == 302


def test_staff_tell_a_number_withdraw_and_shut_on_screen(house: House) -> None:
    """Each once; an act that is none is no page."""
    desk, asked = house.desk(), house.ask(kind="secret")
    told = desk.post(reverse("guests-act", args=[asked.pk, "number"])).content.decode()
    code = Code.objects.get()
    assert code.told_by == house.user
    number = told.split("確認番号は <strong>")[1][:6]
    assert services.confirm(asked, number, by=None)
    address = house.address(asked)
    desk.post(reverse("guests-act", args=[asked.pk, "shut"]))
    assert Client().get(address).status_code == 404
    desk.post(reverse("guests-act", args=[asked.pk, "withdraw"]))
    assert Invitation.objects.get().state == "取下げ"
    assert desk.post(reverse("guests-act", args=[asked.pk, "burn"])).status_code == 404
    reader = Client()
    reader.force_login(create_user("guests-reader", "閲覧 者", "reader", "long-enough-2030"))
    assert reader.get(asked.get_absolute_url()).status_code == 200
    assert reader.post(reverse("guests-act", args=[asked.pk, "address"])).status_code == 403


def test_what_came_by_the_link_waits_on_the_first_page_until_noted(house: House) -> None:
    """For the keeper of the case; what staff entered themselves does not wait; the database lets nothing else of an answer change."""
    keeper = Staff.objects.create(name="主担当", unit=Staff.objects.first().unit, user=house.user, joined_on=LONG_AGO)
    Case.objects.filter(pk=house.case.pk).update(keeper=keeper)
    asked, told = house.ask(), house.ask(house.expert)
    services.answer(told, {"note": "x", "when": "a"}, means="phone", by=house.user)
    desk = house.desk()
    assert "確認待ち" not in desk.get("/").content.decode()
    services.answer(asked, {"note": "x", "when": "a"}, by=None)
    first = desk.get("/").content.decode()
    assert "外部の方から届いた回答・書類(確認待ち)" in first and "見本製作所 ご意見の記入(総務 次郎)" in first
    assert "回答あり(確認待ち)" in desk.get(asked.get_absolute_url()).content.decode()
    act = reverse("guests-act", args=[asked.pk, "noted"])
    assert "確認したことを記録しました" in desk.post(act, follow=True).content.decode()
    assert "確認待ち" not in desk.get("/").content.decode()
    sent = Submission.objects.get(invitation=asked)
    assert sent.noted_by == house.user and sent.noted_at
    assert "ほかの職員が先に" in desk.post(act, follow=True).content.decode()
    with pytest.raises(Error), transaction.atomic():
        Submission.objects.filter(pk=sent.pk).update(note="直した")


def test_the_lists_of_what_was_asked_open(house: House) -> None:
    """With rows in them, and the state of each."""
    services.answer(house.ask(), {"note": "x", "when": "a"}, by=None)
    house.ask(house.expert)
    desk = house.desk()
    page = desk.get("/guests/invitation/", {"all": "1"}).content.decode()
    assert "回答あり" in page and "回答待ち" in page
    assert desk.get("/guests/submission/").status_code == 200


def test_an_ask_is_declared_once_and_whole() -> None:
    """A form that nothing takes is refused, and so is a second ask of one code."""
    with pytest.raises(ValueError, match="nothing takes"):
        ask(code="x", label="x", about=str, permission="x", form=lambda i, d: forms.Form())
    code = asks.all_asks()[0].code
    with pytest.raises(ValueError, match="twice"):
        ask(code=code, label="x", about=str, permission="x")


def test_addresses_mailed_out_before_lead_to_the_one_way_in(house: House) -> None:
    """Those of fairs with whatever page they named, and those of surveys."""
    for old in ("/portal/abc/", "/portal/abc/wishes/", "/answer/abc/"):
        assert Client().get(old)["Location"] == "/guest/abc/"

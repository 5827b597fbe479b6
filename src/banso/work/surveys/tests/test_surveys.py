"""A survey from its questions to its results."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from banso.core.errors import UserError
from banso.office.guests.services import address_part
from banso.office.mail.models import Message
from banso.office.mail.services import opt_out
from banso.office.papers.models import Letter
from banso.registers.company_lists import add_company_list
from banso.registers.models import Company, Person, ProgrammeYear
from banso.work.surveys import services
from banso.work.surveys.agenda import to_ask_again
from banso.work.surveys.models import Answer, Question, Reminder, Survey, SurveyTarget
from banso.work.surveys.tabulating import tabulate, tabulated_file
from conftest import TODAY, TinyWorld, flat


@pytest.fixture
def survey(world: TinyWorld) -> Survey:
    """A survey of two companies: one question of each kind."""
    facts = {"programme": world.programme, "code": "yearly", "name": "受注動向調査"}
    made = services.record_survey(by=None, reference_date=date(2024, 4, 1), **facts)
    for position, (text, kind, options) in enumerate(
        (("受注量", "one", ["増加", "減少"]), ("課題", "some", ["人手", "価格", "設備"]), ("意見", "text", [])), start=1
    ):
        services.record_question(survey=made, position=position, text=text, kind=kind, options=options, by=None)
    for name in ("甲社", "乙社"):
        world.company(name)
    add_company_list("everyone", "全社", lambda day: Company.objects.all())
    services.send_survey(made, "everyone", on=date(2024, 4, 2), by=None)
    return made


def keys(survey: Survey) -> list[int]:
    return [question.pk for question in survey.questions.all()]


def target(name: str) -> SurveyTarget:
    return SurveyTarget.objects.get(company__name=name)


def test_a_list_is_addressed_once(world: TinyWorld, survey: Survey) -> None:
    """Sent again, only those new to the list are added; each is asked on a page of its own."""
    world.company("丙社")
    assert services.send_survey(survey, "everyone", on=TODAY, by=None) == 1
    rows = SurveyTarget.objects.order_by("pk").values_list("company__name", "sent_on")
    assert list(rows) == [("甲社", date(2024, 4, 2)), ("乙社", date(2024, 4, 2)), ("丙社", TODAY)]
    assert SurveyTarget.objects.filter(invitation__guest__isnull=False).count() == 3


def test_only_those_without_an_answer_are_reminded_once_a_day(survey: Survey) -> None:
    """Nor those to whom it went out the same day."""
    services.answer(target("甲社"), {}, on=TODAY, by=None)
    assert services.remind(survey, on=date(2024, 4, 2), by=None) == 0
    assert [services.remind(survey, on=TODAY, by=None) for _ in range(2)] == [1, 0]
    assert list(Reminder.objects.values_list("target__company__name", "reminded_on")) == [("乙社", TODAY)]


def test_a_survey_is_to_be_asked_after_once_its_day_has_passed(survey: Survey) -> None:
    """Until every company has answered or was asked again since."""
    services.correct_survey(survey, answer_by=date(2024, 4, 9), by=None)
    assert [list(to_ask_again(date(2024, 4, day))) for day in (9, 10)] == [[], [survey]]
    services.answer(target("甲社"), {}, on=TODAY, by=None)
    services.remind(survey, on=date(2024, 4, 9), by=None)
    assert list(to_ask_again(TODAY)) == [survey]
    services.remind(survey, on=TODAY, by=None)
    assert not to_ask_again(TODAY).exists()


def test_last_times_questions_are_taken_over(world: TinyWorld, survey: Survey) -> None:
    """Only into a survey that has none, and only of the same code."""
    with pytest.raises(UserError, match="質問がすでにあります"):
        services.copy_questions(survey, by=None)
    facts: dict[str, Any] = {"programme": world.programme, "name": "次の調査", "reference_date": date(2025, 4, 1)}
    other = services.record_survey(code="other", by=None, **facts)
    with pytest.raises(UserError, match="前回の調査に、質問がありません"):
        services.copy_questions(other, by=None)
    again = services.record_survey(code="yearly", by=None, **facts)
    assert services.copy_questions(again, by=None) == 3
    assert [str(question) for question in again.questions.all()] == ["問1 受注量", "問2 課題", "問3 意見"]


def page_of(name: str) -> str:
    """The address of a company's own page."""
    invitation = target(name).invitation
    assert invitation is not None
    return f"/guest/{address_part(invitation, by=None)}/{invitation.pk}/"


def test_a_browser_may_post_the_answer_and_tells_no_other_site_the_key(survey: Survey) -> None:
    """A page that sends no referrer at all posts with Origin: null, which the check against forged forms refuses."""
    client, address = Client(enforce_csrf_checks=True), page_of("甲社")
    page = client.get(address)
    assert page["Referrer-Policy"] == "same-origin"
    assert "referrer" not in page.content.decode()
    token = client.cookies["csrftoken"].value
    given = {"csrfmiddlewaretoken": token, f"q{keys(survey)[0]}": "増加"}
    assert client.post(address, given, headers={"origin": "null"}).status_code == 403
    assert client.post(address, given, headers={"origin": "http://testserver"}).status_code == 302


def test_a_company_answers_once_on_its_own_page(survey: Survey) -> None:
    """Without a login, by its address; what it chose is counted; a second time it is only thanked."""
    one, some, text = keys(survey)
    client, address = Client(), page_of("甲社")
    assert "甲社" in client.get(address).content.decode()
    given = {f"q{one}": "増加", f"q{some}": ["人手", "設備"], f"q{text}": " よろしく "}
    assert client.post(address, given).status_code == 302
    assert "ご回答ありがとうございました" in client.get(address).content.decode()
    client.post(address, {f"q{one}": "減少"})
    assert list(Answer.objects.order_by("question").values_list("chosen", "text")) == [
        (["増加"], ""), (["人手", "設備"], ""), ([], "よろしく"),
    ]  # fmt: skip
    assert target("甲社").answered_on == localdate()


def test_what_came_on_paper_is_only_thanked_for(survey: Survey) -> None:
    """The company's own page says so; nothing is asked twice."""
    services.answer(target("甲社"), {}, on=TODAY, by=None)
    assert "ご回答ありがとうございました" in Client().get(page_of("甲社")).content.decode()


def test_an_answer_that_was_not_offered_is_refused_whole(survey: Survey) -> None:
    """At the question; nothing kept, what was written still there."""
    one, some, text = keys(survey)
    answer = Client().post(page_of("甲社"), {f"q{one}": "ほかの答え", f"q{some}": ["人手"], f"q{text}": "残る文"})
    assert answer.status_code == 422 and "問1 受注量" in answer.content.decode()
    assert "残る文" in answer.content.decode() and not Answer.objects.exists()
    assert target("甲社").answered_on is None
    with pytest.raises(UserError, match="問1 受注量: 選択肢の中から"):
        services.answer(target("甲社"), {one: ["増加", "減少"]}, on=TODAY, by=None)


def test_a_clerk_enters_and_puts_right_an_answer(world: TinyWorld, survey: Survey) -> None:
    """The day it first came stays."""
    one, some, _ = keys(survey)
    user = world.user()
    services.answer(target("甲社"), {one: ["増加"], some: ["人手"]}, on=date(2024, 4, 5), by=user)
    services.answer(target("甲社"), {one: ["減少"]}, on=TODAY, by=user)
    assert [str(row) for row in Answer.objects.order_by("question")] == ["減少", ""]
    assert target("甲社").answered_on == date(2024, 4, 5)


def test_results_count_companies_by_option(survey: Survey) -> None:
    """Shares are of those who answered the question; the file holds the counts and every answer."""
    one, some, text = keys(survey)
    services.answer(target("甲社"), {one: ["増加"], some: ["人手", "価格"], text: ["=1+1"]}, on=TODAY, by=None)
    services.answer(target("乙社"), {some: ["人手"]}, on=TODAY, by=None)
    first, second, third = tabulate(survey)
    assert (first.answered, first.lines) == (1, [("増加", 1, "100.0%"), ("減少", 0, "0.0%")])
    assert (second.answered, second.options) == (2, [("人手", 2), ("価格", 1), ("設備", 0)])
    assert (third.answered, third.texts) == (1, ["=1+1"])
    sheet = CalamineWorkbook.from_filelike(BytesIO(tabulated_file(survey))).get_sheet_by_name("回答").to_python()
    assert [row[3:] for row in sheet] == [
        ["問1 受注量", "問2 課題", "問3 意見"],
        ["増加", "人手、価格", "=1+1"],
        ["", "人手", ""],
    ]


def test_the_pages_of_a_survey(world: TinyWorld, survey: Survey) -> None:
    """Where it stands, its letters with each company's address, sending and reminding."""
    client = Client()
    client.force_login(world.user(is_superuser=True))
    page = client.get(f"/surveys/{survey.pk}/").content.decode()
    assert "未回答 <strong>2社</strong>" in page and "問2 課題" in page
    letters = client.get(f"/surveys/{survey.pk}/letters/?again=1").content.decode()
    assert f"/guest/{address_part(target('乙社').invitation, by=None)}/" in letters and "再度のお願い" in letters
    client.post(f"/surveys/{survey.pk}/act/remind/")
    assert Reminder.objects.count() == 2
    sent = client.post(f"/surveys/{survey.pk}/act/send/", {"list": "none"}, follow=True).content.decode()
    assert "送付先を選んでください" in sent
    SurveyTarget.objects.filter(company__name="甲社").update(invitation=None)  # as one that came by a list
    for chosen in ("増加", "減少"):
        behalf = client.post(f"/surveys/target/{target('甲社').pk}/enter/")["Location"]
        entered = client.post(behalf, {f"q{keys(survey)[0]}": chosen, "means": "paper"})
        assert entered.status_code == 302 and Answer.objects.get().chosen == [chosen]
    assert re.search('value="減少"[^>]* checked', client.get(behalf).content.decode())


def test_printed_letters_bear_one_number_of_the_house(world: TinyWorld, survey: Survey, client: Client) -> None:
    """Those of the request one, those of each reminder another; each stands in the register with how many they were."""
    unit = world.unit
    unit.symbol = "総支"
    unit.save()
    ProgrammeYear.objects.filter(programme=world.programme).update(unit=unit)
    client.force_login(world.user(is_superuser=True))
    act, letters = f"/surveys/{survey.pk}/act/", f"/surveys/{survey.pk}/letters/"
    assert "総支第" not in flat(client.get(letters).content)
    page = flat(client.post(f"{act}number/", follow=True).content)
    (first,) = Letter.objects.all()
    assert (first.addressee, first.copies, first.number, first.case) == ("甲社 ほか1社", 2, 1, None)
    assert page.count(f'<p class="right">{first.printed}</p>') == 2 and "総支第1号" in first.printed
    services.answer(target("乙社"), {}, on=TODAY, by=None)
    page = flat(client.post(f"{act}number-again/", follow=True).content)
    last = Letter.objects.latest("pk")
    assert (last.title, last.addressee, last.copies) == ("受注動向調査(再度のお願い)", "甲社", 1)
    assert last.printed in page and first.printed not in page and first.printed in flat(client.get(letters).content)
    services.answer(target("甲社"), {}, on=TODAY, by=None)
    assert "番号を付ける文書がありません" in flat(client.post(f"{act}number/", follow=True).content)
    assert Letter.objects.count() == 2


def test_a_question_to_choose_from_needs_options(survey: Survey) -> None:
    """And one to write freely has none."""
    for kind, options in (("one", []), ("text", ["はい"])):
        with pytest.raises(Exception, match="選択肢が必要です"):
            services.record_question(survey=survey, position=9, text="x", kind=kind, options=options, by=None)
    assert Question.objects.filter(position=9).count() == 0


def test_who_can_be_reached_is_asked_by_mail(world: TinyWorld, survey: Survey, client: Client, settings: Any) -> None:
    """To the representative before others, each with its own address; who answered, opted out or has no address gets none."""
    settings.PUBLIC_URL = "https://banso.example.jp"
    user = world.user()
    world.allow(user, "view_survey", "add_surveytarget", "add_message", "view_message")
    client.force_login(user)
    address = f"/surveys/{survey.pk}/act/"
    client.post(f"{address}mail/", follow=True)
    assert not Message.objects.exists()  # no company has an address yet
    first, second = (Company.objects.get(name=name) for name in ("甲社", "乙社"))
    Person.objects.create(company=first, name="受付", email="info@example.jp")
    Person.objects.create(company=first, name="社長", email="head@example.jp", is_representative=True)
    page = client.post(f"{address}mail/", follow=True).content.decode()
    assert "メールを送れない企業が1社あります" in page and "head@example.jp" in page
    mail = Message.objects.get()
    part = address_part(target("甲社").invitation, by=user)
    assert (mail.to_email, mail.subject) == ("head@example.jp", "受注動向調査へのご協力のお願い")
    assert f"https://banso.example.jp/guest/{part}/" in mail.body and mail.body.startswith("甲社 御中")
    Person.objects.create(company=second, name="社長", email="stop@example.jp")
    opt_out(email="stop@example.jp", topic="surveys", by=None)
    services.answer(target("甲社"), {}, on=localdate(), by=None)
    said = client.post(f"{address}mail-again/", follow=True).content.decode()
    assert "メールを送れる未回答の企業がありません" in said and Message.objects.count() == 1
    assert client.post(f"{address}other/").status_code == 404
    world.allow(nobody := world.user("other"), "view_survey", "add_surveytarget")
    client.force_login(nobody)
    assert client.post(f"{address}mail/").status_code == 403

"""The expert's and the company's own pages: a visit begun, ended, reported and confirmed by link, and by nobody else's."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from banso.cases.models import Party
from banso.cases.services import add_party
from banso.core.fiscal import fiscal_year_of
from banso.office.files.models import ReceivedFile
from banso.office.guests.asks import offers_on
from banso.office.guests.services import address_part, invite
from banso.procedures.taking import begin, take
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Expert
from banso.work.dispatches.models import Dispatch, DispatchStep, Visit
from banso.work.dispatches.procedure import DISPATCH
from conftest import TinyWorld


@pytest.fixture
def dispatch(world: TinyWorld) -> Dispatch:
    """Decided today, two visits planned, with an expert and someone at the company."""
    today = date.today()
    values = {"values": {"hourly": 5150, "most_a_day": 30900}}
    year = fiscal_year_of(today)
    lay_down_terms(DISPATCH, programme=world.programme, fiscal_year=year, content=values, by=None)
    expert = Expert.objects.create(name="専門 花子", registered_on=date(2020, 4, 1))
    of_case = {"programme": world.programme, "company": world.company("八戸製作所"), "opened_on": today}
    made: Dispatch = begin(DISPATCH, expert=expert, subject="原価管理", by=None, **of_case)
    for code, facts in (("requested", {}), ("checked", {}), ("decided", {"visits_planned": 2})):
        take(made.case, code, {"taken_on": today, **facts}, by=None)
    add_party(made.case, role="company", name="八戸 一子", by=None)
    return made


def page_of(dispatch: Dispatch, kind: str, role: str, detail: str = "") -> str:
    """The address at which someone is asked something."""
    party = Party.objects.get(case=dispatch.case, role=role)
    until = date.today() + timedelta(days=30)
    row = invite(kind, case=dispatch.case, party=party, until=until, detail=detail, by=None)
    return reverse("guest-asked", args=[address_part(row, by=None), row.pk])


def steps(dispatch: Dispatch) -> list[str]:
    return list(
        DispatchStep.objects.in_force().filter(case=dispatch.case).order_by("pk").values_list("step", flat=True)
    )


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_visit_from_the_first_minute_to_its_report(dispatch: Dispatch, client: Client) -> None:
    """One page leads the expert on; what was overtaken is refused; the company confirms what it sees."""
    visits, company = page_of(dispatch, "dispatch-visits", "expert"), page_of(dispatch, "dispatch-confirm", "company")
    assert "先に「派遣の実施」が必要です。" in shown(client, company)
    assert "次に行うこと: 訪問の開始" in shown(client, visits)
    assert client.post(visits, {"step": "arrived", "place": "本社工場"}).status_code == 302
    assert "次に行うこと: 派遣の実施" in shown(client, visits)
    overtaken = client.post(visits, {"step": "arrived", "place": "本社工場"})
    assert overtaken.status_code == 422 and "開き直してから" in overtaken.content.decode()
    assert client.post(visits, {"step": "visited", "ended_at": "", "travel": "１，２３０"}).status_code == 302
    visit = Visit.objects.select_related("step").get()
    assert (visit.visited_on, visit.step.place, visit.step.travel) == (date.today(), "本社工場", 1230)
    assert "本社工場" in shown(client, company)
    assert client.post(company, {"confirmed_by": ""}).status_code == 422
    assert client.post(company, {"confirmed_by": "八戸 一子"}).status_code == 302
    assert "確認を待っている訪問はありません" in shown(client, company)
    assert client.post(visits, {"step": "visit_reported", "advice": " "}).status_code == 422
    assert client.post(visits, {"step": "visit_reported", "advice": "段取りを外に出す。"}).status_code == 302
    assert steps(dispatch)[3:] == ["arrived", "visited", "confirmed", "visit_reported"]
    assert Visit.objects.get().report == "段取りを外に出す。"


def test_what_was_typed_for_another_step_does_not_come_back(dispatch: Dispatch, client: Client) -> None:
    """The draft of a form that is kept a moment after the form was sent leaves the next one alone."""
    visits = page_of(dispatch, "dispatch-visits", "expert")
    client.post(visits, {"step": "arrived"})
    client.post(f"{visits}unsent/", {"step": "arrived", "place": "本社工場"})
    assert 'name="step" value="visited"' in shown(client, visits)


@pytest.mark.parametrize("typed", [{}, {"step": "settled"}, {"step": "decided", "visits_planned": "9"}, {"step": "²"}])
def test_a_page_takes_no_step_but_its_own(dispatch: Dispatch, client: Client, typed: dict[str, Any]) -> None:
    assert client.post(page_of(dispatch, "dispatch-visits", "expert"), typed).status_code == 422
    assert steps(dispatch) == ["requested", "checked", "decided"]


@pytest.mark.parametrize("ended", ["00:00", "25:00", "²", "9" * 40])
def test_an_end_that_is_no_time_or_before_the_beginning_is_refused(
    dispatch: Dispatch, client: Client, ended: str
) -> None:
    visits = page_of(dispatch, "dispatch-visits", "expert")
    client.post(visits, {"step": "arrived"})
    answer = client.post(visits, {"step": "visited", "started_at": "00:01", "ended_at": ended})
    assert answer.status_code == 422 and "visited" not in steps(dispatch)


def test_what_is_asked_of_whom(world: TinyWorld, dispatch: Dispatch) -> None:
    """While visits are to be made, beside the papers that any case may lack."""
    offered = {(offer.label, offer.role) for _, offer in offers_on(dispatch.case, lambda permission: True)}
    found = {(label, role) for label, role in offered if not label.startswith("書類の提出")}
    assert found == {("訪問の開始・終了・報告", "expert"), ("訪問を受けたことの確認", "company")}


def test_nobody_elses_address_opens_it(world: TinyWorld, dispatch: Dispatch, client: Client) -> None:
    """The company's address does not open the expert's page, nor an address that is none."""
    visits, company = page_of(dispatch, "dispatch-visits", "expert"), page_of(dispatch, "dispatch-confirm", "company")
    part, number = company.split("/")[2], visits.split("/")[3]
    assert client.get(reverse("guest-asked", args=[part, int(number)])).status_code == 404
    assert client.get(reverse("guest-asked", args=["nothing", int(number)])).status_code == 404


def scan(pages: int = 1) -> SimpleUploadedFile:
    document, made = pikepdf.new(), BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(made, deterministic_id=True)  # else named by its second: the same paper twice would be two
    return SimpleUploadedFile("領収書.pdf", made.getvalue())


def test_papers_are_handed_in_by_link(dispatch: Dispatch, client: Client, settings: Any, tmp_path: Path) -> None:
    """As often as it takes until the day; a broken one is told on the spot and what was typed stays; they stand in the case's file."""
    settings.MEDIA_ROOT = tmp_path
    offered = {(one.code, offer.role, offer.detail) for one, offer in offers_on(dispatch.case, lambda permission: True)}
    assert {("file", "company", "requested"), ("file", "expert", "reported"), ("file", "", "")} <= offered
    address = page_of(dispatch, "file", "expert", "reported")
    page = shown(client, address)
    assert 'enctype="multipart/form-data"' in page and "旅費の領収書・乗車券の写し" in page
    broken = client.post(address, {"title": "新幹線の領収書", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 ...")})
    assert broken.status_code == 422 and "開けません" in broken.content.decode()
    assert "新幹線の領収書" in broken.content.decode()
    for pages in (1, 2):
        assert client.post(address, {"title": "新幹線の領収書", "file": scan(pages)}).status_code == 302
    again = client.post(address, {"title": "新幹線の領収書", "file": scan(2)})
    assert again.status_code == 422 and "すでに登録" in again.content.decode()
    with patch("banso.procedures.handing_in.MOST_A_DAY", 2):  # whoever has an address must not fill the disk
        more = client.post(address, {"title": "宿泊の領収書", "file": scan(3)})
    assert more.status_code == 422 and "センターへお電話" in more.content.decode()
    rows = ReceivedFile.objects.filter(case=dispatch.case)
    assert {(r.title, r.step, r.way, r.whose, r.uploaded_by) for r in rows} == {
        ("新幹線の領収書", "reported", "link", "専門 花子", None)
    }
    assert rows.count() == 2 and shown(client, address).count("新幹線の領収書") == 2
    stranger = page_of(dispatch, "file", "company", "requested")
    assert "新幹線の領収書" not in shown(client, stranger)


def test_a_step_takes_the_papers_it_asks_for(world: TinyWorld, client: Client, settings: Any, tmp_path: Path) -> None:
    """With the company's request comes what shows how it stands; without it the request holds as well."""
    settings.MEDIA_ROOT = tmp_path
    today = date.today()
    lay_down_terms(DISPATCH, programme=world.programme, fiscal_year=fiscal_year_of(today), content={}, by=None)
    for files, came in (({"evidence": scan()}, 1), ({}, 0)):
        facts = {"programme": world.programme, "company": world.company(), "opened_on": today}
        made: Dispatch = begin(DISPATCH, subject="原価管理", by=None, **facts)
        add_party(made.case, role="company", name="八戸 一子", by=None)
        address = page_of(made, "step", "company", "requested")
        assert client.post(address, {"issues": "原価が分からない", **files}).status_code == 302
        assert (steps(made), made.case.received_files.count()) == (["requested"], came)

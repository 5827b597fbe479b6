"""The expert's and the company's own pages: a visit begun, ended, reported and confirmed by link, and by nobody else's."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banso.cases.models import Party
from banso.cases.services import add_party
from banso.core.fiscal import fiscal_year_of
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
    """While visits are to be made; a case of another kind is asked nothing."""
    found = {(offer.label, offer.role) for _, offer in offers_on(dispatch.case, lambda permission: True)}
    assert found == {("訪問の開始・終了・報告", "expert"), ("訪問を受けたことの確認", "company")}


def test_nobody_elses_address_opens_it(world: TinyWorld, dispatch: Dispatch, client: Client) -> None:
    """The company's address does not open the expert's page, nor an address that is none."""
    visits, company = page_of(dispatch, "dispatch-visits", "expert"), page_of(dispatch, "dispatch-confirm", "company")
    part, number = company.split("/")[2], visits.split("/")[3]
    assert client.get(reverse("guest-asked", args=[part, int(number)])).status_code == 404
    assert client.get(reverse("guest-asked", args=["nothing", int(number)])).status_code == 404

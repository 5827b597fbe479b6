"""One call with eight applications through all its life: played on the pages by two clerks, a chief, a director, three reviewers (one with a
tie), two applicants by their own links, and an auditor, from the call's first day to the last report five years after the settlement."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from banso.cases.models import Case
from banso.core.era import format_date
from banso.office.approvals.models import Draft, Rule, Seat
from banso.office.approvals.services import record_holding
from banso.office.guests.models import Invitation
from banso.office.guests.services import address_part, invite, tell_code
from banso.office.reviews import services as judging
from banso.office.reviews.models import Panel
from banso.office.reviews.standing import Standing, assignments
from banso.procedures.offering import state_of
from banso.procedures.reviewing import ask_reviewers, asked_of
from banso.procedures.taking import take
from banso.registers.models import ProgrammeYear, Staff, User
from banso.work.grants import services
from banso.work.grants.aftercare import owed, retention, returns
from banso.work.grants.models import Application, Call, Decision, Demand, OutcomeReport
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld, agenda_of, bring, figures_of, flat, why_refused

from .test_applying import SAID
from .test_budgets import category
from .worked import terms

TOKYO = ZoneInfo("Asia/Tokyo")
POINTS = (19, 18, 17, 16, 15, 14, 8, 12)  # each reviewer's of 20, application by application in the order they came
TERMS: dict[str, Any] = {
    "approvals": {"adopted": "grant", "granted": "grant", "settled": "grant-settled"},
    "deadlines": {
        "request": {"days": 30, "after": "adopted"},
        "retraction": {"days": 10, "after": "granted"},
        "report": {"earliest": [{"days": 30, "after": "completed"}, {"on": "4-10", "after": "completed"}]},
    },
    "values": {
        "cut": 1000,
        "outcome_reports": 5,
        "outcome_window": "april-may",
        "income_return": "yearly",
        "tax_basis": "gross",
    },
}


class Years:
    """The centre, whoever plays, and the clock."""

    def __init__(self, world: TinyWorld, clock: time_machine.Traveller) -> None:
        self.world, self.clock = world, clock
        for year in range(2025, 2031):
            ProgrammeYear.objects.create(programme=world.programme, fiscal_year=year, name="新商品開発助成事業")
        self.clerk, self.second = self._staff("担当 花子"), self._staff("担当 二郎")
        self.chief, self.director = self._staff("課長 三郎"), self._staff("理事 四子")
        for seat, holder, kind in (("chief", self.chief, "grant-settled"), ("president", self.director, "grant")):
            place = Seat.objects.create(code=seat, title=seat, rank=len(seat))
            Rule.objects.create(kind=kind, label="補助金", seat=place, valid_from=date(2020, 4, 1))
            record_holding(seat=place, staff=Staff.objects.get(user=holder), starts_on=date(2020, 4, 1), by=None)
        terms(world, **TERMS)
        self.call = self._call()

    def _staff(self, name: str) -> User:
        user = self.world.user(name, is_superuser=True)
        Staff.objects.create(name=name, unit=self.world.unit, joined_on=date(2020, 4, 1), user=user)
        return user

    def _call(self) -> Call:
        course = services.record_course(programme=self.world.programme, code="general", name="一般枠", by=None)
        facts = {"opened_on": date(2024, 4, 8), "closes_on": date(2024, 5, 10), "executed_in": 2024}
        call = services.record_call(course=course, rate="2/3", cap=1_000_000, budget=3_000_000, by=None, **facts)
        window = {"name": "第1回", "opens_on": date(2024, 4, 8), "closes_on": date(2024, 5, 10)}
        services.record_window(call=call, by=None, **window)
        category(call, "機械装置費")
        return Call.objects.get(pk=call.pk)

    def on(self, year: int, month: int, day: int, hour: int = 10, minute: int = 0, second: int = 0) -> date:
        """Go to a moment."""
        self.clock.move_to(datetime(year, month, day, hour, minute, second, tzinfo=TOKYO))
        return date(year, month, day)

    def desk(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def seal(self, *users: User) -> None:
        """Whatever waits for somebody is approved, and by the last of them decided, on its page as it is shown there."""
        for user in users:
            client = self.desk(user)
            for draft in Draft.objects.filter(outcome__state="open").order_by("pk"):
                assert 'name="seen"' in client.get(draft.get_absolute_url()).content.decode(), (user, draft)
                seen = draft.versions.latest("pk").digest
                told = client.post(reverse("draft-seal", args=[draft.pk]), {"seen": seen}, follow=True)
                assert "記録しました" in flat(told.content), flat(told.content)[-3000:]
        assert not Draft.objects.filter(outcome__state="open").exists()

    def guest(self, asked: Invitation) -> tuple[Client, str]:
        """Somebody outside on the phone, once the number by mail is confirmed; the address of what is asked."""
        client, part = Client(), address_part(asked, by=None)
        number = tell_code(asked, by=self.clerk)
        client.post(reverse("guest-number", args=[part, asked.pk]), {"number": number})
        return client, reverse("guest-asked", args=[part, asked.pk])


def wrong(answer: Any) -> str:
    """What a page says is wrong."""
    page = flat(answer.content)
    return " / ".join(
        re.sub("<[^>]+>", " ", found) for found in re.findall(r'role="alert".*?</div>|errorlist.*?</ul>', page)
    )


@pytest.fixture
def years(world: TinyWorld, settings: Any, tmp_path: Any) -> Iterator[Years]:
    # the database knows what day it really is: there a session of 2024 is over
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(datetime(2024, 4, 8, 9, tzinfo=TOKYO), tick=False) as clock:
        yield Years(world, clock)


def applies(years: Years, name: str, title: str, *, paper: bool = False) -> Case:
    """An application from the public page to the receipt, by the applicant or by a clerk who has it on paper."""
    email = f"{name}@example.jp"
    said = SAID | {"company_name": f"株式会社{title}", "title": title, "tax_status": "full", "own": "434,000"}
    line = {"category": str(years.call.categories.get().pk), "content": "加工機 LX-2", "cost": "1,100,000"}
    said |= {f"line-1-{key}": text for key, text in (line | {"tax_rate": "10"}).items()}
    if paper:
        client = years.desk(years.second)
        begun = client.post(
            reverse("grant-call-begin", args=[years.call.pk]), {"name": name, "email": "", "paper": "1"}
        )
        asked = Invitation.objects.latest("pk")
        page, name_of, args = begun["Location"], "grant-apply-for", [asked.pk]
        how = {"means": "paper", "received_on": format_date(date.today())}
    else:
        Client().post(reverse("grant-open-call", args=[years.call.pk]), {"name": name, "email": email})
        asked = Invitation.objects.latest("pk")
        client, page = years.guest(asked)
        page, name_of, args, how = client.get(page)["Location"], "grant-apply", [*page.split("/")[2:4]], {}
    seen = client.post(page, said | {"preview": "1"})
    assert seen.status_code == 302, wrong(seen)
    done = client.post(reverse(f"{name_of}-preview", args=args), how)
    assert done.status_code == 302, wrong(done)
    asked.refresh_from_db()
    assert asked.case is not None and "受付票" in flat(client.get(done["Location"]).content)
    return asked.case


def eight(years: Years) -> list[Case]:
    """Two by phone, two on paper, four from the list of a partner."""
    years.on(2024, 4, 8, 9, 30)
    cases = [applies(years, "aoki", "木のおもちゃ"), applies(years, "minami", "りんごの菓子")]
    years.on(2024, 4, 20)
    cases += [applies(years, f"paper{n}", f"紙の申請{n}", paper=True) for n in (1, 2)]
    years.on(2024, 5, 2)
    rows = "".join(f"一般枠,令和6年4月8日,R6.5.1,株式会社一覧{n},一覧の計画{n},700000,1200000\n" for n in range(4))
    heads = "コース・枠,公募開始日,受付日,企業名,事業名,申請額(円),補助対象経費(円)\n"
    outcome = bring("grant-applications", heads + rows)
    assert outcome.counts["created"] == 4, why_refused(outcome)
    return cases + list(Case.objects.exclude(pk__in=[case.pk for case in cases]).order_by("pk"))


def judged(years: Years, cases: list[Case]) -> Panel:
    """Three reviewers by their links: one has a tie to the first file, whose mean is the others'."""
    today = years.on(2024, 5, 20)
    facts = {"held_on": date(2024, 6, 10), "due_on": date(2024, 6, 5), "budget": 3_000_000, "total_floor": 10}
    panel = judging.record_panel(programme=years.world.programme, name="第1回 審査会", by=years.clerk, **facts)
    judging.record_criterion(panel=panel, place=1, name="新規性", points=20, by=years.clerk)
    period = {"starts_on": today, "ends_on": date(2025, 3, 31)}
    reviewers = [
        judging.record_reviewer(panel=panel, name=name, email=f"r{n}@example.jp", by=years.clerk, **period)
        for n, name in enumerate(("青木 一郎", "小野 二郎", "工藤 三郎"))
    ]
    desk = years.desk(years.clerk)
    assert desk.post(reverse("review-cases", args=[panel.pk]), {"all": "1"}).status_code == 302
    assert desk.post(reverse("review-assign", args=[panel.pk]), {"all": "1"}).status_code == 302
    assert ask_reviewers(panel, until=panel.due_on, by=years.clerk) == 3 * len(cases)
    criterion = panel.criteria.get()
    for key, asked in asked_of(panel).items():
        seat = assignments().get(pk=key)
        client, page = years.guest(asked)
        assert "新規性" not in flat(client.get(page).content)
        tied = seat.candidate.case == cases[0] and seat.reviewer == reviewers[1]
        tie = {"answer": "yes", "tie": "rival"} if tied else {"answer": "none"}
        assert client.post(page, {"stage": "declare"} | tie).status_code == 302
        points = POINTS[cases.index(seat.candidate.case)]
        given = client.post(page, {"stage": "score", f"points_{criterion.pk}": str(points), "comment": ""})
        assert given.status_code == (422 if tied else 302)
    return panel


def decided(years: Years, panel: Panel) -> None:
    """What follows from the ranking is drafted for all at once, and sealed by the director."""
    years.on(2024, 6, 10)
    desk = years.desk(years.clerk)
    made = {one.pk: judging.Made(line.proposed or "", line.reserve_rank) for one, line in Standing(panel).lines}
    judging.decide(panel, made, decided_on=date(2024, 6, 10), by=years.clerk)
    answer = desk.post(reverse("review-rulings", args=[panel.pk]), {"expected": "8", "body": "審査の結果による。"})
    assert answer.status_code == 302, wrong(answer)
    assert not Decision.objects.filter(step="adopted").exists()
    years.seal(years.chief, years.director)


def sends(years: Years, case: Case, step: str, **typed: str) -> None:
    """The applicant sends what a step asks for, by the own link."""
    party = case.parties.filter(ended_on=None).first()
    asked = invite("step", case=case, party=party, detail=step, until=date.today() + timedelta(days=20), by=years.clerk)
    client, page = years.guest(asked)
    assert client.get(page).status_code == 200
    answer = client.post(page, typed)
    assert answer.status_code == 302, wrong(answer)


def drafts(years: Years, user: User, case: Case, step: str, **typed: str) -> None:
    """A step on the clerk's screen: taken at once, or drafted where the terms have it decided."""
    said = {"taken_on": format_date(date.today())} | typed
    answer = years.desk(user).post(reverse("case-step", args=[case.pk, step]), said)
    assert answer.status_code == 302, wrong(answer)


def granted_and_paid(years: Years, cases: list[Case]) -> None:
    """From the request in detail to the payment, two firms by their links, the third by staff."""
    years.on(2024, 6, 25)
    for case in cases[:2]:
        sends(years, case, "requested", expense="1,000,000", amount="666,000")
    years.on(2024, 7, 1)
    for case in cases[:2]:
        drafts(years, years.second, case, "granted", amount="666,000")
    years.seal(years.chief, years.director)
    years.on(2025, 1, 20)
    for case in cases[:2]:
        sends(years, case, "completed")
        sends(years, case, "reported", expense="990,000")
    years.on(2025, 2, 10)
    for case, accepted in zip(cases[:2], ("990,000", "900,000"), strict=True):
        drafts(years, years.second, case, "inspected", expense=accepted)
        drafts(years, years.clerk, case, "settled", expense=accepted)
    years.seal(years.chief)
    years.on(2025, 2, 20)
    for case in cases[:2]:
        sends(years, case, "claimed")
    for case in cases[:2]:
        take(case, "paid", {"taken_on": years.on(2025, 3, 10)}, by=years.clerk)
        take(case, "finished", {"taken_on": years.on(2025, 3, 10)}, by=years.clerk)


def reports(years: Years, case: Case, nth: int, sales: str, cost: str = "0") -> None:
    """A firm's report of a year, by its own link."""
    party = case.parties.filter(ended_on=None).first()
    until = date.today() + timedelta(days=20)
    asked = invite("grant-outcome", case=case, party=party, detail=str(nth), until=until, by=years.second)
    client, page = years.guest(asked)
    typed = {"stage": "3", "sales": sales, "cost": cost, "overhead": "0", "added_cost": "0"}
    answer = client.post(page, typed)
    assert answer.status_code == 302, wrong(answer)


def late_on(day: date) -> list[tuple[str, str]]:
    """Who owes what past its day."""
    rows = owed.still_due(owed.duties()).filter(due_on__lt=day).order_by("due_on", "case_id")
    return [(row.case.whose, row.name) for row in rows]


def five_years(years: Years, toys: Case, sweets: Case) -> None:
    """One firm reports in time and gives a part of its income back; the other is late once, and says so."""
    auditor = years.world.user("監査")
    years.world.allow(auditor, "view_application", "view_case", "view_deadline", "view_opendeadline")
    years.on(2025, 4, 20)
    reports(years, toys, 1, "100,000")
    today = years.on(2025, 6, 1)
    assert late_on(today) == [("株式会社りんごの菓子", "事業化状況報告 第1回")]
    seen = years.desk(auditor).get(reverse("grants-duties"), follow=True)
    assert seen.status_code == 200 and "株式会社りんごの菓子" in flat(seen.content)
    revoke = reverse("case-step", args=[sweets.pk, "revoked"])
    assert "行えません" in flat(years.desk(auditor).post(revoke, {"note": "x"}, follow=True).content)
    assert not Decision.objects.filter(step="revoked").exists()
    reports(years, sweets, 1, "50,000")
    years.on(2025, 9, 1)
    returns.report_input_tax(case=sweets, reported_on=date.today(), status="exempt", by=years.clerk)
    for year, sold in ((2026, "1"), (2027, "1,000,000"), (2028, "300,000"), (2029, "1")):
        years.on(year, 5, 1)
        reports(years, toys, year - 2024, sold)
        reports(years, sweets, year - 2024, "10,000")
        if len(sold) > 1:  # beyond the firm's own 330,000, two thirds of it, and no more than the grant in all
            told = returns.demand(
                case=toys, cause="income", demanded_on=date.today(), due_on=date(year, 6, 20), by=years.clerk
            )
            returns.correct_demand(told, paid_on=years.on(year, 6, 10), by=years.second)
    assert list(Demand.objects.order_by("pk").values_list("amount", flat=True)) == [513_334, 146_666]


def test_six_years(years: Years, tmp_path: Any) -> None:
    cases = eight(years)
    toys, sweets, declining = cases[:3]
    years.on(2024, 5, 10, 17, 0, 1)
    closed = flat(Client().get(reverse("grant-open-call", args=[years.call.pk])).content)
    assert "締め切りました" in closed
    decided(years, judged(years, cases))
    stands = [Decision.objects.filter(case=case).latest("pk") for case in cases]
    assert [(row.step, row.rank or row.amount) for row in stands] == [
        *[("adopted", 666_000)] * 4, ("waitlisted", 1), ("waitlisted", 2), ("rejected", None), ("waitlisted", 3),
    ]  # fmt: skip
    years.on(2024, 6, 20)
    sends(years, declining, "declined")
    assert [line for _, line in agenda_of(years.clerk, "grants.next_reserve", date.today())] == [
        "補欠1位 株式会社一覧0 一覧の計画0"
    ]
    drafts(years, years.clerk, cases[4], "adopted", amount="700,000")
    years.seal(years.chief, years.director)
    granted_and_paid(years, cases)
    amounts = Decision.objects.filter(step="settled").order_by("case_id").values_list("amount", flat=True)
    assert list(amounts) == [660_000, 600_000]
    five_years(years, toys, sweets)
    assert late_on(years.on(2030, 6, 1)) == [("株式会社木のおもちゃ", "仕入控除税額報告")]
    keep = retention.kept_until(state_of(GRANT, sweets))
    assert str(keep) == "令和12年5月1日まで(最後の義務が済んだ日(令和11年5月1日)から1年)"
    asked = [(name, 2024, "") for name in ("grants.adopted", "grants.adopted_amount", "grants.granted_amount")]
    found = figures_of(years.world.programme, {}, asked)
    assert [found[one][0] for one in asked] == [5, 3_364_000, 1_332_000]
    assert Application.objects.count() == 8 and OutcomeReport.objects.count() == 10

"""Consortium projects: what the funder granted in which year, the rows a report prints, what is refused, and lists."""

from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from banso.figures.listings import get_listing
from banso.intake.outcome import What
from banso.work.projects import services
from banso.work.projects.labour import labour_of
from banso.work.projects.models import Member, Project, Researcher, YearDecision
from banso.work.projects.sharing import Share, share_of
from conftest import TinyWorld, bring, figures_of, flat, floors, refusal, why_refused


@pytest.fixture
def decisions(world: TinyWorld) -> dict[str, YearDecision]:
    """A project over the change of eras, granted on each side of 1 April; another of its programme, and one of another."""
    other = world.add_programme("other", "別の開発")

    def project(theme: str, **facts: Any) -> Project:
        given = {"programme": world.programme, "starts_on": date(2018, 5, 1), "ends_on": date(2019, 4, 30)} | facts
        return services.record_project(theme=theme, by=None, **given)

    def granted(project: Project, on: date, amount: int) -> YearDecision:
        return services.record_year_decision(project=project, decided_on=on, amount=amount, by=None)

    long, short = project("軽量部材"), project("海藻の利用", starts_on=date(2023, 4, 1), ends_on=date(2024, 3, 31))
    foreign = project("別の研究", programme=other)
    return {
        "31 March": granted(long, date(2023, 3, 31), 1),
        "1 April": granted(long, date(2023, 4, 1), 9_007_199_254_740_993),
        "last day": granted(short, date(2024, 3, 31), 0),
        "1 April of the next": granted(short, date(2024, 4, 1), 500),
        "of another programme": granted(foreign, date(2023, 4, 1), 7),
    }


def test_figures(world: TinyWorld, decisions: dict[str, YearDecision]) -> None:
    """Sums of the year of the decision, to the yen beyond what a float holds; one decision alone by its key."""
    one = f"decision={decisions['last day'].pk}"
    expected = {
        ("projects.decided_amount", 2022, ""): (1, ["31 March"]),
        ("projects.decided_amount", 2023, ""): (9_007_199_254_740_993, ["1 April", "last day"]),
        ("projects.decided_amount", 2023, one): (0, ["last day"]),
        ("projects.decided_amount", 2024, one): (0, []),
        ("projects.decided_amount", 2024, ""): (500, ["1 April of the next"]),
        ("projects.decided_amount", 2021, ""): (None, []),
    }
    assert figures_of(world.programme, decisions, expected) == expected


def test_the_rows_a_report_prints(decisions: dict[str, YearDecision]) -> None:
    """The project that began first stands first; its years by the era of their last day, its members in their order."""
    project = decisions["1 April"].project
    for name, place, position in (("青森大学", "", 2), ("㈱部材", "八戸市", 1)):
        services.record_member(project=project, name=name, place=place, position=position, by=None)
    listing = get_listing("projects.funded")
    rows = listing.rows("main", 2023)
    assert list(rows) == [decisions["1 April"], decisions["last day"]]
    assert {name: text(rows[0]) for name, text in listing.texts.items()} == {
        "theme": "軽量部材",
        "term": "平成30年度～令和元年度",
        "members": "㈱部材(八戸市)、青森大学",
    }


def test_what_is_refused(decisions: dict[str, YearDecision]) -> None:
    """A second decision of a year, also by moving one there; less than nothing; a member twice; an end before the start."""
    late, first = decisions["31 March"], decisions["1 April"]
    project, again = first.project, {"__all__": ["この年度の交付決定はすでに登録されています。"]}
    facts = {"project": project, "decided_on": date(2024, 3, 31), "amount": 1}
    assert refusal(services.record_year_decision, **facts) == again
    assert refusal(services.correct_year_decision, late, decided_on=date(2023, 4, 1)) == again
    assert refusal(services.record_year_decision, **facts | {"decided_on": date(2099, 4, 1)}).keys() == {"decided_on"}
    assert refusal(services.correct_year_decision, first, amount=-1) == {
        "__all__": ["金額や人数は0以上で入力してください。"]
    }
    assert refusal(services.correct_project, project, ends_on=date(2018, 4, 30)) == {
        "__all__": ["終了日が開始日より前です。日付を確かめてください。"]
    }
    services.record_member(project=project, name="青森大学", by=None)
    assert refusal(services.record_member, project=project, name="青森大学").keys() == {"__all__"}
    assert refusal(services.record_member, project=project, name="").keys() == {"name"}
    late.refresh_from_db()
    assert [
        floors(late, decided_on=date(2023, 4, 1)),
        floors(late, amount=-1),
        floors(project, ends_on=date(2018, 4, 30)),
    ] == ["year_decision_once", "year_decision_not_negative", "project_ends_after_start"]
    assert (YearDecision.objects.count(), Member.objects.count()) == (len(decisions), 1)


PROJECTS = "事業,研究テーマ,開始日,終了日\n相談事業,軽量部材,令和4年5月1日,令和6年3月31日\n"
MEMBERS = "研究テーマ,実施機関,所在地,並び順\n軽量部材,青森大学,青森市,2\n軽量部材,㈱部材,,1\nない研究,㈱部材,,1\n"
DECISIONS = "研究テーマ,交付決定日,交付決定額(円)\n軽量部材,R5.3.31,1000\n軽量部材,R5.4.1,2000\n軽量部材,R5.4.2,3000\n"


def test_lists(world: TinyWorld) -> None:
    """A project, who carries it out, and what each year was granted: a second decision of a year is told."""
    assert bring("projects", PROJECTS).counts == {What.CREATED: 1}
    members, decisions = bring("project-members", MEMBERS), bring("project-decisions", DECISIONS)
    assert members.counts == {What.CREATED: 2, What.REFUSED: 1} and "ない研究" in why_refused(members)[4]
    assert decisions.counts == {What.CREATED: 2, What.REFUSED: 1}
    assert "この年度の交付決定はすでに登録されています。" in why_refused(decisions)[4]
    assert list(Member.objects.values_list("name", flat=True)) == ["㈱部材", "青森大学"]
    assert list(YearDecision.objects.values_list("fiscal_year", "amount")) == [(2023, 2000), (2022, 1000)]
    assert bring("project-members", MEMBERS.replace("八戸市", "弘前市")).counts == {What.SAME: 2, What.REFUSED: 1}


def _consortium(world: TinyWorld, amount: int = 37_733_000) -> tuple[YearDecision, dict[str, Member]]:
    """A year of a project with two small firms and a university; two thirds must go to small firms."""
    facts: dict[str, Any] = {"programme": world.programme, "starts_on": date(2023, 4, 1), "ends_on": date(2026, 3, 31)}
    project = services.record_project(theme="軽量部材", by=None, **facts)
    members = {
        name: services.record_member(project=project, name=name, kind=kind, by=None)
        for name, kind in (("㈱部材", "sme"), ("㈱加工", "sme"), ("青森大学", "university"))
    }
    said = {"project": project, "decided_on": date(2023, 6, 1), "amount": amount, "sme_floor": "2/3"}
    return services.record_year_decision(by=None, **said), members


def test_worked_case_28_small_firms_must_get_two_thirds(world: TinyWorld, client: Client) -> None:
    """24,000,000 of 37,733,000 are 63.6 %: too little by 1,155,334; with 25,155,334 it holds, and with a yen less it does not."""
    decision, members = _consortium(world)
    for name, amount in (("㈱部材", 14_000_000), ("㈱加工", 10_000_000), ("青森大学", 12_000_000)):
        services.record_allotment(decision=decision, member=members[name], amount=amount, by=None)
    share = share_of(decision)
    assert (share.part, share.least, share.lacking, share.left) == ("63.6%", 25_155_334, 1_155_334, 1_733_000)
    client.force_login(world.user(is_superuser=True))
    where = f"/projects/panel/projects/project/{decision.project_id}/"
    assert "1,155,334円足りません" in flat(client.get(where).content)
    first = decision.allotments.get(member=members["㈱部材"])
    for amount, lacking in ((15_155_333, 1), (15_155_334, 0)):
        services.correct_allotment(first, amount=amount, by=None)
        assert share_of(decision).lacking == lacking
    assert "(25,155,334円)を満たしています" in flat(client.get(where).content)
    services.correct_year_decision(decision, sme_floor="", by=None)
    decision.refresh_from_db()
    assert share_of(decision).least is None


def test_members_get_no_more_than_the_grant_and_each_once(world: TinyWorld) -> None:
    decision, members = _consortium(world, 1_000)
    services.record_allotment(decision=decision, member=members["㈱部材"], amount=600, by=None)
    facts = {"decision": decision, "member": members["㈱加工"]}
    said = refusal(services.record_allotment, amount=401, **facts)
    assert said == {"amount": ["配分の合計1,001円が、交付決定額1,000円を超えています。"]}
    services.record_allotment(amount=400, by=None, **facts)
    assert refusal(services.record_allotment, amount=0, **facts) == {
        "__all__": ["この機関への配分はすでに登録されています。"]
    }
    assert refusal(services.correct_year_decision, decision, amount=999).keys() == {"amount"}
    other, _ = _consortium_of_another(world)
    strange = refusal(services.record_allotment, decision=other, member=members["㈱部材"], amount=1)
    assert strange == {"member": ["「別の研究」の実施機関から選んでください。"]}


def _consortium_of_another(world: TinyWorld) -> tuple[YearDecision, Project]:
    facts: dict[str, Any] = {"programme": world.programme, "starts_on": date(2023, 4, 1), "ends_on": date(2024, 3, 31)}
    project = services.record_project(theme="別の研究", by=None, **facts)
    return services.record_year_decision(project=project, decided_on=date(2023, 6, 1), amount=10, by=None), project


@given(
    st.lists(st.tuples(st.sampled_from(["sme", "large"]), st.integers(0, 10**9)), max_size=6), st.integers(0, 10**10)
)
def test_what_lacks_mends_it_exactly(parts: list[tuple[str, int]], total: int) -> None:
    """Whatever is allotted: with what lacks added, small firms have the least, and with a yen less they have not."""
    smes = sum(amount for kind, amount in parts if kind == "sme")
    least = ceil(Fraction(2, 3) * total)
    share = Share(total, smes, least, 0)
    assert smes + share.lacking >= least
    assert not share.lacking or smes + share.lacking - 1 < Fraction(2, 3) * total


def test_worked_case_30_hours_before_the_registration_count_for_nothing(world: TinyWorld) -> None:
    """142.5 hours at 2,340, registered from the 15th, 40 of them before: 102.5 hours, 239,850; all would be 333,450."""
    _, members = _consortium(world)
    facts = {"member": members["㈱部材"], "name": "工藤 一郎", "hourly": 2_340}
    who = services.record_researcher(starts_on=date(2023, 6, 15), by=None, **facts)
    before = [(day, 8 * 60) for day in range(5, 10)]
    after = [(day, 10 * 60) for day in range(15, 25)] + [(26, 150)]
    for day, minutes in (*before, *after):
        said = {"worked_on": date(2023, 6, day), "minutes": minutes, "task": "1-1", "work": "成形の試験"}
        services.record_diary_day(researcher=who, by=None, **said)
    found = labour_of(who)
    assert (found.counted, found.uncounted, found.amount) == (102 * 60 + 30, 40 * 60, 239_850)
    assert (found.counted + found.uncounted) * found.hourly // 60 == 333_450
    assert labour_of(who, date(2023, 6, 26), date(2023, 6, 30)).amount == 5_850
    services.correct_researcher(who, ends_on=date(2023, 6, 25), by=None)
    who.refresh_from_db()
    assert labour_of(who).counted == 100 * 60


def test_what_a_diary_refuses(world: TinyWorld) -> None:
    """More than a day's hours over all tasks and registrations, a day to come, no task, the same task twice; two registrations at once."""
    _, members = _consortium(world)
    facts = {"member": members["㈱部材"], "name": "工藤 一郎", "hourly": 2_340}
    who = services.record_researcher(starts_on=date(2023, 6, 1), ends_on=date(2023, 9, 30), by=None, **facts)
    assert "同じ時期の登録" in refusal(services.record_researcher, starts_on=date(2023, 9, 30), **facts)["starts_on"][0]
    later = services.record_researcher(starts_on=date(2023, 10, 1), by=None, **facts | {"hourly": 2_500})
    day = {"worked_on": date(2023, 6, 5), "work": "試験"}
    services.record_diary_day(researcher=who, minutes=800, task="1-1", by=None, **day)
    said = refusal(services.record_diary_day, researcher=later, minutes=641, task="1-2", **day)
    assert said == {"minutes": ["工藤 一郎さんのこの日の従事時間が、合わせて24.0時間になります。"]}
    services.record_diary_day(researcher=later, minutes=640, task="1-2", by=None, **day)
    again = refusal(services.record_diary_day, researcher=who, minutes=1, task="1-1", **day)
    assert "この研究項目の日誌はすでにあります" in again["__all__"][0]
    for wrong in ({"task": ""}, {"minutes": 0}, {"worked_on": date(2099, 1, 1)}):
        given_now = {"researcher": who, "minutes": 1, "task": "2", **day} | wrong
        assert refusal(services.record_diary_day, **given_now)
    assert refusal(services.record_researcher, starts_on=date(2023, 6, 1), **facts | {"hourly": 0, "name": "別"})


DIARY = "氏名,登録の始まり,従事日,従事時間(分),研究項目,従事内容\n工藤 一郎,R5.6.15,R5.6.16,480,1-1,試験\n別の人,,R5.6.16,60,1-1,試験\n"
REGISTERED = "実施機関,氏名,登録の始まり,登録の終わり,労務費単価(円/時間)\n㈱部材,工藤 一郎,R5.6.15,,2340\n"


def test_researchers_and_their_diary_come_in_as_lists(world: TinyWorld) -> None:
    _consortium(world)
    assert bring("project-researchers", REGISTERED).counts == {What.CREATED: 1}
    brought = bring("project-diary", DIARY)
    assert brought.counts == {What.CREATED: 1, What.REFUSED: 1} and "別の人" in why_refused(brought)[3]
    assert labour_of(Researcher.objects.get()).amount == 18_720

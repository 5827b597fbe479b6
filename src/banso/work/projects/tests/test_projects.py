"""Consortium projects: what the funder granted in which year, the rows a report prints, what is refused, and lists."""

from datetime import date
from typing import Any

import pytest

from banso.figures.listings import get_listing
from banso.intake.outcome import What
from banso.work.projects import services
from banso.work.projects.models import Member, Project, YearDecision
from conftest import TinyWorld, bring, figures_of, floors, refusal, why_refused


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

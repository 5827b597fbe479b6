"""The board's affairs: who is in post on 31 March, the rows a report prints of the year, what is refused, and lists."""

from datetime import date
from typing import Any

import pytest

from banso.figures.listings import get_listing
from banso.intake.outcome import What
from banso.registers.models import Post, PostAssignment, Staff
from banso.work.governance import services
from banso.work.governance.models import AgendaItem, Audit, Meeting, OfficerChange
from conftest import TinyWorld, bring, figures_of, floors, refusal, why_refused


def test_figures(world: TinyWorld) -> None:
    """In post on the evening of 31 March; one who left that day was there, and one in two posts is one person."""
    posts = {code: Post.objects.create(programme=world.programme, code=code, title=code) for code in ("dx", "trade")}
    other = Post.objects.create(programme=world.add_programme("other", "別"), code="dx2", title="別の職")

    def posted(post: Post, starts_on: date, ends_on: date | None = None, staff: Staff | None = None) -> PostAssignment:
        name = f"職員{PostAssignment.objects.count()}"
        person = staff or Staff.objects.create(name=name, unit=world.unit, joined_on=date(2020, 4, 1))
        return PostAssignment.objects.create(post=post, staff=person, starts_on=starts_on, ends_on=ends_on)

    rows = {
        "since long": posted(posts["dx"], date(2020, 4, 1), staff=world.staff),
        "a second post": posted(posts["trade"], date(2023, 4, 1), staff=world.staff),
        "until 31 March": posted(posts["trade"], date(2023, 4, 1), date(2024, 3, 31)),
        "until 30 March": posted(posts["trade"], date(2023, 4, 1), date(2024, 3, 30)),
        "from 31 March": posted(posts["dx"], date(2024, 3, 31)),
        "from 1 April": posted(posts["dx"], date(2024, 4, 1)),
        "of another programme": posted(other, date(2023, 4, 1)),
    }
    expected = {
        ("governance.staff_in_post", 2022, ""): (1, ["since long"]),
        ("governance.staff_in_post", 2023, ""): (3, ["a second post", "from 31 March", "since long", "until 31 March"]),
        ("governance.staff_in_post", 2023, "post=dx"): (2, ["from 31 March", "since long"]),
        ("governance.staff_in_post", 2023, "post=trade"): (2, ["a second post", "until 31 March"]),
        ("governance.staff_in_post", 2024, "post=dx"): (3, ["from 1 April", "from 31 March", "since long"]),
        ("governance.staff_in_post", 2024, "post=dx2"): (0, []),
    }
    assert figures_of(world.programme, rows, expected) == expected


@pytest.fixture
def year(world: TinyWorld) -> dict[str, Any]:
    """An officer, an audit and meetings of FY2023, and one of each just outside of it."""
    main = {"programme": world.programme, "by": None}
    other = {"programme": world.add_programme("other", "別"), "by": None}
    officer = {"office": "director", "name": "理事 一"}
    services.record_officer_change(change="expired", changed_on=date(2024, 4, 1), **officer, **main)
    services.record_officer_change(change="resigned", changed_on=date(2023, 6, 1), **officer, **other)
    audit = {"kind": "accounting", "audited_year": 2018}
    services.record_audit(starts_on=date(2023, 3, 31), ends_on=date(2023, 4, 1), **audit, **main)
    board = {"body": "board", "form": "in_person", "place": "会議室"}
    services.record_meeting(number=1, held_on=date(2023, 3, 31), **board, **main)
    return {
        "officer": services.record_officer_change(change="appointed", changed_on=date(2024, 3, 31), **officer, **main),
        "one day": services.record_audit(starts_on=date(2023, 5, 8), ends_on=date(2023, 5, 8), **audit, **main),
        "two days": services.record_audit(starts_on=date(2023, 5, 9), ends_on=date(2023, 5, 10), **audit, **main),
        "two months": services.record_audit(
            starts_on=date(2024, 3, 31), ends_on=date(2024, 4, 1), kind="inspection", audited_year=2019, **main
        ),
        "regular": services.record_meeting(number=1, is_regular=True, held_on=date(2023, 4, 1), **board, **main),
        "written": services.record_meeting(number=1, body="council", form="written", held_on=date(2024, 3, 31), **main),
    }


def printed(code: str) -> list[dict[str, str]]:
    listing = get_listing(code)
    return [{name: text(row) for name, text in listing.texts.items()} for row in listing.rows("main", 2023)]


def test_the_rows_a_report_prints(year: dict[str, Any]) -> None:
    """Days within a month are told short; the audited year takes the era of its last day; a meeting with its agenda."""
    for kind, number, title in (("report", 1, "職務の状況"), ("proposal", 2, "予算"), ("proposal", 1, "規程")):
        services.record_agenda_item(meeting=year["regular"], kind=kind, number=number, title=title, by=None)
    assert printed("governance.officers") == [{"date": "令和6年3月31日", "matter": "理事 一 理事新任"}]
    assert printed("governance.audits") == [
        {"date": "令和5年5月8日", "matter": "平成30年度 会計監査人監査"},
        {"date": "令和5年5月9日、10日", "matter": "平成30年度 会計監査人監査"},
        {"date": "令和6年3月31日、令和6年4月1日", "matter": "令和元年度 監事監査"},
    ]
    assert printed("governance.meetings") == [
        {
            "date": "令和5年4月1日",
            "matter": "第1回定時理事会 於 会議室\n議案第1号 規程\n議案第2号 予算\n報告第1号 職務の状況",
        },
        {"date": "令和6年3月31日", "matter": "第1回評議員会 (書面による)"},
    ]


def test_what_is_refused(world: TinyWorld, year: dict[str, Any]) -> None:
    """A number given twice in a year, a choice nobody offers, an audit that ends before it begins, days to come."""
    meeting, officer = year["regular"], year["officer"]
    facts = {"programme": world.programme, "body": "board", "form": "written", "held_on": date(2024, 3, 31)}
    assert refusal(services.record_meeting, number=1, **facts) == {
        "__all__": ["この年度の同じ回の会議がすでに登録されています。"]
    }
    assert refusal(services.record_meeting, number=2, **facts | {"body": "party"}).keys() == {"body"}
    assert refusal(services.record_meeting, number=-1, **facts).keys() == {"number"}
    assert refusal(services.record_meeting, number=2, **facts | {"held_on": date(2099, 4, 1)}).keys() == {"held_on"}
    assert refusal(services.correct_audit, year["two days"], ends_on=date(2023, 5, 8)) == {
        "__all__": ["終了日が開始日より前です。日付を確かめてください。"]
    }
    same = {"programme": world.programme, "office": "director", "name": "理事 一", "change": "appointed"}
    assert refusal(services.record_officer_change, changed_on=officer.changed_on, **same).keys() == {"__all__"}
    item = {"meeting": meeting, "kind": "proposal", "number": 1}
    services.record_agenda_item(title="規程", by=None, **item)
    assert refusal(services.record_agenda_item, title="予算", **item).keys() == {"__all__"}
    assert services.record_agenda_item(title="報告", by=None, **item | {"kind": "report"}).number == 1
    assert [floors(meeting, held_on=date(2023, 3, 31)), floors(year["two days"], ends_on=date(2023, 5, 8))] == [
        "meeting_number_once",
        "audit_ends_after_start",
    ]
    counts = [model.objects.count() for model in (OfficerChange, Audit, Meeting, AgendaItem)]
    assert counts == [3, 4, 3, 2]


LISTS = {
    "officer-changes": "事業,役職,氏名,異動,異動日\n相談事業,理事,新 太郎,新任,R5.4.1\n相談事業,会長,新 太郎,新任,R5.4.1\n",
    "audits": "事業,種類,実施日,最終日,対象年度\n相談事業,監事監査,R5.5.9,R5.5.10,令和4年度\n相談事業,監事監査,R5.5.9,R5.5.8,R4\n",
    "board-meetings": "事業,会議体,回,定時,方法,場所,開催日\n相談事業,理事会,1,○,対面,会議室,R6.3.31\n相談事業,理事会,1,,書面,,R6.3.1\n",
    "agenda-items": "会議体,会議の回,年度,種類,番号,件名\n理事会,1,R5,議案,1,予算\n理事会,1,令和6年度,議案,1,予算\n",
}


def test_lists(world: TinyWorld) -> None:
    """Each brings in its first row and tells of its second; once more, nothing is added."""
    first = {kind: bring(kind, text) for kind, text in LISTS.items()}
    assert {kind: outcome.counts for kind, outcome in first.items()} == {
        kind: {What.CREATED: 1, What.REFUSED: 1} for kind in LISTS
    }
    told = (
        "会長",
        "終了日が開始日より前です",
        "この年度の同じ回の会議",
        "会議体「理事会」、会議の回「1」、年度「令和6年度」",
    )
    assert [word in why_refused(outcome)[3] for word, outcome in zip(told, first.values(), strict=True)] == [True] * 4
    assert str(AgendaItem.objects.get()) == "議案第1号 予算" and Audit.objects.get().audited_year == 2022
    again = [bring(kind, text).counts for kind, text in LISTS.items()]
    assert again == [{What.SAME: 1, What.REFUSED: 1}] * 4

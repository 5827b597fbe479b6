"""Gatherings: who was there, showed, spoke and won by the first day of each session; what is refused, and lists."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from banso.core.voiding import restore, void
from banso.figures.listings import get_listing
from banso.intake.outcome import What
from banso.work.gatherings import services
from banso.work.gatherings.models import Attendance, Gathering, Session
from conftest import TODAY, TinyWorld, agenda_of, bring, figures_of, floors, history_of, refusal, why_refused


class Events:
    """A seminar and an exhibition with a session on each side of 1 April, and a seminar of another programme."""

    def __init__(self, world: TinyWorld) -> None:
        self.world, main = world, world.programme
        self.seminar, self.show = (
            self.gathering(main, "seminar", "原価の基礎"),
            self.gathering(main, "exhibition", "展"),
        )
        foreign = self.gathering(world.add_programme("other", "別の催し"), "seminar", "別の催し")
        self.sessions = {
            "31 March": self.session(self.seminar, date(2023, 3, 31), date(2023, 4, 1)),
            "1 April": self.session(self.seminar, date(2023, 4, 1), ordinal=1),
            "over the end": self.session(self.show, date(2024, 3, 31), date(2024, 4, 2)),
            "show": self.session(self.show, date(2023, 5, 1)),
            "1 April of the next": self.session(self.show, date(2024, 4, 1)),
            "of another programme": self.session(foreign, date(2023, 4, 1)),
        }
        self.one, self.two = world.company("㈱一"), world.company("㈱二")

    def gathering(self, programme: Any, kind: str, title: str) -> Gathering:
        return services.record_gathering(programme=programme, kind=kind, title=title, by=None)

    def session(self, gathering: Gathering, on: date, ends_on: date | None = None, **facts: Any) -> Session:
        given = {"starts_on": on, "ends_on": ends_on or on, "place": "青森市"} | facts
        return services.record_session(gathering=gathering, by=None, **given)

    def there(self, session: str, company: Any = None, **facts: Any) -> Attendance:
        return services.record_attendance(session=self.sessions[session], company=company, by=None, **facts)


@pytest.fixture
def events(world: TinyWorld) -> Events:
    return Events(world)


def test_sessions_and_lectures(world: TinyWorld, events: Events) -> None:
    """A session by its first day, of its gathering's kind; a lecture by its own day."""
    expected = {
        ("gatherings.sessions", 2022, ""): (1, ["31 March"]),
        ("gatherings.sessions", 2023, ""): (3, ["1 April", "over the end", "show"]),
        ("gatherings.sessions", 2023, "kind=seminar"): (1, ["1 April"]),
        ("gatherings.sessions", 2024, "kind=seminar"): (0, []),
        ("gatherings.sessions", 2021, ""): (None, []),
    }
    assert figures_of(world.programme, events.sessions, expected) == expected
    days = {"31 March": date(2023, 3, 31), "1 April": date(2023, 4, 1), "last": date(2024, 3, 31)}
    lectures: dict[str, Model] = {
        name: services.record_lecture(gathering=events.seminar, held_on=on, title=name, by=None)
        for name, on in days.items()
    }
    foreign = events.sessions["of another programme"].gathering
    lectures["foreign"] = services.record_lecture(gathering=foreign, held_on=days["last"], title="x", by=None)
    expected = {
        ("gatherings.lectures", 2022, ""): (1, ["31 March"]),
        ("gatherings.lectures", 2023, ""): (2, ["1 April", "last"]),
        ("gatherings.lectures", 2024, ""): (0, []),
    }
    assert figures_of(world.programme, lectures, expected) == expected


def test_who_was_there(world: TinyWorld, events: Events) -> None:
    """Heads each time, firms once a year; a firm that shows twice is two showings, one with two people by name is one."""
    person = world.person("来場 一")
    rows = {
        "31 March": events.there("31 March", events.one),
        "seminar": events.there("1 April", events.one, headcount=3),
        "someone": events.there("1 April", person=person),
        "public": events.there("1 April", headcount=2_147_483_647),
        "show": events.there("show", events.one, headcount=2),
        "show by name": events.there("show", events.one, person=person),
        "show, a visitor": events.there("show", person=world.person("来場 二")),
        "last show": events.there("over the end", events.one),
        "last show, other": events.there("over the end", events.two),
        "next": events.there("1 April of the next", events.two),
        "of another programme": events.there("of another programme", events.two),
    }
    seminar, last = ["public", "seminar", "someone"], ["last show", "last show, other"]
    showing = [*last, "show", "show by name"]
    whole = sorted([*seminar, *showing, "show, a visitor"])
    one = f"session={events.sessions['over the end'].pk}"
    expected = {
        ("gatherings.attendees", 2022, ""): (1, ["31 March"]),
        ("gatherings.attendees", 2023, ""): (2_147_483_647 + 10, whole),
        ("gatherings.attendees", 2023, "kind=seminar"): (2_147_483_651, seminar),
        ("gatherings.attendees", 2023, one): (2, last),
        ("gatherings.attending_companies", 2023, ""): (2, [*showing[:2], "seminar", *showing[2:]]),
        ("gatherings.attending_companies", 2023, "kind=seminar"): (1, ["seminar"]),
        ("gatherings.exhibitors", 2023, ""): (3, [*last, "show"]),
        ("gatherings.exhibitors", 2023, one): (2, last),
        ("gatherings.exhibiting_companies", 2023, ""): (2, showing),
        ("gatherings.exhibitors", 2022, ""): (0, []),
        ("gatherings.exhibitors", 2024, ""): (1, ["next"]),
        ("gatherings.attendees", 2021, ""): (None, []),
    }
    assert figures_of(world.programme, rows, expected) == expected


def test_what_was_given_and_told(world: TinyWorld, events: Events) -> None:
    """Each of what stands at a session, by its first day: of another programme and of the next year none."""
    verbs = {
        "awards": (services.record_award, lambda n: {"division": f"部門{n}", "company": events.one}),
        "talks": (services.record_talk, lambda n: {"theme": f"演題{n}", "speaker": "講師"}),
        "presenters": (services.record_presentation, lambda n: {"presenter": f"団体{n}"}),
        "adviser_companies": (services.record_adviser_talk, lambda n: {"company": (events.one, events.two)[n]}),
    }
    for code, (record, facts) in verbs.items():
        rows = {
            f"{name} {number}": record(session=session, by=None, **facts(number))
            for name, session in events.sessions.items()
            for number in (0, 1)
        }
        names = sorted(f"{name} {number}" for name in ("1 April", "show", "over the end") for number in (0, 1))
        number = 2 if code == "adviser_companies" else len(names)
        expected = {
            (f"gatherings.{code}", 2022, ""): (2, ["31 March 0", "31 March 1"]),
            (f"gatherings.{code}", 2023, ""): (number, names),
            (f"gatherings.{code}", 2021, ""): (None, []),
        }
        assert figures_of(world.programme, rows, expected) == expected, code
    services.correct_adviser_talk(rows["show 0"], outcome="deal", by=None)
    asked = {
        ("gatherings.adviser_companies", 2023, "outcome=deal"): (1, ["show 0"]),
        ("gatherings.adviser_companies", 2023, "outcome=quote"): (0, []),
        ("gatherings.adviser_companies", 2023, f"session={events.sessions['show'].pk}"): (2, ["show 0", "show 1"]),
    }
    assert figures_of(world.programme, rows, asked) == asked


def test_a_session_taken_out_counts_nowhere(world: TinyWorld, events: Events) -> None:
    """Nor does who was there, until it is put back."""
    there = {"show": events.there("show", events.one, headcount=3), "seminar": events.there("1 April", events.one)}
    user, show = world.user(is_superuser=True), events.sessions["show"]
    asked = {("gatherings.sessions", 2023, ""): dict(events.sessions), ("gatherings.attendees", 2023, ""): there}

    def counted() -> list[Any]:
        return [figures_of(world.programme, named, [one])[one] for one, named in asked.items()]

    key = show.pk
    assert counted() == [(3, ["1 April", "over the end", "show"]), (4, ["seminar", "show"])]
    void(show, reason="2度登録した", by=user)
    assert counted() == [(2, ["1 April", "over the end"]), (1, ["seminar"])]
    restore(Session, key, by=user)
    assert counted() == [(3, ["1 April", "over the end", "show"]), (4, ["seminar", "show"])]


def test_the_rows_a_report_prints(events: Events) -> None:
    """Sessions of one gathering together, by day; what is not filled in prints nothing."""
    listing = get_listing("gatherings.sessions")
    rows = listing.rows("main", 2023)
    assert [str(row) for row in rows] == ["原価の基礎 令和5年4月1日", "展 令和5年5月1日", "展 令和6年3月31日"]
    told = [{name: listing.texts[name](row) for name in ("title", "ordinal", "round", "dates")} for row in rows[:2]]
    assert [(one["title"], one["ordinal"], one["round"]) for one in told] == [
        ("「原価の基礎」", "第1回", "1回目"),
        ("「展」", "", ""),
    ]
    session = events.sessions["show"]
    for place, division in ((2, "奨励"), (1, "大賞")):
        services.record_award(session=session, division=division, company=events.one, position=place, by=None)
    services.record_talk(session=session, theme="省力化", speaker="語 手", by=None)
    printed = [
        [{name: text(row) for name, text in get_listing(code).texts.items()} for row in get_listing(code).rows("main", 2023)]
        for code in ("gatherings.awards", "gatherings.talks")
    ]  # fmt: skip
    assert printed == [
        [{"division": "大賞", "company": "㈱一"}, {"division": "奨励", "company": "㈱一"}],
        [{"theme": "「省力化」", "speaker": "語 手"}],
    ]


def test_what_is_refused(world: TinyWorld, events: Events) -> None:
    """The same twice, nobody, an end before the start, days to come, codes nobody knows; the last past every verb too."""
    session, person = events.sessions["show"], world.person("来場 一")
    there, by_name = events.there("show", events.one), events.there("show", person=person)
    at = {"session": session}
    assert refusal(services.record_attendance, company=events.one, **at) == {
        "__all__": ["この企業はすでに登録されています。人数を直してください。"]
    }
    assert refusal(services.record_attendance, company=events.one, person=person, **at).keys() == {"__all__"}
    assert refusal(services.record_attendance, headcount=0, **at) == {"__all__": ["人数は1以上で入力してください。"]}
    assert refusal(services.record_attendance, headcount=-1, **at).keys() >= {"headcount"}
    coming = events.session(events.show, date(2024, 5, 1))
    Session.objects.filter(pk=coming.pk).update(starts_on=date(2099, 5, 1), ends_on=date(2099, 5, 1))
    coming.refresh_from_db()
    assert refusal(services.record_attendance, session=coming, company=events.one) == {
        "session": ["「展 令和81年5月1日」の日(令和81年5月1日)は、まだ来ていない日です。日付を確かめてください。"]
    }
    coming.delete()
    assert refusal(services.correct_session, session, ends_on=date(2023, 4, 30)) == {
        "__all__": ["終了日が開始日より前です。日付を確かめてください。"]
    }
    session.refresh_from_db()
    gathering = {"programme": world.programme, "title": "x"}
    assert refusal(services.record_gathering, kind="party", **gathering).keys() == {"kind"}
    talk = services.record_adviser_talk(company=events.one, by=None, **at)
    assert refusal(services.record_adviser_talk, company=events.one, **at) == {
        "__all__": ["この企業はすでに登録されています。"]
    }
    assert refusal(services.record_adviser_talk, company=events.two, outcome="x", **at).keys() == {"outcome"}
    services.record_award(division="大賞", company=events.one, by=None, **at)
    services.record_presentation(presenter="団体", by=None, **at)
    assert refusal(services.record_award, division="大賞", company=events.two, **at).keys() == {"__all__"}
    assert refusal(services.record_presentation, presenter="団体", **at).keys() == {"__all__"}
    assert refusal(services.record_talk, theme="", speaker="", **at).keys() == {"theme", "speaker"}
    assert [
        floors(events.show, kind="party"), floors(talk, outcome="x"), floors(session, ends_on=date(2023, 4, 30)),
        floors(there, headcount=0), floors(by_name, person=None, company=events.one),
    ] == [
        "gathering_known_kind", "adviser_talk_known_outcome", "session_ends_after_start",
        "attendance_someone", "attendance_company_once",
    ]  # fmt: skip
    assert Attendance.objects.count() == 2


def test_what_comes_and_what_a_company_knows(world: TinyWorld, events: Events) -> None:
    """A session stays until its last day is over; a firm's history says where it was, won, spoke and was advised."""
    user, at = world.user(is_superuser=True), events.sessions["show"]
    events.session(events.seminar, date(2024, 4, 1), date(2024, 4, 9))
    events.session(events.seminar, date(2024, 4, 2), TODAY, place="弘前市")
    assert agenda_of(user, "gatherings.coming") == [(date(2024, 4, 2), "原価の基礎 弘前市")]
    events.there("show", events.one, headcount=4)
    services.record_award(session=at, division="大賞", company=events.one, by=None)
    services.record_presentation(session=at, presenter="㈱一", company=events.one, by=None)
    services.record_adviser_talk(session=at, company=events.one, outcome="quote", by=None)
    assert sorted(history_of(events.one, "gatherings")) == [
        (date(2023, 5, 1), "参加・出展", "展 青森市 4名"),
        (date(2023, 5, 1), "商談・助言", "展 見積依頼"),
        (date(2023, 5, 1), "発表", "展"),
        (date(2023, 5, 1), "表彰", "展 大賞"),
    ]
    assert history_of(events.two, "gatherings") == []


AT = "名称,開催日"
LISTS = {
    "gatherings": "事業,種類,名称\n相談事業,セミナー,原価の基礎\n相談事業,宴会,忘年会\n",
    "sessions": f"{AT},最終日,開催地\n原価の基礎,R5.3.31,R5.4.1,青森市\n原価の基礎,R5.4.1,R5.3.31,青森市\n",
    "attendances": f"{AT},企業名,人数\n原価の基礎,R5.3.31,㈱一,3\n原価の基礎,R5.3.31,㈱二,0\n",
    "lectures": "名称,開催日,講座名\n原価の基礎,R5.4.1,第一講\nない催し,R5.4.1,第一講\n",
    "awards": f"{AT},部門,企業名\n原価の基礎,R5.3.31,大賞,㈱一\n原価の基礎,R5.4.2,大賞,㈱一\n",
    "talks": f"{AT},テーマ,講師\n原価の基礎,R5.3.31,省力化,語 手\n原価の基礎,R5.3.31,,語 手\n",
    "presentations": f"{AT},発表者,企業名\n原価の基礎,R5.3.31,㈱一,㈱一\n原価の基礎,R5.3.31,,㈱一\n",
    "adviser-talks": f"{AT},企業名,結果\n原価の基礎,R5.3.31,㈱一,見積依頼\n原価の基礎,R5.3.31,㈱二,破談\n",
}


def test_lists(world: TinyWorld) -> None:
    """Each brings in its first row and tells of its second; once more, nothing is added."""
    world.company("㈱一"), world.company("㈱二")
    first = {kind: bring(kind, text) for kind, text in LISTS.items()}
    assert {kind: outcome.counts for kind, outcome in first.items()} == {
        kind: {What.CREATED: 1, What.REFUSED: 1} for kind in LISTS
    }
    told = ("宴会", "終了日が開始日より前", "人数は1以上", "ない催し", "令和5年4月2日", "テーマ", "発表者", "破談")
    why = {kind: why_refused(outcome)[3] for kind, outcome in first.items()}
    assert [word for word, kind in zip(told, LISTS, strict=True) if word not in why[kind]] == []
    assert [bring(kind, text).counts[What.SAME] for kind, text in LISTS.items()] == [1] * len(LISTS)

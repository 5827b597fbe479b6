"""What the reports count of gatherings, and the rows they print of each session, award and talk."""

from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from banso.core.era import format_months
from banso.figures.listings import listing
from banso.figures.measures import Dimension, Distinct, Flow, Rows, Total, measure

from .awarding import figures as _awarding  # noqa: F401 - what is counted of nominations
from .choices import AdviserOutcome, Kind
from .models import AdviserTalk, Attendance, Award, Lecture, Presentation, Session, Talk

_PROGRAMME = "session__gathering__programme_id"
_BY_SESSION = Flow(fiscal_year="session__fiscal_year", decided_by="開催初日")
_OF_SESSION = {
    "session": Dimension("開催", "session_id"),
    "kind": Dimension("種類", "session__gathering__kind", labels=dict(Kind.choices)),
}


def _of_companies() -> QuerySet[Any]:
    return Attendance.objects.filter(company__isnull=False)


def _exhibitors() -> QuerySet[Any]:
    return _of_companies().filter(session__gathering__kind=Kind.EXHIBITION)


def _showings() -> QuerySet[Any]:
    """The first row of each exhibitor at an exhibition: one that brings three people by name shows once."""
    rows = Attendance.objects.filter(session=OuterRef("session"), company=OuterRef("company"), pk__lt=OuterRef("pk"))
    return _exhibitors().filter(~Exists(rows))


SESSIONS = measure(
    code="gatherings.sessions",
    label="開催回数",
    rule="開催初日が年度内にある研修・セミナー・相談会などを、1回の開催を1回として数える。",
    unit="回",
    population=Session.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="開催初日"),
    programme="gathering__programme_id",
    dimensions={"kind": Dimension("種類", "gathering__kind", labels=dict(Kind.choices))},
)

ATTENDEES = measure(
    code="gatherings.attendees",
    label="参加人数",
    rule="開催初日が年度内にある催しの参加者の人数を合計する。同じ人が2回参加すれば2名になる。",
    unit="名",
    population=Attendance.objects.all,
    count=Total("headcount"),
    timing=replace(_BY_SESSION, day="session__starts_on"),
    programme=_PROGRAMME,
    dimensions=_OF_SESSION,
)

ATTENDING_COMPANIES = measure(
    code="gatherings.attending_companies",
    label="参加企業数",
    rule="開催初日が年度内にある催しに参加した企業を、1社として実数で数える。",
    unit="社",
    population=_of_companies,
    count=Distinct("company_id"),
    timing=_BY_SESSION,
    programme=_PROGRAMME,
    dimensions=_OF_SESSION,
)

EXHIBITORS = measure(
    code="gatherings.exhibitors",
    label="出展企業数(延べ)",
    rule="開催初日が年度内にある展示会に出展した企業を、1回の出展を1社として延べで数える。",
    unit="社",
    qualifier="延べ",
    population=_showings,
    count=Rows(),
    timing=_BY_SESSION,
    programme=_PROGRAMME,
    dimensions=_OF_SESSION,
)

EXHIBITING_COMPANIES = measure(
    code="gatherings.exhibiting_companies",
    label="出展企業数(実)",
    rule="開催初日が年度内にある展示会に出展した企業を、年度内に何回出展しても1社として実数で数える。",
    unit="社",
    population=_exhibitors,
    count=Distinct("company_id"),
    timing=_BY_SESSION,
    programme=_PROGRAMME,
    dimensions=_OF_SESSION,
)

LECTURES = measure(
    code="gatherings.lectures",
    label="講座数",
    rule="開催日が年度内にある講座を、1講座として数える。",
    unit="講座",
    population=Lecture.objects.all,
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="講座の開催日"),
    programme="gathering__programme_id",
)

AWARDS = measure(
    code="gatherings.awards",
    label="表彰部門数",
    rule="開催初日が年度内にある催しで行った表彰を、1部門を1部門として数える。",
    unit="部門",
    population=Award.objects.given,
    count=Rows(),
    timing=_BY_SESSION,
    programme=_PROGRAMME,
)

TALKS = measure(
    code="gatherings.talks",
    label="講演数",
    rule="開催初日が年度内にある催しで行った講演を、1件として数える。",
    unit="件",
    population=Talk.objects.all,
    count=Rows(),
    timing=_BY_SESSION,
    programme=_PROGRAMME,
)

PRESENTERS = measure(
    code="gatherings.presenters",
    label="発表した企業・団体数",
    rule="開催初日が年度内にある催しで発表した企業・団体を、1回の発表を1として数える。",
    unit="企業・団体",
    population=Presentation.objects.all,
    count=Rows(),
    timing=_BY_SESSION,
    programme=_PROGRAMME,
)

ADVISER_COMPANIES = measure(
    code="gatherings.adviser_companies",
    label="アドバイザー商談の参加企業数",
    rule="開催初日が年度内にある商談・アドバイスに参加した企業を、1社として実数で数える。",
    unit="社",
    population=AdviserTalk.objects.all,
    count=Distinct("company_id"),
    timing=_BY_SESSION,
    programme=_PROGRAMME,
    dimensions={
        "session": _OF_SESSION["session"],
        "outcome": Dimension("結果", "outcome", labels=dict(AdviserOutcome.choices)),
    },
)


def _round(session: Any) -> str:
    return f"{session.ordinal}回目" if session.ordinal else ""


listing(
    code="gatherings.sessions",
    label="開催の一覧",
    population=Session.objects.select_related("gathering").all,
    programme="gathering__programme",
    fiscal_year="fiscal_year",
    order=("gathering__position", "gathering_id", "starts_on", "ordinal", "pk"),
    dimension="session",
    texts={
        "title": lambda s: f"「{s.gathering.title}」",
        "name": lambda s: s.gathering.title,
        "kind": lambda s: s.gathering.kind,
        "ordinal": lambda s: f"第{s.ordinal}回" if s.ordinal else "",
        "round": _round,
        "partners": lambda s: s.gathering.partners,
        "audience": lambda s: s.gathering.audience,
        "dates": lambda s: format_months(s.starts_on, s.ends_on),
        "place": lambda s: s.place,
        "venue": lambda s: s.venue,
        "adviser": lambda s: s.adviser,
        "attendance_note": lambda s: s.attendance_note and f"({s.attendance_note})",
    },
    labels={
        "title": "名称「」付き",
        "name": "名称",
        "kind": "種類",
        "ordinal": "第何回",
        "round": "何回目",
        "partners": "連携機関",
        "audience": "対象・参加機関",
        "dates": "日程",
        "place": "開催地区",
        "venue": "会場",
        "adviser": "専門アドバイザー",
        "attendance_note": "参加人数の注記",
    },
)

listing(
    code="gatherings.awards",
    label="表彰の一覧",
    population=lambda: Award.objects.given().select_related("company"),
    programme="session__gathering__programme",
    fiscal_year="session__fiscal_year",
    order=("session__starts_on", "position", "pk"),
    texts={"division": lambda award: award.division, "company": lambda award: award.company.name},
    labels={"division": "部門", "company": "企業名"},
)

listing(
    code="gatherings.talks",
    label="講演の一覧",
    population=Talk.objects.all,
    programme="session__gathering__programme",
    fiscal_year="session__fiscal_year",
    order=("session__starts_on", "pk"),
    texts={"theme": lambda talk: f"「{talk.theme}」", "speaker": lambda talk: talk.speaker},
    labels={"theme": "テーマ", "speaker": "講師"},
)

"""Members, what is counted nowhere else, what is published, and people asked for, as they stand on the day the world is made.

Like the house (:mod:`.premises`) they run in the current fiscal year only.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from banso.core.fiscal import fiscal_year_of
from banso.registers.models import Company, Person, Staff, Unit, User
from banso.work.activities.services import record_activity, record_activity_count
from banso.work.members.services import record_fee, record_grade, record_member
from banso.work.placements.services import record_placement, record_vacancy
from banso.work.publications.services import (
    record_issue,
    record_month_of_visits,
    record_publication,
    record_web_page,
)

from .premises import begin_programme

# joined so many days ago, left so many days ago or None, which class
MEMBERS = ((900, None, 0), (600, None, 0), (500, 30, 0), (300, None, 1), (40, None, 1))
WORK = (("生産管理の責任者", "permanent", 1), ("海外販路の担当", "side_job", 2), ("経理事務", "part_time", 1))


def fill_circle(today: date, companies: list[Company], keeper: Staff, *, by: User | None) -> None:
    """A circle of members with their fees, inquiries counted by telephone, a magazine and a site, and requests for people."""
    _members(today, companies, by)
    _counts(today, keeper, by)
    _published(today, by)
    _placements(today, companies, keeper, by)


def _members(today: date, companies: list[Company], by: User | None) -> None:
    programme = begin_programme("supporters", "賛助会員事業", today, Unit.objects.get(code="general-affairs"))
    grades = [
        record_grade(code=code, name=name, yearly_fee=fee, position=place, by=by)
        for place, (code, name, fee) in enumerate((("regular", "正会員", 30_000), ("friend", "賛助会員", 10_000)))
    ]
    year = fiscal_year_of(today)
    for number, (company, (since, until, grade)) in enumerate(zip(companies, MEMBERS, strict=False), start=1):
        left = None if until is None else today - timedelta(days=until)
        facts: dict[str, Any] = {"programme": programme, "company": company, "grade": grades[grade]}
        member = record_member(
            number=f"{number:04}", joined_on=today - timedelta(days=since), left_on=left, by=by, **facts
        )
        if left is None or fiscal_year_of(left) == year:
            paid_on = today - timedelta(days=10) if number % 2 else None
            money = {"fiscal_year": year, "amount": grades[grade].yearly_fee, "due_on": today - timedelta(days=5)}
            record_fee(member=member, paid_on=paid_on, by=by, **money)


def _counts(today: date, keeper: Staff, by: User | None) -> None:
    programme = begin_programme("information-desk", "総合案内事業", today, Unit.objects.get(code="consultation"))
    calls = record_activity(
        programme=programme, code="calls", name="電話での案内", unit="件", rule="電話1本を1件とする。", by=by
    )
    paper = record_activity(programme=programme, code="paper", name="紙の使用量の増減", unit="kg", position=1, by=by)
    for ago, number, weight in ((60, "41", "-12.5"), (30, "38", "3.25"), (1, "17", "-8")):
        day = {"counted_on": today - timedelta(days=ago), "staff": keeper}
        record_activity_count(activity=calls, number=Decimal(number), by=by, **day)
        record_activity_count(activity=paper, number=Decimal(weight), by=by, **day)


def _published(today: date, by: User | None) -> None:
    programme = begin_programme("public-relations", "広報事業", today, Unit.objects.get(code="general-affairs"))
    magazine = record_publication(programme=programme, code="news", title="センターだより", medium="情報誌", by=by)
    for number, ago in ((31, 150), (32, 60)):
        record_issue(
            publication=magazine,
            number=f"第{number}号",
            issued_on=today - timedelta(days=ago),
            copies=3_000,
            contents="支援事例、補助金の案内",
            by=by,
        )
    page = record_web_page(
        programme=programme, code="top", name="トップページ", address="https://www.example.jp/", by=by
    )
    month = today.replace(day=1)
    for accesses in (8_412, 7_903, 9_120):
        month = (month - timedelta(days=1)).replace(day=1)
        record_month_of_visits(page=page, month=month, accesses=accesses, by=by)


def _placements(today: date, companies: list[Company], keeper: Staff, by: User | None) -> None:
    programme = begin_programme("talent", "人材紹介事業", today, Unit.objects.get(code="consultation"))
    asked = []
    for place, (company, (work, terms, wanted)) in enumerate(zip(companies, WORK, strict=False)):
        facts: dict[str, Any] = {"programme": programme, "company": company, "staff": keeper, "work": work}
        on = today - timedelta(days=80 - 20 * place)
        asked.append(record_vacancy(received_on=on, terms=terms, wanted=wanted, by=by, **facts))
    for vacancy, person, ago, hired in zip(
        asked, Person.objects.order_by("pk")[:3], (50, 30, 10), (40, None, None), strict=False
    ):
        hired_on = None if hired is None else today - timedelta(days=hired)
        introduced_on = today - timedelta(days=ago)
        record_placement(vacancy=vacancy, person=person, introduced_on=introduced_on, hired_on=hired_on, by=by)

"""資格の確認 under way: checks of the open call in every state, with shareholders and officers, and a letter to the police that waits for its reply."""

from datetime import date, timedelta
from typing import Any

from banso.registers.models import User
from banso.work.grants.eligibility.choices import CheckResult
from banso.work.grants.eligibility.police import ask_police
from banso.work.grants.eligibility.services import accept_proposals, check, record_officer, record_shareholder
from banso.work.grants.eligibility.standing import lacking
from banso.work.grants.models import Application, Call

ASKED: dict[str, Any] = {
    "size": {"before": ["granted"]},
    "deemed": {"before": ["granted"]},
    "duplicate": {"before": ["granted"]},
    "tax": {"before": ["granted"], "months": 3},
    "police": {"before": ["granted"]},
}
OFFICERS = (
    {"name": "工藤 正一", "kana": "クドウ ショウイチ", "role": "head", "born_on": date(1966, 3, 2), "gender": "male"},
    {
        "name": "成田 久美子",
        "kana": "ナリタ クミコ",
        "role": "director",
        "born_on": date(1972, 11, 20),
        "gender": "female",
    },
)


def pass_all(application: Application, code: str, on: date, *, by: User | None) -> None:
    """Every check that is asked for before a decision was made on its day."""
    for one in lacking(application, code, on):
        issued = on - timedelta(days=20) if one.asked and one.asked.months else None
        check(application, one.kind, result=CheckResult.OK, checked_on=on, issued_on=issued, by=by)


def fill_checks(call: Call, today: date, *, by: User | None) -> None:
    """The first application waits for the police, of the second a certificate has run out, the third is deemed large, the fourth is new."""
    first, second, third, _ = Application.objects.filter(call=call).order_by("pk")
    for application in (first, second):
        for one in OFFICERS:
            facts = {"address": "中央町1-1-1", "consented_on": today - timedelta(days=12)}
            record_officer(application=application, by=by, **one, **facts)
    record_shareholder(application=first, name="工藤 正一", share=100, by=by)
    accept_proposals(first, checked_on=today - timedelta(days=8), by=by)
    for application, ago in ((first, 20), (second, 95)):
        on, issued = today - timedelta(days=8), today - timedelta(days=ago)
        check(application, "tax", result=CheckResult.OK, checked_on=on, issued_on=issued, by=by)
    ask_police(call, [first, second], to="県警察本部", asked_on=today - timedelta(days=5), by=by)
    record_shareholder(application=third, name="東都ホールディングス(株)", share=55, size="large", by=by)
    said = "大企業の出資が55%"
    check(third, "deemed", result=CheckResult.NG, checked_on=today - timedelta(days=3), reason=said, by=by)
    said = "前の年の採択のあと辞退しているため"
    check(third, "duplicate", result=CheckResult.WAIVED, checked_on=today - timedelta(days=3), reason=said, by=by)

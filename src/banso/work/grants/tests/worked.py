"""An application to work on in tests: a call in FY2024, terms, and steps taken one a day."""

from datetime import date, timedelta
from typing import Any

from banso.procedures.taking import take
from banso.procedures.terms import lay_down_terms
from banso.work.grants import services
from banso.work.grants.models import Application, Call, Decision
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld

DAY = date(2024, 4, 1)
FACTS: dict[str, dict[str, Any]] = {
    "returned": {"item": "見積書", "reason": "expired"},
    "early": {"number": "総支第12号", "note": "部品の納期が長いため"},
    "waitlisted": {"rank": 1},
    "refused": {"note": "計画が変わったため"},
    "requested": {"expense": 1_200_000},
    "amended": {"note": "開始日を4日に直す"},
    "notified": {"note": "代表者が変わった"},
    "change_asked": {"ground": "specification", "note": "導入する機械の型番"},
    "changed": {"note": "導入する機械の型番"},
    "stop_asked": {"stop": "discontinued", "note": "受注先の撤退"},
    "resumed": {"until": date(2025, 2, 28), "note": "受注先が戻った"},
    "change_refused": {"note": "目的が変わるため"},
    "delayed": {"note": "部品が届かない", "measures": "別の商社に当たった", "expected_on": date(2024, 12, 20)},
    "extended": {"until": date(2024, 12, 28)},
    "heard": {"note": "書面で弁明があった"},
    "return_ordered": {"due_on": date(2024, 9, 30)},
    "waiver_asked": {"note": "水害で設備を失った"},
    "waived": {"note": "災害による"},
    "advance_claimed": {"amount": 100_000},
    "reduced": {"amount": 500_000, "note": "条件に反したため"},
    "abandoned": {"note": "事業をやめるため"},
    "revoked": {"note": "偽りの申請"},
    "advanced": {"amount": 100_000, "note": "機械の前払金", "risk": "直近の決算書: 黒字、納税証明あり"},
    "progressed": {"done": 50, "issues": "なし", "coming": "2月に試作"},
    "reported": {"expense": 1_200_000},
    "resettled": {"note": "計算の誤り"},
}


def called(world: TinyWorld, code: str = "general", **facts: Any) -> Call:
    """A call of FY2024: two thirds, a million at most."""
    course = services.record_course(programme=world.programme, code=code, name="一般枠", by=None)
    given = {"course": course, "opened_on": DAY, "executed_in": 2024, "rate": "2/3", "cap": 1_000_000} | facts
    call: Call = services.record_call(by=None, **given)
    return Call.objects.get(pk=call.pk)


def terms(world: TinyWorld, **content: Any) -> None:
    lay_down_terms(GRANT, programme=world.programme, fiscal_year=2024, content=content, by=None)


def applied(world: TinyWorld, call: Call, **facts: Any) -> Application:
    given = {
        "company": world.company(),
        "opened_on": DAY,
        "title": "新商品",
        "requested": 800_000,
        "expense": 1_200_000,
    }
    return services.record_application(call=call, by=None, **given | facts)


def go(application: Application, *codes: str, first: int = 0, **facts: Any) -> Decision:
    """Take steps, one a day; the last one's row. `facts` are those of the last."""
    row: Any = None
    for later, code in enumerate(codes, start=first):
        said = FACTS.get(code, {}) | (facts if later == first + len(codes) - 1 else {})
        row = take(application.case, code, said | {"taken_on": DAY + timedelta(days=later)}, by=None)
    assert isinstance(row, Decision)
    return row

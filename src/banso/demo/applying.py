"""Applications by guests on the day the world is made: a call that is open with drafts and what was sent, one of it sent back, and a call in frames."""

from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from banso.office.guests.services import answer, keep_unsent
from banso.registers.models import Company, Programme, Staff, User
from banso.work.grants.applying.returning import send_parts_back
from banso.work.grants.applying.sending import begin_application
from banso.work.grants.models import Application, Call, CostCategory, Frame
from banso.work.grants.services import (
    correct_call,
    record_call,
    record_category,
    record_course,
    record_frame,
    record_window,
)
from banso.work.grants.summing import filled_in

PLANS = (
    ("地元のりんごを使った焼き菓子の開発", "菓子の試作機", 1_320_000),
    ("工場の見える化で段取りの時間を減らす取組", "生産管理の表示盤", 990_000),
    ("除雪機の部品を自社で削る取組", "小型旋盤", 1_540_000),
)
DRAFTED = ("ホタテの殻を使った肥料の開発", "津軽塗の新しい食器の開発")
CONTACTS = ("応募 一子", "応募 二郎", "応募 三子", "書きかけ 四郎", "書きかけ 五子")


def fill_applications(today: date, is_open: Call, companies: list[Company], keeper: Staff, *, by: User | None) -> None:
    """The open call receives applications from guests: three were sent in, one of them came back, two are drafts. Another call has frames."""
    machine = _receives(is_open, today, keeper, by)
    for number, (company, plan) in enumerate(zip(companies, PLANS, strict=False)):
        sent = _sent(is_open, machine, company, plan, number, by)
        if number == 1:
            assert keeper.user is not None
            rows = [
                {"part": "line:1", "reason": "unclear", "note": "型番と台数を書いてください"},
                {"part": "section:papers", "reason": "missing", "note": "見積書を添付してください"},
            ]
            send_parts_back(sent, rows, until=today + timedelta(days=14), by=keeper.user)
    for number, title in enumerate(DRAFTED, start=3):
        asked = begin_application(is_open, name=CONTACTS[number], email=f"draft{number}@example.jp", by=None)
        typed = QueryDict(mutable=True)
        typed.update({"title": title, "contact": CONTACTS[number], "line-1-content": "見積を取っているところ"})
        keep_unsent(asked, typed)
    _in_frames(today, keeper, companies[-1], by)


def _receives(call: Call, today: date, keeper: Staff, by: User | None) -> CostCategory:
    """A call is opened to guests: a window, and what may be paid of it."""
    correct_call(call, keeper=keeper, by=by)
    opens, closes = today - timedelta(days=20), today + timedelta(days=20)
    record_window(call=call, name="第1回", opens_on=opens, closes_on=closes, by=by)
    record_window(
        call=call, name="第2回", opens_on=closes + timedelta(days=10), closes_on=closes + timedelta(days=40), by=by
    )
    machine = record_category(call=call, name="機械装置費", position=1, by=by)
    for position, name in enumerate(("原材料費", "外注費", "専門家謝金"), start=2):
        record_category(call=call, name=name, position=position, by=by)
    return CostCategory.objects.get(pk=machine.pk)


def _sent(
    call: Call, category: CostCategory, company: Company, plan: tuple[str, str, int], number: int, by: User | None,
    frame: Frame | None = None,
) -> Application:  # fmt: skip
    title, content, cost = plan
    line = {"category": category, "content": content, "cost": cost, "tax_rate": 10, "unit_price": cost, "quantity": 1}
    answers: dict[str, Any] = {
        "company_name": company.name, "corporate_number": company.corporate_number or "", "phone": company.phone,
        "address": company.address or str(company.municipality or "本社"), "representative": f"代表 {CONTACTS[number][3:]}", "contact": CONTACTS[number],
        "title": title, "background": "人手が足りず、いまのやり方では注文に応えきれない。", "other_grants": "なし", "helper": "なし",
        "plan": "設備を入れて工程を組み直し、空いた時間で新しい商品を作る。", "tax_status": "full", "basis": "",
        "frame": frame.pk if frame else None,
        "targets": [{"name": "売上", "value": "1,200", "unit": "万円", "due": ""}],
    }  # fmt: skip
    asked = begin_application(call, name=CONTACTS[number], email=f"apply{call.pk}-{number}@example.jp", by=None)
    offer = frame or call
    filled = filled_in(line, "net")
    grant = min(int(filled["eligible"] * offer.rate), offer.cap) // 1000 * 1000
    answer(asked, {"answers": answers, "lines": [filled], "money": {"own": cost - grant}}, by=None)
    asked.refresh_from_db()
    return Application.objects.get(case=asked.case_id)


def _in_frames(today: date, keeper: Staff, company: Company, by: User | None) -> None:
    """A call whose rate and cap depend on who applies; of its grant machines may be no more than two thirds."""
    programme = Programme.objects.get(code="new-business")
    course = record_course(programme=programme, code="labour-saving", name="省力化枠", position=10, by=by)
    opens, closes = today - timedelta(days=10), today + timedelta(days=30)
    facts: dict[str, Any] = {"rate": "1/2", "cap": 2_000_000, "budget": 20_000_000, "keeper": keeper}
    made = record_call(course=course, opened_on=opens, closes_on=closes, executed_in=today.year, by=by, **facts)
    call = Call.objects.get(pk=made.pk)
    record_window(call=call, name="第1回", opens_on=opens, closes_on=closes, by=by)
    small = record_frame(call=call, name="小規模企業者", rate="3/4", cap=1_000_000, position=1, by=by)
    record_frame(call=call, name="中小企業者", rate="1/2", cap=2_000_000, position=2, by=by)
    machine = record_category(call=call, name="機械装置費", position=1, by=by)
    record_category(call=call, name="委託費", position=2, cap=300_000, by=by)
    plan = ("洗米の工程を自動にする取組", "洗米機", 880_000)
    category, frame = CostCategory.objects.get(pk=machine.pk), Frame.objects.get(pk=small.pk)
    _sent(call, category, company, plan, 2, by, frame=frame)

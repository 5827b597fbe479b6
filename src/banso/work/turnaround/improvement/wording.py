"""What letters about improvement plans may print: the edition, the costs, what is lacking of the papers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.timezone import localdate

from banso.cases import words

from . import eligibility
from .choices import Line, ReceiptKind
from .claims import COST_OF, accepted, open_claims
from .models import PlanCase
from .papers import Checklist, checklist
from .procedure import IMPROVEMENT


def in_hand(plan: PlanCase) -> Checklist | None:
    """The papers that are being looked at now: those of the claim that waits, else of the application; None before the edition is known."""
    if plan.edition is None:
        return None
    waiting = open_claims(plan)
    if waiting:
        return checklist(plan, waiting[0].kind, waiting[0].round)
    return checklist(plan, ReceiptKind.APPLICATION)


def _of_plan(*path: str) -> Callable[[words.Subject], Any]:
    def value(about: words.Subject) -> Any:
        found: Any = about.case.plan
        for name in path:
            found = getattr(found, name, None)
            found = found() if callable(found) else found
        return str(found) if found not in (None, "") and not isinstance(found, int) else found

    return value


def _of_step(name: str) -> Callable[[words.Subject], Any]:
    return lambda about: getattr(about.step, name, None)


def _lacking(about: words.Subject) -> Iterable[Mapping[str, Any]]:
    found = in_hand(about.case.plan)
    return [{"書類": line.rule.name, "不備": line.said} for line in found.missing] if found else []


def _costs(about: words.Subject) -> Iterable[Mapping[str, Any]]:
    plan: PlanCase = about.case.plan
    held = accepted(plan)
    caps = plan.edition.said.caps if plan.edition else {}
    rows = [(line, getattr(held, COST_OF[line]) if held else None) for line in Line]
    return [{"費目": line.label, "見積額": cost, "上限額": caps.get(line)} for line, cost in rows if cost]


def _barred(about: words.Subject) -> str | None:
    plan: PlanCase = about.case.plan
    if plan.edition is None:
        return None
    return " ".join(one.said for one in eligibility.findings(plan, localdate()) if one.ok is False)


def _applied_on(about: words.Subject) -> Any:
    plan: PlanCase = about.case.plan
    receipt = plan.receipts.standing().filter(kind=ReceiptKind.APPLICATION).first()
    return receipt and receipt.received_on


words.declare(
    IMPROVEMENT.code,
    IMPROVEMENT.label,
    words.Word("制度", "経営改善計画策定支援(405事業)", _of_plan("get_scheme_display")),
    words.Word("枠", "通常枠", _of_plan("get_frame_display")),
    words.Word("版の様式", "R6", _of_plan("edition", "form_set")),
    words.Word("認定支援機関名", "みなと税理士法人", _of_plan("adviser")),
    words.Word("利用申請受付日", "令和6年5月10日", _applied_on),
    words.Word("対象になる費用", "600,000", _of_step("eligible")),
    words.Word("支払を認める額", "400,000", _of_step("granted")),
    words.Word("今回支払う額", "200,000", _of_step("paid_now")),
    words.Word("後日支払う額", "200,000", _of_step("held_back")),
    words.Word("返還額", "100,000", _of_step("amount")),
    words.Word("不適格の理由", "一般社団法人は、この事業の対象になりません。", _barred),
    words.Word("手続の日", "令和6年6月1日", _of_step("taken_on")),
    words.Word("手続の備考", "金額の変更のため", _of_step("note")),
    words.WordList("不備書類", {"書類": "履歴事項全部証明書", "不備": "発行から3か月を過ぎている"}, _lacking),
    words.WordList("費用の内訳", {"費目": "計画策定費用", "見積額": "600,000", "上限額": "2,000,000"}, _costs),
)

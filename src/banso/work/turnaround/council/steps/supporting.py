"""From the decision to support a firm to the bank meeting (支援決定からバンクミーティングまで)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.choices import Item
from banso.core.days.counting import days_before
from banso.core.era import format_date
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of
from banso.registers.models import User

from ..agreeing import targets_of
from ..chains import CHAINS, out_of_turn
from ..choices import FORGIVING, ExpertRole, Method, Product, Relief
from ..models import Attendance, CouncilCase, CouncilStep, CreditorTable, ReliefAsked
from ..procedure import COUNCIL
from ..telling import TO_ASK, TO_SHOW, refuse_without_consent
from .talking import main_bank_cooperates, taken


@COUNCIL.step(
    "decided",
    "支援決定",
    after=("first",),
    asks=("product", "relief", "method"),
    needs={"product": "支援の種類を選んでください。", "relief": "金融支援を求めるかどうかを選んでください。"},
    paper="council-decision",
)
def decide(council: CouncilCase, *, product: str = "", relief: str = "", by: User | None, **facts: Any) -> CouncilStep:
    """Decide to support the firm, with which product (第二次対応の開始). Raises ValidationError for a product that goes with no such relief,
    and, where relief is asked, as long as the main bank has not said that it goes along.
    """
    if product and relief and (product, relief) not in CHAINS:
        raise ValidationError({"relief": f"{Product(product).label}は、金融機関に金融支援を求める支援です。"})
    if relief == Relief.ASKED and product not in ("", Product.RETRY):
        _refuse_without_main_bank(council)
    return taken(council, "decided", facts | {"product": product, "relief": relief})


def _refuse_without_main_bank(council: CouncilCase) -> None:
    if not main_bank_cooperates(state_of(COUNCIL, council.case)):
        said = "メイン行の「協力する」という回答がありません。「金融機関への意向確認」(メイン行)と、その回答を登録してください。"
        raise ValidationError({"relief": said})


def _turn(code: str, more: Any = None) -> dict[str, Any]:
    """What every step after the decision has in common: it belongs to the product's chain, and its turn has come."""
    out = out_of_turn(code)
    return {"after": ("decided",), "hinders": lambda state: out(state) or (more(state) if more else "")}


def table_lacking(state: State) -> str:
    """What is wrong with the table of creditors, that banks may not be written to by it; '' where nothing is."""
    table = CreditorTable.objects.filter(council=state.root).order_by("-version").first()
    if table is None:
        return "債権者一覧がありません。先に債権者一覧を登録してください。"
    total = sum(table.lines.values_list("balance", flat=True))
    if total != table.told:
        return f"債権者一覧の合計({total:,}円)が借入一覧の合計({table.told:,}円)と合いません。"
    return "" if targets_of(state.root) else "債権者一覧に対象債権者がいません。"


@COUNCIL.step(
    "standstill",
    "返済猶予の要請",
    asks=("base_on", "until"),
    needs={"base_on": "残高の基準日を入れてください。"},
    paper="council-standstill",
    **_turn("standstill", table_lacking),
)
def ask_standstill(
    council: CouncilCase, *, taken_on: date, base_on: date | None = None, by: User | None, **facts: Any
) -> CouncilStep:
    """Firm and council ask all target creditors to wait. Raises ValidationError for another day than that of the table's balances, and for a
    creditor toward whom the firm has not released the council.
    """
    _refuse_without_consent(council, TO_ASK, taken_on)
    table = CreditorTable.objects.filter(council=council).order_by("-version").first()
    if table is not None and base_on is not None and table.base_on != base_on:
        raise ValidationError(
            {"base_on": f"債権者一覧の基準日は{format_date(table.base_on)}です。同じ日にしてください。"}
        )
    return taken(council, "standstill", facts | {"taken_on": taken_on, "base_on": base_on})


def _refuse_without_consent(council: CouncilCase, items: tuple[Item, ...], on: date) -> None:
    refuse_without_consent(council.case, [one.organisation for one in targets_of(council)], items, on)


def team_lacking(state: State) -> str:
    """What the team still lacks: its experts, a paper of one, or a lawyer and an accountant where debts are to be waived."""
    team = list(state.root.commissions.filter(ended_on=None).select_related("expert"))
    if not team:
        return "専門家の委嘱がありません。先に「専門家の委嘱」を登録してください。"
    if lacking := next((one for one in team if one.lacking), None):
        return f"{lacking}の{'・'.join(lacking.lacking)}がそろっていません。"
    roles = {one.role for one in team}
    if _forgiving(state) and not {ExpertRole.LAWYER, ExpertRole.ACCOUNTANT} <= roles:
        return "債権放棄を求める計画です。弁護士と公認会計士の両方をチームに入れてください。"
    return ""


def _forgiving(state: State) -> bool:
    table = CreditorTable.objects.filter(council=state.root).order_by("-version").first()
    return ReliefAsked.objects.filter(line__table=table, kind__in=FORGIVING).exists() if table else False


@COUNCIL.step("teamed", "個別支援チームの編成", paper="council-commission", **_turn("teamed", team_lacking))
def form_team(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The team is formed: every expert has accepted, stated that there is no tie, and promised secrecy."""
    return taken(council, "teamed", facts)


@COUNCIL.step("examined", "DD(財務・事業の調査)", asks=("method",), **_turn("examined"))
def examine(council: CouncilCase, *, method: str = "", by: User | None, **facts: Any) -> CouncilStep:
    """Finances and business were looked into. The method is that of the decision where none is given."""
    decided = state_of(COUNCIL, council.case).latest("decided")
    return taken(council, "examined", facts | {"method": method or (decided.method if decided else Method.FULL)})


@COUNCIL.step("planned", "計画案の作成", again=True, never_after=("finished",), **_turn("planned"))
def draw_up_plan(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """A version of the plan is there. Its figures, its contents and what creditors say of it belong to this version."""
    return taken(council, "planned", facts)


@COUNCIL.step("reported", "調査報告書", again=True, **_turn("reported"))
def report_on_plan(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The team's experts have reported on the plan."""
    return taken(council, "reported", facts)


@COUNCIL.step(
    "called",
    "バンクミーティングの招集",
    again=True,
    asks=("meets_on",),
    needs={"meets_on": "開催日を入れてください。"},
    paper="council-meeting",
    **_turn("called", table_lacking),
)
def call_meeting(
    council: CouncilCase, *, taken_on: date, meets_on: date | None = None, by: User | None, **facts: Any
) -> CouncilStep:
    """All target creditors are called to a meeting. Raises ValidationError where that leaves them fewer days than the terms give, and for a
    creditor that the firm has not let see the plan.
    """
    _refuse_without_consent(council, TO_SHOW, taken_on)
    notice = values_of(council.case).notice_days
    if meets_on is not None and taken_on > (last := days_before(meets_on, notice)):
        raise ValidationError(
            {"meets_on": f"招集は開催の{notice}日前({format_date(last)})までです。開催日を遅らせてください。"}
        )
    return taken(council, "called", facts | {"taken_on": taken_on, "meets_on": meets_on})


def _called(state: State) -> str:
    return "" if state.count("called") > state.count("met") else "先に「バンクミーティングの招集」が必要です。"


@COUNCIL.step("met", "バンクミーティング", again=True, asks=("minutes",), **_turn("met", _called))
def meet_banks(council: CouncilCase, *, taken_on: date, by: User | None, **facts: Any) -> CouncilStep:
    """The meeting was held; each target creditor has its line of attendance. Raises ValidationError for another day than it was called to."""
    called = state_of(COUNCIL, council.case).latest("called")
    if called is not None and called.meets_on != taken_on:
        day = format_date(called.meets_on)
        raise ValidationError(
            {"taken_on": f"招集した開催日は{day}です。日を変えたときは、先にもう一度「招集」を登録してください。"}
        )
    row = taken(council, "met", facts | {"taken_on": taken_on})
    for creditor in targets_of(council):
        Attendance.objects.create(meeting=row, creditor=creditor)
    return row


@COUNCIL.step("delivered", "計画書の交付", **_turn("delivered"))
def deliver_plan(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The plan is handed to the firm, where no creditor is asked for relief."""
    return taken(council, "delivered", facts)

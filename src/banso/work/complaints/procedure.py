"""The steps of a complaint (取引の相談の手続): advice, the lawyer, referral with consent, mediation, and the calls after its end."""

from datetime import date, datetime, time
from functools import partial
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.timezone import localdate, make_aware
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from banso.cases import words
from banso.cases.choices import Item, Way
from banso.cases.disclosures import disclose
from banso.cases.roles import name_clients
from banso.procedures.columns import columns_box, known_columns
from banso.procedures.declaring import TypedAs, procedure
from banso.procedures.offering import State
from banso.procedures.yearly import items_of
from banso.registers.models import Expert, Organisation, User

from .choices import Conflict
from .law import judge
from .models import Complaint, ComplaintStep
from .services import OPPONENT, open_complaint


class Values(BaseModel):
    """What the terms of complaints say beyond steps and dates: at how many sessions a mediation aims."""

    model_config = ConfigDict(extra="forbid")
    national: Annotated[
        list[tuple[str, str]],
        TypedAs(columns_box(partial(items_of, "complaint"))),
        AfterValidator(known_columns(partial(items_of, "complaint"))),
    ] = Field(
        default=[], title="全国への報告の列", description="見出し=項目 を、読点で区切って並べる。空欄はすべての項目"
    )
    sessions: int = Field(default=3, ge=1, le=20, title="調停の期日の目安(回)")


COMPLAINT = procedure(
    code="complaint",
    label="取引の相談",
    of=Complaint,
    steps=ComplaintStep,
    root="complaint",
    opening=(
        "means",
        "anonymous",
        "side",
        "matter",
        "second_matter",
        "order",
        "ordered_on",
        "buyer_capital",
        "buyer_employees",
        "supplier_capital",
        "supplier_employees",
        "amount",
        "division_said",
        "reason",
    ),
    reported=(
        "means",
        "side",
        "matter",
        "order",
        "division",
        "verdict",
        "ordered_on",
        "amount",
        "buyer_capital",
        "buyer_employees",
        "supplier_capital",
        "supplier_employees",
    ),
    roles={"caller": "相談者の連絡先", OPPONENT: "相手方", "lawyer": "弁護士", "authority": "取次先の窓口"},
    values=Values,
    confidential=True,
)
COMPLAINT.opened_by(open_complaint)
name_clients(COMPLAINT.code, ("caller",))
COMPLAINT.deadline("advice", "最初の助言", who="keeper", met_by=("advised", "closed"))
COMPLAINT.deadline("lawyer", "弁護士相談の実施", who="keeper", met_by=("lawyer_consulted", "closed"))
COMPLAINT.deadline("referral", "取次先の回答の確認", who="keeper", each="referred", met_by="referral_answered")
COMPLAINT.deadline(
    "adr_reply", "相手方の応諾の確認", who="keeper", met_by=("adr_agreed", "adr_declined", "adr_withdrawn")
)
COMPLAINT.deadline("call_1", "1か月後の確認の電話", who="keeper", met_by=("called_1", "called_3"))
COMPLAINT.deadline("call_3", "3か月後の確認の電話", who="keeper", met_by="called_3")

words.declare(
    COMPLAINT.code,
    COMPLAINT.label,
    words.Word("相談の内容", "支払遅延", lambda about: about.case.complaint.get_matter_display()),
    words.Word("取引の種類", "製造委託", lambda about: about.case.complaint.get_order_display()),
    words.Word("発注日", "令和8年1月10日", lambda about: about.case.complaint.ordered_on),
    words.Word("適用される法令", "取適法", lambda about: about.case.complaint.law and about.case.complaint.law.name),
    words.Word("法令の判定", "資本金の基準に当たる", lambda about: judge(about.case.complaint).why),
    words.Word("手続の日", "令和8年2月1日", lambda about: getattr(about.step, "taken_on", None)),
    words.Word("取次先", "公正取引委員会", lambda about: about.step and about.step.to and about.step.to.name),
    words.Word("手続の備考", "至急", lambda about: getattr(about.step, "note", None)),
)


def _taken(complaint: Complaint, code: str, facts: dict[str, Any]) -> ComplaintStep:
    row: ComplaintStep = COMPLAINT.taken(complaint.case, code, facts)
    return row


def _the_law(state: State) -> list[tuple[str, str]]:
    return [("法令", judge(state.root).why)]


@COMPLAINT.step(
    "advised",
    "助言",
    never_after=("closed",),
    again=True,
    asks=("advice",),
    knows=_the_law,
    needs={"advice": "助言の内容を入れてください。"},
    paper="complaint-advice",
)
def advise(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """Advise the caller. Raises ValidationError without what was advised."""
    return _taken(complaint, "advised", facts)


def _nameless(state: State) -> str:
    return "弁護士や調停には名前が必要です。匿名のままでは行えません。" if state.root.nameless else ""


def _tell(complaint: Complaint, to: Expert | Organisation, on: date, field: str, by: User | None) -> None:
    """Write down that the caller's name goes to someone. Raises ValidationError, at this field, without her consent to exactly that."""
    now = timezone.now()
    at = now if on == localdate() else make_aware(datetime.combine(on, time(12)))
    try:
        disclose(complaint.case, to=to, items=(Item.EXISTENCE, Item.NAME), means=Way.POST, at=at, by=by)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from None


@COMPLAINT.step(
    "lawyer_asked",
    "弁護士相談の依頼",
    after=("advised",),
    never_after=("closed",),
    again=True,
    primary=False,
    asks=("lawyer", "conflict"),
    needs={"lawyer": "弁護士を選んでください。", "conflict": "弁護士の利害関係を確かめて、結果を選んでください。"},
    hinders=lambda state: _nameless(state) or _still_asked(state),
    paper="complaint-lawyer",
)
def ask_lawyer(complaint: Complaint, *, taken_on: date, by: User | None, **facts: Any) -> ComplaintStep:
    """Ask a lawyer for the free consultation. Raises ValidationError for one with a tie to the other side, or not looked into, and without the
    caller's consent to be named to this lawyer.
    """
    if facts.get("conflict") == Conflict.TIE:
        said = "この弁護士は相手方などと利害関係があるため、依頼できません。別の弁護士を選んでください。"
        raise ValidationError({"conflict": said})
    row = _taken(complaint, "lawyer_asked", facts | {"taken_on": taken_on})
    assert row.lawyer is not None
    _tell(complaint, row.lawyer, taken_on, "lawyer", by)
    return row


def _still_asked(state: State) -> str:
    waiting = state.count("lawyer_asked") > state.count("lawyer_consulted")
    return "依頼した弁護士相談が、まだ済んでいません。" if waiting else ""


@COMPLAINT.step(
    "lawyer_consulted",
    "弁護士相談の実施",
    after=("lawyer_asked",),
    never_after=("closed",),
    again=True,
    asks=("advice",),
    hinders=lambda state: "" if _still_asked(state) else "依頼した弁護士相談はすべて済んでいます。",
)
def consult_lawyer(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """The lawyer gave the consultation that was asked for."""
    return _taken(complaint, "lawyer_consulted", facts)


@COMPLAINT.step(
    "referred",
    "取次・紹介",
    after=("advised",),
    never_after=("closed",),
    again=True,
    primary=False,
    asks=("to", "named"),
    needs={"to": "取次・紹介先を選んでください。"},
    paper="complaint-referral",
)
def refer(complaint: Complaint, *, taken_on: date, by: User | None, **facts: Any) -> ComplaintStep:
    """Pass the complaint on to an authority or another desk, by name only with the caller's consent to exactly that.

    Raises ValidationError for a name that was not given, or without a consent that holds on that day.
    """
    if facts.get("named") and complaint.nameless:
        raise ValidationError({"named": "匿名の相談です。名前を伝えずに取り次いでください。"})
    row = _taken(complaint, "referred", facts | {"taken_on": taken_on})
    if row.named:
        assert row.to is not None
        _tell(complaint, row.to, taken_on, "named", by)
    return row


@COMPLAINT.step(
    "referral_answered",
    "取次先の回答",
    after=("referred",),
    again=True,
    primary=False,
    asks=("answer",),
    needs={"answer": "受け付けたかどうかを選んでください。"},
    hinders=lambda state: (
        "" if state.count("referred") > state.count("referral_answered") else "回答を待っている取次はありません。"
    ),
)
def note_referral(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """What the authority or desk answered: taken up or not."""
    return _taken(complaint, "referral_answered", facts)


@COMPLAINT.step("retaliated", "報復の申出", again=True, primary=False, needs={"note": "何をされたかを入れてください。"})
def note_retaliation(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """The caller says that the other side took it out on her. Raises ValidationError without what was done."""
    return _taken(complaint, "retaliated", facts)


ENDS = ("adr_declined", "adr_settled", "adr_failed", "adr_withdrawn")


@COMPLAINT.step(
    "adr_filed",
    "調停(ADR)の申立て",
    after=("advised",),
    never_after=("closed",),
    primary=False,
    asks=("number",),
    hinders=_nameless,
    paper="complaint-mediation",
)
def file_mediation(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """The caller asked for mediation (調停); the other side is asked whether it takes part."""
    return _taken(complaint, "adr_filed", facts)


@COMPLAINT.step("adr_agreed", "相手方の応諾", after=("adr_filed",), never_after=(*ENDS, "closed"))
def note_agreed(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """The other side takes part."""
    return _taken(complaint, "adr_agreed", facts)


@COMPLAINT.step(
    "adr_declined", "相手方の不応諾", after=("adr_filed",), never_after=("adr_agreed", *ENDS, "closed"), primary=False
)
def note_declined(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """The other side does not take part: there is no mediation."""
    return _taken(complaint, "adr_declined", facts)


def _sessions(state: State) -> list[tuple[str, str]]:
    aim = COMPLAINT.values.model_validate(state.content.values)
    assert isinstance(aim, Values)
    return [("期日", f"これまで{state.count('adr_session')}回(目安{aim.sessions}回)")]


@COMPLAINT.step(
    "adr_session",
    "調停の期日",
    after=("adr_agreed",),
    never_after=(*ENDS, "closed"),
    again=True,
    asks=("advice",),
    knows=_sessions,
)
def hold_session(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """A session before the mediator was held."""
    return _taken(complaint, "adr_session", facts)


@COMPLAINT.step(
    "adr_settled",
    "和解の成立",
    after=("adr_session",),
    never_after=(*ENDS, "closed"),
    primary=False,
    asks=("amount",),
    paper="complaint-settlement",
)
def settle(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """Both sides settled."""
    return _taken(complaint, "adr_settled", facts)


@COMPLAINT.step(
    "adr_failed",
    "調停の不成立",
    after=("adr_agreed",),
    never_after=(*ENDS, "closed"),
    primary=False,
    needs={"note": "成立しなかった理由を入れてください。"},
)
def fail(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """The mediation ended without a settlement. Raises ValidationError without the reason."""
    return _taken(complaint, "adr_failed", facts)


@COMPLAINT.step("adr_withdrawn", "申立ての取下げ", after=("adr_filed",), never_after=(*ENDS, "closed"), primary=False)
def withdraw(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """The caller took her application for mediation back."""
    return _taken(complaint, "adr_withdrawn", facts)


def _mediated(state: State) -> str:
    open_still = state.count("adr_filed") and not any(state.count(code) for code in ENDS)
    return "調停が続いています。先にその結果を登録してください。" if open_still else ""


@COMPLAINT.step(
    "closed",
    "終結",
    after=("advised",),
    closes=True,
    asks=("ended", "amount"),
    needs={"ended": "結果を選んでください。"},
    hinders=_mediated,
)
def close(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """All that was to be done is done, with what came of it; the caller is asked after one month and after three."""
    return _taken(complaint, "closed", facts)


CALL: dict[str, Any] = {
    "asks": ("paid", "retaliation", "amount"),
    "needs": {"paid": "支払の状況を選んでください。", "retaliation": "報復があったかどうかを選んでください。"},
    "closes": True,
    "hinders": lambda state: "匿名の相談者には連絡できません。" if state.root.nameless else "",
}


@COMPLAINT.step("called_1", "1か月後の確認", after=("closed",), never_after=("called_3",), **CALL)
def call_after_a_month(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """Ask the caller a month later whether she was paid, and whether the other side took it out on her."""
    return _taken(complaint, "called_1", facts)


@COMPLAINT.step("called_3", "3か月後の確認", after=("closed", "called_1"), **CALL)
def call_after_three(complaint: Complaint, *, by: User | None, **facts: Any) -> ComplaintStep:
    """Ask once more after three months."""
    return _taken(complaint, "called_3", facts)

"""From the first word of a bank to what the banks intend (事前相談から金融機関の意向まで)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.procedures.offering import State, state_of
from banso.registers.models import Organisation, User

from ..models import CouncilCase, CouncilStep
from ..procedure import COUNCIL
from ..telling import TO_SOUND, refuse_without_consent

NAMELESS = "企業名がまだ登録されていません。案件の内容を直して、企業か個人を選んでください。"


def taken(council: CouncilCase, code: str, facts: dict[str, Any]) -> CouncilStep:
    """Write a step's row. Raises ValidationError for a fact that it needs and lacks."""
    row: CouncilStep = COUNCIL.taken(council.case, code, facts)
    return row


def nameless(state: State) -> str:
    """What hinders a step that needs to know whose case it is."""
    case = state.case
    return "" if case.company_id or case.person_id else NAMELESS


@COUNCIL.step("preliminary", "事前相談", never_after=("first",))
def talk_beforehand(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """A bank or another helper tells of a firm to see how the council looks at it (目線合わせ). The firm may be unnamed: it has agreed to nothing."""
    return taken(council, "preliminary", facts)


@COUNCIL.step(
    "lifted",
    "事前相談の終了",
    after=("preliminary",),
    never_after=("first",),
    asks=("reason",),
    needs={"reason": "終了の理由を選んでください。"},
    closes=True,
    primary=False,
)
def end_talk(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The talk beforehand is over: the firm comes itself, with a case of its own that follows this one, or nothing comes of it."""
    return taken(council, "lifted", facts)


@COUNCIL.step("first", "窓口相談", hinders=nameless, paper="council-receipt")
def consult_first(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The first interview with the firm (第一次対応): counted once a support, on the day of the first interview. Not of an unnamed firm."""
    return taken(council, "first", facts)


_OUT: dict[str, Any] = {"after": ("first",), "never_after": ("decided",), "closes": True, "primary": False}


@COUNCIL.step("advised", "助言で終了", asks=("reason",), needs={"reason": "終了の理由を選んでください。"}, **_OUT)
def end_with_advice(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The interview and its advice were all that was needed, or all that could be done."""
    return taken(council, "advised", facts)


@COUNCIL.step(
    "referred", "他機関への紹介", asks=("reason",), needs={"note": "どこへ紹介したかを備考に入れてください。"}, **_OUT
)
def refer(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """The firm was sent on to another helper, which the note names."""
    return taken(council, "referred", facts)


@COUNCIL.step(
    "sounded",
    "金融機関への意向確認",
    after=("first",),
    again=True,
    asks=("bank", "is_main"),
    needs={"bank": "意向を確かめた金融機関を選んでください。"},
    paper="council-sounding",
)
def sound_bank(
    council: CouncilCase, *, taken_on: date, bank: Organisation | None = None, by: User | None, **facts: Any
) -> CouncilStep:
    """A bank is asked whether it would go along. Raises ValidationError without it, and where the firm has not released the council toward it."""
    if bank is not None:
        refuse_without_consent(council.case, [bank], TO_SOUND, taken_on)
    return taken(council, "sounded", facts | {"taken_on": taken_on, "bank": bank})


@COUNCIL.step(
    "intended",
    "金融機関の意向の回答",
    after=("sounded",),
    again=True,
    asks=("bank", "answer"),
    needs={"bank": "回答した金融機関を選んでください。", "answer": "意向を選んでください。"},
)
def note_intent(
    council: CouncilCase, *, bank: Organisation | None = None, by: User | None, **facts: Any
) -> CouncilStep:
    """What a bank answered. Raises ValidationError for one that was not asked."""
    asked = asked_banks(state_of(COUNCIL, council.case))
    if bank is not None and bank.pk not in asked:
        raise ValidationError(
            {"bank": f"{bank}には意向を確かめていません。先に「金融機関への意向確認」を登録してください。"}
        )
    return taken(council, "intended", facts | {"bank": bank})


def asked_banks(state: State) -> dict[int, bool]:
    """The banks that were asked, each with whether it is the main bank."""
    found: dict[int, bool] = {}
    for row in state.taken:
        if row.step == "sounded":
            found[row.bank_id] = found.get(row.bank_id, False) or row.is_main
    return found


def main_bank_cooperates(state: State) -> bool:
    """Whether the last answer of a main bank is that it goes along."""
    answers = {row.bank_id: row.answer for row in state.taken if row.step == "intended"}
    return any(is_main and answers.get(bank) == "cooperates" for bank, is_main in asked_banks(state).items())

"""The steps of a track (事業承継の手続), declared: which are for which track, what each asks, how the head may be reached."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from banso.cases import words
from banso.cases.choices import Contact
from banso.cases.contacts import rules_of, set_contact_rule
from banso.cases.roles import name_clients
from banso.procedures.columns import columns_box, known_columns
from banso.procedures.declaring import TypedAs, procedure
from banso.procedures.offering import State
from banso.procedures.yearly import items_of
from banso.registers.models import User

from ..choices import FOLLOWED, PLANNED, TrackKind
from ..family.law_days import falls_of_law
from ..guarantee.checking import not_talked_yet, not_within
from ..models import Track, TrackStep
from .services import TRACK, go_on, open_track


class Values(BaseModel):
    """What the terms of successions say beyond steps and dates: within how many years of the succession a guarantee is looked at."""

    model_config = ConfigDict(extra="forbid")
    national: Annotated[
        list[tuple[str, str]],
        TypedAs(columns_box(partial(items_of, TRACK))),
        AfterValidator(known_columns(partial(items_of, TRACK))),
    ] = Field(
        default=[], title="全国への報告の列", description="見出し=項目 を、読点で区切って並べる。空欄はすべての項目"
    )
    guarantee_years: int = Field(default=3, ge=1, le=20, title="承継の前後何年以内に保証の解除を扱うか")
    stuck_days: int = Field(default=90, ge=1, le=1000, title="動きのない案件とみなす日数")


SUCCESSION = procedure(
    code=TRACK,
    label="事業承継の支援",
    of=Track,
    steps=TrackStep,
    root="track",
    opening=("kind", "previous", "route", "head_age", "succession_on", "scheme"),
    reported=("kind", "route", "head_age", "succession_on", "scheme"),
    roles={"head": "代表者", "heir": "後継者(候補)", "shareholder": "株主", "bank": "金融機関", "expert": "専門家"},
    values=Values,
    confidential=True,
)
SUCCESSION.opened_by(open_track)
name_clients(SUCCESSION.code, ("head",))
SUCCESSION.deadline("meeting", "初回面談", who="keeper", met_by=("met", "informed", "ended"))
SUCCESSION.deadline("plan", "事業承継計画の合意", who="keeper", met_by=("planned", "completed", "moved", "ended"))
SUCCESSION.deadline("answer", "金融機関の回答の確認", who="keeper", each="talked", met_by=("answered", "ended"))
SUCCESSION.deadline("law_day", "法令の期限", who="keeper", met_by=("completed", "moved", "ended"), falls=falls_of_law)
for _place, _after in enumerate((1, 3, 5)):
    SUCCESSION.deadline(f"follow_{_after}", f"{_after}年後の確認", who="keeper", met_by=FOLLOWED[_place:])

words.declare(
    SUCCESSION.code,
    SUCCESSION.label,
    words.Word("支援の種類", "親族内承継", lambda about: about.case.track.get_kind_display()),
    words.Word("承継の日", "令和9年4月1日", lambda about: about.case.track.succession_on),
    words.Word("手続の日", "令和8年4月10日", lambda about: getattr(about.step, "taken_on", None)),
    words.Word("手続の内容", "株価の試算", lambda about: getattr(about.step, "advice", None)),
    words.Word("手続の備考", "至急", lambda about: getattr(about.step, "note", None)),
)


def _of(*kinds: str) -> Callable[[State], bool]:
    return lambda state: state.root.kind in kinds


def _taken(track: Track, code: str, facts: dict[str, Any]) -> TrackStep:
    row: TrackStep = SUCCESSION.taken(track.case, code, facts)
    return row


REACHED = {Contact.PHONE_ONLY.value: "phone", Contact.POST_TO.value: "address", Contact.MAIL_TO.value: "email"}
OVER = ("completed", "answered", "moved", "informed", "ended")


@SUCCESSION.step(
    "met",
    "初回面談",
    never_after=OVER,
    asks=("contact", "contact_words", "advice"),
    needs={"advice": "面談の内容を入れてください。"},
    paper="succession-secrecy",
)
def meet(track: Track, *, taken_on: date, by: User | None, **facts: Any) -> TrackStep:
    """The first meeting, in which secrecy is explained and it is settled how the head may be reached.

    Raises ValidationError while no rule stands for that: neither the family nor the firm may know.
    """
    row = _taken(track, "met", facts | {"taken_on": taken_on})
    if row.contact:
        _settle_contact(row, by)
    elif not rules_of(track.case, on=taken_on):
        said = "連絡の決まりを選んでください。家族や従業員に知られない連絡方法を、初回面談で必ず確かめます。"
        raise ValidationError({"contact": said})
    return row


def _settle_contact(row: TrackStep, by: User | None) -> None:
    """Have the rule that was agreed on stand from that day."""
    column = REACHED.get(row.contact, "words")
    try:
        set_contact_rule(row.case, rule=row.contact, starts_on=row.taken_on, by=by, **{column: row.contact_words})
    except ValidationError as error:
        raise ValidationError({"contact_words": error.messages}) from None


@SUCCESSION.step(
    "advised",
    "相談・助言",
    after=("met",),
    never_after=OVER,
    again=True,
    asks=("advice",),
    primary=False,
    needs={"advice": "内容を入れてください。"},
)
def advise(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """A further talk."""
    return _taken(track, "advised", facts)


FAMILY: dict[str, Any] = {"never_after": OVER, "fits": _of(*PLANNED)}


@SUCCESSION.step("surveyed", "現状の把握", after=("met",), asks=("advice",), **FAMILY)
def survey(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """Settlements, shareholders, loans and guarantees, assets and the family were looked at."""
    return _taken(track, "surveyed", facts)


@SUCCESSION.step("willing", "後継者の意思確認", after=("surveyed",), asks=("both_present", "advice"), **FAMILY)
def confirm_will(track: Track, *, both_present: bool = False, by: User | None, **facts: Any) -> TrackStep:
    """The successor says that she will. Raises ValidationError unless both were there: one's word is not the other's."""
    if not both_present:
        raise ValidationError(
            {
                "both_present": "代表者と後継者の双方が同席して確かめます。片方だけの話は「相談・助言」に登録してください。"
            }
        )
    return _taken(track, "willing", facts | {"both_present": both_present})


@SUCCESSION.step(
    "improving", "見える化・磨き上げの課題", after=("surveyed",), asks=("advice",), primary=False, **FAMILY
)
def find_issues(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """What of the firm is to be made visible and better before it passes on."""
    return _taken(track, "improving", facts)


@SUCCESSION.step(
    "expert",
    "専門家の助言",
    after=("met",),
    never_after=OVER,
    again=True,
    asks=("expert", "advice"),
    primary=False,
    needs={"expert": "専門家を選んでください。"},
)
def have_expert(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """An expert advised on shares, taxes or inheritance. The visits themselves are counted where experts are dispatched."""
    return _taken(track, "expert", facts)


def _no_plan(state: State) -> str:
    return "" if state.root.plans.exists() else "事業承継計画の計画表がまだありません。先に計画表を作ってください。"


@SUCCESSION.step(
    "planned", "事業承継計画の合意", after=("willing",), hinders=_no_plan, paper="succession-plan", **FAMILY
)
def agree_plan(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """Head and successor agreed on the plan."""
    return _taken(track, "planned", facts)


@SUCCESSION.step(
    "confirmed",
    "特例承継計画の確認",
    after=("planned",),
    never_after=OVER,
    primary=False,
    fits=lambda state: state.root.kind in PLANNED and bool(state.root.scheme),
)
def note_confirmed(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """The governor's confirmation of the special plan (特例承継計画) came."""
    return _taken(track, "confirmed", facts)


@SUCCESSION.step("head_changed", "代表者の交代", after=("planned",), primary=False, **FAMILY)
def change_head(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """The new head was registered."""
    return _taken(track, "head_changed", facts)


@SUCCESSION.step(
    "shares_moved",
    "株式・資産の移転",
    after=("planned",),
    again=True,
    primary=False,
    asks=("handing", "advice"),
    needs={"handing": "移転の方法を選んでください。"},
    **FAMILY,
)
def move_shares(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """Shares or assets passed on."""
    return _taken(track, "shares_moved", facts)


LOOSED: dict[str, Any] = {"never_after": OVER, "fits": _of(TrackKind.GUARANTEE)}


@SUCCESSION.step(
    "applied",
    "経営者保証の相談の申込",
    after=("met",),
    hinders=lambda state: not_within(state, _years(state)),
    **LOOSED,
)
def apply_release(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """The firm asks that its head be released of her guarantee. Not without the day of the succession, nor too far from it."""
    return _taken(track, "applied", facts)


def _years(state: State) -> int:
    values: Any = Values.model_validate(state.content.values)
    return int(values.guarantee_years)


@SUCCESSION.step("checked", "チェックシートの確認", after=("applied",), again=True, asks=("advice",), **LOOSED)
def check_release(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """The check sheet was gone through; what it says of the requirements stands on the case's page."""
    return _taken(track, "checked", facts)


@SUCCESSION.step(
    "talked",
    "金融機関との協議",
    after=("checked",),
    again=True,
    asks=("bank", "expert", "advice"),
    hinders=not_talked_yet,
    needs={"bank": "金融機関を選んでください。", "expert": "同席した専門家を選んでください。"},
    **LOOSED,
)
def talk_to_bank(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """Firm and expert talked to the bank."""
    return _taken(track, "talked", facts)


@SUCCESSION.step(
    "answered",
    "金融機関の回答",
    after=("talked",),
    closes=True,
    asks=("released", "bank"),
    needs={"released": "回答を選んでください。"},
    **LOOSED,
)
def note_answer(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """What the bank answered: released wholly, partly, turned into a special guarantee or another loan, or not."""
    return _taken(track, "answered", facts)


@SUCCESSION.step("completed", "支援完了", after=("planned",), closes=True, primary=False, **FAMILY)
def complete(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """The plan is handed over and agreed: the support is complete. The firm is looked at after one, three and five years."""
    return _taken(track, "completed", facts)


@SUCCESSION.step(
    "moved",
    "別の支援への移行",
    after=("met",),
    never_after=OVER,
    closes=True,
    primary=False,
    asks=("to",),
    needs={"to": "移る支援を選んでください。"},
)
def move_on(track: Track, *, taken_on: date, to: str = "", by: User | None, **facts: Any) -> TrackStep:
    """Go on to another track: its case is opened, linked to this one. Raises ValidationError for the same track once more."""
    if to == track.kind:
        raise ValidationError({"to": "いまと同じ支援です。別の支援を選んでください。"})
    row = _taken(track, "moved", facts | {"taken_on": taken_on, "to": to})
    go_on(track, to, on=taken_on, by=by)
    return row


@SUCCESSION.step(
    "informed", "情報提供で終了", after=("met",), never_after=OVER, closes=True, primary=False, asks=("advice",)
)
def inform(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """What was asked was answered; nothing more is to be done."""
    return _taken(track, "informed", facts)


@SUCCESSION.step(
    "ended",
    "中止・取下げ",
    never_after=OVER,
    closes=True,
    primary=False,
    needs={"note": "中止の理由を入れてください。"},
)
def end(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """The track ends before its time. Raises ValidationError without the reason."""
    return _taken(track, "ended", facts)


LATER: dict[str, Any] = {
    "asks": ("advice",), "closes": True, "fits": _of(*PLANNED), "needs": {"advice": "承継のあとの様子を入れてください。"},
}  # fmt: skip


@SUCCESSION.step("followed_1", "1年後の確認", after=("completed",), never_after=("followed_3", "followed_5"), **LATER)
def look_after_one(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """How the firm does a year after."""
    return _taken(track, "followed_1", facts)


@SUCCESSION.step("followed_3", "3年後の確認", after=("completed", "followed_1"), never_after=("followed_5",), **LATER)
def look_after_three(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """How it does after three years."""
    return _taken(track, "followed_3", facts)


@SUCCESSION.step("followed_5", "5年後の確認", after=("completed", "followed_1", "followed_3"), **LATER)
def look_after_five(track: Track, *, by: User | None, **facts: Any) -> TrackStep:
    """How it does after five years."""
    return _taken(track, "followed_5", facts)

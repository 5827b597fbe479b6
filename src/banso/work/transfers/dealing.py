"""The ladder of a deal (交渉の手続 D1 to D16), declared: who may learn what, by which paper, on which day."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases import words
from banso.cases.choices import Item, Way
from banso.cases.consents import give_consent
from banso.cases.disclosures import sign_nda
from banso.cases.teams import keeps
from banso.core.era import format_date
from banso.procedures.declaring import procedure
from banso.procedures.offering import State
from banso.registers.models import User

from .bands import Values
from .models import Deal, DealStep
from .reading import is_noted, why_not_ready
from .selling import approved_sheet
from .services.deals import open_deal
from .telling import CANDIDATES, require, tell
from .terms import DEAL

NOT_OURS = "譲渡側の担当が行う手続です。"
PAPERS = [Item.STATEMENTS, Item.LOANS, Item.PLAN, Item.DOCUMENTS]


def flag_of(deal: Deal) -> DealStep | None:
    """The step at which someone went on with a candidate found on 特定事業者リスト; None where nobody had to."""
    rows = DealStep.objects.in_force().filter(case=deal.case_id, step="shown").exclude(override="")
    found: DealStep | None = rows.order_by("pk").first()
    return found


def told(deal: Deal) -> list[tuple[str, str]]:
    """What of a deal should be in view: the candidate, and in red that they are on 特定事業者リスト."""
    lines = [("譲渡コード", deal.case.alias), ("候補", str(deal.buyer))]
    if (flag := flag_of(deal)) is not None:
        lines.append(("注意", f"特定事業者リストに該当。責任者の判断で続けています({flag.override})"))
    return lines


DEALING = procedure(
    code=DEAL,
    label="第三者承継の交渉",
    of=Deal,
    steps=DealStep,
    root="deal",
    opening=("listing", "buyer", "origin", "fit"),
    roles={"buyer": "候補の担当者", "adviser": "候補の専門家"},
    values=Values,
    tells=told,
    unsound=lambda state: unsound(state),
    confidential=True,
)
words.declare(
    DEALING.code,
    DEALING.label,
    words.Word("譲渡コード", "K7MPQ2", lambda about: about.case.alias),
    words.Word("候補名", "株式会社みほん商事", lambda about: str(about.case.deal.buyer.who)),
    words.Word("手続の日", "令和6年4月10日", lambda about: getattr(about.step, "taken_on", None)),
    words.Word("有効期限", "令和8年3月31日", lambda about: getattr(about.step, "valid_until", None)),
    words.Word("承諾した人", "見本 太郎", lambda about: getattr(about.step, "given_by", None)),
    words.Word("署名した人", "見本 次郎", lambda about: getattr(about.step, "signatory", None)),
    words.Word("独占交渉の終わり", "令和6年9月30日", lambda about: getattr(about.step, "exclusive_until", None)),
    words.Word("手続の備考", "希望により", lambda about: getattr(about.step, "note", None)),
)
DEALING.opened_by(open_deal)
DEALING.deadline(
    "exclusive_end", "独占交渉の期限", who="keeper", set_by={"agreed": "exclusive_until"}, met_by=("signed", "ended")
)
DEALING.deadline(
    "resuming",
    "保留の期限(再開を決める)",
    who="keeper",
    set_by={"paused": "exclusive_until"},
    met_by=("resumed", "ended"),
)
DEALING.deadline("papers_back", "渡した資料の返却・廃棄", who="keeper", met_by="returned")


def unsound(state: State) -> str:
    """What of all steps together does not hold: a name told stands on both papers."""
    if state.latest("named") and not (state.latest("consented") and state.latest("bound")):
        return "ネームクリアのもとになった承諾と秘密保持契約は取り消せません。先にネームクリアを取り消してください。"
    return ""


def paused_until(state: State, on: date) -> date | None:
    """Until when a deal has to wait because another has the sole right to talk; None where it may go on."""
    last = next((row for row in reversed(state.taken) if row.step in ("paused", "resumed")), None)
    if last is None or last.step == "resumed" or last.exclusive_until is None or last.exclusive_until < on:
        return None
    until: date = last.exclusive_until
    return until


def waits(state: State) -> str:
    """Why a deal has to wait just now, in words."""
    until = paused_until(state, localdate())
    return f"ほかの候補が独占交渉中のため、{format_date(until)}まで保留です。" if until else ""


def taken(deal: Deal, code: str, facts: dict[str, Any]) -> DealStep:
    """Write a rung's row, marked where the candidate is on 特定事業者リスト.

    Raises ValidationError on a day on which the deal has to wait, and for a fact that is needed and lacking.
    """
    row: DealStep = DEALING.taken(
        deal.case, code, facts | {"flagged": bool(facts.get("override")) or flag_of(deal) is not None}
    )
    return row


def keep_waiting(deal: Deal, on: date) -> None:
    """Raise ValidationError on a day on which another candidate has the sole right to talk."""
    rows = (
        DealStep.objects.in_force().filter(case=deal.case_id, step__in=("paused", "resumed")).order_by("taken_on", "pk")
    )
    last = rows.last()
    if (
        last is not None
        and last.step == "paused"
        and last.exclusive_until
        and last.taken_on <= on <= last.exclusive_until
    ):
        raise ValidationError(
            {"taken_on": f"{format_date(last.exclusive_until)}まで、ほかの候補の独占交渉のため保留です。"}
        )


@DEALING.step("chosen", "候補の選定", hinders=waits)
def choose(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """D1: the candidate was chosen for this sale. Raises ValidationError where they are not registered or not checked by that day."""
    keep_waiting(deal, taken_on)
    _ready(deal, taken_on)
    return taken(deal, "chosen", facts | {"taken_on": taken_on})


def _ready(deal: Deal, on: date) -> None:
    if why := why_not_ready(deal.buyer, on):
        raise ValidationError({"taken_on": why})


@DEALING.step("shown", "ノンネームの提示", after=("chosen",), asks=("means", "receiver", "override"), hinders=waits)
def show(
    deal: Deal,
    *,
    taken_on: date,
    means: str = "",
    receiver: str = "",
    override: str = "",
    by: User | None,
    **facts: Any,
) -> DealStep:
    """D2: the sheet without a name was shown. Raises ValidationError without an approved version or the seller's consent, for a candidate who
    is barred, and for one on 特定事業者リスト unless the keeper says why it goes on.
    """
    keep_waiting(deal, taken_on)
    _ready(deal, taken_on)
    listing, override = deal.listing, override.strip()
    if deal.buyer.company_id and listing.barred.filter(company=deal.buyer.company_id).exists():
        raise ValidationError({"taken_on": "譲渡企業が紹介を断っている相手です。"})
    _weigh_the_list(deal, taken_on, override, by)
    sheet = approved_sheet(listing, taken_on)
    if sheet is None:
        raise ValidationError({"taken_on": "その日までに承認を受けたノンネームシートがありません。"})
    told = tell(
        listing,
        to=deal.buyer.who,
        items=[Item.OUTLINE],
        on=taken_on,
        means=means,
        of_class=CANDIDATES,
        recipient_person=receiver,
        digest=sheet.digest,
        version=str(sheet),
        name="ノンネームシート",
        by=by,
    )
    said = {"taken_on": taken_on, "means": means, "receiver": receiver, "override": override}
    return taken(deal, "shown", facts | said | {"sheet": sheet, "disclosure": told})


def _weigh_the_list(deal: Deal, on: date, override: str, by: User | None) -> None:
    """Raise ValidationError for a hit of 特定事業者リスト unless the keeper says why it goes on, and for a reason where there is no hit."""
    noted = is_noted(deal.buyer, on)
    if override and not noted:
        raise ValidationError({"override": "特定事業者リストに該当していないため、理由は要りません。"})
    if not noted:
        return
    if not override:
        raise ValidationError(
            {"override": "特定事業者リストに該当しています。進めるには、責任者が理由を入れてください。"}
        )
    if by is not None and not may_override(deal, by):
        raise ValidationError({"override": "該当した候補と進めることを決められるのは、責任者だけです。"})


def may_override(deal: Deal, user: User) -> bool:
    """Whether someone may go on with a candidate on 特定事業者リスト: the keeper (責任者) of the unit behind whose wall the deal is."""
    return keeps(user, deal.case.programme)


@DEALING.step("interested", "関心表明", after=("shown",), asks=("minutes",), hinders=waits)
def note_interest(deal: Deal, *, taken_on: date, by: User | None, **facts: Any) -> DealStep:
    """D3: the candidate would like to know more."""
    keep_waiting(deal, taken_on)
    return taken(deal, "interested", facts | {"taken_on": taken_on})


@DEALING.step(
    "consented",
    "相手ごとの承諾",
    after=("interested",),
    again=True,
    asks=("given_by", "capacity", "with_papers", "valid_until", "proof"),
    needs={"given_by": "承諾した人を入れてください。", "capacity": "承諾した人の立場・権限を入れてください。"},
    hinders=waits,
    knows=lambda state: [("候補", str(state.root.buyer.who)), ("候補の経験", state.root.buyer.experience or "未記入")],
)
def consent(
    deal: Deal,
    *,
    taken_on: date,
    given_by: str = "",
    capacity: str = "",
    with_papers: bool = False,
    valid_until: date | None = None,
    proof: str = "",
    by: User | None,
    **facts: Any,
) -> DealStep:
    """D4: having seen the candidate's profile, the seller lets exactly this one know her name, perhaps her papers too.

    Raises ValidationError, field by field.
    """
    keep_waiting(deal, taken_on)
    said = {
        "given_by": given_by,
        "capacity": capacity,
        "with_papers": with_papers,
        "valid_until": valid_until,
        "proof": proof,
    }
    refuse_lacking("consented", said)
    items = [Item.EXISTENCE, Item.NAME, Item.TALKS, *(PAPERS if with_papers else ())]
    row = give_consent(
        deal.listing.case,
        to=deal.buyer.who,
        items=items,
        given_by=given_by,
        capacity=capacity,
        purpose=f"候補({deal.buyer.code})への開示",
        given_on=taken_on,
        until=valid_until,
        paper=proof,
        by=by,
    )
    return taken(deal, "consented", facts | said | {"taken_on": taken_on, "consent": row})


def refuse_lacking(code: str, said: dict[str, Any]) -> None:
    """Raise ValidationError for what a step needs and lacks, before its verb writes anything elsewhere."""
    needed = DEALING.step_kinds[code].needs
    if lacking := {name: why for name, why in needed.items() if not str(said.get(name) or "").strip()}:
        raise ValidationError(lacking)


@DEALING.step(
    "bound",
    "秘密保持契約",
    after=("interested",),
    again=True,
    asks=("signatory", "capacity", "valid_until", "proof"),
    needs={"signatory": "署名した人を入れてください。", "capacity": "署名する権限のある立場を入れてください。"},
    hinders=waits,
    paper="transfer-nda",
)
def bind(
    deal: Deal,
    *,
    taken_on: date,
    signatory: str = "",
    capacity: str = "",
    valid_until: date | None = None,
    proof: str = "",
    by: User | None,
    **facts: Any,
) -> DealStep:
    """D5: the candidate signed an agreement to keep secret what they learn. Raises ValidationError, field by field."""
    keep_waiting(deal, taken_on)
    said = {"signatory": signatory, "capacity": capacity, "valid_until": valid_until, "proof": proof}
    refuse_lacking("bound", said)
    row = sign_nda(
        deal.listing.case,
        to=deal.buyer.who,
        signatory=signatory,
        capacity=capacity,
        signed_on=taken_on,
        until=valid_until,
        paper=proof,
        by=by,
    )
    return taken(deal, "bound", facts | said | {"taken_on": taken_on, "nda": row})


def _both_papers(state: State) -> str:
    lacking = [DEALING.label_of(code) for code in ("consented", "bound") if state.latest(code) is None]
    return f"先に「{'」と「'.join(lacking)}」が必要です。" if lacking else waits(state)


@DEALING.step(
    "named",
    "ネームクリア",
    after=("consented",),
    asks=("means", "receiver"),
    needs={"means": "どのように伝えるかを選んでください。", "receiver": "誰に伝えるかを入れてください。"},
    hinders=_both_papers,
)
def clear_name(
    deal: Deal, *, taken_on: date, means: str = "", receiver: str = "", by: User | None, **facts: Any
) -> DealStep:
    """D6: the candidate learns the name. Raises ValidationError unless, on that very day, the seller's consent to exactly this candidate and this
    candidate's agreement to keep it secret both hold.
    """
    keep_waiting(deal, taken_on)
    _ready(deal, taken_on)
    refuse_lacking("named", {"means": means, "receiver": receiver})
    to, listing = deal.buyer.who, deal.listing
    agreed, nda = require(listing, to=to, items=[Item.NAME], on=taken_on, nda=True)
    told = tell(listing, to=to, items=[Item.NAME], on=taken_on, means=means, nda=True, recipient_person=receiver, by=by)
    said = {
        "taken_on": taken_on,
        "means": means,
        "receiver": receiver,
        "consent": agreed,
        "nda": nda,
        "disclosure": told,
    }
    return taken(deal, "named", facts | said)


@DEALING.step(
    "informed",
    "企業概要書・資料の開示",
    after=("named",),
    again=True,
    asks=("handed", "document", "means", "receiver"),
    needs={
        "handed": "渡すものを選んでください。",
        "document": "書類の名前と版を入れてください。",
        "receiver": "誰に渡すかを入れてください。",
    },
    hinders=waits,
)
def inform(
    deal: Deal,
    *,
    taken_on: date,
    handed: str = "",
    document: str = "",
    means: str = "",
    receiver: str = "",
    by: User | None,
    **facts: Any,
) -> DealStep:
    """D7: a paper of the firm is handed over as a numbered copy. Raises ValidationError unless consent and agreement hold that day for it."""
    keep_waiting(deal, taken_on)
    given = {"handed": handed, "document": document, "receiver": receiver}
    refuse_lacking("informed", given)
    to, items = deal.buyer.who, [handed]
    agreed, nda = require(deal.listing, to=to, items=items, on=taken_on, nda=True)
    told = tell(
        deal.listing,
        to=to,
        items=items,
        on=taken_on,
        means=means or Way.MEETING,
        nda=True,
        recipient_person=receiver,
        name=document,
        by=by,
    )
    said = {"taken_on": taken_on, "means": means, "consent": agreed, "nda": nda, "disclosure": told}
    return taken(deal, "informed", facts | given | said)

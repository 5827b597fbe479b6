"""Fairs from files, and who was there, whom they met and what came of it."""

from dataclasses import replace

from banso.core.imports import Column, Parent, Row, Text, Whole, imports
from banso.core.imports.declaring import Writing
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, programme

from . import services
from .choices import Side
from .models import Deal, Fair, Meeting, PairRule, Participant, Wish

FAIRS = imports(
    code="fairs",
    model=Fair,
    new=services.record_fair,
    change=services.correct_fair,
    key=("name", "programme", "starts_on"),
    columns=(
        *facts(Fair, "programme", programme=programme),
        *facts(Fair, "name", "starts_on", "ends_on", "place", "tables", "followed_up_on"),
    ),
)
FAIR = Parent("fair", FAIRS, by=("name",), helped_by=("fiscal_year", "starts_on"))
PARTICIPANTS = imports(
    code="fair-participants",
    model=Participant,
    new=services.enter_participant,
    change=services.correct_participant,
    key=("company", "fair", "side"),
    steps=(FAIR, find_company()),
    name="商談会の参加企業",
    columns=(
        *FAIR.columns,
        *company_columns(required=True, only=("name", "kana", "corporate_number", "municipality", "address")),
        *facts(Participant, "side"),
        Column("prefecture", "都道府県", Text(longest=4), ("県", "都道府県名"), required=True, example="みほん県"),
        *facts(Participant, "contact", "email", "phone", "offers", "seeks", "processes", "products", "at_most"),
    ),
)
NAME = "company.name"
BUYER = Parent(
    "buyer", PARTICIPANTS, by=(NAME,), within=("fair",), fixed={"side": Side.BUYER}, headings={NAME: "発注企業"}
)
SUPPLIER = Parent(
    "supplier",
    PARTICIPANTS,
    by=(NAME,),
    within=("fair",),
    fixed={"side": Side.SUPPLIER},
    headings={NAME: "受注企業"},
    examples={NAME: "有限会社サンプル製作所"},
)


def _by_its_companies(rows: list[Row], writing: Writing) -> None:
    """A wish names no fair of its own: it is that of its companies."""
    for row in rows:
        row.facts.pop("fair", None)


RANK = Column("rank", "希望順位", Whole(), ("順位", "希望の順位"), required=True, example="1")
for code, side, said in (
    ("fair-wishes-buyers", Side.BUYER, "発注側から"),
    ("fair-wishes-suppliers", Side.SUPPLIER, "受注側から"),
):
    wishing, wished = (BUYER, SUPPLIER) if side == Side.BUYER else (SUPPLIER, BUYER)
    wishing = replace(wishing, fact="participant", headings={NAME: "希望する企業"})
    wished = replace(wished, fact="partner", headings={NAME: "希望する相手"})
    imports(
        code=code,
        model=Wish,
        new=services.record_wish,
        change=services.correct_wish,
        key=("participant", "partner"),
        steps=(
            FAIR,
            known_company("participant.company"),
            wishing,
            known_company("partner.company"),
            wished,
            _by_its_companies,
        ),
        name=f"商談会の希望({said})",
        columns=(*FAIR.columns, *wishing.columns, *wished.columns, RANK),
    )
imports(
    code="fair-pair-rules",
    model=PairRule,
    new=services.record_pair_rule,
    change=services.correct_pair_rule,
    key=("buyer", "supplier"),
    steps=(FAIR, known_company("buyer.company"), BUYER, known_company("supplier.company"), SUPPLIER),
    name="商談会の組合せの取決め",
    columns=(*FAIR.columns, *BUYER.columns, *SUPPLIER.columns, *facts(PairRule, "kind", "reason")),
)
MEETINGS = imports(
    code="fair-meetings",
    model=Meeting,
    new=services.record_meeting,
    change=services.correct_meeting,
    key=("buyer", "supplier"),
    steps=(FAIR, known_company("buyer.company"), BUYER, known_company("supplier.company"), SUPPLIER),
    name="商談会の商談",
    columns=(*FAIR.columns, *BUYER.columns, *SUPPLIER.columns, *facts(Meeting, "prospect", "note")),
)
MEETING = Parent(
    "meeting",
    MEETINGS,
    by=("fair.name", "buyer.company.name", "supplier.company.name"),
    helped_by=("fair.fiscal_year",),
)
imports(
    code="fair-deals",
    model=Deal,
    new=services.record_deal,
    change=services.correct_deal,
    key=("meeting",),
    steps=(known_company("meeting.buyer.company"), known_company("meeting.supplier.company"), MEETING),
    name="商談会の成立",
    columns=(*MEETING.columns, *facts(Deal, "agreed_on", "amount")),
)

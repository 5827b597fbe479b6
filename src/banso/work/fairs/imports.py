"""Fairs from files, and who was there, whom they met and what came of it."""

from dataclasses import replace
from typing import Any

from banso.core.imports import Clock, Column, Day, Parent, SideBySide, Text, Whole, imports
from banso.core.imports.deriving import facts
from banso.core.imports.spelled import Prefecture
from banso.registers.importing import company_columns, find_company, known_company, organisation, programme

from . import services
from .choices import Rank, Side
from .importing import at_its_slot, brought_by, by_its_companies, on_the_day
from .models import Deal, Fair, Host, Meeting, NotHeld, PairRule, Participant, Slot, Wish

FAIRS = imports(
    code="fairs",
    model=Fair,
    new=services.record_fair,
    change=services.correct_fair,
    key=("name", "programme", "starts_on"),
    columns=(
        *facts(Fair, "programme", programme=programme),
        *facts(Fair, "name", "starts_on", "ends_on", "place", "tables"),
        *facts(Fair, "sign_up_from", "sign_up_until", "wishes_until", "followed_up_on"),
    ),
)
FAIR = Parent("fair", FAIRS, by=("name",), helped_by=("fiscal_year", "starts_on"))
PREFECTURE = Column("prefecture", "都道府県", Prefecture(), ("県", "都道府県名"), required=True, example="みほん県")
imports(
    code="fair-slots",
    model=Slot,
    new=services.record_slot,
    key=("fair", "day", "starts_at"),
    steps=(FAIR,),
    name="商談会の時間枠",
    columns=(
        *FAIR.columns,
        *facts(Slot, "day", "starts_at"),
        *(replace(column, example="13:50") for column in facts(Slot, "ends_at")),
    ),
)
imports(
    code="fair-hosts",
    model=Host,
    new=services.record_host,
    change=services.correct_host,
    key=("organisation", "fair"),
    steps=(FAIR,),
    name="商談会の主催団体",
    columns=(*FAIR.columns, *facts(Host, "organisation", organisation=organisation), PREFECTURE),
)
PARTICIPANTS = imports(
    code="fair-participants",
    model=Participant,
    new=services.enter_participant,
    change=services.correct_participant,
    key=("company", "fair", "side"),
    steps=(FAIR, find_company(), brought_by, on_the_day),
    name="商談会の参加企業",
    columns=(
        *FAIR.columns,
        *company_columns(required=True, only=("name", "kana", "corporate_number", "municipality", "address")),
        *facts(Participant, "side"),
        PREFECTURE,
        Column("host.organisation", "取りまとめ団体", organisation, ("主催団体", "推薦団体")),
        *facts(Participant, "contact", "email", "phone", "offers", "seeks", "processes", "products", "at_most"),
        Column("table", "卓番号", Whole(), ("卓", "ブース番号"), note="発注側の企業だけです。空欄なら自動で決めます。"),
        *(
            Column(f"day.{name}", heading, Clock(), other, example=example, note="開催日の時刻だけを入れます。")
            for name, heading, other, example in (
                ("arrives_at", "会場に着く時刻", ("到着時刻", "到着予定", "遅刻"), "13:00"),
                ("leaves_at", "会場を出る時刻", ("退出時刻", "退出予定", "早退"), "15:00"),
            )
        ),
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


RANK = Column("rank", "希望順位", Whole(), ("順位", "希望の順位"), required=True, example="1")
BESIDE = SideBySide(f"partner.{NAME}", "rank", {f"wish{rank}": rank for rank in Rank.values})
KANJI = "一二三四五六七八九十"


def _beside(rank: int, example: str) -> Column:
    """The column of one rank, where a company's wishes stand side by side."""
    other = (f"第{KANJI[rank - 1]}希望", f"希望{rank}", f"希望企業{rank}", f"第{rank}希望企業", f"{rank}位")
    return Column(f"wish{rank}", f"第{rank}希望", Text(longest=120), other, example=example)


for side, said in ((Side.BUYER, "発注側から"), (Side.SUPPLIER, "受注側から")):
    wishing, wished = (BUYER, SUPPLIER) if side == Side.BUYER else (SUPPLIER, BUYER)
    wishing = replace(wishing, fact="participant", headings={NAME: "希望する企業"})
    wished = replace(wished, fact="partner", headings={NAME: "希望する相手"})
    (example,) = (column.example for column in wished.columns)
    stating: dict[str, Any] = {
        "model": Wish,
        "new": services.record_wish,
        "new_many": services.record_wishes,
        "change": services.correct_wish,
        "key": ("participant", "partner"),
        "steps": (
            FAIR,
            known_company("participant.company"),
            wishing,
            known_company("partner.company"),
            wished,
            by_its_companies,
        ),
    }
    imports(
        code=f"fair-wishes-{side}s",
        name=f"商談会の希望({said})",
        columns=(*FAIR.columns, *wishing.columns, *wished.columns, RANK),
        **stating,
    )
    imports(
        code=f"fair-wish-lists-{side}s",
        name=f"商談会の希望({said}、1社1行)",
        columns=(
            *FAIR.columns,
            *wishing.columns,
            *(_beside(rank, example if rank == 1 else "") for rank in Rank.values),
        ),
        side_by_side=BESIDE,
        **stating,
    )
THE_PAIR = (FAIR, known_company("buyer.company"), BUYER, known_company("supplier.company"), SUPPLIER)
imports(
    code="fair-pair-rules",
    model=PairRule,
    new=services.record_pair_rule,
    change=services.correct_pair_rule,
    key=("buyer", "supplier"),
    steps=(*THE_PAIR, at_its_slot),
    name="商談会の組合せの取決め",
    columns=(
        *FAIR.columns,
        *BUYER.columns,
        *SUPPLIER.columns,
        *facts(PairRule, "kind", "reason"),
        Column("at.day", "決まった時間の日", Day(), note="2日以上の商談会のときだけ入れます。"),
        Column("at.starts_at", "決まった時間", Clock(), ("時間", "時刻", "開始"), note="時間枠の開始の時刻です。"),
    ),
)
MEETINGS = imports(
    code="fair-meetings",
    model=Meeting,
    new=services.enter_meeting,
    new_many=services.enter_meetings,
    change=services.correct_meeting,
    key=("buyer", "supplier"),
    steps=THE_PAIR,
    name="商談会の商談",
    columns=(*FAIR.columns, *BUYER.columns, *SUPPLIER.columns, *facts(Meeting, "prospect", "note")),
)
imports(
    code="fair-not-held",
    model=NotHeld,
    new=services.enter_not_held,
    key=("buyer", "supplier"),
    steps=THE_PAIR,
    name="商談会の行わなかった商談",
    columns=(*FAIR.columns, *BUYER.columns, *SUPPLIER.columns, *facts(NotHeld, "reason", "note")),
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

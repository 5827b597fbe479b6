"""Sale and purchase: the two registers, sheets, checks and public facts: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.procedures.naming import state_label
from banso.registers.choosing import fiscal_years, programmes

from . import concluding, passing_on, services  # noqa: F401 - the first two declare steps
from .choices import BuyerKind
from .dealing import DEALING
from .models import Barred, Buyer, Deal, Listing, PublicFact, Screening, Sheet, SideNote, Successor
from .selling import SELLING

GROUP = "再生・承継"
OF_LISTING = (
    "industry", "words", "own_words", "municipality", "sales", "profit", "net_assets", "employees", "founded_year",
    "strengths", "licences", "premises", "by_shares", "by_business", "by_assets", "price_from", "price_to", "reserve_price",
    "reason", "from_on", "until_on", "handover_months", "keeps_staff", "conditions", "guaranteed", "of_centre", "nationwide",
    "updated_on",
)  # fmt: skip
OF_BUYER = (
    "programme", "kind", "company", "person", "keeper", "registered_on", "valid_until", "wish_1", "wish_2", "wish_3", "words",
    "areas", "sales_from", "sales_to", "budget", "funds", "by_shares", "by_business", "by_assets", "purpose", "experience",
    "licences", "from_on", "until_on", "takes_staff", "secret_on", "refuses_secrecy", "interviewed_on", "interview", "of_centre",
    "ended_on",
)  # fmt: skip

pages(
    record_form(Listing, OF_LISTING, services.open_listing, services.correct_listing),
    model=Listing,
    group=GROUP,
    title="譲渡案件",
    order="-case__opened_on",
    columns=(
        Column("受付日", "case__opened_on", Kind.DATE, sort="case__opened_on"),
        Column("譲渡コード", "code", sort="code"),
        Column("企業", lambda listing: listing.case.whose),
        Column("業種", "industry__name"),
        Column("市町村", "municipality__name"),
        Column("情報更新日", "updated_on", Kind.DATE, sort="updated_on"),
        Column("状態", lambda listing: state_label(listing.case)),
    ),
    search=("case__company__name_key", "code", "case__number"),
    filters=(
        Filter("year", "年度", "case__fiscal_year", fiscal_years),
        Filter("state", "状態", "case__standing__step", SELLING.step_choices),
        Filter("closed", "終結", "case__standing__closed", lambda: [("False", "継続中"), ("True", "終結")]),
    ),
    related=("case__programme", "case__company", "case__person", "case__standing", "industry", "municipality"),
    children=("sheets", "barred"),
    whole="transfer-listing",
    begun_at=("case-new", SELLING.code),
)
pages(
    record_form(Barred, ("listing", "company", "said_on", "reason"), services.record_barred, services.correct_barred),
    model=Barred,
    group=GROUP,
    title="紹介を断る相手",
    order="-said_on",
    columns=(Column("相手", "company__name"), Column("申し出の日", "said_on", Kind.DATE), Column("理由", "reason")),
    search=("company__name_key",),
    related=("company", "listing"),
    in_menu=False,
)
pages(
    model=Sheet,
    group=GROUP,
    title="ノンネームシート",
    order="-version",
    columns=(
        Column("版", "version", Kind.NUMBER),
        Column("当てはまる企業", "k", Kind.NUMBER),
        Column("数えた日", "counted_on", Kind.DATE),
        Column("承認日", "approval__approved_on", Kind.DATE),
    ),
    related=("listing__case__company", "approval"),
    in_menu=False,
)
pages(
    record_form(Buyer, OF_BUYER, services.record_buyer, services.correct_buyer),
    model=Buyer,
    group=GROUP,
    title="譲受登録",
    order="-registered_on",
    columns=(
        Column("登録日", "registered_on", Kind.DATE, sort="registered_on"),
        Column("譲受コード", "code", sort="code"),
        Column("種類", "get_kind_display"),
        Column("候補", lambda buyer: str(buyer.who)),
        Column("第1希望", "wish_1__name"),
        Column("予算(円)", "budget", Kind.YEN, sort="budget"),
        Column("有効期限", "valid_until", Kind.DATE, sort="valid_until"),
    ),
    search=("company__name_key", "person__name_key", "code"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("programme", "事業", "programme_id", programmes),
        Filter("kind", "種類", "kind", lambda: list(BuyerKind.choices)),
    ),
    related=("programme", "company", "person", "wish_1"),
    children=("screenings",),
)
pages(
    record_form(Deal, DEALING.opening, services.open_deal, services.correct_deal),
    model=Deal,
    group=GROUP,
    title="第三者承継の交渉",
    order="-case__opened_on",
    columns=(
        Column("開始日", "case__opened_on", Kind.DATE, sort="case__opened_on"),
        Column("譲渡コード", "case__alias", sort="case__alias"),
        Column("候補", lambda deal: str(deal.buyer.who)),
        Column("状態", lambda deal: state_label(deal.case)),
        Column("いつから", "case__standing__since", Kind.DATE, sort="case__standing__since"),
        Column("担当者", "case__keeper__name"),
    ),
    search=("case__alias", "case__number", "buyer__company__name_key", "buyer__code"),
    filters=(
        Filter("year", "年度", "case__fiscal_year", fiscal_years),
        Filter("state", "状態", "case__standing__step", DEALING.step_choices),
        Filter("closed", "終結", "case__standing__closed", lambda: [("False", "継続中"), ("True", "終結")]),
    ),
    related=(
        "case__programme",
        "case__company",
        "case__person",
        "case__standing",
        "case__keeper",
        "buyer__company",
        "buyer__person",
    ),
    whole="transfer-deal",
    begun_at=("case-new", DEALING.code),
)
pages(
    record_form(
        Successor,
        (
            "buyer", "age_band", "career", "qualification", "own_funds", "may_move", "came_by", "plan_on", "consented",
            "delete_on",
        ),
        services.record_successor,
        services.correct_successor,
    ),
    model=Successor,
    group=GROUP,
    title="後継者人材",
    order="-pk",
    columns=(
        Column("候補", lambda one: str(one.buyer.who)),
        Column("年齢帯", "age_band"),
        Column("資格", "qualification"),
        Column("事業計画書", "plan_on", Kind.DATE, sort="plan_on"),
        Column("廃棄する日", "delete_on", Kind.DATE, sort="delete_on"),
    ),
    search=("buyer__person__name_key", "buyer__code"),
    related=("buyer__person", "buyer__company"),
)  # fmt: skip
pages(
    record_form(
        Screening,
        ("buyer", "kind", "checked_on", "list_on", "hit", "note"),
        services.record_screening,
        services.check_again,
    ),
    model=Screening,
    group=GROUP,
    title="候補の確認",
    order="-checked_on",
    columns=(
        Column("確認日", "checked_on", Kind.DATE, sort="checked_on"),
        Column("候補", lambda row: str(row.buyer.who)),
        Column("確認の種類", "get_kind_display"),
        Column("名簿の日付", "list_on", Kind.DATE),
        Column("該当", "hit"),
    ),
    search=("buyer__code",),
    related=("buyer__company", "buyer__person"),
    in_menu=False,
)
pages(
    record_form(
        PublicFact,
        ("company", "name", "industry", "municipality", "sales", "employees", "founded_year", "source", "known_on"),
        services.record_public_fact,
        services.correct_public_fact,
    ),
    model=PublicFact,
    group="台帳",
    title="公開資料の企業情報",
    order="-known_on",
    columns=(
        Column("資料の日付", "known_on", Kind.DATE, sort="known_on"),
        Column("企業", lambda fact: str(fact)),
        Column("業種", "industry__name"),
        Column("市町村", "municipality__name"),
        Column("売上高(円)", "sales", Kind.YEN, sort="sales"),
        Column("従業員数", "employees", Kind.NUMBER, sort="employees"),
        Column("出典", "source"),
    ),
    search=("name", "company__name_key"),
    related=("company", "industry", "municipality"),
    in_menu=False,
)
pages(
    record_form(SideNote, ("deal", "side", "noted_on", "text"), services.record_side_note, services.correct_side_note),
    model=SideNote,
    group=GROUP,
    title="片側の控え",
    order="-noted_on",
    columns=(
        Column("日付", "noted_on", Kind.DATE, sort="noted_on"),
        Column("譲渡コード", "deal__case__alias"),
        Column("側", "get_side_display"),
        Column("内容", "text"),
    ),
    search=("deal__case__alias",),
    related=("deal__case__programme", "deal__case__company", "deal__case__person"),
    in_menu=False,
)
add_panel(
    Panel(
        "ノンネームシート",
        "transfer-sheet-panel",
        lambda model: model._meta.label_lower == "cases.case",
        only=lambda case: case.procedure == SELLING.code,
    )
)
add_panel(
    Panel(
        "交渉の段階",
        "transfer-ladder-panel",
        lambda model: model._meta.label_lower == "cases.case",
        only=lambda case: case.procedure == DEALING.code,
    )
)
add_panel(
    Panel(
        "合う譲渡案件",
        "transfer-sales-panel",
        lambda model: model._meta.label_lower == "transfers.buyer",
    )
)
add(Entry(GROUP, "第三者承継の進み具合", "transfer-year", "transfers.view_deal"))

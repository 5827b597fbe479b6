"""Fairs: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .choices import Side
from .models import Deal, Fair, Host, Meeting, PairRule, Participant

GROUP = "取引"
OFFERED = 50


def _fairs() -> list[tuple[str, str]]:
    """The latest fairs, to choose one from."""
    return [(str(fair.pk), fair.name) for fair in Fair.objects.all()[:OFFERED]]


pages(
    record_form(
        Fair,
        (
            "programme",
            "name",
            "starts_on",
            "ends_on",
            "place",
            "tables",
            "sign_up_from",
            "sign_up_until",
            "wishes_until",
            "followed_up_on",
        ),
        services.record_fair,
        services.correct_fair,
    ),
    model=Fair,
    group=GROUP,
    title="商談会",
    order="-starts_on",
    columns=(
        Column("開催日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("商談会名", "name"),
        Column("開催地", "place"),
        Column("成立状況の調査終了日", "followed_up_on", Kind.DATE),
    ),
    search=("name", "place"),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("programme",),
    children=("participants",),
)
pages(
    record_form(
        Participant,
        (
            "fair",
            "company",
            "side",
            "prefecture",
            "host",
            "contact",
            "email",
            "phone",
            "offers",
            "seeks",
            "processes",
            "products",
            "arrives_at",
            "leaves_at",
            "at_most",
            "table",
        ),
        services.enter_participant,
        services.correct_participant,
    ),
    model=Participant,
    group=GROUP,
    title="参加企業",
    order="-id",
    columns=(
        Column("企業", "company__name"),
        Column("商談会", "fair__name"),
        Column("区分", "get_side_display", sort="side"),
        Column("都道府県", "prefecture", sort="prefecture"),
    ),
    search=("company__name_key",),
    filters=(Filter("fair", "商談会", "fair", _fairs), Filter("side", "区分", "side", lambda: Side.choices)),
    related=("fair", "company"),
)
pages(
    record_form(
        Meeting, ("fair", "buyer", "supplier", "prospect", "note"), services.record_meeting, services.correct_meeting
    ),
    model=Meeting,
    group=GROUP,
    title="商談",
    order="-id",
    columns=(
        Column("発注企業", "buyer__company__name"),
        Column("受注企業", "supplier__company__name"),
        Column("商談会", "fair__name"),
    ),
    search=("buyer__company__name_key", "supplier__company__name_key"),
    filters=(Filter("fair", "商談会", "fair", _fairs),),
    related=("fair", "buyer__company", "supplier__company"),
)
pages(
    record_form(Deal, ("meeting", "agreed_on", "amount"), services.record_deal, services.correct_deal),
    model=Deal,
    group=GROUP,
    title="商談成立",
    order="-agreed_on",
    columns=(
        Column("成立日", "agreed_on", Kind.DATE, sort="agreed_on"),
        Column("発注企業", "meeting__buyer__company__name"),
        Column("受注企業", "meeting__supplier__company__name"),
        Column("成立金額(円)", "amount", Kind.YEN, sort="amount"),
    ),
    search=("meeting__supplier__company__name_key",),
    related=("meeting__buyer__company", "meeting__supplier__company", "meeting__fair"),
)
pages(
    record_form(Host, ("fair", "organisation", "prefecture"), services.record_host, services.correct_host),
    model=Host,
    group=GROUP,
    title="主催団体",
    order="-id",
    columns=(
        Column("団体", "organisation__name"),
        Column("商談会", "fair__name"),
        Column("都道府県", "prefecture"),
    ),
    search=("organisation__name_key",),
    related=("fair", "organisation"),
    in_menu=False,
)
pages(
    record_form(
        PairRule,
        ("fair", "buyer", "supplier", "kind", "slot", "reason"),
        services.record_pair_rule,
        services.correct_pair_rule,
    ),
    model=PairRule,
    group=GROUP,
    title="組合せの取決め",
    order="-id",
    columns=(
        Column("発注企業", "buyer__company__name"),
        Column("受注企業", "supplier__company__name"),
        Column("取決め", "get_kind_display"),
        Column("決まった時間", "slot"),
        Column("商談会", "fair__name"),
    ),
    search=("buyer__company__name_key", "supplier__company__name_key"),
    filters=(Filter("fair", "商談会", "fair", _fairs),),
    related=("fair", "buyer__company", "supplier__company", "slot"),
)
add_panel(Panel("準備・当日・結果", "fair-panel", lambda model: model is Fair))

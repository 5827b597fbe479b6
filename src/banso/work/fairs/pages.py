"""Fairs: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .choices import Side
from .models import Deal, Fair, Meeting, Participant

GROUP = "取引"

pages(
    record_form(
        Fair,
        ("programme", "name", "starts_on", "ends_on", "place", "followed_up_on"),
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
        ("fair", "company", "side", "prefecture"),
        services.record_participant,
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
    filters=(Filter("side", "区分", "side", lambda: Side.choices),),
    related=("fair", "company"),
)
pages(
    record_form(Meeting, ("fair", "buyer", "supplier", "note"), services.record_meeting, services.correct_meeting),
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

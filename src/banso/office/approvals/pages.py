"""Drafts and what their ways follow from: lists, records and forms."""

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import units

from . import services
from .choices import State
from .models import Absence, Draft, Holding, Rule, Seat, Turn

GROUP = "事務"

pages(
    model=Draft,
    group=GROUP,
    title="起案",
    order="-drafted_on",
    columns=(
        Column("起案日", "drafted_on", Kind.DATE, sort="drafted_on"),
        Column("件名", "title"),
        Column("金額(円)", "amount", Kind.NUMBER, sort="amount"),
        Column("起案者", "drafter__name"),
        Column("状態", "outcome__get_state_display"),
        Column("決裁日", "outcome__decided_on", Kind.DATE, sort="outcome__decided_on"),
    ),
    search=("title", "drafter__name"),
    filters=(
        Filter("state", "状態", "outcome__state", lambda: State.choices),
        Filter("drafted", "起案日", "drafted_on", is_date=True),
    ),
    related=("drafter", "outcome", "case__company"),
    whole="draft",
)
add(
    Entry(GROUP, "起案する", "draft-new", "approvals.add_draft"),
    Entry(GROUP, "供覧する", "draft-circulate", "approvals.add_draft"),
)
pages(
    model=Turn,
    group=GROUP,
    title="決裁待ち",
    order="since",
    columns=(
        Column("いつから", "since", Kind.DATE, sort="since"),
        Column("件名", "draft__title"),
        Column("待っていること", "get_deed_display"),
        Column("待っている相手", "staff__name"),
        Column("部署", "staff__unit__name"),
        Column("起案者", "draft__drafter__name"),
    ),
    search=("draft__title", "staff__name"),
    filters=(Filter("unit", "部署", "staff__unit_id", units),),
    related=("draft__drafter", "staff__unit"),
    whole="turn",
)
pages(
    record_form(
        Rule,
        ("kind", "label", "amount_from", "seat", "consults", "valid_from", "valid_until"),
        services.record_rule,
        services.correct_rule,
    ),
    model=Rule,
    group=GROUP,
    title="専決の表",
    order="kind",
    columns=(
        Column("事項", "label", sort="label"),
        Column("金額(円)以上", "amount_from", Kind.NUMBER, sort="amount_from"),
        Column("決裁者", "seat__title"),
        Column("合議先", "consults"),
        Column("適用開始日", "valid_from", Kind.DATE, sort="valid_from"),
        Column("適用終了日", "valid_until", Kind.DATE, sort="valid_until"),
        Column("専決区分", "kind", sort="kind"),
    ),
    search=("kind", "label"),
    related=("seat",),
)
pages(
    record_form(Seat, ("code", "title", "rank", "per_unit", "ended_on"), services.record_seat, services.correct_seat),
    model=Seat,
    group=GROUP,
    title="決裁の職位",
    order="rank",
    columns=(Column("職位", "title"), Column("順位", "rank", Kind.NUMBER, sort="rank"), Column("部署ごと", "per_unit")),
    children=("holdings",),
)
pages(
    record_form(
        Holding,
        ("seat", "unit", "staff", "starts_on", "ends_on"),
        services.record_holding,
        services.correct_holding,
    ),
    model=Holding,
    group=GROUP,
    title="職位にある人",
    order="-starts_on",
    columns=(
        Column("職位", "seat__title"),
        Column("部署", "unit__name"),
        Column("職員", "staff__name"),
        Column("就任日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("退任日", "ends_on", Kind.DATE, sort="ends_on"),
    ),
    related=("seat", "unit", "staff"),
)
pages(
    record_form(
        Absence,
        ("staff", "substitute", "starts_on", "until", "reason"),
        services.record_absence,
        services.correct_absence,
    ),
    model=Absence,
    group=GROUP,
    title="不在と代決",
    order="-starts_on",
    columns=(
        Column("不在の職員", "staff__name"),
        Column("代決者", "substitute__name"),
        Column("不在の初日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("戻る日", "until", Kind.DATE, sort="until"),
    ),
    related=("staff", "substitute"),
)
add_panel(Panel("決裁", "drafts-panel", lambda model: model is Case))

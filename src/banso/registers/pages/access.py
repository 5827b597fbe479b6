"""Who may do what, and who looked at what: lists and forms of the general affairs."""

from banso.core.era import format_moment
from banso.core.forms import record_form
from banso.core.models import Access
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind

from ..models import (
    Crossing,
    Keepership,
    Look,
    LookKind,
    Membership,
    RoleAssignment,
)
from ..services import access

GROUP = "庶務"

PERIOD = (
    Column("開始日", "starts_on", Kind.DATE, sort="starts_on"),
    Column("終了日", "ends_on", Kind.DATE),
    Column("与えた人", "given_by"),
)
pages(
    record_form(Membership, ("user", "unit", "starts_on", "ends_on"), access.join_unit, access.amend),
    model=Membership,
    group=GROUP,
    kept=True,
    title="所属",
    order="-starts_on",
    related=("user", "unit", "given_by"),
    columns=(Column("利用者", "user"), Column("部署", "unit__name", sort="unit__name"), *PERIOD),
)
pages(
    record_form(Keepership, ("user", "unit", "starts_on", "ends_on"), access.name_keeper, access.amend),
    model=Keepership,
    group=GROUP,
    kept=True,
    title="守秘の責任者",
    order="-starts_on",
    related=("user", "unit", "given_by"),
    columns=(Column("利用者", "user"), Column("部署", "unit__name", sort="unit__name"), *PERIOD),
)
pages(
    record_form(RoleAssignment, ("user", "role", "programme", "starts_on", "ends_on"), access.give_role, access.amend),
    model=RoleAssignment,
    group=GROUP,
    kept=True,
    title="役割の付与",
    order="-starts_on",
    related=("user", "role", "programme", "given_by"),
    columns=(
        Column("利用者", "user"),
        Column("役割", "role__name", sort="role__name"),
        Column("事業", lambda given: given.programme or "すべて"),
        *PERIOD,
    ),
)
pages(
    record_form(
        Crossing,
        ("user", "programme", "company", "reason", "starts_on", "ends_on"),
        access.grant_crossing,
        access.amend,
    ),
    model=Crossing,
    group=GROUP,
    kept=True,
    title="守秘記録の閲覧許可",
    order="-starts_on",
    related=("user", "programme", "company", "given_by"),
    columns=(
        Column("利用者", "user"),
        Column("事業", "programme__name"),
        Column("企業", lambda crossing: crossing.company or "すべて"),
        Column("理由", "reason"),
        *PERIOD,
    ),
)
pages(
    model=Look,
    group=GROUP,
    title="守秘記録の閲覧の記録",
    order="-at",
    related=("user", "programme", "company"),
    columns=(
        Column("日時", lambda look: format_moment(look.at), sort="at"),
        Column("利用者", "user"),
        Column("種類", "get_kind_display"),
        Column("事業", "programme__name"),
        Column("対象", "subject"),
        Column("記録番号", "record_id"),
        Column("件数", "number", Kind.NUMBER),
        Column("企業", "company__name"),
        Column("条件", "conditions"),
    ),
    search=("user__display_name", "user__username", "company__name_key"),
    filters=(Filter("kind", "種類", "kind", lambda: LookKind.choices), Filter("at", "日時", "at__date", is_date=True)),
)
pages(
    model=Access,
    group=GROUP,
    title="書き出しの記録",
    order="-at",
    related=("user",),
    columns=(
        Column("日時", lambda access: format_moment(access.at), sort="at"),
        Column("利用者", "user"),
        Column("対象", "subject", sort="subject"),
        Column("条件", "conditions"),
    ),
    search=("user__display_name", "user__username", "subject"),
    filters=(Filter("at", "日時", "at__date", is_date=True),),
)

"""What was asked of people outside: the list, and the part of a case's page."""

from banso.cases.models import Case
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.tables import Column, Filter, Kind

from .asks import all_asks
from .models import Invitation, Submission

GROUP = "事務"

pages(
    model=Invitation,
    group=GROUP,
    title="外部の方へのお願い",
    order="until",
    columns=(
        Column("期限", "until", Kind.DATE, sort="until"),
        Column("お願い", "label"),
        Column("宛名", "name"),
        Column("企業", "company__name"),
        Column("案件", "case"),
        Column("状態", "state"),
    ),
    search=("name", "email", "company__name_key", "case__number"),
    filters=(
        Filter("kind", "お願いの種類", "kind", lambda: [(one.code, one.label) for one in all_asks()]),
        Filter("until", "期限", "until", is_date=True),
    ),
    related=("company", "case__company", "case__person", "programme"),
    whole="guests-invitation",
)
pages(
    model=Submission,
    group=GROUP,
    title="お願いへの回答",
    in_menu=False,
    order="-created_at",
    columns=(
        Column("お願い", "invitation"),
        Column("方法", "get_means_display"),
        Column("代わりに入力した職員", "by"),
        Column("備考", "note"),
    ),
    filters=(Filter("asked", "期限", "invitation__until", is_date=True),),
    search=("invitation__name",),
    related=("invitation", "by"),
)
add_panel(Panel("外部の方へのお願い", "guests-panel", lambda model: model is Case))

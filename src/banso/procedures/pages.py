"""The list of all cases: where each stands, since when, what is due next, who keeps it."""

from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.services import correct_case, open_case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes, staff

from .naming import state_label, states

GROUP = "案件"


def _age(case: Case) -> str:
    """How long an open case has stood where it stands."""
    standing = getattr(case, "standing", None)  # a case that was taken out has none
    return "" if standing is None or standing.closed else f"{(localdate() - standing.since).days}日"


pages(
    record_form(Case, ("programme", "company", "opened_on", "keeper", "summary"), open_case, correct_case),
    model=Case,
    group=GROUP,
    title="案件",
    bulk=("keeper",),
    order="-opened_on",
    columns=(
        Column("案件番号", "number", sort="number"),
        Column("受付日", "opened_on", Kind.DATE, sort="opened_on"),
        Column("企業", "company__name"),
        Column("件名", "title"),
        Column("事業", "programme__name"),
        Column("状態", state_label),
        Column("いつから", "standing__since", Kind.DATE, sort="standing__since"),
        Column("経過", _age, sort="standing__since"),
        Column("次の期限", "standing__next_due_on", Kind.DATE, sort="standing__next_due_on"),
        Column("担当者", "keeper__name"),
    ),
    search=("company__name_key", "company__kana_key", "number", "title", "alias", "summary"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("programme", "事業", "programme_id", programmes),
        Filter("state", "状態", "standing__step", states),
        Filter("keeper", "担当者", "keeper_id", staff),
        Filter("due", "次の期限", "standing__next_due_on", is_date=True),
        Filter("closed", "終結", "standing__closed", lambda: [("False", "継続中"), ("True", "終結")]),
    ),
    related=("company", "person", "programme", "keeper", "standing"),
    whole="case",
    children=("entries",),
)
add(Entry(GROUP, "取扱条件", "terms", "cases.view_terms"))

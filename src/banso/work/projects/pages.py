"""Consortium projects: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .models import Member, Project, YearDecision

GROUP = "補助・開発"

pages(
    record_form(
        Project, ("programme", "theme", "starts_on", "ends_on"), services.record_project, services.correct_project
    ),
    model=Project,
    group=GROUP,
    title="研究開発プロジェクト",
    order="-starts_on",
    columns=(
        Column("開始日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("研究テーマ", "theme"),
        Column("終了日", "ends_on", Kind.DATE, sort="ends_on"),
    ),
    search=("theme",),
    related=("programme",),
    children=("members", "decisions"),
)
pages(
    record_form(Member, ("project", "name", "place", "position"), services.record_member, services.correct_member),
    model=Member,
    group=GROUP,
    title="実施機関",
    order="-id",
    columns=(Column("実施機関", "name"), Column("所在地", "place")),
    search=("name",),
    related=("project",),
    in_menu=False,
)
pages(
    record_form(
        YearDecision, ("project", "decided_on", "amount"), services.record_year_decision, services.correct_year_decision
    ),
    model=YearDecision,
    group=GROUP,
    title="年度ごとの交付決定",
    order="-decided_on",
    columns=(
        Column("交付決定日", "decided_on", Kind.DATE, sort="decided_on"),
        Column("研究テーマ", "project__theme"),
        Column("交付決定額(円)", "amount", Kind.YEN, sort="amount"),
    ),
    search=("project__theme",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("project",),
    in_menu=False,
)

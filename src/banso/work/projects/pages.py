"""Consortium projects: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .models import Allotment, DiaryDay, Member, Project, Researcher, YearDecision

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
    record_form(
        Member, ("project", "name", "place", "kind", "position"), services.record_member, services.correct_member
    ),
    model=Member,
    group=GROUP,
    title="実施機関",
    order="-id",
    columns=(
        Column("実施機関", "name"),
        Column("機関の種類", "get_kind_display", sort="kind"),
        Column("所在地", "place"),
    ),
    search=("name",),
    related=("project",),
    in_menu=False,
    children=("researchers",),
)
pages(
    record_form(
        YearDecision,
        ("project", "decided_on", "amount", "sme_floor"),
        services.record_year_decision,
        services.correct_year_decision,
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
    children=("allotments",),
)
pages(
    record_form(Allotment, ("decision", "member", "amount"), services.record_allotment, services.correct_allotment),
    model=Allotment,
    group=GROUP,
    title="機関への配分",
    order="-id",
    columns=(
        Column("交付決定日", "decision__decided_on", Kind.DATE, sort="decision__decided_on"),
        Column("研究テーマ", "decision__project__theme"),
        Column("実施機関", "member__name"),
        Column("配分額(円)", "amount", Kind.YEN, sort="amount"),
    ),
    search=("member__name", "decision__project__theme"),
    filters=(Filter("year", "年度", "decision__fiscal_year", fiscal_years),),
    related=("decision__project", "member"),
    in_menu=False,
)
pages(
    record_form(
        Researcher,
        ("member", "name", "starts_on", "ends_on", "hourly"),
        services.record_researcher,
        services.correct_researcher,
    ),
    model=Researcher,
    group=GROUP,
    title="研究員",
    order="-starts_on",
    columns=(
        Column("登録の始まり", "starts_on", Kind.DATE, sort="starts_on"),
        Column("氏名", "name", sort="name"),
        Column("実施機関", "member__name"),
        Column("登録の終わり", "ends_on", Kind.DATE, sort="ends_on"),
        Column("労務費単価(円/時間)", "hourly", Kind.YEN, sort="hourly"),
    ),
    search=("name", "member__name"),
    related=("member__project",),
    in_menu=False,
    children=("diary",),
)
pages(
    record_form(
        DiaryDay,
        ("researcher", "worked_on", "minutes", "task", "work"),
        services.record_diary_day,
        services.correct_diary_day,
    ),
    model=DiaryDay,
    group=GROUP,
    title="業務日誌",
    order="-worked_on",
    columns=(
        Column("従事日", "worked_on", Kind.DATE, sort="worked_on"),
        Column("研究員", "researcher__name"),
        Column("実施機関", "researcher__member__name"),
        Column("研究項目", "task", sort="task"),
        Column("従事時間(分)", "minutes", Kind.NUMBER, sort="minutes"),
        Column("従事内容", "work"),
    ),
    search=("researcher__name", "task", "work"),
    related=("researcher__member",),
)
add_panel(Panel("配分と労務費", "project-panel", lambda model: model is Project))

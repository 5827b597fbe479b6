"""Grants: lists, records and forms."""

from banso.cases.models import IN_FORCE, Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.procedures.naming import state_label
from banso.registers.choosing import fiscal_years, programmes
from banso.registers.models import Company

from . import advancing, carrying_out, changing, deciding, returning, services  # noqa: F401 - all but the last declare the steps
from .aftercare import pages as _aftercare  # noqa: F401 - what follows a settlement has pages of its own
from .changes import asking  # noqa: F401 - declares what the applicant is asked
from .choices import DecisionCode, FundEntryKind
from .eligibility.services import correct_size_line, record_size_line
from .models import Application, Call, Course, Decision, Fund, FundEntry, LeavingRule, SizeLine
from .phases import APPLYING, WORKING
from .procedure import GRANT
from .spending import pages as _spending_pages  # noqa: F401
from .spending import progress, settlement  # noqa: F401 - a step, and what limits another

GROUP = "補助・開発"

pages(
    record_form(
        Course, ("programme", "code", "name", "position", "ended_on"), services.record_course, services.correct_course
    ),
    model=Course,
    group=GROUP,
    title="補助コース",
    order="code",
    columns=(Column("コース・枠", "name"), Column("事業", "programme__name"), Column("コード", "code", sort="code")),
    search=("name",),
    related=("programme",),
    children=("calls",),
)
pages(
    record_form(
        Call,
        ("course", "opened_on", "closes_on", "executed_in", "rate", "cap", "budget", "keeper"),
        services.record_call,
        services.correct_call,
    ),
    model=Call,
    group=GROUP,
    title="公募",
    order="-opened_on",
    columns=(
        Column("公募開始日", "opened_on", Kind.DATE, sort="opened_on"),
        Column("コース・枠", "course__name"),
        Column("補助率", "rate"),
        Column("上限額(円)", "cap", Kind.YEN, sort="cap"),
    ),
    search=("course__name",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("course__programme",),
    children=("applications",),
)
pages(
    record_form(Application, GRANT.opening, services.open_application, services.correct_application),
    model=Application,
    group=GROUP,
    title="補助申請",
    order="-case__opened_on",
    columns=(
        Column("受付日", "case__opened_on", Kind.DATE, sort="case__opened_on"),
        Column("案件番号", "case__number", sort="case__number"),
        Column("事業名", "title"),
        Column("企業", "case__company__name"),
        Column("コース・枠", "call__course__name"),
        Column("申請額(円)", "requested", Kind.YEN, sort="requested"),
        Column("状態", lambda application: state_label(application.case)),
    ),
    search=("title", "case__company__name_key", "case__number"),
    filters=(
        Filter("year", "年度", "case__fiscal_year", fiscal_years),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("state", "状態", "case__standing__step", GRANT.step_choices),
    ),
    related=("call__course", "case__programme", "case__company", "case__person", "case__standing"),
    whole="grant-case",
    begun_at=("case-new", GRANT.code),
)
pages(
    model=Decision,
    group=GROUP,
    title="採択・交付の決定",
    order="-taken_on",
    columns=(
        Column("日付", "taken_on", Kind.DATE, sort="taken_on"),
        Column("企業", "case__company__name"),
        Column("手続", "get_step_display", sort="step"),
        Column("金額(円)", "amount", Kind.YEN),
        Column("コース・枠", "case__application__call__course__name"),
    ),
    listed=IN_FORCE,
    search=("case__application__title", "case__company__name_key", "case__number"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("step", "手続", "step", lambda: DecisionCode.choices),
    ),
    related=("case__company", "case__person", "case__application__call__course"),
)
pages(
    record_form(
        SizeLine,
        ("name", "industries", "valid_from", "capital", "employees"),
        record_size_line,
        correct_size_line,
    ),
    model=SizeLine,
    group=GROUP,
    title="中小企業者の範囲",
    order="-valid_from",
    columns=(
        Column("業種の区分", "name"),
        Column("業種コード", "industries"),
        Column("適用開始日", "valid_from", Kind.DATE, sort="valid_from"),
        Column("資本金(円以下)", "capital", Kind.YEN),
        Column("従業員数(人以下)", "employees", Kind.NUMBER),
    ),
    search=("name",),
)
add_panel(
    Panel(
        "資格の確認",
        "grant-checks-panel",
        lambda model: model in (Case, Call),
        only=lambda record: isinstance(record, Call) or record.procedure == GRANT.code,
        **APPLYING,
    )
)
add_panel(
    Panel(
        "経費の配分(流用)と返還",
        "grant-moves-panel",
        lambda model: model is Case,
        only=lambda case: case.procedure == GRANT.code,
        **WORKING,
    )
)
add_panel(Panel("受付と申請枠", "grant-call-panel", lambda model: model is Call))
for title, page in (("申請書", "grant-filing-panel"), ("収支予算書", "grant-plan-panel")):
    add_panel(
        Panel(title, page, lambda model: model is Case, only=lambda case: case.procedure == GRANT.code, **APPLYING)
    )
pages(
    record_form(
        Fund, ("programme", "name", "kind", "founded_on", "matures_on"), services.record_fund, services.correct_fund
    ),
    model=Fund,
    group=GROUP,
    title="基金",
    order="-founded_on",
    columns=(
        Column("基金の名称", "name"),
        Column("事業", "programme__name"),
        Column("種類", "get_kind_display"),
        Column("造成日", "founded_on", Kind.DATE, sort="founded_on"),
    ),
    search=("name",),
    related=("programme",),
    children=("entries",),
)
pages(
    record_form(
        FundEntry,
        ("fund", "on", "kind", "amount", "contributor", "note"),
        services.record_fund_entry,
        services.correct_fund_entry,
    ),
    model=FundEntry,
    group=GROUP,
    title="基金の出納",
    order="-on",
    columns=(
        Column("日付", "on", Kind.DATE, sort="on"),
        Column("基金", "fund__name"),
        Column("種類", "get_kind_display", sort="kind"),
        Column("金額(円)", "amount", Kind.YEN, sort="amount"),
        Column("拠出者", "contributor__name"),
        Column("摘要", "note"),
    ),
    search=("note", "contributor__name_key"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("kind", "種類", "kind", lambda: FundEntryKind.choices),
    ),
    related=("fund", "contributor"),
)
pages(
    record_form(
        LeavingRule,
        ("programme", "event", "from_months", "to_months", "to_included", "share"),
        services.record_leaving_rule,
        services.correct_leaving_rule,
    ),
    model=LeavingRule,
    group=GROUP,
    title="返還の割合",
    order="from_months",
    columns=(
        Column("事業", "programme__name"),
        Column("起きたこと", "get_event_display", sort="event"),
        Column("何か月から", "from_months", Kind.NUMBER, sort="from_months"),
        Column("何か月まで", "to_months", Kind.NUMBER),
        Column("割合", "share"),
    ),
    search=("programme__code",),
    related=("programme",),
)
add_panel(Panel("基金実績", "grant-fund-panel", lambda model: model is Fund))
add_panel(Panel("補助金の利用から分かること", "grant-checks-panel", lambda model: model is Company))
add(Entry(GROUP, "差戻しの理由", "grant-returns", "grants.view_decision"))

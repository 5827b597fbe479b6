"""Panels, what they judge by, who sits on them, what lies before them and what they made of it: lists, records and forms."""

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.pages import Panel as Part
from banso.core.pages import add_panel, pages
from banso.core.tables import Column, Filter, Kind

from . import services
from .choices import Result
from .models import Candidate, Criterion, Outcome, Panel, Reviewer

GROUP, ASIDE = "事務", "参考"

pages(
    record_form(
        Panel,
        (
            "programme", "name", "held_on", "due_on", "budget", "places", "reserves", "quorum", "total_floor", "method",
            "screens", "announced_on", "fee_by", "fee", "shows_others",
        ),
        services.record_panel,
        services.correct_panel,
    ),
    model=Panel,
    group=GROUP,
    title="審査会",
    order="-held_on",
    columns=(
        Column("審査日", "held_on", Kind.DATE, sort="held_on"),
        Column("審査会", "name"),
        Column("事業", "programme"),
        Column("採点期限", "due_on", Kind.DATE, sort="due_on"),
        Column("予算額(円)", "budget", Kind.YEN, sort="budget"),
    ),
    search=("name",),
    filters=(Filter("held", "審査日", "held_on", is_date=True),),
    related=("programme",),
    children=("criteria", "reviewers", "candidates"),
    whole="review",
)  # fmt: skip
pages(
    record_form(
        Criterion,
        ("panel", "place", "name", "description", "points", "mean_floor", "above_floor", "each_floor", "bonus"),
        services.record_criterion,
        services.correct_criterion,
    ),
    model=Criterion,
    group=GROUP,
    title="審査項目",
    in_menu=False,
    order="place",
    columns=(
        Column("順番", "place", Kind.NUMBER, sort="place"),
        Column("審査項目", "name"),
        Column("配点", "points", Kind.NUMBER),
        Column("平均点の基準", "mean_floor", Kind.NUMBER),
        Column("各委員の基準", "each_floor", Kind.NUMBER),
        Column("審査会", "panel"),
    ),
    search=("name", "panel__name"),
    related=("panel",),
)
pages(
    record_form(
        Reviewer,
        (
            "panel",
            "expert",
            "name",
            "title",
            "email",
            "chair",
            "starts_on",
            "ends_on",
            "accepted_on",
            "attendance",
            "half_days",
        ),
        services.record_reviewer,
        services.correct_reviewer,
    ),
    model=Reviewer,
    group=GROUP,
    title="審査委員",
    in_menu=False,
    order="-starts_on",
    columns=(
        Column("氏名", "name"),
        Column("所属・役職", "title"),
        Column("役割", "get_chair_display"),
        Column("委嘱の始まり", "starts_on", Kind.DATE, sort="starts_on"),
        Column("委嘱の終わり", "ends_on", Kind.DATE, sort="ends_on"),
        Column("審査会", "panel"),
    ),
    search=("name", "panel__name"),
    related=("panel",),
)
pages(
    record_form(
        Candidate,
        ("panel", "case", "place", "asked", "remark"),
        services.record_candidate,
        services.correct_candidate,
    ),
    model=Candidate,
    group=GROUP,
    title="審査の対象",
    in_menu=False,
    order="place",
    columns=(
        Column("受付順", "place", Kind.NUMBER, sort="place"),
        Column("案件", "case"),
        Column("申請額(円)", "asked", Kind.YEN, sort="asked"),
        Column("審査会", "panel"),
    ),
    search=("case__company__name_key", "panel__name"),
    related=("panel", "case__company", "case__person"),
)
pages(
    model=Outcome,
    group=GROUP,
    title="審査結果",
    in_menu=False,
    order="-decided_on",
    columns=(
        Column("決定日", "decided_on", Kind.DATE, sort="decided_on"),
        Column("審査会", "candidate__panel__name"),
        Column("案件", "candidate__case"),
        Column("結果", "get_result_display"),
        Column("補欠の順位", "reserve_rank", Kind.NUMBER),
        Column("採択候補額(円)", "amount", Kind.YEN, sort="amount"),
        Column("理由・条件", "reason"),
    ),
    search=("candidate__case__company__name_key", "candidate__panel__name"),
    filters=(
        Filter("result", "結果", "result", lambda: Result.choices),
        Filter("decided", "決定日", "decided_on", is_date=True),
    ),
    related=("candidate__panel", "candidate__case__company", "candidate__case__person"),
)
add_panel(Part("審査会", "review-panel", lambda model: model is Case, part=ASIDE, now=lambda case: False))

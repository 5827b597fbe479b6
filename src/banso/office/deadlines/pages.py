"""The lists of deadlines: those open, by day, for whoever keeps them and for managers; and all that ever were."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import programmes, staff
from banso.registers.models import Unit

from .choices import Actor
from .models import Deadline, OpenDeadline, Reminded
from .wording import days_said

GROUP = "案件"
LATE, TODAY, WEEK = "late", "today", "week"


@dataclass(frozen=True)
class HowLate(Filter):
    """Deadlines that have passed, that end today, or within a week."""

    def condition(self, text: str, until: str = "") -> Q:
        today = localdate()
        spans = {
            LATE: Q(due_on__lt=today),
            TODAY: Q(due_on=today),
            WEEK: Q(due_on__gte=today, due_on__lte=today + timedelta(days=7)),
        }
        return spans.get(text, Q())


def _units() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Unit.objects.order_by("code").values_list("pk", "name")]


pages(
    model=OpenDeadline,
    group=GROUP,
    title="未了の期限",
    order="due_on",
    columns=(
        Column("期日", "due_on", Kind.DATE, sort="due_on"),
        Column("あと・超過", lambda row: days_said(row.due_on, localdate())),
        Column("期限", "deadline__name"),
        Column("案件", "case"),
        Column("誰が", "deadline__get_actor_display"),
        Column("担当者", "keeper__name"),
        Column("部署", "keeper__unit__name"),
    ),
    filters=(
        HowLate(
            "late", "期日", "due_on", lambda: [(LATE, "過ぎたもの"), (TODAY, "今日まで"), (WEEK, "今日から7日以内")]
        ),
        Filter("unit", "部署", "keeper__unit_id", _units),
        Filter("keeper", "担当者", "keeper_id", staff),
        Filter("actor", "誰が", "deadline__actor", lambda: Actor.choices),
        Filter("programme", "事業", "case__programme_id", programmes),
        Filter("due", "期日の範囲", "due_on", is_date=True),
    ),
    search=("case__company__name_key", "case__number"),
    related=("deadline", "case__company", "case__person", "keeper__unit"),
    whole="deadlines-deadline-record",
)
pages(
    model=Deadline,
    group=GROUP,
    title="すべての期限",
    order="-due_on",
    columns=(
        Column("期日", "due_on", Kind.DATE, sort="due_on"),
        Column("期限", "name", sort="name"),
        Column("案件", "case"),
        Column("誰が", "get_actor_display", sort="actor"),
        Column("今", "state"),
        Column("期日の決まり方", "sentence"),
    ),
    filters=(
        Filter("actor", "誰が", "actor", lambda: Actor.choices),
        Filter("due", "期日の範囲", "due_on", is_date=True),
    ),
    search=("case__company__name_key", "case__number"),
    related=("case__company", "case__person", "open", "closing", "replaced_by"),
    children=("reminders",),
)
pages(
    model=Reminded,
    group=GROUP,
    title="期限の案内",
    in_menu=False,
    order="-on",
    columns=(
        Column("日付", "on", Kind.DATE, sort="on"),
        Column("宛先", "get_to_display", sort="to"),
        Column("期限", "deadline"),
    ),
    related=("deadline",),
)
add(Entry(GROUP, "期限をカレンダーに表示", "deadlines-feed", "deadlines.view_opendeadline"))
add_panel(Panel("期限", "deadlines-panel", lambda model: model in (Case, Deadline)))

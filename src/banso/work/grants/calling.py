"""Calls (公募): made from last year's, laid out with frames, categories and windows, open at a moment or not, ended early."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, Q, QuerySet
from django.utils import timezone

from banso.cases.models import Terms
from banso.core.era import format_moment
from banso.core.fiscal import fiscal_year_of
from banso.core.models import Record
from banso.core.trail import verb
from banso.core.writing import correct, hold, record
from banso.office.reviews.models import Panel
from banso.office.reviews.services import copy_criteria, record_panel
from banso.procedures.declaring import known_procedure
from banso.procedures.terms import latest_terms, lay_down_terms
from banso.registers.models import User

from .models import Call, CostCategory, EarlyEnd, Frame, Window

R = TypeVar("R", bound=Record)
COPIED = ("course", "rate", "cap", "budget", "keeper")
OF_PANEL = ("budget", "places", "total_floor", "method", "shows_others")


def a_year_on(day: date) -> date:
    """The same day of the next year; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


@verb
def copy_call(call: Call, *, by: User | None) -> Call:
    """Make next year's call of a course from this one (前年度の公募を写す): frames, cost categories, windows a year on, terms where the year has none
    yet with their forms and dates, and the panel that judged it with its criteria. Raises ValidationError where there is one already.
    """
    opened_on = a_year_on(call.opened_on)
    if there := Call.objects.filter(course=call.course, opened_on=opened_on).first():
        raise ValidationError(f"「{there}」の公募がすでにあります。その公募を直してください。")
    dates = {"opened_on": opened_on, "closes_on": call.closes_on and a_year_on(call.closes_on)}
    facts = {name: getattr(call, name) for name in COPIED}
    made = record(Call, facts | dates | {"executed_in": call.executed_in + 1})
    for frame in call.frames.all():
        record(Frame, _facts(frame, "name", "position", "rate", "cap") | {"call": made})
    for category in call.categories.all():
        record(CostCategory, _facts(category, "name", "position", "rate", "cap", "share") | {"call": made})
    for window in call.windows.all():
        days = {"opens_on": a_year_on(window.opens_on), "closes_on": a_year_on(window.closes_on)}
        record(Window, _facts(window, "name", "opens_at", "closes_at") | days | {"call": made})
    _copy_terms(call, made, by)
    _copy_panel(call, made, by)
    return made


def _facts(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _copy_terms(call: Call, made: Call, by: User | None) -> Terms | None:
    """The terms go on into the new call's year; what was laid down for that year already stays."""
    declared, programme = known_procedure("grant"), call.course.programme
    last = latest_terms(declared, programme, fiscal_year_of(call.opened_on))
    year = fiscal_year_of(made.opened_on)
    if last is None or latest_terms(declared, programme, year):
        return None
    return lay_down_terms(
        declared, programme=programme, fiscal_year=year, content=last.content, reason="前年度の公募の写し", by=by
    )


def panel_of(call: Call) -> Panel | None:
    """The panel that last judged applications of a call."""
    return Panel.objects.filter(candidates__case__application__call=call).order_by("-held_on", "-pk").first()


def _copy_panel(call: Call, made: Call, by: User | None) -> Panel | None:
    """The panel of last year a year on, with its criteria and without its reviewers: who sits is asked anew."""
    last = panel_of(call)
    if last is None:
        return None
    days = {"held_on": a_year_on(last.held_on), "due_on": a_year_on(last.due_on)}
    name = f"{made} 審査会"[:80]
    facts = _facts(last, *OF_PANEL) | days | {"programme": last.programme, "name": name}
    panel: Panel = record_panel(by=by, **facts)
    if last.criteria.exists():
        copy_criteria(panel, last, by=by)
    return panel


@verb
def lay_out_call(
    call: Call,
    *,
    frames: Iterable[Mapping[str, Any]],
    categories: Iterable[Mapping[str, Any]],
    windows: Iterable[Mapping[str, Any]],
    by: User | None,
) -> Call:
    """Write a call's frames, cost categories and windows at once. Each row says its facts, `row` where there is one already, and `gone` where it is
    to be taken out. Raises ValidationError by place ("frames-2") and field; one that applications stand on stays.
    """
    hold(Call.objects.filter(pk=call.pk))
    for model, name, rows in (
        (Frame, "frames", frames),
        (CostCategory, "categories", categories),
        (Window, "windows", windows),
    ):
        for place, said in enumerate(rows, start=1):
            try:
                _laid_out(model, call, place, dict(said))
            except ValidationError as error:
                raise ValidationError({f"{name}-{place}": error.messages}) from error
    return call


def _laid_out(model: type[Record], call: Call, place: int, said: dict[str, Any]) -> None:
    row, gone = said.pop("row", None), said.pop("gone", False)
    if row is None:
        facts = {"call": call} | said
        record(model, facts | ({"position": place} if model is not Window else {}))
    elif not gone:
        correct(row, said)
    else:
        try:
            row.delete()
        except ProtectedError:
            said_of = f"「{row}」は、すでに申請で使われているため、消せません。"
            raise ValidationError(said_of) from None


@verb
def end_early(call: Call, *, reason: str, at: datetime | None = None, by: User | None) -> EarlyEnd:
    """End a call's receipt before its day, as when its budget is used up: what comes later is refused with the reason. Raises ValidationError
    without one, and where it was ended already.
    """
    if not reason.strip():
        raise ValidationError("早く終える理由を入れてください。申請しようとした方にも見えます。")
    hold(Call.objects.filter(pk=call.pk))
    if EarlyEnd.objects.filter(call=call).exists():
        raise ValidationError("この公募の受付は、すでに終了しています。")
    return record(EarlyEnd, {"call": call, "ended_at": at or timezone.now(), "reason": reason.strip()})


def early_end_of(call: Call) -> EarlyEnd | None:
    return EarlyEnd.objects.filter(call=call).first()


def window_at(call: Call, at: datetime) -> Window | None:
    """The window that receives what comes at a moment; None where none is open."""
    ended = early_end_of(call)
    if ended is not None and at > ended.ended_at:
        return None
    return next((window for window in call.windows.all() if window.receives(at)), None)


def why_closed(call: Call, at: datetime) -> str:
    """Why a call receives nothing at a moment, in the applicant's words; '' where it does."""
    if window_at(call, at):
        return ""
    ended = early_end_of(call)
    if ended is not None and at > ended.ended_at:
        return f"この公募の受付は、{format_moment(ended.ended_at)}に終了しました。理由: {ended.reason}"
    windows = list(call.windows.all())
    if not windows:
        return "この公募は、画面からの申請を受け付けていません。申請の方法はセンターへお問い合わせください。"
    coming = next((window for window in windows if window.opens > at), None)
    if coming is not None:
        return f"「{coming}」の受付は{format_moment(coming.opens)}からです。"
    return f"受付は{format_moment(windows[-1].closes)}に締め切りました。"


def refuse_after_the_end(call: Call, on: date) -> None:
    """Raises ValidationError for an application received after the day on which the call's receipt was ended early."""
    ended = early_end_of(call)
    if ended is not None and on > timezone.localdate(ended.ended_at):
        raise ValidationError(
            {
                "opened_on": f"この公募の受付は{format_moment(ended.ended_at)}に終了しています({ended.reason})。"
                "それより前に届いていた申請なら、届いた日を受付日に入れてください。"
            }
        )


def calls_shown(at: datetime) -> QuerySet[Call]:
    """The calls that the public sees: with a window that is not over, of a programme that is not walled."""
    day = timezone.localdate(at)
    shown = Q(windows__closes_on__gte=day, course__programme__walled_to=None)
    return Call.objects.filter(shown).select_related("course__programme").distinct().order_by("closes_on", "pk")

"""The outline on screen: its sections added, put elsewhere, headed, taken out, and the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.core.numbers import whole_or_none
from banso.registers.models import Programme
from banso.report.compose import blocks_as_printed, outline_of
from banso.report.models import Outline, OutlineSection
from banso.report.outline import past, sections
from banso.report.outline.blocks import check_blocks, parsed
from banso.report.outline.forms.saying import in_words
from banso.report.outline.forms.shapes import kinds
from banso.report.outline.sections import Step, Where
from banso.report.outline.standing import ChangedError, is_closed, standing

from .outline import may_change, may_see
from .reading import explained

WHERE = (("after", "の次に"), ("before", "の前に"), ("under", "の中に"))
STEPS = (("up", "↑", "上へ"), ("down", "↓", "下へ"), ("out", "←", "外へ出す"), ("in", "→", "上の節の中へ"))


@may_see
@explained
def outline(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The outline of a year, section by section."""
    found = outline_of(fiscal_year)
    rows = sections.sections_of(found)
    context = {
        "outline": found,
        "sections": rows,
        "unread": sum(row.unread for row in rows),
        "label": fiscal_year_label(fiscal_year),
        "closed": is_closed(fiscal_year),
        "opened": standing(found),
        "steps": STEPS,
        "moved": request.GET.get("moved", ""),
        "step": request.GET.get("step", ""),
    }
    return render(request, "report/outline.html", context)


def opened_in(request: HttpRequest) -> int:
    """How far the trail had come when the page was opened; a page that does not say so was opened before everything."""
    return whole_or_none(request.POST.get("opened")) or 0


@may_change
@require_POST
@explained
def step(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Move a section one step."""
    found = outline_of(fiscal_year)
    way, _, key = request.POST.get("step", "").partition(":")
    section = get_object_or_404(found.sections, pk=whole_or_none(key) or 0)
    if way not in {one.value for one in Step}:
        raise Http404
    asked = Step(way)
    try:
        sections.step_section(section, asked, opened=opened_in(request), by=user_of(request))
    except UserError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('outline', args=[fiscal_year])}?moved={section.pk}&step={asked.value}")


@may_change
@require_POST
@explained
def number(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Have all numbers follow their place."""
    try:
        many = sections.number_by_place(outline_of(fiscal_year), opened=opened_in(request), by=user_of(request))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{many}節の番号を並び順に付け直しました。これからも並び順に付きます。")
    return redirect("outline", fiscal_year=fiscal_year)


@may_change
@explained
def add(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """A new section."""
    found = outline_of(fiscal_year)
    rows = sections.sections_of(found)
    context: dict[str, Any] = {"outline": found, "section": None, "opened": standing(found)}
    if request.method == "POST":
        beside = _among(rows, request.POST.get("beside"))
        try:
            added = sections.add_section(
                found,
                beside=beside,
                where=_where(request),
                opened=opened_in(request),
                by=user_of(request),
                **_head(request),
            )
        except UserError as error:
            return _head_page(request, rows, context, error)
        messages.success(request, f"節「{added}」を加えました。続けて文章や表を加えられます。")
        return redirect("section-edit", pk=added.pk)
    last = next((row for row in reversed(rows) if row.level == 1), None)
    beside = _among(rows, request.GET.get("beside")) or last
    context["typed"] = {"beside": str(beside.pk) if beside else "", "where": "after", "by_place": "on"}
    return _head_page(request, rows, context)


@may_change
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A section: its heading and numbering, and its contents as printed, each to be changed."""
    section = get_object_or_404(OutlineSection.objects.select_related("outline", "programme"), pk=pk)
    rows = sections.sections_of(section.outline)
    context: dict[str, Any] = {"outline": section.outline, "section": section, "opened": standing(section)}
    if request.method == "POST":
        try:
            sections.head_section(section, opened=opened_in(request), by=user_of(request), **_head(request))
        except UserError as error:
            return _head_page(request, rows, context, error)
        messages.success(request, "見出しと番号を保存しました。")
        return redirect("section-edit", pk=pk)
    return _head_page(request, rows, context)


def _head(request: HttpRequest) -> dict[str, Any]:
    """What the form of a section's heading says."""
    typed = request.POST
    return {
        "heading": typed.get("heading", ""),
        "programme": Programme.objects.filter(pk=whole_or_none(typed.get("programme")) or 0).first(),
        "by_place": typed.get("by_place") == "on",
        "mark": typed.get("mark", ""),
        "number": typed.get("number", ""),
        "is_chapter": "is_chapter" in typed,
    }


def _among(rows: list[OutlineSection], key: str | None) -> OutlineSection | None:
    number = whole_or_none(key)
    return next((row for row in rows if row.pk == number), None)


def _where(request: HttpRequest) -> Where:
    asked = request.POST.get("where", "")
    return Where(asked) if asked in {one.value for one in Where} else Where.AFTER


def _head_page(
    request: HttpRequest, rows: list[OutlineSection], context: dict[str, Any], error: UserError | None = None
) -> HttpResponse:
    """The form of a section's heading, and for one there is its contents; with what was refused, everything typed stays."""
    section: OutlineSection | None = context["section"]
    year = context["outline"].fiscal_year
    context |= {
        "closed": is_closed(year),
        "outline_opened": standing(context["outline"]),
        "programmes": sections.programmes_of(year),
        "places": [("　" * (row.level - 1) + str(row), str(row.pk)) for row in rows if row != section],
        "where": WHERE,
    }
    if error is not None:
        context |= {"problem": in_words(str(error)), "typed": request.POST}
    if section is not None:
        context |= {"contents": contents(section), "kinds": [(n, s.said.label) for n, s in kinds().items()]}
    status = 200 if error is None else 409 if isinstance(error, ChangedError) else 422
    return render(request, "report/section.html", context, status=status)


def contents(section: OutlineSection) -> list[dict[str, Any]]:
    """A section's blocks: the kind of each in words, and how it prints; or what keeps it from printing."""
    found: list[dict[str, Any]] = [
        {"place": n, "kind": "、".join(sections.kinds_in(data))} for n, data in enumerate(section.blocks)
    ]
    try:
        shown = blocks_as_printed(section, check_blocks(section.blocks, section))
    except UserError:  # one of them is wrong: each by itself
        return [one | _alone(section, one["place"]) for one in found]
    return [one | {"printed": printed} for one, printed in zip(found, shown, strict=True)]


def _alone(section: OutlineSection, place: int) -> dict[str, Any]:
    try:
        block = parsed(section.blocks[place], section, place)
        return {"printed": blocks_as_printed(section, [block])[0]}
    except UserError as error:
        return {"problem": in_words(str(error))}


@may_change
@require_POST
def put(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a section beside another one."""
    section = get_object_or_404(OutlineSection.objects.select_related("outline", "programme"), pk=pk)
    beside = _among(sections.sections_of(section.outline), request.POST.get("beside"))

    def write() -> None:
        if beside is None:
            raise UserError("どの節のそばに動かすかを選んでください。")
        sections.put_section(section, beside, _where(request), opened=_opened_outline(request), by=user_of(request))

    return _done(request, section, write, "節を動かしました。")


@may_change
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that last year's prose holds."""
    section = get_object_or_404(OutlineSection.objects.select_related("outline", "programme"), pk=pk)
    said = "前年度の文章を確認済みにしました。"
    return _done(
        request,
        section,
        lambda: sections.confirm_prose(section, opened=opened_in(request), by=user_of(request)),
        said,
    )


def _opened_outline(request: HttpRequest) -> int:
    return whole_or_none(request.POST.get("outline_opened")) or 0


def _done(request: HttpRequest, section: OutlineSection, write: Callable[[], Any], said: str) -> HttpResponse:
    """Do something with a section and go back to it, saying what came of it."""
    try:
        write()
    except UserError as error:
        messages.error(request, in_words(str(error)))
    else:
        messages.success(request, said)
    return redirect("section-edit", pk=section.pk)


@may_change
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a section out, after everything that goes with it was shown."""
    section = get_object_or_404(OutlineSection.objects.select_related("outline", "programme"), pk=pk)
    found = section.outline
    context = {"section": section, "outline": found, "going": sections.what_goes(section), "opened": standing(found)}
    context["closed"] = is_closed(found.fiscal_year)
    if request.method != "POST":
        return render(request, "report/section_remove.html", context)
    try:
        many = sections.remove_section(section, opened=opened_in(request), by=user_of(request))
    except UserError as error:
        return render(request, "report/section_remove.html", context | {"problem": str(error)}, status=409)
    messages.success(request, f"{many}節を除きました。「変更の記録」から元に戻せます。")
    return redirect("outline", fiscal_year=found.fiscal_year)


@may_change
@explained
def changes(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """What changed in an outline, and the way back to before each change."""
    found: Outline = outline_of(fiscal_year)
    if request.method == "POST":
        first = whole_or_none(request.POST.get("first")) or 0
        try:
            many = past.go_back(found, first, opened=opened_in(request), by=user_of(request))
        except UserError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{many}節を前の状態に戻しました。これも「変更の記録」に残り、元に戻せます。")
        return redirect("outline-past", fiscal_year=fiscal_year)
    context = {
        "outline": found,
        "steps": past.steps(found),
        "closed": is_closed(fiscal_year),
        "opened": standing(found),
    }
    return render(request, "report/outline_past.html", context)

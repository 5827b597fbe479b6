"""The blocks of a section on screen: each by the form that its schema makes, seen as printed before it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.numbers import whole_or_none
from banso.core.text import clean_texts
from banso.report.compose import blocks_as_printed
from banso.report.document import Block as DocumentBlock
from banso.report.models import OutlineSection
from banso.report.outline import blocks
from banso.report.outline.blocks import BlockError, parsed
from banso.report.outline.forms.near import Near, catalogue_of_measures
from banso.report.outline.forms.posted import Reader, changed
from banso.report.outline.forms.ready import put_in
from banso.report.outline.forms.saying import in_words, told
from banso.report.outline.forms.shapes import kind_of, kinds
from banso.report.outline.forms.tree import put_faults, tree
from banso.report.outline.questions import Fault
from banso.report.outline.standing import ChangedError, is_closed, standing

from .outline import may_change, may_see
from .sections import opened_in

SAVE, PREVIEW, PUT = "save", "preview", "put:"
MOST_BLOCKS = 1000


@dataclass
class Page:
    """What the page of a block shows: the block as it stands or is typed, what is wrong with it, and how it prints."""

    section: OutlineSection
    place: int
    kind: str
    data: Mapping[str, Any]
    is_new: bool
    opened: int
    faults: Sequence[Fault] = ()
    problem: str = ""
    note: str = ""
    focus: str = ""
    is_shown: bool = False
    printed: DocumentBlock | None = None
    status: int = 200

    def show(self) -> None:
        """Have the block shown as it would be printed, or what keeps it from that."""
        try:
            block = parsed(dict(self.data), self.section, self.place)
            self.printed, self.is_shown = blocks_as_printed(self.section, [block])[0], True
        except BlockError as error:
            self.refuse(error)
        except UserError as error:
            self.problem, self.status = in_words(str(error)), 422

    def refuse(self, error: UserError) -> None:
        self.status = 409 if isinstance(error, ChangedError) else 422
        if isinstance(error, BlockError):
            self.faults = error.faults
            self.problem = "まだ保存していません。次のところを直してください。"
        else:
            self.problem = in_words(str(error))

    def answer(self, request: HttpRequest) -> HttpResponse:
        nodes = tree(self.kind, self.data, Near.section(self.section), self.focus)
        put_faults(nodes, self.faults, in_words)
        context = {
            "page": self,
            "section": self.section,
            "outline": self.section.outline,
            "label": kinds()[self.kind].said.label,
            "nodes": nodes,
            "told": told(nodes),
            "closed": is_closed(self.section.outline.fiscal_year),
        }
        return render(request, "report/block_form.html", context, status=self.status)


def _section(pk: int) -> OutlineSection:
    return get_object_or_404(OutlineSection.objects.select_related("outline", "programme"), pk=pk)


@may_change
def edit(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """A block there is."""
    section = _section(pk)
    if not 0 <= place < len(section.blocks):
        raise Http404
    data = section.blocks[place]
    try:
        kind = kind_of(data)
    except KeyError as error:
        raise Http404 from error
    page = Page(section, place, kind, data, is_new=False, opened=standing(section))
    return _worked(request, page)


@may_change
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new block of a kind, at a place of a section."""
    section, kind = _section(pk), request.GET.get("kind", "text")
    if kind not in kinds():
        raise Http404
    place = whole_or_none(request.GET.get("at"), most=MOST_BLOCKS)
    data = {kind: {} if kinds()[kind].part else ""}
    at = len(section.blocks) if place is None else min(place, len(section.blocks))
    return _worked(request, Page(section, at, kind, data, is_new=True, opened=standing(section)))


def _worked(request: HttpRequest, page: Page) -> HttpResponse:
    """What comes of a button of the form; without one, the block as it stands."""
    if request.method != "POST":
        if not page.is_new:
            page.show()
        return page.answer(request)
    do = request.POST.get("do", PREVIEW)
    sent = {name: request.POST.getlist(name) for name in request.POST}
    posted, page.focus = put_in(sent, do.partition(":")[2]) if do.startswith(PUT) else changed(sent, do)
    reader = Reader(posted)
    now, page.opened = page.opened, opened_in(request)
    page.data = clean_texts(reader.block(page.kind))
    if reader.wants_more():
        page.note = "加えた条件の値を選んでください。"
    elif do == SAVE:
        try:
            _save(request, page)
        except UserError as error:
            page.refuse(error)
            page.opened = now if isinstance(error, ChangedError) else page.opened
        else:
            messages.success(request, f"{kinds()[page.kind].said.label}を保存しました。")
            return redirect(f"{reverse('section-edit', args=[page.section.pk])}#b{page.place}")
    elif do == PREVIEW:
        page.show()
    return page.answer(request)


def _save(request: HttpRequest, page: Page) -> None:
    blocks.write_block(
        page.section, page.place, dict(page.data), new=page.is_new, opened=page.opened, by=user_of(request)
    )


@may_change
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a block change places with its neighbour, or take it out."""
    section = _section(pk)
    deed, _, key = request.POST.get("do", "").partition(":")
    place, opened, by = whole_or_none(key, most=MOST_BLOCKS), opened_in(request), user_of(request)
    at = -1 if place is None else place
    try:
        if deed == "remove":
            blocks.remove_block(section, at, opened=opened, by=by)
            messages.success(request, "内容を除きました。構成の「変更の記録」から元に戻せます。")
        else:
            blocks.move_block(section, at, deed == "down", opened=opened, by=by)
            at += 1 if deed == "down" else -1
    except UserError as error:
        messages.error(request, in_words(str(error)))
    return redirect(f"{reverse('section-edit', args=[pk])}#b{max(at, 0)}")


@may_see
def measures(request: HttpRequest) -> HttpResponse:
    """What can be counted: each measure with its rule, its unit, and the conditions it can be asked by, in words."""
    return render(request, "report/measures.html", {"works": catalogue_of_measures()})

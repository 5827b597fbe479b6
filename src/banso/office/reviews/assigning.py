"""Who judges what: on a page, some candidates at a time, and as a list in Excel, out and in again."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.core.file_types import EXCEL
from banso.core.foreign.books import open_book
from banso.core.looking import How, looked_at
from banso.core.text import fold
from banso.core.workbooks import HEAD, new_book

from . import services
from .models import Candidate, Panel, Reviewer
from .standing import Standing, candidates

may_assign = permission_required("reviews.add_assignment", raise_exception=True)
PAGE = 50
PLACE, NAME, MARK = "受付", "企業・件名", "○"
YES, NO = ("○", "〇", "◯", "◎", "1", "✓", "レ"), ("", "×", "-", "－", "―", "0")
LOOKED_THROUGH = 20  # rows in which the headings are looked for
MOST_BYTES = 5 * 1024 * 1024
Pair = tuple[Reviewer, Candidate]


def as_excel(panel: Panel) -> bytes:
    """The list of who judges what: a row for each candidate, a column for each reviewer, ○ where it is hers."""
    standing, file = Standing(panel), BytesIO()
    book = new_book(file)
    sheet, bold = book.add_worksheet("割当"), book.add_format(HEAD)
    sheet.freeze_panes(1, 2)
    sheet.set_column(1, 1, 50)
    for column, words in enumerate([PLACE, NAME, *(who.name for who in standing.reviewers)]):
        sheet.write_string(0, column, words, bold)
    for row, one in enumerate(standing.candidates, 1):
        sheet.write_number(row, 0, one.place)
        sheet.write_string(row, 1, f"{one.case.whose} {one.case.title}".strip())
        for column, who in enumerate(standing.reviewers, 2):
            sheet.write_string(row, column, MARK if (one.pk, who.pk) in standing.pairs else "")
    book.close()
    return file.getvalue()


def read_excel(panel: Panel, content: bytes, name: str) -> list[Pair]:
    """Who judges what by a list: of the candidates it holds as it says, of the others as it stands.

    Raises UserError for a file that is no such list, and ValidationError that names each row and column it cannot make out.
    """
    if len(content) > MOST_BYTES:
        raise UserError("ファイルが大きすぎます(5MBまで)。この画面から書き出した一覧を直してください。")
    standing = Standing(panel)
    places = {one.place: one for one in panel.candidates.all()}
    read = open_book(content, name).sheet().rows()
    rows = ((number, [_text(cell) for cell in row]) for number, row in read)
    columns = _headings(rows, standing.reviewers)
    found, wrong = {}, []
    for number, cells in rows:
        given = dict(enumerate(cells))
        if not any(cells):
            continue
        place = _whole(given.get(columns[PLACE], ""))
        if place not in places:
            wrong.append(f"{number}行目: 受付「{given.get(columns[PLACE], '')}」の案件は、この審査会にありません。")
            continue
        found[place] = [
            who for who in standing.reviewers if _is_hers(given.get(columns[who.name], ""), number, who, wrong)
        ]
    if wrong:
        raise ValidationError(wrong[:20])
    kept = _kept(standing, {places[place].pk for place in found})
    return [*kept, *((who, places[place]) for place, judges in found.items() for who in judges)]


def _kept(standing: Standing, said: Iterable[int]) -> list[Pair]:
    """The assignments of candidates that are not spoken of."""
    spoken, by_key = set(said), {who.pk: who for who in standing.reviewers}
    others = Candidate.objects.in_bulk([candidate for candidate, _ in standing.pairs if candidate not in spoken])
    return [(by_key[who], others[one]) for one, who in standing.pairs if one not in spoken]


def _headings(rows: Any, reviewers: list[Reviewer]) -> dict[str, int]:
    """In which column the place and each reviewer stand. Raises UserError, naming who is missing."""
    for _, (number, cells) in zip(range(LOOKED_THROUGH), rows, strict=False):
        folded = [fold(cell) for cell in cells]
        if fold(PLACE) not in folded:
            continue
        missing = [who.name for who in reviewers if fold(who.name) not in folded]
        if missing:
            raise UserError(f"{number}行目の見出しに、委員「{'」「'.join(missing)}」の列がありません。")
        return {name: folded.index(fold(name)) for name in (PLACE, *(who.name for who in reviewers))}
    raise UserError("見出し「受付」のある行が見つかりません。この画面から書き出した一覧を直してください。")


def _text(cell: Any) -> str:
    """A cell in words: a whole number without its .0."""
    return "" if cell is None else str(cell).strip().removesuffix(".0")


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _is_hers(cell: str, number: int, who: Reviewer, wrong: list[str]) -> bool:
    if cell not in (*YES, *NO):
        wrong.append(f"{number}行目: {who}の欄は「○」か空欄にしてください(「{cell[:20]}」)。")
    return cell in YES


@may_assign
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Who judges what: everyone everything, as ticked on this page, or as a list says."""
    panel = get_object_or_404(Panel.objects.select_related("programme"), pk=pk)
    looked_at(request.user, [panel], How.RECORD)
    standing = Standing(panel)
    page = Paginator(candidates(panel), PAGE).get_page(request.GET.get("page"))
    ticked = {f"{reviewer}-{candidate}" for candidate, reviewer in standing.pairs}
    problem: list[str] = []
    if request.method == "POST":
        try:
            pairs = _asked(request, panel, standing, list(page))
            number = services.assign(panel, pairs, by=user_of(request))
            messages.success(request, f"割当は、あわせて{number:,}件です。")
            return redirect(panel)
        except ValidationError as error:
            problem, ticked = error.messages, set(request.POST.getlist("pair")) or ticked
        except UserError as error:
            problem = [str(error)]
    rows = [(one, [(f"{who.pk}-{one.pk}", who) for who in standing.reviewers]) for one in page]
    context = {"panel": panel, "standing": standing, "rows": rows, "ticked": ticked, "problem": problem, "page": page}
    return render(request, "reviews/assign.html", context, status=422 if problem else 200)


def _asked(request: HttpRequest, panel: Panel, standing: Standing, shown: list[Candidate]) -> list[Pair]:
    """The pairs that were asked for: all, those of a list, or those ticked with what stands beyond this page."""
    if "all" in request.POST:
        return [(who, one) for one in panel.candidates.all() for who in standing.reviewers]
    if "list" in request.POST:
        file = request.FILES.get("file")
        if file is None:
            raise UserError("割当の一覧(Excel)を選んでください。")
        return read_excel(panel, file.read(MOST_BYTES + 1), file.name or "")
    ticked = set(request.POST.getlist("pair"))
    pairs = [(who, one) for one in shown for who in standing.reviewers if f"{who.pk}-{one.pk}" in ticked]
    return [*_kept(standing, [one.pk for one in shown]), *pairs]


@may_assign
@require_GET
def assigned_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who judges what, as a list to be put right and brought in again; written down as taken out."""
    panel = get_object_or_404(Panel, pk=pk)
    looked_at(request.user, [panel], How.EXPORT, "割当")
    log_export(request.user, f"{panel} 割当", general="審査会の文書")
    answer = HttpResponse(as_excel(panel), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="wariate-{pk}.xlsx"'
    return answer

"""The list of what is to be asked, a row each to write down what was heard; a kind gives them their addresses."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.errors import said as said_of

from .chases import SOON, Chase

SHOWN = 100


def listing(chase: Chase, template: str = "chasing/list.html") -> Callable[[HttpRequest], HttpResponse]:
    """The page of those to ask now or soon, the longest due first, cut down to whom one is speaking with."""

    @permission_required(chase.may_see, raise_exception=True)
    def view(request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").strip()
        rows = chase.due(timezone.localdate() + SOON)
        return render(request, template, shown(request, chase, rows, words) | {"soon": SOON.days})

    return view


def shown(request: HttpRequest, chase: Chase, rows: Any, words: str) -> dict[str, Any]:
    """What the rows of a list need; `rows` are a chase's, and of too many only the first are shown."""
    found = list((rows.filter(chase.speaks_of(words)) if words else rows)[: SHOWN + 1])
    lines = lines_of(chase, found[:SHOWN])
    head = [field.label for field in chase.form(row=0)]
    may = user_of(request).has_perm(chase.may_write)
    return {
        "chase": chase, "lines": lines, "head": head, "words": words, "more": len(found) > SHOWN, "may_write": may,
    }  # fmt: skip


def lines_of(chase: Chase, rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Each row with its empty form, whether it is late, and what was heard of it last."""
    rows, today = list(rows), timezone.localdate()
    last = chase.heard_last(rows)
    return [
        line_of(chase, row, chase.form(row=row.pk, initial={"on": today})) | {"last": last.get(row.pk)} for row in rows
    ]


def line_of(chase: Chase, row: Any, form: Any) -> dict[str, Any]:
    late = row.due_on is not None and row.due_on < timezone.localdate()
    to = chase.address(row)
    said = {"title": chase.title(row), "detail": chase.detail(row), "asked": chase.asked_by(row)}
    return {"row": row, "form": form, "late": late, "to": to} | said


def asking(chase: Chase, back: str) -> Callable[..., HttpResponse]:
    """Ask the companies of the list themselves, on pages of their own; the mails with the addresses wait in the outbox. `back` is the list."""

    @permission_required((chase.may_write, "mail.add_message"), raise_exception=True)
    @require_POST
    def view(request: HttpRequest, **along: int) -> HttpResponse:
        for name, key in along.items():
            get_object_or_404(chase.model._meta.get_field(name).related_model, pk=key)  # type: ignore[arg-type]
        rows = chase.due(timezone.localdate() + SOON).filter(**{f"{name}_id": key for name, key in along.items()})
        words = request.POST.get("q", "").strip()
        found = list((rows.filter(chase.speaks_of(words)) if words else rows)[:SHOWN])
        side = {"side": request.POST.get("side", "")} if chase.sides else {}
        assert chase.ask is not None
        try:
            if chase.sides and side["side"] not in dict(chase.sides):
                raise UserError("どちらの企業に尋ねるかを選んでください。")
            mailings, left = chase.ask(found, by=user_of(request), **side)
        except (UserError, ValidationError) as error:
            messages.error(request, said_of(error))
            return redirect(reverse(back, kwargs=along))
        _tell(request, mailings, left)
        return redirect(mailings[0] if len(mailings) == 1 else reverse(back, kwargs=along))

    return view


def _tell(request: HttpRequest, mailings: list[Any], left: int) -> None:
    if mailings:
        messages.success(request, "メールを送信箱に入れました。内容を確かめてから送信してください。")
    if left:
        messages.info(
            request,
            f"メールを送れない企業が{left}社あります(アドレスなし・不達)。「外部の方へのお願い」で専用ページのアドレスを表示して"
            "郵送などで伝えるか、電話で聞いてこの一覧に入力してください。",
        )
    if not mailings and not left:
        messages.info(request, "いま尋ねる企業はありません。")


def hearing(chase: Chase) -> Callable[..., HttpResponse]:
    """Write down what was heard of one row; the row answers with what was kept, or with what is wrong."""

    @permission_required(chase.may_write, raise_exception=True)
    @require_POST
    def view(request: HttpRequest, pk: int, **along: int) -> HttpResponse:
        which = {"pk": pk} | {f"{name}_id": key for name, key in along.items()}
        row: Any = chase.asked(timezone.localdate() + SOON).filter(**which).first()
        if row is None:  # settled meanwhile: the kind's own verb says so
            row = get_object_or_404(chase.model._default_manager.select_related(*chase.related), **which)
            row.due_on = None
        form = chase.form(request.POST, row=pk)
        kept = None
        if form.is_valid():
            try:
                kept = chase.hear(row, by=user_of(request), **form.cleaned_data)
            except (UserError, ValidationError) as error:
                form.add_error(None, said_of(error))
        line = line_of(chase, row, form) | {"last": chase.heard_last([row]).get(pk)}
        context = {"chase": chase, "line": line, "kept": kept, "may_write": True}
        return render(request, "chasing/row.html", context, status=200 if kept else 422)

    return view

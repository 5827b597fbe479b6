"""The outbox: a mailing looked through and let go, each mail with how it went, and what came back."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.errors import UserError, said
from banso.core.exports import log_export
from banso.core.looking import How, looked_at
from banso.core.numbers import whole_or_none

from .. import services
from ..forms import ReturnedForm
from ..models import Bounce, Mailing, Message
from ..services.letters import made
from ..services.sending import messages_of, send_to_oneself

may_see = permission_required("mail.view_message", raise_exception=True)
MOST_FILE = 20 << 20


@may_see
def mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """One mailing: every mail as it will go or went, and what can be done."""
    found = Mailing.objects.select_related("posting__by", "dropped", "written_by", "programme")
    row = get_object_or_404(found, pk=pk)
    looked_at(request.user, [row], How.RECORD)
    mails = messages_of(row)
    may_release = user_of(request).has_perm("mail.add_posting")
    waits = not hasattr(row, "posting") and not hasattr(row, "dropped")
    context = {
        "row": row,
        "mails": mails,
        "waiting": sum(mail.may_go for mail in mails),
        "unknown": [mail for mail in mails if mail.unknown],
        "smtp": settings.SMTP is not None,
        "may_release": may_release,
        "open": waits,
        "gate": services.gate_of(row) if waits else None,
    }
    return render(request, "mail/mailing.html", context)


@require_POST
@permission_required("mail.add_posting", raise_exception=True)
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Let a mailing go, drop it, try it out, or go on with what is still to go."""
    row, by = get_object_or_404(Mailing, pk=pk), user_of(request)
    acts: dict[str, Callable[[], str]] = {
        "release": lambda: _released(row, request),
        "drop": lambda: _done(services.drop(row, by=by), "送信を取りやめました。"),
        "again": lambda: f"{services.send_again(row, by=by)}通の送信を続けます。",
        "trial": lambda: _trial(row, by),
    }
    if what not in acts:
        raise Http404
    _told(request, acts[what])
    return redirect("mail-mailing", pk=pk)


def _released(row: Mailing, request: HttpRequest) -> str:
    services.let_go(row, count=whole_or_none(request.POST.get("count")) or 0, by=user_of(request))
    if settings.SMTP is None:
        return "確認を記録しました。メールサーバーがないため、1通ずつファイルから送り、「送った」と記録してください。"
    return "送信に回しました。"


def _trial(row: Mailing, by: Any) -> str:
    if not by.email:
        raise ValidationError("ご自分のメールアドレスが登録されていません。管理者に登録を頼んでください。")
    first = row.messages.order_by("pk").first()
    if settings.SMTP is None or first is None:
        raise ValidationError("メールサーバーが設定されていないため、試験送信はできません。")
    if wrong := send_to_oneself(first, by.email):
        raise ValidationError(f"送れませんでした({wrong})。")
    return f"1通目を {by.email} に試験送信しました。"


@may_see
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail: what it says, each attempt, what came back."""
    row = _message(request, pk)
    context = {"row": row, "may_release": user_of(request).has_perm("mail.add_posting")}
    return render(request, "mail/message.html", context)


def _message(request: HttpRequest, pk: int) -> Message:
    found = Message.objects.select_related("mailing__posting", "mailing__dropped", "case__company", "case__person")
    row = get_object_or_404(found.prefetch_related("attempts__outcome__by"), pk=pk)
    looked_at(request.user, [row], How.RECORD)
    return row


@may_see
def message_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A mail as a file that any mail program opens, to be sent from there."""
    row = _message(request, pk)
    if not hasattr(row.mailing, "posting"):
        raise PermissionDenied
    log_export(request.user, f"メール {row.subject}", f"メール {row.pk}", general="メール")
    letter = made(row)
    del letter["Date"], letter["Message-ID"]
    letter["X-Unsent"] = "1"  # it opens as a draft
    response = HttpResponse(letter.as_bytes(), content_type="message/rfc822")
    response["Content-Disposition"] = content_disposition_header(True, f"mail-{row.pk}.eml") or ""
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@permission_required("mail.add_posting", raise_exception=True)
def act_on_message(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A mail went by other means, or what became of one that nobody knows of."""
    row, by = get_object_or_404(Message.objects.select_related("mailing"), pk=pk), user_of(request)
    acts: dict[str, Callable[[], str]] = {
        "by_hand": lambda: _done(services.mark_by_hand(row, by=by), "別の方法で送ったと記録しました。"),
        "went": lambda: _done(services.settle(row, went=True, by=by), "送信済と記録しました。"),
        "not": lambda: _done(services.settle(row, went=False, by=by), "送られていなかったと記録しました。"),
    }
    if what not in acts:
        raise Http404
    _told(request, acts[what])
    return redirect("mail-mailing", pk=row.mailing_id)


@permission_required("mail.add_bounce", raise_exception=True)
def returned(request: HttpRequest) -> HttpResponse:
    """Mails that came back are read, and the addresses they close are shown, each to be opened again."""
    form = ReturnedForm(request.POST or None, request.FILES or None, label_suffix="")
    if "clear" in request.POST:
        number = services.clear_address(request.POST["clear"], by=user_of(request))
        messages.success(request, f"{number}件の不達を解除しました。このアドレスに再び送れます。")
        return redirect("mail-returned")
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > MOST_FILE:
                raise UserError("20MBを超えています。分けて読み込んでください。")
            new, others = services.read_returned(file.read(), by=user_of(request))
            messages.success(request, f"不達{new}件を登録しました。不達でないメールは{others}通です。")
            return redirect("mail-returned")
        except UserError as error:
            form.add_error("file", str(error))
    rows = Bounce.objects.filter(cleared_on=None).select_related("message")[:100]
    return render(request, "mail/returned.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """A case's mails, on its page."""
    case = get_object_or_404(Case, pk=pk)
    rows = case.mails.select_related("mailing__posting", "mailing__dropped")
    mails = rows.order_by("-created_at", "-pk")
    may = user_of(request).has_perm("mail.add_message")
    return render(request, "mail/panel.html", {"case": case, "mails": mails, "may_write": may})


def _done(_: Any, words: str) -> str:
    return words


def _told(request: HttpRequest, act: Callable[[], str]) -> None:
    try:
        messages.success(request, act())
    except (UserError, ValidationError) as error:
        messages.error(request, said(error))

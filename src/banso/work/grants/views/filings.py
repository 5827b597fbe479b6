"""What was sent in, on the staff's side: a version with what changed since the one before, and parts of it sent back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from banso.core.acting import user_of
from banso.core.forms import EraDateField
from banso.core.looking import How, looked_at
from banso.office.guests.forms import USUAL
from banso.office.guests.models import Invitation
from banso.procedures.terms import values_of

from ..applying.filling import remarks
from ..applying.returning import parts_of, send_parts_back, write_return_mail
from ..applying.sending import KIND, last_filing
from ..applying.telling import content_of
from ..choices import ReturnReason
from ..models import Application, Filing
from ..seeing import application_on, application_or_404, may_change, may_see


class UntilForm(forms.Form):
    """By when what is sent back is to be answered."""

    until = EraDateField(label="再提出の期限", help_text="この日まで、申請者のページから直せます")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={"until": localdate() + USUAL})


@may_see
def filing(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: all it says, and what of that changed."""
    rows = Filing.objects.select_related("application__case__programme", "application__call", "sheet", "window")
    row = get_object_or_404(rows, pk=pk)
    looked_at(request.user, [row], How.RECORD)
    before = (
        row.application.filings.filter(version=row.version - 1).select_related("sheet", "application__call").first()
    )
    content = content_of(row)
    context = {
        "filing": row,
        "told": content.told(content_of(before) if before else None),
        "remarks": remarks(content, values_of(row.application.case), localdate(row.received_at)),
        "versions": row.application.filings.order_by("version"),
        "may_change": user_of(request).has_perm("grants.change_application"),
    }
    return render(request, "grants/filing.html", context)


@may_change
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send parts of an application back: those ticked, each with its reason."""
    application = application_or_404(pk)
    last = last_filing(application)
    form = UntilForm(request.POST or None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows_back = _chosen(request.POST)
            made = send_parts_back(application, rows_back, until=form.cleaned_data["until"], by=user_of(request))
            messages.success(request, f"{len(made)}か所を差し戻しました。申請者のページに、直すところだけが開きます。")
            return _told_by_mail(request, application)
        except ValidationError as error:
            refused = error.messages
    parts = [(part, label, _typed(rows, request.POST)) for part, label, rows in (parts_of(last) if last else [])]
    context = {"application": application, "parts": parts, "form": form, "refused": refused}
    context |= {"reasons": ReturnReason.choices, "chosen": request.POST.getlist("part")}
    return render(request, "grants/return.html", context, status=422 if refused or form.errors else 200)


def _told_by_mail(request: HttpRequest, application: Application) -> HttpResponse:
    """Where to after something was sent back: to the mail that tells it, which nobody has sent yet, or to the case where there is none."""
    by = user_of(request)
    mailing = write_return_mail(application, by=by) if by.has_perm("mail.view_message") else None
    if mailing is None:
        messages.info(request, "申請者にはメールを作っていません。電話などで伝えてください。")
        return redirect("case", pk=application.case_id)
    messages.info(request, "申請者へのメールを作りました。宛先と本文を確かめてから、送信してください。")
    return redirect(mailing)


def _typed(rows: list[tuple[str, str, str]], typed: Any) -> list[tuple[str, str, str, str, str]]:
    """What may be sent back, with the reason and the note that were typed for it."""
    return [(*row, typed.get(f"reason-{row[0]}", ""), typed.get(f"note-{row[0]}", "")) for row in rows]


def _chosen(typed: Any) -> list[dict[str, str]]:
    return [
        {"part": part, "reason": typed.get(f"reason-{part}", ""), "note": typed.get(f"note-{part}", "")[:200]}
        for part in typed.getlist("part")
    ]


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What was sent in of a case, on its page."""
    application = application_on(app, name, pk)
    filings = list(application.filings.select_related("window", "application__case")) if application else []
    context = {
        "application": application,
        "filings": filings,
        "asked": Invitation.objects.filter(kind=KIND, case=pk).first(),
        "may_change": bool(filings) and user_of(request).has_perm("grants.change_application"),
    }
    return render(request, "grants/filing_panel.html", context)

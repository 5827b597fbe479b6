"""A call on the staff's side: copied from last year's, its frames, cost categories and windows in one form, ended early."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.forms import RecordForm, record_form

from .. import calling, services
from ..models import Call, CostCategory, Frame, Window

may_see = permission_required("grants.view_call", raise_exception=True)
may_add = permission_required("grants.add_call", raise_exception=True)
may_change = permission_required("grants.change_call", raise_exception=True)
BLANK = 3  # lines to fill in below those there are
FRAME_FORM = record_form(Frame, ("name", "rate", "cap"), services.record_frame, services.correct_frame)
CATEGORY_FORM = record_form(
    CostCategory, ("name", "rate", "cap", "share"), services.record_category, services.correct_category
)
WINDOW_FORM = record_form(
    Window,
    ("name", "opens_on", "opens_at", "closes_on", "closes_at"),
    services.record_window,
    services.correct_window,
)


def _call(pk: int) -> Call:
    return get_object_or_404(Call.objects.select_related("course__programme"), pk=pk)


class Rows:
    """Rows of one kind in one form: those there are, and some to fill in; one without a name is none."""

    def __init__(self, name: str, title: str, make: Any, rows: list[Any], data: Any) -> None:
        self.name, self.title = name, title
        self.rows: list[tuple[Any, RecordForm]] = []
        for place, row in enumerate([*rows, *([None] * BLANK)], start=1):
            prefix = f"{name}-{place}"
            typed = data if row is not None or (data and data.get(f"{prefix}-name", "").strip()) else None
            form: RecordForm = make()(typed, prefix=prefix, instance=row)
            if row is not None:
                form.fields["gone"] = forms.BooleanField(label="消す", required=False)
            self.rows.append((row, form))

    @property
    def forms(self) -> list[RecordForm]:
        return [form for _, form in self.rows]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.forms if form.is_bound])

    def given(self) -> list[dict[str, Any]]:
        """What each row says, those left blank left out."""
        return [
            form.cleaned_data | ({"row": row} if row is not None else {}) for row, form in self.rows if form.is_bound
        ]


def _parts(call: Call, data: Any) -> list[Rows]:
    return [
        Rows("windows", "受付期間", WINDOW_FORM, list(call.windows.all()), data),
        Rows("frames", "申請枠", FRAME_FORM, list(call.frames.all()), data),
        Rows("categories", "経費区分", CATEGORY_FORM, list(call.categories.all()), data),
    ]


@may_change
def layout(request: HttpRequest, pk: int) -> HttpResponse:
    """The windows, frames and cost categories of a call, written together."""
    call = _call(pk)
    parts = _parts(call, request.POST or None)
    refused: list[str] = []
    if request.method == "POST" and all([part.is_valid() for part in parts]):
        try:
            given: dict[str, Any] = {part.name: part.given() for part in parts}
            calling.lay_out_call(call, **given, by=user_of(request))
            messages.success(request, "受付期間・申請枠・経費区分を保存しました。")
            return redirect("grants-call-record", pk=pk)
        except ValidationError as error:
            refused = _told(parts, error)
    wrong = bool(refused) or any(form.errors for part in parts for form in part.forms)
    context = {"call": call, "parts": parts, "refused": refused, "wrong": wrong}
    return render(request, "grants/layout.html", context, status=422 if wrong else 200)


def _told(parts: list[Rows], error: ValidationError) -> list[str]:
    """What was refused, with the row it is about."""
    titles = {part.name: part.title for part in parts}
    found = []
    for place, said in error.message_dict.items():
        name, _, number = place.partition("-")
        found += [f"{titles.get(name, '')}{number}行目: {one}" for one in said]
    return found


@require_POST
@may_add
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Next year's call from this one."""
    try:
        made = calling.copy_call(_call(pk), by=user_of(request))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("grants-call-record", pk=pk)
    messages.success(request, "翌年度の公募を作りました。日付と金額を確かめて、今年の分に直してください。")
    return redirect("grants-call-record", pk=made.pk)


@require_POST
@may_change
def end_early(request: HttpRequest, pk: int) -> HttpResponse:
    """End the receipt of a call before its day."""
    try:
        calling.end_early(_call(pk), reason=request.POST.get("reason", "")[:200], by=user_of(request))
        messages.success(request, "受付を終了しました。これから申請しようとした方には、理由が表示されます。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect("grants-call-record", pk=pk)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """How a call receives applications, on its page: windows, frames, categories, and what may be done about it."""
    call = _call(pk)
    user = user_of(request)
    context = {
        "call": call,
        "closed": calling.why_closed(call, timezone.now()),
        "ended": calling.early_end_of(call),
        "windows": call.windows.all(),
        "frames": call.frames.all(),
        "categories": call.categories.all(),
        "may_change": user.has_perm("grants.change_call"),
        "may_add": user.has_perm("grants.add_call"),
        "may_enter": user.has_perm("grants.add_application"),
    }
    return render(request, "grants/call_panel.html", context)

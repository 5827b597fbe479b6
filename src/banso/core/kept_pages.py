"""Handing a file in, and having it handed over: a form that says what may come, and downloads that are written down."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .errors import UserError
from .exports import log_export
from .file_types import Accepted
from .kept import KeptFile
from .looking import How, looked_at


def file_field(accepted: Accepted) -> forms.FileField:
    """The box a file is chosen in, with what may be chosen."""
    return forms.FileField(
        label="ファイル",
        widget=forms.FileInput(attrs={"accept": ",".join(accepted.types)}),
        help_text=f"{accepted.words}。20MBまで。{accepted.warning}"
        "ウイルスの検査は行いません。出どころの分からないファイルは登録しないでください。",
    )


def hand_in(
    request: HttpRequest, form: forms.Form, keep: Callable[[dict[str, Any]], Any], *, title: str, back: tuple[str, str], done: str
) -> HttpResponse:  # fmt: skip
    """The page a file is handed in on; `back` is the address and name of the page it belongs to."""
    if request.method == "POST" and form.is_valid():
        try:
            keep(dict(form.cleaned_data))
        except UserError as error:
            form.add_error("file", str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, done)
            return redirect(back[0])
    context = {"form": form, "title": title, "back": back}
    return render(request, "banso/hand_in.html", context, status=422 if form.errors else 200)


def hand_over(request: HttpRequest, kept: KeptFile, subject: str, conditions: str) -> FileResponse:
    """A kept file as a download; written down as taken out."""
    response = downloaded(kept)
    log_export(request.user, subject, conditions, general=str(kept._meta.verbose_name))
    looked_at(request.user, [kept], How.EXPORT, conditions)
    return response


def downloaded(kept: KeptFile) -> FileResponse:
    """A kept file as a download that no browser opens by itself. Raises Http404 where its content is gone."""
    if not kept.file:  # its content was disposed of
        raise Http404
    try:
        content = kept.file.open()
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=kept.name, content_type=kept.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response

"""A case's file taken out as a whole: asked for, how far it is, and its two files, for the one who asked alone."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.exports import log_export
from banso.core.looking import How, looked_at
from banso.core.word_pdf import office

from . import services
from .choices import BindingState
from .models import Binding
from .views import case_of

may_see = permission_required("files.view_binding", raise_exception=True)


@require_POST
@permission_required("files.add_binding", raise_exception=True)
def bind(request: HttpRequest, pk: int) -> HttpResponse:
    """A case's file is asked for as one PDF and a zip."""
    case = case_of(pk)
    try:
        asked = services.ask_binding(case, by=user_of(request))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("files-file", pk=pk)
    return redirect("files-binding", pk=asked.pk)


def _mine(request: HttpRequest, pk: int) -> Binding:
    """What the user asked for: it holds what she may see, and is nobody else's."""
    row = get_object_or_404(Binding.objects.select_related("case__programme", "case__company", "case__person"), pk=pk)
    if row.asked_by_id != user_of(request).pk:
        raise PermissionDenied
    return row


@may_see
def binding(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a file is while it is bound, and then its PDF and its zip."""
    row = _mine(request, pk)
    part = "files/binding_progress.html" if request.htmx else "files/binding.html"  # type: ignore[attr-defined]
    if part == "files/binding.html":
        looked_at(request.user, [row], How.RECORD)
    return render(request, part, {"row": row, "set_anew": not office()})


@may_see
def binding_file(request: HttpRequest, pk: int, form: str) -> FileResponse:
    """The PDF, or the zip with the originals and their checksums; written down as taken out."""
    row = _mine(request, pk)
    kept = {"pdf": row.pdf, "zip": row.packed}.get(form)
    if not kept or row.state != BindingState.DONE:
        raise Http404
    try:
        content = kept.open()
    except FileNotFoundError:
        raise Http404 from None
    log_export(request.user, f"一件書類 {row.case}({form})", f"案件 {row.case_id}", general="一件書類")
    looked_at(request.user, [row.case], How.EXPORT, f"一件書類({form})")
    response = FileResponse(content, as_attachment=True, filename=f"{row.stem}.{form}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response

"""An inquiry's drawings: handed in by staff, and handed over to staff as downloads."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.errors import UserError
from banso.core.kept_pages import hand_in, hand_over

from ..forms import DrawingForm
from ..models import Drawing, Inquiry
from ..services import add_drawing, remove_drawing


def drawings_of(inquiry: Inquiry) -> QuerySet[Drawing]:
    """The drawings its pages show."""
    return inquiry.drawings.filter(removed_on=None).select_related("uploaded_by")


@permission_required("orders.add_drawing", raise_exception=True)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A drawing of an inquiry."""
    inquiry = get_object_or_404(Inquiry.objects.select_related("buyer"), pk=pk)

    def keep(facts: dict[str, Any]) -> None:
        add_drawing(inquiry, facts["file"], title=facts["title"], by=request.user)  # type: ignore[arg-type]

    form = DrawingForm(request.POST or None, request.FILES or None, label_suffix="")
    back = (reverse("orders-inquiry-record", args=[pk]), f"発注案件 {inquiry}")
    return hand_in(request, form, keep, title="図面の登録", back=back, done="図面を登録しました。")


@permission_required("orders.change_drawing", raise_exception=True)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    drawing = get_object_or_404(Drawing, pk=pk)
    try:
        remove_drawing(drawing, on=localdate(), by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"図面「{drawing}」を取り下げました。")
    except UserError as error:
        messages.error(request, str(error))
    return redirect("orders-inquiry-record", pk=drawing.inquiry_id)


@permission_required("orders.view_drawing", raise_exception=True)
def download(request: HttpRequest, pk: int) -> FileResponse:
    """One drawing, as a download."""
    drawing = get_object_or_404(Drawing, pk=pk)
    return hand_over(request, drawing, f"図面 {drawing}", f"発注案件番号 {drawing.inquiry_id} {drawing.name}")

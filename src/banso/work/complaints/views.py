"""The part of a complaint's page that tells the law of its order."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from banso.cases.models import Case

from .law import judge
from .models import Complaint


@permission_required("complaints.view_complaint", raise_exception=True)
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The law in force on the day of the order, whether it applies and why, and the kind of complaint that counts."""
    get_object_or_404(Case, pk=pk)
    complaint = Complaint.objects.select_related("law", "case").filter(case=pk).first()
    context = {"complaint": complaint, "judged": judge(complaint) if complaint else None}
    return render(request, "complaints/panel.html", context)

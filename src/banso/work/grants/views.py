"""An application leads to its case's page."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from .models import Application


@permission_required("grants.view_application", raise_exception=True)
def case_of_application(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the case that an application is."""
    return redirect("case", pk=get_object_or_404(Application, pk=pk).case_id)

"""A dispatch leads to its case's page."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from .models import Dispatch


@permission_required("dispatches.view_dispatch", raise_exception=True)
def case_of_dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the case that a dispatch is."""
    return redirect("case", pk=get_object_or_404(Dispatch, pk=pk).case_id)

"""What the pages of an application share: who may see it and change it, and how it is found, by its key or as that of the case a panel stands on."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404

from banso.cases.models import Case

from .models import Application

may_see = permission_required("grants.view_application", raise_exception=True)
may_change = permission_required("grants.change_application", raise_exception=True)
_APPLICATIONS = Application.objects.select_related(
    "case__programme",
    "case__company__industry",
    "case__person",
    "case__terms",
    "case__standing",
    "call__course",
    "frame",
)


def application_or_404(pk: int) -> Application:
    """An application by its key, with its case, its call and what its terms are read from."""
    return get_object_or_404(_APPLICATIONS, pk=pk)


def application_on(app: str, name: str, pk: int) -> Application | None:
    """The application of the case on whose page a panel stands; None on the page of another kind's case. Raises Http404 for any other page, and for
    a case that is not there for whoever asks.
    """
    if (app, name) != ("cases", "case"):
        raise Http404
    found = _APPLICATIONS.filter(case=pk).first()
    if found is None:
        get_object_or_404(Case, pk=pk)
    return found

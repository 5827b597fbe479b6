"""Parts of a project's page."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from banso.core.fiscal import fiscal_year_label

from .labour import labour_of
from .models import Project, Researcher
from .sharing import share_of


@permission_required("projects.view_yeardecision", raise_exception=True)
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """How each year's grant is shared, and what the hours of each researcher come to so far."""
    if (app, name) != ("projects", "project"):
        raise Http404
    project = get_object_or_404(Project, pk=pk)
    decisions = project.decisions.order_by("decided_on").prefetch_related("allotments__member")
    researchers = Researcher.objects.filter(member__project=project).select_related("member")
    context = {
        "years": [(fiscal_year_label(one.fiscal_year), one, share_of(one)) for one in decisions],
        "labour": [(who, labour_of(who)) for who in researchers],
    }
    return render(request, "projects/panel.html", context)

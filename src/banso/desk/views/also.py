"""The further programmes a recorded visit counts under: shown on its page, changed on one of their own."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from banso.core.looking import How, looked_at
from banso.desk.also_form import AlsoForm
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import correct_consultation


@permission_required("consultations.view_consultation", raise_exception=True)
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The part of a visit's page that says where else it counts."""
    if (app, name) != ("consultations", "consultation"):
        raise Http404
    visit = get_object_or_404(Consultation.objects.select_related("main"), pk=pk)
    rows = visit.further.select_related("programme", "category").order_by("pk")
    return render(request, "desk/also_panel.html", {"visit": visit, "rows": rows})


@permission_required("consultations.change_consultation", raise_exception=True)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The programmes to choose from, with the categories of those that are counted by category."""
    visit = get_object_or_404(Consultation.objects.visits().select_related("programme", "company", "person"), pk=pk)
    looked_at(request.user, [visit], How.RECORD)
    form = AlsoForm(request.POST or None, visit=visit)
    if form.is_valid() and _saved(form, visit, request):
        messages.success(request, "数える事業を直しました。")
        return redirect("consultations-consultation-record", pk=pk)
    context = {"visit": visit, "form": form, "categories": [form[n] for n in form.fields if n.startswith("category_")]}
    return render(request, "desk/also.html", context, status=422 if form.is_bound else 200)


def _saved(form: AlsoForm, visit: Consultation, request: HttpRequest) -> bool:
    try:
        correct_consultation(visit, also_under=form.countings(), by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        for message in error.messages:
            form.add_error("also", message)
        return False
    return True

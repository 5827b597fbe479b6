"""A record made beside another's form: the few facts that are enough to choose it there; the rest is filled in later."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from .acting import user_of
from .kinds import kind_or_404


def make(request: HttpRequest, label: str) -> HttpResponse:
    """The small form as a part of a page; posted, the new record's number and name, or the form with what is wrong."""
    kind = kind_or_404(request.user, label, "add")
    if not kind.table.quick or kind.make_form is None:
        raise Http404
    posted = request.method == "POST"
    initial = {kind.table.quick[0]: request.GET.get("name", "")[:120]}
    form = kind.make_form()(request.POST if posted else None, initial=initial, prefix="make")
    for name in set(form.fields) - set(kind.table.quick):
        del form.fields[name]
    if posted and form.is_valid() and (made := form.write(by=user_of(request))):
        return JsonResponse({"id": made.pk, "name": str(made)}, status=201)
    return render(request, "banso/make.html", {"form": form, "table": kind.table}, status=422 if posted else 200)

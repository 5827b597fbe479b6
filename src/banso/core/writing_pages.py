"""The form of a kind: a new record or a correction, through the kind's service."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from .forms import RecordForm
from .tables import Table


class FormView(PermissionRequiredMixin, View):
    """A new record or a correction, through the kind's service. What was typed stays when something is wrong."""

    table: Table
    make_form: Callable[[], type[RecordForm]]
    raise_exception = True

    def get_permission_required(self) -> list[str]:
        return [self.table.permission("change" if "pk" in self.kwargs else "add")]

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        initial = {name: int(str(v)) for name, v in request.GET.items() if str(v).isdigit()} if pk is None else None
        form = type(self).make_form()(instance=self._instance(pk), initial=initial)
        return self._page(request, form)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        form = type(self).make_form()(request.POST, instance=self._instance(pk))
        written = form.write(by=request.user) if form.is_valid() else None
        if written is None:
            return self._page(request, form, status=422)
        messages.success(request, f"{self.table.model._meta.verbose_name}を保存しました。")
        return redirect(self.table.page("record"), pk=written.pk)

    def _instance(self, pk: int | None) -> Model | None:
        return get_object_or_404(self.table.model, pk=pk) if pk else None

    def _page(self, request: HttpRequest, form: RecordForm, status: int = 200) -> HttpResponse:
        return render(request, "banso/form.html", {"table": self.table, "form": form}, status=status)

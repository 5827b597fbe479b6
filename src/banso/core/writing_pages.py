"""The form of a kind: a new record or a correction, through the kind's service. Nothing typed is lost, nothing overwritten unseen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from .forms import RecordForm
from .history import history, last_change
from .merging import ConflictError, GoneError, Plain, Written, plain, seal, state, unseal
from .numbers import whole_or_none
from .records import notices_of
from .tables import Table
from .words import words_of

MOST_REASON = 200


@dataclass(frozen=True)
class Conflict:
    """A fact that two people changed: what it said when the form was opened, what another saved, what was typed."""

    name: str
    label: str
    opened: str
    theirs: str
    mine: str
    who: Any
    at: datetime | None


class FormView(PermissionRequiredMixin, View):
    """A new record or a correction. What was typed stays when something is wrong, or when someone else was faster."""

    table: Table
    make_form: Callable[[], type[RecordForm]]
    raise_exception = True

    def get_permission_required(self) -> list[str]:
        return [self.table.permission("change" if "pk" in self.kwargs else "add")]

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        named = {name: whole_or_none(str(value)) for name, value in request.GET.items()}
        initial = {name: key for name, key in named.items() if key is not None} if pk is None else None
        record = get_object_or_404(self.table.model, pk=pk) if pk else None
        if record and (standing := self.table.standing(record)) != record:
            return redirect(self.table.page("edit"), pk=standing.pk)
        form = type(self).make_form()(instance=record, initial=initial)
        return self._page(form, opened=seal(record, list(form.fields)) if record else "")

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        if pk is not None:
            return self._correct(request, pk)
        form = type(self).make_form()(request.POST)
        written = form.write(by=request.user) if form.is_valid() else None
        if written is None:
            return self._page(form, status=422)
        messages.success(request, f"{self.table.model._meta.verbose_name}を保存しました。")
        if "next" in request.POST:
            return redirect(request.get_full_path())
        return redirect(self.table.page("record"), pk=written.pk)

    def _correct(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.table.model._default_manager.filter(pk=pk).first()
        if record is None:
            return self._gone(request, pk)
        sealed = request.POST.get("opened", "")
        form, undecided = self._decided(request, record)
        if not form.is_valid() or undecided:
            if undecided:
                form.add_error(None, "ほかの人と食い違った項目は、どちらの値にするかを選んでください。")
            conflicts = self._conflicts(form, record, undecided, {n: request.POST.get(f"was_{n}") for n in undecided})
            return self._page(form, opened=sealed, conflicts=conflicts, status=422)
        opened = unseal(sealed, pk)
        try:
            # a name that no record's own fact has: 財産処分 has a reason of its own
            reason = request.POST.get("change_reason", "").strip()[:MOST_REASON]
            written = form.write_over(pk, opened=opened, reason=reason, by=request.user)
        except GoneError:
            return self._gone(request, pk)
        except ConflictError as found:
            return self._conflict(form, found, opened)
        if written is None:
            return self._page(form, opened=sealed, status=422)
        self._say(request, form, written)
        return redirect(self.table.page("record"), pk=written.record.pk)

    def _decided(self, request: HttpRequest, record: Model) -> tuple[RecordForm, list[str]]:
        """The form with what was chosen between one's own values and another's; if a choice is missing, all facts in question."""
        make = type(self).make_form()
        form = make(request.POST, instance=record)
        asked = [name for name in request.POST.getlist("asked") if name in form.fields]
        chosen = {name: request.POST.get(f"choose_{name}") for name in asked}
        if None in chosen.values():
            return form, asked
        theirs = [name for name, choice in chosen.items() if choice == "theirs"]
        return make(form.filled_from(record, theirs), instance=record) if theirs else form, []

    def _conflict(self, form: RecordForm, found: ConflictError, opened: Plain) -> HttpResponse:
        """Show both values of each fact in question; what only the other changed is taken over already."""
        names = [name for name in form.fields if name in found.merged.conflicts]
        was = {name: words_of(self.table.model, name, opened.get(name)) for name in names}
        conflicts = self._conflicts(form, found.saved, names, was)
        again = type(self).make_form()(form.filled_from(found.saved, found.merged.theirs), instance=found.saved)
        return self._page(again, opened=seal(found.saved, list(form.fields)), conflicts=conflicts, status=409)

    def _conflicts(
        self, form: RecordForm, saved: Model, names: list[str], was: Mapping[str, str | None]
    ) -> list[Conflict]:
        model, found = self.table.model, []
        now = state(saved, names)
        for name in names:
            change = last_change(model, saved.pk, name)
            who, at = (change.who, change.at) if change else (None, None)
            mine = words_of(model, name, plain(form.cleaned_data.get(name)))
            label = str(form.fields[name].label)
            found.append(Conflict(name, label, was.get(name) or "", words_of(model, name, now[name]), mine, who, at))
        return found

    def _gone(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The record was deleted while its form was open: say by whom, and keep what was typed."""
        past = history(self.table.model, pk)
        if not past:
            raise Http404
        form = type(self).make_form()(request.POST)
        may_add = request.user.has_perm(self.table.permission("add"))
        return self._page(form, gone=past[0], action=reverse(self.table.page("new")) if may_add else "", status=409)

    def _say(self, request: HttpRequest, form: RecordForm, written: Written) -> None:
        kind, theirs = self.table.model._meta.verbose_name, written.merged.theirs
        said = f"{kind}を保存しました。" if written.merged.mine else f"{kind}に変更はありませんでした。"
        if theirs:
            changed = [name for name in form.fields if name in theirs]
            # A column's change stands in the trail by itself; a link's is told apart from the others only by its time.
            links = {field.name for field in self.table.model._meta.many_to_many}
            in_order = sorted(changed, key=lambda name: name in links)
            changes = [last_change(self.table.model, written.record.pk, name) for name in in_order]
            who = next((change.who for change in changes if change and change.who), "ほかの人")
            labels = "、".join(str(form.fields[name].label) for name in changed)
            said += f"その間に{who}が変えた「{labels}」はそのまま残っています。"
        messages.success(request, said)

    def _page(self, form: RecordForm, status: int = 200, **context: Any) -> HttpResponse:
        shown = {"table": self.table, "form": form, "notices": notices_of(self.table.model)} | context
        return render(self.request, "banso/form.html", shown, status=status)

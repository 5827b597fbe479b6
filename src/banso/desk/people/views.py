"""Who may do what and why; who could see a record between two days, and who did."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.teams import who_saw
from banso.core.acting import user_of
from banso.core.agenda import listed
from banso.core.era import parse_date
from banso.core.errors import UserError
from banso.core.forms import EraDateField, say_refused
from banso.desk.account.invitations import links_of
from banso.registers.models import Crossing, Membership, RoleAssignment, Staff, Unit, User
from banso.registers.seeing import ACTIONS, allowed, doors, hidden_from, who_could_see, who_looked
from banso.registers.services.access import give_role_in_unit, hand_over
from banso.registers.walls import way_to_case, whose

from .accounts import WORDS

may_see_people = permission_required("registers.view_roleassignment", raise_exception=True)
A_YEAR = timedelta(days=365)
MOST = 1000  # more open matters than anyone has


@may_see_people
def people(request: HttpRequest) -> HttpResponse:
    """Every login with its roles and units of today."""
    today = localdate()
    roles, units = (_by_user(rows) for rows in (
        RoleAssignment.objects.standing_on(today).select_related("role", "programme"),
        Membership.objects.standing_on(today).select_related("unit"),
    ))  # fmt: skip
    logins = User.objects.order_by("-is_active", "username")
    lines = [
        (user, [_said(row) for row in roles.get(user.pk, [])], [str(row.unit) for row in units.get(user.pk, [])])
        for user in logins
    ]
    return render(request, "desk/people/people.html", {"lines": lines})


def _said(given: RoleAssignment) -> str:
    return f"{given.role}({given.programme}だけ)" if given.programme else str(given.role)


def _by_user(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.user_id, []).append(row)
    return found


def access(request: HttpRequest, pk: int) -> HttpResponse:
    """What a login may do today and by which row. One's own for everyone, anybody's for managers."""
    if pk != request.user.pk and not request.user.has_perm("registers.view_roleassignment"):
        raise PermissionDenied
    person = get_object_or_404(User, pk=pk)
    context = {
        "person": person,
        "manages": request.user.has_perms(("registers.add_user", "registers.add_roleassignment")),
        "staff": Staff.objects.filter(user=person).select_related("unit").first(),
        "today": localdate(),
        "roles": RoleAssignment.objects.filter(user=person).select_related("role", "programme", "given_by"),
        "memberships": Membership.objects.filter(user=person).select_related("unit", "given_by"),
        "crossings": Crossing.objects.filter(user=person).select_related("programme", "company", "given_by"),
        "doors": doors(person, localdate()),
        "in_words": _in_words(person),
        "actions": list(ACTIONS.values()),
        "allowed": allowed(person),
        "links": links_of(person),
    }
    return render(request, "desk/people/access.html", context)


def _in_words(person: User) -> list[tuple[str, list[str], str]]:
    """Today's roles, the programmes that each is limited to (none: every one), and what it lets one do; '' of one the centre made."""
    standing = RoleAssignment.objects.filter(user=person).standing_on(localdate()).select_related("role", "programme")
    found: dict[str, list[str]] = {}
    for row in standing:
        found.setdefault(row.role.name, []).extend([str(row.programme)] if row.programme else [])
    everywhere = {row.role.name for row in standing if row.programme is None}
    return [(role, [] if role in everywhere else within, WORDS.get(role, "")) for role, within in found.items()]


class UnitRoleForm(forms.Form):
    """Which role, in the programmes of which unit, from when to when."""

    role = forms.ModelChoiceField(Group.objects.none(), label="役割", empty_label="選んでください")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="部署", empty_label="選んでください")
    starts_on = EraDateField(label="開始日")
    ends_on = EraDateField(label="終了日", required=False, help_text="決まっていなければ空欄にします。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        offered: dict[str, Any] = {"role": Group.objects.order_by("pk"), "unit": Unit.objects.filter(ended_on=None)}
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


@permission_required("registers.add_roleassignment", raise_exception=True)
def unit_role(request: HttpRequest, pk: int) -> HttpResponse:
    """A role in all programmes of a unit at once."""
    person = get_object_or_404(User, pk=pk)
    staff = Staff.objects.filter(user=person).select_related("unit").first()
    form = UnitRoleForm(
        request.POST or None, initial={"starts_on": localdate(), "unit": staff.unit_id if staff else None}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = give_role_in_unit(user=person, by=user_of(request), **form.cleaned_data)
        except ValidationError as error:
            say_refused(form, error)
        else:
            names = "、".join(str(row.programme) for row in made)
            said = f"{person}に「{form.cleaned_data['role']}」を、{form.cleaned_data['unit']}の事業{len(made)}件({names})で与えました。"
            messages.success(request, said)
            return redirect("people-access", pk=pk)
    context = {"person": person, "form": form}
    return render(request, "desk/people/unit_role.html", context, status=422 if form.errors else 200)


class HandoverForm(forms.Form):
    """To whom, and from which day."""

    successor = forms.ModelChoiceField(User.objects.none(), label="後任者", empty_label="選んでください")
    handed_on = EraDateField(label="引継日", help_text="この日が前任者の最後の日になります。")

    def __init__(self, *args: Any, leaver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successors: Any = self.fields["successor"]
        successors.queryset = User.objects.filter(is_active=True).exclude(pk=leaver.pk).order_by("username")


@permission_required("registers.add_roleassignment", raise_exception=True)
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that waits for someone as one list to print, and its passing to a successor in one step."""
    person = get_object_or_404(User, pk=pk)
    form = HandoverForm(request.POST or None, leaver=person, label_suffix="", initial={"handed_on": localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(leaver=person, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, f"{person}の仕事を{form.cleaned_data['successor']}に引き継ぎました。")
            return redirect("people-access", pk=pk)
    waiting = listed(person, localdate(), mine=True, most=MOST)
    own = [(part.value, [one for one in found if one.matter.owner]) for part, found in waiting.items()]
    context = {
        "person": person,
        "form": form,
        "today": localdate(),
        "agenda": [(part, found) for part, found in own if found],
    }
    return render(request, "desk/people/handover.html", context, status=422 if form.errors else 200)


def seers(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """Who could see a record between two days, and who looked at it."""
    try:
        model = apps.get_model(app, name)
    except LookupError:
        raise Http404 from None
    if not request.user.has_perm(f"{app}.view_{name}"):
        raise PermissionDenied
    record = get_object_or_404(model, pk=pk)
    programme, _ = whose(record)
    user: Any = request.user
    if programme is not None and programme.pk in hidden_from(user):
        raise Http404  # one company's grant shows the records, not who else sees them
    first, last = _asked(request)
    found = who_could_see(record, first, last)
    if found and (way := way_to_case(model)):
        case = Case.objects.filter(pk__in=model._default_manager.filter(pk=pk).values(way)).first()
        found = who_saw(case, found) if case else found
    context = {
        "record": record,
        "walled_to": programme.walled_to if programme else None,
        "first": first,
        "last": last,
        "seers": found,
        "looks": who_looked(record, first, last),
    }
    return render(request, "desk/people/seers.html", context)


def _asked(request: HttpRequest) -> tuple[date, date]:
    """The days asked about; the last twelve months where none, or none that can be read, are given."""
    last, first = localdate(), localdate() - A_YEAR
    try:
        last = parse_date(request.GET["until"]) if request.GET.get("until") else last
        first = parse_date(request.GET["since"]) if request.GET.get("since") else first
    except UserError as error:
        messages.error(request, str(error))
    return min(first, last), max(first, last)

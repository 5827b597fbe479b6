"""An application for a grant, asked of whoever applies: it has pages of its own (:mod:`.views.applying`)."""

from typing import Any

from django import forms
from django.utils import timezone

from banso.office.guests.asks import ask
from banso.office.guests.models import Invitation
from banso.registers.models import User

from .aftercare import asking as _aftercare  # noqa: F401 - what is asked after the settlement
from .applying.form import ApplicationForm
from .applying.sending import KIND, application_of, call_of, send_in, why_shut
from .models import Filing
from .planning import values_now


def _about(invitation: Invitation) -> str:
    call = call_of(invitation)
    return f"{call.course.programme} {call.course}"


def _form(invitation: Invitation, data: Any) -> forms.Form:
    call = call_of(invitation)
    return ApplicationForm(call, values_now(call, timezone.localdate()), data)


def _submit(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Filing:
    return send_in(invitation, facts, by=by)


ask(
    code=KIND,
    label="補助金の申請",
    about=_about,
    permission="grants.add_application",
    form=_form,
    submit=_submit,
    hinders=lambda invitation: why_shut(invitation, timezone.now()),
    page="grant-apply",
    behalf="grant-apply-for",
    again=True,
    confidential=True,
    record=lambda invitation: application_of(invitation),
)

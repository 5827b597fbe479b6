"""A form that a guest or someone for them fills in: shown with what was typed before, and sent."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from banso.core.errors import UserError, said

from ..asks import Ask
from ..models import Invitation


def shown_form(ask: Ask, invitation: Invitation, typed: QueryDict | None) -> BaseForm | None:
    """The form as it is first shown, filled with what was typed and not sent; nothing of it is judged yet."""
    if ask.form is None:
        return None
    form = ask.form(invitation, None)
    if typed is not None:
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(typed, {}, form.add_prefix(name))
    return form


def given_form(ask: Ask, invitation: Invitation, request: HttpRequest) -> BaseForm:
    """The form as it was sent, with the files that came with it."""
    assert ask.form is not None
    form = ask.form(invitation, request.POST)
    form.files = request.FILES
    return form


def taken(form: BaseForm, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Whether what was filled in was taken; if not, the form says why, and keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as error:
        for name, messages in getattr(error, "message_dict", {"": error.messages}).items():
            form.add_error(name if name in form.fields else None, messages)
        return False
    except UserError as error:
        form.add_error(None, said(error))
        return False
    return True

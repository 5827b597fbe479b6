"""What the pages of one fair share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from banso.core.errors import UserError, said

from ..models import Fair, Timetable

may_see = permission_required("fairs.view_fair", raise_exception=True)
may_write = permission_required("fairs.change_fair", raise_exception=True)


def fair_of(pk: int) -> Fair:
    return get_object_or_404(Fair.objects.select_related("programme"), pk=pk)


def timetable_of(fair: int, number: int) -> Timetable:
    rows = Timetable.objects.select_related("fair", "based_on", "made_by", "publication")
    return get_object_or_404(rows, fair_id=fair, number=number)


def tried(request: HttpRequest, done: str, verb: Callable[[], Any]) -> Any:
    """Carry out a verb and say so, or say why not. What the verb gave; None if it refused."""
    try:
        found = verb()
    except (UserError, ValidationError) as error:
        messages.error(request, said(error))
        return None
    messages.success(request, done)
    return found

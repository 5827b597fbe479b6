"""Programmes begun without anyone thinking of a code for them, and who pays for them."""

import re
from itertools import count

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.core.writing import record, verbs
from banso.registers.models import Organisation, Programme, ProgrammeYear, User
from banso.registers.naming import name_key

PROGRAMME_CODE = re.compile(r"[a-z0-9-]{1,40}")
record_programme_year, correct_programme_year = verbs(ProgrammeYear)


def next_code(year: int) -> str:
    """A code for a programme that nobody gave one: the year it begins in, and a number."""
    taken = set(Programme.objects.filter(code__startswith=f"{year}-").values_list("code", flat=True))
    return next(code for code in (f"{year}-{number:02d}" for number in count(1)) if code not in taken)


@verb
def begin_programme(*, year: int, code: str = "", by: User | None) -> Programme:
    """Begin a programme in a fiscal year, open to all. Raises ValidationError for a code that is taken or badly formed."""
    if code and not PROGRAMME_CODE.fullmatch(code):
        raise ValidationError({"code": "半角の英小文字・数字・ハイフンで、40文字以内にしてください。"})
    return record(Programme, {"code": code or next_code(year), "started_in": year})


@verb
def funder_called(name: str, *, by: User | None) -> Organisation:
    """An organisation of the register by its name, put there where nobody is called so."""
    known = Organisation.objects.filter(name_key=name_key(name)).order_by("-ended_on", "pk").last()
    return known or record(Organisation, {"name": name})

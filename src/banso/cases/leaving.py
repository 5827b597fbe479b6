"""What the office lets out of a walled case (letters, mails, links, exports): each is a disclosure, checked before it goes."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from banso.registers.models import User

from .choices import Item, Way
from .disclosures import Going, about_to_disclose, is_client, is_walled
from .models import Case, Party, To

# What a letter, a mail or a link tells of itself: that there is a case, and, where it names it, whose.
OF_A_LETTER = (Item.EXISTENCE.value, Item.NAME.value)
OF_A_MAIL = (Item.EXISTENCE.value,)


def letting_out(
    case: Case, to: Party | To | None, *, items: Iterable[str] = (), means: str, by: User | None, **more: Any
) -> Going | None:
    """Check that something may leave a case for a party, and take its number; None for a case that is behind no wall.

    Nobody in particular is whose case it is. Raises ValidationError, saying what lacks. Must run in the transaction in which it leaves.
    """
    if not is_walled(case):
        return None
    told = items or OF_A_LETTER
    own = to is None or is_client(case, to)
    who, person = _named(case, to)
    return about_to_disclose(
        case, to=who, items=told, means=means, by=by, client=own, **{"recipient_person": person} | more
    )


def taken_home(case: Case, *, name: str, by: User) -> str:
    """Write down that someone behind the wall takes papers of a case out of the system; what stands at the foot of each page, '' for a case
    behind no wall. Must run in a transaction, before they are made.
    """
    if not is_walled(case):
        return ""
    told = (*OF_A_LETTER, Item.DOCUMENTS.value)
    going = about_to_disclose(case, to=str(by), items=told, means=Way.PRINT, by=by, inside=True, name=name)
    return going.with_document().footer


def why_not_out(case: Case, to: Party | To | None, *, items: Iterable[str] = (), means: str, by: User | None) -> str:
    """Why nothing may leave a case for a party; '' where it may. Nothing is written."""
    try:
        letting_out(case, to, items=items, means=means, by=by)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _named(case: Case, to: Party | To | None) -> tuple[To, str]:
    """Of whom the registers know, and who there takes it."""
    if to is None:
        return case.company or case.person or case.whose or case.title, ""
    if not isinstance(to, Party):
        return to, ""
    return to.who, " ".join(filter(None, [to.title, to.name])) if to.who != to.name else ""

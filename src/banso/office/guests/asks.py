"""What may be asked of someone outside (お願い), declared by the kind of work that asks it.

    ask(
        code="dispatch-report",
        label="訪問の報告",
        about=lambda invitation: str(invitation.case),
        form=lambda invitation, data: ReportForm(data),
        submit=submit_report,      # submit_report(invitation, facts, *, by): a verb; `by` is None when the guest does it
    )

The guest's page, drafts, the code by mail, limits, the log and staff acting on behalf follow. See docs/adding-a-guest-page.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from banso.cases.models import Case
from banso.core.kept import KeptFile

from .models import Invitation


def says_nothing(invitation: Invitation) -> str:
    return ""


def nothing_more(invitation: Invitation) -> dict[str, Any]:
    return {}


def no_files(invitation: Invitation) -> Iterable[KeptFile]:
    return ()


def of_no_case(case: Case) -> Iterable["Offer"]:
    return ()


@dataclass(frozen=True)
class Offer:
    """What may be asked on a case at this moment: its label, the role of the party it is for, and the detail to keep."""

    label: str
    role: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Ask:
    """One thing that is asked of a guest.

    `about` says in the guest's words what it concerns; `names` in a few words for staff what of the label it is, such as the
    step ('' where the label says it). `form` makes the form, without data as it is first shown; without a form
    there is only something to look at: `template`, a fragment shown above the form, filled by `shown`; with `submit` that
    fragment leads to pages of the kind's own, which answer. `files` are those the guest
    may open at this moment (`guest-file`), each look written down by its name. `hinders` says why the
    guest cannot answer just now ('' if they can); staff on behalf are not asked. `again`: it may be answered until its end.
    `noted`: what comes in by the link is told on the first page until a colleague noted it, although it is about no case; `record` is where
    she finds what was answered.
    `page` is the name of an address of its own, where the ask has more than a form (the door's part and the invitation's number
    lead there), and `behalf` that of the same for staff on behalf, by the invitation's number.
    `confidential` asks for a code by mail first; what is about a walled case always does. `permission` is what staff need to ask,
    and to answer on behalf. `offers` are what may be asked on a case now.
    """

    code: str
    label: str
    about: Callable[[Invitation], str]
    permission: str
    form: Callable[[Invitation, Any], BaseForm] | None = None
    submit: Callable[..., Any] | None = None
    template: str = ""
    shown: Callable[[Invitation], dict[str, Any]] = nothing_more
    files: Callable[[Invitation], Iterable[KeptFile]] = no_files
    names: Callable[[Invitation], str] = says_nothing
    hinders: Callable[[Invitation], str] = says_nothing
    button: str = "送る"
    page: str = ""
    behalf: str = ""
    again: bool = False
    confidential: bool = False
    noted: bool = False
    record: Callable[[Invitation], Any] | None = None
    offers: Callable[[Case], Iterable[Offer]] = of_no_case

    def __post_init__(self) -> None:
        if self.form is not None and self.submit is None:
            raise ValueError(f"ask {self.code!r} has a form that nothing takes")


_asks: dict[str, Ask] = {}


def ask(**declaration: Any) -> Ask:
    """Declare an ask. Raises ValueError where its code is taken."""
    declared = Ask(**declaration)
    if declared.code in _asks:
        raise ValueError(f"ask {declared.code!r} is declared twice")
    _asks[declared.code] = declared
    return declared


def ask_of(invitation: Invitation) -> Ask:
    """What an invitation asks."""
    return known(invitation.kind)


def known(code: str) -> Ask:
    """The ask of a code. Raises ValidationError where no kind declares it."""
    if code not in _asks:
        raise ValidationError(f"「{code}」というお願いはありません。")
    return _asks[code]


def all_asks() -> list[Ask]:
    return list(_asks.values())


def offers_on(case: Case, may: Callable[[str], bool]) -> list[tuple[Ask, Offer]]:
    """What may be asked on a case now, by someone with these permissions."""
    return [(one, offer) for one in _asks.values() if may(one.permission) for offer in one.offers(case)]

"""An application that is being filled in: from the draft that was kept, or the version that was sent last, and what would keep it from being sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localdate

from banso.core.numbers import numbers_in
from banso.office.guests.models import Invitation
from banso.office.guests.services import unsent_of
from banso.procedures.terms import values_of

from ..checking import Remark, remarks_on_answers, remarks_on_lines, remarks_on_papers
from ..models import Application, Call, Decision, Enclosure, Filing
from ..money import Values
from ..planning import values_now
from ..sheet_form import complete
from ..summing import SOURCES, basis_for, refuse_mixed, refuse_unequal
from .form import ApplicationForm, typed_answers
from .sending import application_of, call_of, last_filing, open_returns_of
from .telling import Content, content_of, lines_of


@dataclass(frozen=True)
class Begun:
    """An application someone works on: its call and terms, what was sent of it, and what of that came back."""

    invitation: Invitation
    call: Call
    values: Values
    application: Application | None
    filing: Filing | None
    returned: list[Decision]

    @property
    def open_parts(self) -> Collection[str] | None:
        """The parts that may be changed; None for all."""
        return {row.part for row in self.returned} or None

    def form(self, data: Any = None, *, more: int = 0) -> ApplicationForm:
        """Its form with what was typed, or else what was sent last."""
        initial = typed_of(self.filing) if self.filing else {"contact": self.invitation.name}
        lines = self.filing.sheet.lines.count() if self.filing else 0
        return ApplicationForm(
            self.call, self.values, data, open_parts=self.open_parts, initial=initial, lines=lines, more=more
        )

    def draft(self) -> QueryDict | None:
        """What was typed and not sent."""
        kept = unsent_of(self.invitation)
        return kept[0] if kept else None

    def facts(self, form: ApplicationForm, typed: Any) -> dict[str, Any]:
        """What a form that holds gives for sending."""
        facts: dict[str, Any] = {"answers": form.answers(), "lines": form.given_lines(), "money": form.money()}
        return facts | {"drop": self.dropped(typed)}

    def dropped(self, typed: Any) -> list[int]:
        """The numbers of the papers sent before that are to be replaced."""
        said = numbers_in(typed.getlist("drop")) if typed is not None else []
        return [paper["file"] for paper in self.sent_papers() if paper["file"] in said]

    def sent_papers(self) -> list[dict[str, Any]]:
        return list(self.filing.content.get("papers", [])) if self.filing else []

    def enclosures(self) -> list[Enclosure]:
        return list(Enclosure.objects.filter(invitation=self.invitation))

    def content(self, form: ApplicationForm, typed: Any) -> Content:
        """What would be sent."""
        dropped = self.dropped(typed)
        papers: list[Any] = [paper for paper in self.sent_papers() if paper["file"] not in dropped]
        papers += [
            {"title": one.title, "name": one.name, "sha256": one.sha256, "issued_on": one.issued_on}
            for one in self.enclosures()
        ]
        money = form.money() | {"requested": form.sums().asked}
        return Content(self.call, form.answers(), form.given_lines(), money, papers)

    def before(self) -> Content | None:
        return content_of(self.filing) if self.filing else None


def begun(invitation: Invitation) -> Begun:
    """The application that an invitation is about."""
    call, application = call_of(invitation), application_of(invitation)
    values = values_of(application.case) if application else values_now(call, localdate())
    return Begun(invitation, call, values, application, last_filing(application), open_returns_of(application))


def typed_of(filing: Filing) -> dict[str, Any]:
    """What a version that was sent says, as the form takes it."""
    sheet = filing.sheet
    said: dict[str, Any] = typed_answers(filing.content["answers"])
    said |= {name: getattr(sheet, name) or None for name in SOURCES}
    for place, line in enumerate(lines_of(sheet), start=1):
        said[f"line-{place}"] = line | {"category": line["category"].pk}
    return said


def remarks(content: Content, values: Values, on: date) -> list[Remark]:
    """Everything that is asked of an application, in its order."""
    said = (content.answers.get("tax_status") or "", content.answers.get("basis") or "")
    basis = basis_for(*said, values.tax_basis)
    papers = [paper | {"issued_on": _day(paper.get("issued_on"))} for paper in map(dict, content.papers)]
    return [
        *remarks_on_answers(content.answers),
        *remarks_on_lines(content.lines, basis, values, on),
        *remarks_on_papers(papers, values, on),
    ]


def _day(said: Any) -> date | None:
    return date.fromisoformat(said) if isinstance(said, str) else said


def refusals(form: ApplicationForm) -> list[str]:
    """What would keep an application from being sent: each with what mends it."""
    found: list[str] = []
    try:
        refuse_mixed(complete(form.given_lines()), form.basis_now)
        if not form.given_lines():
            found.append("収支予算書の明細を1行以上入れてください。")
        refuse_unequal(form.sums())
    except ValidationError as error:
        found += error.messages
    return found

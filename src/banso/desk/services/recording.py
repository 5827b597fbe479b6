"""Recording a visit from the desk's own screen: whatever it takes, in one transaction, once."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.desk.models import Draft
from banso.desk.models.drafts import DraftKind
from banso.registers.models import Company, User
from banso.registers.naming import name_key
from banso.registers.services import record_company
from banso.work.consultations.models import Consultation, Theme
from banso.work.consultations.services import Countings, follow_up, record_consultation

from .drafts import finish_draft, open_draft
from .recent import note_used


@dataclass(frozen=True)
class NewCompany:
    """A company not on the register yet. `is_another` says that it is not the known one of the same name."""

    facts: dict[str, Any]
    is_another: bool = False


@dataclass(frozen=True)
class VisitFacts:
    """What the screen says of a visit: the consultation's facts, and what else follows from it.

    `answers` are earlier visits of the company whose agreed next step this visit answers.
    """

    consultation: dict[str, Any]
    themes: list[Theme] = field(default_factory=list)
    also_under: Countings = field(default_factory=dict)
    new_company: NewCompany | None = None
    answers: list[Consultation] = field(default_factory=list)


@verb
def record_visit(facts: VisitFacts, *, draft: UUID | None, by: User) -> Consultation:
    """Record a visit, a company met for the first time with it, and end its draft.

    A repeated call with the same draft returns the record made first. Raises ValidationError with nothing written.
    """
    opened: Draft | None = open_draft(DraftKind.CONSULTATION, draft, by=by) if draft else None
    if opened and opened.finished_as:
        return Consultation.objects.get(pk=opened.finished_as)
    consultation = dict(facts.consultation)
    if facts.new_company:
        consultation["company"] = _register(facts.new_company, by)
    visit = record_consultation(themes=facts.themes, also_under=facts.also_under, by=by, **consultation)
    for promise in facts.answers:
        follow_up(promise, on=max(visit.held_on, promise.held_on), by=by)
    if opened:
        finish_draft(opened, visit.pk)
    if visit.company:
        note_used(visit.company, by=by)
    return visit


def _register(new: NewCompany, by: User) -> Company:
    name = new.facts["name"]
    if not new.is_another:
        known = Company.objects.filter(name_key=name_key(name)).first()
        if known:
            raise ValidationError(
                {
                    "new_name": f"「{known}」がすでに登録されています。その企業なら検索欄で選んでください。"
                    "同じ名前の別の企業なら「別の企業として登録する」に印を付けてください。"
                }
            )
    try:
        return record_company(by=by, **new.facts)
    except ValidationError as error:
        raise ValidationError({f"new_{field}": said for field, said in error.message_dict.items()}) from error

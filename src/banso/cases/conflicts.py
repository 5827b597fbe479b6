"""利害関係の確認: whom a case concerns against the unit's own cases, the ties of staff, and, without being told anything, other walls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from banso.core.text import clean_texts
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import Staff, User
from banso.registers.naming import name_key

from .models import Answer, Case, ConflictNotice, ConflictQuestion, StaffTie, TieDeclaration
from .models.recipients import LINKS
from .teams import keeps

# What whoever asks is told, whatever there is: word for word the same, and by the same work.
TURN_TO_THE_KEEPER = "ほかの部署の守秘の案件との重なりは、ここには表示されません。責任者に照会してください。"
MOST_NAMES = 50


@verb
def ask_conflicts(case: Case, *, names: Iterable[str] = (), by: User | None) -> ConflictQuestion:
    """Ask whether those whom a case concerns are known elsewhere in the house: its company, its parties, and further names.

    The keeper of each other unit is told where that unit has such a case; the keeper of one's own sees the question. Raises
    ValidationError where there is nobody to ask about.
    """
    subjects = _subjects(case, [text for name in names if (text := str(clean_texts(name)).strip())])
    if not any(subjects.values()):
        raise ValidationError({"names": "照会する相手がありません。企業・関係者を登録するか、名前を入れてください。"})
    if len(subjects["names"]) > MOST_NAMES:
        raise ValidationError({"names": f"名前は{MOST_NAMES}までにしてください。"})
    return record(ConflictQuestion, {"case": case, "asked_by": by, "subjects": subjects})


def _subjects(case: Case, typed: list[str]) -> dict[str, list[Any]]:
    parties = list(case.parties.filter(ended_on=None).select_related("company", "organisation"))
    companies = [case.company_id, *(party.company_id for party in parties)]
    people = [case.person_id, *(party.person_id for party in parties)]
    names = [str(case.company or case.person or ""), *(party.name for party in parties), *typed]
    names += [str(one) for party in parties for one in (party.company, party.organisation) if one]
    return {
        "companies": sorted({key for key in companies if key}),
        "people": sorted({key for key in people if key}),
        "organisations": sorted({party.organisation_id for party in parties if party.organisation_id}),
        "names": list(dict.fromkeys(name for name in names if name)),
        "keys": sorted({key for name in names if name and (key := name_key(name))}),
    }


@verb
def settle(row: ConflictQuestion | ConflictNotice, *, settlement: str, on: date | None = None, by: User | None) -> Any:
    """Put down what a keeper found out. Raises ValidationError by anyone else, and without a word."""
    programme = row.programme if isinstance(row, ConflictNotice) else row.case.programme
    if by is not None and not keeps(by, programme):
        raise ValidationError("責任者だけが登録できます。")
    if not settlement.strip():
        raise ValidationError({"settlement": "確認した結果を入れてください。"})
    return correct(row, {"settled_on": on or localdate(), "settlement": settlement})


@dataclass(frozen=True)
class Found:
    """What of a question is told to somebody: cases of what they see, and, to the keeper, staff who are tied to someone asked about."""

    cases: list[Case]
    ties: list[StaffTie]


def found_by(question: ConflictQuestion) -> Found:
    """The cases and ties that touch a question, as far as the database shows them to who acts."""
    asked = question.subjects
    companies, people, names, keys = (asked.get(name, []) for name in ("companies", "people", "names", "keys"))
    of_case = Q(company__in=companies) | Q(person__in=people) | Q(company__name_key__in=keys)
    of_party = Q(parties__company__in=companies) | Q(parties__person__in=people) | Q(parties__name__in=names)
    behind = Case.objects.filter(programme__walled_to__isnull=False).exclude(pk=question.case_id)
    cases = behind.filter(of_case | of_party).select_related("programme", "company", "person").distinct()
    to = Q(company__in=companies) | Q(person__in=people) | Q(organisation__in=asked.get("organisations", []))
    ties = StaffTie.objects.filter(to | Q(recipient_name__in=names), Q(until=None) | Q(until__gte=localdate()))
    return Found(list(cases.order_by("-opened_on")), list(ties.select_related("staff", *LINKS)))


@verb
def declare_tie(case: Case, *, answer: str, note: str = "", by: User) -> TieDeclaration:
    """Say of a case whether anything ties oneself to whom it concerns; 「ある」 keeps oneself out of it from now on.

    Raises ValidationError for a login that is no member of staff, and for a tie without a word on it.
    """
    staff = Staff.objects.filter(user=by, ended_on=None).first()
    if staff is None:
        raise ValidationError("職員として登録されている人だけが申告できます。")
    if answer == Answer.YES and not note.strip():
        raise ValidationError({"note": "どのような関係かを入れてください。責任者だけが見ます。"})
    return record(TieDeclaration, {"case": case, "staff": staff, "answer": answer, "note": note.strip()})


@verb
def lift_declaration(declaration: TieDeclaration, *, by: User | None) -> TieDeclaration:
    """Let someone who declared a tie into the case all the same. By its keeper."""
    return correct(declaration, {"lifted_on": localdate()})


@verb
def note_tie(*, staff: Staff, by: User | None, **facts: Any) -> StaffTie:
    """Put down what ties a member of staff to someone outside. By herself or by a keeper."""
    return record(StaffTie, {"staff": staff} | facts)


@verb
def correct_tie(tie: StaffTie, *, by: User | None, **facts: Any) -> StaffTie:
    """Put a tie right, or end it."""
    return correct(tie, facts)

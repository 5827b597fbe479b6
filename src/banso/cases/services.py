"""Opening a case, putting its facts right, giving it to another, and moving a staged one on."""

from collections.abc import Callable
from datetime import date
from secrets import randbelow
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from banso.core.fiscal import short_fiscal_year
from banso.core.series import take_number, take_numbers
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import Company, Person, Programme, ProgrammeYear, Staff, User

from .models import Case, Naming, Party, Stage, StageEntry, Step, StepQuerySet, Terms, Watch
from .models.case import STAGED

S = TypeVar("S", bound=Step)

OF_CASE = (
    "programme",
    "company",
    "person",
    "opened_on",
    "keeper",
    "summary",
)  # what of a case is asked for when it begins

record_stage, correct_stage = verbs(Stage)
Guard = Callable[[Case, dict[str, Any]], None]
_guards: dict[str, Guard] = {}


def guards_case(procedure: str) -> Callable[[Guard], Guard]:
    """Declare what a kind asks of its case's facts before they are put right; it raises ValidationError, field by field: a decorator."""

    def declare(guard: Guard) -> Guard:
        _guards[procedure] = guard
        return guard

    return declare


@verb
def open_case(*, by: User | None, **facts: Any) -> Case:
    """Open a case under the terms now in force, with the next number of its unit. Raises ValidationError, field by field."""
    case = record(Case, facts)
    return correct(case, {"number": _next_number(case), "terms": terms_for(case)})


@verb
def correct_case(case: Case, *, by: User | None, **facts: Any) -> Case:
    """Put a case's facts right; its steps stay. Raises ValidationError for an acceptance after a step already taken, and for what its kind cannot
    agree to (a grant in another programme than its call's).
    """
    if guard := _guards.get(case.procedure):
        guard(case, facts)
    _stays_behind_its_wall(case, facts.get("programme", case.programme))
    opened_on = facts.get("opened_on", case.opened_on)
    standing = case.standing
    if standing.step and opened_on > standing.since:
        raise ValidationError({"opened_on": "受付日が、すでに登録されている段階の日付より後になります。"})
    return correct(case, facts)


def _stays_behind_its_wall(case: Case, programme: Programme) -> None:
    """Raises ValidationError for a programme in the open, of a case that is or was closed to a team or kept from somebody."""
    if programme.walled_to_id is None and (case.enclosures.exists() or case.exclusions.exists()):
        said = f"この案件は見られる人を限っているため、守秘でない「{programme}」へは移せません。"
        raise ValidationError({"programme": said})


@verb
def hand_over_case(case: Case, *, to: Staff, reason: str = "", by: User | None) -> Case:
    """Give a case to another keeper; the trail keeps who kept it before. Raises ValidationError for one who has left."""
    if to.ended_on:
        raise ValidationError({"keeper": f"{to}は在籍していません。在籍中の職員を選んでください。"})
    return correct(case, {"keeper": to})


@verb
def watch_case(case: Case, *, by: User) -> Watch:
    """Have a case among one's own although another keeps it."""
    return Watch.objects.filter(case=case, user=by).first() or record(Watch, {"case": case, "user": by})


@verb
def unwatch_case(case: Case, *, by: User) -> None:
    """End watching a case."""
    Watch.objects.filter(case=case, user=by).delete()


@verb
def add_party(case: Case, *, by: User | None, **facts: Any) -> Party:
    """Note someone outside who has a part in a case. Raises ValidationError, field by field."""
    return record(Party, {"case": case} | facts)


@verb
def correct_party(party: Party, *, by: User | None, **facts: Any) -> Party:
    """Put right how a party is called or reached, or end its part."""
    return correct(party, facts)


@verb
def name_company(
    case: Case,
    *,
    on: date,
    company: Company | None = None,
    person: Person | None = None,
    source: str = "",
    by: User | None,
) -> Naming:
    """Put down whose case it is that began unnamed (持込元と仮の呼び名だけ): from a day on it is this company's or person's.

    Raises ValidationError where it is someone's already, for nobody, and for a day before it was opened.
    """
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.company_id or case.person_id:
        raise ValidationError(
            {"company": "この案件の企業・個人は、すでに分かっています。誤りは「案件の内容を直す」で直してください。"}
        )
    if company is None and person is None:
        raise ValidationError({"company": "企業か個人を選んでください。"})
    if on < case.opened_on:
        raise ValidationError({"named_on": "案件の受付日より前の日付です。日付を確かめてください。"})
    naming = record(
        Naming, {"case": case, "named_on": on, "alias": case.whose or case.title[:60], "source": source, "by": by}
    )
    correct(case, {"company": company, "person": person})
    return naming


def terms_for(case: Case) -> Terms | None:
    """The terms in force for a case accepted today: the latest version of its programme, procedure and fiscal year."""
    found = Terms.objects.filter(programme=case.programme_id, procedure=case.procedure, fiscal_year=case.fiscal_year)
    return found.order_by("-version").first()


def take_step(model: type[S], case: Case, **facts: Any) -> S:
    """Write a step's row with the round it is: how many times this step has been taken, and one.

    Not a verb: a kind's own verb guards, then calls it. `same` are the facts by which two rows are the same step.
    """
    same = facts.pop("same")
    steps: StepQuerySet = model._default_manager.all()  # type: ignore[assignment]
    earlier = steps.in_force().filter(case=case, **same).count()
    return record(model, {"case": case, "round": earlier + 1} | same | facts)


@verb
def take_back_step(step: S, *, reason: str, by: User | None) -> S:
    """Answer a step taken by mistake with a row that takes it back. Raises ValidationError where it was answered already, and for the stage of a
    worked case, which goes with its step.
    """
    if isinstance(step, StageEntry):
        refuse_by_hand(step.case)
    return record(type(step), _facts_of(step) | {"replaces": step, "withdrawn": True, "note": reason})


@verb
def replace_step(step: S, *, by: User | None, **facts: Any) -> S:
    """Answer a step whose facts were wrong with one that says them right, to which belongs what belonged to the first.

    Raises ValidationError, field by field.
    """
    answer = record(type(step), _facts_of(step) | facts | {"replaces": step})
    for link in type(step)._meta.related_objects:
        kind, name = link.related_model, link.field.name
        if name != "replaces" and not hasattr(kind, "pgh_tracked_model"):
            kind._base_manager.filter(**{name: step}).update(**{name: answer})
    return answer


def _facts_of(step: Step) -> dict[str, Any]:
    own = ("id", "created_at", "updated_at", "fiscal_year", "replaces", "withdrawn")
    return {field.name: getattr(step, field.name) for field in step._meta.concrete_fields if field.name not in own}


@verb
def enter_stage(case: Case, stage: Stage, *, on: date, note: str = "", by: User | None) -> StageEntry:
    """Move a staged case into a stage; it may enter one again.

    Raises ValidationError for a stage of another programme, a second entry on the same day, a day before the case was
    opened or after today, or a way back from a later stage.
    """
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if stage.programme_id != case.programme_id:
        raise ValidationError({"stage": "この案件の事業にない段階です。一覧から選び直してください。"})
    refuse_by_hand(case)
    if StageEntry.objects.in_force().filter(case=case, stage=stage, taken_on=on).exists():
        raise ValidationError({"stage": "この案件は同じ日にすでにその段階に入っています。"})
    return take_step(StageEntry, case, same={"stage": stage}, taken_on=on, note=note)


@verb
def correct_entry(entry: StageEntry, *, by: User | None, **facts: Any) -> StageEntry:
    """Put an entry right by a row that replaces it. Raises ValidationError for another case: that is an entry of its own, and for one that a
    step of a worked case brought with it.
    """
    refuse_by_hand(entry.case)
    if facts.pop("case", entry.case) != entry.case:
        raise ValidationError({"case": "案件は変えられません。この段階を取り消し、正しい案件に登録し直してください。"})
    if all(getattr(entry, name) == value for name, value in facts.items()):
        return entry
    answered: StageEntry = replace_step(entry, by=by, **facts)
    return answered


def refuse_by_hand(case: Case) -> None:
    """Raises ValidationError for a case whose kind is worked by steps: its stages are entered with them, never by hand."""
    if case.procedure != STAGED:
        raise ValidationError({"case": "この案件は手続で進めます。案件の画面から次の手続を選んでください。"})


def _next_number(case: Case) -> str:
    """The next number of the unit's own series in the year of acceptance, such as 総支R5-0012. A walled unit's series is its own."""
    year = ProgrammeYear.objects.filter(programme=case.programme_id, fiscal_year=case.fiscal_year)
    unit = case.programme.walled_to or getattr(year.select_related("unit").first(), "unit", None)
    name = f"case:{unit.code}" if unit else "case"
    take = _take_skipping if case.programme.walled_to_id else take_number
    return f"{unit.symbol if unit else ''}{short_fiscal_year(case.fiscal_year)}-{take(name, case.fiscal_year):04d}"


def _take_skipping(series: str, fiscal_year: int) -> int:
    """The next number of a series, some left out by chance: a missing one does not tell a colleague of a case that is kept from her."""
    skipped = 0
    while randbelow(2):
        skipped += 1
    return take_numbers(series, fiscal_year, skipped + 1) + skipped

"""A step that waits for a decision: drafted as it was shown, and taken by the last seal exactly so.

One draft takes it for one case, or for a round of them (一括の起案) at once: all of them, or none.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.timezone import localdate

from banso.cases.models import Case, Step
from banso.core.bulk import revived
from banso.core.merging import plain
from banso.office.approvals.choices import State as DraftState
from banso.office.approvals.matters import Shown, matter
from banso.office.approvals.models import Draft
from banso.office.approvals.services import resubmit, submit_draft
from banso.registers.models import User

from .declaring import Procedure, StepKind, get_procedure
from .offering import state_of, states_of
from .taking import as_written, in_words, preview, take_decided
from .terms import approval_of

STEP, ROUND = "procedures.step", "procedures.round"
LEAST, MOST = 2, 100  # cases of one round

Rows = Sequence[tuple[Case, dict[str, Any]]]


def waiting_steps(case: Case) -> list[str]:
    """The steps of a case that stand in a draft not decided yet."""
    return list(waiting_drafts(case).values_list("versions__payload__step", flat=True))


def waiting_drafts(case: Case) -> Any:
    """The drafts of a case's steps that are not decided yet."""
    return Draft.objects.about(case).filter(matter__in=(STEP, ROUND), outcome__state=DraftState.OPEN)


def waiting_cases(step: StepKind) -> set[int]:
    """The cases, by key, for which a draft of this step is not decided yet."""
    standing = Draft.objects.filter(matter__in=(STEP, ROUND), outcome__state=DraftState.OPEN)
    pairs = standing.filter(versions__payload__step=step.code).values_list("case", "covered__case")
    return {pk for pair in pairs for pk in pair if pk}


def returned_draft(case: Case, step: StepKind, user: User) -> Draft | None:
    """A user's own draft of a step that came back to be put right."""
    back = Draft.objects.filter(outcome__state__in=(DraftState.RETURNED, DraftState.TAKEN_BACK), drafter__user=user)
    return back.filter(case=case, matter=STEP, versions__payload__step=step.code).order_by("-pk").first()


def drafted_facts(declared: Procedure, draft: Draft) -> dict[str, Any]:
    """The facts a draft of one step held last."""
    last = draft.versions.order_by("-round").first()
    assert last is not None
    return _facts(declared, last.payload["facts"])


def propose_step(
    case: Case,
    step: StepKind,
    facts: dict[str, Any],
    *,
    body: str = "",
    restrictions: list[str] | None = None,
    by: User,
) -> Draft:
    """Draft a step for decision. Its day is that of the decision, whatever was typed. Raises ValidationError, field by field.

    One's own draft of the step that came back goes on as its next version; where its amount or way would be another, a new
    one quotes it.
    """
    declared, kind = _declared(case), approval_of(case, step)
    if step.code in waiting_steps(case):
        raise ValidationError(f"「{step.label}」は、すでに決裁を待っています。")
    amount = _amount(declared, step, [(case, facts)])
    payload = {"step": step.code, "facts": _carried(facts)}
    body = body.strip() or f"次のとおり{step.label}としてよろしいか伺います。"
    back = returned_draft(case, step, by)
    if back and (back.kind, back.amount, set(back.restrictions)) == (kind, amount, set(restrictions or [])):
        return resubmit(back, body=body, payload=payload, by=by)
    title = f"{declared.label} {case.whose} {step.label}について(伺い)"
    said: dict[str, Any] = {
        "kind": kind,
        "title": title[:120],
        "body": body,
        "amount": amount,
        "matter": STEP,
        "payload": payload,
    }
    return submit_draft(**said, case=case, restrictions=restrictions, quotes=back, by=by)


def propose_round(
    rows: Rows, step: StepKind, *, body: str = "", restrictions: list[str] | None = None, by: User
) -> Draft:
    """Draft a step for many cases of one programme at once; the amount decided is that of all. Raises ValidationError by name."""
    if not LEAST <= len(rows) <= MOST:
        raise ValidationError(f"まとめて起案する案件を、{LEAST}件から{MOST}件まで選んでください。")
    case = rows[0][0]
    declared, kind = _declared(case), approval_of(case, step)
    for other, _ in rows:
        if other.procedure != case.procedure or approval_of(other, step) != kind:
            raise ValidationError(f"「{other}」は決裁の区分が違うので、一つの起案にまとめられません。")
        if step.code in waiting_steps(other):
            raise ValidationError(f"「{other}」の{step.label}は、すでに決裁を待っています。")
    amount = _amount(declared, step, rows)
    payload = {"step": step.code, "rows": [{"case": one.pk, "facts": _carried(facts)} for one, facts in rows]}
    return submit_draft(
        kind=kind,
        title=f"{declared.label} {case.programme} {step.label}について(伺い){len(rows)}件"[:120],
        body=body.strip() or f"次の{len(rows)}件を{step.label}としてよろしいか伺います。",
        amount=amount,
        matter=ROUND,
        payload=payload,
        case=case,
        covers=[one for one, _ in rows],
        restrictions=restrictions,
        by=by,
    )


def _carried(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in facts.items() if name != "taken_on"}


def _facts(declared: Procedure, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts a draft holds, as its step's columns take them, with today as the day."""
    model: type[models.Model] = declared.steps
    return {name: revived(model, name, value) for name, value in facts.items()} | {"taken_on": localdate()}


def _show(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    assert draft.case is not None
    declared = _declared(draft.case)
    taken = [row.pk for row in state_of(declared, draft.case).taken]
    facts = _facts(declared, payload["facts"])
    _still_hers(draft, declared.step_kinds[payload["step"]], [(draft.case, facts)])
    look = preview(draft.case, payload["step"], facts, by=by)
    return Shown(_without_the_day(declared, look.lines), taken, [look.written])


def _still_hers(draft: Draft, step: StepKind, rows: Rows) -> None:
    """Raise ValidationError where the table of 専決 would now be asked for another kind or amount than the draft says it is."""
    declared, kind = _declared(rows[0][0]), approval_of(rows[0][0], step)
    if (kind, _amount(declared, step, rows)) != (draft.kind, draft.amount):
        raise ValidationError("決裁の区分か金額が、起案と違っています。差し戻して、起案し直してもらってください。")


def _amount(declared: Procedure, step: StepKind, rows: Rows) -> int:
    """What a step comes to for these cases together, as the table of 専決 is asked."""
    return sum(step.amount(declared.root_of(case), facts) for case, facts in rows) if step.amount else 0


def _execute(draft: Draft, payload: dict[str, Any], by: Any) -> Any:
    assert draft.case is not None
    return take_decided(draft.case, payload["step"], _facts(_declared(draft.case), payload["facts"]), by=by)


def _show_round(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    """Done for all, one after the other, and taken back: so what one case leaves to the next counts too."""
    assert draft.case is not None
    declared = _declared(draft.case)
    cases = _cases(payload)
    world = [[row.pk for row in state.taken] for state in states_of(declared, cases)]
    facts = [_facts(declared, row["facts"]) for row in payload["rows"]]
    _still_hers(draft, declared.step_kinds[payload["step"]], [*zip(cases, facts, strict=True)])
    with transaction.atomic():
        taken = _execute_round(draft, payload, by)
        said = [_without_the_day(declared, in_words(row)) for row in taken]
        written = [as_written(row) for row in taken]
        transaction.set_rollback(True)
    lines = [
        (f"{row.case.number} {row.case.whose}".strip(), "、".join(f"{label} {text}" for label, text in one))
        for row, one in zip(taken, said, strict=True)
    ]
    return Shown(lines, world, written)


def _execute_round(draft: Draft, payload: dict[str, Any], by: Any) -> list[Step]:
    """Each case's step; ValidationError that names the first case where it cannot be taken, and then none is."""
    assert draft.case is not None
    declared, taken = _declared(draft.case), []
    for case, row in zip(_cases(payload), payload["rows"], strict=True):
        try:
            taken.append(take_decided(case, payload["step"], _facts(declared, row["facts"]), by=by))
        except ValidationError as refused:
            raise ValidationError(f"「{case}」: {''.join(refused.messages)}") from refused
    return taken


def _cases(payload: dict[str, Any]) -> list[Case]:
    numbers = [row["case"] for row in payload["rows"]]
    found = Case.objects.select_related("programme", "company", "person", "terms").in_bulk(numbers)
    if len(found) < len(numbers):
        raise ValidationError("起案にある案件の一部が見つかりません。差し戻して、起案し直してください。")
    return [found[number] for number in numbers]


def _without_the_day(declared: Procedure, lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    day = str(declared.steps._meta.get_field("taken_on").verbose_name)
    return [line for line in lines if line[0] != day]


def _declared(case: Case) -> Procedure:
    declared = get_procedure(case.procedure)
    assert declared is not None
    return declared


matter(code=STEP, label="案件の手続", show=_show, execute=_execute)
matter(code=ROUND, label="案件の手続(一括)", show=_show_round, execute=_execute_round)

"""A step that waits for a decision: drafted as it was shown, and taken by the last seal exactly so.

One draft takes it for one case, or for a round of them (一括の起案) at once: all of them, or none.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from banso.cases.models import Case, Step
from banso.core.bulk import revived
from banso.core.merging import plain
from banso.office.approvals.choices import State as DraftState
from banso.office.approvals.errands import told
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
Taken = tuple[Case, StepKind, dict[str, Any]]


def waiting_steps(case: Case) -> list[str]:
    """The steps of a case that stand in a draft not decided yet."""
    said = waiting_drafts(case).values_list("versions__payload", flat=True)
    return [code for payload in said for code in (payload.get("steps") or [payload["step"]])]


def waiting_drafts(case: Case) -> Any:
    """The drafts of a case's steps that are not decided yet."""
    return Draft.objects.about(case).filter(matter__in=(STEP, ROUND), outcome__state=DraftState.OPEN)


def waiting_cases(step: StepKind) -> set[int]:
    """The cases, by key, for which a draft of this step is not decided yet."""
    standing = Draft.objects.filter(matter__in=(STEP, ROUND), outcome__state=DraftState.OPEN)
    of_it = Q(versions__payload__step=step.code) | Q(versions__payload__steps__contains=step.code)
    pairs = standing.filter(of_it).values_list("case", "covered__case")
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
    amount = _amount(declared, [(case, step, facts)])
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
    return propose_each([(case, step, facts) for case, facts in rows], body=body, restrictions=restrictions, by=by)


def propose_each(
    rows: Sequence[Taken], *, title: str = "", body: str = "", restrictions: list[str] | None = None, by: User
) -> Draft:
    """Draft for each of many cases of one programme the step it is to take, decided at once by the table of 専決 for the amount of all.

    Steps that the terms have not decided go along. Raises ValidationError by name, also where no step needs a decision.
    """
    case, step, _ = rows[0]
    declared, kinds = _declared(case), {approval_of(one, its): one for one, its, _ in rows}
    kinds.pop("", None)
    if not kinds:
        raise ValidationError(f"「{step.label}」は決裁が要らないので、案件ごとに登録してください。")
    if len(kinds) > 1:
        other = list(kinds.values())[-1]
        raise ValidationError(f"「{other}」は決裁の区分が違うので、一つの起案にまとめられません。")
    waiting = {its.code: waiting_cases(its) for its in {its.code: its for _, its, _ in rows}.values()}
    for other, its, _ in rows:
        if other.procedure != case.procedure:
            raise ValidationError(f"「{other}」は別の種類の手続なので、一つの起案にまとめられません。")
        if other.pk in waiting[its.code]:
            raise ValidationError(f"「{other}」の{its.label}は、すでに決裁を待っています。")
    steps = list(waiting)
    said = [{"case": one.pk, "step": its.code, "facts": _carried(facts)} for one, its, facts in rows]
    what = "・".join(declared.step_kinds[code].label for code in steps)
    title = title or f"{declared.label} {case.programme} {what}について(伺い){len(rows)}件"
    return submit_draft(
        kind=next(iter(kinds)),
        title=title[:120],
        body=body.strip() or f"次の{len(rows)}件を{what}としてよろしいか伺います。",
        amount=_amount(declared, rows),
        matter=ROUND,
        payload={"step": steps[0] if len(steps) == 1 else "", "steps": steps, "rows": said},
        case=case,
        covers=[one for one, _, _ in rows],
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
    _still_hers(draft, [(draft.case, declared.step_kinds[payload["step"]], facts)])
    look = preview(draft.case, payload["step"], facts, by=by)
    return Shown(_without_the_day(declared, look.lines), taken, [look.written])


def _still_hers(draft: Draft, rows: Sequence[Taken]) -> None:
    """Raise ValidationError where the table of 専決 would now be asked for another kind or amount than the draft says it is."""
    declared, kinds = _declared(rows[0][0]), {approval_of(case, step) for case, step, _ in rows} - {""}
    if (kinds, _amount(declared, rows)) != ({draft.kind}, draft.amount):
        raise ValidationError("決裁の区分か金額が、起案と違っています。差し戻して、起案し直してもらってください。")


def _amount(declared: Procedure, rows: Sequence[Taken]) -> int:
    """What steps come to for these cases together, as the table of 専決 is asked."""
    return sum(step.amount(declared.root_of(case), facts) if step.amount else 0 for case, step, facts in rows)


def _execute(draft: Draft, payload: dict[str, Any], by: Any) -> Any:
    assert draft.case is not None
    return take_decided(draft.case, payload["step"], _facts(_declared(draft.case), payload["facts"]), by=by)


def _show_round(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    """Done for all, one after the other, and taken back: so what one case leaves to the next counts too."""
    with transaction.atomic():
        shown, _ = _carry_round(draft, payload, by)
        transaction.set_rollback(True)
    return shown


def _carry_round(draft: Draft, payload: dict[str, Any], by: Any) -> tuple[Shown, list[Step]]:
    """Take each case's step, and say what was written. A round of a thousand is not done a second time only to be looked at."""
    assert draft.case is not None
    declared = _declared(draft.case)
    rows = _rows(declared, payload)
    world = [[row.pk for row in state.taken] for state in states_of(declared, [case for case, _, _ in rows])]
    _still_hers(draft, rows)
    taken = _take_each(rows, by)
    mixed, lines = len({step.code for _, step, _ in rows}) > 1, []
    for (case, step, _), row in zip(rows, taken, strict=True):
        said = [f"{label} {text}" for label, text in _without_the_day(declared, in_words(row))]
        lines.append(
            (f"{case.number} {case.whose}".strip(), "、".join(said) or step.label if mixed else "、".join(said))
        )
    return Shown(lines, world, [as_written(row) for row in taken]), taken


def _execute_round(draft: Draft, payload: dict[str, Any], by: Any) -> list[Step]:
    assert draft.case is not None
    return _take_each(_rows(_declared(draft.case), payload), by)


def _take_each(rows: Sequence[Taken], by: Any) -> list[Step]:
    """Each case's step; ValidationError that names the first case where it cannot be taken, and then none is."""
    taken = []
    for case, step, facts in rows:
        try:
            taken.append(take_decided(case, step.code, facts, by=by))
        except ValidationError as refused:
            raise ValidationError(f"「{case}」: {''.join(refused.messages)}") from refused
        told(len(taken))
    return taken


def _rows(declared: Procedure, payload: dict[str, Any]) -> list[Taken]:
    """The cases of a round with their steps. A draft from before each row said its own has one step for all."""
    kinds, said = declared.step_kinds, payload["rows"]
    steps = [kinds[row.get("step") or payload["step"]] for row in said]
    facts = [_facts(declared, row["facts"]) for row in said]
    return list(zip(_cases(declared, payload), steps, facts, strict=True))


def _cases(declared: Procedure, payload: dict[str, Any]) -> list[Case]:
    numbers = [row["case"] for row in payload["rows"]]
    found = Case.objects.select_related("programme", "company", "person", "terms", *declared.along).in_bulk(numbers)
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
matter(code=ROUND, label="案件の手続(一括)", show=_show_round, execute=_execute_round, carry=_carry_round)

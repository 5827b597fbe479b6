"""What people do about reviews. Everything is checked here, so that a screen, a reviewer's link and a list obey the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import correct, hold, record, verbs
from banso.registers.models import User

from .choices import Answer, Result, Seat
from .joining import carried_out_at
from .models import Assignment, Candidate, Criterion, Declaration, Outcome, Panel, Reviewer, Ruling, Score, Scoresheet
from .ranking import Line
from .standing import Standing, barred_by, declared

SCORED = "採点が始まったので、審査の決まりは変えられません。新しい審査会を作ってください。"
DECIDED = "この審査会の結果はすでに決まっています。採点や申告は、もう受け付けません。"

ELSEWHERE = "この審査会の案件は、採否を決裁して手続で進めます。辞退と補欠の採択は、案件の画面で登録してください。"
record_panel, _ = verbs(Panel)
record_reviewer, _ = verbs(Reviewer)


@verb
def correct_panel(panel: Panel, *, by: User | None, **facts: Any) -> Panel:
    """Put a panel right. Raises ValidationError for another programme or another way of judging once it is under way."""
    held = hold(Panel.objects.filter(pk=panel.pk))
    if facts.get("programme", held.programme) != held.programme and held.candidates.exists():
        raise ValidationError({"programme": "対象の案件がある審査会の事業は変えられません。"})
    rules = ("method", "total_floor")
    changed = [name for name in rules if facts.get(name, getattr(held, name)) != getattr(held, name)]
    if changed and _scored(held):
        raise ValidationError({changed[0]: SCORED})
    return correct(held, facts)


@verb
def record_criterion(*, by: User | None, **facts: Any) -> Criterion:
    """A new criterion. Raises ValidationError once points were given."""
    _before_points(facts["panel"])
    return record(Criterion, facts)


@verb
def copy_criteria(panel: Panel, source: Panel, *, by: User | None) -> int:
    """Judge by what another panel judged by; how many criteria. Raises ValidationError where this one has some already, or that none."""
    _before_points(panel)
    if panel.criteria.exists():
        raise ValidationError("審査項目がすでにあります。写せるのは、まだ1つもないときだけです。")
    copied = ("place", "name", "description", "points", "mean_floor", "above_floor", "each_floor", "bonus")
    rows = list(source.criteria.values(*copied))
    if not rows:
        raise ValidationError(f"「{source}」には審査項目がありません。")
    return len([record(Criterion, {"panel": panel, **facts}) for facts in rows])


@verb
def correct_criterion(criterion: Criterion, *, by: User | None, **facts: Any) -> Criterion:
    """Put a criterion right. Raises ValidationError once points were given, or for another panel."""
    _same("panel", criterion, facts)
    _before_points(criterion.panel)
    return correct(criterion, facts)


@verb
def correct_reviewer(reviewer: Reviewer, *, by: User | None, **facts: Any) -> Reviewer:
    """Put a reviewer right. Raises ValidationError for another panel."""
    _same("panel", reviewer, facts)
    return correct(reviewer, facts)


@verb
def record_candidate(*, by: User | None, **facts: Any) -> Candidate:
    """A case comes before a panel. Raises ValidationError for one of another programme, or once results were decided."""
    _undecided(facts["panel"])
    return record(Candidate, facts)


@verb
def correct_candidate(candidate: Candidate, *, by: User | None, **facts: Any) -> Candidate:
    """Put a candidate right. Raises ValidationError for another panel or case, or once results were decided."""
    _same("panel", candidate, facts)
    _same("case", candidate, facts)
    _undecided(candidate.panel)
    return correct(candidate, facts)


@verb
def add_candidates(panel: Panel, asked: Iterable[tuple[Case, int | None]], *, by: User | None) -> list[Candidate]:
    """Cases come before a panel in this order, after those there are, each with the amount it asks for."""
    _undecided(panel)
    given, last = list(asked), panel.candidates.order_by("-place").values_list("place", flat=True).first() or 0
    there = set(panel.candidates.values_list("case", flat=True))
    for case, _ in given:
        if case.programme_id != panel.programme_id:
            raise ValidationError(f"「{case}」は「{panel.programme}」の案件ではありません。")
        if case.pk in there:
            raise ValidationError(f"「{case}」は、すでにこの審査会の対象です。")
        there.add(case.pk)
    rows = [
        Candidate(panel=panel, case=case, place=place, asked=amount)
        for place, (case, amount) in enumerate(given, last + 1)
    ]
    return Candidate.objects.bulk_create(rows)  # a round may have a thousand; the database holds each to its programme


@verb
def put_through(panel: Panel, source: Panel, *, by: User | None) -> list[Candidate]:
    """What passed an earlier panel of the programme (一次審査) comes before this one, with what it asks for.

    Raises ValidationError where nothing passed, or all of it is here already.
    """
    if source.programme_id != panel.programme_id:
        raise ValidationError(f"「{source}」は別の事業の審査会です。")
    there = set(panel.candidates.values_list("case", flat=True))
    standing = Standing(source)
    passed = {key for key, made in standing.outcomes.items() if made.result == Result.ADOPTED}
    rows = [(one.case, one.asked) for one in standing.candidates if one.pk in passed and one.case_id not in there]
    if not rows:
        raise ValidationError(f"「{source}」を通過し、まだ対象になっていない案件はありません。")
    return add_candidates(panel, rows, by=by)


def _scored(panel: Panel) -> bool:
    return Scoresheet.objects.filter(assignment__reviewer__panel=panel).exists()


def _before_points(panel: Panel) -> None:
    hold(Panel.objects.filter(pk=panel.pk), no_key=True)
    if _scored(panel):
        raise ValidationError(SCORED)


def _undecided(panel: Panel) -> None:
    """Whoever gives points and whoever decides results wait for each other at the panel."""
    hold(Panel.objects.filter(pk=panel.pk), no_key=True)
    if Outcome.objects.filter(candidate__panel=panel).exists():
        raise ValidationError(DECIDED)


def _same(name: str, row: Any, facts: dict[str, Any]) -> None:
    if facts.get(name, getattr(row, name)) != getattr(row, name):
        label = row._meta.get_field(name).verbose_name
        raise ValidationError({name: f"{label}は変えられません。別に登録し直してください。"})


@verb
def assign(panel: Panel, pairs: Iterable[tuple[Reviewer, Candidate]], *, by: User | None) -> int:
    """Have exactly these reviewers judge these candidates; how many assignments there are now.

    Raises ValidationError, nothing written, where one would be taken away of which something was said already, or that is of
    another panel.
    """
    _undecided(panel)
    wanted = {(reviewer.pk, candidate.pk): (reviewer, candidate) for reviewer, candidate in pairs}
    if any(panel.pk not in (r.panel_id, c.panel_id) or r.panel_id != c.panel_id for r, c in wanted.values()):
        raise ValidationError("この審査会の委員と対象だけを選んでください。")
    rows = Assignment.objects.filter(reviewer__panel=panel)
    kept = {(reviewer, candidate): pk for pk, reviewer, candidate in rows.values_list("pk", "reviewer", "candidate")}
    gone = rows.filter(pk__in=[pk for key, pk in kept.items() if key not in wanted])
    if row := gone.filter(Q(declarations__isnull=False) | Q(sheets__isnull=False)).first():
        raise ValidationError(f"「{row}」は、申告か採点がすでにあるので外せません。外す代わりに棄権としてください。")
    gone.delete()
    new = [Assignment(reviewer=who, candidate=one) for key, (who, one) in wanted.items() if key not in kept]
    Assignment.objects.bulk_create(new)  # thousands, each held to its panel by the database
    return len(wanted)


@verb
def assign_all(panel: Panel, *, by: User | None) -> int:
    """Have every reviewer judge every candidate."""
    both = [(reviewer, candidate) for candidate in panel.candidates.all() for reviewer in panel.reviewers.all()]
    return assign(panel, both, by=by)


def _sitting(assignment: Assignment) -> Assignment:
    """The assignment, held: who declares and who gives points at one moment wait for each other."""
    _undecided(assignment.reviewer.panel)
    held = hold(Assignment.objects.select_related("reviewer__panel", "candidate__case").filter(pk=assignment.pk))
    reviewer, today = held.reviewer, localdate()
    if not reviewer.sits(today):
        period = f"{format_date(reviewer.starts_on)}から{format_date(reviewer.ends_on)}まで"
        raise ValidationError(f"{reviewer}委員の委嘱は{period}です。期間を確かめてください。")
    return held


@verb
def declare(assignment: Assignment, *, answer: str, tie: str = "", note: str = "", by: User | None) -> Declaration:
    """A reviewer says what ties there are to a candidate; the latest stands, and may take away what was given before.

    Raises ValidationError, field by field, where it is not said what the tie is, outside the commission, or after the results.
    """
    held = _sitting(assignment)
    return record(Declaration, {"assignment": held, "answer": answer, "tie": tie, "note": note, "by": by})


@verb
def rule(declaration: Declaration, *, verdict: str, decided_by: str, reason: str, by: User) -> Ruling:
    """The chair or the office decides where a reviewer was not sure. Raises ValidationError where nobody asks, or another was faster."""
    held = _sitting(declaration.assignment)
    standing = declared(held)
    if standing is None or standing.pk != declaration.pk or standing.answer != Answer.UNSURE:
        raise ValidationError("判断を待っている申告ではありません。画面を開き直してください。")
    facts = {"declaration": standing, "verdict": verdict, "decided_by": decided_by, "reason": reason, "by": by}
    return record(Ruling, facts)


@verb
def give(assignment: Assignment, points: Mapping[int, int | None], *, comment: str = "", by: User | None) -> Scoresheet:
    """A reviewer gives points for every criterion, by its key; given again, the latest stand.

    Raises ValidationError: before it is declared that there is no tie, for a criterion left out (no points is not 0), for more
    than its points; outside the commission, or after the results.
    """
    held = _sitting(assignment)
    _cleared(held)
    criteria = list(held.reviewer.panel.criteria.all())
    if not criteria:
        raise ValidationError("審査項目がまだありません。")
    errors = {
        f"points_{one.pk}": one.wanted
        for one in criteria
        if (given := points.get(one.pk)) is None or not 0 <= given <= one.points
    }
    if errors:
        raise ValidationError(errors)
    sheet = record(Scoresheet, {"assignment": held, "comment": comment, "by": by})
    for one in criteria:
        record(Score, {"sheet": sheet, "criterion": one, "points": points[one.pk]})
    return sheet


def _cleared(assignment: Assignment) -> None:
    why = {
        Seat.UNDECLARED: "利害関係の申告がまだです。先に申告してください。",
        Seat.UNSURE: "利害関係の判断を待っています。委員長か事務局の判断のあとで採点できます。",
        Seat.RECUSED: "この案件では除斥されているので、採点できません。",
    }
    if barred := barred_by(assignment):
        raise ValidationError(why[barred])


@verb
def abstain(assignment: Assignment, *, reason: str, by: User | None) -> Scoresheet:
    """A reviewer does not judge a candidate, and why: counts as no points at all, never as 0. Raises ValidationError without a reason."""
    held = _sitting(assignment)
    if not reason.strip():
        raise ValidationError({"reason": "棄権する理由を入れてください。"})
    return record(Scoresheet, {"assignment": held, "abstained": True, "reason": reason, "by": by})


@dataclass(frozen=True)
class Made:
    """What the panel makes of one candidate."""

    result: str
    reserve_rank: int | None = None
    amount: int | None = None
    reason: str = ""


@verb
def decide(panel: Panel, made: Mapping[int, Made], *, decided_on: date, ties: str = "", by: User) -> list[Outcome]:
    """The panel's results, of all candidates at once, by the candidate's key. Decided again, the latest stand.

    Reserves without a rank take those left in the order of the ranking; `ties` says by what equals among them were put in order
    (受付順), and is the reason of each. Raises ValidationError, naming the candidate: one left out, declarations or sheets still to
    come, fewer present than the quorum, more than the budget, the places or what was asked, ranks of reserves that are not 1, 2, 3…,
    and what departs from the ranking without a reason.
    """
    hold(Panel.objects.filter(pk=panel.pk))
    standing = Standing(panel)
    if standing.lacks or standing.waiting:
        raise ValidationError(standing.next_step)
    if panel.quorum is not None and standing.attending < panel.quorum:
        raise ValidationError(f"{standing.quorum}委員ごとの「審査会への出席」を登録してから決めてください。")
    made = _numbered(standing, made, ties)
    turns = {key: turn for turn, key in enumerate((k for k in made if made[k].result == Result.RESERVE), 1)}
    errors = [
        error
        for candidate, line in standing.lines
        for error in _wrong(candidate, line, made.get(candidate.pk), turns.get(candidate.pk))
    ]
    if errors:
        raise ValidationError(errors)
    _within(panel, [made[one.pk] for one in standing.candidates], standing)
    return [
        record(Outcome, {"candidate": one, "decided_on": decided_on, "by": by, **_facts(one, made[one.pk])})
        for one in standing.candidates
    ]


def _numbered(standing: Standing, made: Mapping[int, Made], ties: str) -> dict[int, Made]:
    """What was made of each in the order of the ranking, reserves without a rank with one, and equals among them with why they stand so."""
    asked = {line.key: made[line.key] for line in standing.ranked if line.key in made}
    tied = {line.key for line in standing.ranked if line.tied and line.proposed == Result.RESERVE}
    taken = {one.reserve_rank for one in asked.values() if one.result == Result.RESERVE}
    free = (number for number in count(1) if number not in taken)
    for key, one in asked.items():
        if one.result == Result.RESERVE:
            rank = one.reserve_rank if one.reserve_rank is not None else next(free)
            why = one.reason if one.reason.strip() or key not in tied else ties
            asked[key] = replace(one, reserve_rank=rank, reason=why)
    return asked


def _facts(candidate: Candidate, made: Made) -> dict[str, Any]:
    amount = made.amount if made.amount is not None else candidate.asked
    return {
        "result": made.result,
        "reserve_rank": made.reserve_rank if made.result == Result.RESERVE else None,
        "amount": amount if made.result == Result.ADOPTED else None,
        "reason": made.reason,
    }


def _wrong(candidate: Candidate, line: Line, made: Made | None, turn: int | None) -> Iterable[str]:
    """What does not hold of one result; `turn` is which of the reserves it is in the order of the ranking."""
    if made is None or made.result not in Result.values:
        yield f"「{candidate}」の結果を選んでください。"
        return
    departs = made.result != line.proposed or (
        made.result == Result.RESERVE and (line.tied or made.reserve_rank != turn)
    )
    if departs and not made.reason.strip():
        what = "同点なので" if line.proposed is None or line.tied else "順位のとおりではないので"
        yield f"「{candidate}」は{what}、理由を入れてください。"
    if made.result == Result.ADOPTED and (made.amount or 0) > (candidate.asked or 0):
        yield f"「{candidate}」の採択候補額が、申請額{candidate.asked or 0:,}円を超えています。"


def _within(panel: Panel, made: list[Made], standing: Standing) -> None:
    pairs = zip(standing.candidates, made, strict=True)
    adopted = [_facts(one, its)["amount"] or 0 for one, its in pairs if its.result == Result.ADOPTED]
    if panel.budget is not None and sum(adopted) > panel.budget:
        raise ValidationError(f"採択候補の合計{sum(adopted):,}円が、予算額{panel.budget:,}円を超えています。")
    if panel.places is not None and len(adopted) > panel.places:
        raise ValidationError(f"採択候補が{len(adopted)}件で、上限の{panel.places}件を超えています。")
    ranks = sorted(its.reserve_rank or 0 for its in made if its.result == Result.RESERVE)
    if ranks != list(range(1, len(ranks) + 1)):
        raise ValidationError("補欠の順位は、1から順に、重ならないように付けてください。")


@verb
def decline(candidate: Candidate, *, reason: str, decided_on: date, by: User) -> Outcome:
    """A candidate put forward declines (辞退). Raises ValidationError for one that is neither adopted nor a reserve, or without a reason, and
    where cases decline by a step of their own.
    """
    panel = hold(Panel.objects.filter(pk=candidate.panel_id))
    if carried_out_at(panel):
        raise ValidationError(ELSEWHERE)
    outcome = Standing(panel).outcomes.get(candidate.pk)
    if outcome is None or outcome.result not in (Result.ADOPTED, Result.RESERVE):
        raise ValidationError("辞退できるのは、採択候補か補欠だけです。")
    if not reason.strip():
        raise ValidationError({"reason": "辞退の理由を入れてください。"})
    facts = {"result": Result.DECLINED, "reason": reason, "decided_on": decided_on, "by": by}
    return record(Outcome, {"candidate": candidate, **facts})


@verb
def promote(panel: Panel, *, decided_on: date, amount: int | None = None, by: User) -> Outcome:
    """The first reserve is put forward (補欠繰上げ). Raises ValidationError where there is none, or the money or the places do not reach,
    and where cases are adopted by a step of their own.
    """
    held = hold(Panel.objects.filter(pk=panel.pk))
    if carried_out_at(held):
        raise ValidationError(ELSEWHERE)
    standing = Standing(held)
    reserves = [one for one in standing.outcomes.values() if one.result == Result.RESERVE]
    first = min(reserves, key=lambda one: one.reserve_rank or 0, default=None)
    if first is None:
        raise ValidationError("補欠がありません。")
    chosen = amount if amount is not None else first.candidate.asked or 0
    if chosen > (first.candidate.asked or 0):
        raise ValidationError({"amount": f"申請額{first.candidate.asked or 0:,}円を超えています。"})
    if held.budget is not None and standing.spent() + chosen > held.budget:
        left = held.budget - standing.spent()
        raise ValidationError(f"予算の残りは{left:,}円で、「{first.candidate}」の{chosen:,}円に足りません。")
    adopted = sum(one.result == Result.ADOPTED for one in standing.outcomes.values())
    if held.places is not None and adopted >= held.places:
        raise ValidationError(f"採択候補が、すでに上限の{held.places}件あります。")
    reason = f"補欠{first.reserve_rank}位からの繰上げ"
    facts = {"result": Result.ADOPTED, "amount": chosen, "reason": reason, "decided_on": decided_on, "by": by}
    return record(Outcome, {"candidate": first.candidate, **facts})

"""What a panel made of a round goes into the cases (採否): one draft takes 採択, 補欠 and 不採択 for all of them, as the ranking and the panel have it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.looking import How, looked_at
from banso.core.trail import verb
from banso.office.approvals import errands
from banso.office.approvals.models import Draft, Errand
from banso.office.papers.models import Letter
from banso.office.papers.services import forms_for
from banso.office.reviews.choices import Result
from banso.office.reviews.joining import asked_by, carried_out_by
from banso.office.reviews.models import Candidate, Outcome, Panel
from banso.office.reviews.standing import Standing
from banso.registers.models import User

from .approving import Taken, propose_each, waiting_cases
from .declaring import Procedure, StepKind, get_procedure
from .lettering import paper_of
from .offering import State, states_of, why_not
from .taking import take
from .terms import approval_of
from .views import offered_restrictions

MOST = 2_000  # cases of one panel in one draft
PAGE = 100
RESULTS = "review-results"  # what a worker is asked to do where they are very many
ORDER = (Result.ADOPTED, Result.RESERVE, Result.REJECTED, Result.DECLINED)


@dataclass(frozen=True)
class Ruled:
    """A candidate with its result, the step that follows from it, and why that is not to be taken now: '' where it is."""

    candidate: Candidate
    outcome: Outcome
    state: State
    step: StepKind | None
    why: str

    @property
    def is_done(self) -> bool:
        return self.step is not None and self.state.latest(self.step.code) is not None

    @property
    def facts(self) -> dict[str, Any]:
        """What the step says: the amount put forward, the reserve's rank, why it departs from the ranking, and until when nobody is told."""
        said = {"amount": self.outcome.amount, "rank": self.outcome.reserve_rank, "note": self.outcome.reason}
        said["announced_on"] = self.candidate.panel.announced_on
        asked = (*self.step.asks, "note") if self.step else ()
        return {name: value for name, value in said.items() if name in asked and value not in (None, "")}


def procedure_of(panel: Panel) -> Procedure | None:
    """The procedure of the cases before a panel, where it says what a panel's results lead to."""
    code = next(iter(panel.candidates.order_by().values_list("case__procedure", flat=True)[:1]), None)
    declared = get_procedure(code) if code else None
    return declared if declared and declared.judged else None


@carried_out_by
def address_of(panel: Panel) -> str:
    """Where what follows from a panel's results is done; '' where its cases have no steps for it."""
    return reverse("review-rulings", args=[panel.pk]) if procedure_of(panel) else ""


@asked_by
def amounts_of(cases: Sequence[Case]) -> dict[int, int]:
    """What cases ask for by their procedure, as it was put right last."""
    found: dict[int, int] = {}
    for code in {case.procedure for case in cases}:
        declared = get_procedure(code)
        if declared is not None and declared.asks_for is not None:
            of_it = Case.objects.filter(pk__any_of=[case.pk for case in cases if case.procedure == code])
            rows = list(of_it.select_related("terms", *declared.along))
            found |= {state.case.pk: declared.asks_for(state) for state in states_of(declared, rows)}
    return found


def ruled(panel: Panel, user: Any = None) -> list[Ruled]:
    """Every candidate with its result and what it leads to: those put forward first, the reserves by their rank, then the rest."""
    declared = procedure_of(panel)
    if declared is None:
        return []
    along = ("company", "person", "programme", "terms", "standing", *declared.along)
    rows, outcomes = panel.candidates.select_related(*(f"case__{name}" for name in along)), Standing(panel).outcomes
    found = [(one, outcomes[one.pk]) for one in rows if one.pk in outcomes]
    states = dict(zip((one.pk for one, _ in found), states_of(declared, [one.case for one, _ in found]), strict=True))
    led_to = _led_to(declared, panel)
    drafted = (waiting_cases(declared.step_kinds[code]) for code in set(filter(None, led_to.values())))
    waiting: set[int] = set().union(*drafted)
    lines = []
    for one, outcome in found:
        step = declared.step_kinds.get(led_to.get(outcome.result, ""))
        why = _why_not(states[one.pk], step, user, waiting)
        lines.append(Ruled(one, outcome, states[one.pk], step, why))
    lines.sort(
        key=lambda line: (
            ORDER.index(Result(line.outcome.result)),
            line.outcome.reserve_rank or 0,
            line.candidate.place,
        )
    )
    return lines


def _led_to(declared: Procedure, panel: Panel) -> dict[str, str]:
    """The steps that the results of a panel lead to: who passes a first one (一次審査) is not adopted by that."""
    return declared.judged | {Result.ADOPTED: declared.passed} if panel.screens else declared.judged


def _why_not(state: State, step: StepKind | None, user: Any, waiting: set[int]) -> str:
    if step is None:
        return "この結果で進める手続はありません。"
    if state.case.pk in waiting:
        return "決裁を待っています。"
    return why_not(state, step, user)


@verb
def propose_results(
    panel: Panel, *, expected: int, body: str = "", restrictions: list[str] | None = None, by: User
) -> Draft | int:
    """Draft what a panel made of all its cases, or take it at once where the terms have nothing of it decided: how many then.

    `expected` is how many were shown. Raises ValidationError where there are none, or another number by now.
    """
    rows: list[Taken] = [
        (line.state.case, line.step, line.facts) for line in ruled(panel) if line.step is not None and not line.why
    ]
    if not rows or len(rows) > MOST:
        raise ValidationError(f"起案できる案件がありません。審査結果を決めてから、1件から{MOST:,}件までを起案します。")
    if expected != len(rows):
        raise ValidationError(f"示した{expected:,}件が{len(rows):,}件に変わりました。もう一度確かめてください。")
    if any(approval_of(case, step) for case, step, _ in rows):
        return propose_each(
            rows, title=f"{panel} 採否について(伺い){len(rows)}件", body=body, restrictions=restrictions, by=by
        )
    for turn, (case, step, facts) in enumerate(rows, 1):
        take(case, step.code, facts | {"taken_on": localdate()}, by=by)
        errands.told(turn)
    return len(rows)


def _propose(errand: Errand, by: User) -> Draft | None:
    made = propose_results(Panel.objects.get(pk=int(errand.about)), by=by, **errand.payload)
    return made if isinstance(made, Draft) else None


errands.doing(
    RESULTS, "採否の起案", do=_propose, back=lambda errand: reverse("review-rulings", args=[int(errand.about)])
)


@permission_required(("reviews.view_outcome", "cases.change_case"), raise_exception=True)
def rulings(request: HttpRequest, pk: int) -> HttpResponse:
    """What a panel's results lead to, case by case; all that can be decided now goes into one draft; then the letters."""
    panel = get_object_or_404(Panel.objects.select_related("programme__walled_to"), pk=pk)
    declared = procedure_of(panel)
    if declared is None:
        messages.error(request, "この審査会の案件は、採否を手続として進めません。結果は審査会の画面で扱います。")
        return redirect(panel)
    looked_at(request.user, [panel], How.RECORD)
    lines = ruled(panel, request.user)
    problem: list[str] = []
    going = [line for line in lines if not line.why and line.step]
    if request.method == "POST":
        try:
            return _proposed(request, panel, long=len(going) >= errands.MANY)
        except ValidationError as error:
            problem = error.messages
    context = {
        "panel": panel,
        "errand": errands.under_way(RESULTS, str(panel.pk)),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "going": going,
        "counts": _counted(going),
        "decided": any(line.step and approval_of(line.state.case, line.step) for line in going),
        "left": _in_words(lines),
        "letters": _letters(lines) if request.user.has_perm("papers.add_round") else [],
        "restrictions": offered_restrictions(request),
        "problem": problem,
    }
    return render(request, "procedures/rulings.html", context, status=422 if problem else 200)


def _proposed(request: HttpRequest, panel: Panel, *, long: bool) -> HttpResponse:
    said: dict[str, Any] = {
        "body": request.POST.get("body", ""),
        "restrictions": request.POST.getlist("restrictions"),
    }
    expected = request.POST.get("expected", "")
    number = int(expected) if expected.isascii() and expected.isdigit() and len(expected) < 6 else 0
    if long:
        asked = {"programme": panel.programme, "total": number, "payload": {"expected": number, **said}}
        return redirect(errands.ask(RESULTS, str(panel.pk), by=user_of(request), **asked))
    made = propose_results(panel, expected=number, by=user_of(request), **said)
    if isinstance(made, Draft):
        messages.success(request, f"{number:,}件の採否を起案しました。決裁されると、示したとおりに登録されます。")
        return redirect("draft", pk=made.pk)
    messages.success(request, f"{made:,}件の採否を登録しました。続けて通知を発行できます。")
    return redirect("review-rulings", pk=panel.pk)


def _counted(lines: list[Ruled]) -> list[tuple[str, int, int]]:
    """How many take which step, and what they come to together."""
    numbers = Counter(line.step.label for line in lines if line.step)
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.step.label if line.step else ""] += line.outcome.amount or 0
    return [(label, number, sums[label]) for label, number in numbers.items()]


def _in_words(lines: list[Ruled]) -> str:
    """How many are not among those to be decided, and why, in a few words."""
    done = sum(line.is_done for line in lines)
    waiting = sum(line.why.startswith("決裁を待って") for line in lines)
    others = sum(bool(line.why) for line in lines) - done - waiting
    said = [(done, "登録済み"), (waiting, "決裁待ち"), (others, "進められないもの")]
    return "、".join(f"{label}{number:,}件" for number, label in said if number)


def _letters(lines: list[Ruled]) -> list[tuple[str, int, str]]:
    """The letters that tell what was decided and are not issued yet: of which step, how many, and the keys of their cases."""
    found: dict[str, list[State]] = {}
    forms: dict[str, str] = {}
    for line in (one for one in lines if one.is_done and one.step):
        assert line.step is not None
        found.setdefault(line.step.label, []).append(line.state)
        forms.setdefault(line.step.label, paper_of(line.state.case, line.step))
    letters = []
    for label, states in found.items():
        if not any(form.code == forms[label] for form in forms_for(states[0].case)):
            continue
        cases = [state.case.pk for state in states]
        told = Letter.objects.filter(case__any_of=cases, form__code=forms[label], void=None).values_list(
            "case", flat=True
        )
        left = [pk for pk in cases if pk not in set(told)]
        if left:
            letters.append((f"{label}の通知", len(left), ",".join(map(str, left))))
    return letters

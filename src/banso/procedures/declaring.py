"""Declarations: a procedure, its steps and its deadlines. They are read at start-up and checked there."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from pydantic import BaseModel

from banso.cases.models import Case
from banso.cases.roles import name_clients, name_roles
from banso.cases.services import take_step
from banso.core.days import Due
from banso.registers.models import Company, Expert, Organisation, Person
from banso.registers.walls import wall_procedure

F = TypeVar("F", bound=Callable[..., Any])
ALWAYS = "opened"  # the event every case has: its acceptance


def nothing_hinders(state: Any) -> str:
    return ""


def fits_all(state: Any) -> bool:
    return True


def tells_nothing(of: Any) -> list[tuple[str, str]]:
    return []


def follows_nothing(named: dict[str, int]) -> dict[str, Any]:
    return {}


class NoValues(BaseModel):
    """The values of a procedure whose terms hold none of its own."""


@dataclass(frozen=True)
class TypedAs:
    """How a value of the terms that is neither a number nor a line of text is typed and told: in the annotation of the value.

    `box` is a form field that reads words into data, and whose `prepare_value` tells data in those words.
    """

    box: type[forms.CharField]


@dataclass(frozen=True)
class Owed:
    """What a step makes the centre owe: for what, how much before tax, how that comes about, line by line, and to whom."""

    purpose: str
    amount: int
    lines: list[tuple[str, str]]
    to: Expert | Company | Person | Organisation | None = None


@dataclass(frozen=True)
class StepKind:
    """One step of a procedure (手続の一つ).

    `after` are the steps of which one must be in force before; `never_after` those after which it is out of the question.
    `asks` are the columns of the step's row that a person fills in; `needs` those of them without which it is refused, each with
    the words that say so. `again` lets it be taken more than once. `hinders` says in words why it cannot be taken just now (''
    if it can), asked with where the case stands (`offering.State`). `approval` is the kind of matter in the table of 専決;
    `paper` the code of the form that is printed for it, unless the terms name another. `party` is the role of the outsider who
    may take it by her link, and `evidence` names the papers she hands in for it. `pays` says of the root and the step's row what is owed once it stands;
    it is asked for on its own page and paid once. `knows` says what whoever fills in the step should have in view, the guest too: (label, text),
    told with where the case stands. `lifts` are steps that are as if they had not been taken from then on, but for their amounts.
    `fits` says whether the step is one of this case at all (a kind whose cases take different ways): of others it is
    not even shown.
    """

    code: str
    label: str
    verb: Callable[..., Any]
    after: tuple[str, ...] = (ALWAYS,)
    never_after: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    needs: dict[str, str] = field(default_factory=dict)
    again: bool = False
    closes: bool = False
    lifts: tuple[str, ...] = ()
    hinders: Callable[[Any], str] = nothing_hinders
    approval: str = ""
    amount: Callable[[Any, dict[str, Any]], int] | None = None
    paper: str = ""
    party: str = ""
    evidence: str = ""
    pays: Callable[[Any, Any], Owed | None] | None = None
    knows: Callable[[Any], list[tuple[str, str]]] = tells_nothing
    permission: str = ""
    primary: bool = True
    fits: Callable[[Any], bool] = fits_all

    @property
    def doc(self) -> str:
        return inspect.getdoc(self.verb) or ""


@dataclass(frozen=True)
class Fall:
    """One time a deadline falls that the kind works out itself: its day with the sentence, what it is called, and from when it can be met."""

    round: int
    due: Due
    name: str = ""
    opens_on: date | None = None


@dataclass(frozen=True)
class Deadline:
    """A date someone must keep in a procedure: who must act, and the step that meets it. When it falls is a rule of the terms.

    With `each`, there is one for every time that step was taken; the first is met by the first `met_by`, and so on. `set_by` are steps that say
    the day themselves, each in which of its columns: the last of them holds, whatever the rule says. `met` says whether it is kept, where that is
    more than that a `met_by` was taken. `event` is the name under which rules of other deadlines count from its day. With `falls`, the kind works out
    from the values of its terms when it falls, and says only what is still to be kept.
    """

    code: str
    label: str
    who: str
    met_by: tuple[str, ...]
    each: str = ""
    set_by: dict[str, str] = field(default_factory=dict)
    met: Callable[[Any], bool] | None = None
    event: str = ""
    falls: Callable[[Any], Iterable[Fall]] | None = None


@dataclass
class Procedure:
    """How the cases of one kind move: the kind's root record, its table of steps, and what is declared of them.

    `tells` says what of a case's money should be in view: (label, text). `unsound` says what of all steps in force together does not
    hold ('' where all does): asked after each step taken and taken back. `root` is the name by which a case leads to its root
    record; `opening` are the root's own facts asked for when a case begins, `follows` what of the case follows from those its
    address names, and `opens` the verb that begins one. `judged` are the steps that what a panel makes of a case leads to, by its result
    (`office.reviews.choices.Result`), `passed` the step of what passes a first panel (一次審査), and `asks_for` what a case asks for, in yen. `roles` name
    the parties of a case in Japanese; `clients` are those of them that speak for whose case it is: what is told to them needs no consent.
    `values` is the shape of what the terms say beyond steps, deadlines, approvals and forms (rates, caps, numbers of times).
    `beside` are the root's records that steps are hindered by, read at once for many cases. `reported` are the root's facts by which a year is
    broken down and that the sheet for a national body may say: none that names anybody. Cases of a `confidential` one stand in
    walled programmes only.
    """

    code: str
    label: str
    of: type[Model]
    steps: type[Any]
    root: str
    opening: tuple[str, ...] = ()
    opens: Callable[..., Any] | None = None
    roles: dict[str, str] = field(default_factory=dict)
    clients: tuple[str, ...] = ()
    judged: dict[str, str] = field(default_factory=dict)
    passed: str = ""
    asks_for: Callable[[Any], int] | None = None
    values: type[BaseModel] = NoValues
    tells: Callable[[Any], list[tuple[str, str]]] = tells_nothing
    unsound: Callable[[Any], str] = nothing_hinders
    follows: Callable[[dict[str, int]], dict[str, Any]] = follows_nothing
    beside: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    confidential: bool = False
    step_kinds: dict[str, StepKind] = field(default_factory=dict)
    deadlines: dict[str, Deadline] = field(default_factory=dict)

    def step(self, code: str, label: str, **declaration: Any) -> Callable[[F], F]:
        """Declare a step by its verb: a decorator. Raises ValueError where the code is taken."""
        if code in self.step_kinds:
            raise ValueError(f"step {code!r} of procedure {self.code!r} is declared twice")

        def declare(verb: F) -> F:
            self.step_kinds[code] = StepKind(code, label, verb, **declaration)
            return verb

        return declare

    def deadline(self, code: str, label: str, *, who: str, met_by: str | tuple[str, ...] = (), **said: Any) -> Deadline:
        """Declare a deadline of the procedure."""
        declared = Deadline(code, label, who, (met_by,) if isinstance(met_by, str) else met_by, **said)
        self.deadlines[code] = declared
        return declared

    def taken(self, case: Case, code: str, facts: dict[str, Any]) -> Any:
        """Write a step's row: what its verb does once it has guarded. Raises ValidationError for each fact that is needed and lacking."""
        needed = self.step_kinds[code].needs
        if lacking := {name: said for name, said in needed.items() if not str(facts.get(name) or "").strip()}:
            raise ValidationError(lacking)
        return take_step(self.steps, case, same={"step": code}, **facts)

    def root_of(self, case: Case) -> Any:
        return getattr(case, self.root)

    @property
    def along(self) -> list[str]:
        """The root and the records its own facts lead to, as cases are read with them (`select_related`)."""
        links = [name for name in self.opening if self.of._meta.get_field(name).is_relation]
        return [self.root, *(f"{self.root}__{name}" for name in links if self.of._meta.get_field(name).many_to_one)]

    def label_of(self, step: str) -> str:
        """The step's Japanese name; what a case is called before its first step."""
        return self.step_kinds[step].label if step in self.step_kinds else "受付"

    def states(self) -> list[tuple[str, str]]:
        """Every state a case may stand in, as (code, label)."""
        return [("", "受付"), *self.step_choices()]

    def events(self) -> dict[str, str]:
        """What rules may count from, and what each is called: the acceptance, every step, the days of deadlines that others count from."""
        limits = {one.event: f"{one.label}の期限" for one in self.deadlines.values() if one.event}
        return {ALWAYS: "受付"} | {code: step.label for code, step in self.step_kinds.items()} | limits

    def step_choices(self) -> list[tuple[str, str]]:
        """Every step, as (code, label)."""
        return [(step.code, step.label) for step in self.step_kinds.values()]

    def opened_by(self, verb: F) -> F:
        """Declare the verb that opens a case of this kind: a decorator."""
        self.opens = verb
        return verb

    @property
    def closing(self) -> tuple[str, ...]:
        return tuple(step.code for step in self.step_kinds.values() if step.closes)

    def permission(self, action: str) -> str:
        return f"{self.of._meta.app_label}.{action}_{self.of._meta.model_name}"


_procedures: dict[str, Procedure] = {}


def procedure(**declaration: Any) -> Procedure:
    """Declare a procedure. Raises ValueError where its code is taken by another kind."""
    declared = Procedure(**declaration)
    taken = _procedures.get(declared.code)
    if taken is not None and taken.of is not declared.of:
        raise ValueError(f"procedure {declared.code!r} is declared by {taken.of} and by {declared.of}")
    _procedures[declared.code] = declared
    name_roles(declared.code, declared.roles)
    name_clients(declared.code, declared.clients)
    if declared.confidential:
        wall_procedure(declared.code)
    return declared


def get_procedure(code: str) -> Procedure | None:
    """The procedure of that code; None for staged cases, which have none."""
    return _procedures.get(code)


def known_procedure(code: str) -> Procedure:
    """The procedure of that code, which there is. Raises KeyError where nobody declared it."""
    return _procedures[code]


def all_procedures() -> list[Procedure]:
    return [_procedures[code] for code in sorted(_procedures)]

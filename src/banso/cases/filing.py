"""What belongs to a case's file (一件書類): each app adds its own papers, and says into which order they come.

    add_leaves(letters_of)        # in the app's filing.py: letters_of(cases, user) -> Iterable[tuple[int, Leaf]]
    add_duties(deadlines_of)      # what keeps the file: deadlines_of(cases) -> Iterable[tuple[int, Duty]]
    add_remains(copies_of)        # what else holds its contents, and goes with it: copies_of(cases) -> Iterable[tuple[int, Remains]]

Each is asked for many cases at once, so that a list of them needs no query for each, and says by key whose it is.

A leaf is a paper with its content, or, without one, a line of the case's course. `user` is who looks: a source leaves out what
she may not see; None asks for all there is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar

import pgtrigger
from django.db.models import TextChoices

from banso.core.kept import KeptFile

from .models import Case

T = TypeVar("T")


class Paper(TextChoices):
    """The kinds of paper in a file, in the order in which those of one day stand."""

    STEP = "step", "手続"
    RECEIVED = "received", "届いた書類"
    DRAFT = "draft", "起案・決裁"
    LETTER = "letter", "発送文書"
    MAIL = "mail", "メール"
    PAYMENT = "payment", "支払"


@dataclass(frozen=True)
class Leaf:
    """One leaf of a case's file: its day, its kind, what it is, its number, and from or to whom.

    Its content is a kept `file`, or a PDF that is `made` when the file is bound, under the name `made_as`; with neither it is a line
    of the course only.
    `gone` says that its content was disposed of. Leaves that stand together although they came on several days (証ひょう) say the day on
    which they `stands_on`, LAST for the end, and each its `place` among them.
    """

    LAST: ClassVar[date] = date.max

    on: date
    paper: Paper
    title: str
    number: str = ""
    who: str = ""
    note: str = ""
    file: KeptFile | None = None
    made: Callable[[], bytes] | None = None
    made_as: str = ""
    address: str = ""
    gone: bool = False
    stands_on: date | None = None
    place: tuple[int, ...] = ()

    @property
    def has_content(self) -> bool:
        return self.file is not None or self.made is not None


LeafSource = Callable[[Sequence[Case], Any], Iterable[tuple[int, Leaf]]]
PartSource = Callable[[Case], Iterable[tuple[str, str]]]
_leaves: list[LeafSource] = []
_parts: list[PartSource] = []
_ORDER = {paper: place for place, paper in enumerate(Paper)}


def add_leaves(source: LeafSource) -> LeafSource:
    """Have an app's papers stand in the file of a case: a decorator."""
    _leaves.append(source)
    return source


def add_parts(source: PartSource) -> PartSource:
    """Say which steps a case's papers may belong to, as (code, label): a decorator."""
    _parts.append(source)
    return source


def leaves_of(case: Case, user: Any) -> list[Leaf]:
    """A case's file as far as a user may see it: in the order of the days, those of one day by their kind."""
    return leaves_of_each([case], user)[case.pk]


def leaves_of_each(cases: Sequence[Case], user: Any) -> dict[int, list[Leaf]]:
    """The files of many cases, each by its key and in its order, with no more queries than for one."""
    found = _by_case(cases, (source(cases, user) for source in _leaves))
    return {pk: sorted(_each_once(leaves), key=_where) for pk, leaves in found.items()}


def _where(leaf: Leaf) -> tuple[date, int, tuple[int, ...]]:
    return leaf.stands_on or leaf.on, _ORDER[leaf.paper], leaf.place


def _each_once(leaves: list[Leaf]) -> list[Leaf]:
    """A file that has a place stands there, and not once more among the papers of its day."""
    placed = {(type(leaf.file), leaf.file.pk) for leaf in leaves if leaf.place and leaf.file is not None}
    return [leaf for leaf in leaves if leaf.place or leaf.file is None or (type(leaf.file), leaf.file.pk) not in placed]


def _by_case(cases: Sequence[Case], said: Iterable[Iterable[tuple[int, T]]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {case.pk: [] for case in cases}
    for pairs in said:
        for pk, one in pairs:
            found[pk].append(one)
    return found


def parts_of(case: Case) -> list[tuple[str, str]]:
    """The steps that a paper of a case may belong to, as (code, label)."""
    return [part for source in _parts for part in source(case)]


def may(user: Any, permission: str) -> bool:
    """Whether a source shows its papers to who looks."""
    return user is None or user.has_perm(permission)


@dataclass(frozen=True)
class Duty:
    """What someone has to do or may not do because of a case (報告, 財産処分の制限): the day it ends or ended, None while it is open."""

    ends_on: date | None
    label: str


@dataclass(frozen=True)
class Remains:
    """A file with the contents of a case: the row and column it hangs on, and what it is called."""

    row: Any
    field: str
    title: str
    paper: str = ""

    @property
    def stored_as(self) -> str:
        return str(getattr(self.row, self.field).name)

    @property
    def name(self) -> str:
        return str(getattr(self.row, "name", "")) or self.title

    @property
    def sha256(self) -> str:
        return str(getattr(self.row, "sha256", ""))

    @property
    def size(self) -> int:
        return int(getattr(self.row, "size", 0))


DutySource = Callable[[Sequence[Case]], Iterable[tuple[int, Duty]]]
RemainsSource = Callable[[Sequence[Case]], Iterable[tuple[int, Remains]]]
_duties: list[DutySource] = []
_remains: list[RemainsSource] = []


def add_duties(source: DutySource) -> DutySource:
    """Say which duties keep the file of a case: a decorator."""
    _duties.append(source)
    return source


def add_remains(source: RemainsSource) -> RemainsSource:
    """Say which files beside its leaves hold contents of a case, and go with them: a decorator."""
    _remains.append(source)
    return source


def duties_of_each(cases: Sequence[Case]) -> dict[int, list[Duty]]:
    return _by_case(cases, (source(cases) for source in _duties))


def remains_of_each(cases: Sequence[Case]) -> dict[int, list[Remains]]:
    return _by_case(cases, (source(cases) for source in _remains))


_GOES = """
    IF NEW.file <> '' OR NOT EXISTS (SELECT FROM public.files_disposal d WHERE d.case_id = OLD.case_id) THEN
        RAISE EXCEPTION 'the content of % goes by a disposal alone', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
"""


def content_goes_by_disposal() -> pgtrigger.Trigger:
    """Have the database keep the content of a case's file until a disposal of the case was decided."""
    return pgtrigger.Trigger(
        name="content_goes_by_disposal",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("file"),
        func=_GOES,
    )

"""How far a panel is, read from what was said: who may judge what, what was given, the ranking, and what comes next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Prefetch, QuerySet

from .choices import TAKES_PART, WAITING, Answer, Attendance, Fee, Result, Seat, Tie, Verdict
from .models import Assignment, Candidate, Criterion, Declaration, Outcome, Panel, Reviewer, Score, Scoresheet
from .ranking import Entry, Item, Line, Rules, Spread, rank, spreads
from .remembering import remembered

_LIMITS = ("total_floor", "method", "budget", "places", "reserves")  # what a panel judges by beside its criteria


def assignments() -> QuerySet[Assignment]:
    """Assignments with all that their state follows from."""
    along = ("reviewer__panel__programme", "candidate__case__company", "candidate__case__person")
    return Assignment.objects.select_related(*along).prefetch_related(
        Prefetch("declarations", Declaration.objects.order_by("pk").prefetch_related("rulings")),
        Prefetch("sheets", Scoresheet.objects.order_by("pk").prefetch_related("scores")),
    )


def candidates(panel: Panel) -> QuerySet[Candidate]:
    """What lies before a panel, in order of receipt, with names and results."""
    return panel.candidates.select_related("case__company", "case__person", "case__programme").prefetch_related(
        Prefetch("outcomes", Outcome.objects.order_by("pk"))
    )


def latest(candidate: Candidate) -> Outcome | None:
    """The result that stands of a candidate that was read with its results."""
    rows = list(candidate.outcomes.all())
    return rows[-1] if rows else None


def earlier(panel: Panel) -> QuerySet[Panel]:
    """Other panels of its programme that have criteria, the latest first."""
    rows = Panel.objects.filter(programme=panel.programme_id, criteria__isnull=False).exclude(pk=panel.pk)
    return rows.distinct().order_by("-held_on", "-pk")


def decided_before(panel: Panel) -> QuerySet[Panel]:
    """Other panels of its programme that have results, the latest first: what passed them may come before this one."""
    rows = Panel.objects.filter(programme=panel.programme_id, candidates__outcomes__isnull=False).exclude(pk=panel.pk)
    return rows.distinct().order_by("-held_on", "-pk")


def declared(assignment: Assignment) -> Declaration | None:
    """The declaration that stands: the latest."""
    rows = list(assignment.declarations.all())
    return rows[-1] if rows else None


def sheet_of(assignment: Assignment) -> Scoresheet | None:
    """The sheet that stands: the latest."""
    rows = list(assignment.sheets.all())
    return rows[-1] if rows else None


def barred_by(assignment: Assignment) -> Seat | None:
    """What keeps a reviewer from seeing and judging a candidate, by what was declared and ruled alone; None where nothing does."""
    said = declared(assignment)
    return _barred(said.answer if said else "", _verdict(said))


def seat_of(assignment: Assignment) -> Seat:
    """Where a reviewer stands with a candidate. A tie declared later takes away what was given before."""
    said, sheet = declared(assignment), sheet_of(assignment)
    return _seat(said.answer if said else "", _verdict(said), sheet.abstained if sheet else None)


def _verdict(said: Declaration | None) -> str:
    return next((one.verdict for one in said.rulings.all()), "") if said else ""


def _barred(answer: str, verdict: str) -> Seat | None:
    """The rule of it, by the latest declaration ('' for none) and its ruling."""
    if not answer:
        return Seat.UNDECLARED
    if answer == Answer.YES or verdict == Verdict.EXCLUDED:
        return Seat.RECUSED
    return Seat.UNSURE if answer == Answer.UNSURE and not verdict else None


def _seat(answer: str, verdict: str, abstained: bool | None) -> Seat:
    """The rule of it, with the latest sheet (None for none)."""
    barred = _barred(answer, verdict)
    if barred is not Seat.RECUSED and abstained:
        return Seat.ABSTAINED
    return barred or (Seat.OPEN if abstained is None else Seat.SCORED)


def _declared(assignments: list[int], *columns: str) -> Iterable[Any]:
    """Of each of these assignments that has one, by its key, columns of the declaration that stands."""
    rows = Declaration.objects.filter(assignment__in=assignments)
    return rows.order_by("assignment_id", "-pk").distinct("assignment_id").values_list("assignment_id", *columns)


def _sheets(assignments: list[int], *columns: str) -> Iterable[Any]:
    """Of each of these assignments that has one, by its key, columns of the sheet that stands."""
    rows = Scoresheet.objects.filter(assignment__in=assignments)
    return rows.order_by("assignment_id", "-pk").distinct("assignment_id").values_list("assignment_id", *columns)


def _urgency(cell: "Cell") -> tuple[int, int]:
    """What holds up the others first: a ruling, then a declaration, then points."""
    assert cell.seat is not None
    return (Seat.UNSURE, Seat.UNDECLARED, Seat.OPEN).index(cell.seat), cell.pk or 0


@dataclass(frozen=True)
class Cell:
    """One reviewer and one candidate: the key of the assignment (None where there is none), the state, and what was given if it counts."""

    pk: int | None
    seat: Seat | None = None
    points: dict[int, int] | None = None

    @property
    def total(self) -> int | None:
        return None if self.points is None else sum(self.points.values())

    @property
    def label(self) -> str:
        return str(self.total if self.points is not None else self.seat.label if self.seat else "")


@dataclass(frozen=True)
class Found:
    """What follows from all that was said: how many stand where, what waits to be entered first, the ranking, how reviewers spread,
    how many each of them judged, whether some candidate has nobody to judge it, and how many have a result.
    """

    seats: Counter[Seat | None]
    first: int | None
    ranked: list[Line]
    spreads: dict[Any, Spread]
    judged: Counter[int]
    unassigned: bool
    decided: int


class Standing:
    """A panel as it stands now. It asks the database once for each kind of row, however many there are, and makes records only of
    the candidates that are looked at: a round may have a thousand. For a page that only shows it, what follows from all of them may
    be what was worked out last (`remembering`).
    """

    def __init__(self, panel: Panel, *, remembering: bool = False) -> None:
        self.panel, self.remembering = panel, remembering

    @cached_property
    def criteria(self) -> list[Criterion]:
        return list(self.panel.criteria.all())

    @cached_property
    def reviewers(self) -> list[Reviewer]:
        return list(self.panel.reviewers.all())

    @cached_property
    def before_it(self) -> list[tuple[int, int, int | None]]:
        """The key, the place and the amount asked of every candidate, in order of receipt."""
        return list(self.panel.candidates.order_by("place").values_list("pk", "place", "asked"))

    @cached_property
    def candidates(self) -> list[Candidate]:
        return list(candidates(self.panel))

    @cached_property
    def pairs(self) -> dict[tuple[int, int], int]:
        """The key of every assignment, by candidate and reviewer."""
        return self._pairs(Assignment.objects.filter(candidate__panel=self.panel))

    def _pairs(self, rows: QuerySet[Assignment]) -> dict[tuple[int, int], int]:
        found = rows.order_by().values_list("pk", "candidate_id", "reviewer_id")
        return {(one, who): pk for pk, one, who in found}

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """By candidate and reviewer, those that are assigned."""
        return self._cells(self.pairs)

    def cells_of(self, some: Iterable[Candidate]) -> dict[tuple[int, int], Cell]:
        """The cells of some candidates, without asking for those of the others."""
        return self._cells(self._pairs(Assignment.objects.filter(candidate__in=[one.pk for one in some])))

    def _cells(self, pairs: dict[tuple[int, int], int]) -> dict[tuple[int, int], Cell]:
        of = list(pairs.values())
        said = {pk: rest for pk, *rest in _declared(of, "answer", "rulings__verdict")}
        given = {pk: rest for pk, *rest in _sheets(of, "pk", "abstained")}
        points = self._points([sheet for sheet, _ in given.values()])
        found: dict[tuple[int, int], Cell] = {}
        for pair, pk in pairs.items():
            answer, verdict = said.get(pk, ("", ""))
            sheet, abstained = given.get(pk, (None, None))
            seat = _seat(answer, verdict or "", abstained)
            found[pair] = Cell(pk, seat, points.get(sheet) if seat is Seat.SCORED else None)
        return found

    def _points(self, sheets: list[int]) -> dict[int, dict[int, int]]:
        """The points of these sheets, by criterion."""
        keys = sorted(one.pk for one in self.criteria)
        rows = Score.objects.filter(sheet__in=sheets).order_by().values_list("sheet_id")
        given = rows.annotate(given=ArrayAgg("points", order_by="criterion_id"))
        return {sheet: dict(zip(keys, points, strict=True)) for sheet, points in given if len(points) == len(keys)}

    @cached_property
    def words(self) -> dict[int, str]:
        """What was said in words, by assignment: the tie that keeps out, why somebody abstains, else the opinion."""
        seats = {cell.pk: cell.seat for cell in self.cells.values()}
        found: dict[int, str] = {}
        of = list(self.pairs.values())
        for pk, abstained, reason, comment in _sheets(of, "abstained", "reason", "comment"):
            found[pk] = reason if abstained else comment
        for pk, tie, note, why in _declared(of, "tie", "note", "rulings__reason"):
            if seats.get(pk) is Seat.RECUSED:
                found[pk] = " ".join(filter(None, (str(Tie(tie).label) if tie else "", note, why)))
        return found

    def cell(self, candidate: Candidate, reviewer: Reviewer) -> Cell:
        return self.cells.get((candidate.pk, reviewer.pk), Cell(None))

    def _unassigned(self) -> bool:
        return bool({pk for pk, _, _ in self.before_it} - {candidate for candidate, _ in self.pairs})

    @cached_property
    def found(self) -> Found:
        """What follows from all that was said."""
        if not self.remembering:
            return self._found()
        rules = self.rules
        seen = (tuple(self.before_it), tuple(rules.items), *(getattr(rules, name) for name in _LIMITS))
        found: Found = remembered(self.panel, seen, self._found)
        return found

    def _found(self) -> Found:
        cells = self.cells
        waiting = min((cell for cell in cells.values() if cell.seat in WAITING), key=_urgency, default=None)
        judged = Counter(who for (_, who), cell in cells.items() if cell.seat is Seat.SCORED)
        seats = Counter(cell.seat for cell in cells.values())
        ranked = rank(self.entries, self.rules)
        decided = Outcome.objects.filter(candidate__panel=self.panel).order_by().values("candidate").distinct().count()
        first = waiting.pk if waiting else None
        return Found(seats, first, ranked, spreads(self.entries), judged, self._unassigned(), decided)

    @property
    def seats(self) -> Counter[Seat | None]:
        return self.found.seats

    @property
    def rules(self) -> Rules:
        items = [Item(c.pk, c.name, c.points, c.mean_floor, c.above_floor, c.each_floor) for c in self.criteria]
        panel = self.panel
        return Rules(items, panel.total_floor, panel.method, panel.budget, panel.places, panel.reserves)

    @cached_property
    def entries(self) -> list[Entry]:
        sheets: dict[int, dict[int, dict[int, int] | None]] = {}
        for (candidate, reviewer), cell in self.cells.items():
            sheets.setdefault(candidate, {})[reviewer] = cell.points
        return [Entry(pk, place, asked or 0, sheets.get(pk, {})) for pk, place, asked in self.before_it]

    @property
    def ranked(self) -> list[Line]:
        """The ranking."""
        return self.found.ranked

    @cached_property
    def lines(self) -> list[tuple[Candidate, Line]]:
        """The ranking with the candidates themselves."""
        by_key = {one.pk: one for one in self.candidates}
        return [(by_key[line.key], line) for line in self.ranked]

    def lined(self, lines: Iterable[Line]) -> list[tuple[Candidate, Line]]:
        """Some lines of the ranking with their candidates."""
        some = list(lines)
        by_key = candidates(self.panel).in_bulk([line.key for line in some])
        return [(by_key[line.key], line) for line in some]

    @property
    def above(self) -> int:
        """How many of the ranking stand above the line: those that follow from it as adopted."""
        return sum(line.proposed == Result.ADOPTED for line in self.ranked)

    @cached_property
    def outcomes(self) -> dict[int, Outcome]:
        """The result that stands of each candidate that has one."""
        rows = (
            Outcome.objects.filter(candidate__panel=self.panel).order_by("candidate_id", "-pk").distinct("candidate_id")
        )
        return {row.candidate_id: row for row in rows}

    @property
    def decided(self) -> int:
        """How many candidates have a result."""
        return self.found.decided

    @property
    def waiting(self) -> int:
        """How many declarations, rulings and sheets are still to come."""
        return sum(self.seats[seat] for seat in WAITING)

    @property
    def lacks(self) -> str:
        """What is to be laid down before anyone can judge; '' where all is there."""
        parts = [("審査項目", self.criteria), ("審査委員", self.reviewers), ("審査の対象", self.before_it)]
        missing = [name for name, found in parts if not found]
        if missing:
            return "、".join(missing)
        return "割当" if self.found.unassigned else ""

    @property
    def label(self) -> str:
        """The state in words."""
        if self.before_it and self.decided == len(self.before_it):
            return "結果決定済"
        if self.lacks:
            return "準備中"
        if self.waiting:
            return "採点中" if self.seats[Seat.SCORED] + self.seats[Seat.OPEN] else "利害関係の申告待ち"
        return "審査会で決める段階"

    @property
    def next_step(self) -> str:
        """What is to be done next, in words; '' where nothing is."""
        if self.label == "結果決定済":
            return ""
        if self.lacks:
            return f"{self.lacks}がまだありません。登録してください。"
        said = [
            (Seat.UNSURE, "利害関係の判断が{}件待っています。委員長か事務局で決めてください。"),
            (Seat.UNDECLARED, "利害関係の申告が{}件まだです。申告のあとで採点できます。"),
            (Seat.OPEN, "採点が{}件まだです。出せない委員は、理由を付けて棄権とします。"),
        ]
        found = [words.format(self.seats[seat]) for seat, words in said if self.seats[seat]]
        return "".join(found) or "採点がそろいました。順位を確かめ、結果を決めてください。"

    @property
    def attending(self) -> int:
        """How many take part in the meeting, in writing too."""
        return sum(who.attendance in TAKES_PART for who in self.reviewers)

    @property
    def quorum(self) -> str:
        """How the quorum stands, in words; '' where none is laid down."""
        needed = self.panel.quorum
        if needed is None:
            return ""
        writing = sum(who.attendance == Attendance.WRITING for who in self.reviewers)
        said = f"委員{len(self.reviewers)}人のうち{self.attending}人が出席{f'(うち書面{writing}人)' if writing else ''}し、"
        return said + f"定足数{needed}人を{'満たした' if self.attending >= needed else '満たしていない'}。"

    def fee_of(self, reviewer: Reviewer) -> tuple[int, str] | None:
        """What a reviewer is paid before tax and how that comes about; None where nothing is laid down or there is nothing yet."""
        panel = self.panel
        if panel.fee is None:
            return None
        if panel.fee_by == Fee.HALF_DAY:
            number, unit = reviewer.half_days or 0, "半日"
        else:
            number, unit = self.found.judged[reviewer.pk], "件"
        return (panel.fee * number, f"{panel.fee:,}円×{number}{unit}") if number else None

    def spent(self) -> int:
        """What the candidates put forward come to."""
        adopted = (one for one in self.outcomes.values() if one.result == Result.ADOPTED)
        return sum(one.amount or 0 for one in adopted)

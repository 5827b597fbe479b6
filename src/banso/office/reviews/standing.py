"""How far a panel is, read from what was said: who may judge what, what was given, the ranking, and what comes next."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from .choices import WAITING, Answer, Result, Seat, Verdict
from .models import Assignment, Candidate, Criterion, Declaration, Outcome, Panel, Reviewer, Scoresheet
from .ranking import Entry, Item, Line, Rules, rank


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


def earlier(panel: Panel) -> QuerySet[Panel]:
    """Other panels of its programme that have criteria, the latest first."""
    rows = Panel.objects.filter(programme=panel.programme_id, criteria__isnull=False).exclude(pk=panel.pk)
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
    if said is None:
        return Seat.UNDECLARED
    ruled = next((one.verdict for one in said.rulings.all()), "")
    if said.answer == Answer.YES or ruled == Verdict.EXCLUDED:
        return Seat.RECUSED
    return Seat.UNSURE if said.answer == Answer.UNSURE and not ruled else None


def seat_of(assignment: Assignment) -> Seat:
    """Where a reviewer stands with a candidate. A tie declared later takes away what was given before."""
    barred, sheet = barred_by(assignment), sheet_of(assignment)
    if barred is not Seat.RECUSED and sheet and sheet.abstained:
        return Seat.ABSTAINED
    return barred or (Seat.SCORED if sheet else Seat.OPEN)


@dataclass(frozen=True)
class Cell:
    """One reviewer and one candidate: the state, and what was given if it counts. `assignment` is None where there is none."""

    assignment: Assignment | None
    seat: Seat | None = None
    points: dict[int, int] | None = None

    @property
    def total(self) -> int | None:
        return None if self.points is None else sum(self.points.values())

    @property
    def label(self) -> str:
        return str(self.total if self.points is not None else self.seat.label if self.seat else "")


class Standing:
    """A panel as it stands now. It asks the database once for each kind of row, however many there are."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel

    @cached_property
    def criteria(self) -> list[Criterion]:
        return list(self.panel.criteria.all())

    @cached_property
    def reviewers(self) -> list[Reviewer]:
        return list(self.panel.reviewers.all())

    @cached_property
    def candidates(self) -> list[Candidate]:
        return list(candidates(self.panel))

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """By candidate and reviewer, those that are assigned."""
        rows = assignments().filter(reviewer__panel=self.panel)
        return {(row.candidate_id, row.reviewer_id): _cell(row) for row in rows}

    def cell(self, candidate: Candidate, reviewer: Reviewer) -> Cell:
        return self.cells.get((candidate.pk, reviewer.pk), Cell(None))

    @cached_property
    def seats(self) -> Counter[Seat | None]:
        return Counter(cell.seat for cell in self.cells.values())

    @property
    def rules(self) -> Rules:
        items = [Item(c.pk, c.name, c.points, c.mean_floor, c.above_floor, c.each_floor) for c in self.criteria]
        panel = self.panel
        return Rules(items, panel.total_floor, panel.method, panel.budget, panel.places)

    @cached_property
    def entries(self) -> list[Entry]:
        sheets: dict[int, dict[int, dict[int, int] | None]] = {}
        for (candidate, reviewer), cell in self.cells.items():
            sheets.setdefault(candidate, {})[reviewer] = cell.points
        return [Entry(one.pk, one.place, one.asked or 0, sheets.get(one.pk, {})) for one in self.candidates]

    @cached_property
    def lines(self) -> list[tuple[Candidate, Line]]:
        """The ranking."""
        by_key = {one.pk: one for one in self.candidates}
        return [(by_key[line.key], line) for line in rank(self.entries, self.rules)]

    @property
    def above(self) -> int:
        """How many of the ranking stand above the line: those that follow from it as adopted."""
        return sum(line.proposed == Result.ADOPTED for _, line in self.lines)

    @cached_property
    def outcomes(self) -> dict[int, Outcome]:
        """The result that stands of each candidate that has one."""
        found = {one.pk: list(one.outcomes.all()) for one in self.candidates}
        return {key: rows[-1] for key, rows in found.items() if rows}

    @property
    def waiting(self) -> int:
        """How many declarations, rulings and sheets are still to come."""
        return sum(self.seats[seat] for seat in WAITING)

    @property
    def lacks(self) -> str:
        """What is to be laid down before anyone can judge; '' where all is there."""
        parts = [("審査項目", self.criteria), ("審査委員", self.reviewers), ("審査の対象", self.candidates)]
        missing = [name for name, found in parts if not found]
        unassigned = {one.pk for one in self.candidates} - {candidate for candidate, _ in self.cells}
        if missing:
            return "、".join(missing)
        return "割当" if unassigned else ""

    @property
    def label(self) -> str:
        """The state in words."""
        if len(self.outcomes) == len(self.candidates) and self.candidates:
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

    def spent(self) -> int:
        """What the candidates put forward come to."""
        adopted = (one for one in self.outcomes.values() if one.result == Result.ADOPTED)
        return sum(one.amount or 0 for one in adopted)


def _cell(row: Assignment) -> Cell:
    seat, sheet = seat_of(row), sheet_of(row)
    if seat is not Seat.SCORED or sheet is None:
        return Cell(row, seat)
    return Cell(row, seat, {score.criterion_id: score.points for score in sheet.scores.all()})

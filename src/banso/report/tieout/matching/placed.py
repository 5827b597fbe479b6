"""What came of looking for a section's figures: where each was found, what is missing, what nobody expected."""

from dataclasses import dataclass, field

from banso.report.document import Figure, Section

from ..finding import Finding
from ..numbers import Token
from ..reading.draft import DraftCell
from .grid import Found, Numbers


@dataclass(frozen=True)
class Place:
    """A figure's place in the draft. `against` says what about the place tells that the number is not this figure's;
    `doubt` what leaves it open; `guess` how it was found, where only its being right confirms that it is the place."""

    token: Token
    cell: DraftCell
    against: str = ""
    doubt: str = ""
    guess: str = ""


@dataclass(frozen=True)
class RowCount:
    """How many rows a table has that is counted, where it begins, and what makes the count a guess."""

    rows: int
    where: str
    guess: str = ""


@dataclass(eq=False)
class Matched:
    """A section compared: the place of each figure found, its further mentions, figures without a place, numbers nobody expected,
    and what is found of numbers that the draft works out itself."""

    section: Section
    found: dict[Figure, Place] = field(default_factory=dict)
    again: list[tuple[Figure, Place]] = field(default_factory=list)
    row_counts: dict[Figure, RowCount] = field(default_factory=dict)
    missing: list[Figure] = field(default_factory=list)
    extra: list[Found] = field(default_factory=list)
    derived: list[Finding] = field(default_factory=list)

    def place(self, figure: Figure, found: Found, numbers: Numbers, **said: str) -> None:
        """Give a figure its place; `said` is what a Place may say of it."""
        self.found[figure] = Place(found.token, found.cell, **said)
        numbers.used.update(
            id(token)
            for token in numbers.of(found.cell)
            if token.text == found.token.text and token.before == found.token.before
        )

"""What an inquiry asks for, read from its fields and, where they are empty, from its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from ..choices import TermKind
from ..models import Inquiry, Term
from ..reading import Vocabulary, all_words
from ..sizes import Sides, parse_size


class Stance(Enum):
    """How strictly a condition is held: considered, a must, or left aside."""

    CONSIDER = "consider"
    MUST = "must"
    IGNORE = "ignore"


@dataclass(frozen=True)
class Wanted:
    """An inquiry as matching sees it. `families` holds the keys of all terms akin to the process or the material."""

    today: date
    buyer_id: int
    inquiry_id: int
    process: Term | None
    material: Term | None
    certificate: Term | None
    process_family: list[int]
    material_family: list[int]
    sides: Sides
    tolerance: Decimal | None
    lot: int | None
    prefecture: str
    due_on: date | None
    words: list[str]
    stances: Mapping[str, Stance] = field(default_factory=dict)

    @classmethod
    def of(cls, inquiry: Inquiry, today: date, stances: Mapping[str, Stance] | None = None) -> "Wanted":
        texts = [inquiry.item, inquiry.conditions]
        vocabulary = Vocabulary.load()
        mentioned = vocabulary.mentioned("\n".join(texts))
        process = inquiry.process or _first(mentioned, TermKind.PROCESS)
        material = inquiry.material or _first(mentioned, TermKind.MATERIAL)
        return cls(
            today=today,
            buyer_id=inquiry.buyer_id,
            inquiry_id=inquiry.pk,
            process=process,
            material=material,
            certificate=inquiry.certificate or _first(mentioned, TermKind.CERTIFICATE),
            process_family=vocabulary.family_of(process) if process else [],
            material_family=vocabulary.family_of(material) if material else [],
            sides=parse_size(inquiry.size),
            tolerance=inquiry.tolerance,
            lot=inquiry.lot,
            prefecture=inquiry.prefecture,
            due_on=inquiry.due_on,
            words=all_words(texts),
            stances=stances or {},
        )

    def parameters(self) -> dict[str, Any]:
        """As the ranking statement takes them."""
        longest, middle, shortest = self.sides
        return {
            "today": self.today,
            "buyer": self.buyer_id,
            "process": self.process.pk if self.process else None,
            "process_family": self.process_family,
            "material": self.material.pk if self.material else None,
            "material_family": self.material_family,
            "certificate": self.certificate.pk if self.certificate else None,
            "longest": longest,
            "middle": middle,
            "shortest": shortest,
            "tolerance": self.tolerance,
            "lot": self.lot,
            "prefecture": self.prefecture or None,
            "days": (self.due_on - self.today).days if self.due_on else None,
        }


def _first(terms: list[Term], kind: str) -> Term | None:
    return next((term for term in terms if term.kind == kind), None)

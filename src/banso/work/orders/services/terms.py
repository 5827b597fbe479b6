"""The trade's words: what suppliers' texts are read by, so that the cards follow every change, soon after it."""

from typing import Any

from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from ..models import Term
from .cards import rebuild_cards


@verb
def record_term(*, by: User | None, **facts: Any) -> Term:
    """Add a process, a material or a certificate; the worker reads every supplier's texts again."""
    term = record(Term, facts)
    rebuild_cards.defer()
    return term


@verb
def correct_term(term: Term, *, by: User | None, **facts: Any) -> Term:
    """Change a term's names, or end it; the worker reads every supplier's texts again."""
    corrected = correct(term, facts)
    rebuild_cards.defer()
    return corrected

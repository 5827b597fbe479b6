"""The last seal on a draft of very many cases: pressed in a moment, carried out by a worker."""

from banso.core.trail import verb
from banso.registers.models import User

from . import errands
from .choices import Deed
from .models import Draft, Errand
from .services import as_seen, my_turn, seal

DECIDING = "decide"  # what a worker is asked to do


@verb
def ask_to_decide(draft: Draft, *, seen: str, comment: str = "", by: User) -> Errand:
    """Put the last seal on a draft of very many cases: a worker takes their steps. Raises ValidationError as :func:`seal` does."""
    _, version, _ = my_turn(draft, by, (Deed.DECIDE,))
    as_seen(version, seen)
    assert draft.case is not None
    payload, total = {"seen": seen, "comment": comment}, draft.covered.count()
    facts = {"programme": draft.case.programme, "draft": draft, "payload": payload, "total": total}
    return errands.ask(DECIDING, str(draft.pk), by=by, **facts)


def takes_long(draft: Draft, by: User) -> bool:
    """Whether one's seal is the last one on a draft of so many cases that nobody should wait for it."""
    if draft.covered.count() < errands.MANY:
        return False
    return draft.turns.filter(staff__user=by, deed=Deed.DECIDE).exists()


def _decide(errand: Errand, by: User) -> Draft:
    assert errand.draft is not None
    seal(errand.draft, by=by, **errand.payload)
    return errand.draft


def _back(errand: Errand) -> str:
    assert errand.draft is not None
    return errand.draft.get_absolute_url()


errands.doing(DECIDING, "決裁の登録", do=_decide, back=_back)

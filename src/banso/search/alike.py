"""Cases like another one, or like what was typed, though told in other words. The worker looks for them: it has the model."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from banso.core.searching import Searchable, all_searchables
from banso.core.trail import verb
from banso.registers.models import User

from .finding import Hit, hit_of, read_back
from .meaning import bits, model
from .models import Likeness
from .words import question

CANDIDATES, SHOWN = 200, 10
LEAST = 0.3  # likeness below which two texts have nothing to do with each other
KEPT, WAIT = timedelta(hours=1), timedelta(minutes=1)
READ_AT_ONCE = 500


def told_by() -> list[Searchable]:
    """The kinds that tell of cases."""
    return [declared for declared in all_searchables() if declared.case]


def read(most: int = READ_AT_ONCE) -> int:
    """Work out what up to `most` changed documents mean; how many were."""
    found = model()
    if found is None:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT document, kind, object_id FROM public.search_to_read(%s)", [most])
        taken = cursor.fetchall()
        texts = _cases([(kind, key) for _, kind, key in taken])
        told = [(document, text) for document, kind, key in taken if (text := texts.get((kind, key), ""))]
        sketches = {document: "" for document, _, _ in taken}
        if told:
            vectors = found.vectors([text for _, text in told])
            sketches |= {document: bits(vector) for (document, _), vector in zip(told, vectors, strict=True)}
        cursor.execute("SELECT public.search_read(%s::bigint[], %s::text[])", [list(sketches), list(sketches.values())])
    return len(taken)


def _cases(keys: list[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What each of these records tells, of those that can be read."""
    return {key: declared.case_of(record) for key, (declared, record) in read_back(keys).items()}


@verb
def ask_alike(*, by: User, typed: str = "", kind: str = "", object_id: int | None = None) -> Likeness:
    """Ask for cases like a record or like what was typed; the worker answers. The user's older questions go."""
    from .jobs import find_alike

    Likeness.objects.filter(asked_by=by, asked_at__lt=timezone.now() - KEPT).delete()
    asked = Likeness.objects.create(asked_by=by, typed=typed[:200], kind=kind, object_id=object_id)
    find_alike.defer(question_id=asked.pk, user_id=by.pk)
    return asked


def answer(asked: Likeness, *, by: User) -> None:
    """Look for the cases asked for: of kinds that may be seen, never from behind a wall. They are kept with the question."""
    own = (asked.kind, asked.object_id or 0)
    text = asked.typed or _cases([own]).get(own, "")
    asked.found = _alike(text, own, by) if text else []
    asked.save(update_fields=["found"])


def _alike(text: str, own: tuple[str, int], by: User) -> list[tuple[str, int, float]]:
    found, kinds = model(), [declared.kind for declared in told_by() if by.has_perm(declared.permission)]
    if found is None or not kinds:
        return []
    (asked,) = found.vectors([text])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.search_alike(%s, %s, %s)", [bits(asked), kinds, CANDIDATES])
        near = [key for key in cursor.fetchall() if key != own]
    told = _cases(near)
    texts = {key: told[key] for key in near if told.get(key)}
    if not texts:
        return []
    scores = found.vectors(list(texts.values())) @ asked
    ordered = sorted(zip(texts, scores, strict=True), key=lambda one: -one[1])
    once = {texts[key]: (*key, round(float(score), 3)) for key, score in reversed(ordered) if score >= LEAST}
    return sorted(once.values(), key=lambda one: -one[2])[:SHOWN]  # the same words tell nothing twice


def hits(asked: Likeness) -> list[Hit]:
    """The cases found, each read behind its own wall once more."""
    keys = [(kind, key) for kind, key, _ in asked.found or []]
    records, words = read_back(keys), question(asked.typed)
    return [hit_of(*records[key], words) for key in keys if key in records]


def is_unanswered(asked: Likeness) -> bool:
    """Whether the worker has let it wait for so long that it seems not to be running."""
    return asked.found is None and timezone.now() - asked.asked_at > WAIT

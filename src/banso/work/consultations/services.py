"""Every write in consultations, as a verb of the business."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.core.writing_many import record_many
from banso.registers.models import Programme, User

from .models import SHARED, Category, Consultation, OutreachDay, Theme, check_category

record_outreach_day, correct_outreach_day = verbs(OutreachDay)
record_theme, correct_theme = verbs(Theme)
record_category, _correct_category = verbs(Category)


@verb
def correct_category(category: Category, *, by: User | None, **facts: Any) -> Category:
    """Put a programme's kind of consultation right. Raises ValidationError where visits under it would change their programme."""
    counted = Consultation.objects.filter(category=category)
    if "programme" in facts and counted.exclude(programme=facts["programme"]).exists():
        raise ValidationError(
            {
                "programme": "この区分の相談があるため、別の事業には移せません。終了日を入れて、新しい区分を登録してください。"
            }
        )
    corrected: Category = _correct_category(category, by=by, **facts)
    return corrected


Countings = Mapping[Programme, Category | None]


@verb
def record_consultation(
    *, by: User | None, themes: Iterable[Theme] = (), also_under: Countings | None = None, **facts: Any
) -> Consultation:
    """Record one consultation; `facts` are the fields of :class:`Consultation`.

    `also_under` are further programmes the same visit serves, each with its category where it has categories.
    Raises ValidationError, field by field, when a fact is missing or contradicts another.
    """
    consultation = record(Consultation, facts)
    consultation.themes.add(*themes)
    if also_under:
        _behind_one_wall(consultation.programme, also_under, "also_under")
        _count_under(consultation, also_under)
    return consultation


@verb
def record_consultations(rows: list[dict[str, Any]], *, by: User | None) -> list[Any]:
    """Record many visits, each under one programme: for each one's facts its key, or the ValidationError that refuses it."""
    return record_many(Consultation, rows, clean=_refused_categories)


def _refused_categories(rows: Sequence[dict[str, Any]]) -> dict[int, ValidationError]:
    counted = set(Category.objects.filter(ended_on=None).values_list("programme", flat=True))
    found = {}
    for place, facts in enumerate(rows):
        programme = facts["programme"].pk
        try:
            check_category(programme, facts.get("category"), by_category=programme in counted)
        except ValidationError as error:
            found[place] = error
    return found


@verb
def correct_consultation(
    consultation: Consultation,
    *,
    by: User | None,
    themes: Iterable[Theme] | None = None,
    also_under: Countings | None = None,
    **facts: Any,
) -> Consultation:
    """Put a recorded consultation right; the trail keeps what it said before. The rows of further programmes follow.

    Raises ValidationError, also for a row of a further programme: the visit itself is what is put right.
    """
    if consultation.main_id:
        raise ValidationError("これは別の事業にも数えた行です。もとの相談を開いて直してください。")
    if "programme" in facts and consultation.further.filter(programme=facts["programme"]).exists():
        raise ValidationError({"programme": "この相談はその事業にもすでに数えられています。"})
    rows = consultation.further.select_related("programme")
    further = also_under if also_under is not None else [row.programme for row in rows]
    _behind_one_wall(facts.get("programme", consultation.programme), further, "programme")
    correct(consultation, facts if themes is None else facts | {"themes": themes})
    if also_under is not None:
        consultation.further.exclude(programme__in=also_under).delete()
        _count_under(consultation, also_under)
    return consultation


def _behind_one_wall(programme: Programme, further: Iterable[Programme], field: str) -> None:
    """A visit under a confidential programme may not stand under an open one too: its rows would tell of each other."""
    if any(other.walled_to_id != programme.walled_to_id for other in further):
        raise ValidationError(
            {
                field: "守秘の事業とほかの部署でも見える事業は、1件の相談にまとめられません。"
                "相談があったことがほかの部署に知られるためです。事業ごとに別の相談として記録してください。"
            }
        )


def _count_under(consultation: Consultation, also_under: Countings) -> None:
    """A row for each further programme that has none yet, and its category put right."""
    if consultation.programme in also_under:
        raise ValidationError({"also_under": "同じ事業が2度選ばれています。"})
    rows = {row.programme_id: row for row in consultation.further.all()}
    for programme, category in also_under.items():
        row = rows.get(programme.pk) or Consultation(main=consultation, programme=programme)
        correct(row, {name: getattr(consultation, name) for name in SHARED} | {"category": category})
        row.themes.set(consultation.themes.all())


@verb
def follow_up(consultation: Consultation, *, on: date, by: User | None) -> Consultation:
    """Note that the next step agreed in a consultation has been answered."""
    return correct(consultation, {"followed_up_on": on})

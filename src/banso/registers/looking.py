"""Writing down who looked at walled records: which programme's, whether one record, a list or a file, and when."""

from typing import Any

from django.db.models import Count, QuerySet

from banso.core.looking import How

from .models import Look
from .walls import Wall, wall_of, way_to_case, ways_to_programme


def note_look(user: Any, rows: QuerySet[Any], how: How, conditions: str) -> bool:
    """One row for each walled programme among what was shown; nothing for what is behind no wall."""
    wall = wall_of(rows.model)
    if wall is None or rows.model is Look:
        return False
    looks = [look for way in ways_to_programme(rows.model) for look in _looks(user, rows, how, conditions, wall, way)]
    Look.objects.bulk_create(looks)
    return bool(looks)


def _looks(user: Any, rows: QuerySet[Any], how: How, conditions: str, wall: Wall, way: str) -> list[Look]:
    walled = rows.order_by().filter(**{f"{way}__walled_to__isnull": False})
    if how is How.RECORD:
        case = way_to_case(rows.model)
        columns = (way, wall.companies[0] if wall.companies else "pk", case or "pk", "pk")
        return [
            _look(
                user, rows, how, programme, record_id=pk,
                company_id=company if wall.companies else None, of_case=of_case if case else None,
            )
            for programme, company, of_case, pk in walled.values_list(*columns)
        ]  # fmt: skip
    numbers = walled.values_list(way).annotate(number=Count("pk", distinct=True))
    return [
        _look(user, rows, how, programme, number=number, conditions=conditions[:400]) for programme, number in numbers
    ]


def _look(user: Any, rows: QuerySet[Any], how: How, programme_id: int, **facts: Any) -> Look:
    subject = str(rows.model._meta.verbose_name)
    return Look(user=user, kind=how.value, programme_id=programme_id, subject=subject, **facts)

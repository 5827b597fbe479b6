"""Who answers for a programme on a day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from banso.core.fiscal import fiscal_year_of

from .models import PostAssignment, ProgrammeYear, Staff


def keepers_of(programmes: Collection[int], on: date) -> dict[int, list[Staff]]:
    """The people who answer for each of these programmes, by key: whoever holds one of its posts, else the staff of its unit."""
    standing = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    held = PostAssignment.objects.filter(standing, post__programme__in=programmes, staff__ended_on=None)
    found: dict[int, list[Staff]] = defaultdict(list)
    for row in held.select_related("post", "staff__user").order_by("post", "pk"):
        found[row.post.programme_id] += [row.staff] if row.staff not in found[row.post.programme_id] else []
    units = units_of([pk for pk in programmes if pk not in found], on)
    members: dict[int, list[Staff]] = defaultdict(list)
    for staff in Staff.objects.filter(unit__in=set(units.values()), ended_on=None).select_related("user"):
        members[staff.unit_id].append(staff)
    return found | {programme: members[unit] for programme, unit in units.items()}


def units_of(programmes: Collection[int], on: date) -> dict[int, int]:
    """The unit of each of these programmes, by key, in the fiscal year of a day, or in the last year that names one."""
    years = ProgrammeYear.objects.filter(
        programme__in=programmes, fiscal_year__lte=fiscal_year_of(on), unit__isnull=False
    )
    found: dict[int, int] = {}
    for programme, unit in years.order_by("fiscal_year").values_list("programme", "unit"):
        if unit is not None:
            found[programme] = unit
    return found

"""Every write about placements."""

from banso.core.writing import verbs

from .models import Placement, Vacancy

record_vacancy, correct_vacancy = verbs(Vacancy)
record_placement, correct_placement = verbs(Placement)

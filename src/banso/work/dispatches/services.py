"""Every write in dispatches."""

from banso.core.writing import verbs

from .models import Dispatch, Visit

record_dispatch, correct_dispatch = verbs(Dispatch)
record_visit, correct_visit = verbs(Visit)

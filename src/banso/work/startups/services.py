"""Every write in foundings."""

from banso.core.writing import verbs

from .models import Founding

record_founding, correct_founding = verbs(Founding)

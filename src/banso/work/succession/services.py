"""Every write in succession diagnoses."""

from banso.core.writing import verbs

from .models import Diagnosis

record_diagnosis, correct_diagnosis = verbs(Diagnosis)

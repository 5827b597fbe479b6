"""Every write in turnaround and improvement plans."""

from banso.core.writing import verbs

from .models import Accompaniment, JobsKept, PlanCase, Receipt

record_plan_case, correct_plan_case = verbs(PlanCase)
record_receipt, correct_receipt = verbs(Receipt)
record_accompaniment, correct_accompaniment = verbs(Accompaniment)
record_jobs_kept, correct_jobs_kept = verbs(JobsKept)

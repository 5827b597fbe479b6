"""Every write of jobs kept; those of improvement plans are in :mod:`.improvement.services`."""

from banso.core.writing import verbs

from .models import JobsKept

record_jobs_kept, correct_jobs_kept = verbs(JobsKept)

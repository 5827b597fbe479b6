"""Every write about what is counted nowhere else."""

from banso.core.writing import verbs

from .models import Activity, ActivityCount

record_activity, correct_activity = verbs(Activity)
record_activity_count, correct_activity_count = verbs(ActivityCount)

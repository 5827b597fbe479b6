"""Every write in consortium projects."""

from banso.core.writing import verbs

from .models import Member, Project, YearDecision

record_project, correct_project = verbs(Project)
record_member, correct_member = verbs(Member)
record_year_decision, correct_year_decision = verbs(YearDecision)

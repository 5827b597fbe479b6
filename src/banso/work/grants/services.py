"""Every write in grants."""

from banso.core.writing import verbs

from .models import Application, Call, Course, Decision

record_course, correct_course = verbs(Course)
record_call, correct_call = verbs(Call)
record_application, correct_application = verbs(Application)
record_decision, correct_decision = verbs(Decision)

"""Every write in order matching."""

from banso.core.writing import verbs

from .models import Inquiry, Introduction, Outcome, Registration

record_registration, correct_registration = verbs(Registration)
record_inquiry, correct_inquiry = verbs(Inquiry)
record_introduction, correct_introduction = verbs(Introduction)
record_outcome, correct_outcome = verbs(Outcome)

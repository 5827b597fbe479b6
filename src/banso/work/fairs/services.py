"""Every write in fairs."""

from banso.core.writing import verbs

from .models import Deal, Fair, Meeting, Participant

record_fair, correct_fair = verbs(Fair)
record_participant, correct_participant = verbs(Participant)
record_meeting, correct_meeting = verbs(Meeting)
record_deal, correct_deal = verbs(Deal)

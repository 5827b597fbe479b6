"""Every write in the board's affairs."""

from banso.core.writing import verbs

from .models import AgendaItem, Audit, Meeting, OfficerChange

record_officer_change, correct_officer_change = verbs(OfficerChange)
record_audit, correct_audit = verbs(Audit)
record_meeting, correct_meeting = verbs(Meeting)
record_agenda_item, correct_agenda_item = verbs(AgendaItem)

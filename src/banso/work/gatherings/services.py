"""Every write in gatherings."""

from banso.core.writing import verbs

from .models import AdviserTalk, Attendance, Award, Gathering, Lecture, Presentation, Session, Talk

record_gathering, correct_gathering = verbs(Gathering)
record_session, correct_session = verbs(Session)
record_attendance, correct_attendance = verbs(Attendance)
record_lecture, correct_lecture = verbs(Lecture)
record_award, correct_award = verbs(Award)
record_talk, correct_talk = verbs(Talk)
record_presentation, correct_presentation = verbs(Presentation)
record_adviser_talk, correct_adviser_talk = verbs(AdviserTalk)

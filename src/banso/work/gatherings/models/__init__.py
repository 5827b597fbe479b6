"""Gatherings and what is held at them; nominations for the prizes given there."""

from .gatherings import AdviserTalk, Attendance, Award, Gathering, Lecture, Presentation, Session, Talk
from .nominations import AwardStep, Nomination

__all__ = [
    "AdviserTalk",
    "Attendance",
    "Award",
    "AwardStep",
    "Gathering",
    "Lecture",
    "Nomination",
    "Presentation",
    "Session",
    "Talk",
]

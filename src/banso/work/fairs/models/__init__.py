"""商談会: companies of two sides, who meets whom and when, the meetings held, and the deals that come of them."""

from .access import Link, SignUp
from .fair import Fair, Host, Slot
from .holding import Deal, FollowUp, FollowUpRound, Meeting, NotHeld
from .participants import Absence, PairRule, Participant, Presence, Wish
from .timetables import Appointment, Publication, Timetable

__all__ = [
    "Absence",
    "Appointment",
    "Deal",
    "Fair",
    "FollowUp",
    "FollowUpRound",
    "Host",
    "Link",
    "Meeting",
    "NotHeld",
    "PairRule",
    "Participant",
    "Presence",
    "Publication",
    "SignUp",
    "Slot",
    "Timetable",
    "Wish",
]

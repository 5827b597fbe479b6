"""Every write in order matching."""

from .asking import ask_companies, ask_introduction
from .cards import rebuild_cards, refresh_cards
from .drawings import add_drawing, remove_drawing
from .following import decide_change, hear, record_follow_up
from .inquiries import correct_inquiry, correct_outcome, record_inquiry, record_outcome
from .introducing import correct_introduction, introduce, record_introduction
from .profiles import record_profile, refresh_profile
from .registering import correct_registration, record_registration, renew_registration
from .terms import correct_term, record_term

__all__ = [
    "add_drawing",
    "ask_companies",
    "ask_introduction",
    "correct_inquiry",
    "correct_introduction",
    "correct_outcome",
    "correct_registration",
    "correct_term",
    "decide_change",
    "hear",
    "introduce",
    "rebuild_cards",
    "record_follow_up",
    "record_inquiry",
    "record_introduction",
    "record_outcome",
    "record_profile",
    "record_registration",
    "record_term",
    "refresh_cards",
    "refresh_profile",
    "remove_drawing",
    "renew_registration",
]

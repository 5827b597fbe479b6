"""Every write about guests: asking them, their coming in, their answers."""

from .answering import answer, keep_unsent, keep_while_open, note_answers, unsent_of
from .coming import Passage, confirm, open_door, send_code, tell_code
from .inviting import (
    address_part,
    address_parts,
    addresses,
    ask_again,
    ask_standing,
    invite,
    known_guest,
    prolong,
    shut_doors,
    withdraw,
)

__all__ = [
    "Passage",
    "address_part",
    "address_parts",
    "addresses",
    "answer",
    "ask_again",
    "ask_standing",
    "confirm",
    "invite",
    "keep_unsent",
    "keep_while_open",
    "known_guest",
    "note_answers",
    "open_door",
    "prolong",
    "send_code",
    "shut_doors",
    "tell_code",
    "unsent_of",
    "withdraw",
]

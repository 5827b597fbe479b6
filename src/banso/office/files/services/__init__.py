"""Every write about what came in for a case, its file as it is taken out, and how long it is kept."""

from .binding import ask_binding, drop_binding, make_binding, sweep_after_binding
from .keeping import (
    Clock,
    Due,
    clocks_of,
    correct_hold,
    correct_rule,
    dispose,
    due_cases,
    dues_of,
    erase_disposed,
    longest,
    record_hold,
    record_rule,
)
from .receiving import correct_received, mark_for_panel, pages_of, receive, receive_kept, withdraw_received

__all__ = [
    "Clock",
    "Due",
    "ask_binding",
    "clocks_of",
    "correct_hold",
    "correct_received",
    "correct_rule",
    "dispose",
    "drop_binding",
    "due_cases",
    "dues_of",
    "erase_disposed",
    "longest",
    "make_binding",
    "mark_for_panel",
    "pages_of",
    "receive",
    "receive_kept",
    "record_hold",
    "record_rule",
    "sweep_after_binding",
    "withdraw_received",
]

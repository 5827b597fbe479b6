"""Every write of papers: forms, letters one by one and in rounds, what came in."""

from django.utils import timezone as timezone

from .forms import WORD_FILE, add_form, form_for, forms_for, withdraw_form
from .incoming import correct_incoming, record_incoming
from .letters import (
    enter_letter,
    enter_numbered,
    filled_in,
    issue,
    press_seal,
    preview,
    send,
    series_of,
    subject_of,
    void,
)
from .rounds import MOST, ask_round, chosen, issue_round, offered, parties_of, press_round, resume_round, send_round

__all__ = [
    "MOST",
    "WORD_FILE",
    "add_form",
    "ask_round",
    "chosen",
    "correct_incoming",
    "enter_letter",
    "enter_numbered",
    "filled_in",
    "form_for",
    "forms_for",
    "issue",
    "issue_round",
    "offered",
    "parties_of",
    "press_round",
    "press_seal",
    "preview",
    "record_incoming",
    "resume_round",
    "send",
    "send_round",
    "series_of",
    "subject_of",
    "void",
    "withdraw_form",
]

"""Every write about mails: writing, letting go, sending, what came back."""

from .composing import (
    Line,
    correct_opt_out,
    lines_for,
    linked_by,
    opt_out,
    save_template,
    unreachable,
    write_mailing,
    write_message,
    write_round,
)
from .gating import Gate, gate_of, gated_by
from .releasing import drop, let_go, mark_by_hand, send_again, settle
from .requesting import Request, write_requests
from .returning import clear_address, read_returned

__all__ = [
    "Gate",
    "Line",
    "Request",
    "clear_address",
    "correct_opt_out",
    "drop",
    "gate_of",
    "gated_by",
    "let_go",
    "lines_for",
    "linked_by",
    "mark_by_hand",
    "opt_out",
    "read_returned",
    "save_template",
    "send_again",
    "settle",
    "unreachable",
    "write_mailing",
    "write_message",
    "write_requests",
    "write_round",
]

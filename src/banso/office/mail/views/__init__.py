"""Writing, the outbox, what came back, and the page on which one opts out."""

from .leaving import leave
from .outbox import act, act_on_message, mailing, message, message_file, panel, returned
from .writing import on_case, round_, template

__all__ = [
    "act",
    "act_on_message",
    "leave",
    "mailing",
    "message",
    "message_file",
    "on_case",
    "panel",
    "returned",
    "round_",
    "template",
]

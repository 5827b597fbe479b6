"""Setting, moving and ending deadlines, and bringing a case's deadlines in line with what the rules of its terms say."""

from .calendar import Dated, also_dated, renew_feed, stop_feed
from .keeping import drop_deadline, meet_by_record, meet_by_step, meet_deadline, move_deadline, set_deadline
from .reminders import due_digests, note_reminded
from .settling import Wanted, settle

__all__ = [
    "Dated",
    "Wanted",
    "drop_deadline",
    "also_dated",
    "due_digests",
    "meet_by_record",
    "meet_by_step",
    "meet_deadline",
    "move_deadline",
    "note_reminded",
    "renew_feed",
    "set_deadline",
    "settle",
    "stop_feed",
]

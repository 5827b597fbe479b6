"""Every write in fairs."""

from .following import answer_follow_up, plan_follow_up
from .preparing import (
    clear_pair_rule,
    correct_wish,
    enter_participant,
    lay_out_day,
    record_wish,
    state_wishes,
    take_out_of_slots,
)
from .records import (
    correct_deal,
    correct_fair,
    correct_host,
    correct_meeting,
    correct_pair_rule,
    correct_participant,
    record_deal,
    record_fair,
    record_host,
    record_meeting,
    record_pair_rule,
    record_participant,
)
from .the_day import note_presence, plan_repair, record_held, record_not_held
from .timetabling import (
    ask_timetable,
    forbid_pair,
    lock_appointments,
    move_appointment,
    publish_timetable,
    revise_timetable,
)

__all__ = [
    "answer_follow_up",
    "ask_timetable",
    "clear_pair_rule",
    "correct_deal",
    "correct_fair",
    "correct_host",
    "correct_meeting",
    "correct_pair_rule",
    "correct_participant",
    "correct_wish",
    "enter_participant",
    "forbid_pair",
    "lay_out_day",
    "lock_appointments",
    "move_appointment",
    "note_presence",
    "plan_follow_up",
    "plan_repair",
    "publish_timetable",
    "record_deal",
    "record_fair",
    "record_held",
    "record_host",
    "record_meeting",
    "record_not_held",
    "record_pair_rule",
    "record_participant",
    "record_wish",
    "revise_timetable",
    "state_wishes",
    "take_out_of_slots",
]

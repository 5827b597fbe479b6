"""Every write in sale and purchase."""

from .buyers import check_again, correct_buyer, correct_successor, record_buyer, record_screening, record_successor
from .deals import correct_deal, correct_side_note, open_deal, record_side_note
from .listings import (
    correct_barred,
    correct_listing,
    correct_public_fact,
    open_listing,
    record_barred,
    record_public_fact,
)
from .sheets import assess, write_sheet

__all__ = [
    "assess",
    "check_again",
    "correct_barred",
    "correct_buyer",
    "correct_deal",
    "correct_listing",
    "correct_public_fact",
    "correct_side_note",
    "correct_successor",
    "open_deal",
    "open_listing",
    "record_barred",
    "record_buyer",
    "record_public_fact",
    "record_screening",
    "record_side_note",
    "record_successor",
    "write_sheet",
]

"""Closing a fiscal year (年度締め): what was printed stays printed, and later changes show as differences."""

from .differences import Difference, accept_correction, differences
from .freeze import close_year, printed_of

__all__ = ["Difference", "accept_correction", "close_year", "differences", "printed_of"]

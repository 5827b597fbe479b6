"""Closing a fiscal year (年度締め): what was printed stays printed, and later changes show as differences."""

"""Tie-out (突合): a draft of the report, from whoever, compared with the records figure by figure."""

from .run import Result, tie_out

__all__ = ["Result", "tie_out"]

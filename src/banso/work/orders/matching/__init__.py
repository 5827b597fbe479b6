"""From an inquiry to suppliers worth introducing, best first, with reasons in words."""

from .candidates import CRITERIA, Candidate, Finding, candidates, compared
from .ranking import conditions_of
from .wanted import Stance, Wanted

__all__ = ["CRITERIA", "Candidate", "Finding", "Stance", "Wanted", "candidates", "compared", "conditions_of"]

"""A panel (審査会), by what it judges, who sits on it, what lies before it, and what each of them said."""

from .candidates import Assignment, Candidate, Progress
from .panels import Criterion, Panel, PanelCase, Reviewer
from .sayings import Declaration, Outcome, Ruling, Said, Score, Scoresheet

__all__ = [
    "Assignment",
    "Candidate",
    "Criterion",
    "Declaration",
    "Outcome",
    "Panel",
    "PanelCase",
    "Progress",
    "Reviewer",
    "Ruling",
    "Said",
    "Score",
    "Scoresheet",
]

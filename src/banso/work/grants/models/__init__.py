"""The records of grants: calls and applications with their steps."""

from .applications import Application, Call, Course, Decision

__all__ = ["Application", "Call", "Course", "Decision"]

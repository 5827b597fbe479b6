"""Composing: outline and records become the report as a document."""

from .composing import NoOutlineError, compose, outline_of, questions, sections_asked

__all__ = ["NoOutlineError", "compose", "outline_of", "questions", "sections_asked"]

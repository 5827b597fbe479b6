"""Composing: outline and records become the report as a document."""

from .composing import NoOutlineError, blocks_as_printed, compose, outline_of, questions, sections_asked

__all__ = ["NoOutlineError", "blocks_as_printed", "compose", "outline_of", "questions", "sections_asked"]

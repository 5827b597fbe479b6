"""Composing: outline and records become the report as a document."""

from .composing import compose, questions

__all__ = ["compose", "questions"]

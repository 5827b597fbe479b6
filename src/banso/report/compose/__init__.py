"""Composing: outline and records become the report as a document."""

from .composing import compose

__all__ = ["compose"]

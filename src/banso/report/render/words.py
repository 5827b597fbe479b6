"""Runs as plain text, for every renderer that has no links."""

from banso.core.text import clean_text
from banso.report.document import Figure, Runs


def plain(runs: Runs) -> str:
    return clean_text("".join(run.printed if isinstance(run, Figure) else run for run in runs))

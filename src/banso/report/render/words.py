"""Runs as plain text, for every renderer that has no links."""

from banso.report.document import Figure, Runs


def plain(runs: Runs) -> str:
    return "".join(run.printed if isinstance(run, Figure) else run for run in runs)

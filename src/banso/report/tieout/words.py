"""A tie-out in words, for the terminal."""

from .finding import LABELS, Finding, Status
from .run import Result


def as_text(result: Result) -> str:
    """A summary line, then everything that does not agree, where it stands and what the records say."""
    lines = [_line(finding) for finding in result.findings if finding.status is not Status.AGREES]
    agreed = result.count(Status.AGREES)
    others = sum(result.count(status) for status in (Status.DIFFERS, Status.NOT_IN_FILE, Status.UNSETTLED))
    compared = agreed + others - (result.events[1] - result.events[0])
    found, expected = result.events
    parts = [f"数値 {compared}件中 {agreed}件が一致"] if compared else []
    parts += [f"庶務の記載 {expected}件中 {found}件が一致"] if expected else []
    summary = "突合: " + "、".join(parts)
    counts = [f"{LABELS[s]} {result.count(s)}件" for s in Status if s is not Status.AGREES and result.count(s)]
    return "\n".join([*lines, summary, *(["内訳: " + "、".join(counts)] if counts else [])]) + "\n"


def _line(finding: Finding) -> str:
    key = finding.key
    name = " ".join(part for part in (key.section, key.programme, key.row, key.column) if part)
    parts = [f"[{LABELS[finding.status]}]", finding.where, name]
    if finding.printed:
        parts.append(f"ファイル {finding.printed}")
    if finding.expected:
        parts.append(f"記録 {finding.expected}")
    return " ".join(part for part in [*parts, finding.note] if part)

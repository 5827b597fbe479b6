"""How a deadline is called where others may read along: in a mail, in a calendar."""

from datetime import date

from .models import Deadline


def title_of(deadline: Deadline) -> str:
    """What is due and for whom; of a walled case only that something is, and the case's number."""
    case = deadline.case
    if case.programme.walled_to_id is not None:
        return f"期限({case.number or '番号なし'})"
    return f"{deadline.name} {case.whose}{f'({case.number})' if case.number else ''}"


def days_said(due_on: date, today: date) -> str:
    """あと3日, 今日, 3日超過."""
    left = (due_on - today).days
    if left == 0:
        return "今日"
    return f"あと{left}日" if left > 0 else f"{-left}日超過"

"""The days to ask by, counted as every deadline is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from banso.core.days import Facts, OpenDays, read_rule

MOST = 36  # months: who asks later than three years asks nobody


def asking_days(since: date, what: str, months: Iterable[int]) -> list[dict[str, Any]]:
    """The facts of the days to ask by: so many months after what happened `since`, which the sentence calls `what`."""
    facts = Facts({"since": since}, OpenDays(), {"since": what})
    found = []
    for number in sorted(set(months)):
        due = read_rule({"months": number, "after": "since"}).due(facts)
        assert due is not None
        found.append({"months": number, "due_on": due.on, "sentence": due.sentence})
    return found

"""What follows from all that was said before a panel, remembered by this process until something more is said.

A round of a thousand has five thousand sheets; the ranking of them takes a third of a second, and many look at it in a meeting. What is
remembered stands under what the reader may see: the candidates she sees, and whether what leads to a result is shut to her. Who decides
on results never decides by what was remembered: the services work it out anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from .models import Outcome, Panel, Progress, Scoresheet

MOST = 8  # panels' rankings of one process; one of a thousand candidates takes some two megabytes

_known: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def remembered(panel: Panel, seen: Hashable, work_out: Callable[[], Any]) -> Any:
    """What `work_out` gives of a panel, as it was worked out last if nothing was said since and the reader sees the same (`seen`)."""
    key = (panel.pk, _moved(panel), seen)
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    made = work_out()
    with _lock:
        for other in [one for one in _known if one[0] == panel.pk and one[1] != key[1]]:  # type: ignore[index]
            del _known[other]
        _known[key] = made
        while len(_known) > MOST:
            _known.popitem(last=False)
    return made


def _moved(panel: Panel) -> Hashable:
    """How often something was said so far; and until it is announced who won, whether what leads to it is there for whoever reads."""
    number = Progress.objects.filter(panel=panel).values_list("number", flat=True).first()
    if not panel.is_embargoed:
        return number
    sheets = Scoresheet.objects.filter(assignment__candidate__panel=panel).order_by()
    return number, sheets.exists(), Outcome.objects.filter(candidate__panel=panel).order_by().exists()

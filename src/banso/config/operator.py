"""The operator at the machine: `banso` commands and the worker act for nobody in particular, and no wall is closed to them.

Their pass is signed with a key of its own, which the owner alone can read. It is held in memory and handed to the worker,
never to what answers requests.
"""

import os
import time
from pathlib import Path
from typing import Any

from django.db.backends.signals import connection_created

from banso.core.acting import signed

VARIABLE = "BANSO_OPERATOR_KEY"
LAST = 10  # how far behind whoever waits for a page
AUTOGROUP = Path("/proc/self/autogroup")
_held: list[str] = []


def act_as_operator(key: str) -> None:
    """Let every connection of this process act for the operator from its start. Without a key no wall stands, or none opens."""
    if not key:
        return
    _held[:] = [key]
    connection_created.connect(_present_pass, dispatch_uid="operator")


def _present_pass(sender: object, connection: Any, **_: object) -> None:
    if connection.alias != "default":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), public.banso_started()")
        process, started = cursor.fetchone()
        message = f"system:0:{process}:{started}"
        cursor.execute("SELECT set_config('banso.pass', %s, false)", [signed(_held[0], message)])


def for_the_worker() -> dict[str, str]:
    """What the worker's process is told, so that it acts as this one does."""
    return {VARIABLE: _held[0]} if _held else {}


def let_others_go_first() -> None:
    """Take the processor only when nobody else wants it.

    Where the kernel shares it out among sessions first (autogroup), being nice counts only within one's own: so this becomes a
    session of its own, and that is nice as a whole. Where it does not, or may not be told, the first line is all there is.
    """
    os.nice(LAST)
    try:
        os.setsid()
        for _ in range(5):
            try:
                AUTOGROUP.write_text(str(LAST))
                return
            except BlockingIOError:  # the kernel lets one such wish through in a tenth of a second
                time.sleep(0.15)
    except OSError:
        return


def work() -> None:
    """The worker: jobs from the queue, until it is stopped. Whoever waits for a page goes first."""
    let_others_go_first()
    key = os.environ.pop(VARIABLE, "")
    import django

    django.setup()
    act_as_operator(key)
    from banso.core import jobs

    jobs.work()


if __name__ == "__main__":
    work()

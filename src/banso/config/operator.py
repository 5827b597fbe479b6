"""The operator at the machine: `banso` commands and the worker act for nobody in particular, and no wall is closed to them.

Their pass is signed with a key of its own, which the owner alone can read. It is held in memory and handed to the worker,
never to what answers requests.
"""

import os
from typing import Any

from django.db.backends.signals import connection_created

from banso.core.acting import signed

VARIABLE = "BANSO_OPERATOR_KEY"
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


def work() -> None:
    """The worker: jobs from the queue, until it is stopped. Whoever waits for a page goes first."""
    os.nice(10)
    key = os.environ.pop(VARIABLE, "")
    import django

    django.setup()
    act_as_operator(key)
    from banso.core import jobs

    jobs.work()


if __name__ == "__main__":
    work()

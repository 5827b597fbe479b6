"""Python reads this first in every process below a served office whose days a test sets: there it is always the moment in a file, and time goes on."""

import os

KEPT, BELOW = "BANSO_TEST_MOMENT", "BANSO_TEST_BELOW"


def _follow(path: str) -> None:
    import threading
    import time
    from datetime import datetime
    from pathlib import Path

    import time_machine

    def read() -> datetime:
        return datetime.fromisoformat(Path(path).read_text())

    known = read()
    clock = time_machine.travel(known, tick=True).start()

    def watch() -> None:
        nonlocal known
        while True:
            time.sleep(0.05)
            if (said := read()) != known:
                clock.move_to(said)
                known = said

    def begin() -> None:
        threading.Thread(target=watch, daemon=True).start()

    os.register_at_fork(after_in_child=begin)  # of a process that parts only the thread that does it goes on
    begin()


if BELOW in os.environ:
    _follow(os.environ[KEPT])
elif KEPT in os.environ:
    os.environ[BELOW] = "1"  # what watches over the processes does not think that the clock was put

"""The processes `serve` consists of: each ends with the one that began it, and is begun again when it ends before its time."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_DIE_WITH_PARENT = 1  # Linux's name: PR_SET_PDEATHSIG
_libc = ctypes.CDLL(None)
LONGEST_WAIT = 8.0
SHORT_LIFE = 30.0


def die_with(parent: int) -> None:
    """Have the kernel end this process when `parent` ends, however that ends. What was not committed comes to nothing."""
    _libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it could be asked
        os._exit(1)


@dataclass
class Part:
    """One process: what it is to the people who read of it, and how it is begun."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    inherits: tuple[int, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None
    begun: float = 0.0
    wait: float = field(default=0.5)

    def begin(self) -> None:
        """Begin it. It holds what it inherits, and ends with this process."""
        here = os.getpid()
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            pass_fds=self.inherits,
            preexec_fn=lambda: die_with(here),  # noqa: PLW1509 - one thread begins them all
        )

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def keep(self) -> bool:
        """Begin it again if it ended; whether it was. One that ends at once is given longer and longer to mend."""
        if self.runs:
            return False
        lived = time.monotonic() - self.begun
        self.wait = 0.5 if lived > SHORT_LIFE else self.wait
        if lived < self.wait:
            return False
        self.wait = min(self.wait * 2, LONGEST_WAIT)
        self.begin()
        return True

    def end(self) -> None:
        """Ask it to end, once it is done with what it is at."""
        if self.process and self.runs:
            self.process.terminate()

    def stop(self, until: float) -> None:
        """See it to its end; end it when its time is over."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

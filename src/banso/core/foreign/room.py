"""The room foreign files are read in: a small process that waits for files and gives each to a child of its own.

It is begun by :mod:`banso.core.foreign` with an almost empty environment, knows no database, and ends when nothing came for a
while or when the process that began it is gone. What it imports for a file it keeps, so that the next child has it at once.
"""

import ctypes
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import IO, Any

from banso.core.errors import UserError

from . import HEAD, MOST_CPU_SECONDS, REFUSED, WHOLE

MOST_MEMORY = 768 << 20
LARGEST_ANSWER = 1 << 30
IDLE_SECONDS = 120
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # Linux's names: CLONE_NEWUSER, CLONE_NEWNET
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_libc = ctypes.CDLL(None)


def main() -> None:
    door = socket.socket(fileno=int(sys.argv[1]))
    door.settimeout(IDLE_SECONDS)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children: their lines tell all
    _libc.unshare(NEW_USER | NEW_NETWORK)  # a network with nothing in it; where the kernel refuses, they do without
    for name, seconds, handed in _asked(door):
        module, _, function = name.rpartition(".")
        read = getattr(import_module(module), function)
        if os.fork() == 0:
            door.close()
            question, kept = os.fdopen(handed[0], "rb"), os.fdopen(handed[1], "wb")
            _read(read, question, kept, socket.socket(fileno=handed[2]), seconds)
        for number in handed:
            os.close(number)


def _asked(door: socket.socket) -> Iterator[tuple[str, float, list[int]]]:
    """For each file: the function that reads it, within how many seconds, and what was handed in (question, answer, line)."""
    while True:
        try:
            said, handed, _, _ = socket.recv_fds(door, 1000, 3)
        except TimeoutError:
            door.shutdown(socket.SHUT_RD)  # nobody hands in anything now; what came at this moment is still taken
            continue
        if not said:
            return
        name, seconds = said.decode().split()
        yield name, float(seconds), handed


def _read(
    read: Callable[..., Iterator[Any]], question: IO[bytes], kept: IO[bytes], line: socket.socket, seconds: float
) -> None:
    """A child's whole life."""
    try:
        _limit(seconds)
        arguments = pickle.load(question)  # noqa: S301 - from the process that began this one
        last = WHOLE
        try:
            for piece in read(*arguments):
                _put(kept, piece)
        except UserError as error:
            _put(kept, str(error))
            last = REFUSED
        kept.flush()
        line.send(last)
    except BaseException:  # a panic of native code is no Exception
        traceback.print_exc()
    finally:
        os._exit(0)


def _limit(seconds: float) -> None:
    _libc.prctl(DIE_WITH_PARENT, signal.SIGKILL)
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.setitimer(signal.ITIMER_REAL, seconds)  # ends the process, whatever it is in


def _put(kept: IO[bytes], piece: Any) -> None:
    content = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
    kept.write(len(content).to_bytes(HEAD, "big") + content)


if __name__ == "__main__":
    main()

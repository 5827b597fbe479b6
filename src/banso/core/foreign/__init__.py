"""Files from outside are read apart: in a process of its own that holds no record, no password and no connection.

A reader of an office format is a large piece of native code, and a file of 5 kB can make it end its process, fill the memory or
work for ever. So whoever opens the bytes of such a file names a pure reading function here. It runs in a child with limits of
memory and time and without a network, and what comes back is plain data, or a UserError that says what is wrong with the file:

    book = read_apart("banso.core.foreign.sheets.read_book", content)  # a generator: book[0] is the first thing it yielded

The function is told by its name, so that the libraries it reads with are loaded there alone, and must be importable without
Django's models. It takes and yields plain values, and dataclasses of Banso made of them, and says what the sender can mend with
a UserError. What it yields goes through a file, so little of it is held in memory here.
"""

import io
import os
import pickle
import socket
import subprocess
import sys
import threading
import time
from dataclasses import is_dataclass
from enum import Enum
from tempfile import TemporaryFile
from typing import IO, Any

from banso.core.errors import UserError

MOST_SECONDS = 90.0
MOST_CPU_SECONDS = 60
AT_ONCE = 2  # readers beside each other, each with its own limit of memory
MOST_IN_A_PIECE = 256 << 20
HEAD = 8  # the bytes that say how long a piece is
WHOLE, REFUSED = b".", b"!"  # a reader's last word: it read the file, or its last piece says why not
TOO_LONG = "ファイルを読むのに時間がかかりすぎたため、読むのをやめました。要る部分だけを新しいファイルに写して選び直してください。"
FAILED = (
    "ファイルを開けません。壊れているか、開くと異常に大きくなります。"
    "元のソフトで開き、要る部分だけを新しいファイルに写して保存し直してください。"
)


class Answer:
    """What a reading function yielded, piece by piece, kept in a file without a name."""

    def __init__(self, kept: IO[bytes]) -> None:
        self._kept, self._lock = kept, threading.Lock()
        self._places: list[tuple[int, int]] = []
        kept.seek(0)
        while head := kept.read(HEAD):
            length = int.from_bytes(head, "big")
            self._places.append((kept.tell(), length))
            kept.seek(length, os.SEEK_CUR)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, number: int) -> Any:
        place, length = self._places[number]
        if length > MOST_IN_A_PIECE:
            raise UserError(FAILED)
        with self._lock:
            self._kept.seek(place)
            content = self._kept.read(length)
        try:
            return _Plain(io.BytesIO(content)).load()
        except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, LookupError) as error:
            raise UserError(FAILED) from error


def read_apart(function: str, *arguments: Any, seconds: float = MOST_SECONDS) -> Answer:
    """Let a child read, by a generator named with its module; what it yielded.

    Raises UserError for what the function refused, and where a limit or a fault of the reader's own code ended it.
    """
    began = time.monotonic()
    with _readers.few, TemporaryFile() as question:
        pickle.dump(arguments, question, pickle.HIGHEST_PROTOCOL)
        question.seek(0)
        kept = TemporaryFile()  # noqa: SIM115 - the answer keeps it
        with _readers.begin(f"{function} {seconds}", question, kept) as reader:
            reader.settimeout(seconds + 5)
            said = _last_word(reader)
    if not said:
        raise UserError(TOO_LONG if time.monotonic() - began >= min(seconds, MOST_CPU_SECONDS) else FAILED)
    answer = Answer(kept)
    if said == REFUSED:
        raise UserError(answer[-1])
    return answer


def _last_word(reader: socket.socket) -> bytes:
    """What a reader says at its end; nothing where it was ended."""
    try:
        return reader.recv(1)
    except OSError:
        return b""


class _Plain(pickle.Unpickler):
    """Data from a child that a hostile file may have taken over: plain values, days and Banso's dataclasses, never a call."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" or module.startswith("banso."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (module == "datetime" or is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise UserError(FAILED)


class _Readers:
    """The room the readers run in (:mod:`banso.core.foreign.room`): begun when it is needed, gone when it no longer is."""

    def __init__(self) -> None:
        self._lock, self.few = threading.Lock(), threading.Semaphore(AT_ONCE)
        self._door: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self, asked: str, question: IO[bytes], kept: IO[bytes]) -> socket.socket:
        """Have a reader begin: the end of a line that it holds until it is done."""
        here, there = socket.socketpair()
        with there, self._lock:
            handed = [question.fileno(), kept.fileno(), there.fileno()]
            try:
                socket.send_fds(self._opened(), [asked.encode()], handed)
            except OSError:  # it had nothing to do for a while, and went
                self._leave()
                socket.send_fds(self._opened(), [asked.encode()], handed)
        return here

    def _opened(self) -> socket.socket:
        if self._door is None:
            self._door, there = socket.socketpair(type=socket.SOCK_SEQPACKET)
            with there:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "banso.core.foreign.room", str(there.fileno())],
                    pass_fds=[there.fileno()],
                    stdin=subprocess.DEVNULL,
                    start_new_session=True,
                    env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "LC_ALL": "C.UTF-8"},
                )
        return self._door

    def _leave(self) -> None:
        if self._door is not None:
            self._door.close()
        self._door = self._process = None

    def forget(self) -> None:
        """In a process that was parted from this one: its readers are this one's, not its own."""
        self._lock, self.few = threading.Lock(), threading.Semaphore(AT_ONCE)
        self._leave()


_readers = _Readers()
os.register_at_fork(after_in_child=_readers.forget)

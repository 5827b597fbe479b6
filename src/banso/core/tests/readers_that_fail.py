"""Reading functions as hostile files make them, run by the tests in the readers' room."""

import os
import socket
from collections.abc import Iterator
from typing import Any

from banso.core.errors import UserError


def ends_its_process(how: str) -> Iterator[Any]:
    yield "the first piece"
    if how == "memory":
        yield [bytearray(64 << 20) for _ in range(64)]
    elif how == "time":
        while True:
            pass
    elif how == "abort":
        os.abort()
    elif how == "quiet":
        os._exit(0)
    raise ValueError("a fault of the reader's own code")


def hands_back_a_call() -> Iterator[Any]:
    yield os.system


def refuses() -> Iterator[Any]:
    yield 1
    raise UserError("2枚目のシートが読めません。")


def what_it_knows() -> Iterator[Any]:
    yield sorted(os.environ)
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1).close()
    except OSError as error:
        yield error.strerror

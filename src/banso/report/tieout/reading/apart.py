"""What a reader of drafts does, in a process of its own (:mod:`banso.core.foreign`)."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from .draft import Draft
from .excel import read_excel
from .text import read_text
from .word import read_word

READERS: dict[str, Callable[[Path], Draft]] = {".txt": read_text, ".docx": read_word, ".xlsx": read_excel}


def read_draft(kind: str, content: bytes) -> Iterator[Draft]:
    """The draft in a file of a known kind. Raises UserError."""
    held = os.memfd_create("draft")  # a path that is no place on the disk
    try:
        with os.fdopen(held, "wb", closefd=False) as file:
            file.write(content)
        yield READERS[kind](Path(f"/proc/self/fd/{held}"))
    finally:
        os.close(held)

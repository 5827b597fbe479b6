"""Which names of many are near, all compared with all at once: the same answer as :func:`compare.may_be_near`, pair by pair.

A register of a hundred thousand has blocks of a thousand names, half a million pairs each. What makes two names near follows
from the length of their longest common subsequence, which rapidfuzz finds for a whole block in C.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from .compare import NEAR, may_be_near

Indices = np.ndarray[Any, np.dtype[np.int64]]


def near_pairs(names: list[str]) -> tuple[Indices, Indices]:
    """The places of each two names that are near, the earlier place first."""
    lengths = np.fromiter((len(name) for name in names), dtype=np.int32, count=len(names))
    common = cdist(names, names, scorer=LCSseq.similarity, dtype=np.int32)
    both = lengths[:, None] + lengths[None, :]
    shorter = np.minimum(lengths[:, None], lengths[None, :])
    near = 200 * common >= (NEAR - 1) * both
    within = (
        common == shorter
    ) & ~near  # the shorter is the longer with something left out: begun alike, or abbreviated
    first, second = np.nonzero(np.triu(near, 1))
    rest = [(i, j) for i, j in _places(within) if may_be_near(names[i], names[j])]
    more = np.array(rest, dtype=np.int64).reshape(-1, 2)
    return np.concatenate([first, more[:, 0]]), np.concatenate([second, more[:, 1]])


def _places(marked: Any) -> Iterator[tuple[int, int]]:
    first, second = np.nonzero(np.triu(marked, 1))
    return zip(first.tolist(), second.tolist(), strict=True)

"""Aligning two sequences in order: which of these stands for which of those, so that the whole fits best."""

from collections.abc import Callable, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def align(expected: Sequence[A], found: Sequence[B], score: Callable[[A, B], float], least: float) -> dict[int, int]:
    """Pairs {index of expected: index of found}, both rising, with the greatest sum of scores.

    A pair scoring under `least` is never made. Time and memory grow with the product of the two lengths.
    """
    scores = [[score(a, b) for b in found] for a in expected]
    best = [[0.0] * (len(found) + 1) for _ in range(len(expected) + 1)]
    for i in range(len(expected) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            pair = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= least else -1.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    return _path(scores, best, least)


def _path(scores: list[list[float]], best: list[list[float]], least: float) -> dict[int, int]:
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(scores) and j < len(scores[0]):
        if scores[i][j] >= least and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs

"""Twins within one source: rows that name one new company, or may, before any of them is on the register."""

from collections import defaultdict
from typing import Generic, TypeVar

from .blocks import blocks, is_weak
from .compare import Judgement, Party, Verdict, compare, may_be_near
from .names import take_apart

T = TypeVar("T")
LARGEST = 60  # as many that share no more than an end of the name say nothing


class Twins(Generic[T]):
    """The companies that a source has named so far, found by the keys that twins share."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[str, Party, T]]] = defaultdict(list)

    def add(self, party: Party, what: T) -> None:
        """Know one more."""
        own = take_apart(party.name).key
        for key in self._keys(party):
            self._by_key[key].append((own, party, what))

    def of(self, party: Party) -> tuple[T | None, Judgement]:
        """The one that this surely is, else the one it likeliest may be; None where it is like no other."""
        best: tuple[T | None, Judgement] = (None, Judgement(Verdict.DIFFERENT, 0, ()))
        own, seen = take_apart(party.name).key, set[int]()
        for key in self._keys(party):
            others = self._by_key.get(key, ())
            if is_weak(key) and len(others) > LARGEST:
                continue
            for theirs, other, what in others:
                if id(what) in seen or (is_weak(key) and not may_be_near(own, theirs)):
                    continue
                seen.add(id(what))
                judgement = compare(party, other)
                if judgement.verdict is Verdict.SAME:
                    return what, judgement
                if judgement.verdict is Verdict.DOUBTFUL and judgement.score > best[1].score:
                    best = what, judgement
        return best

    def _keys(self, party: Party) -> list[str]:
        return blocks(party.name, party.kana, party.phone, party.corporate_number, party.invoice_number)

"""The yearly look over the whole register for companies that stand there twice: what grew in unseen goes to the queue.

Pairs that share a blocking key are compared, whatever their number; pairs that were asked before, decided or not, are not asked
again. Memory holds each company's key, the pairs worth comparing as two numbers in one, and a few thousand companies at a time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app as jobs

from banso.registers.matching.blocks import LARGEST_BLOCK, is_weak
from banso.registers.matching.compare import Verdict
from banso.registers.matching.names import take_apart
from banso.registers.matching.near import Indices, near_pairs
from banso.registers.models import Company, CompanyName, Doubt, DoubtSource

from .doubting import Pair, doubt_pairs
from .resolving import most_alike, parties_of

AT_ONCE = 2000
COMPARED_AT_ONCE = 20_000
Progress = Callable[[int, str], None]
SHARED = """
    WITH keys AS (
        SELECT coalesce(merged_into_id, id) AS company, unnest(blocks) AS key FROM registers_company
        UNION SELECT coalesce(c.merged_into_id, c.id), unnest(n.blocks)
        FROM registers_companyname n JOIN registers_company c ON c.id = n.company_id
    )
    SELECT key, array_agg(company ORDER BY company) FROM keys GROUP BY key HAVING count(*) BETWEEN 2 AND %s
"""


@jobs.periodic(cron="0 3 1 4 *")
@jobs.task(name="look_for_twins_yearly", queueing_lock="look_for_twins")
def look_for_twins_yearly(timestamp: int) -> None:
    look_for_twins()


def look_for_twins(progress: Progress = lambda percent, step: None) -> int:
    """Queue every pair of the register that may be one company and was never asked about; how many pairs came new."""
    progress(0, "照合の手がかりを整えています")
    for model in (Company, CompanyName):
        _renew_keys(model.objects.all())
    before = Doubt.objects.count()
    register = _Register.read()
    codes = register.unasked(_worth_comparing(register, progress))
    for first in range(0, len(codes), COMPARED_AT_ONCE):
        progress(40 + 59 * first // len(codes), f"{len(codes):,}組を1組ずつ比べています")
        pairs = register.pairs(codes[first : first + COMPARED_AT_ONCE])
        doubt_pairs(_likely(pairs), source=DoubtSource.YEARLY, by=None)
    progress(100, "")
    return Doubt.objects.count() - before


def _renew_keys(rows: QuerySet[Any]) -> None:
    """Keys as they are made today: for rows that plain SQL wrote, and after the making of keys has changed."""
    field: Any = rows.model._meta.get_field("blocks")
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = some[-1].pk
        stale = [row for row in some if row.blocks != field.pre_save(row, False)]
        rows.model._default_manager.bulk_update(stale, ["blocks"])


@dataclass(frozen=True)
class _Register:
    """The companies in the order of their names' keys, so that near ones lie together; a pair is one number of two places."""

    keys: list[int]
    names: list[str]
    places: dict[int, int]

    @classmethod
    def read(cls) -> "_Register":
        rows = sorted((take_apart(name).key, pk) for pk, name in Company.objects.values_list("pk", "name").iterator())
        keys = [pk for _, pk in rows]
        return cls(keys, [name for name, _ in rows], {pk: place for place, pk in enumerate(keys)})

    def codes(self, first: Indices, second: Indices) -> Indices:
        """Pairs of places as numbers, the lower place first."""
        size = len(self.keys)
        return np.minimum(first, second) * size + np.maximum(first, second)

    def unasked(self, codes: Indices) -> Indices:
        """The pairs that were not asked about before."""
        rows = Doubt.objects.filter(company__isnull=False).values_list("company_id", "candidate_id")
        asked = np.array([[self.places[a], self.places[b]] for a, b in rows], dtype=np.int64).reshape(-1, 2)
        return np.setdiff1d(codes, self.codes(asked[:, 0], asked[:, 1]), assume_unique=True)

    def pairs(self, codes: Indices) -> list[tuple[int, int]]:
        """The companies of these pairs, the earlier registered first."""
        of_two = zip(*(places.tolist() for places in np.divmod(codes, len(self.keys))), strict=True)
        return [(min(pair), max(pair)) for pair in ((self.keys[a], self.keys[b]) for a, b in of_two)]


def _worth_comparing(register: _Register, progress: Progress) -> Indices:
    """Pairs that share a key which says something, or an end of the name and are near on the whole; each once."""
    blocks = list(_blocks())
    work = sum(len(companies) ** 2 for _, companies in blocks)
    found, done, latest = [np.empty(0, dtype=np.int64)], 0, 0
    for key, companies in blocks:
        places = np.array([register.places[pk] for pk in companies], dtype=np.int64)
        if is_weak(key):
            first, second = near_pairs([register.names[place] for place in places])
        else:
            first, second = np.triu_indices(len(places), 1)
        found.append(register.codes(places[first], places[second]))
        done += len(companies) ** 2
        if 5 + 35 * done // work > latest:
            latest = 5 + 35 * done // work
            progress(latest, f"近い名前の企業を{len(blocks):,}の組分けの中で探しています")
    return np.unique(np.concatenate(found))


def _blocks() -> Iterator[tuple[str, list[int]]]:
    """Each key that several companies share, and those companies, read in portions."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(SHARED, [LARGEST_BLOCK])
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _likely(pairs: list[tuple[int, int]]) -> Iterator[Pair]:
    """The pairs that may be one company, and why; the later of the two is asked about."""
    companies = parties_of({pk for pair in pairs for pk in pair})
    for earlier, later in pairs:
        found = most_alike(companies[later], companies[earlier])
        if found.verdict is not Verdict.DIFFERENT:
            yield Pair(later, companies[later][0].name, earlier, found)

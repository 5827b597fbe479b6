"""The yearly look over the whole register for companies that stand there twice: what grew in unseen goes to the queue.

Pairs that share a blocking key are compared, whatever their number; pairs that were asked before, decided or not, are not asked
again. Memory holds each company's key, the pairs worth comparing, and a few thousand companies at a time.
"""

from collections.abc import Iterator
from itertools import combinations, islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app as jobs

from banso.registers.matching.blocks import LARGEST_BLOCK, is_weak
from banso.registers.matching.compare import Verdict, may_be_near
from banso.registers.matching.names import take_apart
from banso.registers.models import Company, CompanyName, Doubt, DoubtSource

from .doubting import Pair, doubt_pairs
from .resolving import most_alike, parties_of

AT_ONCE = 2000
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


def look_for_twins() -> int:
    """Queue every pair of the register that may be one company and was never asked about; how many pairs came new."""
    for model in (Company, CompanyName):
        _renew_keys(model.objects.all())
    before = Doubt.objects.count()
    pairs = iter(sorted(_worth_comparing()))
    while some := list(islice(pairs, AT_ONCE)):
        doubt_pairs(_likely(some), source=DoubtSource.YEARLY, by=None)
    return Doubt.objects.count() - before


def _renew_keys(rows: QuerySet[Any]) -> None:
    """Keys as they are made today: for rows that plain SQL wrote, and after the making of keys has changed."""
    field: Any = rows.model._meta.get_field("blocks")
    last = 0
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = some[-1].pk
        stale = [row for row in some if row.blocks != field.pre_save(row, False)]
        rows.model._default_manager.bulk_update(stale, ["blocks"])


def _worth_comparing() -> set[tuple[int, int]]:
    """Pairs that share a key which says something, or an end of the name and are near on the whole."""
    names = {pk: take_apart(name).key for pk, name in Company.objects.values_list("pk", "name").iterator()}
    found: set[tuple[int, int]] = set()
    for key, companies in _blocks():
        pairs = combinations(companies, 2)
        found.update(pairs if not is_weak(key) else (p for p in pairs if may_be_near(names[p[0]], names[p[1]])))
    return found


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

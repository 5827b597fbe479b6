"""The ranking, in one statement: cards found by code, each condition judged 2 (fits), 1 (doubtful) or 0 (missing), scored.

Only the best by conditions go on to the reading of their texts, so that the time hardly grows with the register.
The weights were set once by judgement, not fitted to the labelled set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Any

from django.db import connection

from ..choices import Reason
from ..models import CardWord, SupplierCard
from .wanted import Stance, Wanted

READ = 300  # whose texts are read
RAREST = 12  # words of the inquiry that are looked for
YEARS_REMEMBERED = 3
WEIGHTS = {
    "process": 10.0, "certificate": 4.0, "size": 3.0, "tolerance": 3.0, "lot": 2.5, "material": 2.5, "region": 2.0,
    "due": 1.0, "capacity": 1.5,
}  # fmt: skip
DOUBT = 0.4  # what a doubtful condition is worth of one that fits
SAYS_OF_SUPPLIER = [
    Reason.DUE, Reason.QUANTITY, Reason.EQUIPMENT, Reason.SIZE, Reason.TOLERANCE, Reason.CERTIFICATE, Reason.CAPACITY,
    Reason.NO_REPLY, Reason.PRICE,
]  # fmt: skip

_JUDGED = {
    "process": "CASE WHEN c.processes @> ARRAY[%(process)s::bigint] THEN 2 "
    "WHEN c.mentioned @> ARRAY[%(process)s::bigint] OR c.processes && %(process_family)s::bigint[] THEN 1 ELSE 0 END",
    "material": "CASE WHEN c.materials || c.mentioned @> ARRAY[%(material)s::bigint] THEN 2 "
    "WHEN c.materials = '{}' OR c.materials && %(material_family)s::bigint[] THEN 1 ELSE 0 END",
    "size": "CASE WHEN k.longest IS NULL THEN 1 WHEN k.longest >= %(longest)s "
    "AND coalesce(k.middle >= %(middle)s, true) AND coalesce(k.shortest >= %(shortest)s, true) THEN 2 ELSE 0 END",
    "tolerance": "CASE WHEN k.tolerance IS NULL THEN 1 WHEN k.tolerance <= %(tolerance)s THEN 2 ELSE 0 END",
    "lot": "CASE WHEN k.lot_min IS NULL AND k.lot_max IS NULL THEN 1 "
    "WHEN coalesce(k.lot_min <= %(lot)s, true) AND coalesce(k.lot_max >= %(lot)s, true) THEN 2 ELSE 0 END",
    "certificate": "CASE WHEN c.certificates @> ARRAY[%(certificate)s::bigint] THEN 2 "
    "WHEN c.certificates = '{}' OR c.mentioned @> ARRAY[%(certificate)s::bigint] THEN 1 ELSE 0 END",
    "region": "CASE (SELECT prefecture FROM registers_company r WHERE r.id = c.company_id) "
    "WHEN %(prefecture)s THEN 2 WHEN '' THEN 1 ELSE 0 END",
    "due": "CASE WHEN k.lead_days IS NULL THEN 1 WHEN k.lead_days <= %(days)s THEN 2 ELSE 0 END",
    "capacity": "CASE WHEN c.capacity_told_on < %(today)s::date - 180 THEN 1 "
    "WHEN c.capacity = 'free' THEN 2 WHEN c.capacity = 'full' THEN 0 ELSE 1 END",
}  # fmt: skip
_ASKED_BY = {"region": "prefecture", "due": "days", "size": "longest"}

_STATEMENT = """
WITH past AS (
    SELECT i.supplier_id,
        count(*) FILTER (WHERE o.result = 'agreed') AS deals,
        count(*) FILTER (WHERE o.reason_code = ANY(%(against)s)) AS declined,
        count(*) FILTER (WHERE o.reason_code = ANY(%(against)s) AND q.process_id = %(process)s) AS declined_alike,
        count(*) FILTER (WHERE o.id IS NULL AND i.introduced_on > %(today)s::date - 90) AS busy
    FROM orders_introduction i JOIN orders_inquiry q ON q.id = i.inquiry_id
    LEFT JOIN orders_outcome o ON o.introduction_id = i.id
    WHERE i.introduced_on BETWEEN %(today)s::date - {days} AND %(today)s::date GROUP BY i.supplier_id
), judged AS (
    SELECT c.company_id, c.told_on, c.words, p.deals, p.declined, p.declined_alike, p.busy,
        (c.mentioned @> ARRAY[%(process)s::bigint])::int AS named, {judged}
    FROM orders_suppliercard c
    LEFT JOIN orders_capability k ON k.profile_id = c.profile_id AND k.process_id = %(process)s
    LEFT JOIN past p ON p.supplier_id = c.company_id
    WHERE {found} AND coalesce(c.registered_until >= %(today)s, true) AND c.company_id <> %(buyer)s
), best AS (
    SELECT *, {score} + 1.5 * named
        + least(2, 0.7 * coalesce(deals, 0)) - least(2, 0.4 * coalesce(declined, 0))
        - least(3, 1.2 * coalesce(declined_alike, 0)) - least(3, greatest(0, coalesce(busy, 0) - 2))
        - CASE WHEN coalesce(told_on > %(today)s::date - 365, false) THEN 0 ELSE 0.5 END AS score
    FROM judged WHERE {required} ORDER BY score DESC, company_id LIMIT {read}
)
SELECT company_id, score + (
        SELECT coalesce(sum(rarity), 0) FROM unnest(%(words)s::text[], %(rarities)s::float[]) AS w(word, rarity)
        WHERE w.word = ANY(best.words)) AS score,
    coalesce(deals, 0), coalesce(declined, 0), coalesce(declined_alike, 0), coalesce(busy, 0), {names}
FROM best ORDER BY 2 DESC, company_id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Ranked:
    """A supplier's place: its score, what came of earlier introductions, and each condition's state."""

    company_id: int
    score: float
    deals: int
    declined: int
    declined_alike: int
    busy: int
    states: dict[str, int]


def conditions_of(wanted: Wanted) -> list[str]:
    """The conditions an inquiry sets; how free a supplier is matters for all."""
    given = wanted.parameters()
    return [name for name in WEIGHTS if name == "capacity" or given[_ASKED_BY.get(name, name)] is not None]


def rank(wanted: Wanted, most: int, only: Iterable[int] = ()) -> list[Ranked]:
    """The best suppliers on the register today, best first; `only` asks about certain companies."""
    given = wanted.parameters()
    asked = [name for name in conditions_of(wanted) if wanted.stances.get(name) is not Stance.IGNORE]
    words, rarities = _rarities(wanted.words)
    if not words and wanted.process is None:
        return []
    given |= {"against": SAYS_OF_SUPPLIER, "words": words, "rarities": rarities, "most": most, "only": list(only)}
    rows: list[tuple[Any, ...]] = []
    for found in _found(wanted, only):
        with connection.cursor() as cursor:
            cursor.execute(_statement(wanted, asked, found), given)
            rows = cursor.fetchall()
        if len(rows) >= most:
            break
    return [_ranked(row, asked) for row in rows]


def _statement(wanted: Wanted, asked: list[str], found: str) -> str:
    required = [f"{name} = 2" for name in asked if wanted.stances.get(name) is Stance.MUST]
    return _STATEMENT.format(
        days=365 * YEARS_REMEMBERED,
        judged=", ".join(f"{_JUDGED[name]} AS {name}" for name in asked) or "1 AS one",
        found=found,
        score=" + ".join(["0", *(f"{WEIGHTS[name]} * {_worth(name)}" for name in asked)]),
        required=" AND ".join(required) or "true",
        read=READ,
        names=", ".join(asked) or "1",
    )


def _found(wanted: Wanted, only: Iterable[int]) -> list[str]:
    """Which cards to look at; the wider condition is for when the narrower finds too few."""
    if only:
        return ["c.company_id = ANY(%(only)s)"]
    if wanted.process is None:
        return ["c.words && %(words)s::varchar[]"]
    direct = "c.processes @> ARRAY[%(process)s::bigint] OR c.mentioned @> ARRAY[%(process)s::bigint]"
    return [f"({direct})", f"({direct} OR c.processes && %(process_family)s::bigint[])"]


def _worth(name: str) -> str:
    return f"CASE {name} WHEN 2 THEN 1 WHEN 1 THEN {DOUBT} ELSE -1 END"


def _ranked(row: tuple[Any, ...], asked: list[str]) -> Ranked:
    company, score, deals, declined, alike, busy, *states = row
    return Ranked(company, float(score), deals, declined, alike, busy, dict(zip(asked, states, strict=False)))


def _rarities(words: list[str]) -> tuple[list[str], list[float]]:
    """The inquiry's rarest words that stand on any card, and what each is worth (BM25's idf, to at most 4 in all)."""
    known = sorted(CardWord.objects.filter(word__in=words, cards__gt=0), key=lambda row: (row.cards, row.word))[:RAREST]
    total = SupplierCard.objects.count() if len(known) else 0
    worth = [log(1 + (total - row.cards + 0.5) / (row.cards + 0.5)) for row in known]
    share = 4 / max(4.0, sum(worth))
    return [row.word for row in known], [value * share for value in worth]

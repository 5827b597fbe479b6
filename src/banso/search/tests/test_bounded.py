"""The latest matches, whatever their frequency: the very ones, and read in bounded work."""

from typing import Any

import pytest
from django.db import connection

from conftest import TinyWorld

KINDS, OTHER = ["k.a", "k.b"], ["k.b"]

# 'all' stands in every document, 'f100' in every hundredth, 'gone' only in old ones, 'undated' in those without a day.
FILL = """
    INSERT INTO search_document (kind, object_id, names, day, programme, words)
    SELECT CASE WHEN n % 50 = 0 THEN 'k.b' ELSE 'k.a' END, n, CASE WHEN n % 10 = 0 THEN 'やまかわ商会' || n ELSE '' END, day, 1 + n % 3,
        to_tsvector('simple', concat_ws(' ', 'all', CASE WHEN n % 3 = 0 THEN 'f3' END, CASE WHEN n % 10 < 2 THEN 'f5' END,
            CASE WHEN n % 100 = 7 THEN 'f100' END, CASE WHEN n % 4000 = 1 THEN 'f4000' END, CASE WHEN day < '2017-01-01' THEN 'gone' END,
            CASE WHEN day IS NULL THEN 'undated' END, CASE WHEN day > '2029-01-01' THEN 'planned' END))
    FROM (SELECT n, CASE WHEN n % 40 = 3 THEN NULL WHEN n % 200 = 5 THEN make_date(2030, 1, 1) + n % 3000
                    ELSE make_date(2014, 4, 1) + (n * 7919) % 3650 END AS day
          FROM generate_series(1, 16000) n) days
"""


@pytest.fixture
def register(world: TinyWorld) -> TinyWorld:
    with connection.cursor() as cursor:
        cursor.execute(FILL)
    return world


def latest(
    asked: str, most: int, kinds: list[str] = KINDS, year: int | None = None, programme: int | None = None
) -> Any:
    """(what is found, the documents read for it)."""
    with connection.cursor() as cursor:
        read = "SELECT coalesce(sum(idx_tup_fetch), 0) FROM pg_stat_xact_all_tables WHERE relname = 'search_document'"
        cursor.execute(read)
        (before,) = cursor.fetchone()
        cursor.execute("SELECT search_latest(%s, %s, %s, %s, %s)", [asked, kinds, year, programme, most])
        (found,) = cursor.fetchone()
        cursor.execute(read)
        return found, cursor.fetchone()[0] - before


def expected(
    asked: str, most: int, kinds: list[str] = KINDS, year: int | None = None, programme: int | None = None
) -> Any:
    """Read from every document, one by one."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT id FROM search_document WHERE words @@ %s::tsquery AND kind = ANY (%s) AND (%s IS NULL OR programme = %s)
               AND (%s IS NULL OR day >= make_date(%s, 4, 1) AND day < make_date(%s, 4, 1))
               ORDER BY day DESC NULLS LAST, id DESC LIMIT %s""",
            [asked, kinds, programme, programme, year, year or 1, (year or 1) + 1, most],
        )
        return [pk for (pk,) in cursor.fetchall()]


@pytest.mark.parametrize("most", [40, 1000])
def test_the_latest_are_found_whatever_the_frequency(register: TinyWorld, most: int) -> None:
    """Of all kinds, of one, of a year, of a programme: the same as reading every document."""
    narrowed: list[dict[str, Any]] = [
        {},
        {"kinds": OTHER},
        {"year": 2016},
        {"programme": 2},
        {"kinds": OTHER, "programme": 3},
    ]
    for asked in ("all", "f3", "f5", "f100", "f4000", "gone", "undated", "planned", "f3 & f100", "all <-> f5", "never"):
        for one in narrowed:
            assert sorted(latest(asked, most, **one)[0]) == sorted(expected(asked, most, **one)), (asked, one)


def test_few_documents_are_read_for_any_frequency(register: TinyWorld) -> None:
    """The latest thousand, and hardly more than are wanted: 3,200 documents hold f5, of which 400 are asked for."""
    for asked in ("all", "f3", "f5", "f100", "f4000", "never"):
        found, read = latest(asked, 400)
        assert len(found) <= 400 and read <= 1000 + 400 * 2, asked


def test_names_are_found_without_reading_the_register(register: TinyWorld) -> None:
    """By pairs of letters; what only has the pairs is no match."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT search_named('会1200', %s, NULL, NULL, 50), search_named('商会やま', %s, NULL, NULL, 50)",
            [KINDS, KINDS],
        )
        found, none = cursor.fetchone()
        cursor.execute("SELECT names FROM search_document WHERE id = ANY (%s)", [found])
        assert sorted(name for (name,) in cursor.fetchall()) == [
            "やまかわ商会1200",
            *(f"やまかわ商会1200{n}" for n in [0]),
        ]
        cursor.execute("EXPLAIN SELECT FROM search_document WHERE names <> '' AND search_pairs(names) @> '{やま,まか}'")
        assert "search_parts_of_names" in str(cursor.fetchall()) and none == []

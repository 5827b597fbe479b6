"""How long an inquiry waits for its candidates with 100,000 suppliers on the register: found, scored and explained.

Suppliers are made by SQL from the reference world's terms, with cards like those the services write; without a trail, as nothing stays.
"""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from banso.registers.models import Company, Programme
from banso.work.orders.matching import Stance, Wanted, candidates
from banso.work.orders.models import Inquiry, Term

TODAY = date(2024, 4, 1)
SUPPLIERS, ASKED = 100_000, 200
TABLES = ("orders_profile", "orders_capability", "orders_profileterm", "orders_registration", "registers_company")
VOCABULARY = 3000  # rare words the made texts draw from

FILL = """
ALTER TABLE registers_company DISABLE TRIGGER USER;
ALTER TABLE orders_profile DISABLE TRIGGER USER;
ALTER TABLE orders_capability DISABLE TRIGGER USER;
INSERT INTO registers_company (created_at, updated_at, name, kana, name_key, kana_key, invoice_number, prefecture, postal_code, address, phone, size, note)
    SELECT now(), now(), '試験' || n, '', '試験' || n, '', '', (ARRAY['岩手県', '秋田県', '宮城県', '東京都'])[1 + n %% 4], '', '', '', 'small', ''
    FROM generate_series(1, %(suppliers)s) n;
INSERT INTO orders_profile (created_at, updated_at, company_id, side, told_on, source, capacity, capacity_told_on, strengths)
    SELECT now(), now(), id, 'supplier', date '2022-06-01' + (random() * 660)::int, 'visit',
        (ARRAY['free', 'some', 'full'])[1 + id %% 3], date '2024-01-01', '' FROM registers_company WHERE name LIKE '試験%%';
INSERT INTO orders_capability (created_at, updated_at, profile_id, process_id, longest, middle, shortest, tolerance, lot_min, lot_max, lead_days)
    SELECT DISTINCT ON (p.id, t.id) now(), now(), p.id, t.id, 50 + (random() * 1500)::int, 50, 20, 0.005 + random()::numeric(4, 3) / 10,
        1, (random() * 5000)::int + 1, (random() * 45)::int
    FROM orders_profile p JOIN registers_company c ON c.id = p.company_id AND c.name LIKE '試験%%'
    CROSS JOIN LATERAL (SELECT (%(processes)s::bigint[])[1 + (hashint8(p.id * 3 + s) & 1048575) %% %(kinds)s] AS id FROM generate_series(0, 2) s) t;
INSERT INTO orders_suppliercard (company_id, profile_id, told_on, capacity, capacity_told_on, processes, materials, certificates, mentioned, words)
    SELECT p.company_id, p.id, p.told_on, p.capacity, p.capacity_told_on,
        ARRAY(SELECT process_id FROM orders_capability k WHERE k.profile_id = p.id),
        ARRAY[(%(materials)s::bigint[])[1 + (hashint8(p.id) & 1048575) %% %(stuffs)s]], '{}',
        ARRAY[(%(processes)s::bigint[])[1 + (hashint8(p.id * 7) & 1048575) %% %(kinds)s]],
        ARRAY(SELECT '語' || (power(random(), 3) * %(vocabulary)s)::int || substr(p.id::text, 1, 0) FROM generate_series(1, 25))
    FROM orders_profile p JOIN registers_company c ON c.id = p.company_id AND c.name LIKE '試験%%';
INSERT INTO orders_cardword (word, cards) SELECT word, count(DISTINCT company_id) FROM orders_suppliercard, unnest(words) word
    WHERE word LIKE '語%%' GROUP BY word ON CONFLICT (word) DO NOTHING;
"""  # noqa: S608


def measure(suppliers: int) -> Iterator[str]:
    """Lines of results. Nothing of what is made stays."""
    with transaction.atomic():
        _fill(suppliers)
        chance = random.Random(7)
        inquiries = [_inquiry(chance) for _ in range(ASKED)]
        for label, stances in (
            ("all conditions considered", {}),
            ("process and size a must", {"process": Stance.MUST, "size": Stance.MUST}),
        ):
            times = sorted(_timed(inquiry, stances) for inquiry in inquiries)
            p95 = times[int(len(times) * 0.95) - 1]
            yield f"{suppliers:,} suppliers, {ASKED} inquiries, {label}: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, slowest {times[-1]:.0f} ms"
        transaction.set_rollback(True)


def _fill(suppliers: int) -> None:
    terms = {
        kind: list(Term.objects.filter(kind=kind).values_list("pk", flat=True)) for kind in ("process", "material")
    }
    given = {
        "suppliers": suppliers, "processes": terms["process"], "kinds": len(terms["process"]),
        "materials": terms["material"], "stuffs": len(terms["material"]), "vocabulary": VOCABULARY,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement, given)
        cursor.execute(f"ANALYZE orders_suppliercard, orders_cardword, {', '.join(TABLES)}")


def _inquiry(chance: random.Random) -> Inquiry:
    kind = {name: list(Term.objects.filter(kind=name)) for name in ("process", "material")}
    return Inquiry.objects.create(
        programme=Programme.objects.get(code="order-matching"),
        buyer=Company.objects.order_by("pk").first(),
        received_on=TODAY,
        item=" ".join(f"語{int(chance.random() ** 3 * VOCABULARY)}" for _ in range(8)),
        process=chance.choice(kind["process"]),
        material=chance.choice(kind["material"]),
        size=f"{chance.randint(50, 900)}×40×10",
        tolerance=Decimal(chance.randint(10, 90)) / 1000,
        lot=chance.randint(1, 3000),
    )


def _timed(inquiry: Inquiry, stances: dict[str, Stance]) -> float:
    started = time.perf_counter()
    candidates(Wanted.of(inquiry, TODAY, stances))
    return (time.perf_counter() - started) * 1000

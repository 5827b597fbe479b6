"""How long the yearly look over the whole register takes where names are dense: a thousand begin alike, a thousand end alike."""

import random
import resource
import time
from collections.abc import Iterator

from django.db import connection, transaction

from banso.registers.models import Company, Doubt
from banso.registers.services.yearly import look_for_twins

COMPANIES = 100_000
SIGNS = "山川田中村森林木石本大小上下東西南北青白赤黒金銀水火土日月星空海島浦崎野原坂井沢谷岡松竹梅桜花鳥風光朝若高長和平明正"
PLACES = 40  # two signs of a place and one more begin a name
FORMS = ("株式会社{}", "{}株式会社", "有限会社{}", "㈱{}", "{}")
TRADES = ("製作所", "鉄工所", "木工所", "商事部", "建設業", "水産業", "食品店", "電機店", "印刷所", "運輸業")


def names(number: int, seed: int = 11) -> Iterator[str]:
    """Made-up names: one in twenty is an earlier one in another spelling."""
    chance = random.Random(seed)
    places = ["".join(chance.sample(SIGNS, 2)) for _ in range(PLACES)]
    made: list[str] = []
    for _ in range(number):
        if made and chance.random() < 0.05:
            core = chance.choice(made)
        else:
            middle = "".join(chance.choice(SIGNS) for _ in range(chance.randint(3, 5)))
            core = f"{chance.choice(places)}{chance.choice('中北南西')}{middle}{chance.choice(TRADES)}"
            made.append(core)
        yield chance.choice(FORMS).format(core)


def measure(number: int) -> Iterator[str]:
    """Lines of results. Nothing of what is made stays."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE registers_company DISABLE TRIGGER USER")
        Company.objects.bulk_create([_company(name) for name in names(number)], batch_size=5_000)
        started = time.monotonic()
        found = look_for_twins()
        took = time.monotonic() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        yield f"{number:>12,} companies, dense names: looked over in {took:.0f} s, {found:,} pairs queued, at most {memory} MB"
        assert Doubt.objects.count() >= found
        transaction.set_rollback(True)


def _company(name: str) -> Company:
    made = Company(name=name)
    for field in Company._meta.concrete_fields:
        field.pre_save(made, True)
    return made

"""Keeping the suppliers' cards in step with the register and the profiles."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app as jobs

from banso.registers.models import Company

from ..choices import Capacity, Side, TermKind
from ..models import CardWord, Profile, Registration, SupplierCard
from ..reading import Vocabulary, all_words

AT_ONCE = 1000


def refresh_cards(companies: Collection[int]) -> None:
    """Write the cards of some companies again, and count their words anew. One writer at a time for each company."""
    list(Company.objects.select_for_update().filter(pk__in=companies).order_by("pk").values_list("pk"))
    old = SupplierCard.objects.filter(company__in=companies)
    before = [word for card in old for word in card.words]
    old.delete()
    made = SupplierCard.objects.bulk_create(_cards(companies, Vocabulary.load()))
    _count(before, -1)
    _count((word for card in made for word in card.words), 1)


@jobs.task(name="rebuild_cards")
@transaction.atomic
def rebuild_cards() -> int:
    """Write every card again; how many there are. Who saves a supplier meanwhile waits; who looks for one does not."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE orders_suppliercard IN SHARE ROW EXCLUSIVE MODE")
    SupplierCard.objects.all().delete()
    CardWord.objects.all().delete()
    vocabulary, number = Vocabulary.load(), 0
    registered = Registration.objects.filter(side=Side.SUPPLIER).order_by("company_id").distinct("company_id")
    remaining = iter(registered.values_list("company_id", flat=True))
    while some := list(islice(remaining, AT_ONCE)):
        number += len(SupplierCard.objects.bulk_create(_cards(some, vocabulary)))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO orders_cardword (word, cards) "
            "SELECT word, count(*) FROM orders_suppliercard, unnest(words) AS word GROUP BY word"
        )
    return number


def _count(words: Iterable[str], step: int) -> None:
    """Add to, or take from, the number of cards of each word. Sorted, so that two writers wait in one order."""
    found = sorted(words)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO orders_cardword AS c (word, cards) "
            "SELECT word, count(*) * %s FROM unnest(%s::text[]) AS word GROUP BY word ORDER BY word "
            "ON CONFLICT (word) DO UPDATE SET cards = c.cards + excluded.cards",
            [step, found],
        )


def _cards(companies: Collection[int], vocabulary: Vocabulary) -> Iterator[SupplierCard]:
    """The cards of those companies that are, or were, on the register of suppliers."""
    registrations = Registration.objects.filter(company__in=companies, side=Side.SUPPLIER).select_related("company")
    latest = registrations.order_by("company_id", "-registered_on", "-pk").distinct("company_id")
    profiles = Profile.objects.filter(company__in=companies, side=Side.SUPPLIER).current().with_facts()
    known = {profile.company_id: profile for profile in profiles}
    return (_card(registration, known.get(registration.company_id), vocabulary) for registration in latest)


def _card(registration: Registration, profile: Profile | None, vocabulary: Vocabulary) -> SupplierCard:
    texts = [registration.capabilities, *(_texts(profile) if profile else ())]
    return SupplierCard(
        company=registration.company,
        profile=profile,
        registered_until=registration.ended_on,
        told_on=profile.told_on if profile else None,
        capacity=profile.capacity if profile else Capacity.UNKNOWN,
        capacity_told_on=profile.capacity_told_on if profile else None,
        processes=[row.process_id for row in profile.capabilities.all()] if profile else [],
        materials=_keys(profile, TermKind.MATERIAL),
        certificates=_keys(profile, TermKind.CERTIFICATE),
        mentioned=[term.pk for term in vocabulary.mentioned("\n".join(texts))],
        words=all_words(texts),
    )


def _texts(profile: Profile) -> list[str]:
    return [profile.strengths, *(f"{machine.name} {machine.size}" for machine in profile.machines.all())]


def _keys(profile: Profile | None, kind: str) -> list[Any]:
    return [term.pk for term in profile.terms_of(kind)] if profile else []

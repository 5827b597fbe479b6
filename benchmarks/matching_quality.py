"""How well an inquiry's suppliers are ranked: against BM25 over the profiles' texts, and against plain SQL filters.

The labels do not come from the ranking. Each supplier of the reference world has a truth (`banso.demo.profiles.truth_of`): what it can do, to
which size, tolerance and lot, in which materials, with which certificates. Its profile tells that truth with gaps: of the facts about a quarter is
not told, some only in the text and by another name, some texts speak of work done elsewhere. An inquiry is made from needs, and told with
gaps too: the process coded or only in words, the material left to the wording. Who suits it is judged by the needs and the truths alone:

2  does the process, and every need is met
1  does the process, the certificate is there, and all needs but one of material, size, tolerance and lot are met
0  all others
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import log2

import bm25s
from django.db import transaction
from django.db.models import Q

from banso.demo.profiles import MATERIALS_OF, METALS, PROCESSES_OF, Truth, truth_of
from banso.registers.models import Company, Programme
from banso.work.orders.matching import Wanted, candidates
from banso.work.orders.models import Inquiry, Profile, Registration, SupplierCard, Term
from banso.work.orders.reading import words

SEED, INQUIRIES, TOP = "profiles-2024", 150, 10
TODAY = date(2024, 3, 31)


Search = Callable[[Inquiry], list[int]]


@dataclass(frozen=True)
class Need:
    """What a buyer truly needs."""

    process: str
    material: str | None
    longest: int
    tolerance: Decimal
    lot: int
    certificate: str | None

    def grade(self, truth: Truth) -> int:
        able = truth.processes.get(self.process)
        if able is None or (self.certificate and self.certificate not in truth.certificates):
            return 0
        met = [
            self.material is None or self.material in truth.materials,
            able.longest >= self.longest,
            able.tolerance <= self.tolerance,
            able.lot_min <= self.lot <= able.lot_max,
        ]
        return 2 if all(met) else 1 if met.count(False) == 1 else 0


def needs(chance: random.Random) -> list[Need]:
    processes = sorted({code for codes in PROCESSES_OF.values() for code in codes})
    made = []
    for number in range(INQUIRIES):
        process = processes[number % len(processes)]
        stuffs = MATERIALS_OF.get(process, METALS)
        made.append(
            Need(
                process=process,
                material=chance.choice(stuffs) if stuffs and chance.random() < 0.7 else None,
                longest=chance.choice((50, 100, 200, 400)),
                tolerance=Decimal(chance.choice(("0.01", "0.03", "0.05", "0.1"))),
                lot=chance.choice((5, 20, 100, 300, 1000)),
                certificate=chance.choice(("iso9001", "iso14001", "iatf16949")) if chance.random() < 0.2 else None,
            )
        )
    return made


def told(need: Need, terms: dict[tuple[str, str | None], Term], chance: random.Random) -> Inquiry:
    """The inquiry as it reaches the centre: coded in part, in words by any name."""
    process, material = terms["process", need.process], terms.get(("material", need.material))
    coded, material_coded = chance.random() < 0.7, chance.random() < 0.6
    said = [
        chance.choice(material.words) + "の" if material and not material_coded else "",
        chance.choice(process.words),
    ]
    certificate = terms.get(("certificate", need.certificate))
    return Inquiry.objects.create(
        programme=Programme.objects.get(code="order-matching"),
        buyer=Company.objects.order_by("pk").first(),
        received_on=TODAY,
        item="".join(said),
        conditions=chance.choice(("", "図面支給。", "継続の見込みあり。", "まず試作から。")),
        process=process if coded else None,
        material=material if material_coded else None,
        certificate=certificate,
        size=str(need.longest) if chance.random() < 0.8 else "",
        tolerance=need.tolerance if chance.random() < 0.8 else None,
        lot=need.lot if chance.random() < 0.8 else None,
    )


def ours(inquiry: Inquiry) -> list[int]:
    return [candidate.company.pk for candidate in candidates(Wanted.of(inquiry, TODAY), TOP)]


def sql_filters() -> Search:
    """What a search mask does: process, material and certificate by code or by a name in the text, limits that are known kept; by reading."""

    def search(inquiry: Inquiry) -> list[int]:
        wanted = Wanted.of(inquiry, TODAY)
        if wanted.process is None:
            return []
        k = "profile__capabilities__"
        limits = Q(**{f"{k}process": wanted.process})
        if wanted.sides[0]:
            limits &= Q(**{f"{k}longest__gte": wanted.sides[0]})
        if wanted.tolerance:
            limits &= Q(**{f"{k}tolerance__lte": wanted.tolerance})
        if wanted.lot:
            limits &= Q(**{f"{k}lot_max__gte": wanted.lot})
        rows = SupplierCard.objects.filter(limits)
        if wanted.material:
            rows = rows.filter(materials__contains=[wanted.material.pk])
        if wanted.certificate:
            rows = rows.filter(certificates__contains=[wanted.certificate.pk])
        return list(rows.order_by("company__kana_key", "pk").values_list("pk", flat=True)[:TOP])

    return search


def _said(profile: Profile) -> Iterator[str]:
    """Everything a profile says, in words."""
    yield profile.strengths
    for row in (*profile.machines.all(), *profile.capabilities.all(), *profile.terms.all()):
        yield str(row)


def bm25() -> Search:
    """BM25 over everything a profile says, coded facts written out, read by the same tokenizer."""
    profiles = list(Profile.objects.filter(side="supplier").current().with_facts())
    skills = dict(Registration.objects.filter(side="supplier").values_list("company_id", "capabilities"))
    texts = ["\n".join([skills[profile.company_id], *_said(profile)]) for profile in profiles]
    index = bm25s.BM25()
    index.index([words(text) or ["無"] for text in texts], show_progress=False)

    def search(inquiry: Inquiry) -> list[int]:
        asked = [
            inquiry.item,
            inquiry.conditions,
            *(str(t or "") for t in (inquiry.process, inquiry.material, inquiry.certificate)),
        ]
        found, _ = index.retrieve([words("\n".join(asked)) or ["無"]], k=TOP, show_progress=False)
        return [profiles[place].company_id for place in found[0]]

    return search


def scores(ranked: list[int], grades: dict[int, int]) -> tuple[float, float]:
    """(recall@10 of the suppliers graded 2, nDCG@10)."""
    good = {company for company, grade in grades.items() if grade == 2}
    recall = len(good & set(ranked[:TOP])) / min(TOP, len(good))
    gained = sum((2 ** grades.get(company, 0) - 1) / log2(place + 2) for place, company in enumerate(ranked[:TOP]))
    ideal = sum(
        (2**grade - 1) / log2(place + 2) for place, grade in enumerate(sorted(grades.values(), reverse=True)[:TOP])
    )
    return recall, gained / ideal


def evaluate() -> Iterator[str]:
    """Lines of results. Nothing of what is made stays."""
    chance = random.Random(11)
    terms = {(term.kind, term.code): term for term in Term.objects.all()}
    standing = Registration.objects.standing_on(TODAY).filter(side="supplier")
    truths = {row.company_id: truth_of(SEED, row) for row in standing}
    rankers = {"Banso": ours, "BM25": bm25(), "SQL filters": sql_filters()}
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in rankers}
    with transaction.atomic():
        for need in needs(chance):
            grades = {company: need.grade(truth) for company, truth in truths.items()}
            inquiry = told(need, terms, chance)
            if 2 in grades.values():
                for name, search in rankers.items():
                    results[name].append(scores(search(inquiry), grades))
        transaction.set_rollback(True)
    for name, found in results.items():
        recall, gain = (sum(column) / len(found) for column in zip(*found, strict=True))
        yield f"{name:<12} {len(found)} inquiries  recall@{TOP} {recall:.3f}  nDCG@{TOP} {gain:.3f}"

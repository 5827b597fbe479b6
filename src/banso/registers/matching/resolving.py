"""Which company of the register is meant: for many companies as written at once, in a fixed number of queries.

Candidates are found by the keys that a sure match must share (法人番号, インボイス登録番号, telephone, name, reading); each is then
compared with all that is known (:mod:`.compare`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Func, Q, Value

from banso.core.text import digits, fold_kana
from banso.registers.models import Company, CompanyName
from banso.registers.naming import name_key

from .compare import Judgement, Party, Verdict, compare

FEWEST_DIGITS = 9
_NO_DIGITS = "-()‐－ー（）+ 　"
_PHONE = Func(
    F("phone"),
    Value("０１２３４５６７８９" + _NO_DIGITS),
    Value("0123456789"),
    function="translate",
    output_field=CharField(),
)
Candidate = tuple[Company, Judgement]


@dataclass(frozen=True)
class Resolved:
    """What a company as written was found to be: one on the register, doubtful ones to choose from, or nobody known."""

    company: Company | None
    doubtful: tuple[Candidate, ...] = ()
    why: str = ""


def resolve(parties: list[Party]) -> list[Resolved]:
    """The company meant by each."""
    known = _Known(parties)
    return [_decide(party, known.near(party)) for party in parties]


def _decide(party: Party, near: Iterable[tuple[Company, Party]]) -> Resolved:
    judged = [(company, compare(party, theirs)) for company, theirs in near]
    best: dict[int, Candidate] = {}
    for company, judgement in judged:
        if company.pk not in best or _rank(judgement) > _rank(best[company.pk][1]):
            best[company.pk] = (company, judgement)
    sure = [found for found in best.values() if found[1].verdict is Verdict.SAME]
    if len(sure) == 1:
        return Resolved(sure[0][0], why="、".join(sure[0][1].reasons))
    doubtful = sure or [found for found in best.values() if found[1].verdict is Verdict.DOUBTFUL]
    return Resolved(None, tuple(sorted(doubtful, key=lambda found: -found[1].score)))


def _rank(judgement: Judgement) -> tuple[bool, int]:
    return judgement.verdict is Verdict.SAME, judgement.score


def telephone(text: str) -> str:
    """The digits of a telephone number; '' if too few to tell anyone by."""
    found = re.sub(r"\D", "", digits(text))
    return found if len(found) >= FEWEST_DIGITS else ""


class _Known:
    """The companies that share a key with any of these, by key."""

    def __init__(self, parties: list[Party]) -> None:
        keys = [_keys(party) for party in parties]
        names = {key for _, key in (k for found in keys for k in found if k[0] == "name")}
        wanted: dict[str, set[str]] = defaultdict(set)
        for found in keys:
            for kind, key in found:
                wanted[kind].add(key)
        others = list(CompanyName.objects.filter(name_key__in=names).values_list("company_id", "name", "name_key"))
        condition = (
            Q(name_key__in=names)
            | Q(corporate_number__in=wanted["number"])
            | Q(invoice_number__in=[f"T{number}" for number in wanted["number"]])
            | Q(pk__in=[key for key, _, _ in others])
        )
        if wanted["reading"]:
            condition |= Q(kana_key__in=wanted["reading"])
        companies = list(Company.objects.filter(condition).select_related("municipality"))
        if wanted["phone"]:
            by_phone = Company.objects.alias(telephone=_PHONE).filter(telephone__in=wanted["phone"])
            companies += [*by_phone.select_related("municipality")]
        self._by_key: dict[tuple[str, str], dict[int, tuple[Company, Party]]] = defaultdict(dict)
        by_id = {company.pk: company for company in companies}
        for company in by_id.values():
            party = party_of(company)
            for key in _keys(party):
                self._by_key[key][company.pk] = (company, party)
        self._others: dict[tuple[str, str], list[tuple[Company, Party]]] = defaultdict(list)
        for pk, name, folded in others:
            if pk in by_id:
                self._others["name", folded].append((by_id[pk], party_of(by_id[pk], name)))

    def near(self, party: Party) -> list[tuple[Company, Party]]:
        found: list[Any] = []
        for key in _keys(party):
            found += [*self._by_key.get(key, {}).values(), *self._others.get(key, ())]
        return found


def party_of(company: Company, name: str = "") -> Party:
    """What is known of a company on the register, under its own or another name."""
    return Party(
        name or company.name,
        kana=company.kana,
        corporate_number=company.corporate_number or "",
        invoice_number=company.invoice_number,
        phone=company.phone,
        municipality=str(company.municipality or ""),
    )


def _keys(party: Party) -> list[tuple[str, str]]:
    number = party.corporate_number or party.invoice_number[1:]
    keys = (
        ("name", name_key(party.name)),
        ("number", number),
        ("phone", telephone(party.phone)),
        ("reading", fold_kana(party.kana)),
    )
    return [key for key in keys if key[1]]

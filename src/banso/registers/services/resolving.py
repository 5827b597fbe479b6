"""Whose row is this? What a source says of a company, found in the register: surely one company, doubtful ones, or none.

How to use it:

    from banso.registers.matching.compare import Party
    from banso.registers.services.resolving import resolve, resolve_all

    found = resolve(Party("㈱山田工業", phone="017-712-3456", municipality="仙台市"))
    found.verdict       Verdict.SAME: link the row to found.company_id, nobody need be asked
                        Verdict.DOUBTFUL: ask about found.candidates, the likeliest first, each with score and reasons
                        Verdict.DIFFERENT: no such company yet

    resolve_all(parties)   the same for many rows at once, in their order, with a number of queries that does not grow with
                           them; give it some thousands at a time, so that memory stays small

`Party` takes whatever the source says; only the name is needed. `place_of` gives a party's municipality from an address.
Nothing is written here, and nothing but the keys' indexes is read: candidates share a blocking key with the row.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from banso.core.text import fold
from banso.registers.matching.blocks import LARGEST_BLOCK, blocks, is_weak, sure_blocks
from banso.registers.matching.compare import Judgement, Party, Verdict, compare, may_be_near
from banso.registers.matching.names import take_apart
from banso.registers.matching.places import municipality_in
from banso.registers.models import Answer, Company, CompanyName, Doubt, Person

MOST_CANDIDATES = 8
_COLUMNS = ("pk", "merged_into_id", "name", "kana", "corporate_number", "invoice_number", "phone", "address")


@dataclass(frozen=True)
class Candidate:
    """A company of the register that a row may mean."""

    company_id: int
    name: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Resolution:
    """What was found for a row. `company_id` and `reasons` are of the sure one; `candidates` the doubtful, likeliest first."""

    verdict: Verdict
    company_id: int | None = None
    reasons: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


def resolve(party: Party) -> Resolution:
    """The company that one row means."""
    return resolve_all([party])[0]


def resolve_all(parties: Sequence[Party]) -> list[Resolution]:
    """The companies that many rows mean, in the order of the rows.

    Most rows of most lists are surely a company, and found by few keys; only the others are looked for by all.
    """
    decided = _remembered(parties)
    found = _resolved(parties, [_sure_blocks_of(party) for party in parties], decided)
    open_ = [
        place for place, (p, f) in enumerate(zip(parties, found, strict=True)) if p.representative or not f.company_id
    ]
    others = [parties[place] for place in open_]
    of_others = _resolved(others, [blocks_of(party) for party in others], [decided[place] for place in open_])
    for place, resolution in zip(open_, of_others, strict=True):
        found[place] = resolution
    return found


def _sure_blocks_of(party: Party) -> list[str]:
    return sure_blocks(party.name, party.phone, party.corporate_number, party.invoice_number)


def _resolved(parties: Sequence[Party], keys: list[list[str]], decided: "list[dict[int, Answer]]") -> list[Resolution]:
    """The companies meant, among those that share a key."""
    if not parties:
        return []
    known = _known(sorted({key for of_row in keys for key in of_row}))
    by_key: dict[str, list[_Known]] = defaultdict(list)
    for company in known:
        for key in company.keys:
            by_key[key].append(company)
    return [
        _judged(party, _worth_comparing(party, of_row, by_key), of_people)
        for party, of_row, of_people in zip(parties, keys, decided, strict=True)
    ]


def row_key(party: Party) -> str:
    """What makes a row the same row when it comes again: its name, its number and its place. '' for nobody's."""
    number = party.corporate_number or party.invoice_number.removeprefix("T")
    return f"{fold(party.name)}|{number}|{fold(party.municipality)}"[:400]


def _remembered(parties: Sequence[Party]) -> "list[dict[int, Answer]]":
    """What people have decided of these very rows: row by row, the companies they are or are not."""
    decided = Doubt.objects.filter(company=None, answer__in=[Answer.SAME, Answer.OTHER])
    if not decided.exists():
        return [{} for _ in parties]
    keys = [row_key(party) for party in parties]
    found: dict[str, dict[int, Answer]] = defaultdict(dict)
    rows = decided.filter(row_key__in=set(keys))
    for key, answer, candidate, survivor in rows.values_list(
        "row_key", "answer", "candidate_id", "candidate__merged_into_id"
    ):
        found[key][survivor or candidate] = Answer(answer)
    return [found.get(key, {}) for key in keys]


def _worth_comparing(party: Party, keys: list[str], by_key: dict[str, "list[_Known]"]) -> "list[_Known]":
    """The companies that share a key which says something, or a mere end of the name and are near on the whole."""
    own = take_apart(party.name).key
    found = {company.pk: company for key in keys if not is_weak(key) for company in by_key.get(key, ())}
    for key in filter(is_weak, keys):
        for company in by_key.get(key, ()):
            if company.pk not in found and any(may_be_near(own, take_apart(p.name).key) for p in company.parties):
                found[company.pk] = company
    return [found[pk] for pk in sorted(found)]


def blocks_of(party: Party) -> list[str]:
    """The blocking keys of what a source says."""
    return blocks(party.name, party.kana, party.phone, party.corporate_number, party.invoice_number)


def place_of(municipality: str, address: str) -> str:
    """Where a party is: the municipality as the source gives it, else the one its address begins with."""
    return municipality.strip() or municipality_in(address)


@dataclass(frozen=True)
class _Known:
    """A company of the register, under each of its names, and the blocking keys it was found by."""

    pk: int
    parties: tuple[Party, ...]
    keys: frozenset[str]


def _known(keys: list[str]) -> list[_Known]:
    """The companies that share a blocking key, by their own or another name; one merged into another by the other."""
    named = CompanyName.objects.filter(pk__in=_sharing(CompanyName, keys)).order_by("pk")
    others = list(named.values_list("company_id", "name", "blocks"))
    rows = {row["pk"]: row for row in _facts(Company.objects.filter(pk__in=_sharing(Company, keys)))}
    wanted = {pk for pk, _, _ in others} | {row["merged_into_id"] for row in rows.values()} - {None}
    rows |= {row["pk"]: row for row in _facts(Company.objects.filter(pk__in=wanted - rows.keys()))}
    names: dict[int, list[str]] = defaultdict(list)
    found: dict[int, set[str]] = defaultdict(set)
    for pk, name, of_name in [*((row["pk"], "", row["blocks"]) for row in rows.values()), *others]:
        survivor = rows[pk]["merged_into_id"] or pk
        found[survivor] |= set(of_name)
        names[survivor] += [name or rows[pk]["name"]] if name or survivor != pk else []
    heads = representatives(found)
    return [
        _Known(pk, _under_each_name(party_of(rows[pk], heads.get(pk, "")), names[pk]), frozenset(keys))
        for pk, keys in found.items()
    ]


def _sharing(model: type[Company] | type[CompanyName], keys: list[str]) -> set[int]:
    """The rows that have one of these keys, unless it is a mere end of the name that too many share to say anything.

    The index is asked for each key: a thousand at once would be sought in every row.
    """
    statement = f"""
        SELECT k, array_agg(found.id)
        FROM unnest(%s::text[]) AS k
        CROSS JOIN LATERAL (SELECT t.id FROM {model._meta.db_table} t WHERE t.blocks @> ARRAY[k] LIMIT %s) found
        GROUP BY k
    """
    found: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(statement, [keys, LARGEST_BLOCK + 1])
        for key, rows in cursor.fetchall():
            if not is_weak(key) or len(rows) <= LARGEST_BLOCK:
                found.update(rows)
    return found


def _facts(companies: Any) -> Iterable[dict[str, Any]]:
    rows: Iterable[dict[str, Any]] = companies.order_by().values(
        *_COLUMNS, "blocks", "municipality__prefecture", "municipality__name"
    )
    return rows


def known_of(company: Company) -> Party:
    """A company of the register as it is compared."""
    (row,) = _facts(Company.objects.filter(pk=company.pk))
    return party_of(row, representatives([company.pk]).get(company.pk, ""))


def representatives(companies: Iterable[int]) -> dict[int, str]:
    """The present representative of each company."""
    people = Person.objects.filter(company__in=list(companies), is_representative=True, ended_on__isnull=True)
    return dict(people.values_list("company_id", "name"))


def party_of(row: dict[str, Any], representative: str = "") -> Party:
    """A company of the register as it is compared."""
    named = f"{row['municipality__prefecture'] or ''}{row['municipality__name'] or ''}"
    return Party(
        name=row["name"],
        kana=row["kana"],
        corporate_number=row["corporate_number"] or "",
        invoice_number=row["invoice_number"],
        phone=row["phone"],
        municipality=place_of(named, row["address"]),
        representative=representative,
    )


def _under_each_name(party: Party, names: list[str]) -> tuple[Party, ...]:
    """A company as it is known now, and as it was or is called besides; a reading belongs to the present name."""
    return (party, *(replace(party, name=name, kana="") for name in names))


def _judged(party: Party, companies: list[_Known], decided: "dict[int, Answer]") -> Resolution:
    """Sure is exactly one company; where two are, or the number is another's, a person has to say which."""
    for pk, answer in decided.items():
        if answer == Answer.SAME:
            return Resolution(Verdict.SAME, pk, ("前に「同じ」と判断しました",))
    companies = [company for company in companies if company.pk not in decided]
    judged = [(company, _best(party, company)) for company in companies]
    sure = [(company, found) for company, found in judged if found.verdict is Verdict.SAME]
    numbers = {f"c{number}" for number in (party.corporate_number, party.invoice_number.removeprefix("T")) if number}
    if len(sure) == 1 and not any(numbers & company.keys for company in companies if company is not sure[0][0]):
        ((company, found),) = sure
        return Resolution(Verdict.SAME, company.pk, found.reasons)
    likely = sorted(
        ((company, found) for company, found in judged if found.verdict is not Verdict.DIFFERENT),
        key=lambda pair: (-pair[1].score, pair[0].pk),
    )
    candidates = tuple(
        Candidate(company.pk, company.parties[0].name, found.score, found.reasons)
        for company, found in likely[:MOST_CANDIDATES]
    )
    return Resolution(Verdict.DOUBTFUL if candidates else Verdict.DIFFERENT, candidates=candidates)


_RANKS = {Verdict.SAME: 2, Verdict.DOUBTFUL: 1, Verdict.DIFFERENT: 0}


def _best(party: Party, company: _Known) -> Judgement:
    return most_alike((party,), company.parties)


def most_alike(ours: Sequence[Party], theirs: Sequence[Party]) -> Judgement:
    """The strongest likeness between any names of two, saying by which name if it is not the present one."""
    found = [(compare(mine, other), mine, other) for mine in ours for other in theirs]
    best, mine, other = max(found, key=lambda one: (_RANKS[one[0].verdict], one[0].score))
    former = [party.name for party, first in ((mine, ours[0]), (other, theirs[0])) if party is not first]
    if former and best.verdict is not Verdict.DIFFERENT:
        named = "」「".join(former)
        return replace(best, reasons=(f"旧社名・別名「{named}」として登録されています", *best.reasons))
    return best


def parties_of(companies: Iterable[int]) -> dict[int, tuple[Party, ...]]:
    """Companies of the register as they are compared: under the present name first, then under each other one."""
    keys = list(companies)
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in CompanyName.objects.filter(company__in=keys).order_by("pk").values_list("company_id", "name"):
        names[pk].append(name)
    heads = representatives(keys)
    rows = _facts(Company.objects.filter(pk__in=keys))
    return {row["pk"]: _under_each_name(party_of(row, heads.get(row["pk"], "")), names[row["pk"]]) for row in rows}

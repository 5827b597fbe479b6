"""The queue of what may be one company (名寄せの確認): putting doubts there, and what a person decides of them.

A doubt is asked once: whatever finds the same two again leaves the queue as it is, decided or not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db.models import Q

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.registers.matching.compare import Judgement, Party, Verdict
from banso.registers.models import (
    Answer,
    Company,
    CompanyName,
    Decision,
    Doubt,
    DoubtSource,
    Merge,
    User,
)
from banso.registers.models.companies import NameKind
from banso.registers.naming import name_key

from .merging import ask_merge, ask_undo
from .resolving import Resolution, row_key

AT_ONCE = 1000


@dataclass(frozen=True)
class Pair:
    """Two companies of the register that may be one, and why."""

    company_id: int
    name: str
    candidate_id: int
    judgement: Judgement


@verb
def doubt_rows(
    rows: Sequence[tuple[Party, Resolution, str]], *, source: DoubtSource = DoubtSource.IMPORT, by: User | None
) -> None:
    """Queue the rows of a source that are doubtful, each with where it came from; the others are passed over."""
    found = [
        Doubt(
            source=source,
            origin=origin[:200],
            told=asdict(party),
            row_key=row_key(party),
            name=party.name[:120],
            candidate_id=candidate.company_id,
            score=candidate.score,
            reasons=list(candidate.reasons),
        )
        for party, resolution, origin in rows
        if resolution.verdict is Verdict.DOUBTFUL
        for candidate in resolution.candidates
    ]
    Doubt.objects.bulk_create(found, batch_size=AT_ONCE, ignore_conflicts=True)


@verb
def doubt_pairs(pairs: Iterable[Pair], *, source: DoubtSource, origin: str = "", by: User | None) -> None:
    """Queue pairs of companies; the later one stands first, as what may be the earlier one."""
    found = (
        Doubt(
            source=source,
            origin=origin[:200],
            company_id=pair.company_id,
            name=pair.name[:120],
            candidate_id=pair.candidate_id,
            score=pair.judgement.score,
            reasons=list(pair.judgement.reasons),
        )
        for pair in pairs
    )
    Doubt.objects.bulk_create(found, batch_size=AT_ONCE, ignore_conflicts=True)


@verb
def decide(doubt: Doubt, answer: Answer, *, keep: Company | None = None, by: User | None) -> Merge | None:
    """Say of a doubt that the two are one (同じ), two (別), or that it waits (保留). Raises UserError if it is decided already.

    One: two companies are merged, `keep` staying (else the candidate); a row's name becomes an alias of the company.
    """
    doubt = Doubt.objects.select_for_update(of=("self",)).select_related("company", "candidate").get(pk=doubt.pk)
    if doubt.answer in (Answer.SAME, Answer.OTHER):
        raise UserError(
            f"この確認は、すでに「{doubt.get_answer_display()}」と判断されています。先に取り消してください。"
        )
    merge = None
    if answer == Answer.SAME and doubt.company:
        survivor = keep if keep == doubt.company else doubt.candidate
        absorbed = doubt.candidate if survivor == doubt.company else doubt.company
        merge = ask_merge(survivor.standing, absorbed.standing, reason="名寄せの確認", by=by)
    elif answer == Answer.SAME:
        _learn(doubt)
    _answer(doubt, answer, by)
    return merge


@verb
def take_back(doubt: Doubt, *, by: User | None) -> None:
    """Take a decision back: the merge is undone, the alias forgotten, and the doubt waits again. Raises UserError if it cannot be."""
    doubt = Doubt.objects.select_for_update(of=("self",)).select_related("company", "candidate").get(pk=doubt.pk)
    if doubt.answer == Answer.OPEN:
        raise UserError("取り消す判断がありません。")
    if doubt.answer == Answer.SAME and doubt.company:
        both = [doubt.company_id, doubt.candidate_id]
        merge = Merge.objects.filter(survivor__in=both, absorbed__in=both, undone_at=None).first()
        if merge:
            ask_undo(merge, by=by)
    elif doubt.answer == Answer.SAME:
        _forget(doubt)
    _answer(doubt, Answer.OPEN, by)


def _answer(doubt: Doubt, answer: Answer, by: User | None) -> None:
    Decision.objects.create(doubt=doubt, answer=answer, decided_by=by)
    doubt.answer = answer
    doubt.save()


def _learn(doubt: Doubt) -> None:
    """The row's name is another name of the company from now on, unless it is known as that already."""
    company = doubt.candidate.standing
    known = {company.name_key, *company.other_names.values_list("name_key", flat=True)}
    if name_key(doubt.name) not in known:
        CompanyName.objects.create(company=company, name=doubt.name, kind=NameKind.ALIAS)


def _forget(doubt: Doubt) -> None:
    """Forget the alias learned of a doubt, unless another row's decision rests on it too."""
    again = Doubt.objects.filter(candidate=doubt.candidate, name=doubt.name, answer=Answer.SAME).exclude(pk=doubt.pk)
    learned = CompanyName.objects.filter(company=doubt.candidate.standing, name=doubt.name, kind=NameKind.ALIAS)
    if not again.exists():
        learned.filter(created_at__gte=doubt.created_at).delete()


def next_open(after: Doubt | None = None) -> Doubt | None:
    """The likeliest doubt that waits for an answer, beyond one just answered."""
    waiting = Doubt.objects.filter(answer=Answer.OPEN)
    if after:
        beyond = waiting.filter(Q(score__lt=after.score) | Q(score=after.score, pk__lt=after.pk))
        waiting = beyond if beyond.exists() else waiting.exclude(pk=after.pk)
    return waiting.first()

"""Answering what a file asks: which company a doubtful row means."""

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.registers.matching.compare import Verdict
from banso.registers.models import Answer, Doubt, User
from banso.registers.services.doubting import decide, doubt_rows
from banso.registers.services.resolving import Resolution, row_key

from ..asking import candidates_asked, party_asked
from ..models import Import


@verb
def answer(brought: Import, row: int, *, company: int | None, by: User | None) -> None:
    """Say which company a doubtful row means, or with None that it is none of those named. Raises UserError.

    It is one decision of the queue (名寄せの確認) like any other: remembered for the next file, and taken back there.
    """
    found = brought.state.found.get("asks", ()) if brought.state else ()
    asks = next((one for one in found if one["row"] == row), None)
    candidates = [one for one in candidates_asked(asks) if company in (None, one.company_id)] if asks else []
    if asks is None or not candidates:
        raise UserError("この行は、もう尋ねていません。もう一度確かめてください。")
    party = party_asked(asks)
    said = Resolution(Verdict.DOUBTFUL, candidates=tuple(candidates))
    doubt_rows([(party, said, f"「{brought.file_name}」の{row}行目")], by=by)
    doubts = Doubt.objects.filter(row_key=row_key(party), candidate__in=[one.company_id for one in candidates])
    for doubt in doubts.exclude(answer=Answer.OTHER) if company is None else doubts:
        decide(doubt, Answer.OTHER if company is None else Answer.SAME, by=by)

"""Every write of check sheets for the release of guarantees."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from ..choices import TrackKind
from ..models import GuaranteeAnswer, Track
from .checking import checked


@verb
def answer_check(track: Track, answers: Mapping[int, str], *, by: User | None) -> list[GuaranteeAnswer]:
    """Keep what the firm's check sheet says, by the key of each question; what is left empty stays as it was.

    Raises ValidationError for a track that is not about guarantees, without an edition, and for answers that a question does not know.
    """
    if track.kind != TrackKind.GUARANTEE:
        raise ValidationError("経営者保証の案件ではないため、チェックシートはありません。")
    sheet = checked(track)
    if sheet.edition is None:
        raise ValidationError("受付日に使うチェックシートの版が登録されていません。先に版と質問を登録してください。")
    wrong = [
        f"{question}: {'・'.join(question.answers)}のどれかで答えてください。"
        for question, _ in sheet.lines
        if (said := answers.get(question.pk, "")) and said not in question.answers
    ]
    if wrong:
        raise ValidationError(wrong)
    kept = {row.question_id: row for row in track.check_answers.all()}
    return [
        correct(kept[question.pk], {"answer": said})
        if question.pk in kept
        else record(GuaranteeAnswer, {"track": track, "question": question, "answer": said})
        for question, _ in sheet.lines
        if (said := answers.get(question.pk, ""))
    ]

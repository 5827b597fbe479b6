"""Whether a guarantee may be looked at now, and what a firm's check sheet says of the requirements (経営者保証チェックシート)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from banso.core.days.counting import months_after, months_before
from banso.core.era import format_date
from banso.procedures.offering import State

from ..choices import SheetPurpose
from ..models import SheetEdition, SheetQuestion, Track


def within(day: date, succession: date, years: int) -> bool:
    """Whether a day lies within so many years before or after a succession, both ends counted."""
    return months_before(succession, 12 * years) <= day <= months_after(succession, 12 * years)


def not_within(state: State, years: int) -> str:
    """Why the release cannot be asked for: no day of the succession, or one too far from today."""
    succession = state.root.succession_on
    if succession is None:
        return "承継の日(予定・実績)が入っていません。案件の内容を直してください。"
    if within(localdate(), succession, years):
        return ""
    return f"承継の日({format_date(succession)})の前後{years}年以内でないため、申し込めません。"


@dataclass(frozen=True)
class Checked:
    """A check sheet as far as it is filled in: every question with its answer ('' for none yet)."""

    edition: SheetEdition | None
    lines: tuple[tuple[SheetQuestion, str], ...]

    @property
    def lacking(self) -> list[SheetQuestion]:
        """The requirements that are not met, or not answered."""
        return [question for question, said in self.lines if question.must and said != "はい"]

    @property
    def complete(self) -> bool:
        return bool(self.lines) and all(said for _, said in self.lines)

    @property
    def met(self) -> bool:
        """Whether all requirements are met: then the bank is talked to; else they are worked at first."""
        return self.complete and not self.lacking


def checked(track: Track) -> Checked:
    """A track's check sheet, of the edition in use when its case was opened."""
    edition = edition_on(track.case.opened_on)
    answers = dict(track.check_answers.values_list("question_id", "answer"))
    questions: Iterable[SheetQuestion] = edition.questions.all() if edition else ()
    return Checked(edition, tuple((question, answers.get(question.pk, "")) for question in questions))


def edition_on(day: date) -> SheetEdition | None:
    """The check sheet in use on a day."""
    editions = SheetEdition.objects.filter(purpose=SheetPurpose.GUARANTEE, valid_from__lte=day)
    return editions.order_by("-valid_from", "-pk").first()


def not_talked_yet(state: State) -> str:
    """Why the bank is not talked to: the sheet is not filled in, or a requirement is not met."""
    found = checked(state.root)
    if not found.complete:
        return "チェックシートに答えていない質問があります。先に答えを入れてください。"
    if found.lacking:
        return f"満たしていない要件があります({'、'.join(f'問{one.number}' for one in found.lacking)})。改善してから協議します。"
    return ""

"""From an outline to a document, in two passes over the same code: one collects what is asked, one fills in the answers.

So the engine is asked once, for all cells together, however long the report.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import FieldError
from django.utils import timezone

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.figures.evaluate import evaluate
from banso.registers.models import Programme, ProgrammeYear
from banso.report.closing.printed import printed_of
from banso.report.closing.published import published_in
from banso.report.document import Block as DocumentBlock
from banso.report.document import Document, Figure, Section
from banso.report.models import Outline, OutlineSection
from banso.report.outline.check import faults_of, scope_of
from banso.report.outline.schema import Block

from .answers import Answers
from .blocks import compose_block
from .section import SectionContext

Progress = Callable[[int, str], None]
_NONSENSE = (LookupError, ValueError, TypeError, AttributeError, FieldError)


class NoOutlineError(UserError):
    """The fiscal year has no outline, so that there is no report to make of it."""


def compose(fiscal_year: int, progress: Progress = lambda percent, step: None) -> Document:
    """The report of a fiscal year. Raises UserError if the year has no outline, or its outline asks nonsense."""
    outline = outline_of(fiscal_year)
    progress(5, "構成を読んでいます")
    asked, _ = _pass(outline, Answers())
    progress(20, f"{len(asked.asked):,}個の数値を集計しています")
    answers = _answered(asked, fiscal_year)
    progress(60, "文章と表を組んでいます")
    _, sections = _pass(outline, answers)
    now: datetime = timezone.localtime()
    return Document(
        fiscal_year=fiscal_year,
        title=outline.title,
        centre=outline.centre,
        chapters=_nested(sections),
        made_at=f"{format_date(now.date())} {now:%H:%M}",
        listed=tuple(asked.listed.items()),
    )


def _answered(asked: Answers, fiscal_year: int) -> Answers:
    """The answers to everything that was asked."""
    values = evaluate(asked.asked)
    years = {cell.period.fiscal_year for cell in asked.asked}
    frozen, published = printed_of(years), published_in(years - {fiscal_year})
    return Answers(values, frozen, asked.kept, published)


def blocks_as_printed(row: OutlineSection, blocks: Sequence[Block]) -> list[DocumentBlock | None]:
    """Blocks as they would be printed in a section, from the records as they are; None for one with nothing to show.

    They need not be saved yet. Raises UserError where one of them asks nonsense.
    """
    fiscal_year, names = row.outline.fiscal_year, _Names(row.outline.fiscal_year)
    asked = Answers()
    try:
        for answers in (asked, None):
            context = _context(row, names, answers or _answered(asked, fiscal_year), fiscal_year)
            found = [compose_block(block, context) for block in blocks]
    except _NONSENSE as error:
        raise UserError("この内容は組めません。条件や年度を確かめてください。") from error
    return found


def questions(fiscal_year: int) -> list[Figure]:
    """The figures a year's report asks, unanswered: enough to know what each of them counts. Raises UserError."""
    outline = outline_of(fiscal_year)
    _, sections = _pass(outline, Answers())
    return Document(fiscal_year, outline.title, outline.centre, _nested(sections)).figures()


def outline_of(fiscal_year: int) -> Outline:
    """The outline of a fiscal year's report. Raises NoOutlineError."""
    outline = Outline.objects.filter(fiscal_year=fiscal_year).first()
    if outline is None:
        label = fiscal_year_label(fiscal_year)
        raise NoOutlineError(
            f"{label}の報告書の構成がありません。「事業」の画面で、前の年度から写すか、事業から作ってください。"
        )
    return outline


def sections_asked(outline: Outline) -> list[Section]:
    """The outline's sections in a row, with the names of their figures but without any number. Raises UserError."""
    return _pass(outline, Answers())[1]


def _pass(outline: Outline, answers: Answers) -> tuple[Answers, list[Section]]:
    names = _Names(outline.fiscal_year)
    rows = outline.sections.select_related("programme")
    return answers, [_explained(row, names, answers, outline.fiscal_year) for row in rows]


def _explained(row: OutlineSection, names: "_Names", answers: Answers, fiscal_year: int) -> Section:
    """A section, or what is wrong with it: outlines from before they were checked whole may still say what can't be composed."""
    try:
        return _compose_section(row, names, answers, fiscal_year)
    except _NONSENSE as error:
        raise UserError(
            f"節「{row}」を組めません。報告書の構成で、この節を直してください({_fault(row, fiscal_year)})。"
        ) from error


def _fault(row: OutlineSection, fiscal_year: int) -> str:
    try:
        blocks = [Block.model_validate(block) for block in row.blocks]
    except ValueError:
        return "内容の書き方が正しくありません"
    scope = scope_of(fiscal_year, row.programme.code if row.programme else "")
    return next(
        (f"{int(where[0]) + 1}番目のブロック: {said}" for where, said in faults_of(blocks, scope)),
        "内容を確かめてください",
    )


class _Names:
    """What each programme is called in a year: officially, and as printed."""

    def __init__(self, fiscal_year: int) -> None:
        rows = ProgrammeYear.objects.filter(fiscal_year=fiscal_year).select_related("programme")
        self._years = {row.programme_id: row for row in rows}

    def official(self, programme: Programme | None, heading: str) -> str:
        if programme is None:
            return heading
        year = self._years.get(programme.pk)
        return year.name if year else heading or programme.code

    def printed(self, programme: Programme | None) -> str:
        year = self._years.get(programme.pk) if programme else None
        return (year.printed_name or year.name) if year else (programme.code if programme else "")


def _compose_section(row: OutlineSection, names: _Names, answers: Answers, fiscal_year: int) -> Section:
    context = _context(row, names, answers, fiscal_year)
    blocks = [compose_block(Block.model_validate(block), context) for block in row.blocks]
    return Section(
        number=row.number,
        mark=row.mark,
        heading=row.heading or names.printed(row.programme),
        level=row.level,
        programme=context.name,
        blocks=tuple(block for block in blocks if block is not None),
        is_chapter=row.is_chapter,
    )


def _context(row: OutlineSection, names: _Names, answers: Answers, fiscal_year: int) -> SectionContext:
    return SectionContext(
        answers=answers,
        fiscal_year=fiscal_year,
        section=row.number,
        name=names.official(row.programme, row.heading),
        programme=row.programme.code if row.programme else "",
        is_walled=row.programme is not None and row.programme.walled_to_id is not None,
    )


def _nested(sections: list[Section]) -> tuple[Section, ...]:
    """Sections in a row, each under the nearest one above it of a lower level."""
    nested: list[Section] = []
    position = 0
    while position < len(sections):
        section = sections[position]
        end = position + 1
        while end < len(sections) and sections[end].level > section.level:
            end += 1
        inner = _nested(sections[position + 1 : end])
        nested.append(replace(section, sections=inner))
        position = end
    return tuple(nested)

"""Sections added, put elsewhere, numbered, headed and taken out, on screen. Each change is a verb; each can be taken back."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.core.exceptions import ValidationError

from banso.core.errors import UserError
from banso.core.text import clean_text
from banso.core.trail import verb
from banso.registers.models import Programme, ProgrammeYear, User
from banso.report.compose import sections_asked
from banso.report.document import section_figures
from banso.report.models import Outline, OutlineSection

from .blocks import check_blocks
from .naming import clashes
from .numbering import above, renumber
from .said import said_of
from .schema import Block
from .standing import held, refuse_changed

DEEPEST = 6


class Step(Enum):
    """A step of a section among its neighbours, with all that stands under it."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


class Where(Enum):
    """Where a section is put, as seen from another one."""

    AFTER = "after"
    BEFORE = "before"
    UNDER = "under"


@dataclass
class Going:
    """What goes with a section that is taken out: the sections under it, blocks by kind, and figures of the report."""

    sections: list[OutlineSection] = field(default_factory=list)
    blocks: list[tuple[str, int]] = field(default_factory=list)
    figures: int = 0


def sections_of(outline: Outline) -> list[OutlineSection]:
    """The outline's sections in printed order."""
    return list(outline.sections.select_related("programme").order_by("position", "pk"))


def end_of(rows: Sequence[OutlineSection], start: int) -> int:
    """The place after a section and all that stands under it."""
    end = start + 1
    while end < len(rows) and rows[end].level > rows[start].level:
        end += 1
    return end


@verb
def add_section(
    outline: Outline,
    *,
    heading: str = "",
    programme: Programme | None = None,
    beside: OutlineSection | None = None,
    where: Where = Where.AFTER,
    by_place: bool = True,
    mark: str = "",
    number: str = "",
    is_chapter: bool = False,
    opened: int | None = None,
    by: User | None,
) -> OutlineSection:
    """Add a section after, before or under another one; without one, at the end of the outline.

    Raises UserError with nothing added: without heading and programme, for a number that is taken, in a closed year, or
    (ChangedError) where others changed the outline since it was opened.
    """
    held(outline)
    refuse_changed(outline, opened)
    rows = sections_of(outline)
    at, level = _target(rows, beside, where) if beside else (len(rows), 1)
    _not_too_deep(level)
    section = OutlineSection(
        outline=outline, level=level, programme=programme, is_chapter=is_chapter, by_place=by_place
    )
    section.heading, section.position = clean_text(heading).strip(), len(rows)
    _give_number(section, by_place, mark, number)
    rows.insert(at, section)
    _arrange(outline, rows)
    return section


@verb
def head_section(
    section: OutlineSection,
    *,
    heading: str,
    programme: Programme | None,
    by_place: bool,
    mark: str,
    number: str,
    is_chapter: bool,
    opened: int | None = None,
    by: User | None,
) -> OutlineSection:
    """Change what a section is called, whose it is and how it is numbered.

    Raises UserError with nothing changed, as `add_section` does, and where a block of the section can't be counted for the programme.
    """
    outline = held(section.outline)
    refuse_changed(section, opened)
    rows = sections_of(outline)
    section = _found(rows, section)
    section.heading, section.programme, section.is_chapter = clean_text(heading).strip(), programme, is_chapter
    _give_number(section, by_place, mark, number)
    check_blocks(section.blocks, section)
    _arrange(outline, rows)
    return section


def _give_number(section: OutlineSection, by_place: bool, mark: str, number: str) -> None:
    section.by_place = by_place
    section.mark, section.number = ("", "") if by_place else (clean_text(mark).strip(), clean_text(number).strip())


@verb
def step_section(section: OutlineSection, step: Step, *, opened: int | None = None, by: User | None) -> OutlineSection:
    """Move a section one step up, down, in or out, with all that stands under it. Raises UserError where there is no such step."""
    outline = held(section.outline)
    refuse_changed(outline, opened)
    rows = sections_of(outline)
    section = _found(rows, section)
    at, level = _STEPS[step](rows, rows.index(section))
    _put(rows, section, at, level)
    _arrange(outline, rows)
    return section


@verb
def put_section(
    section: OutlineSection, beside: OutlineSection, where: Where, *, opened: int | None = None, by: User | None
) -> OutlineSection:
    """Put a section, with all that stands under it, after, before or under another one. Raises UserError for a place within itself."""
    outline = held(section.outline)
    refuse_changed(outline, opened)
    rows = sections_of(outline)
    section = _found(rows, section)
    start = rows.index(section)
    if beside in rows[start : end_of(rows, start)]:
        raise UserError("節を、自分の中には動かせません。ほかの節を選んでください。")
    _put(rows, section, *_target(rows, beside, where))
    _arrange(outline, rows)
    return section


@verb
def number_by_place(outline: Outline, *, opened: int | None = None, by: User | None) -> int:
    """Have the numbers of all marked sections follow their place from now on; how many they are."""
    held(outline)
    refuse_changed(outline, opened)
    rows = sections_of(outline)
    marked = [row for row in rows if row.mark]
    for row in marked:
        row.by_place = True
    _arrange(outline, rows)
    return len(marked)


@verb
def confirm_prose(section: OutlineSection, *, opened: int | None = None, by: User | None) -> OutlineSection:
    """Say that last year's prose was read and holds for this year too. Raises UserError (ChangedError) as all writes do."""
    held(section.outline)
    refuse_changed(section, opened)
    section.unread = False
    section.save()
    return section


@verb
def remove_section(section: OutlineSection, *, opened: int | None = None, by: User | None) -> int:
    """Take a section out, with all that stands under it; how many sections went. Raises UserError as all writes do."""
    outline = held(section.outline)
    refuse_changed(outline, opened)
    rows = sections_of(outline)
    start = rows.index(_found(rows, section))
    gone = rows[start : end_of(rows, start)]
    for row in gone:
        row.delete()
    _arrange(outline, [row for row in rows if row.pk])
    return len(gone)


def what_goes(section: OutlineSection) -> Going:
    """What would go with a section: those under it, and the blocks and figures of all of them."""
    rows = sections_of(section.outline)
    start = rows.index(_found(rows, section))
    gone = rows[start : end_of(rows, start)]
    kinds = Counter(kind for row in gone for block in row.blocks for kind in kinds_in(block))
    try:
        asked = sections_asked(section.outline)[start : start + len(gone)]
    except UserError:  # an outline that can't be composed has no figures to lose
        asked = []
    figures = {figure.key for one in asked for figure in section_figures(one)}
    return Going(gone[1:], list(kinds.items()), len(figures))


def kinds_in(block: dict[str, object]) -> list[str]:
    """The kind of a block in words."""
    fields = Block.model_fields
    return [said_of(fields[name], name).label for name in block if name in fields and name != "figures"]


def programmes_of(fiscal_year: int) -> list[tuple[Programme, str]]:
    """The programmes that a section of a year may be about, as that year calls them."""
    rows = ProgrammeYear.objects.filter(fiscal_year=fiscal_year).select_related("programme").order_by("pk")
    return [(row.programme, row.name) for row in rows]


def _found(rows: list[OutlineSection], section: OutlineSection) -> OutlineSection:
    found = next((row for row in rows if row.pk == section.pk), None)
    if found is None:
        raise UserError("この節は、ほかの人が除きました。構成を開き直してください。")
    return found


def _target(rows: list[OutlineSection], beside: OutlineSection, where: Where) -> tuple[int, int]:
    """The place and the level of what is put beside a section."""
    at = rows.index(_found(rows, beside))
    if where is Where.BEFORE:
        return at, rows[at].level
    return end_of(rows, at), rows[at].level + (where is Where.UNDER)


def _put(rows: list[OutlineSection], section: OutlineSection, at: int, level: int) -> None:
    """Take a section with what stands under it to a place, counted before it was taken away, and a level."""
    start = rows.index(section)
    end = end_of(rows, start)
    moved = rows[start:end]
    deeper = level - section.level
    _not_too_deep(max(row.level for row in moved) + deeper)
    del rows[start:end]
    place = at - (end - start) if at >= end else at
    rows[place:place] = moved
    for row in moved:
        row.level += deeper
        if deeper and row.by_place:
            row.mark = row.number = ""  # its new neighbours say how it is marked


def _not_too_deep(level: int) -> None:
    if level > DEEPEST:
        raise UserError(f"見出しの深さは{DEEPEST}段までです。")


Target = Callable[[list[OutlineSection], int], tuple[int, int]]


def _up(rows: list[OutlineSection], at: int) -> tuple[int, int]:
    before = _neighbour_before(rows, at)
    if before is None:
        raise UserError("同じ見出しの中の先頭なので、これより上へは動かせません。「左へ」で見出しの外に出せます。")
    return before, rows[at].level


def _down(rows: list[OutlineSection], at: int) -> tuple[int, int]:
    after = end_of(rows, at)
    if after == len(rows) or rows[after].level < rows[at].level:
        raise UserError("同じ見出しの中の最後なので、これより下へは動かせません。「左へ」で見出しの外に出せます。")
    return end_of(rows, after), rows[at].level


def _in(rows: list[OutlineSection], at: int) -> tuple[int, int]:
    before = _neighbour_before(rows, at)
    if before is None:
        raise UserError("上に同じ深さの節がないので、その中へは入れられません。")
    return at, rows[at].level + 1


def _out(rows: list[OutlineSection], at: int) -> tuple[int, int]:
    parent = above(rows)[at]
    if parent is None:
        raise UserError("いちばん外の節です。")
    return end_of(rows, parent), rows[parent].level


_STEPS: dict[Step, Target] = {Step.UP: _up, Step.DOWN: _down, Step.IN: _in, Step.OUT: _out}


def _neighbour_before(rows: list[OutlineSection], at: int) -> int | None:
    """The place of the section before, of the same level under the same heading."""
    for place in range(at - 1, -1, -1):
        if rows[place].level < rows[at].level:
            return None
        if rows[place].level == rows[at].level:
            return place
    return None


def _arrange(outline: Outline, rows: list[OutlineSection]) -> None:
    """Save the sections in this order, with their numbers. Raises UserError where a number or a figure's name would stand twice."""
    stored = {row.pk: row for row in outline.sections.all()}
    for position, row in enumerate(rows):
        row.position = position
    renumber(rows)
    _refuse_doubles(rows)
    changed = [row for row in rows if row.pk not in stored or _differs(row, stored[row.pk])]
    _free_numbers(changed, stored)
    for row in changed:
        check_section(row)
        row.save()
    for _, message in clashes(outline):
        raise UserError(message)


def check_section(row: OutlineSection) -> None:
    """Raise UserError, naming the field, for what no section may say. Places and numbers are the whole outline's to judge."""
    if not (row.heading or row.programme_id):
        raise UserError("見出しか事業のどちらかを入れてください。")
    try:
        row.clean_fields(exclude=["outline", "programme", "position"])
    except ValidationError as error:
        labels = {f.name: str(f.verbose_name) for f in row._meta.concrete_fields}
        said = [f"「{labels[name]}」: {''.join(messages)}" for name, messages in error.message_dict.items()]
        raise UserError("".join(said)) from error


def _differs(row: OutlineSection, stored: OutlineSection) -> bool:
    return any(getattr(row, f.attname) != getattr(stored, f.attname) for f in row._meta.concrete_fields)


def _free_numbers(changed: Iterable[OutlineSection], stored: dict[int, OutlineSection]) -> None:
    """Two sections may change numbers with each other: those that are given away are free before they are taken."""
    wanted = {row.number for row in changed if row.number}
    holding = [row.pk for row in changed if row.pk in stored and stored[row.pk].number in wanted - {row.number}]
    OutlineSection.objects.filter(pk__in=holding).update(number="")


def _refuse_doubles(rows: list[OutlineSection]) -> None:
    seen: dict[str, OutlineSection] = {}
    for row in rows:
        if row.number and (first := seen.setdefault(row.number, row)) is not row:
            raise UserError(
                f"番号「{row.number}」が節「{first}」と「{row}」で重なります。どちらかの番号を手で決めるか、"
                "「番号をすべて並び順に付け直す」を使ってください。"
            )

"""Loading an outline: checked section by section, then put over the one that is there, which keeps its rows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.registers.models import Programme, ProgrammeYear
from banso.report.models import Outline, OutlineSection

from .changes import Bringing, shown
from .check import faults_of, scope_of
from .naming import clashes
from .questions import Scope
from .reading import Catalogue, ReadOutline, ReadSection
from .schema import Block
from .source import Place
from .standing import is_closed

SAID = ("level", "mark", "heading", "programme", "is_chapter", "number", "by_place", "unread", "blocks")


def bring_outline(read: ReadOutline, catalogue: Catalogue, bringing: Bringing) -> int:
    """Put an outline as its file says; its fiscal year. Sections are known again by their number, or by what is printed of them."""
    year = read.fiscal_year
    _check(read, catalogue, bringing)
    centre = read.given.centre or (catalogue.centre.name if catalogue.centre else "")
    outline, is_new = Outline.objects.get_or_create(
        fiscal_year=year, defaults={"title": read.given.title, "centre": centre}
    )
    said = f"{fiscal_year_label(year)}の報告書の構成"
    if is_new:
        bringing.changes.lines.append(f"{said}を加えます({len(read.sections)}節)。")
        OutlineSection.objects.bulk_create(_rows(outline, read.sections))
    elif is_closed(year):
        if not _stands(outline, read, centre):
            message = f"{said}は、締めた年度なので変えられません。ファイルを締めたときの構成に戻すか、除いてください。"
            bringing.fault(read.source, (), message)
        return year
    else:
        lines = [*_head(outline, read.given.title, centre), *_sections(outline, read.sections)]
        bringing.changes.lines += [f"{said}: {line}" for line in lines]
    _names(outline, read, bringing)
    return year


def _stands(outline: Outline, read: ReadOutline, centre: str) -> bool:
    """Whether an outline says already what its file says."""
    there, new = list(outline.sections.select_related("programme")), _rows(outline, read.sections)
    if (outline.title, outline.centre) != (read.given.title, centre) or len(there) != len(new):
        return False
    return all(_said(old, name) == _said(row, name) for old, row in zip(there, new, strict=True) for name in SAID)


def _check(read: ReadOutline, catalogue: Catalogue, bringing: Bringing) -> None:
    """Every fault of every section: what a schema cannot see."""
    year, source = read.fiscal_year, read.source
    known = scope_of(year, "")
    scope = replace(known, programmes=known.programmes | catalogue.codes)
    running = set(ProgrammeYear.objects.filter(fiscal_year=year).values_list("programme__code", flat=True))
    running |= {one.given.code for one in catalogue.programmes if one.fiscal_year == year}
    seen: set[str] = set()
    for section in read.sections:
        given, where = section.given, section.where
        if given.number and given.number in seen:
            bringing.fault(source, (*where, "number"), f"番号「{given.number}」が2回使われています。")
        seen.add(given.number)
        if given.programme and given.programme not in scope.programmes:
            bringing.fault(source, (*where, "programme"), f"事業「{given.programme}」が事業一覧にありません。")
        elif given.programme and not given.heading and given.programme not in running | _unread(catalogue):
            said = f"事業「{given.programme}」が{fiscal_year_label(year)}の事業一覧にないため、見出しを印刷できません。"
            bringing.fault(source, (*where, "programme"), said)
        for place, message in _faults(section, scope):
            bringing.fault(source, place, message)


def _unread(catalogue: Catalogue) -> set[str]:
    """Programmes whose line in a file could not be read: what is wrong with them is told there."""
    return catalogue.codes - {one.given.code for one in catalogue.programmes}


def _faults(section: ReadSection, scope: Scope) -> Iterator[tuple[Place, str]]:
    numbers = [number for number, _ in section.blocks]
    own = replace(scope, programme=section.given.programme or "")
    for (position, *inner), message in faults_of([block for _, block in section.blocks], own):
        yield (*section.where, "blocks", numbers[int(position)], *inner), message


def _names(outline: Outline, read: ReadOutline, bringing: Bringing) -> None:
    """No two figures of the outline share a name."""
    try:
        for place, message in clashes(outline):
            bringing.fault(read.source, read.sections[place].where, message)
    except UserError as error:
        if not bringing.faults:  # else what is wrong with the section is told already
            bringing.fault(read.source, (), str(error))


def _head(outline: Outline, title: str, centre: str) -> Iterator[str]:
    for name, label, new in (("title", "表題", title), ("centre", "法人名", centre)):
        if getattr(outline, name) != new:
            yield f"{label}: {shown(getattr(outline, name))} → {shown(new)}"
            setattr(outline, name, new)
            outline.save()


def _sections(outline: Outline, sections: list[ReadSection]) -> Iterator[str]:
    """Put the sections over those there are; what changes, in words."""
    there: dict[object, list[OutlineSection]] = defaultdict(list)
    for row in outline.sections.select_related("programme"):
        there[_known_by(row)].append(row)
    moved = False
    for new in _rows(outline, sections):
        old = there[_known_by(new)].pop(0) if there[_known_by(new)] else None
        if old is None:
            new.save()
            yield f"節「{new}」を加えます。"
            continue
        changed = [name for name in SAID if _said(old, name) != _said(new, name)]
        moved = moved or old.position != new.position
        if changed or old.position != new.position:
            for name in (*changed, "position"):
                setattr(old, name, getattr(new, name))
            old.save()
        if changed:
            labels = "、".join(str(OutlineSection._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
            yield f"節「{new}」の{labels}を、ファイルのとおりにします。"
    gone = [row for rows in there.values() for row in rows]
    for row in gone:
        yield f"節「{row}」を除きます(ファイルにありません)。"
        row.delete()
    if moved and not gone:
        yield "節の並び順を、ファイルのとおりにします。"


def _known_by(row: OutlineSection) -> object:
    return row.number or (row.mark, row.heading, row.programme_id)


def _said(row: OutlineSection, name: str) -> Any:
    return normal_blocks(row.blocks) if name == "blocks" else getattr(row, name)


def normal_blocks(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks in one form, however they were typed; those of old that today's schema does not know, as they are."""
    try:
        return [as_data(Block.model_validate(block)) for block in blocks]
    except ValidationError:
        return blocks


def as_data(block: Block) -> dict[str, Any]:
    return block.model_dump(mode="json", exclude_defaults=True)


def _rows(outline: Outline, sections: list[ReadSection]) -> list[OutlineSection]:
    programmes = {row.code: row for row in Programme.objects.all()}
    return [
        OutlineSection(
            outline=outline,
            position=position,
            level=section.level,
            number=section.given.number,
            mark=section.given.mark,
            is_chapter=section.given.chapter,
            by_place=section.given.by_place,
            unread=section.given.unread,
            heading=section.given.heading or _stand_in(section, programmes),
            programme=programmes.get(section.given.programme or ""),
            blocks=[as_data(block) for _, block in section.blocks],
        )
        for position, section in enumerate(_once(sections))
    ]


def _stand_in(section: ReadSection, programmes: dict[str, Programme]) -> str:
    """A heading for a section whose programme could not be read, so that its figures' names are looked at all the same."""
    code = section.given.programme or ""
    return "" if code in programmes else code


def _once(sections: list[ReadSection]) -> Iterator[ReadSection]:
    """The sections, a number that is used twice only once: that is told already."""
    seen: set[str] = set()
    for section in sections:
        number = section.given.number
        given = section.given.model_copy(update={"number": ""}) if number and number in seen else section.given
        seen.add(number)
        yield replace(section, given=given)

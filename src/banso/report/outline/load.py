"""Loading a centre's catalogue into the database: units, programmes by year, outlines."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import psycopg
from django.db import IntegrityError, connection, transaction

from banso.core.trail import verb
from banso.registers.models import Organisation, Programme, ProgrammeYear, Unit, User
from banso.report.models import Outline, OutlineSection

from .check import faults_of, scope_of
from .load_terms import load_terms
from .naming import clashes
from .questions import Scope
from .schema import CentreSource, OutlineSource, ProgrammeSource, ProgrammesSource, SectionSource
from .source import CatalogueError, Source

CodedRow = TypeVar("CodedRow", Programme, Unit)


@verb
def load_catalogue(folder: Path, *, by: User | None) -> list[int]:
    """Load a catalogue folder; the fiscal years of its outlines.

    Programmes are brought up to date. An outline already in the database is left as people have edited it since.
    Raises CatalogueError with file and line, and then loads nothing.
    """
    centre = Source.read(folder / "centre.yaml").parse(CentreSource)
    for unit in centre.units:
        Unit.objects.update_or_create(code=unit.code, defaults={"name": unit.name, "confidential": unit.confidential})
    for path in sorted(folder.glob("programmes-*.yaml")):
        _load_programmes(Source.read(path))
    _walls_stand()
    load_terms(folder, by=by)
    years = [_load_outline(Source.read(path), centre) for path in sorted(folder.glob("outline-*.yaml"))]
    if not years:
        raise CatalogueError(f"{folder}: outline-<年度>.yaml がありません。")
    return years


def _walls_stand() -> None:
    """What the database looks at when a transaction ends it looks at now: no wall goes through a visit."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        assert isinstance(error.__cause__, psycopg.Error)
        raise CatalogueError(error.__cause__.diag.message_detail or str(error)) from error


def _load_programmes(source: Source) -> None:
    found = source.parse(ProgrammesSource)
    for position, programme in enumerate(found.programmes):
        where = ("programmes", position)
        _load_programme(source, where, programme, found.fiscal_year)


def _load_programme(source: Source, where: tuple[int | str, ...], given: ProgrammeSource, fiscal_year: int) -> None:
    if not re.fullmatch(r"[a-z0-9-]+", given.code):
        raise source.fault(where, f"事業コード「{given.code}」は半角英小文字・数字・ハイフンで書いてください。")
    parent = _known(source, where, Programme, given.parent, "上位の事業")
    unit = _known(source, where, Unit, given.unit, "部署")
    funder = Organisation.objects.get_or_create(name=given.funder)[0] if given.funder else None
    programme, _ = Programme.objects.get_or_create(
        code=given.code, defaults={"started_in": given.started_in or fiscal_year, "parent": parent}
    )
    if given.ends and programme.ended_in != fiscal_year:
        programme.ended_in = fiscal_year
        programme.save()
    if given.walled and programme.walled_to != unit:
        programme.walled_to = unit
        programme.save()
    ProgrammeYear.objects.update_or_create(
        programme=programme,
        fiscal_year=fiscal_year,
        defaults={"name": given.name, "printed_name": given.printed, "unit": unit, "funder": funder},
    )


def _known(
    source: Source, where: tuple[int | str, ...], model: type[CodedRow], code: str | None, what: str
) -> CodedRow | None:
    if code is None:
        return None
    found = model._default_manager.filter(code=code).first()
    if found is None:
        raise source.fault(where, f"{what}「{code}」がありません。先に書いてください。")
    return found


def _load_outline(source: Source, centre: CentreSource) -> int:
    found = source.parse(OutlineSource)
    scope = scope_of(found.fiscal_year, "")
    places = list(_check_sections(source, found.sections, ("sections",), set(), scope))
    with transaction.atomic():
        outline, is_new = Outline.objects.get_or_create(
            fiscal_year=found.fiscal_year, defaults={"title": found.title, "centre": centre.name}
        )
        if is_new:
            rows = list(_rows(outline, found.sections, level=1))
            for position, row in enumerate(rows):
                row.position = position
            OutlineSection.objects.bulk_create(rows)
            for place, message in clashes(outline):
                raise source.fault(places[place], message)
    return found.fiscal_year


def _check_sections(
    source: Source, sections: list[SectionSource], where: tuple[int | str, ...], seen: set[str], scope: Scope
) -> Iterator[tuple[int | str, ...]]:
    """The place of every section in the file, in printed order, once it is found to be without a fault."""
    for position, section in enumerate(sections):
        here = (*where, position)
        if section.number and section.number in seen:
            raise source.fault(here, f"番号「{section.number}」が2回使われています。")
        seen.add(section.number)
        if section.programme and section.programme not in scope.programmes:
            raise source.fault(here, f"事業「{section.programme}」が事業一覧にありません。")
        for fault, message in faults_of(section.blocks, replace(scope, programme=section.programme or "")):
            raise source.fault((*here, "blocks", *fault), message)
        yield here
        yield from _check_sections(source, section.sections, (*here, "sections"), seen, scope)


def _rows(outline: Outline, sections: list[SectionSource], level: int) -> Iterator[OutlineSection]:
    ids = dict(Programme.objects.values_list("code", "pk"))
    for section in sections:
        yield OutlineSection(
            outline=outline,
            level=level,
            number=section.number,
            mark=section.mark,
            is_chapter=section.chapter,
            heading=section.heading,
            programme_id=ids.get(section.programme or ""),
            blocks=[block.model_dump(mode="json", exclude_defaults=True) for block in section.blocks],
        )
        yield from _rows(outline, section.sections, level + 1)

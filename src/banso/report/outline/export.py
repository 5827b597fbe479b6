"""Writing a catalogue from what stands in the database: loading it again would change nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from banso.cases.models import Terms
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.procedures.catalogue import catalogue_files
from banso.registers.centre import centre_name, centre_prefecture
from banso.registers.models import ProgrammeYear, Unit
from banso.report.models import Outline, OutlineSection
from banso.work.consultations.models import Category, Theme

from .load_office import said_of_office
from .load_outline import normal_blocks

WIDTH = 110


def export_catalogue(folder: Path) -> list[Path]:
    """Write centre.yaml and the files of every year into a folder; the files. Raises UserError where some are there already."""
    folder.mkdir(parents=True, exist_ok=True)
    own = [("centre.yaml", "法人・部署・相談テーマ", _centre()), *_office()]
    files = [*own, *_programmes(), *_terms(), *_of_kinds(), *_outlines()]
    taken = [name for name, _, _ in files if (folder / name).exists()]
    if taken:
        raise UserError(f"「{folder}」にはすでに {'、'.join(taken)} があります。空のフォルダを指定してください。")
    written = []
    for name, comment, data in files:
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=WIDTH)
        (folder / name).write_text(f"# {comment}\n{text}", encoding="utf-8")
        written.append(folder / name)
    return written


def _said(**facts: Any) -> dict[str, Any]:
    """What there is to say: no empty texts, no unset marks."""
    return {name: value for name, value in facts.items() if value not in (None, "", False, [], {})}


def _centre() -> dict[str, Any]:
    units = [
        _said(code=one.code, name=one.name, symbol=one.symbol, confidential=one.confidential, ended_on=one.ended_on)
        for one in Unit.objects.order_by("pk")
    ]
    themes = [_said(code=one.code, name=one.name) for one in Theme.objects.filter(ended_on=None)]
    return {"name": centre_name(), "prefecture": centre_prefecture(), "units": units} | _said(themes=themes)


def _office() -> Iterator[tuple[str, str, dict[str, Any]]]:
    said = said_of_office().model_dump(exclude_defaults=True)
    if said:
        yield "office.yaml", "決裁の職位、専決の表、保存年限", said


def _programmes() -> Iterator[tuple[str, str, dict[str, Any]]]:
    rows = ProgrammeYear.objects.select_related("programme__parent", "programme__walled_to", "unit", "funder")
    by_year: dict[int, list[ProgrammeYear]] = {}
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for row in rows.order_by("fiscal_year", "pk"):
        by_year.setdefault(row.fiscal_year, []).append(row)
        first.setdefault(row.programme_id, row.fiscal_year)
        last[row.programme_id] = row.fiscal_year
    for year, running in by_year.items():
        listed = [_programme(row, first[row.programme_id] == year, last[row.programme_id] == year) for row in running]
        yield (
            f"programmes-{year}.yaml",
            f"{fiscal_year_label(year)}の事業。code は年度をまたいで同じ事業を指す。",
            {"fiscal_year": year, "programmes": listed},
        )


def _programme(row: ProgrammeYear, is_first: bool, is_last: bool) -> dict[str, Any]:
    programme = row.programme
    kinds = Category.objects.filter(programme=programme, ended_on=None) if is_last else ()
    inside = programme.walled_to
    return _said(
        code=programme.code,
        name=row.name,
        printed=row.printed_name,
        parent=programme.parent.code if programme.parent else None,
        unit=row.unit.code if row.unit else None,
        funder=row.funder.name if row.funder else None,
        started_in=programme.started_in if is_first and programme.started_in != row.fiscal_year else None,
        ends=programme.ended_in == row.fiscal_year,
        walled=inside is not None and (True if inside == row.unit else inside.code),
        categories=[{"code": kind.code, "name": kind.name} for kind in kinds],
    )


def _terms() -> Iterator[tuple[str, str, dict[str, Any]]]:
    by_year: dict[int, list[dict[str, Any]]] = {}
    latest = Terms.objects.order_by("fiscal_year", "programme_id", "procedure", "-version")
    for terms in latest.distinct("fiscal_year", "programme_id", "procedure").select_related("programme"):
        said = {"programme": terms.programme.code, "procedure": terms.procedure, **terms.content}
        by_year.setdefault(terms.fiscal_year, []).append(said)
    for year, listed in by_year.items():
        comment = f"{fiscal_year_label(year)}に受け付ける案件の取扱条件。"
        yield f"terms-{year}.yaml", comment, {"fiscal_year": year, "terms": listed}


def _of_kinds() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, declared in catalogue_files().items():
        if data := declared.said():
            yield f"{name}.yaml", declared.comment, data


def _outlines() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for outline in Outline.objects.order_by("fiscal_year"):
        centre = outline.centre if outline.centre != centre_name() else None
        head = {"fiscal_year": outline.fiscal_year, "title": outline.title} | _said(centre=centre)
        rows = list(outline.sections.select_related("programme"))
        sections, _ = _under(rows, 0, 0)
        comment = f"{fiscal_year_label(outline.fiscal_year)}の報告書の構成。"
        yield f"outline-{outline.fiscal_year}.yaml", comment, head | {"sections": sections}


def _under(rows: list[OutlineSection], start: int, level: int) -> tuple[list[dict[str, Any]], int]:
    """The sections below a level from a place on, each with those below it; and the place after them."""
    found: list[dict[str, Any]] = []
    while start < len(rows) and rows[start].level > level:
        row = rows[start]
        inner, start = _under(rows, start + 1, row.level)
        found.append(_section(row) | _said(sections=inner))
    return found, start


def _section(row: OutlineSection) -> dict[str, Any]:
    return _said(
        number=row.number,
        mark=row.mark,
        by_place=row.by_place,
        unread=row.unread,
        chapter=row.is_chapter,
        heading=row.heading,
        programme=row.programme.code if row.programme else None,
        blocks=normal_blocks(row.blocks),
    )

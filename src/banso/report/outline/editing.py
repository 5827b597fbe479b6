"""Programmes changed by people, and a year made from the one before it: each change is a verb."""

from typing import TypeVar

from django.db.models import CharField, Model

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, typed_fiscal_year
from banso.core.numbers import whole_or_none
from banso.core.trail import verb
from banso.procedures.terms import copy_terms
from banso.registers.models import Organisation, Programme, ProgrammeYear, Unit, User
from banso.registers.services.programmes import PROGRAMME_CODE, funder_called, next_code
from banso.report.models import Outline, OutlineSection

from .blocks import has_prose
from .numbering import renumber

Row = TypeVar("Row", Programme, Unit)


@verb
def add_programme(
    *,
    by: User | None,
    fiscal_year: str,
    name: str,
    code: str = "",
    started_in: str = "",
    printed_name: str = "",
    unit: str = "",
    funder: str = "",
    parent: str = "",
    walled: str = "",
) -> ProgrammeYear:
    """Put a programme on a fiscal year's list, begun in it or, as `started_in` says, before.

    With `walled` its records are hidden from everyone outside its unit from the start. Without a `code` it gets one. `funder` is a
    name, registered where it is new. Raises UserError if its code is taken or badly formed, it has no name, another of the year has
    the name, or it would be walled without a unit.
    """
    year = typed_fiscal_year(fiscal_year)
    started = typed_fiscal_year(started_in) if started_in else year
    if started > year:
        raise UserError("始まった年度は、年度と同じか、それより前にしてください。")
    _check_names(year, name, printed_name)
    _check_code(code)
    inside = _chosen(Unit, unit) if walled else None
    if walled and inside is None:
        raise UserError("守秘の事業には、記録を見てよい担当部署を選んでください。")
    programme = Programme.objects.create(
        code=code or next_code(year), started_in=started, parent=_chosen(Programme, parent), walled_to=inside
    )
    return ProgrammeYear.objects.create(
        programme=programme,
        fiscal_year=year,
        name=name,
        printed_name=printed_name,
        unit=_chosen(Unit, unit),
        funder=_funder(funder, by),
    )


def _check_names(year: int, name: str, printed_name: str) -> None:
    """Raise UserError for a programme without a name, or with one that another of the year has."""
    if not name:
        raise UserError("正式名称を入力してください。")
    _fits(ProgrammeYear, name=name, printed_name=printed_name)
    if ProgrammeYear.objects.filter(fiscal_year=year, name=name).exists():
        raise UserError(f"{fiscal_year_label(year)}には「{name}」という事業がすでにあります。名称を確かめてください。")


def _check_code(code: str) -> None:
    """Raise UserError for a code that is badly formed or taken; none is well."""
    _fits(Programme, code=code)
    if code and not PROGRAMME_CODE.fullmatch(code):
        raise UserError("事業コードは半角の英小文字・数字・ハイフンで入力してください。空欄なら自動で付けます。")
    if Programme.objects.filter(code=code).exists():
        raise UserError(f"事業コード「{code}」はすでに使われています。別のコードにしてください。")


def _funder(name: str, by: User | None) -> Organisation | None:
    """Who pays, by name; put on the register of organisations where nobody is called so."""
    _fits(Organisation, name=name)
    return funder_called(name, by=by) if name else None


@verb
def change_programme(
    year: ProgrammeYear,
    *,
    by: User | None,
    name: str,
    printed_name: str = "",
    unit: str = "",
    funder: str = "",
    ends: bool = False,
) -> ProgrammeYear:
    """Rename a programme from this year's report on, hand it to another unit, or end it with this year.

    Other years keep their names. Raises UserError without a name, or if the programme has later years already.
    """
    if not name:
        raise UserError("正式名称を入力してください。")
    _fits(ProgrammeYear, name=name, printed_name=printed_name)
    programme = year.programme
    if ends and programme.years.filter(fiscal_year__gt=year.fiscal_year).exists():
        raise UserError(f"{fiscal_year_label(year.fiscal_year)}より後の年度にもこの事業があるため、終了にできません。")
    year.name, year.printed_name = name, printed_name
    year.unit, year.funder = _chosen(Unit, unit), _funder(funder, by)
    year.save()
    if ends != (programme.ended_in == year.fiscal_year):
        programme.ended_in = year.fiscal_year if ends else None
        programme.save()
    return year


def _fits(model: type[Model], **texts: str) -> None:
    """Raise UserError where a text is longer than its column."""
    for name, text in texts.items():
        field = model._meta.get_field(name)
        if isinstance(field, CharField) and field.max_length and len(text) > field.max_length:
            raise UserError(f"「{field.verbose_name}」は{field.max_length}字以内で入力してください。")


def _chosen(model: type[Row], pk: str) -> Row | None:
    key = whole_or_none(pk)
    return model._default_manager.filter(pk=key).first() if key else None


@verb
def copy_forward(fiscal_year: int, *, by: User | None) -> Outline:
    """Make the next year's programmes and outline from a year's. Ended programmes, and their sections, stay behind.

    What follows its place is numbered anew; sections with prose are marked until someone has read it.

    Raises UserError if the year has no outline, or the next has one already.
    """
    outline = Outline.objects.filter(fiscal_year=fiscal_year).first()
    if outline is None:
        raise UserError(f"{fiscal_year_label(fiscal_year)}の構成がありません。")
    following = fiscal_year + 1
    if Outline.objects.filter(fiscal_year=following).exists():
        raise UserError(f"{fiscal_year_label(following)}の構成はすでにあります。")
    going_on = ProgrammeYear.objects.filter(fiscal_year=fiscal_year, programme__ended_in__isnull=True)
    ProgrammeYear.objects.bulk_create(
        (_copied(row, following) for row in going_on.order_by("pk")), ignore_conflicts=True
    )
    copy_terms(fiscal_year, by=by)
    title = outline.title.replace(fiscal_year_label(fiscal_year), fiscal_year_label(following))
    copy = Outline.objects.create(fiscal_year=following, title=title, centre=outline.centre)
    kept = _going_on(list(outline.sections.select_related("programme")))
    sections = [_copied_section(section, copy, position) for position, section in enumerate(kept)]
    renumber(sections)
    OutlineSection.objects.bulk_create(sections)
    return copy


def _going_on(sections: list[OutlineSection]) -> list[OutlineSection]:
    """The sections that stay: not those of ended programmes, nor bare headings all of whose sections have gone."""
    kept: list[OutlineSection] = []
    for position, section in reversed(list(enumerate(sections))):
        following = sections[position + 1] if position + 1 < len(sections) else None
        had_inner = following is not None and following.level > section.level
        has_inner = bool(kept) and kept[-1].level > section.level
        ended = section.programme is not None and section.programme.ended_in is not None
        emptied = had_inner and not has_inner and section.programme is None and not section.blocks
        if not ended and not emptied:
            kept.append(section)
    return kept[::-1]


def _copied(row: ProgrammeYear, fiscal_year: int) -> ProgrammeYear:
    return ProgrammeYear(
        programme_id=row.programme_id,
        fiscal_year=fiscal_year,
        name=row.name,
        printed_name=row.printed_name,
        unit_id=row.unit_id,
        funder_id=row.funder_id,
    )


def _copied_section(section: OutlineSection, outline: Outline, position: int) -> OutlineSection:
    old, new = fiscal_year_label(outline.fiscal_year - 1), fiscal_year_label(outline.fiscal_year)
    return OutlineSection(
        outline=outline,
        position=position,
        level=section.level,
        number=section.number,
        mark=section.mark,
        by_place=section.by_place,
        unread=has_prose(section.blocks),
        is_chapter=section.is_chapter,
        heading=section.heading.replace(old, new),
        programme_id=section.programme_id,
        blocks=section.blocks,
    )

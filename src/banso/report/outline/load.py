"""Loading a centre's catalogue into the database: units, programmes by year, terms, outlines; also after the first day.

What stands in the files is put as they say; what they say nothing of stays. Nothing is written unless the whole folder is
without a fault.
"""

from collections.abc import Collection
from itertools import groupby
from pathlib import Path

import psycopg
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from banso.cases.models import Terms
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.core.trail import verb
from banso.procedures.declaring import all_procedures, get_procedure
from banso.procedures.terms import lay_down_terms, read_content
from banso.registers.models import Municipality, Organisation, Programme, ProgrammeYear, Unit, User
from banso.registers.models.programmes import NAMES_KEY
from banso.registers.services.reference_data import load_reference_data
from banso.registers.walling import follow, hindrances, told
from banso.work.consultations.models import Category, Theme

from .changes import Bringing, Changes
from .files import CodedSource
from .load_office import bring_office
from .load_outline import bring_outline
from .reading import Catalogue, ReadProgramme, ReadTerms, read_catalogue
from .source import CatalogueError, FileFault, Place, Source

UNKNOWN_UNIT = "部署「{}」がありません。centre.yaml の units に書いてください。"


def preview_catalogue(folder: Path, *, by: User | None) -> Changes:
    """What loading a folder would change; nothing is written. Raises CatalogueError with every fault there is."""
    with transaction.atomic():
        if not Municipality.objects.exists():  # conditions may name them
            load_reference_data(by=by)
        changes = _bring(read_catalogue(folder), by)
        transaction.set_rollback(True)
    cache.delete(NAMES_KEY)  # what programmes would be called
    return changes


@verb
def load_catalogue(folder: Path, *, by: User | None, walls: Collection[str] = ()) -> Changes:
    """Load a catalogue folder; what it changed, with the fiscal years of its outlines.

    `walls` are the programmes (`unit:` and its code for units) whose walls may be moved: no record becomes hidden or stops
    being hidden because a word in a file was changed or left out. Raises CatalogueError with every fault there is, and UserError for
    walls that are not among these; then nothing is loaded.
    """
    changes = _bring(read_catalogue(folder), by)
    unconfirmed = {code: said for code, said in changes.walls.items() if code not in walls}
    if unconfirmed:
        named = "\n".join(f"{said} (コード {code})" for code, said in unconfirmed.items())
        raise UserError(f"守秘が変わるため、読み込んでいません。変えてよいものをコードで指定してください。\n{named}")
    return changes


def _bring(read: Catalogue, by: User | None) -> Changes:
    """Put everything a folder says. Raises CatalogueError with every fault, found in reading or in putting."""
    bringing = Bringing(read.faults)
    bringing.changes.centre = read.centre
    _units(read, bringing)
    by_code = sorted(read.programmes, key=lambda one: (one.given.code, one.fiscal_year))
    programmes = {code: list(years) for code, years in groupby(by_code, key=lambda one: one.given.code)}
    first = sorted(programmes.values(), key=lambda years: (years[0].fiscal_year, years[0].where[-1]))
    for years in first:
        _programme(years, read, bringing)
    for years in first:
        _parent(years, read, bringing)
        _years(years, read, bringing)
    cache.delete(NAMES_KEY)  # what follows names them
    _walls_stand(read, bringing)
    for terms in read.terms:
        _terms(terms, read, bringing, by)
    bring_office(read, bringing)
    _of_kinds(read, bringing, by)
    for outline in read.outlines:
        bringing.changes.years.append(bring_outline(outline, read, bringing))
    if bringing.faults:
        raise CatalogueError(*bringing.faults)
    return bringing.changes


def _units(read: Catalogue, bringing: Bringing) -> None:
    source = read.centre_source
    if source is None:
        return
    for where, unit in read.units:
        facts = {"name": unit.name, "confidential": unit.confidential}
        facts |= {} if unit.symbol is None else {"symbol": unit.symbol}
        facts |= {} if unit.ended_on is None else {"ended_on": unit.ended_on}
        before = Unit.objects.filter(code=unit.code).first()
        bringing.put(Unit, {"code": unit.code}, facts, f"部署「{unit.name}」", source, where)
        if before is not None and before.confidential != unit.confidential:
            said = "守秘の部署になります" if unit.confidential else "守秘の部署でなくなります"
            bringing.changes.walls[f"unit:{unit.code}"] = f"部署「{unit.name}」が{said}。"
    _coded(Theme, {}, [(source, where, theme) for where, theme in read.themes], "相談テーマ", bringing)


def _coded(
    model: type[Theme] | type[Category],
    of: dict[str, Programme],
    rows: list[tuple[Source, Place, CodedSource]],
    what: str,
    bringing: Bringing,
) -> None:
    """Words of a list, in the order of the file where they are new."""
    for position, (source, where, row) in enumerate(rows):
        known = model._default_manager.filter(**of, code=row.code).exists()
        facts = {"name": row.name} | ({} if known else {"position": position})
        bringing.put(model, {**of, "code": row.code}, facts, f"{what}「{row.name}」", source, where)


def _programme(years: list[ReadProgramme], read: Catalogue, bringing: Bringing) -> None:
    """A programme over all its years: when it begins and ends, and whether it is walled."""
    last = years[-1]
    code, name = last.given.code, last.given.name
    row = Programme.objects.filter(code=code).first()
    first = min([one.fiscal_year for one in years] + ([row.started_in] if row else []))
    said = [one for one in years if one.given.started_in is not None]
    started = said[-1].given.started_in if said else first
    if said and started is not None and started > years[0].fiscal_year:
        message = f"started_in({started})が、事業のある{years[0].fiscal_year}年度より後です。"
        bringing.fault(said[-1].source, (*said[-1].where, "started_in"), message)
        started = first
    ended = row.ended_in if row else None
    for one in years:
        ended = one.fiscal_year if one.given.ends else None if ended == one.fiscal_year else ended
        if one.given.ends and one is not last:
            message = f"{one.fiscal_year}年度で終わる事業「{code}」が、{last.fiscal_year}年度にもあります。"
            bringing.fault(one.source, (*one.where, "ends"), message)
            ended = None
    walled_to = _walled_to(years, read, bringing)
    facts = {"started_in": started, "ended_in": ended}
    _note_wall(row, walled_to, code, name, bringing)
    what = f"事業「{name}」" + (f"(守秘: {walled_to})" if walled_to and row is None else "")
    written = bringing.put(Programme, {"code": code}, facts, what, last.source, last.where)
    if written is not None and written.walled_to != walled_to:
        written.walled_to = walled_to
        written.save()
        if row is not None:
            _what_stands_open(written, last, bringing)


def _what_stands_open(programme: Programme, last: ReadProgramme, bringing: Bringing) -> None:
    """What does not follow a wall by itself follows now, or hinders it; and what becomes of the rest is told with it."""
    follow(programme)
    if programme.walled_to is None:
        return
    for said in hindrances(programme):
        message = f"事業「{last.given.name}」は、まだ守秘にできません。{said}"
        bringing.fault(last.source, (*last.where, "walled"), message)
    bringing.changes.walls[programme.code] += "".join(told(programme))


def _walled_to(years: list[ReadProgramme], read: Catalogue, bringing: Bringing) -> Unit | None:
    """The unit a programme is walled to, as its last year says; all its years must say whether it is."""
    last = years[-1]
    for one in years:
        walled = bool(one.given.walled)
        if walled and one.given.walled is True and not one.given.unit:
            message = "walled: true の事業には、記録を見てよい部署(unit)を書いてください。"
            bringing.fault(one.source, (*one.where, "walled"), message)
        if walled != bool(last.given.walled):
            message = (
                f"事業「{last.given.code}」は{last.fiscal_year}年度で守秘{'' if last.given.walled else 'ではない事業'}とされ、"
                f"{one.fiscal_year}年度と食い違います。守秘は全年度の記録に及ぶため、walled をどの年度にも同じに書いてください。"
            )
            bringing.fault(one.source, (*one.where, "walled"), message)
    if not last.given.walled:
        return None
    code = last.given.unit if last.given.walled is True else str(last.given.walled)
    unit = Unit.objects.filter(code=code).first()
    if unit is None and code and last.given.walled is not True and code not in read.unit_codes:
        bringing.fault(last.source, (*last.where, "walled"), UNKNOWN_UNIT.format(code))
    return unit


def _note_wall(row: Programme | None, walled_to: Unit | None, code: str, name: str, bringing: Bringing) -> None:
    if row is None or row.walled_to == walled_to:
        return
    if walled_to is None:
        said = f"守秘でなくなり、「{row.walled_to}」の外の職員にも全年度の記録が見えるようになります。"
    elif row.walled_to is None:
        said = f"守秘になり、「{walled_to}」の外の職員には全年度の記録が見えなくなります。"
    else:
        said = f"守秘部署が「{row.walled_to}」から「{walled_to}」に変わります。"
    bringing.changes.walls[code] = f"事業「{name}」が{said}"


def _parent(years: list[ReadProgramme], read: Catalogue, bringing: Bringing) -> None:
    last = years[-1]
    for one in years:
        if one.given.parent and not _is_known(one.given.parent, read):
            message = f"上位の事業「{one.given.parent}」がありません。つづりを確かめてください。"
            bringing.fault(one.source, (*one.where, "parent"), message)
    row = Programme.objects.filter(code=last.given.code).first()
    parent = Programme.objects.filter(code=last.given.parent or "").first()
    if row is None or row.parent == parent or (last.given.parent and parent is None):
        return
    if parent is not None and row.pk in parent.with_those_above():
        message = f"上位の事業「{last.given.parent}」をたどると、この事業に戻ります。"
        bringing.fault(last.source, (*last.where, "parent"), message)
        return
    is_new = not row.years.exists()
    if not is_new:
        bringing.changes.lines.append(
            f"事業「{last.given.name}」の上位の事業: {row.parent or '(なし)'} → {parent or '(なし)'}"
        )
    row.parent = parent
    row.save()


def _is_known(code: str, read: Catalogue) -> bool:
    return code in read.codes or Programme.objects.filter(code=code).exists()


def _years(years: list[ReadProgramme], read: Catalogue, bringing: Bringing) -> None:
    """A programme's yearly facts, and its own kinds of consultation."""
    row = Programme.objects.filter(code=years[-1].given.code).first()
    kinds: dict[str, tuple[Source, Place, CodedSource]] = {}
    for one in years:
        unit = Unit.objects.filter(code=one.given.unit or "").first()
        if one.given.unit and unit is None and one.given.unit not in read.unit_codes:
            bringing.fault(one.source, (*one.where, "unit"), UNKNOWN_UNIT.format(one.given.unit))
        if row is None:
            continue
        facts = {
            "name": one.given.name,
            "printed_name": one.given.printed,
            "unit": unit,
            "funder": _funder(one, bringing),
        }
        key = {"programme": row, "fiscal_year": one.fiscal_year}
        what = f"{fiscal_year_label(one.fiscal_year)}の事業「{one.given.name}」"
        bringing.put(ProgrammeYear, key, facts, what, one.source, one.where)
        for i, kind in enumerate(one.given.categories):
            kinds[kind.code] = one.source, (*one.where, "categories", i), kind
    if row is not None:
        what = f"事業「{years[-1].given.name}」の相談区分"
        _coded(Category, {"programme": row}, list(kinds.values()), what, bringing)


def _funder(one: ReadProgramme, bringing: Bringing) -> Organisation | None:
    if not one.given.funder:
        return None
    what = f"機関「{one.given.funder}」(財源)"
    return bringing.put(Organisation, {"name": one.given.funder.strip()}, {}, what, one.source, one.where)


def _walls_stand(read: Catalogue, bringing: Bringing) -> None:
    """What the database looks at when a transaction ends it looks at now: no wall goes through a visit."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        assert isinstance(error.__cause__, psycopg.Error)
        names = {one.source.name for one in read.programmes}
        message = error.__cause__.diag.message_detail or str(error)
        raise CatalogueError(*read.faults, FileFault(max(names, default="programmes"), 0, message)) from error


def _of_kinds(read: Catalogue, bringing: Bringing, by: User | None) -> None:
    """Put what the files of kinds of work say, each wholly or not at all."""
    for source, declared, given in read.of_kinds:
        try:
            with transaction.atomic():
                bringing.changes.lines.extend(declared.bring(given, by=by))
        except ValidationError as error:
            bringing.faults.extend(source.fault((), message) for message in error.messages)


def _terms(terms: ReadTerms, read: Catalogue, bringing: Bringing, by: User | None) -> None:
    """Lay down terms as a new version, unless the last one says the same: cases keep those they were accepted under."""
    given = terms.given
    declared = get_procedure(given.procedure)
    if declared is None:
        known = "、".join(one.code for one in all_procedures())
        message = f"手続「{given.procedure}」がありません(使えるのは {known})。"
        bringing.fault(terms.source, (*terms.where, "procedure"), message)
    if not _is_known(given.programme, read):
        message = f"事業「{given.programme}」がありません。つづりを確かめてください。"
        bringing.fault(terms.source, (*terms.where, "programme"), message)
    programme = Programme.objects.filter(code=given.programme).first()
    if declared is None:
        return
    content = given.model_extra or {}
    try:
        read_content(declared, content)
    except ValidationError as error:
        bringing.refused(Terms, error, terms.source, terms.where)
        return
    if programme is None:
        return
    key = {"programme": programme, "procedure": declared.code, "fiscal_year": terms.fiscal_year}
    before = Terms.objects.filter(**key).count()
    lay_down_terms(
        declared,
        programme=programme,
        fiscal_year=terms.fiscal_year,
        content=content,
        reason="カタログの読み込み" if before else "",
        by=by,
    )
    if Terms.objects.filter(**key).count() > before:
        what = f"{fiscal_year_label(terms.fiscal_year)}に受け付ける「{programme}」の取扱条件({declared.label})"
        bringing.changes.lines.append(f"{what}に、新しい版を加えます。" if before else f"{what}を加えます。")

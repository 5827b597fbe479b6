"""A catalogue folder as read: part by part, so that one fault hides no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from banso.core.spelling import prefectures
from banso.procedures.catalogue import CatalogueFile, catalogue_files
from banso.registers.services.programmes import PROGRAMME_CODE

from .files import (
    ApprovalSource,
    CentreSource,
    CodedSource,
    OfficeSource,
    ProgrammeSource,
    ProgrammesSource,
    RetentionSource,
    SeatSource,
    SmallCellsSource,
    TermsFile,
    TermsSource,
    UnitSource,
)
from .schema import Block, OutlineSource, SectionSource
from .source import CatalogueError, FileFault, Place, Source

P = TypeVar("P", bound=BaseModel)
YEARLY = re.compile(r"(programmes|terms|outline)-(\d{4})")
PROGRAMMES = "事業コード"
OFFICE = ("seats", "approvals", "retention", "small_cells")  # the lists of office.yaml
BESIDES = ("centre", "office", "world", "accounts")  # world and accounts: a reference world's recipes and logins
CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
RESTED_ON = {
    "code",
    "unit",
    "programme",
    "walled",
    "parent",
}  # without these a part would seem to have faults it has not


@dataclass(frozen=True)
class ReadProgramme:
    """A programme of one year, and where it is written."""

    source: Source
    where: Place
    fiscal_year: int
    given: ProgrammeSource


@dataclass(frozen=True)
class ReadTerms:
    """Terms of one year, and where they are written."""

    source: Source
    where: Place
    fiscal_year: int
    given: TermsSource


@dataclass(frozen=True)
class ReadSection:
    """A section, its place and level, and those of its blocks that could be read, by their number in the file."""

    where: Place
    level: int
    given: SectionSource
    blocks: list[tuple[int, Block]]


@dataclass(frozen=True)
class ReadOutline:
    """An outline, with its sections in printed order."""

    source: Source
    fiscal_year: int
    given: OutlineSource
    sections: list[ReadSection]


@dataclass
class Catalogue:
    """What could be read of a folder, and every fault found on the way.

    `codes`, `unit_codes` and `seat_codes` are the programmes, units and seats that anything says there are, readable or not.
    """

    folder: Path
    faults: list[FileFault] = field(default_factory=list)
    centre: CentreSource | None = None
    centre_source: Source | None = None
    units: list[tuple[Place, UnitSource]] = field(default_factory=list)
    unit_codes: set[str] = field(default_factory=set)
    themes: list[tuple[Place, CodedSource]] = field(default_factory=list)
    programmes: list[ReadProgramme] = field(default_factory=list)
    terms: list[ReadTerms] = field(default_factory=list)
    office_source: Source | None = None
    seats: list[tuple[Place, SeatSource]] = field(default_factory=list)
    seat_codes: set[str] = field(default_factory=set)
    approvals: list[tuple[Place, ApprovalSource]] = field(default_factory=list)
    retention: list[tuple[Place, RetentionSource]] = field(default_factory=list)
    small_cells: list[tuple[Place, SmallCellsSource]] = field(default_factory=list)
    outlines: list[ReadOutline] = field(default_factory=list)
    of_kinds: list[tuple[Source, CatalogueFile, Any]] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)


def read_catalogue(folder: Path) -> Catalogue:
    """Read a folder. Raises CatalogueError where there is none; all other faults are gathered."""
    if not folder.is_dir():
        raise CatalogueError(FileFault(str(folder), 0, "フォルダがありません。"))
    return _Reader(Catalogue(folder)).read()


class _Reader:
    def __init__(self, found: Catalogue) -> None:
        self.found, self.faults = found, found.faults
        self.years: dict[tuple[str, int], str] = {}

    def read(self) -> Catalogue:
        if source := self._source(self.found.folder / "centre.yaml"):
            self._centre(source)
        office = self.found.folder / "office.yaml"
        if office.exists() and (source := self._source(office)):
            self._office(source)
        ways = {"programmes": self._programmes, "terms": self._terms, "outline": self._outline}
        for path in sorted(self.found.folder.glob("*.y*ml")):
            named = YEARLY.fullmatch(path.stem)
            if path.suffix != ".yaml" or (named is None and path.stem not in (*BESIDES, *catalogue_files())):
                known = "centre.yaml、office.yaml、programmes-2024.yaml、terms-2024.yaml、outline-2024.yaml"
                self._fault(
                    FileFault(path.name, 0, f"この名前のファイルは読まれません。{known} のような名前にします。")
                )
            elif named and (source := self._source(path)):
                ways[named[1]](source, int(named[2]))
            elif path.stem in catalogue_files() and (source := self._source(path)):
                self._of_kind(source, catalogue_files()[path.stem])
        return self.found

    def _of_kind(self, source: Source, declared: CatalogueFile) -> None:
        """A file that a kind of work brings in itself."""
        try:
            self.found.of_kinds.append((source, declared, declared.shape.model_validate(source.data)))
        except ValidationError as error:
            self.faults.extend(source.misfits(error, ()))

    def _fault(self, fault: FileFault) -> None:
        self.faults.append(fault)

    def _source(self, path: Path) -> Source | None:
        try:
            source = Source.read(path, self.faults)
        except CatalogueError as error:
            self.faults.extend(error.faults)
            if path.stem.startswith("programmes-") and path.is_file():  # what it begins is not missing elsewhere too
                text = path.read_bytes().decode("utf-8", "replace")
                self.found.codes.update(re.findall(r"code:\s*[\"']?([a-z0-9-]+)", text))
            return None
        if not isinstance(source.raw, dict):
            self._fault(source.fault((), "空か、「名前: 値」の形になっていません。"))
            return None
        return source

    def _part(self, source: Source, where: Place, data: Any, model: type[P]) -> P | None:
        """A part as its schema reads it. One with faults is read without them where it can be, so that what follows is looked at too."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.faults.extend(source.misfits(error, where))
            wrong = {str(fault["loc"][0]) for fault in error.errors() if fault["loc"]}
        if not isinstance(data, dict) or not wrong or wrong & RESTED_ON:
            return None
        try:
            return model.model_validate({name: value for name, value in data.items() if name not in wrong})
        except ValidationError:
            return None

    def _centre(self, source: Source) -> None:
        data, found = source.data, self.found
        lists = {name: data.get(name) for name in ("units", "themes") if isinstance(data.get(name), list)}
        found.centre_source = source
        found.centre = self._part(source, (), data | {name: [] for name in lists}, CentreSource)
        if isinstance(data.get("prefecture"), str) and data["prefecture"] not in prefectures():
            said = f"都道府県「{data['prefecture']}」はありません。「東京都」「○○県」のように書いてください。"
            self._fault(source.fault(("prefecture",), said))
        found.units = self._rows(source, lists.get("units") or [], ("units",), UnitSource)
        found.themes = self._rows(source, lists.get("themes") or [], ("themes",), CodedSource)
        self._codes(source, _coded(lists.get("themes") or [], ("themes",)), "コード")
        units = _coded(lists.get("units") or [], ("units",))
        self._codes(source, units, "部署コード")
        found.unit_codes = {code for _, code in units}

    def _office(self, source: Source) -> None:
        found, data = self.found, source.data
        found.office_source = source
        lists = {name: data[name] for name in OFFICE if isinstance(data.get(name), list)}
        self._part(source, (), data | {name: [] for name in lists}, OfficeSource)
        found.seats = self._rows(source, lists.get("seats", []), ("seats",), SeatSource)
        found.approvals = self._rows(source, lists.get("approvals", []), ("approvals",), ApprovalSource)
        found.retention = self._rows(source, lists.get("retention", []), ("retention",), RetentionSource)
        found.small_cells = self._rows(source, lists.get("small_cells", []), ("small_cells",), SmallCellsSource)
        found.seat_codes = {code for _, code in _coded(lists.get("seats", []), ("seats",))}

    def _rows(self, source: Source, rows: list[Any], where: Place, model: type[P]) -> list[tuple[Place, P]]:
        """Those of a list's rows that fit, with their places."""
        placed = [((*where, position), row) for position, row in enumerate(rows)]
        return [(place, fit) for place, row in placed if (fit := self._part(source, place, row, model))]

    def _codes(self, source: Source, codes: list[tuple[Place, str]], what: str) -> None:
        """Codes are well formed, and each stands once."""
        seen: set[str] = set()
        for where, code in codes:
            if not (PROGRAMME_CODE if what == PROGRAMMES else CODE).fullmatch(code):
                said = f"{what}「{code}」は半角の英小文字・数字・ハイフンで、40文字以内にしてください。"
                self._fault(source.fault((*where, "code"), said))
            elif code in seen:
                self._fault(source.fault((*where, "code"), f"{what}「{code}」が2回書かれています。"))
            seen.add(code)

    def _head(self, source: Source, rows: str, model: type[P], year: int) -> tuple[P | None, int, list[Any]]:
        """A yearly file without its rows, its fiscal year, and the rows as data."""
        data = source.data
        listed = data.get(rows)
        head = self._part(source, (), {**data, rows: []} if isinstance(listed, list) else data, model)
        said = getattr(head, "fiscal_year", year)
        if said != year:
            self._fault(source.fault(("fiscal_year",), f"fiscal_year({said})がファイル名の年度({year})と違います。"))
        first = self.years.setdefault((rows, said), source.name)
        if first != source.name:
            self._fault(source.fault(("fiscal_year",), f"{said}年度は {first} にもあります。"))
        return head, said, listed if isinstance(listed, list) else []

    def _programmes(self, source: Source, year: int) -> None:
        _, fiscal_year, rows = self._head(source, "programmes", ProgrammesSource, year)
        for where, given in self._rows(source, rows, ("programmes",), ProgrammeSource):
            self.found.programmes.append(ReadProgramme(source, where, fiscal_year, given))
            kinds: list[tuple[Place, str]] = [
                ((*where, "categories", i), kind.code) for i, kind in enumerate(given.categories)
            ]
            self._codes(source, kinds, "区分コード")
        codes = _coded(rows, ("programmes",))
        self._codes(source, codes, PROGRAMMES)
        self.found.codes.update(code for _, code in codes)

    def _terms(self, source: Source, year: int) -> None:
        _, fiscal_year, rows = self._head(source, "terms", TermsFile, year)
        for where, given in self._rows(source, rows, ("terms",), TermsSource):
            self.found.terms.append(ReadTerms(source, where, fiscal_year, given))

    def _outline(self, source: Source, year: int) -> None:
        head, fiscal_year, rows = self._head(source, "sections", OutlineSource, year)
        sections = list(self._sections(source, rows, ("sections",), 1))
        given = head or OutlineSource(fiscal_year=fiscal_year, title=source.name, sections=[])
        self.found.outlines.append(ReadOutline(source, fiscal_year, given, sections))

    def _sections(self, source: Source, rows: list[Any], where: Place, level: int) -> Iterator[ReadSection]:
        for position, row in enumerate(rows):
            here = (*where, position)
            parts = {name: row.get(name) for name in ("blocks", "sections")} if isinstance(row, dict) else {}
            lists: dict[str, list[Any]] = {name: [] for name, value in parts.items() if isinstance(value, list)}
            given = self._part(source, here, {**row, **lists} if isinstance(row, dict) else row, SectionSource)
            blocks = [
                (i, block)
                for i, data in enumerate(parts.get("blocks") or [])
                if (block := self._part(source, (*here, "blocks", i), data, Block))
            ] if "blocks" in lists else []  # fmt: skip
            if given:
                yield ReadSection(here, level, given, blocks)
            if "sections" in lists:
                yield from self._sections(source, parts["sections"] or [], (*here, "sections"), level + 1)


def _coded(rows: list[Any], where: Place) -> list[tuple[Place, str]]:
    """The codes of a list's rows, whether or not the rest of them fits."""
    return [
        ((*where, position), row["code"])
        for position, row in enumerate(rows)
        if isinstance(row, dict) and isinstance(row.get("code"), str)
    ]

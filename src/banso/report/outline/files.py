"""What the files beside an outline may say: the centre, its programmes by year, how it decides and keeps papers, and terms."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from banso.core.fiscal import KNOWN_YEARS

from .schema import Part


class CodedSource(Part):
    """A word of a list that figures may count by: its code, which stays, and its name."""

    code: str
    name: str


class ProgrammeSource(Part):
    """A programme in one fiscal year, as the catalogue writes it. `printed` is how the report spells it, if otherwise.

    `walled` hides its records from everyone outside its unit, or outside the unit named. `categories` are its own kinds of
    consultation.
    """

    code: str
    name: str
    printed: str = ""
    parent: str | None = None
    unit: str | None = None
    funder: str | None = None
    started_in: int | None = None
    ends: bool = False
    walled: bool | str = False
    categories: list[CodedSource] = Field(default_factory=list)


class ProgrammesSource(Part):
    """A whole file of programmes."""

    fiscal_year: int = Field(ge=KNOWN_YEARS.start, lt=KNOWN_YEARS.stop)
    programmes: list[ProgrammeSource]


class UnitSource(Part):
    """A unit. `symbol` begins the numbers of its cases and papers."""

    code: str
    name: str
    symbol: str | None = None
    confidential: bool = False
    ended_on: date | None = None


class CentreSource(Part):
    """The centre: its name, prefecture and units, and what its consultations are usually about."""

    name: str = Field(min_length=1, max_length=120)
    prefecture: str
    units: list[UnitSource]
    themes: list[CodedSource] = Field(default_factory=list)


class SeatSource(Part):
    """A seat in the line of decision; the higher the rank, the higher the seat."""

    code: str = Field(pattern=r"[a-z0-9-]{1,40}")
    title: str = Field(min_length=1, max_length=40)
    rank: int = Field(ge=1, le=999)
    per_unit: bool = False


class ApprovalSource(Part):
    """Which seat decides a kind of matter from which amount, and whom it consults, for drafts from a day on."""

    kind: str = Field(min_length=1, max_length=40)
    label: str = Field(min_length=1, max_length=80)
    amount_from: int = Field(default=0, ge=0, le=10**12)
    seat: str
    consults: list[str] = Field(default_factory=list)
    valid_from: date
    valid_until: date | None = None


class RetentionSource(Part):
    """For how many years a kind of paper is kept (none: for ever), of cases completed from a day on, and why."""

    programme: str | None = None
    paper: str
    years: int | None = Field(ge=0, le=100)
    valid_from: date
    basis: str = Field(min_length=1, max_length=120)


class SmallCellsSource(Part):
    """Below how many a cell of a walled programme's breakdown is not printed, in reports of a fiscal year and those after it, and why."""

    from_year: int = Field(ge=1950, le=2200)
    floor: int = Field(ge=2, le=100)
    basis: str = Field(min_length=1, max_length=120)


class OfficeSource(Part):
    """How the centre decides, how long it keeps its papers, and which small figures it does not print."""

    seats: list[SeatSource] = Field(default_factory=list)
    approvals: list[ApprovalSource] = Field(default_factory=list)
    retention: list[RetentionSource] = Field(default_factory=list)
    small_cells: list[SmallCellsSource] = Field(default_factory=list)


class TermsSource(BaseModel):
    """The terms of one procedure in one programme, as a file says them."""

    model_config = ConfigDict(extra="allow")
    programme: str
    procedure: str


class TermsFile(Part):
    """The terms of one fiscal year."""

    fiscal_year: int
    terms: list[TermsSource]

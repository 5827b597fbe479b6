"""What an edition (版) of a scheme says: rate, caps, guides, who is excluded, which papers, how long after. Its shape, checked as it is loaded."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from .choices import BankPaper, FollowKind, Line, PaperForm, ReceiptKind, Reuse, Size


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) else value


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PaperRule(Part):
    """One paper that is asked for: as original or copy, how long after its issue it may come in, and of whom.

    `given` papers are on forms of the edition's set; `when` names the cases in which it is asked for, always if empty.
    """

    code: str = Field(pattern=r"^[a-z0-9_]+$", max_length=40)
    name: str = Field(max_length=80)
    form: Literal["original", "copy"] = "copy"
    months: int | None = Field(None, ge=1)
    given: bool = False
    prints: bool = True
    when: Literal["", "company", "sole", "plan_above", "unsigned", "reuse", "withheld"] = ""
    above: int = Field(0, ge=0)

    def why_not_as(self, form: str) -> str:
        """What is wrong with a paper that came in a form; '' where nothing is."""
        if form == PaperForm.PRINT and not self.prints:
            return f"「{self.name}」は、法務局の発行した証明書の原本が要ります。登記情報の印刷は使えません。"
        if self.form == "original" and form != PaperForm.ORIGINAL:
            return f"「{self.name}」は原本が要ります。写しで届いたものは「不備あり」にして差し戻してください。"
        return ""


class Guide(Part):
    """Up to how much a plan may cost in all, by the firm's size (費用の目安): looked at, never refused by."""

    small: int = Field(ge=0)
    middle: int = Field(ge=0)
    large: int = Field(ge=0)

    def of(self, size: Size) -> int:
        return int(getattr(self, size.value))


class SizeLines(Part):
    """小規模: sales and debt both below `small`; 中堅: either at or above `large`."""

    small: int = 100_000_000
    large: int = 1_000_000_000

    def size(self, sales: int, debt: int) -> Size:
        if sales < self.small and debt < self.small:
            return Size.SMALL
        return Size.LARGE if sales >= self.large or debt >= self.large else Size.MIDDLE


class Follow(Part):
    """When a plan is accompanied: of which kinds, for how many years, how many months after a settlement, and until when it is claimed."""

    kinds: list[FollowKind] = Field(default_factory=list)
    years: int = Field(default=3, ge=0, le=10)
    half_yearly: bool = False
    months_after: int = Field(default=3, ge=0)
    claim_months: int | None = Field(default=None, ge=1)


class Rules(Part):
    """All that an edition says. Amounts are yen; `cap_in_all` is of all lines together, accompaniment too; `cap_each` of one
    accompaniment."""

    rate: Annotated[str, BeforeValidator(_text)] = Field("2/3", pattern=r"^[1-9]\d*(/[1-9]\d*)?$")
    caps: dict[Line, int]
    cap_in_all: int | None = Field(None, ge=0)
    cap_each: int | None = Field(None, ge=0)
    guide: Guide | None = None
    guides: dict[Line, int] = Field(default_factory=dict)
    follow_part: str = Field("", pattern=r"^(|[1-9]\d*/[1-9]\d*)$")
    sizes: SizeLines = Field(default_factory=SizeLines)
    split: bool = False
    transfer_only: bool = True
    excluded: list[str] = Field(default_factory=list)
    lone_bank_needs_guarantee: bool = False
    reuse: list[Reuse] = Field(default_factory=list)
    most_uses: int = Field(1, ge=1)
    consent: Literal["all", "one"] = "all"
    bank_papers: list[BankPaper]
    papers: dict[ReceiptKind, list[PaperRule]]
    follow: Follow = Follow(years=3, months_after=3, claim_months=None)

    @property
    def part(self) -> Fraction:
        return Fraction(self.rate)

    def paper(self, kind: str, code: str) -> PaperRule | None:
        return next((one for one in self.papers.get(ReceiptKind(kind), []) if one.code == code), None)


class EditionSource(Part):
    """One edition as the catalogue's file has it. What is left open ends when its successor begins."""

    code: str = Field(pattern=r"^[a-z0-9-]+$", max_length=40)
    scheme: Literal["full", "early"]
    frame: Literal["normal", "guideline", "release"] = "normal"
    form_set: str = Field(max_length=20)
    valid_from: date
    valid_to: date | None = None
    basis: str = Field("", max_length=200)
    rules: Rules


class EditionsFile(Part):
    """The editions of both schemes, those that are over too: cases accepted under them may live for years."""

    editions: list[EditionSource]

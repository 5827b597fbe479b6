"""What an outline says of figures worked out of two others: 前年度比, 達成率, 入居率, 増減, 1社当たり, 評価. Fields carry their label in Japanese."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from banso.figures.comparing import NOTHING, ROUNDINGS, WAYS, Comparison, Rounding, Way
from banso.figures.marks import Scale, Step

from .said import Kind, Said

MOST_PLACES = 4


class Comparing(BaseModel):
    """How two figures are compared, and what is printed where nothing can be said."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    way: Annotated[Way, Said("計算のしかた", choices={way.value: said for way, said in WAYS.items()})] = Way.RATE
    places: Annotated[int, Said("小数点以下の桁数")] = Field(default=1, ge=0, le=MOST_PLACES)
    rounding: Annotated[Rounding, Said("端数", choices={one.value: said for one, said in ROUNDINGS.items()})] = (
        Rounding.HALF_UP
    )
    unit: str | None = Field(default=None, max_length=20, title="単位", description="空欄なら計算のしかたによります")
    nothing: str = Field(default=NOTHING, min_length=1, max_length=10, title="比べる数がないとき")
    from_nothing: str = Field(default="", max_length=10, title="0から増えたとき", description="例: 皆増")
    to_nothing: str = Field(default="", max_length=10, title="0になったとき", description="例: 皆減")

    @property
    def comparison(self) -> Comparison:
        unit = self.unit or ""
        return Comparison(self.way, self.places, self.rounding, unit, self.nothing, self.from_nothing, self.to_nothing)


class Ratio(Comparing):
    """A row or column worked out of two others of its table, which are named."""

    of: Annotated[str, Said("比べる行・列", Kind.BESIDE, help="達成率なら実績、前年度比なら今年度。")]
    to: Annotated[str, Said("もとにする行・列", Kind.BESIDE, help="達成率なら目標、前年度比なら前年度。")]
    to_row: Annotated[
        str | None, Said("もとにする行", Kind.WHOLE, help="合計の行を選ぶと構成比になります。", rare=True)
    ] = None


class MarkStep(BaseModel):
    """A mark and the least number that earns it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_least: Decimal = Field(ge=-(10**12), le=10**12, title="この数以上", allow_inf_nan=False)
    mark: str = Field(min_length=1, max_length=10, title="評価")


class Mark(BaseModel):
    """A row or column of evaluation marks: what another row or column of its table earns."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Annotated[str, Said("評価する行・列", Kind.BESIDE)]
    steps: list[MarkStep] = Field(
        min_length=1, max_length=10, title="評価の基準", description="よい評価から順に書きます"
    )
    otherwise: str = Field(min_length=1, max_length=10, title="どれにも満たないとき")
    nothing: str = Field(default=NOTHING, min_length=1, max_length=10, title="評価する数がないとき")

    @property
    def scale(self) -> Scale:
        steps = tuple(Step(Fraction(step.at_least), step.mark) for step in self.steps)
        return Scale(steps, self.otherwise, self.nothing)

"""What the terms of a programme say of sale and purchase: bands, how many firms a sheet must fit, zones, dates. All of it is data with a year."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field

from banso.core.errors import UserError
from banso.core.money import yen_text
from banso.core.numbers import whole
from banso.procedures.declaring import TypedAs

_BETWEEN = re.compile(r"[、,，\s]+")
MAN, OKU = 10_000, 100_000_000


class EdgesField(forms.CharField):
    """Several ascending numbers, with 、 between: the upper ends of bands."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(str(one) for one in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = [word for word in _BETWEEN.split((super().to_python(value) or "").strip()) if word]
        try:
            edges = [whole(word) for word in words]
        except UserError as error:
            raise ValidationError(str(error)) from None
        if edges != sorted(set(edges)):
            raise ValidationError("小さい順に、同じ数を二度入れずに書いてください。")
        return edges


class ZonesField(forms.CharField):
    """Which municipalities make a zone, one zone a line: 北部: みほん市、みほん町."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{zone}: {'、'.join(places)}" for zone, places in value.items())

    def to_python(self, value: Any) -> Any:
        found: dict[str, list[str]] = {}
        for line in filter(str.strip, (super().to_python(value) or "").splitlines()):
            zone, mark, places = line.replace("：", ":").partition(":")
            if not mark or not zone.strip():
                raise ValidationError(
                    f"「{line[:40]}」が読めません。「北部: みほん市、みほん町」のように書いてください。"
                )
            found[zone.strip()] = [one for one in re.split(r"[、,，\s]+", places.strip()) if one]
        return found


class Values(BaseModel):
    """The terms of sale and purchase beyond steps and dates. Amounts are yen; a band ends at its edge, and the next begins above it."""

    model_config = ConfigDict(extra="forbid")
    sales: Annotated[list[int], TypedAs(EdgesField)] = Field(
        [10_000_000, 30_000_000, 50_000_000, 100_000_000, 300_000_000, 500_000_000, 1_000_000_000],
        title="売上の区分の上限(円)",
        description="小さい順に「、」で区切る。最後の数を超えると「超」になる",
    )
    employees: Annotated[list[int], TypedAs(EdgesField)] = Field(
        [5, 10, 20, 50], title="従業員数の区分の上限(人)", description="小さい順に「、」で区切る"
    )
    prices: Annotated[list[int], TypedAs(EdgesField)] = Field(
        [5_000_000, 10_000_000, 30_000_000, 50_000_000, 100_000_000, 300_000_000],
        title="価格の区分の上限(円)",
        description="小さい順に「、」で区切る",
    )
    zones: Annotated[dict[str, list[str]], TypedAs(ZonesField)] = Field(
        {}, title="圏域と市町村", description="1行に1圏域。例: 北部: みほん市、みほん町"
    )
    regions: Annotated[dict[str, list[str]], TypedAs(ZonesField)] = Field(
        {}, title="地方と都道府県", description="1行に1地方。例: 関東: 群馬県、栃木県"
    )
    groups: Annotated[dict[str, list[str]], TypedAs(ZonesField)] = Field(
        {
            "製造関連": ["E"],
            "卸・小売関連": ["I"],
            "建設関連": ["D"],
            "サービス関連": ["K", "L", "M", "N", "O", "P", "R"],
        },
        title="業種をまとめた呼び方と大分類",
        description="1行に1つ。例: 製造関連: E",
    )
    wide: int = Field(10, ge=1, title="広く出すシートに当てはまる企業の数(k)", description="全国の登録先などに出すとき")
    single: int = Field(5, ge=1, title="一人の候補に出すシートに当てはまる企業の数(k)")
    rare: int = Field(
        5, ge=1, title="大分類だけにする業種の企業の数", description="県内にこれより少ない業種は大分類で出す"
    )
    stale_months: int = Field(6, ge=1, title="情報が古いとみなす月数")
    valid_months: int = Field(12, ge=1, title="譲受登録の有効な月数")
    counted: Literal["最終契約", "クロージング"] = Field(
        "最終契約", title="成約とするのに要る段階", description="「最終契約」か「クロージング」"
    )
    shared: Decimal = Field(Decimal("0.5"), ge=0, le=1, title="他センターとの成約の重み(件)")


@dataclass(frozen=True, order=True)
class Band:
    """A span of a quantity: above `low`, up to `high`; None means open at that end."""

    low: int | None
    high: int | None

    def holds(self, value: int | None) -> bool:
        """Whether a value lies in it. An unknown one never does."""
        return (
            value is not None and (self.low is None or value > self.low) and (self.high is None or value <= self.high)
        )

    @property
    def whole(self) -> bool:
        """Whether it says nothing."""
        return self.low is None and self.high is None


def band_of(value: int | None, edges: list[int]) -> Band | None:
    """The band a value lies in; None for an unknown one."""
    if value is None:
        return None
    lows: list[int | None] = [None, *edges]
    highs: list[int | None] = [*edges, None]
    return next(band for low, high in zip(lows, highs, strict=True) if (band := Band(low, high)).holds(value))


def wider(band: Band, edges: list[int]) -> Band:
    """A band widened by one at each end."""
    below = [edge for edge in edges if band.low is not None and edge < band.low]
    above = [edge for edge in edges if band.high is not None and edge > band.high]
    return Band(below[-1] if below else None, above[0] if above else None)


def sales_text(band: Band | None) -> str:
    """A band of yen in words: 5千万円超~3億円."""
    return "" if band is None or band.whole else _between(band, short_yen)


def employees_text(band: Band | None) -> str:
    """A band of persons in words: 11~20人."""
    if band is None or band.whole:
        return ""
    if band.low is None:
        return f"{band.high}人以下"
    return f"{band.low + 1}人以上" if band.high is None else f"{band.low + 1}~{band.high}人"


def _between(band: Band, said: Any) -> str:
    if band.low is None:
        return f"{said(band.high)}以下"
    return f"{said(band.low)}超" if band.high is None else f"{said(band.low)}超~{said(band.high)}"


def short_yen(amount: int) -> str:
    """Yen as it is said: 5千万円, 1億円."""
    if amount % OKU == 0 and amount:
        return f"{amount // OKU}億円"
    if amount % (1000 * MAN) == 0 and 0 < amount < OKU:
        return f"{amount // (1000 * MAN)}千万円"
    return f"{amount // MAN:,}万円" if amount % MAN == 0 and amount else yen_text(amount)

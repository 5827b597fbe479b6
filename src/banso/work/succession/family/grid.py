"""The year grid of a plan (計画表): its items down, its years across, as it stands on screen, in Excel and on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from banso.core.decimals import decimal_text, parse_decimal
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, typed_fiscal_year
from banso.core.numbers import whole

from ..models import PlanVersion, PlanYear

NAMES = (
    "sales", "head_role", "head_age", "head_share", "heir_role", "heir_age", "heir_share", "training", "guarantee", "assets",
)  # fmt: skip
WHOLE, PART = ("sales", "head_age", "heir_age"), ("head_share", "heir_share")
YEAR = "fiscal_year"


@dataclass(frozen=True)
class Item:
    """One line of the grid: the name of its column, what it is called, and what stands under each year."""

    name: str
    label: str
    cells: tuple[str, ...]


def label_of(name: str) -> str:
    column: Any = PlanYear._meta.get_field(name)
    return str(column.verbose_name)


def items_of(plan: PlanVersion | None) -> tuple[list[str], list[Item]]:
    """The years of a plan in words, and its lines."""
    years = list(plan.years.order_by("fiscal_year")) if plan else []
    heads = [fiscal_year_label(year.fiscal_year) for year in years]
    lines = [Item(name, label_of(name), tuple(_text(getattr(year, name)) for year in years)) for name in NAMES]
    return heads, lines


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    return value if isinstance(value, str) else decimal_text(value.normalize())


def read_grid(heads: Sequence[str], cells: Mapping[str, Sequence[str]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The years that a grid says, from its texts, and what of it cannot be read, each naming line and year. A year without a head is left out."""
    rows: list[dict[str, Any]] = []
    wrong: list[str] = []
    for place, head in enumerate(heads):
        texts = {name: str(cells[name][place]).strip() if place < len(cells.get(name, ())) else "" for name in NAMES}
        if not head.strip():
            if any(texts.values()):
                wrong.append(f"{place + 1}列目: 年度を入れてください。")
            continue
        try:
            row: dict[str, Any] = {YEAR: typed_fiscal_year(head)}
        except UserError as error:
            wrong.append(f"{place + 1}列目の年度: {error}")
            continue
        for name, text in texts.items():
            try:
                row[name] = _value(name, text)
            except UserError as error:
                wrong.append(f"{head}の{label_of(name)}: {error}")
        rows.append(row)
    return rows, wrong


def _value(name: str, text: str) -> Any:
    if name in WHOLE:
        return whole(text) if text else None
    if name in PART:
        return parse_decimal(text)[0] if text else None
    return text

"""The published figures the world has to add up to."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from banso.core.errors import UserError

COLUMNS = ["section", "programme", "table", "row", "column", "period", "printed", "value", "unit"]
Number = int | Fraction


@dataclass(frozen=True)
class Target:
    """One published figure. `value` is None where it was not offered; `period` is FY2022, FY2023 or cumulative."""

    section: str
    table: str
    row: str
    column: str
    period: str
    value: Number | None
    unit: str


class Targets:
    """The figures of a file, found by `section|table|row` or `section|table|row|column`."""

    def __init__(self, rows: Sequence[Target]) -> None:
        self.rows = rows

    @classmethod
    def read(cls, path: Path) -> "Targets":
        """Read a CSV of figures. Raises UserError, naming line and column, for one that cannot be read."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                reader = csv.DictReader(lines)
                missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
                if missing:
                    raise UserError(
                        f"{path.name}: 列「{'」「'.join(missing)}」がありません。1行目の見出しを確かめてください。"
                    )
                return cls([_target(path.name, reader.line_num, row) for row in reader])
        except FileNotFoundError:
            raise UserError(f"{path}: ファイルがありません。") from None
        except UnicodeDecodeError:
            raise UserError(f"{path.name}: UTF-8のCSVとして読めません。UTF-8で保存し直してください。") from None

    def number(self, key: str, period: str) -> Number | None:
        """The figure of that key in that period; None where the file has none, or has it as not offered."""
        found = [row for row in self._of(key) if row.period == period]
        return found[0].value if found else None

    def count(self, key: str, fiscal_year: int) -> int:
        """The figure as a whole number of records; 0 where the file has none."""
        return int(self.number(key, f"FY{fiscal_year}") or 0)

    def yen(self, key: str, fiscal_year: int) -> int:
        """An amount printed in 千円, in yen."""
        return self.count(key, fiscal_year) * 1000

    def rows_of(self, key: str, fiscal_year: int) -> list[Target]:
        """The figures of one table (`section|table`) in one year, in the file's order."""
        section, table = key.split("|")
        place = (section, table, f"FY{fiscal_year}")
        return [row for row in self.rows if (row.section, row.table, row.period) == place]

    def _of(self, key: str) -> list[Target]:
        section, table, row, *column = key.split("|")
        return [
            t
            for t in self.rows
            if (t.section, t.table, t.row) == (section, table, row) and (not column or t.column == column[0])
        ]


def _target(name: str, line: int, row: dict[str, str]) -> Target:
    value = row["value"].strip()
    try:
        number = Fraction(value) if value else None
    except (ValueError, ZeroDivisionError):
        raise UserError(f"{name}:{line}行目: 列 value の「{value}」が数として読めません。") from None
    whole = int(number) if number is not None and number.denominator == 1 else number
    if number is not None and number < 0:
        raise UserError(f"{name}:{line}行目: 列 value が負の数です。0以上の数にしてください。")
    return Target(row["section"], row["table"], row["row"], row["column"], row["period"], whole, row["unit"])

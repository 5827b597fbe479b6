"""Other numbers for the reference year: every figure changed by chance, within its own arithmetic."""

import csv
import random
from fractions import Fraction
from pathlib import Path

Key = tuple[str, str, str, str, str]
Row = dict[str, str]
SUMS = {
    ("1-(1)-①", "実績"): ("計", ["窓口相談", "巡回相談"]),
    ("1-(2)-④", "相談件数"): ("計", ["下請代金法関連", "建設業法関連", "その他"]),
}
RESEARCH = ("2-(1)-①", "実績")


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


class Altering:
    """The rows of a list of figures, each found by section, table, row, column and period."""

    def __init__(self, rows: list[Row], seed: int) -> None:
        self.chance = random.Random(seed)
        self.rows = [dict(row) for row in rows]
        self.by_key = {(r["section"], r["table"], r["row"], r["column"], r["period"]): r for r in self.rows}

    def altered(self) -> list[Row]:
        for row in self.rows:
            if row["value"] and "/" not in row["value"]:
                self._set(row, self._other(int(row["value"])))
            elif row["value"]:
                self._set(row, self.chance.choice([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)]))
        self._keep_the_arithmetic()
        return self.rows

    def _other(self, number: int) -> int:
        return max(1, round(number * self.chance.uniform(0.6, 1.5)) + self.chance.randint(0, 2))

    def number(self, *key: str) -> int:
        row = self.by_key.get(key)  # type: ignore[call-overload]
        return int(row["value"] or 0) if row else 0

    def _set(self, row: Row, number: int | Fraction) -> None:
        row["value"] = str(number)
        unit = row["unit"]
        shown = f"{number.denominator}分の{number.numerator}" if isinstance(number, Fraction) else f"{number:,}"
        row["printed"] = f"{row['qualifier']}{shown}{unit}"

    def set(self, key: Key, number: int) -> None:
        if key in self.by_key:
            self._set(self.by_key[key], number)

    def _keep_the_arithmetic(self) -> None:
        for year, label in (("FY2022", "令和4年度"), ("FY2023", "令和5年度")):
            for (section, table), (total, parts) in SUMS.items():
                self.set(
                    (section, table, total, label, year),
                    sum(self.number(section, table, p, label, year) for p in parts),
                )
            self._research(label, year)
            self._dispatches(label, year)
            firms = self.number("7-(3)", "実績", "相談企業数", label, year)
            self.set(("7-(3)", "実績", "相談件数", label, year), firms + self.chance.randint(0, 900))
        for section in ("1-(2)-②-ア", "1-(2)-②-イ"):
            self._fair(section)
        self._cumulative()
        self._small_ones()

    def _research(self, label: str, year: str) -> None:
        parts = [
            r for r in self.rows if (r["section"], r["table"], r["period"]) == (*RESEARCH, year) and r["row"] != "計"
        ]
        self.set((*RESEARCH, "計", label, year), sum(int(r["value"]) for r in parts))

    def _dispatches(self, label: str, year: str) -> None:
        firms = sum(int(r["value"]) for r in self.rows if r["table"] == "業種内訳" and r["period"] == year)
        self.set(("1-(1)-③", "実績", "派遣企業", label, year), firms)
        self.set(("1-(1)-③", "実績", "派遣延べ回数", label, year), firms + self.chance.randint(0, 20))

    def _fair(self, section: str) -> None:
        whole, part, year = "全体", "うち青森県（受注企業）", "FY2023"
        buyers = self.chance.randint(20, 60)
        mine, others = self.chance.randint(5, 30), self.chance.randint(3, 30)
        met, met_others = self.chance.randint(20, buyers * mine // 2), self.chance.randint(10, buyers * others // 2)
        deals, deals_others = self.chance.randint(1, 9), self.chance.randint(1, 9)
        amount, amount_others = self.chance.randint(100, 9000), self.chance.randint(100, 9000)
        self.set((section, "実績", "出席企業（発注企業）", whole, year), buyers)
        for row, own, rest in (
            ("出席企業（受注企業）", mine, others),
            ("商談件数", met, met_others),
            ("商談成立件数", deals, deals_others),
            ("商談成立金額", amount, amount_others),
        ):
            self.set((section, "実績", row, part, year), own)
            self.set((section, "実績", row, whole, year), own + rest)

    def _cumulative(self) -> None:
        for row in self.rows:
            if row["period"] != "cumulative" or row["section"] == "8-(1)":
                continue
            years = (("令和4年度", "FY2022"), ("令和5年度", "FY2023"))
            flows = sum(self.number(row["section"], row["table"], row["row"], label, year) for label, year in years)
            before = 0 if row["row"] == "事前相談対応企業数" else self.chance.randint(0, 5000)
            self._set(row, flows + before)

    def _small_ones(self) -> None:
        sent = self.chance.randint(10, 400)
        firms = sent + self.chance.randint(0, 400)
        for name, number in (
            ("うち計画策定支援部門への送付企業数", sent),
            ("相談実企業件数", firms),
            ("累計相談延べ件数", firms + 900),
        ):
            self.set(("8-(1)", "実績", name, "累計", "cumulative"), number)
        for table in ("令和5年10月 1回目", "令和5年10月 2回目"):
            deals, quotes = self.chance.randint(0, 5), self.chance.randint(0, 5)
            for name, number in (
                ("取引成立", deals),
                ("見積依頼", quotes),
                ("参加企業", deals + quotes + self.chance.randint(1, 5)),
            ):
                self.set(("6-(1)-②", table, name, "値", "FY2023"), number)
        firms = self.chance.randint(1, 9)
        self.set(("5-(1)", "本文", "管理企業", "値", "FY2023"), firms)
        self.set(("5-(1)", "本文", "管理件数", "値", "FY2023"), firms + self.chance.randint(0, 4))

"""The two reference fairs at their real size, and the Excel lists that their office keeps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from banso.registers.corporate_number import check_digit


@dataclass(frozen=True)
class Side:
    """The companies of one side: how many come, and of how many of them the home prefecture is."""

    number: int
    at_home: int


@dataclass(frozen=True)
class FairPlan:
    """A fair and all that comes of it. One more supplier enters than comes; some planned meetings are called off."""

    name: str
    programme: str
    day: str
    place: str
    clock: dict[str, str]
    code: int
    buyers: int
    suppliers: Side
    meetings: Side
    deals: Side
    amount: Side  # in yen
    hosts: dict[str, str] = field(default_factory=dict)
    absent: int = 6  # meetings planned with the one who stays away
    called_off: int = 4

    @property
    def planned(self) -> int:
        return self.meetings.number + self.absent + self.called_off

    def buyer(self, number: int) -> str:
        return f"{self.place}発注{number + 1:03}工業株式会社"

    def supplier(self, number: int) -> str:
        return f"{self.place}受注{number + 1:03}製作所"

    @property
    def calls_off(self) -> str:
        """The last of those who come."""
        return self.supplier(self.suppliers.number - 1)

    @property
    def stays_away(self) -> str:
        return self.supplier(self.suppliers.number)

    def companies(self) -> Iterator[list[str]]:
        """A row for each company that enters: those of the home prefecture first."""
        for number in range(self.buyers):
            yield [self.buyer(number), _number(self.code, number), "発注", "東京都", "", ""]
        elsewhere = [prefecture for prefecture in self.hosts.values() if prefecture != "青森県"]
        partner = {prefecture: name for name, prefecture in self.hosts.items()}
        for number in range(self.suppliers.number + 1):
            here = number < self.suppliers.at_home
            prefecture = "青森県" if here else elsewhere[number % len(elsewhere)]
            late = "10:30" if number == 0 else ""
            row = [self.supplier(number), _number(self.code + 1, number), "受注", prefecture, partner[prefecture], late]
            yield row

    def wished(self) -> dict[str, list[str]]:
        """Whom each supplier wishes to meet: as many as it will be planned to, every buyer about as often."""
        home, whole = self.suppliers.at_home, self.suppliers.number
        shares = _shares(self.meetings.at_home, home)
        shares += _shares(self.meetings.number - self.meetings.at_home, whole - home)
        shares[-1] += self.called_off
        found, turn = {}, 0
        for number, share in enumerate([*shares, self.absent]):
            found[self.supplier(number)] = [self.buyer((turn + place) % self.buyers) for place in range(share)]
            turn += share
        return found

    def wished_by_buyers(self) -> dict[str, list[str]]:
        """Each buyer wishes up to five of those who wish it."""
        found: dict[str, list[str]] = {self.buyer(number): [] for number in range(self.buyers)}
        for supplier, buyers in self.wished().items():
            for buyer in buyers:
                found[buyer].append(supplier)
        return {buyer: suppliers[:5] for buyer, suppliers in found.items()}


def _shares(total: int, among: int) -> list[int]:
    """A total in parts that differ by one at most."""
    return [total // among + (place < total % among) for place in range(among)]


def _number(code: int, number: int) -> str:
    twelve = f"{code:05}{number:07}"
    return f"{check_digit(twelve)}{twelve}"


def wish_list(wishes: dict[str, list[str]]) -> list[list[str]]:
    """One row a company, its wishes side by side."""
    head = ["企業名", *(f"第{rank}希望" for rank in range(1, 11))]
    return [head, *([company, *partners] for company, partners in wishes.items())]


def write(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("一覧")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    return path


TOKYO = FairPlan(
    name="4道県合同商談会2024",
    programme="4道県合同商談会",
    day="R6.7.12",
    place="東京会場",
    clock={"starts_at": "09:00", "ends_at": "17:20", "minutes": "15", "pause": "5"},
    code=71001,
    buyers=87,
    suppliers=Side(164, 21),
    meetings=Side(914, 128),
    deals=Side(26, 3),
    amount=Side(23_022_000, 4_143_000),
    hosts={"青森の見本センター": "青森県", "秋田の見本センター": "秋田県", "岩手の見本センター": "岩手県", "北海道の見本センター": "北海道"},
)  # fmt: skip
HACHINOHE = FairPlan(
    name="ものづくり受発注商談会2024",
    programme="受発注交流商談会",
    day="R6.11.14",
    place="八戸会場",
    clock={"starts_at": "10:00", "ends_at": "16:00", "minutes": "20", "pause": "5"},
    code=71003,
    buyers=32,
    suppliers=Side(48, 38),
    meetings=Side(239, 239),
    deals=Side(6, 6),
    amount=Side(2_249_000, 2_249_000),
    hosts={"青森の見本センター": "青森県", "岩手の見本センター": "岩手県", "秋田の見本センター": "秋田県"},
)

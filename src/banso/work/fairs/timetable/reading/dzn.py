"""MiniZinc data (.dzn) of the public meeting-scheduling instances: all numbers count from 1, and 0 means none."""

import re
from collections.abc import Iterator
from typing import Any

from banso.core.errors import UserError

from ..instance import Attendee, Instance, Slot, Wanted

_TOKEN = re.compile(r"\s+|%[^\n]*|(?P<word>[A-Za-z_]\w*|\d+|\.\.|\[\||\|\]|[-\[\]{}|,;=])|(?P<strange>.)")
_NEEDED = ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "requested")
_MORNING, _AFTERNOON, _ANY = 1, 2, 3


def read_dzn(text: str, name: str) -> Instance:
    """The fair in a .dzn file. Raises UserError naming the line or the item that cannot be read."""
    data = _Parser(text, name).assignments()
    for needed in _NEEDED:
        if needed not in data:
            raise UserError(f"{name}: 「{needed}」がありません。")
    return _Problem(data, name).instance()


class _Parser:
    """`name = value;` again and again, where a value is a number, a list, a table with bars, a set or a range."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.tokens = list(self._tokens(text))
        self.place = 0

    def _tokens(self, text: str) -> Iterator[tuple[str, int]]:
        line = 1
        for match in _TOKEN.finditer(text):
            if match["strange"]:
                raise UserError(f"{self.name} {line}行目: 「{match['strange']}」は読めない文字です。")
            if match["word"]:
                yield match["word"], line
            line += match[0].count("\n")
        yield "", line

    def assignments(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self.peek():
            key = self.take()
            if not re.match(r"[A-Za-z_]", key):
                self.refuse(f"項目名があるはずのところに「{key}」があります。", back=1)
            if key in found:
                self.refuse(f"「{key}」が2回あります。", back=1)
            self.expect("=")
            found[key] = self.value()
            self.expect(";")
        return found

    def peek(self) -> str:
        return self.tokens[self.place][0]

    def take(self) -> str:
        token = self.peek()
        self.place += 1 if token else 0
        return token

    def expect(self, wanted: str) -> None:
        if self.peek() != wanted:
            self.refuse(f"「{wanted}」があるはずのところに「{self.peek() or 'ファイルの終わり'}」があります。")
        self.take()

    def refuse(self, why: str, back: int = 0) -> None:
        raise UserError(f"{self.name} {self.tokens[self.place - back][1]}行目: {why}")

    def value(self) -> Any:
        opening = self.peek()
        if opening == "{":
            return set(self.items("{", "}"))
        if opening == "[|":
            return self.table()
        if opening == "[":
            return self.items("[", "]")
        first = self.number()
        if self.peek() == "..":
            self.take()
            return set(range(first, self.number() + 1))
        return first

    def number(self) -> int:
        sign = -1 if self.peek() == "-" else 1
        if sign < 0:
            self.take()
        if not self.peek().isdecimal():
            self.refuse(f"数があるはずのところに「{self.peek() or 'ファイルの終わり'}」があります。")
        return sign * int(self.take())

    def items(self, opening: str, closing: str) -> list[Any]:
        self.expect(opening)
        found = []
        while self.peek() != closing:
            found.append(self.value())
            if self.peek() != closing:
                self.expect(",")
        self.expect(closing)
        return found

    def table(self) -> list[list[int]]:
        self.expect("[|")
        rows: list[list[int]] = []
        while self.peek() != "|]":
            row: list[int] = []
            while self.peek() not in ("|", "|]"):
                row.append(self.number())
                if self.peek() not in ("|", "|]"):
                    self.expect(",")
            rows.append(row)
            if self.peek() == "|":
                self.take()
        self.expect("|]")
        return rows


class _Problem:
    """The items of the file, checked against each other, as an instance."""

    def __init__(self, data: dict[str, Any], name: str) -> None:
        self.data, self.name = data, name
        self.companies, self.count, self.tables, self.slots = (self.size(key) for key in _NEEDED[:4])
        self.morning = self.size("nMorningSlots") if "nMorningSlots" in data else self.slots

    def instance(self) -> Instance:
        rows = self.listed("requested", self.count, default=None)
        fixed = self.listed("fixed", self.count, default=0)
        after = self.listed("precedences", self.count, default=set())
        absent = self.listed("forbidden", self.companies, default=set())
        return Instance(
            slots=tuple(
                Slot(str(number + 1), session="午前" if number < self.morning else "午後")
                for number in range(self.slots)
            ),
            attendees=tuple(
                Attendee(str(n), f"参加者{n}", absent=self.members("forbidden", n, absent[n - 1], self.slots))
                for n in range(1, self.companies + 1)
            ),
            meetings=tuple(self.meeting(n, rows[n - 1], fixed[n - 1], after[n - 1]) for n in range(1, self.count + 1)),
            tables=self.tables,
            gap_difference=2,
        )

    def meeting(self, number: int, row: Any, fixed: Any, after: Any) -> Wanted:
        place = f"{self.name}: requested の{number}番目"
        if not isinstance(row, list) or len(row) != 3:
            raise UserError(f"{place}は「参加者, 参加者, 時間帯」の3つの数にしてください。")
        first, second, session = row
        for company in (first, second):
            if not 1 <= company <= self.companies:
                raise UserError(f"{place}: 参加者{company}はいません(1から{self.companies}まで)。")
        if first == second:
            raise UserError(f"{place}: 参加者{first}が自分自身と会うことになっています。")
        if session not in (_MORNING, _AFTERNOON, _ANY):
            raise UserError(f"{place}: 時間帯は1(午前)、2(午後)、3(どちらでも)のどれかです({session})。")
        if not isinstance(fixed, int) or not 0 <= fixed <= self.slots:
            raise UserError(f"{self.name}: fixed の{number}番目は0から{self.slots}までの数にしてください。")
        allowed = {
            _MORNING: frozenset(range(self.morning)),
            _AFTERNOON: frozenset(range(self.morning, self.slots)),
            _ANY: None,
        }[session]
        before = tuple(sorted(self.members("precedences", number, after, self.count)))
        return Wanted(
            str(number), (first - 1, second - 1), allowed=allowed, fixed=fixed - 1 if fixed else None, after=before
        )

    def size(self, key: str) -> int:
        value = self.data.get(key)
        if not isinstance(value, int) or value < 0:
            raise UserError(f"{self.name}: 「{key}」は0以上の数にしてください。")
        return value

    def listed(self, key: str, length: int, default: Any) -> list[Any]:
        """One value for each company or meeting; without the item, each has the default."""
        value = self.data.get(key, [default] * length)
        if not isinstance(value, list) or len(value) != length:
            found = f"{len(value)}個" if isinstance(value, list) else "並びではない値"
            raise UserError(f"{self.name}: 「{key}」は{length}個のはずですが、{found}です。")
        return value

    def members(self, key: str, number: int, value: Any, most: int) -> frozenset[int]:
        """The set at one place, counted from 0; the number 0 stands for nothing."""
        if not isinstance(value, set) or not all(isinstance(one, int) and 0 <= one <= most for one in value):
            raise UserError(f"{self.name}: {key} の{number}番目は1から{most}までの数の集合にしてください。")
        return frozenset(one - 1 for one in value if one)

"""Our own JSON of a fair, described in docs/timetable-format.md."""

from collections.abc import Iterable, Sequence
from typing import Any

from banso.core.errors import UserError

from ..instance import Attendee, Instance, Slot, Wanted

_BUYER, _SUPPLIER = "buyer", "supplier"
_RANKS = 10


def fair_from_json(data: Any, name: str) -> Instance:
    """The fair described by `data`. Raises UserError naming the entry and the field that cannot be used."""
    top = _Fields(
        data,
        name,
        {"name", "days", "tables", "participants", "meetings", "gap_difference"},
    )
    slots = tuple(_slots(top))
    _refuse_twice(name, "days の枠", [slot.key for slot in slots])
    return _Reader(top, slots).instance()


class _Fields:
    """An object of the file: each field is asked for by name and kind, and fields nobody knows are refused."""

    def __init__(self, data: Any, place: str, known: set[str]) -> None:
        if not isinstance(data, dict):
            raise UserError(f"{place}: {{ }} で囲んだ項目の組にしてください。")
        self.data, self.place = data, place
        for key in data:
            if key not in known:
                raise UserError(f"{place}: 「{key}」という項目はありません({'、'.join(sorted(known))})。")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or (default is None and not value):
            raise UserError(f"{self.place}: 「{key}」に文字を入れてください。")
        return value

    def number(self, key: str, least: int = 0, default: int | None = None) -> int | None:
        value = self.data.get(key, default)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise UserError(f"{self.place}: 「{key}」は{least}以上の整数にしてください({value})。")
        return value

    def needed(self, key: str, least: int = 0) -> int:
        value = self.number(key, least)
        if value is None:
            raise UserError(f"{self.place}: 「{key}」がありません。")
        return value

    def yes(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise UserError(f"{self.place}: 「{key}」は true か false にしてください。")
        return value

    def items(self, key: str, needed: bool = False) -> list[Any]:
        value = self.data.get(key)
        if value is None and not needed:
            return []
        if not isinstance(value, list):
            raise UserError(f"{self.place}: 「{key}」は [ ] で囲んだ並びにしてください。")
        return value

    def texts(self, key: str) -> list[str]:
        """A list of words; one word may stand without brackets."""
        value = self.data.get(key)
        found = [value] if isinstance(value, str) else self.items(key)
        for one in found:
            if not isinstance(one, str):
                raise UserError(f"{self.place}: 「{key}」は文字の並びにしてください({one})。")
        return found


def _slots(top: _Fields) -> Iterable[Slot]:
    """The slots of all days. A break cuts a day into sessions, unless a slot names its session itself."""
    for day, entry in enumerate(top.items("days", needed=True)):
        fields = _Fields(entry, f"{top.place}: days の{day + 1}番目", {"name", "slots"})
        part = 1
        for place, item in enumerate(fields.items("slots", needed=True)):
            slot = _Fields(item, f"{fields.place}の枠{place + 1}", {"id", "session", "break"})
            if "break" in slot.data:
                part += 1
            else:
                yield Slot(slot.text("id"), day, slot.text("session", f"{day + 1}-{part}"))


def _refuse_twice(name: str, what: str, keys: Sequence[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise UserError(f"{name}: {what}に「{key}」が2回あります。")
        seen.add(key)


class _Reader:
    """Participants and meetings of the file, with the names of slots, companies and meetings looked up."""

    def __init__(self, top: _Fields, slots: tuple[Slot, ...]) -> None:
        self.top, self.slots = top, slots
        self.slot_of = {slot.key: number for number, slot in enumerate(slots)}

    def instance(self) -> Instance:
        name = self.top.place
        tables = self.top.needed("tables", least=0)
        attendees = tuple(
            self.attendee(entry, f"{name}: participants の{place}番目", tables)
            for place, entry in enumerate(self.top.items("participants", needed=True), 1)
        )
        _refuse_twice(name, "participants ", [attendee.key for attendee in attendees])
        wanted = self.top.items("meetings", needed=True)
        keys = [entry.get("id") if isinstance(entry, dict) else None for entry in wanted]
        self.meeting_of = {str(key): number for number, key in enumerate(keys) if key is not None}
        self.company_of = {attendee.key: number for number, attendee in enumerate(attendees)}
        meetings = tuple(
            self.meeting(entry, f"{name}: meetings の{place}番目", attendees) for place, entry in enumerate(wanted, 1)
        )
        _refuse_twice(name, "meetings ", [meeting.key for meeting in meetings])
        return Instance(self.slots, attendees, meetings, tables, self.top.number("gap_difference"))

    def attendee(self, entry: Any, place: str, tables: int) -> Attendee:
        known = {"id", "name", "side", "table", "absent", "arrives", "leaves", "at_most"}
        fields = _Fields(entry, place, known)
        key = fields.text("id")
        side = fields.text("side")
        if side not in (_BUYER, _SUPPLIER):
            raise UserError(f"{place}: 「side」は {_BUYER} か {_SUPPLIER} にしてください({side})。")
        table = fields.number("table", least=1)
        if table is not None and (table > tables or side != _BUYER):
            raise UserError(f"{place}: 「table」は発注側だけに、1から{tables}までで指定してください({table})。")
        return Attendee(
            key,
            fields.text("name", key),
            seated=side == _BUYER,
            absent=self.absent(fields),
            at_most=fields.number("at_most"),
            table=None if table is None else table - 1,
        )

    def absent(self, fields: _Fields) -> frozenset[int]:
        """Forbidden slots, those before an arrival and those after a departure of the same day."""
        found = {self.slot(fields, "absent", key) for key in fields.texts("absent")}
        for key in fields.texts("arrives"):
            first = self.slot(fields, "arrives", key)
            found |= {number for number in range(first) if self.slots[number].day == self.slots[first].day}
        for key in fields.texts("leaves"):
            last = self.slot(fields, "leaves", key)
            found |= {n for n in range(last + 1, len(self.slots)) if self.slots[n].day == self.slots[last].day}
        return frozenset(found)

    def slot(self, fields: _Fields, field: str, key: str) -> int:
        if key not in self.slot_of:
            raise UserError(f"{fields.place}: 「{field}」の「{key}」という枠はありません。")
        return self.slot_of[key]

    def meeting(self, entry: Any, place: str, attendees: tuple[Attendee, ...]) -> Wanted:
        known = {"id", "between", "mandatory", "value", "ranks", "sessions", "fixed", "after"}
        fields = _Fields(entry, place, known)
        between = [self.company(fields, key) for key in fields.texts("between")]
        if len(between) != 2 or attendees[between[0]].seated == attendees[between[1]].seated:
            raise UserError(f"{place}: 「between」は発注側1社と受注側1社の id にしてください。")
        fixed = fields.data.get("fixed")
        return Wanted(
            fields.text("id"),
            (between[0], between[1]),
            mandatory=fields.yes("mandatory"),
            value=_value(fields),
            allowed=self.allowed(fields),
            fixed=None if fixed is None else self.slot(fields, "fixed", fields.text("fixed")),
            after=tuple(sorted({self.other(fields, key) for key in fields.texts("after")})),
        )

    def company(self, fields: _Fields, key: str) -> int:
        if key not in self.company_of:
            raise UserError(f"{fields.place}: 「between」の「{key}」は参加企業(participants)にいません。")
        return self.company_of[key]

    def other(self, fields: _Fields, key: str) -> int:
        if key not in self.meeting_of:
            raise UserError(f"{fields.place}: 「after」の「{key}」という商談はありません。")
        return self.meeting_of[key]

    def allowed(self, fields: _Fields) -> frozenset[int] | None:
        sessions = fields.texts("sessions")
        for session in sessions:
            if session not in {slot.session for slot in self.slots}:
                raise UserError(f"{fields.place}: 「sessions」の「{session}」という時間帯はありません。")
        if not sessions:
            return None
        return frozenset(number for number, slot in enumerate(self.slots) if slot.session in sessions)


def _value(fields: _Fields) -> int:
    """The value given, or one from the ranks both sides gave: a first choice counts 10, a tenth 1."""
    ranks = fields.items("ranks")
    if not ranks:
        return fields.number("value", least=1, default=1) or 1
    if "value" in fields.data:
        raise UserError(f"{fields.place}: 「value」と「ranks」はどちらか一方にしてください。")
    for rank in ranks:
        if not isinstance(rank, int) or isinstance(rank, bool) or not 1 <= rank <= _RANKS:
            raise UserError(f"{fields.place}: 「ranks」は1から{_RANKS}までの順位の並びにしてください({rank})。")
    return sum(_RANKS + 1 - rank for rank in ranks)

"""The checker: reads a timetable against the fair's rules, by itself, and says every violation in words.

It shares nothing with the solver but the dataclasses, so that a mistake there is found here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .instance import Instance, Timetable, Wanted


@dataclass(frozen=True)
class Violation:
    """A rule that a timetable breaks, with the meetings and the slots concerned."""

    code: str
    words: str
    meetings: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()


def check(instance: Instance, timetable: Timetable, claims: Mapping[str, int] | None = None) -> list[Violation]:
    """Every violation of a timetable, and every figure claimed for it that is not so. An empty list: it may be published."""
    reading = _Reading(instance, timetable)
    found = [
        *reading.unknown(),
        *reading.missing(),
        *reading.own_rules(),
        *reading.precedences(),
        *reading.companies(),
        *reading.tables(),
        *reading.one_table_each(),
        *reading.fairness(),
    ]
    return found + list(reading.figures(claims or {}))


def measured(instance: Instance, timetable: Timetable) -> dict[str, int]:
    """The figures of a timetable as the checker counts them."""
    return _Reading(instance, timetable).measured()


class _Reading:
    """The timetable seen from each side: by company, by slot, by meeting. Only what the fair knows takes part."""

    def __init__(self, instance: Instance, timetable: Timetable) -> None:
        self.instance, self.timetable = instance, timetable
        self.wanted = {meeting.key: meeting for meeting in instance.meetings}
        slots = range(len(instance.slots))
        self.known = [p for p in timetable if p.meeting in self.wanted and p.slot in slots]
        self.slot_of = {placement.meeting: placement.slot for placement in self.known}
        self.at: dict[tuple[int, int], list[str]] = defaultdict(list)
        for placement in self.known:
            for company in self.wanted[placement.meeting].between:
                self.at[company, placement.slot].append(placement.meeting)

    def unknown(self) -> Iterator[Violation]:
        slots = range(len(self.instance.slots))
        for placement in self.timetable:
            if placement.meeting not in self.wanted:
                words = f"商談「{placement.meeting}」は、この商談会にありません。"
                yield Violation("unknown", words, (placement.meeting,), (placement.slot,))
            elif placement.slot not in slots:
                words = f"{self.named(placement.meeting)}の枠{placement.slot + 1}はありません(枠は{len(slots)}個)。"
                yield Violation("no_such_slot", words, (placement.meeting,), (placement.slot,))
        for key, times in Counter(placement.meeting for placement in self.timetable).items():
            if times > 1:
                places = tuple(placement.slot for placement in self.timetable if placement.meeting == key)
                yield Violation("duplicate", f"{self.named(key)}が{times}回入っています。", (key,), places)

    def missing(self) -> Iterator[Violation]:
        placed = {placement.meeting for placement in self.timetable}
        for meeting in self.instance.meetings:
            if meeting.key not in placed and meeting.must:
                yield Violation("missing", f"{self.named(meeting.key)}が入っていません。", (meeting.key,))

    def own_rules(self) -> Iterator[Violation]:
        """Session, fixed slot and absences: what concerns one meeting by itself."""
        for placement in self.known:
            meeting, slot = self.wanted[placement.meeting], placement.slot
            place = f"{self.named(meeting.key)}は{self.time(slot)}に置かれていますが、"
            if meeting.allowed is not None and slot not in meeting.allowed:
                session = self.instance.slots[slot].session
                yield Violation("session", f"{place}この時間帯({session})には置けません。", (meeting.key,), (slot,))
            if meeting.fixed not in (None, slot):
                words = f"{place}{self.time(meeting.fixed or 0)}に固定されています。"
                yield Violation("fixed", words, (meeting.key,), (slot,))
            for company in (self.instance.attendees[number] for number in meeting.between):
                if slot in company.absent:
                    yield Violation("absent", f"{place}{company.name}が出られない枠です。", (meeting.key,), (slot,))

    def precedences(self) -> Iterator[Violation]:
        for meeting in self.instance.meetings:
            for number in meeting.after:
                earlier = self.instance.meetings[number].key
                late, early = self.slot_of.get(meeting.key), self.slot_of.get(earlier)
                if late is not None and early is not None and early >= late:
                    words = f"{self.named(earlier)}({self.time(early)})は{self.named(meeting.key)}({self.time(late)})より前でなければなりません。"
                    yield Violation("precedence", words, (earlier, meeting.key), (early, late))

    def companies(self) -> Iterator[Violation]:
        """Nobody in two places, nobody above the most meetings it takes."""
        for (company, slot), keys in sorted(self.at.items()):
            if len(keys) > 1:
                words = f"{self.instance.attendees[company].name}が{self.time(slot)}に{len(keys)}件重なっています({self.list(keys)})。"
                yield Violation("double", words, tuple(keys), (slot,))
        held: Counter[int] = Counter()
        for (company, _), keys in self.at.items():
            held[company] += len(keys)
        for company, attendee in enumerate(self.instance.attendees):
            if attendee.at_most is not None and held[company] > attendee.at_most:
                found = [key for (one, _), here in sorted(self.at.items()) if one == company for key in here]
                words = f"{attendee.name}の商談が{held[company]}件で、上限の{attendee.at_most}件を超えています。"
                yield Violation("at_most", words, tuple(found))

    def tables(self) -> Iterator[Violation]:
        """No more meetings at once than tables, and no table used twice at once."""
        at_once: dict[int, list[str]] = defaultdict(list)
        at_table: dict[tuple[int, int], list[str]] = defaultdict(list)
        for placement in self.known:
            at_once[placement.slot].append(placement.meeting)
            if placement.table is not None:
                at_table[placement.slot, placement.table].append(placement.meeting)
        for slot, keys in sorted(at_once.items()):
            if len(keys) > self.instance.tables:
                words = f"{self.time(slot)}に{len(keys)}件あり、卓の数{self.instance.tables}を超えています。"
                yield Violation("tables", words, tuple(keys), (slot,))
        for (slot, table), keys in sorted(at_table.items()):
            if len(keys) > 1:
                words = f"{self.time(slot)}の卓{table + 1}に{len(keys)}件重なっています({self.list(keys)})。"
                yield Violation("table_twice", words, tuple(keys), (slot,))

    def one_table_each(self) -> Iterator[Violation]:
        """A seated company stays at its table: the one chosen beforehand or, where tables suffice, its first."""
        home: dict[str, int] = {}
        for placement in self.known if self.instance.numbered_tables else []:
            host = self.host(self.wanted[placement.meeting])
            if host is None:
                continue
            place = f"{self.named(placement.meeting)}({self.time(placement.slot)})"
            if placement.table is None or not 0 <= placement.table < self.instance.tables:
                words = f"{place}の卓がありません(卓は1から{self.instance.tables}まで)。"
                yield Violation("no_such_table", words, (placement.meeting,), (placement.slot,))
                continue
            first = home.setdefault(host[0], placement.table) if self.instance.own_tables else placement.table
            expected = host[1] if host[1] is not None else first
            if placement.table != expected:
                words = f"{place}が卓{placement.table + 1}にありますが、{host[2]}の卓は{expected + 1}です。"
                yield Violation("wrong_table", words, (placement.meeting,), (placement.slot,))

    def host(self, meeting: Wanted) -> tuple[str, int | None, str] | None:
        for company in (self.instance.attendees[number] for number in meeting.between):
            if company.seated:
                return company.key, company.table, company.name
        return None

    def fairness(self) -> Iterator[Violation]:
        allowed = self.instance.gap_difference
        gaps = self.gaps()
        if allowed is not None and gaps and max(gaps) - min(gaps) > allowed:
            most, least = gaps.index(max(gaps)), gaps.index(min(gaps))
            names = [self.instance.attendees[company].name for company in (most, least)]
            words = (
                f"空き時間が{names[0]}は{gaps[most]}回、{names[1]}は{gaps[least]}回で、差が{allowed}回を超えています。"
            )
            yield Violation("fairness", words)

    def gaps(self) -> list[int]:
        """For each company, the runs of empty slots between its first and its last meeting of each day."""
        found = []
        for company in range(len(self.instance.attendees)):
            gaps, day, empty, begun = 0, None, False, False
            for slot, description in enumerate(self.instance.slots):
                if description.day != day:
                    day, empty, begun = description.day, False, False
                if (company, slot) in self.at:
                    gaps += begun and empty
                    begun, empty = True, False
                else:
                    empty = True
            found.append(gaps)
        return found

    def measured(self) -> dict[str, int]:
        placed = {placement.meeting for placement in self.known}
        gaps = self.gaps()
        mandatory = [meeting for meeting in self.instance.meetings if meeting.mandatory]
        return {
            "mandatory": sum(meeting.key not in placed for meeting in mandatory),
            "wishes": sum(m.value for m in self.instance.meetings if not m.mandatory and m.key in placed),
            "gaps": sum(gaps),
            "fairness": max(gaps, default=0) - min(gaps, default=0),
        }

    def figures(self, claims: Mapping[str, int]) -> Iterator[Violation]:
        counted = self.measured()
        counted["objective"] = counted["gaps"]
        for name, claimed in claims.items():
            if name in counted and counted[name] != claimed:
                words = f"報告された値({name})は{claimed}ですが、数え直すと{counted[name]}です。"
                yield Violation("misreported", words)

    def named(self, key: str) -> str:
        meeting = self.wanted.get(key)
        if meeting is None:
            return f"商談「{key}」"
        names = "と".join(self.instance.attendees[number].name for number in meeting.between)
        return f"商談「{key}」({names})"

    def time(self, slot: int) -> str:
        return f"枠「{self.instance.slots[slot].key}」"

    def list(self, keys: list[str]) -> str:
        return "、".join(f"「{key}」" for key in keys)

"""What was typed into the form of a block, as data; and the buttons that change what the form holds: one more, one less, up, down."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from banso.core.errors import UserError
from banso.core.fiscal import typed_fiscal_year
from banso.core.numbers import whole
from banso.figures.listings import Listing
from banso.figures.measures import UNSAID, UNSAID_LABEL
from banso.report.outline.said import Kind

from .near import listing_called
from .shapes import How, Shape, roots, shapes
from .wording import braces_in_names, words_at

Posted = dict[str, list[str]]
HERE, CALLED, MORE, BLANK = "here", "called", "+", "blank"
FARTHEST = 10**6  # no number of a form is larger
_INDEX = re.compile(r"\d{1,4}", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,80}", re.ASCII)


class Reader:
    """The data of a block out of what a page sent. What can't be read stays as it was typed: the schema says what is wrong."""

    def __init__(self, posted: Mapping[str, list[str]]) -> None:
        self.posted = posted
        self.below: dict[str, list[str]] = {}
        for name in posted:
            parts = name.split(".")
            for depth in range(1, len(parts)):
                children = self.below.setdefault(".".join(parts[:depth]), [])
                if parts[depth] not in children:
                    children.append(parts[depth])

    def block(self, kind: str) -> dict[str, Any]:
        """A block of a kind. Raises KeyError for a kind there is none of."""
        return self._fields(roots(kind), "", None)

    def wants_more(self) -> bool:
        """Whether a condition was chosen whose values are still to be set."""
        return any(name.endswith(f".{MORE}") and values[-1] for name, values in self.posted.items() if values)

    def _fields(self, fields: Iterable[Shape], path: str, listing: Listing | None) -> dict[str, Any]:
        found = {}
        for shape in fields:
            value = self._field(shape, f"{path}.{shape.name}".lstrip("."), listing)
            if value is not None:
                found[shape.name] = value
        return found

    def _part(self, part: type[BaseModel], path: str, listing: Listing | None) -> dict[str, Any]:
        own = listing_called(self._text(f"{path}.of")) or listing
        return self._fields(shapes(part), path, own)

    def _field(self, shape: Shape, path: str, listing: Listing | None) -> Any:
        if shape.how is How.VALUE:
            return self._value(shape, path, listing)
        assert shape.part is not None
        if shape.how is How.PART:
            return self._part(shape.part, path, listing) if path in self.below else None
        places = [f"{path}.{place}" for place in self.places(path)]
        if shape.how is How.PARTS:
            return [self._part(shape.part, place, listing) for place in places] if path in self.below else None
        named: dict[str, Any] = {}
        for place in places:
            called = self._text(f"{place}.{CALLED}")
            while called in named:
                called += "2"  # nothing typed is lost; that it is used nowhere is told
            named[called] = self._part(shape.part, place, listing)
        return named or None

    def places(self, path: str) -> list[int]:
        """The numbers of the entries of a list, in their order."""
        return sorted({int(one) for one in self.below.get(path, ()) if _INDEX.fullmatch(one)})

    def _value(self, shape: Shape, path: str, listing: Listing | None) -> Any:
        match shape.kind:
            case Kind.TICK:
                return True if path in self.posted else None
            case Kind.LINES:
                return _lines(self.posted.get(path, [])) or None
            case Kind.CODES:
                return _codes(self.posted.get(path, [])) or None
            case Kind.ROWS | Kind.COLUMNS:
                return _lines(self.posted.get(path, [])) or None
            case Kind.CONDITIONS | Kind.LISTED_CONDITIONS:
                return self._conditions(path) or None
            case Kind.NUMBER | Kind.YEAR:
                return _number(self._text(path))
            case Kind.SINCE:
                return _fiscal_year(self._text(path))
        text = self._text(path)
        if not text and shape.said.blank and f"{path}.{BLANK}" in self.posted:
            return ""
        return braces_in_names(text, words_at(shape.said, listing)) or None

    def _text(self, path: str) -> str:
        given = self.posted.get(path) or [""]
        return given[-1].replace("\r\n", "\n").strip()

    def _conditions(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in self.below.get(path, ()):
            codes = _codes(self.posted.get(f"{path}.{name}", []))
            if _NAME.fullmatch(name) and codes:
                found[name] = codes[0] if len(codes) == 1 else codes
        more = self._text(f"{path}.{MORE}")
        if _NAME.fullmatch(more) and more not in found:
            found[more] = []
        return found


def _codes(given: Iterable[str]) -> list[str]:
    """Values of a condition; the form says 未記入 for that of a record that has none."""
    return [UNSAID if code == UNSAID_LABEL else code for code in _lines(given)]


def _lines(given: Iterable[str]) -> list[str]:
    return [line.strip() for text in given for line in text.splitlines() if line.strip()]


def _number(text: str) -> Any:
    try:
        number = whole(text) if text else None
    except UserError:
        return text
    return number if number is None or abs(number) <= FARTHEST else text[:20]


def _fiscal_year(text: str) -> Any:
    try:
        return typed_fiscal_year(text) if text else None
    except UserError:
        return text


def changed(posted: Mapping[str, list[str]], do: str) -> tuple[Posted, str]:
    """What a page sent, after one of its buttons was pressed; and the path of the field to go on in. An unknown button changes nothing."""
    deed, _, path = do.partition(":")
    act = _DEEDS.get(deed)
    found = {name: list(values) for name, values in posted.items()}
    return act(found, path) if act and path else (found, "")


def _add(posted: Posted, path: str) -> tuple[Posted, str]:
    """One more entry at the end of a list."""
    places = Reader(posted).places(path)
    posted[f"{path}.{max(places, default=-1) + 1}.{HERE}"] = ["1"]
    return posted, f"{path}.{len(places)}"


def _use(posted: Posted, path: str) -> tuple[Posted, str]:
    posted[f"{path}.{HERE}"] = ["1"]
    return posted, path


def _show(posted: Posted, path: str) -> tuple[Posted, str]:
    """Nothing but what follows from what was chosen: its conditions, their values."""
    return posted, path


def _drop(posted: Posted, path: str) -> tuple[Posted, str]:
    """Without what stands at a path. The list it stood in stays, be it empty."""
    around = path.rpartition(".")[0]
    left = {name: values for name, values in posted.items() if name != path and not name.startswith(f"{path}.")}
    left.setdefault(f"{around}.{HERE}", ["1"])
    return left, around


def _up(posted: Posted, path: str) -> tuple[Posted, str]:
    return _swap(posted, path, -1)


def _down(posted: Posted, path: str) -> tuple[Posted, str]:
    return _swap(posted, path, 1)


def _swap(posted: Posted, path: str, by: int) -> tuple[Posted, str]:
    """An entry and its neighbour change places."""
    around, _, own = path.rpartition(".")
    places = Reader(posted).places(around)
    if not _INDEX.fullmatch(own) or int(own) not in places:
        return posted, ""
    at = places.index(int(own))
    if not 0 <= at + by < len(places):
        return posted, f"{around}.{at}"
    other = f"{around}.{places[at + by]}"
    names = {path: other, other: path}
    swapped = {}
    for name, values in posted.items():
        before = next((one for one in names if name.startswith(f"{one}.")), None)
        swapped[names[before] + name[len(before) :] if before else name] = values
    return swapped, f"{around}.{at + by}"


_DEEDS = {"show": _show, "add": _add, "use": _use, "drop": _drop, "up": _up, "down": _down}

"""A block as a form: every field of its schema as a node, filled with what the block says, whether that makes sense yet or not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from banso.core.fiscal import KNOWN_YEARS, fiscal_year_label
from banso.figures.conditions import Choice, resolved, values_of
from banso.figures.measures import UNSAID_LABEL
from banso.report.outline.codes import as_codes
from banso.report.outline.questions import Fault
from banso.report.outline.said import Kind
from banso.report.outline.schema import Column, Row
from banso.report.outline.words import one_line, with_years

from .near import Near
from .ready import ready_for
from .shapes import How, Shape, roots, shapes
from .wording import braces_in_words, words_at

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool = False


@dataclass
class Node:
    """One field of the form: what it is called in the page (`path`) and in the data (`loc`), and what stands in it."""

    shape: str
    path: str
    loc: tuple[int | str, ...]
    label: str
    help: str = ""
    required: bool = False
    value: str = ""
    ticked: bool = False
    blank: str = ""
    options: list[Option] = field(default_factory=list)
    groups: list[tuple[str, list[Option]]] = field(default_factory=list)
    inner: "list[Node]" = field(default_factory=list)
    rare: "list[Node]" = field(default_factory=list)
    entries: "list[Node]" = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    focus: bool = False
    called: str = ""
    ready: list[tuple[str, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The node's own id in the page."""
        return "f-" + self.path.replace(".", "-").replace("+", "more")

    @property
    def chosen(self) -> list[str]:
        return [option.label for option in self.options if option.chosen]

    @property
    def is_used(self) -> bool:
        """Whether anything stands in it, so that it is not folded away."""
        several = self.shape == "several" and self.chosen
        filled = bool(self.value or self.ticked or self.entries or several or self.faults or self.focus)
        return filled or any(node.is_used for node in (*self.inner, *self.rare))

    @property
    def rare_is_used(self) -> bool:
        return any(node.is_used for node in self.rare)

    def walk(self) -> "Iterable[Node]":
        yield self
        for node in (*self.inner, *self.rare, *self.entries):
            yield from node.walk()


def tree(kind: str, data: Data, near: Near, focus: str = "") -> list[Node]:
    """The form of a block of a kind. `focus` is the path of the field to begin in."""
    nodes = [_Builder(near).node(shape, data, "", ()) for shape in roots(kind)]
    for node in _all(nodes):
        node.focus = bool(focus) and node.path == focus
    return nodes


def put_faults(nodes: list[Node], faults: Sequence[Fault], in_words: Callable[[str], str]) -> None:
    """Put faults beside the fields they name, in the words of the form."""
    for where, message in faults:
        node = _deepest(nodes, where)
        if node.loc == where:  # a fault of the schema names its field
            message = message.replace(f"「{where[-1]}」", f"「{node.label}」")
        node.faults.append(in_words(message))


def _all(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        yield from node.walk()


def _deepest(nodes: list[Node], where: tuple[int | str, ...]) -> Node:
    """The node that a fault is about: the deepest whose place in the data leads to the fault's."""
    fitting = [node for node in _all(nodes) if node.loc == where[: len(node.loc)]]
    return max(fitting, key=lambda node: len(node.loc), default=nodes[0])


class _Builder:
    def __init__(self, near: Near) -> None:
        self.near = near

    def node(self, shape: Shape, data: Data, path: str, loc: tuple[int | str, ...]) -> Node:
        """One field, filled with what the part around it says."""
        here, at = f"{path}.{shape.name}".lstrip("."), (*loc, shape.name)
        said, value = shape.said, data.get(shape.name, shape.default())
        found = Node("", here, at, said.label, said.help, shape.required, blank=said.blank)
        if shape.how is How.VALUE:
            self._value(found, shape, value, data)
        elif shape.how is How.PART:
            self._part(found, shape, value)
        else:
            self._parts(found, shape, value or ({} if shape.how is How.NAMED else []))
        return found

    def fields(self, model: type[BaseModel], data: Data, node: Node) -> None:
        """The fields of a part, those seldom used apart."""
        inner = _Builder(self._near_of(model, data))
        for shape in shapes(model):
            if shape.kind is Kind.WHOLE and not (inner.near.wholes or data.get(shape.name)):
                continue
            (node.rare if shape.said.rare else node.inner).append(inner.node(shape, data, node.path, node.loc))

    def _near_of(self, model: type[BaseModel], data: Data) -> Near:
        """What stands near the fields of a part. In a table rows and columns lend each other what they count."""
        said = {shape.name: data.get(shape.name, shape.default()) for shape in shapes(model)}
        near = self.near.within(data)
        rows, columns = (_dicts(said.get(name)) for name in ("rows", "columns"))
        if not columns:
            return near
        near = replace(near, rows=tuple(_name_of(row) for row in rows if _has_numbers(row)))
        counted = (near.within(part).measures for part in (*rows, *columns) if part.get("measure"))
        measures = tuple({measure.code: measure for found in counted for measure in found}.values())
        names = [str(part.get("label") or "") if "of" in said else _name_of(part) for part in columns]
        return replace(near, columns=tuple(names), measures=measures or near.measures)

    def _part(self, node: Node, shape: Shape, value: Any) -> None:
        assert shape.part is not None
        node.shape = "group"
        if isinstance(value, dict) or shape.required:
            node.value = "here"
            self.fields(shape.part, value if isinstance(value, dict) else {}, node)

    def _parts(self, node: Node, shape: Shape, value: Any) -> None:
        """Several parts in order, or by name. A list that may not be empty begins with one entry."""
        assert shape.part is not None
        node.shape, node.ready = "named" if shape.how is How.NAMED else "list", ready_for(node.path)
        named = list(value.items()) if isinstance(value, dict) else [("", one) for one in value]
        if not named and shape.required:
            named = [("", {})]
        for place, (called, data) in enumerate(named):
            data = data if isinstance(data, dict) else {}
            loc = called if shape.how is How.NAMED else place
            entry = Node("entry", f"{node.path}.{place}", (*node.loc, loc), shape.said.label, called=called)
            _Builder(self._near_entry(shape, [one for _, one in named], place)).fields(shape.part, data, entry)
            named_here = with_years(str(data.get("label") or ""), self.near.register.fiscal_year)
            entry.value = called or one_line(named_here)
            node.entries.append(entry)

    def _near_entry(self, shape: Shape, parts: Sequence[Any], place: int) -> Near:
        """What stands near the fields of one of several parts: for a row those above it, for a column the others and the rows."""
        before = parts[:place]
        near = replace(self.near, above=tuple(_name_of(one) for one in before), beside=(), wholes=())
        if shape.part is Row:
            return replace(near, beside=tuple(_name_of(one) for one in before if _has_numbers(one)))
        if shape.part is Column:
            others = [*before, *(one for one in parts[place + 1 :] if not _says(one, "ratio"))]
            named = tuple(_name_of(one) for one in others if not _says(one, "mark"))
            return replace(near, beside=named, wholes=self.near.rows)
        return near

    def _value(self, node: Node, shape: Shape, value: Any, data: Data) -> None:
        fill = getattr(self, f"_{shape.kind.value}", None)
        if fill is not None:
            fill(node, shape, value)
            return
        node.shape = {Kind.WORDS: "words", Kind.TICK: "tick", Kind.LINES: "lines"}.get(shape.kind, "line")
        if shape.kind is Kind.TICK:
            node.ticked = value is True
        elif shape.kind is Kind.LINES:
            node.value = "\n".join(str(one) for one in value or ())
        else:
            node.ticked = bool(node.blank) and value == ""
            node.value = "" if value is None else self._worded(shape, str(value))

    def _worded(self, shape: Shape, text: str) -> str:
        return braces_in_words(text, words_at(shape.said, self.near.listing))

    def _choice(self, node: Node, shape: Shape, value: Any) -> None:
        self._choose(node, list(shape.choices.items()), value)

    def _programme(self, node: Node, shape: Shape, value: Any) -> None:
        self._choose(node, self.near.register.programmes, value)

    def _year(self, node: Node, shape: Shape, value: Any) -> None:
        self._choose(node, self.near.register.years, str(value))
        node.required = True
        node.value = "" if value == 0 else str(value)

    def _listing(self, node: Node, shape: Shape, value: Any) -> None:
        self._choose(node, self.near.register.listings, value)

    def _listed(self, node: Node, shape: Shape, value: Any) -> None:
        listing = self.near.listing
        self._choose(node, [(name, listing.label_of(name)) for name in listing.texts] if listing else [], value)

    def _dimension(self, node: Node, shape: Shape, value: Any) -> None:
        self._choose(node, [(name, self.near.label_of(name)) for name in self.near.dimensions], value)

    def _measure(self, node: Node, shape: Shape, value: Any) -> None:
        node.shape, node.value = "choice", str(value or "")
        node.groups = [
            (work, [Option(code, label, code == value) for code, label in choices])
            for work, choices in self.near.register.measures
        ]
        if value and not any(option.chosen for _, options in node.groups for option in options):
            node.options = [Option(str(value), "(いまはない集計項目)", True)]

    def _choose(self, node: Node, choices: Sequence[Choice], value: Any) -> None:
        """One of some values. One that is no longer offered stays in sight until another is chosen."""
        node.shape, node.value = "choice", "" if value is None else str(value)
        known = {code for code, _ in choices}
        gone = [(node.value, f"(いまはない値: {node.value})")] if node.value and node.value not in known else []
        node.options = [Option(code, label, code == node.value) for code, label in [*gone, *choices]]

    def _since(self, node: Node, shape: Shape, value: Any) -> None:
        node.shape = "line"
        known = isinstance(value, int) and value in KNOWN_YEARS
        node.value = fiscal_year_label(value) if known else "" if value is None else str(value)

    def _number(self, node: Node, shape: Shape, value: Any) -> None:
        node.shape, node.value = "number", "" if value is None else str(value)

    def _rows(self, node: Node, shape: Shape, value: Any) -> None:
        self._several(node, self._by_name(self.near.above), value)

    def _columns(self, node: Node, shape: Shape, value: Any) -> None:
        self._several(node, self._by_name(self.near.columns), value)

    def _beside(self, node: Node, shape: Shape, value: Any) -> None:
        self._choose(node, self._by_name(self.near.beside), value)

    def _whole(self, node: Node, shape: Shape, value: Any) -> None:
        self._choose(node, self._by_name(self.near.wholes), value)

    def _by_name(self, names: Iterable[str]) -> list[Choice]:
        return [(name, with_years(name, self.near.register.fiscal_year)) for name in names if name]

    def _codes(self, node: Node, shape: Shape, value: Any) -> None:
        self._coded(node, self.near.values(self.near.by) if self.near.by else [], as_codes(value or []))

    def _conditions(self, node: Node, shape: Shape, value: Any) -> None:
        dimensions = self.near.dimensions
        self._named_conditions(node, value, {name: self.near.label_of(name) for name in dimensions}, self.near.values)

    def _listed_conditions(self, node: Node, shape: Shape, value: Any) -> None:
        near = self.near
        measure = near.listing.measure if near.listing else None
        dimensions = measure.dimensions if measure else {}
        columns = {path: (label, column) for path, label, column in near.listed_columns() if path not in dimensions}

        def values(name: str) -> list[Choice] | None:
            if near.listing is None:
                return []
            if measure and name in dimensions:
                return near.register.values(measure, name, near.programme)
            column = columns[name][1] if name in columns else resolved(near.listing.model, name)
            return values_of(column, near.listing.model, near.programme) if column is not None else None

        labels = {name: dimension.label for name, dimension in dimensions.items()}
        self._named_conditions(node, value, labels | {name: label for name, (label, _) in columns.items()}, values)

    def _named_conditions(self, node: Node, value: Any, labels: Mapping[str, str], values: Any) -> None:
        """The conditions that are set, each with its values; and a choice of the others, to set one more."""
        node.shape = "conditions"
        given = value if isinstance(value, dict) else {}
        for name, codes in given.items():
            own = Node("", f"{node.path}.{name}", (*node.loc, name), labels.get(name, name))
            self._coded(own, values(name), as_codes(codes))
            node.entries.append(own)
        node.options = [Option(name, label) for name, label in labels.items() if name not in given]

    def _coded(self, node: Node, choices: Sequence[Choice] | None, codes: Sequence[str]) -> None:
        shown = [code or UNSAID_LABEL for code in codes]
        if choices is None:
            node.shape, node.value = "lines", "\n".join(shown)
            node.help = f"いくつかあるときは1行に1つ。値のない記録は「{UNSAID_LABEL}」。"
        else:
            self._several(node, [(code or UNSAID_LABEL, label) for code, label in choices], shown)

    def _several(self, node: Node, choices: Sequence[Choice], value: Any) -> None:
        """Some of several values: those chosen first, in the order they were chosen in."""
        node.shape, labels = "several", dict(choices)
        chosen = [str(one) for one in value or ()]
        node.options = [Option(code, labels.get(code, code), True) for code in chosen]
        node.options += [Option(code, label) for code, label in choices if code not in chosen]


def _name_of(part: Any) -> str:
    """What a row or column is called in its table."""
    return str(part.get("name") or one_line(str(part.get("label") or ""))) if isinstance(part, dict) else ""


def _says(part: Any, name: str) -> bool:
    return isinstance(part, dict) and part.get(name) is not None


def _has_numbers(row: Any) -> bool:
    """Whether a row has one figure in each of its columns."""
    return not any(_says(row, name) for name in ("text", "breakdown", "split", "mark"))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

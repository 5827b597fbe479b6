"""What is wrong with a block in the words of its form: no name of the schema, no code, and which field of which row."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pydantic import BaseModel

from banso.figures.measures import all_measures
from banso.report.outline.schema import Block

from .shapes import shapes
from .tree import Node


@cache
def _words() -> dict[str, str]:
    """The names of fields, and of what stands in braces, by the words staff know them by."""
    found: dict[str, str] = {}
    seen: set[type[BaseModel]] = set()

    def look(model: type[BaseModel]) -> None:
        seen.add(model)
        for shape in shapes(model):
            found[shape.name] = shape.said.label
            found.update(shape.said.words)
            if shape.part is not None and shape.part not in seen:
                look(shape.part)

    look(Block)
    found.update({name: dimension.label for m in all_measures() for name, dimension in m.dimensions.items()})
    return found


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _words()), key=len, reverse=True))
    return re.compile(rf" ?(?<![A-Za-z0-9_.])({names})(?![A-Za-z0-9_.])(: true)? ?")


def in_words(message: str) -> str:
    """A message of the checks as staff read it."""
    return _pattern().sub(lambda found: _words()[found[1]], message)


def told(nodes: Sequence[Node]) -> list[tuple[str, str]]:
    """Every fault of a form, in order: the id of its field, and the fault with the way to the field in words."""
    return [fault for node in nodes for fault in _told(node, [])]


def _told(node: Node, before: list[str]) -> Iterator[tuple[str, str]]:
    way = [*before, node.label] if node.label else before
    for fault in node.faults:
        yield node.key, f"{' の '.join(way)}: {fault}"
    for inner in (*node.inner, *node.rare):
        yield from _told(inner, way)
    for place, entry in enumerate(node.entries, 1):
        if entry.shape != "entry":
            yield from _told(entry, way)
            continue
        named = f"{node.label}{place}" + (f"「{entry.value}」" if entry.value else "")
        for fault in entry.faults:
            yield entry.key, f"{' の '.join([*before, named])}: {fault}"
        for inner in (*entry.inner, *entry.rare):
            yield from _told(inner, [*before, named])

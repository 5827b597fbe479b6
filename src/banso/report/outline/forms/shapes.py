"""What a form needs to know of each field of the schema: one value or a part, one or several, and how it is put in."""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from banso.report.outline.said import Kind, Said, said_of
from banso.report.outline.schema import Block


class How(Enum):
    """How much stands in a field."""

    VALUE = "value"
    PART = "part"
    PARTS = "parts"  # several, in order
    NAMED = "named"  # several, each by its name


@dataclass(frozen=True)
class Shape:
    """A field of the schema. `part` is the class of the parts in it; `choices` what one may choose from, where that is declared."""

    name: str
    said: Said
    how: How
    kind: Kind
    part: type[BaseModel] | None
    choices: Mapping[str, str]
    required: bool
    info: FieldInfo

    def default(self) -> Any:
        """What the field says where nothing is written, as data."""
        return None if self.required else as_plain(self.info.get_default(call_default_factory=True))


def as_plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True)
    if isinstance(value, list):
        return [as_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: as_plain(one) for name, one in value.items()}
    return value.value if isinstance(value, Enum) else value


@cache
def shapes(model: type[BaseModel]) -> tuple[Shape, ...]:
    """The fields of a part: what it is called by first, then those that must be filled in."""
    found = [_shape(name, info) for name, info in model.model_fields.items()]
    return tuple(sorted(found, key=lambda shape: (shape.name not in ("label", "name"), not shape.required)))


@cache
def kinds() -> Mapping[str, Shape]:
    """The kinds of blocks there are, by the name of their field."""
    return {shape.name: shape for shape in shapes(Block) if shape.default() is None and not shape.required}


def roots(kind: str) -> tuple[Shape, ...]:
    """The fields of a kind of block: its own, and for one that is a plain text what goes with it. Raises KeyError for no kind."""
    own = kinds()[kind]
    return (own,) if own.part else (own, *(shape for shape in shapes(Block) if shape.name not in kinds()))


def kind_of(block: Mapping[str, Any]) -> str:
    """The kind of a stored block. Raises KeyError for one of no kind."""
    for name in kinds():
        if block.get(name) is not None:
            return name
    raise KeyError(next(iter(block), ""))


def _shape(name: str, info: FieldInfo) -> Shape:
    said, kind = said_of(info, name), _without_none(info.annotation)
    how, part = _how(kind)
    choices = {value: said.choices.get(value, value) for value in _choices(kind)}
    return Shape(name, said, how, said.kind or _usual(kind), part, choices, info.is_required(), info)


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return kinds[0] if len(kinds) == 1 else annotation
    return annotation


def _how(annotation: Any) -> tuple[How, type[BaseModel] | None]:
    inner = get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return How.PART, annotation
    if get_origin(annotation) is list and _is_part(inner[0]):
        return How.PARTS, inner[0]
    if get_origin(annotation) is dict and _is_part(inner[1]):
        return How.NAMED, inner[1]
    return How.VALUE, None


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _choices(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(value) for value in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(one.value) for one in annotation]
    return []


def _usual(annotation: Any) -> Kind:
    """How a value of a type is put in where nothing else is said."""
    if _choices(annotation):
        return Kind.CHOICE
    if get_origin(annotation) is list:
        return Kind.LINES
    if get_origin(annotation) is dict:
        return Kind.CONDITIONS
    return {bool: Kind.TICK, int: Kind.NUMBER}.get(annotation, Kind.LINE)

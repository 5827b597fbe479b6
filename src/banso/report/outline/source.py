"""Reading a catalogue's files: YAML whose every fault is told with file and line."""

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from banso.core.errors import UserError

M = TypeVar("M", bound=BaseModel)
LINE = "__line__"


class CatalogueError(UserError):
    """A fault in a catalogue file; the message names file and line."""


class _Lines(yaml.SafeLoader):
    """Remembers the line each mapping begins on."""


def _mapping(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    seen: set[Any] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="項目の名前が文字ではありません", problem_mark=key.start_mark)
        if key.value in seen:
            raise yaml.MarkedYAMLError(problem=f"「{key.value}」が2回書かれています", problem_mark=key.start_mark)
        seen.add(key.value)
    found: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    return {**found, LINE: node.start_mark.line + 1}


def _text(loader: _Lines, node: yaml.ScalarNode) -> str:
    """A text; where it was folded over lines, without the spaces YAML puts between Japanese words that had none."""
    text = str(loader.construct_scalar(node))
    return _FOLD_SPACE.sub("", text) if node.style == ">" else text


_FOLD_SPACE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_Lines.add_constructor("tag:yaml.org,2002:str", _text)
_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class Source:
    """A file's data with the line of every part of it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        try:
            self.raw = yaml.load(text, Loader=_Lines)  # noqa: S506 - a SafeLoader
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise CatalogueError(
                f"{name}:{line}行目: YAMLとして読めません({error.problem})。字下げと記号を確かめてください。"
            ) from error
        except (
            yaml.YAMLError,
            ValueError,
            RecursionError,
        ) as error:  # a date that does not exist; brackets without end
            raise CatalogueError(f"{name}: YAMLとして読めません({error})。") from error

    @classmethod
    def read(cls, path: Path) -> "Source":
        try:
            return cls(path.name, path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise CatalogueError(f"{path}: ファイルがありません。") from None
        except UnicodeDecodeError:
            raise CatalogueError(f"{path}: UTF-8で保存し直してください。") from None

    def parse(self, model: type[M]) -> M:
        """The data as `model`. Raises CatalogueError for the first fault, with its line."""
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            fault = error.errors()[0]
            raise self.fault(fault["loc"], in_japanese(fault)) from error

    @property
    def data(self) -> Any:
        """The data alone."""
        return _without_lines(self.raw)

    def fault(self, where: tuple[int | str, ...], message: str) -> CatalogueError:
        return CatalogueError(f"{self.name}:{self.line(where)}行目: {message}")

    def line(self, where: tuple[int | str, ...]) -> int:
        """The line of the deepest mapping on the way to `where`."""
        node, line = self.raw, 1
        for step in where:
            if isinstance(node, dict):
                line = node.get(LINE, line)
                node = node.get(step)
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                break
        return int(node.get(LINE, line)) if isinstance(node, dict) else line


def _without_lines(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_lines(value) for key, value in node.items() if key != LINE}
    if isinstance(node, list):
        return [_without_lines(value) for value in node]
    return node


def in_japanese(fault: Any) -> str:
    """A fault of pydantic's in words of ours."""
    name = fault["loc"][-1] if fault["loc"] else "全体"
    if fault["type"] == "missing":
        return f"「{name}」がありません。書き足してください。"
    if fault["type"] == "extra_forbidden":
        return f"「{name}」という項目は使えません。つづりを確かめてください。"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    return f"「{name}」の値「{fault['input']}」が正しくありません({fault['msg']})。"

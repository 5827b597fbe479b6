"""Reading a catalogue's files: YAML whose every fault is told with file and line, and as many at once as can be seen."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from banso.core.errors import UserError

M = TypeVar("M", bound=BaseModel)
LINE, ITSELF = "__line__", ""
Place = tuple[int | str, ...]


@dataclass(frozen=True, order=True)
class FileFault:
    """Something wrong in a file: where, and what in Japanese. `line` is 0 where it is no line in particular."""

    name: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.name}:{self.line}行目: {self.message}" if self.line else f"{self.name}: {self.message}"


class CatalogueError(UserError):
    """Faults in a catalogue's files; the message names each with file and line."""

    def __init__(self, *faults: FileFault) -> None:
        self.faults = sorted(dict.fromkeys(faults))
        super().__init__("\n".join(map(str, self.faults)))


class _Lines(yaml.SafeLoader):
    """Remembers the line each mapping begins on, and each of its keys; what is written twice is noted, and the first holds."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[tuple[int, str]] = []


def _mapping(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    lines = {ITSELF: node.start_mark.line + 1}
    kept = []
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="項目の名前が文字ではありません", problem_mark=key.start_mark)
        line = key.start_mark.line + 1
        if key.value in lines:
            loader.repeated.append((line, f"「{key.value}」が2回書かれています"))
            continue
        lines[key.value] = line
        kept.append((key, value))
    node.value = kept
    found: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    return {**found, LINE: lines}


def _text(loader: _Lines, node: yaml.ScalarNode) -> str:
    """A text; where it was folded over lines, without the spaces YAML puts between Japanese words that had none."""
    text = str(loader.construct_scalar(node))
    return _FOLD_SPACE.sub("", text) if node.style == ">" else text


_FOLD_SPACE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_Lines.add_constructor("tag:yaml.org,2002:str", _text)
_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


class Source:
    """A file's data with the line of every part of it. Raises CatalogueError for a text that is no YAML.

    What is written twice is gathered in `faults` where one is given, and refused otherwise.
    """

    def __init__(self, name: str, text: str, faults: list[FileFault] | None = None) -> None:
        self.name = name
        try:
            loader = _Lines(text)
            self.raw = loader.get_single_data()
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            said = f"YAMLとして読めません({error.problem})。字下げと記号を確かめてください。"
            raise CatalogueError(FileFault(name, line, said)) from error
        except (yaml.YAMLError, ValueError, RecursionError) as error:  # a date that is none; brackets without end
            raise CatalogueError(FileFault(name, 0, f"YAMLとして読めません({error})。")) from error
        repeated = [FileFault(name, line, f"{said}。どちらかを消してください。") for line, said in loader.repeated]
        if repeated and faults is None:
            raise CatalogueError(*repeated)
        (faults if faults is not None else []).extend(repeated)

    @classmethod
    def read(cls, path: Path, faults: list[FileFault] | None = None) -> "Source":
        try:
            return cls(path.name, path.read_text(encoding="utf-8-sig"), faults)
        except FileNotFoundError:
            raise CatalogueError(FileFault(path.name, 0, f"ファイルがありません({path})。")) from None
        except UnicodeDecodeError:
            raise CatalogueError(FileFault(path.name, 0, "UTF-8で保存し直してください。")) from None
        except OSError as error:
            raise CatalogueError(FileFault(path.name, 0, f"読めません({error.strerror})。")) from None

    @property
    def data(self) -> Any:
        """The data alone."""
        return _without_lines(self.raw)

    def fault(self, where: Place, message: str) -> FileFault:
        return FileFault(self.name, self.line(where), message)

    def misfits(self, error: ValidationError, where: Place = ()) -> list[FileFault]:
        """The faults a schema found in the part at `where`, each once."""
        found: dict[tuple[Place, bool], FileFault] = {}
        for fault in error.errors():
            place, words = _place_and_words(fault)
            found.setdefault((place, fault["type"] == "missing"), self.fault((*where, *place), words))
        return list(found.values())

    def line(self, where: Place) -> int:
        """The line of the deepest mapping or key on the way to `where`."""
        node, line = self.raw, 1
        for step in where:
            if isinstance(node, dict):
                line = node.get(LINE, {}).get(step, line)
                node = node.get(step)
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                node = node[step]
            else:
                break
            if isinstance(node, dict):
                line = node.get(LINE, {}).get(ITSELF, line)
        return line


def _without_lines(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_lines(value) for key, value in node.items() if key != LINE}
    if isinstance(node, list):
        return [_without_lines(value) for value in node]
    return node


def _place_and_words(fault: Any) -> tuple[Place, str]:
    """Where a fault of the schema stands, without the names of alternatives it was tried against; and what it says."""
    place = tuple(fault["loc"])
    alternatives = {"str", "int", "bool"}
    while place and (place[-1] in alternatives or str(place[-1]).startswith("list[")):
        place = place[:-1]
    if place != tuple(fault["loc"]):
        name = place[-1] if place else "全体"
        return place, f"「{name}」の値「{fault['input']}」が正しくありません。書き方を確かめてください。"
    return place, in_japanese(fault)


_WORDS = {
    "string_type": '文字で書いてください。数字だけのときは引用符("")で囲みます',
    "int_type": "整数で書いてください",
    "int_parsing": "整数で書いてください",
    "bool_type": "true か false で書いてください",
    "bool_parsing": "true か false で書いてください",
    "list_type": "「- 」で始まる一覧にしてください",
    "dict_type": "「名前: 値」の形で書いてください",
    "model_type": "「名前: 値」の形で書いてください",
    "string_too_long": "{max_length}文字以内にしてください",
    "greater_than_equal": "{ge}以上にしてください",
    "less_than_equal": "{le}以下にしてください",
    "less_than": "{lt}より小さくしてください",
    "literal_error": "使えるのは {expected} です",
    "too_short": "{min_length}個以上書いてください",
    "too_long": "{max_length}個以内にしてください",
    "date_from_datetime_parsing": "日付は 2024-04-01 のように書いてください",
    "date_type": "日付は 2024-04-01 のように書いてください",
}


def in_japanese(fault: Any) -> str:
    """A fault of pydantic's in words of ours."""
    name = fault["loc"][-1] if fault["loc"] else "全体"
    if fault["type"] == "missing":
        return f"「{name}」がありません。書き足してください。"
    if fault["type"] == "extra_forbidden":
        return f"「{name}」という項目は使えません。つづりを確かめてください。"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    words = _WORDS.get(fault["type"], "").format(**fault.get("ctx", {})) or fault["msg"]
    return f"「{name}」の値「{fault['input']}」が正しくありません({words})。"

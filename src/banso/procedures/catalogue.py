"""Files of the catalogue that a kind of work brings in itself, beside programmes and terms: what a law or a national body lays down for it.

catalogue_file("editions", "経営改善計画の版", EditionsFile, bring=lay_down_editions, said=said_of_editions)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel


@dataclass(frozen=True)
class CatalogueFile:
    """One such file: its name without ending, what it holds in Japanese, and its shape.

    `bring` puts what a file says and tells in words what that changed; it raises ValidationError, with nothing put. `said` is what a file would
    say of what stands now; nothing where there is none.
    """

    name: str
    comment: str
    shape: type[BaseModel]
    bring: Callable[..., list[str]]
    said: Callable[[], dict[str, Any]]


_files: dict[str, CatalogueFile] = {}


def catalogue_file(name: str, comment: str, shape: type[BaseModel], **ways: Any) -> None:
    """Declare a file of the catalogue. Raises ValueError where the name is taken."""
    if name in _files:
        raise ValueError(f"catalogue file {name!r} is declared twice")
    _files[name] = CatalogueFile(name, comment, shape, **ways)


def catalogue_files() -> dict[str, CatalogueFile]:
    """Every such file, by its name."""
    return _files

"""An office file as its parts: a zip of XML, whichever of the two namespaces it was written in and whatever links are broken."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from banso.core.errors import UserError

from .safe_zip import refuse_hostile

Element = ElementTree.Element


def name_of(element: Element) -> str:
    """An element's own name: transitional and strict documents differ in the namespace only."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str, default: str = "") -> str:
    if element is None:
        return default
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of each name in turn; None where one is missing."""
    for name in path:
        element = next((one for one in element if name_of(one) == name), None) if element is not None else None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    if element is not None:
        yield from (one for one in element if name_of(one) == name)


class Package:
    """The parts of an office file. Raises UserError if it is none, or a hostile one."""

    def __init__(self, path: Path, kind: str) -> None:
        refuse_hostile(path, kind)
        self.kind = kind
        self._zip = ZipFile(path)
        self._names = {name.lower(): name for name in self._zip.namelist()}

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def has(self, part: str) -> bool:
        return part.lower() in self._names

    def xml(self, part: str) -> Element:
        """A part as a tree. Raises UserError where it is missing, broken or declares entities."""
        try:
            content = self._zip.read(self._names[part.lower()])
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise UserError(f"{self.kind}のファイルに不審な記述があるため開きません。内容を確かめてください。")
            return ElementTree.fromstring(content)  # noqa: S314 - no entities, and expat limits what they may grow to
        except (
            KeyError,
            ElementTree.ParseError,
            ValueError,
            OSError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as e:
            raise UserError(
                f"{self.kind}のファイルとして読み取れません。{self.kind}で開いて「名前を付けて保存」し直してください。"
            ) from e

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part links to, by the link's id: (the last word of the link's kind, part). Links to nowhere are left out."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found = {}
        for link in self.xml(rels) if self.has(rels) else ():
            target = attribute(link, "Target")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if attribute(link, "TargetMode") != "External" and self.has(full):
                found[attribute(link, "Id")] = (attribute(link, "Type").rpartition("/")[2], full)
        return found

    def main(self, usual: str) -> str:
        """The part that is the document itself."""
        linked = (part for kind, part in self.related("").values() if kind == "officeDocument")
        return next(linked, usual)

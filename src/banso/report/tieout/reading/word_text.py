"""A Word paragraph as Word shows it with every tracked change accepted: what is struck, hidden or deleted is not there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter

from .package import Element, attribute, child, children, name_of

GONE = {
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "sdtPr",
    "sdtEndPr",
    "pPr",
    "rPr",
    "tblPr",
    "trPr",
    "tcPr",
}
"""What is no text: deletions, moved-away text, field codes and properties."""
SPACES = {"tab", "br", "cr", "ptab"}
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Style:
    """A style as far as it takes text away: its name, the style it is based on, what it says itself (None: nothing)."""

    name: str
    based_on: str
    hides: bool | None
    raises: bool | None


_HIDES: Callable[[Style], bool | None] = attrgetter("hides")
_RAISES: Callable[[Style], bool | None] = attrgetter("raises")


def styles_of(root: Element | None) -> dict[str, Style]:
    found = {}
    for style in children(root, "style"):
        name, based_on = attribute(child(style, "name"), "val"), attribute(child(style, "basedOn"), "val")
        said = child(style, "rPr")
        found[attribute(style, "styleId")] = Style(name, based_on, _hides(said), _raises(said))
    return found


def _hides(properties: Element | None) -> bool | None:
    """Whether run properties say that the text is not to be there: struck through or hidden."""
    said = (
        [one for one in properties if name_of(one) in ("strike", "dstrike", "vanish")] if properties is not None else []
    )
    return any(attribute(one, "val", "1") not in _OFF for one in said) if said else None


def _raises(properties: Element | None) -> bool | None:
    """Whether run properties set text above the line: a mark of a note, whose digits are none of a number's."""
    said = child(properties, "vertAlign")
    return attribute(said, "val") == "superscript" if said is not None else None


@dataclass
class Told:
    """A paragraph's text, the text boxes that hang on it, and the notes it refers to: their kind and number."""

    text: str
    boxes: list[Element]
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class ParagraphReader:
    """Reads paragraphs one after another; fields may reach over several."""

    styles: dict[str, Style]
    _fields: list[bool] = field(default_factory=list)  # for each open field, whether its result is being read

    def read(self, paragraph: Element) -> Told:
        if False in self._fields:  # a code that never came to its result
            self._fields.clear()
        self._parts: list[str] = []
        self._boxes: list[Element] = []
        self._notes: list[tuple[str, str]] = []
        self._hidden_here = self._style_says(attribute(child(paragraph, "pPr", "pStyle"), "val"), _HIDES)
        for one in paragraph:
            self._walk(one)
        return Told("".join(self._parts), self._boxes, self._notes)

    def style_name(self, paragraph: Element) -> str:
        style = self.styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val"))
        return style.name.lower() if style else ""

    def _style_says(self, style_id: str, what: Callable[[Style], bool | None]) -> bool | None:
        """What a style says of a matter, itself or by the styles it is based on."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            style = self.styles[style_id]
            said = what(style)
            if said is not None:
                return said
            style_id = style.based_on
        return None

    def _walk(self, element: Element) -> None:
        name = name_of(element)
        if name in GONE:
            return
        if name == "r":
            self._run(element)
        elif name == "t":
            self._say(element.text or "")
        elif name in SPACES:
            self._say(" ")
        elif name == "noBreakHyphen":
            self._say("-")
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif name == "txbxContent":
            self._boxes.append(element)
        elif name in ("footnoteReference", "endnoteReference"):
            self._notes.append((name.removesuffix("Reference"), attribute(element, "id")))
        else:
            self._inside(element, name)

    def _inside(self, element: Element, name: str) -> None:
        """Whatever only wraps: insertions, links, smart tags, content controls; one of two alternatives; ruby's base."""
        inner = element
        if name == "AlternateContent":
            chosen = child(element, "Choice")
            inner = chosen if chosen is not None else element
        elif name == "ruby":
            base = child(element, "rubyBase")
            inner = base if base is not None else element
        for one in inner:
            self._walk(one)

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        style = attribute(child(properties, "rStyle"), "val")
        hides, raised = _hides(properties), _raises(properties)
        if hides is None:
            hides = self._style_says(style, _HIDES)
        if hides is None:
            hides = self._hidden_here
        if raised is None:
            raised = self._style_says(style, _RAISES)
        for one in run:
            if name_of(one) not in ("t", *SPACES, "noBreakHyphen") or not (hides or raised):
                self._walk(one)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _say(self, text: str) -> None:
        if all(self._fields):
            self._parts.append(text)

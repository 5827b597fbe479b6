"""How an Excel workbook shows its cells: number formats, struck-through fonts, and the texts all sheets share."""

import re

from banso.core.foreign.number_format import BUILT_IN, show

from .package import Element, attribute, child, children, name_of

_OFF = ("0", "false")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text with what Excel writes by number (_x005F_ is _); line ends (_x000D_) and other controls are spaces."""
    return _ESCAPED.sub(lambda match: letter if (letter := chr(int(match[1], 16))).isprintable() else " ", text)


class Looks:
    """The looks cells refer to by number."""

    def __init__(self, styles: Element | None, *, from_1904: bool) -> None:
        formats = {
            attribute(one, "numFmtId"): attribute(one, "formatCode")
            for one in children(child(styles, "numFmts"), "numFmt")
        }
        struck = [_is_struck(font) for font in children(child(styles, "fonts"), "font")]
        self._looks = []
        for look in children(child(styles, "cellXfs"), "xf"):
            number, font = attribute(look, "numFmtId", "0"), attribute(look, "fontId", "0")
            code = formats.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General")
            self._looks.append((code, font.isdecimal() and int(font) < len(struck) and struck[int(font)]))
        self._from_1904 = from_1904

    def _look(self, look: int) -> tuple[str, bool]:
        return self._looks[look] if look < len(self._looks) else ("General", False)

    def is_struck(self, look: int) -> bool:
        return self._look(look)[1]

    def text(self, text: str, look: int) -> str:
        """A text under its format: ;;; hides it."""
        code = self._look(look)[0]
        return "" if code.replace(" ", "") == ";;;" else text

    def number(self, said: str, look: int) -> str:
        try:
            return show(float(said), self._look(look)[0], from_1904=self._from_1904) if said else ""
        except (ValueError, ArithmeticError):
            return said


class Texts:
    """The texts of all sheets, by number."""

    def __init__(self, shared: Element | None) -> None:
        self._texts = [self.of(one) for one in children(shared, "si")]

    def __getitem__(self, number: int) -> str:
        return self._texts[number] if 0 <= number < len(self._texts) else ""

    def of(self, rich: Element | None) -> str:
        """A text with its runs, without what is struck through, raised (marks of notes) or told of its reading."""
        parts = []
        for one in rich if rich is not None else ():
            if name_of(one) == "t":
                parts.append(unescaped(one.text or ""))
            elif name_of(one) == "r" and not _is_struck(child(one, "rPr")) and not _is_raised(child(one, "rPr")):
                parts += [unescaped(text.text or "") for text in children(one, "t")]
        return "".join(parts)


def _is_struck(font: Element | None) -> bool:
    strike = child(font, "strike")
    return strike is not None and attribute(strike, "val", "1") not in _OFF


def _is_raised(font: Element | None) -> bool:
    return attribute(child(font, "vertAlign"), "val") == "superscript"

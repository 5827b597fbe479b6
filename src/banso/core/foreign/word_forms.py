"""What is done with a form's bytes in a process of its own: reading its words, and filling them in.

A form may hold plain words, the rows of a list and parts left out; whatever else its language could do is refused, and the
filling in is done in a sandbox all the same.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from banso.core.errors import UserError
from banso.core.text import clean_text

PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")  # those the library fills in too
FOOTNOTES = "footnotes+xml"
WITH_WORDS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/core\.xml")
CONTROL = re.compile(r"<w:t(?: [^>]*)?>[^<]*[\n\t\a\f]")
DRAWING = re.compile(r'(<wp:docPr [^>]*?\bid=")\d+(")')
SHAPES = (nodes.Template, nodes.Output, nodes.TemplateData)
UNPAIRED = (
    "差込みの書き方が正しくありません。{{ と }}、{% と %} が半角で対になっているか、"
    "語の中に空白や記号がないかを確かめてください。"
)
ONLY_WORDS = (
    "様式には {{ 差込語 }} と、表の行をくり返す {%tr for 行 in 一覧 %}、段落を出し分ける {%p if 差込語 %} だけが使えます。"
    "計算や「|」「()」などの式は使えません。"
)


def environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_as_seen)


def _as_seen(value: Any) -> Any:
    """A text without what no document can hold."""
    return clean_text(value) if value.__class__ is str else value


def read_words(content: bytes) -> Iterator[list[str]]:
    """The words of a form, in the order they stand: 企業名, 派遣日程, 派遣日程.日付. Raises UserError for what is no plain word."""
    found: dict[str, None] = {}
    for text in _texts(content):
        if "\uff5b\uff5b" in text or "\uff5d\uff5d" in text:
            raise UserError("差込みのかっこが全角です。半角の {{ と }} に直してください。")
        try:
            tree = environment().parse(text)
        except TemplateError:
            raise UserError(UNPAIRED) from None
        _walk(tree, {}, found)
        if "}}" in re.sub(r"{{.*?}}", "", text, flags=re.DOTALL):
            raise UserError(UNPAIRED)
    yield list(found)


def fill_in(content: bytes, rows: list[dict[str, Any]]) -> Iterator[bytes]:
    """A form with its words filled in, as a Word file for each row of values. What the form says is worked out once for all."""
    try:
        form = _Compiled(content)
        for values in rows:
            yield form.filled(values)
    except TemplateError:
        raise UserError("様式を差し込めません。様式を登録し直してください。") from None


def with_footer(content: bytes, text: str) -> Iterator[bytes]:
    """A Word file whose pages all bear a line at their foot, below what stands there already."""
    document = Document(io.BytesIO(content))
    for number, section in enumerate(document.sections):
        feet = [section.footer]
        feet += [section.first_page_footer] if section.different_first_page_header_footer else []
        feet += [section.even_page_footer] if document.settings.odd_and_even_pages_header_footer else []
        for foot in feet:
            if number and foot.is_linked_to_previous:
                continue
            foot.add_paragraph().add_run(clean_text(text)).font.size = Pt(8)
    made = io.BytesIO()
    document.save(made)
    yield made.getvalue()


class _Compiled:
    """A form made ready: its parts with words as templates, all else of the file as it stays."""

    def __init__(self, content: bytes) -> None:
        template, known, saved = DocxTemplate(io.BytesIO(content)), environment(), io.BytesIO()
        template.init_docx()
        template.docx.save(saved)
        self.parts: dict[str, Template] = {}
        rest = io.BytesIO()
        with zipfile.ZipFile(saved) as whole, zipfile.ZipFile(rest, "w", zipfile.ZIP_DEFLATED) as kept:
            for name in whole.namelist():
                text = whole.read(name)
                if WITH_WORDS.fullmatch(name) and b"{" in text:
                    self.parts[name] = known.from_string(template.patch_xml(text.decode("utf-8")))
                else:
                    kept.writestr(name, text)
        self.rest = rest.getvalue()

    def filled(self, values: dict[str, Any]) -> bytes:
        made = io.BytesIO()
        made.write(self.rest)
        with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as file:
            for name, part in self.parts.items():
                file.writestr(name, _tidy(part.render(values)))
        return made.getvalue()


def _tidy(text: str) -> bytes:
    """A part as Word takes it: lines of a value on lines, drawings of repeated rows numbered apart, every tag closed."""
    if CONTROL.search(text):
        text = DocxTemplate(io.BytesIO()).resolve_listing(text)
    numbers = iter(range(1, 1 << 20))
    text = DRAWING.sub(lambda found: f"{found[1]}{next(numbers)}{found[2]}", text)
    content = text.encode("utf-8")
    try:
        etree.fromstring(content)
    except etree.XMLSyntaxError:
        content = etree.tostring(etree.fromstring(content, etree.XMLParser(recover=True)), encoding="UTF-8")
    return content


def _texts(content: bytes) -> Iterator[str]:
    """Each part of the file that is filled in: its body, headers, footers, footnotes and properties."""
    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    yield template.patch_xml(template.get_xml())
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith(FOOTNOTES):
            yield template.patch_xml(part.blob.decode("utf-8"))
    for name in PROPERTIES:
        yield getattr(template.docx.core_properties, name)


def _walk(node: nodes.Node, loops: dict[str, str], found: dict[str, None]) -> None:
    if isinstance(node, nodes.For):
        _rows(node, loops, found)
    elif isinstance(node, nodes.If) and not node.elif_:
        test = node.test.node if isinstance(node.test, nodes.Not) else node.test
        for child in (test, *node.body, *node.else_):
            _walk(child, loops, found)
    elif isinstance(node, nodes.Name):
        if node.name in loops:
            raise UserError(f"「{node.name}」は一覧の行です。{{{{ {node.name}.列の名前 }}}} のように書いてください。")
        found[node.name] = None
    elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name in loops:
        found[f"{loops[node.node.name]}.{node.attr}"] = None
    elif isinstance(node, SHAPES):
        for child in node.iter_child_nodes():
            _walk(child, loops, found)
    else:
        raise UserError(ONLY_WORDS)


def _rows(node: nodes.For, loops: dict[str, str], found: dict[str, None]) -> None:
    plain = isinstance(node.target, nodes.Name) and isinstance(node.iter, nodes.Name)
    if not plain or loops or node.else_ or node.test or node.recursive:
        raise UserError(ONLY_WORDS)
    row, rows = str(node.target.name), str(node.iter.name)  # type: ignore[attr-defined]
    found[rows] = None
    for child in node.body:
        _walk(child, {row: rows}, found)

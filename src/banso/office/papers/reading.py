"""What is done with a form's bytes in a process of its own: reading its words, and filling them in.

A form may hold plain words, the rows of a list and parts left out; whatever else its language could do is refused, and the
filling in is done in a sandbox all the same.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from banso.core.errors import UserError

PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")  # those the library fills in too
FOOTNOTES = "footnotes+xml"
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
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


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


def fill_in(content: bytes, values: dict[str, Any]) -> Iterator[bytes]:
    """A form with its words filled in, as a Word file."""
    template = DocxTemplate(io.BytesIO(content))
    try:
        template.render(values, environment(), autoescape=True)
    except TemplateError:
        raise UserError("様式を差し込めません。様式を登録し直してください。") from None
    made = io.BytesIO()
    template.save(made)
    yield made.getvalue()


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

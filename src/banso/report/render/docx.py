"""The report as a Word document a clerk can edit on: real headings, captions, table styles and repeated header rows."""

from io import BytesIO
from typing import Any

from docx import Document as new_docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from banso.core.text import clean_text
from banso.report.document import Block, BodyCell, Bullets, Document, Figure, HeadCell, Paragraph, Section, Table

from .words import plain

BODY_FONT, HEAD_FONT = "BIZ UDPMincho", "BIZ UDPGothic"
DEEPEST = 6
SIZES = (16, 14, 13, 12, 11, 10.5)
# What the file format wants behind the automatic spacing in a paragraph's properties.
AFTER_AUTO_SPACE = tuple(
    f"w:{name}"
    for name in (
        "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap",
        "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip


def render_docx(document: Document) -> bytes:
    word = new_docx()
    _set_up(word, document)
    word.add_paragraph(clean_text(document.title), style="Title")
    word.add_paragraph(clean_text(document.centre), style="Subtitle")
    for section in document.walk():
        _add_section(word, section)
    _close_up_digits(word)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _set_up(word: Any, document: Document) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(24)
    word.core_properties.title = clean_text(document.title)
    word.core_properties.author = clean_text(document.centre)
    word.core_properties.language = "ja-JP"
    _style(word.styles["Normal"], BODY_FONT, 10.5)
    _style(word.styles["Title"], HEAD_FONT, 20)
    _style(word.styles["Subtitle"], HEAD_FONT, 11)
    for level in range(1, DEEPEST + 1):
        _style(word.styles[f"Heading {level}"], HEAD_FONT, SIZES[level - 1])
    _style(word.styles["Caption"], HEAD_FONT, 10)
    _page_number(page.footer.paragraphs[0])


def _style(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = None
    style.font.italic = False
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _close_up_digits(word: Any) -> None:
    """Word would put thin spaces between Japanese and digits (令和 5 年度); only the paragraph's own setting stops it."""
    for paragraph in word.element.body.iter(qn("w:p")):
        properties = paragraph.get_or_add_pPr()
        for name in ("autoSpaceDE", "autoSpaceDN"):
            off = OxmlElement(f"w:{name}")
            off.set(qn("w:val"), "0")
            properties.insert_element_before(off, *AFTER_AUTO_SPACE)


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _add_section(word: Any, section: Section) -> None:
    word.add_heading(clean_text(section.title), level=min(section.level, DEEPEST))
    for block in section.blocks:
        _add_block(word, block)


def _add_block(word: Any, block: Block) -> None:
    if isinstance(block, Paragraph):
        word.add_paragraph(plain(block.runs))
    elif isinstance(block, Bullets):
        word.add_paragraph(clean_text(block.caption), style="Caption")
        for item in block.items:
            word.add_paragraph(plain(item), style="List Bullet")
    elif isinstance(block, Table):
        _add_table(word, block)


def _add_table(word: Any, table: Table) -> None:
    if table.caption:
        word.add_paragraph(clean_text(table.caption), style="Caption").paragraph_format.keep_with_next = True
    rows = table.rows
    if not rows:
        return
    width = max(sum(getattr(cell, "colspan", 1) for cell in row) for row in rows)
    grid = word.add_table(rows=len(rows), cols=width, style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            x = _fill(grid, taken, (y, x), cell, is_head=y < len(table.head))
    for y in range(len(table.head)):
        _repeat(grid.rows[y])
    for note in table.notes:
        word.add_paragraph(clean_text(note))
    word.add_paragraph()


def _fill(
    grid: Any, taken: set[tuple[int, int]], at: tuple[int, int], cell: HeadCell | BodyCell, *, is_head: bool
) -> int:
    """Write one cell, merged over what it spans; the next free column."""
    y, x = at
    colspan = cell.colspan if isinstance(cell, HeadCell) else 1
    target = grid.cell(y, x)
    if cell.rowspan > 1 or colspan > 1:
        target = target.merge(grid.cell(y + cell.rowspan - 1, x + colspan - 1))
    taken |= {(row, column) for row in range(y, y + cell.rowspan) for column in range(x, x + colspan)}
    paragraph = target.paragraphs[0]
    paragraph.add_run(plain(cell.runs)).bold = is_head or None
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    if is_head:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _shade(target)
    elif _is_figure(cell):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return x + colspan


def _is_figure(cell: HeadCell | BodyCell) -> bool:
    return len(cell.runs) == 1 and isinstance(cell.runs[0], Figure)


def _shade(cell: Any) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E8EDF5")):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _repeat(row: Any) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)

"""The report as something to read or hand in: Word, PDF, Excel, JSON, text and the screen's HTML."""

from collections.abc import Callable

from banso.core.errors import UserError
from banso.report.document import Document

from .docx import render_docx
from .json import render_json
from .pdf import render_pdf
from .text import render_text
from .xlsx import render_xlsx

FORMATS: dict[str, Callable[[Document], bytes]] = {
    "docx": render_docx,
    "pdf": render_pdf,
    "xlsx": render_xlsx,
    "json": render_json,
    "text": render_text,
}


def render(document: Document, form: str) -> bytes:
    """The document as a file's content. Raises UserError for an unknown format."""
    if form not in FORMATS:
        raise UserError(f"形式「{form}」では作れません。{'、'.join(FORMATS)} のどれかを指定してください。")
    return FORMATS[form](document)

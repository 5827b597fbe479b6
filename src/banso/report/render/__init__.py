"""The report as something to read or hand in: Word, PDF, Excel, JSON, text and the screen's HTML."""

from importlib import import_module

from banso.core.errors import UserError
from banso.report.document import Document

FORMATS = ("docx", "pdf", "xlsx", "json", "text")  # each a module here, whose libraries only whoever renders it loads


def render(document: Document, form: str) -> bytes:
    """The document as a file's content. Raises UserError for an unknown format."""
    if form not in FORMATS:
        raise UserError(f"形式「{form}」では作れません。{'、'.join(FORMATS)} のどれかを指定してください。")
    content: bytes = getattr(import_module(f".{form}", __name__), f"render_{form}")(document)
    return content

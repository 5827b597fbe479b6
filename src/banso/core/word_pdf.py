"""Word files as one PDF: by LibreOffice where it is installed, else their words and tables set anew by our own form. Excel and
PowerPoint files by LibreOffice alone."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from .errors import UserError
from .foreign import read_apart
from .typesetting import typeset

TEMPLATE = Path(__file__).with_name("word.typ")
AT_ONCE = 100  # files read or converted in one go
MOST_SECONDS = 600
FAILED = "LibreOfficeでPDFに変換できませんでした。元のファイルをダウンロードして、作ったソフトから印刷してください。"
BY_OFFICE = "PDFはLibreOfficeで変換します。"
BY_OURSELVES = (
    "このサーバーにはLibreOfficeがないため、PDFは様式の文字と表を組み直したものです。"
    "図や罫線まで様式どおりに印刷するときは、Wordのファイルを使ってください。"
)


def office() -> str | None:
    """LibreOffice's command, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def way() -> str:
    """How a PDF comes about here, for those who will print it."""
    return BY_OFFICE if office() else BY_OURSELVES


def pdf_of(documents: Iterable[bytes]) -> bytes:
    """The files one after the other as a PDF. Raises UserError where one of them cannot be converted."""
    found = list(documents)
    pieces = [found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE)]
    command = office()
    return joined([_converted(command, piece) if command else _set_anew(piece) for piece in pieces])


def pdf_by_office(document: bytes, ending: str) -> bytes | None:
    """An Office file of this ending as PDF; None where LibreOffice is not installed. Raises UserError where it cannot be converted."""
    command = office()
    return _converted(command, [document], ending) if command else None


def _set_anew(documents: list[bytes]) -> bytes:
    letters = read_apart("banso.core.foreign.word_texts.read_texts", documents)
    return typeset(TEMPLATE, {"letters": [letters[number] for number in range(len(letters))]})


def _converted(command: str, documents: list[bytes], ending: str = ".docx") -> bytes:
    """By LibreOffice, with a profile of its own, so that it minds no other that is open."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        files = [folder / f"{number:05}{ending}" for number in range(len(documents))]
        for file, content in zip(files, documents, strict=True):
            file.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        asked = [
            command,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            place,
            *map(str, files),
        ]
        try:
            subprocess.run(asked, check=True, capture_output=True, timeout=MOST_SECONDS, env=_environment(place))
            return joined([file.with_suffix(".pdf").read_bytes() for file in files])
        except (subprocess.SubprocessError, OSError) as error:
            raise UserError(FAILED) from error


def _environment(home: str) -> dict[str, str]:
    """Nothing of this process's secrets."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "LANG": "ja_JP.UTF-8"}


def joined(pieces: list[bytes]) -> bytes:
    """PDFs made here as one."""
    if len(pieces) == 1:
        return pieces[0]
    import pikepdf

    whole, made = pikepdf.new(), io.BytesIO()
    for piece in pieces:
        with pikepdf.open(io.BytesIO(piece)) as part:
            whole.pages.extend(part.pages)
    whole.save(made)
    return made.getvalue()

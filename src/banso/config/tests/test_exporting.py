"""What a file to be restored from is."""

import tarfile
import zipfile
from pathlib import Path

from banso.config.exporting import is_export


def test_a_backup_whose_last_document_is_a_zip_is_a_backup(tmp_path: Path) -> None:
    """Word and Excel files are ZIPs; an export is one as a whole."""
    document, backup = tmp_path / "様式.docx", tmp_path / "控え.tar"
    with zipfile.ZipFile(document, "w") as made:
        made.writestr("word/document.xml", "<w:document/>")
    with tarfile.open(backup, "w") as made:
        made.add(document, "files/様式.docx")
    assert zipfile.is_zipfile(backup)
    assert (is_export(backup), is_export(document)) == (False, True)

"""What a reader of office files does, in a process of its own, where no more is asked of a file than what it is."""

import io
from collections.abc import Iterator
from zipfile import BadZipFile, ZipFile


def holds(content: bytes, part: str) -> Iterator[bool]:
    """Whether a file is an office file of the newer kind with this part in it, and without macros."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError):
        yield False
    else:
        yield part in names and "[Content_Types].xml" in names and not any("vbaProject" in name for name in names)

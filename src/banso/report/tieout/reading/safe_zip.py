"""Office files are zip archives from anywhere: look before unpacking."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from banso.core.errors import UserError

MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 200
MOST_PARTS = 5_000


def refuse_hostile(path: Path, kind: str) -> None:
    """Raise UserError unless the file is a zip archive of a size an office document has, without macros."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UserError(
            f"{kind}のファイルとして開けません。壊れているか、拡張子が違います。もう一度保存し直してください。"
        ) from error
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MOST_PARTS or size > MOST_BYTES or (size > 10_000_000 and size / packed > MOST_RATIO):
        raise UserError(
            f"{kind}のファイルが大きすぎるか、不自然に圧縮されているため開きません。内容を確かめてください。"
        )
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        raise UserError(f"マクロを含む{kind}のファイルは読み込めません。マクロなしの形式で保存し直してください。")

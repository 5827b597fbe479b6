"""Opening an export and making sure, before anything is written, that it is whole and fits this Banso."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from banso.core.errors import UserError

from .contents import StoredTable, stored_tables, version_of_tables
from .describing import BOM, DESCRIPTION, FORMAT, applications
from .writing import PIECE, Progress

LARGEST_DESCRIPTION = 200 << 20
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
DAMAGED = (
    "書き出しのファイルが壊れています({})。もとの場所から写し直すか、もう一度書き出してください。何も復元していません。"
)


class Export:
    """An export that was opened: its description, and its members as streams whose every byte is checked."""

    def __init__(self, archive: zipfile.ZipFile, package: dict[str, Any]) -> None:
        self.archive, self.package = archive, package
        self.about: dict[str, Any] = package["banso"]
        self.resources: dict[str, dict[str, Any]] = {resource["name"]: resource for resource in package["resources"]}
        self.files: list[dict[str, Any]] = self.about["files"]

    def check(self, progress: Progress) -> None:
        """Raises UserError unless the archive is whole, unaltered, of everything, and of this version of Banso."""
        if not self.about["whole"]:
            raise UserError(
                "この書き出しは画面から作られたもので、作成した人が見られる記録だけを含みます。"
                "復元には「banso export」で作ったものを使ってください。"
            )
        self._check_version()
        self._check_columns()
        members = [*self.resources.values(), *self.files]
        for number, member in enumerate(members):
            progress(100 * number // len(members), "ファイルを確かめています")
            for _ in self.pieces(member):
                pass

    def _check_version(self) -> None:
        ours, theirs = version_of_tables(), self.about["tables"]
        if self.about["format"] != FORMAT or ours != theirs:
            names = applications()
            app = next((app for app in sorted(ours | theirs) if ours.get(app) != theirs.get(app)), "")
            told = (
                f"({names.get(app, app)}の表: 書き出し {theirs.get(app, 'なし')}、ここ {ours.get(app, 'なし')})"
                if app
                else ""
            )
            raise UserError(
                f"この書き出しは別の版のBansoで作られています{told}。"
                "作ったときと同じ版のBansoに復元してから、新しい版に更新してください。"
            )

    def _check_columns(self) -> None:
        tables = {table.name: table for table in stored_tables()}
        if tables.keys() != self.resources.keys():
            strange = "、".join(sorted(tables.keys() ^ self.resources.keys()))
            raise UserError(DAMAGED.format(f"表の過不足: {strange}"))
        for name, resource in self.resources.items():
            if [field["name"] for field in resource["schema"]["fields"]] != tables[name].columns:
                raise UserError(DAMAGED.format(f"表「{tables[name].title}」の列がこのBansoと違います"))

    def pieces(self, described: dict[str, Any]) -> Iterator[bytes]:
        """A member's content. Raises UserError at its end at the latest if it is not what the description says."""
        path, wanted = described["path"], described["hash"].removeprefix("sha256:")
        digest, size = hashlib.sha256(), 0
        try:
            with self.archive.open(path) as member:
                while piece := member.read(PIECE):
                    size += len(piece)
                    if size > described["bytes"]:
                        break
                    digest.update(piece)
                    yield piece
        except KeyError:
            raise UserError(DAMAGED.format(f"{path} がありません")) from None
        except UNREADABLE as error:
            raise UserError(DAMAGED.format(f"{path} を読めません")) from error
        if size != described["bytes"] or digest.hexdigest() != wanted:
            raise UserError(DAMAGED.format(f"{path} のハッシュ値が説明と合いません"))

    def rows(self, table: StoredTable) -> Iterator[bytes]:
        """A table's CSV without the mark at its beginning."""
        first = True
        for piece in self.pieces(self.resources[table.name]):
            yield piece.removeprefix(BOM) if first else piece
            first = False


@contextmanager
def open_export(path: Path) -> Iterator[Export]:
    """Open an export. Raises UserError if it is none."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise UserError(DAMAGED.format(f"{path.name} をZIPとして読めません")) from error
    with archive:
        yield Export(archive, _package(archive, path))


def _package(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        info = archive.getinfo(DESCRIPTION)
    except KeyError:
        raise UserError(
            f"「{path.name}」には説明({DESCRIPTION})がありません。Bansoの書き出しか確かめてください。"
        ) from None
    try:
        if info.file_size > LARGEST_DESCRIPTION:
            raise ValueError
        package: dict[str, Any] = json.loads(archive.read(info))
        _check_shape(package)
    except (*UNREADABLE, KeyError, TypeError, AttributeError) as error:
        raise UserError(DAMAGED.format(f"{DESCRIPTION} を読めません")) from error
    return package


def _check_shape(package: dict[str, Any]) -> None:
    """Every name that is read later is there. Raises KeyError, TypeError or ValueError."""
    about = package["banso"]
    _ = about["format"], about["whole"], dict(about["tables"])
    for resource in package["resources"]:
        _ = (
            [field["name"] for field in resource["schema"]["fields"]],
            resource["name"],
            int(resource["rows"]),
            resource["last"],
        )
    for file in about["files"]:
        _ = str(file["row"]), file["table"]
        place = PurePosixPath(file["stored_as"])
        if place.is_absolute() or ".." in place.parts or "\\" in file["stored_as"]:
            raise ValueError(file["stored_as"])
    for member in [*package["resources"], *about["files"]]:
        _ = str(member["path"]), int(member["bytes"]), member["hash"].removeprefix("")

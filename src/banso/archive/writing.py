"""Writing a full export: table by table out of the database and file by file into the archive; little is held in memory."""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from banso.core.acting import acting_for
from banso.core.errors import UserError

from .contents import StoredTable, files_of, stored_tables
from .describing import BOM, DESCRIPTION, Made, Written, WrittenFile, WrittenTable, as_package, lists_for_people

PIECE = 1 << 20
Progress = Callable[[int, str], None]
UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def write_export(target: Path, *, who: str, user_id: int | None, progress: Progress) -> Made:
    """Write everything the acting user may see, the operator (no user) everything, as it stands at one moment.

    A broken-off export leaves no file under the target's name.
    """
    made = Made(at=timezone.localtime(), who=who, whole=user_id is None)
    unfinished = target.with_name(target.name + ".part")
    try:
        unfinished.touch(mode=0o600)
        with _one_moment(user_id), zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            _Writer(archive, made, progress).write()
        unfinished.replace(target)
    except OSError as error:
        raise UserError(
            f"「{target}」に書き出せません({error.strerror or error})。空き容量と権限を確かめてください。"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return made


@contextmanager
def _one_moment(user_id: int | None) -> Iterator[None]:
    """A transaction that sees the database as it stands at its beginning, whatever others write meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_isolation TO 'repeatable read'")
    try:
        with acting_for(user_id) if user_id is not None else transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL timezone TO 'Asia/Tokyo'")
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_isolation TO DEFAULT")


class _Writer:
    """One export under way: how much of what there is has been written, by the sizes of tables and files."""

    def __init__(self, archive: zipfile.ZipFile, made: Made, progress: Progress) -> None:
        self.archive, self.made, self.progress = archive, made, progress
        self.tables = stored_tables()
        self.sizes = {table.name: _size_of(table) for table in self.tables}
        self.whole, self.done = sum(self.sizes.values()) or 1, 0

    def write(self) -> None:
        for table in self.tables:
            self.made.tables.append(self._table(table))
            self._step(self.sizes[table.name], table.title)
        for table in self.tables:
            for column in files_of(table):
                self._files(table, column)
        for path in sorted(settings.CATALOGUE.rglob("*")):
            if path.is_file():
                name = path.relative_to(settings.CATALOGUE).as_posix()
                with path.open("rb") as file:
                    self._member(f"catalogue/{name}", _pieces(file))
        for name, content in lists_for_people(self.made).items():
            self._member(name, iter([content]))
        package = json.dumps(as_package(self.made), ensure_ascii=False, indent=1).encode()
        self._member(DESCRIPTION, iter([package]))
        self.progress(100, "")

    def _step(self, size: int, title: str) -> None:
        self.done += size
        self.progress(min(99, 100 * self.done // self.whole), title)

    def _table(self, table: StoredTable) -> WrittenTable:
        query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER)").format(
            sql.SQL(", ").join(map(sql.Identifier, table.columns)),
            sql.Identifier(table.name),
            sql.SQL(", ").join(map(sql.Identifier, table.key)),
        )
        with connection.cursor() as cursor:

            def rows() -> Iterator[bytes]:
                yield BOM
                with cursor.copy(query) as copied:
                    yield from map(bytes, copied)

            written = self._member(f"data/{table.name}.csv", rows())
            number = cursor.rowcount
            last = None
            if self.made.whole:
                cursor.execute("SELECT public.banso_last_number(%s, %s)", [table.name, table.key[0]])
                (last,) = cursor.fetchone()
        return WrittenTable(**vars(written), table=table, rows=number, last=last)

    def _files(self, table: StoredTable, column: Any) -> None:
        """The files named in a column, under names a person can read; what is not in its place is told."""
        rows = table.model._base_manager.exclude(**{column.name: ""}).exclude(**{f"{column.name}__isnull": True})
        for record in rows.order_by("pk").iterator(chunk_size=500):
            file = getattr(record, column.name)
            name = str(getattr(record, "file_name", PurePosixPath(file.name).name))
            try:
                with file.storage.open(file.name) as content:
                    written = self._member(f"files/{table.name}/{record.pk}/{_fit(name)}", _pieces(content))
            except FileNotFoundError:
                self.made.missing.append(f"{table.title} {record.pk}番「{name}」")
                continue
            self.made.files.append(
                WrittenFile(
                    **vars(written),
                    table=table.name,
                    row=record.pk,
                    column=column.column,
                    stored_as=file.name,
                    name=name,
                )
            )

    def _member(self, path: str, pieces: Iterator[bytes]) -> Written:
        digest, size = hashlib.sha256(), 0
        member = zipfile.ZipInfo(path, self.made.at.timetuple()[:6])
        member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self.archive.open(member, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                size += len(piece)
        return Written(path, size, digest.hexdigest())


def _size_of(table: StoredTable) -> int:
    """How much there is of a table, as far as it may be seen: how far an export is must not tell of the rest."""
    return table.model._base_manager.count()


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece


def _fit(name: str) -> str:
    """A file's own name, in a form every system can unpack."""
    clean = UNFIT.sub("_", name).strip(" .") or "file"
    stem, suffix = PurePosixPath(clean).stem[:80], PurePosixPath(clean).suffix[:10]
    return f"{stem}{suffix}"

"""Bringing an export back into an empty Banso: everything in one transaction, or nothing.

The owner of the tables does it: rules between tables are taken away, the rows copied in as they were written, their trail
too, and the rules put back, which checks every link at once. Triggers do not run, for what they would write is in the export.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from banso.core.errors import UserError

from .contents import StoredTable, stored_tables
from .reading import DAMAGED, Export, open_export
from .writing import Progress

LINKS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND confrelid = ANY (%s::regclass[]) ORDER BY 1, 2
"""


def restore_export(path: Path, files: Path, owner: "psycopg.Connection[Any]", progress: Progress) -> int:
    """Restore an export into the empty database of `owner` and the folder `files`; how many rows it brought.

    Raises UserError, with nothing written, if the export is damaged or of another version, or if records are there already.
    """
    tables = stored_tables()
    with open_export(path) as export:
        _refuse_what_is_not_empty(owner, tables, files)
        export.check(progress)
        with _new_folder(files) as folder, owner.transaction():
            with _bare(owner, tables):
                rows = _load_all(owner, export, tables, progress)
            _put_files(export, folder)
            if any(folder.iterdir()):
                folder.rename(files)
    owner.execute("ANALYZE")
    return rows


def _refuse_what_is_not_empty(owner: "psycopg.Connection[Any]", tables: list[StoredTable], files: Path) -> None:
    for table in tables:
        found = owner.execute(sql.SQL("SELECT FROM {} LIMIT 1").format(sql.Identifier(table.name))).rowcount
        if found and not table.is_never_empty:
            raise UserError(
                f"記録のあるBansoには復元できません(「{table.title}」に行があります)。--data で新しいフォルダを指定してください。"
            )
    if files.is_dir() and any(files.iterdir()):
        raise UserError(f"「{files}」にすでにファイルがあります。移すか、--data で新しいフォルダを指定してください。")


@contextmanager
def _new_folder(files: Path) -> Iterator[Path]:
    """A folder to fill, which takes the place of `files` last of all; with an error neither is left."""
    folder = files.with_name(files.name + ".restoring")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    if files.is_dir():
        files.rmdir()
    try:
        yield folder
    except BaseException:
        shutil.rmtree(files, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _bare(owner: "psycopg.Connection[Any]", tables: list[StoredTable]) -> Iterator[None]:
    """The tables without the links between them, without triggers, and with something harmless where a secret was."""
    names = [sql.Identifier(table.name) for table in tables]
    links = owner.execute(LINKS, [[table.name for table in tables]]).fetchall()
    for table, link, _ in links:
        owner.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(sql.SQL(table), sql.Identifier(link)))
    for name in names:
        owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
    _set_defaults(owner, tables, "SET DEFAULT {}")
    yield
    _set_defaults(owner, tables, "DROP DEFAULT")
    for name in names:
        owner.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
    for table, link, rule in links:
        try:
            owner.execute(
                sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(sql.SQL(table), sql.Identifier(link))
                + sql.SQL(rule)
            )
        except psycopg.IntegrityError as error:
            raise UserError(DAMAGED.format(f"{table} に、つながる先のない行があります")) from error


def _set_defaults(owner: "psycopg.Connection[Any]", tables: list[StoredTable], what: str) -> None:
    for table in tables:
        for column, instead in table.secret.items():
            change = sql.SQL("ALTER TABLE {} ALTER COLUMN {} ").format(
                sql.Identifier(table.name), sql.Identifier(column)
            )
            owner.execute(change + sql.SQL(what.format(instead)))


def _load_all(owner: "psycopg.Connection[Any]", export: Export, tables: list[StoredTable], progress: Progress) -> int:
    total, done = sum(resource["rows"] for resource in export.resources.values()) or 1, 0
    for table in tables:
        progress(100 * done // total, table.title)
        if table.is_never_empty:
            owner.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        done += _load(owner, export, table)
    progress(100, "")
    return done


def _load(owner: "psycopg.Connection[Any]", export: Export, table: StoredTable) -> int:
    resource, name = export.resources[table.name], sql.Identifier(table.name)
    into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER MATCH)").format(
        name, sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    with owner.cursor() as cursor:
        try:
            with cursor.copy(into) as copied:
                for piece in export.rows(table):
                    copied.write(piece)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            raise UserError(DAMAGED.format(f"表「{table.title}」の内容が決まりに合いません")) from error
        if cursor.rowcount != resource["rows"]:
            raise UserError(DAMAGED.format(f"表「{table.title}」の行数が説明と合いません"))
        if resource["last"] is not None:
            sequence = [table.name, table.key[0]]
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [*sequence, resource["last"]])
    return int(resource["rows"])


def _put_files(export: Export, folder: Path) -> None:
    for file in export.files:
        place = folder / file["stored_as"]
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.touch(mode=0o600)
        with place.open("wb") as out:
            for piece in export.pieces(file):
                out.write(piece)

"""`banso catalogue`: a folder of programmes and outlines checked, loaded, and written from what stands in the database."""

import argparse
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from banso.core.errors import UserError

CHECK, LOAD, EXPORT = "check", "load", "export"


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "action", choices=[CHECK, LOAD, EXPORT], help="check: 誤りをすべて挙げる、load: 読み込む、export: 書き出す"
    )
    command.add_argument("folder", type=Path, metavar="フォルダ")
    command.add_argument("--yes", action="store_true", help="load: 変わることを確かめずに読み込む(守秘は変えない)")
    command.add_argument(
        "--wall",
        action="append",
        default=[],
        metavar="コード",
        help="load: 守秘が変わってよい事業(部署は unit:コード)。変わるものは1つずつ挙げる",
    )


@contextmanager
def surroundings(options: argparse.Namespace) -> Iterator[Any]:
    """The centre's own database; to check a folder before there is one, an empty one that is gone afterwards."""
    from .environment import has_database, ready

    data = Path(options.data)
    if options.action != CHECK or has_database(data):
        with ready(data) as server:
            yield server
        return
    with TemporaryDirectory(prefix="banso-check-") as folder:
        Path(folder).chmod(0o755)  # the database may run as another user
        print(f"「{data}」にはまだ記録がないため、空のデータベースで調べます。", file=sys.stderr)
        with ready(Path(folder) / "data") as server:
            yield server


def run(options: argparse.Namespace) -> int:
    """Do what was asked; the exit status: 1 where a checked folder has a fault, or where loading was declined."""
    return {CHECK: _check, LOAD: _load, EXPORT: _export}[options.action](options)


def _check(options: argparse.Namespace) -> int:
    from banso.report.outline.load import preview_catalogue
    from banso.report.outline.source import CatalogueError

    try:
        changes = preview_catalogue(options.folder, by=None)
    except CatalogueError as error:
        print(error)
        print(f"{len(error.faults)}件の誤りがあります。")
        return 1
    print("誤りはありません。")
    for said in changes.walls.values():
        print(f"注意: 読み込むと、{said}")
    return 0


def _load(options: argparse.Namespace) -> int:
    from banso.registers.centre import keep_centre
    from banso.registers.models import Municipality
    from banso.registers.services.reference_data import load_reference_data
    from banso.report.outline.load import load_catalogue, preview_catalogue

    changes = preview_catalogue(options.folder, by=None)
    for line in changes.lines:
        print(line)
    for said in changes.walls.values():
        print(f"守秘: {said}")
    if not changes:
        print("変わるものはありません。")
    elif not options.yes and not _agrees("このとおりに読み込みますか。"):
        print("読み込んでいません。")
        return 1
    walls = _confirmed(changes.walls, options.wall, may_ask=not options.yes)
    if not Municipality.objects.exists():
        load_reference_data(by=None)
    loaded = load_catalogue(options.folder, by=None, walls=walls)
    if loaded.centre:
        keep_centre(name=loaded.centre.name, prefecture=loaded.centre.prefecture)
    if loaded:
        print("読み込みました。")
    return 0


def _confirmed(walls: dict[str, str], given: Collection[str], *, may_ask: bool) -> set[str]:
    """The walls that may be moved: those named beforehand, and those agreed to one by one."""
    unknown = [code for code in given if code not in walls]
    if unknown:
        raise UserError(
            f"--wall の「{'」「'.join(unknown)}」は、この読み込みで守秘が変わりません。コードを確かめてください。"
        )
    asked = [code for code in walls if code not in given] if may_ask else []
    return {*given, *(code for code in asked if _agrees(f"{walls[code]}守秘を変えますか。"))}


def _agrees(question: str) -> bool:
    """Whether the person at the keyboard says yes; nobody there is no."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question}[はい/いいえ] ").strip().lower() in ("はい", "y", "yes")


def _export(options: argparse.Namespace) -> int:
    from banso.report.outline.export import export_catalogue

    for path in export_catalogue(options.folder):
        print(path)
    return 0

"""The `banso` command."""

import argparse
import getpass
import json
import os
import shutil
import socket
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from banso.core.errors import UserError

from . import catalogue, init_command


def main(arguments: list[str] | None = None) -> None:
    """Run a command; a user's error is one Japanese message on stderr and exit status 2, without a trace."""
    options = _parser().parse_args(arguments)
    try:
        with _surroundings(options) as options.server:
            status = options.run(options)
    except UserError as error:
        print(f"banso: {error}", file=sys.stderr)
        status = 2
    sys.exit(status or 0)


def _surroundings(options: argparse.Namespace) -> AbstractContextManager[Any]:
    """What a command runs in: the database (its server, where it is ours), except where files are all it needs."""
    if options.run in _WITHOUT_DATABASE:
        return nullcontext()
    if options.run is catalogue.run:
        return catalogue.surroundings(options)
    from .environment import ready

    return ready(Path(options.data))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="banso", description="中小企業支援センターの業務と事業報告書")
    commands = parser.add_subparsers(required=True, metavar="コマンド")
    for name, run, text, add in _COMMANDS:
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--data", default=os.environ.get("BANSO_DATA", "data"), help="データフォルダ(既定 ./data)")
        add(command)
        command.set_defaults(run=run)
    return parser


def _no_options(command: argparse.ArgumentParser) -> None:
    return None


def _serve_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--workers", type=int, default=2)


def _serve(options: argparse.Namespace) -> int:
    from .accounts import demo_accounts
    from .serving import serve

    accounts = demo_accounts(Path(options.data))
    if accounts:
        print(f"見本の利用者\n{accounts}", end="")
    return serve(options.host, options.port, options.workers, options.server)


def _demo_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--figures", type=Path, help="合計を合わせる数値のCSV(既定は公表された数値)")
    command.add_argument("--if-empty", action="store_true", help="すでに記録があれば何もしない")
    command.add_argument(
        "--catalogue", type=Path, help="見本の作り方のあるフォルダ(既定は BANSO_CATALOGUE か見本のセンター)"
    )


def _demo(options: argparse.Namespace) -> None:
    from django.db import transaction
    from django.utils.timezone import localdate

    from banso.demo.alive import bring_to_life
    from banso.demo.build import build_world
    from banso.registers.models import Company
    from banso.registers.services.reference_data import load_reference_data
    from banso.report.outline.load import load_catalogue
    from banso.search.keeping import reindex

    from .accounts import create_demo_accounts

    if options.if_empty and Company.objects.exists():
        return
    folder = _reference_folder(options)
    with transaction.atomic():
        load_reference_data(by=None)
        load_catalogue(folder, by=None)
        build_world(folder, options.figures, by=None, progress=_progress)
        create_demo_accounts(Path(options.data), folder)
        bring_to_life(localdate(), by=None)
    reindex(_progress)
    print(f"見本の企業{Company.objects.count():,}社とその記録を作りました。")


def _reference_folder(options: argparse.Namespace) -> Path:
    """The folder a reference world is made from. Where the data folder has no catalogue of its own yet, it gets a copy."""
    from django.conf import settings

    given = options.catalogue or os.environ.get("BANSO_CATALOGUE") or settings.REFERENCE_CATALOGUE
    folder = Path(given).resolve()
    if not (folder / "world.yaml").exists():
        raise UserError(
            f"「{folder}」に見本の作り方(world.yaml)がありません。--catalogue でフォルダを指定してください。"
        )
    if not settings.CATALOGUE.exists():
        shutil.copytree(folder, settings.CATALOGUE)
    return folder


def _progress(percent: int, step: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{percent:3d}% {step:30s}", end="\n" if percent == 100 else "", file=sys.stderr, flush=True)


def _report_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("fiscal_year", help="年度(2023、令和5年度、R5)")
    command.add_argument("--format", default="text", choices=["text", "docx", "pdf", "xlsx", "json"])
    command.add_argument("-o", "--output", type=Path, help="書き出すファイル(既定は標準出力)")


def _report(options: argparse.Namespace) -> None:
    from banso.core.fiscal import typed_fiscal_year
    from banso.report.compose import compose
    from banso.report.render import render

    content = render(compose(typed_fiscal_year(options.fiscal_year)), options.format)
    if options.output:
        _write(options.output, content)
    elif options.format in ("docx", "pdf", "xlsx") and sys.stdout.isatty():
        raise UserError(f"{options.format} は画面に出せません。-o でファイル名を指定してください。")
    else:
        sys.stdout.buffer.write(content)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a full disk leaves nothing under its name."""
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UserError(f"「{path}」に書き込めません({error.strerror})。") from error


def _tieout_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="報告書(.txt .docx .xlsx)か数値の一覧(.csv)")
    command.add_argument("--json", action="store_true", help="結果をJSONで出す")
    command.add_argument("--year", help="年度(既定はファイルから読み取る)")


def _tieout(options: argparse.Namespace) -> int:
    from banso.core.fiscal import typed_fiscal_year
    from banso.report.tieout.run import tie_out
    from banso.report.tieout.words import as_text

    result = tie_out(options.file, fiscal_year=typed_fiscal_year(options.year) if options.year else None)
    if options.json:
        print(json.dumps([finding.as_json() for finding in result.findings], ensure_ascii=False, indent=1))
    else:
        print(as_text(result), end="")
    return 0 if result.ties_out else 1


def _year_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("fiscal_year", help="年度(2023、令和5年度、R5)")


def _close_options(command: argparse.ArgumentParser) -> None:
    _year_option(command)
    command.add_argument("--early", action="store_true", help="年度の途中でも締める")


def _close(options: argparse.Namespace) -> None:
    from banso.core.fiscal import fiscal_year_label, typed_fiscal_year
    from banso.report.closing.freeze import close_year

    year = close_year(typed_fiscal_year(options.fiscal_year), early=options.early, by=None)
    print(f"{fiscal_year_label(year.fiscal_year)}を締めました。{year.figures.count():,}個の数値を記録しました。")


def _differences(options: argparse.Namespace) -> int:
    from banso.core.fiscal import typed_fiscal_year
    from banso.report.closing.changes import record_changes
    from banso.report.closing.differences import differences

    year = typed_fiscal_year(options.fiscal_year)
    found, changed = differences(year), record_changes(year)
    for difference in found:
        figure = difference.figure
        moved = f"記録の増減 +{len(difference.added)} -{len(difference.removed)}"
        accepted = f" 訂正済み({difference.corrected.reason})" if difference.corrected else ""
        place = f"{figure.section} {figure.programme} {figure.row} {figure.column}"
        print(f"{place}: 印刷 {figure.printed} → 現在 {difference.printed_now}({moved}){accepted}")
    if not found:
        print("締めたときと違う数値はありません。")
    if changed:
        print("締めたあとに変わった記録(数値が同じままのものも含みます):")
    for one in changed:
        print("\n".join(one.lines()))
    return 1 if any(difference.corrected is None for difference in found) else 0


def _backup_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("-o", "--output", type=Path, help="書き出すファイル(既定はデータフォルダの backups/)")


def _backup(options: argparse.Namespace) -> int:
    from .backup import back_up

    data = Path(options.data)
    target = options.output or data / "backups" / f"banso-{datetime.now():%Y%m%d-%H%M%S}.tar"
    amiss = back_up(data, target)
    print(f"{target} に保存しました。")
    return _tell(amiss)


def _tell(amiss: list[str]) -> int:
    """Say what is amiss; the exit status."""
    for line in amiss:
        print(f"注意: {line}", file=sys.stderr)
    return 1 if amiss else 0


def _restore_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path)


def _restore(options: argparse.Namespace) -> int:
    from .backup import restore
    from .exporting import is_export, restore_all

    if is_export(options.file):
        rows = restore_all(Path(options.data), options.file, _progress)
        print(
            f"{rows:,}行を復元しました。パスワードは入っていません。利用者ごとに banso manage changepassword で付けてください。"
        )
        return 0
    amiss = restore(Path(options.data), options.file)
    print("復元しました。")
    return _tell(amiss)


def _export_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="フォルダ", help="書き出すフォルダ(なければ作る)")


def _export(options: argparse.Namespace) -> None:
    from banso.archive.making import export_to

    who = f"{getpass.getuser()}({socket.gethostname()} のコマンド)"
    target, made, digest = export_to(options.folder, who, _progress)
    print(f"{target} に書き出しました。{len(made.tables)}の表、{made.rows:,}行、{len(made.files):,}個のファイル")
    print(f"SHA-256: {digest}")
    for missing in made.missing:
        print(f"注意: ファイルが見つからないため入っていません: {missing}", file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    from .checking import problems

    found = problems()
    for problem in found:
        print(problem)
    print("問題はありません。" if not found else f"{len(found)}件の問題があります。")
    return 1 if found else 0


def _reindex(options: argparse.Namespace) -> None:
    from banso.search.keeping import reindex

    print(f"{reindex(_progress):,}件の記録を検索できるようにしました。")


def _migrate(options: argparse.Namespace) -> None:
    from .environment import migrate

    migrate()
    print("データベースの表は最新です。")


def _user_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("username")
    command.add_argument("--name", default="", help="氏名")
    command.add_argument("--role", default="adviser", help="manager、adviser、reader")


def _createuser(options: argparse.Namespace) -> None:
    from .accounts import create_user

    password = getpass.getpass("パスワード: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    create_user(options.username, options.name, options.role, password)
    print(f"利用者「{options.username}」を登録しました。")


def _manage_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("arguments", nargs=argparse.REMAINDER)


def _manage(options: argparse.Namespace) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["banso manage", *options.arguments])


def _match_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="1行に2つの企業名を書いたCSV")
    command.add_argument("--json", action="store_true", help="結果をJSONで出す")


def _match(options: argparse.Namespace) -> None:
    from banso.registers.matching.pairs import compare_pairs

    pairs = compare_pairs(options.file)
    if options.json:
        found = [
            {
                "line": pair.line,
                "first": pair.first,
                "second": pair.second,
                "verdict": pair.judgement.verdict.value,
                "score": pair.judgement.score,
                "reasons": pair.judgement.reasons,
            }
            for pair in pairs
        ]
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for pair in pairs:
        judgement = pair.judgement
        print(f"{judgement.verdict.value}\t{pair.first}\t{pair.second}\t{'、'.join(judgement.reasons)}")


def _twins(options: argparse.Namespace) -> None:
    from banso.registers.services.yearly import look_for_twins

    print(f"同じ企業かもしれない{look_for_twins(_progress):,}組を「名寄せの確認」に加えました。")


def _timetable_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="商談会のファイル(.json か .dzn)")
    command.add_argument("schedule", type=Path, nargs="?", help="--check で調べる時間割(JSON)")
    command.add_argument("--check", action="store_true", help="時間割に誤りがないか調べる")
    command.add_argument("--seconds", type=float, default=30, help="かけてよい秒数(既定30)")
    command.add_argument("--seed", type=int, default=1, help="乱数の種(既定1)")
    command.add_argument("--json", action="store_true", help="結果をJSONで出す")


def _timetable(options: argparse.Namespace) -> int:
    from banso.work.fairs.timetable.command import run

    return run(options)


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("kind", help="取り込む種類(companies、consultations など、または日本語の名前)")
    command.add_argument("file", type=Path, help="ExcelかCSVのファイル")
    command.add_argument("--sheet", default="", help="シートの名前(既定は最初のシート)")
    command.add_argument(
        "--set", action="append", default=[], metavar="見出し=値", help="列がない項目に、全行に同じ値を入れる(何度でも)"
    )
    command.add_argument(
        "--hidden", choices=("in", "out"), default="", help="隠れている行・列を取り込む(in)か除く(out)か"
    )
    command.add_argument(
        "--sure", action="store_true", help="遠い日付など、確かめてほしいと言われた値をそのまま取り込む"
    )
    command.add_argument("--dry-run", action="store_true", help="取り込まずに、どうなるかだけを調べる")
    command.add_argument("--refused", type=Path, help="取り込めない行を理由の列をつけて書き出すExcelファイル")
    command.add_argument("--json", action="store_true", help="結果をJSONで出す")


def _import(options: argparse.Namespace) -> int:
    from banso.intake.command import run

    written = run(options, _progress)
    if written.refused_file:
        _write(options.refused, written.refused_file)
    print(written.text, end="")
    return written.status


_COMMANDS: list[tuple[str, Any, str, Any]] = [
    ("init", init_command.run, "新しいセンターを始める", init_command.add_options),
    ("serve", _serve, "画面を使えるようにする", _serve_options),
    ("catalogue", catalogue.run, "事業と報告書の構成のファイルを調べる・読み込む・書き出す", catalogue.add_options),
    ("demo", _demo, "空のデータフォルダに見本の世界を作る", _demo_options),
    ("report", _report, "事業報告書を作る", _report_options),
    ("tieout", _tieout, "報告書のファイルを記録と突き合わせる", _tieout_options),
    ("close", _close, "年度を締める", _close_options),
    ("differences", _differences, "締めた年度の数値と今の記録の違いを調べる", _year_option),
    ("import", _import, "ExcelやCSVの一覧を取り込む", _import_options),
    ("match", _match, "2つの企業名が同じ企業かを調べる(名寄せ)", _match_options),
    ("twins", _twins, "企業台帳の中で同じ企業かもしれないものを探し、名寄せの確認に加える", _no_options),
    ("timetable", _timetable, "商談会の時間割を作る、または調べる", _timetable_options),
    ("backup", _backup, "毎日の備え: この機械で元に戻すための控えを作る", _backup_options),
    ("export", _export, "持ち出し: すべての記録を、人とほかのシステムが読めるCSVにする", _export_options),
    ("restore", _restore, "控え(backup)か書き出し(export)から、空のデータフォルダに復元する", _restore_options),
    ("check", _check, "設定と記録の整合を調べる", _no_options),
    ("reindex", _reindex, "検索の索引を作り直す", _no_options),
    ("migrate", _migrate, "データベースの表を最新にする", _no_options),
    ("createuser", _createuser, "利用者を登録する", _user_options),
    ("manage", _manage, "Djangoの管理コマンドを実行する", _manage_options),
]
_WITHOUT_DATABASE = (_timetable, _match)

if __name__ == "__main__":
    main()

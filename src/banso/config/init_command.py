"""`banso init`: a centre founded from the command line, with questions or without."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from typing import TypeVar

from banso.core.errors import UserError

from . import founding
from .founding import Founding

T = TypeVar("T")
PASSWORD_AGAIN = "2回のパスワードが違います。もう一度入力してください。"  # noqa: S105 - words for people


def add_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", help="センターの正式な名称(書かなければ順に尋ねます)")
    command.add_argument("--prefecture", help="都道府県")
    command.add_argument(
        "--unit",
        action="append",
        default=[],
        metavar="部署[:confidential]",
        help="部署(何度でも)。守秘の部署には :confidential",
    )
    command.add_argument("--manager", default="", metavar="利用者名", help="最初の管理者の利用者名")
    command.add_argument("--manager-name", default="", metavar="氏名", help="最初の管理者の氏名")
    command.add_argument(
        "--password-stdin",
        action="store_true",
        help="管理者のパスワードを標準入力の1行から読む(既定は、本人が決めるためのリンク)",
    )


def run(options: argparse.Namespace) -> None:
    """Found the centre, and say what comes next. Raises UserError with nothing done."""
    from django.db import transaction

    if founding.is_founded() and options.manager and not founding.has_manager():
        wanted = Founding("", "", (), options.manager, options.manager_name, _given_password(options))
        with transaction.atomic():
            link = founding.first_manager(wanted)
    else:
        wanted = _from_options(options) if options.name is not None else _from_questions(options)
        link = founding.found(wanted)
        print(f"「{wanted.name}」を始めました。")
    _say_next(options.data, link, bool(wanted.manager))


def _say_next(data: str, link: str, has_manager: bool) -> None:
    from django.conf import settings

    print(
        f"事業と報告書の構成のファイルは {settings.CATALOGUE} にあります(画面だけで進めるときは、そのままで構いません)。"
    )
    print(f"次に banso serve --data {data} を実行してください。")
    if link:
        base = os.environ.get("BANSO_URL", "http://localhost:8000").rstrip("/")
        print(f"管理者は次のリンクを開いて、パスワードを決めます(1回だけ、7日以内)。\n{base}{link}")
    elif not has_manager:
        print("最初の管理者は、banso serve のはじめの画面で登録します。")


def _given_password(options: argparse.Namespace) -> str:
    return sys.stdin.readline().rstrip("\n") if options.password_stdin else ""


def _from_options(options: argparse.Namespace) -> Founding:
    if not options.prefecture:
        raise UserError("--prefecture で都道府県を指定してください。")
    return Founding(
        name=options.name.strip(),
        prefecture=founding.prefecture_of(options.prefecture),
        units=tuple(founding.unit_of(text) for text in options.unit) or (("総務課", False),),
        manager=options.manager,
        manager_name=options.manager_name,
        password=_given_password(options),
    )


def _from_questions(options: argparse.Namespace) -> Founding:
    if not sys.stdin.isatty():
        raise UserError("--name と --prefecture を指定するか、端末から実行してください。")
    if founding.is_founded():
        founding.found(Founding("", "", ()))  # says that there is one already
    name = _asked("センターの正式な名称: ", _not_empty)
    prefecture = _asked("都道府県: ", founding.prefecture_of)
    print("部署を1行に1つ入力してください。守秘の部署は「再生支援室:守秘」のように書きます。空の行で終わります。")
    units: list[tuple[str, bool]] = []
    while (typed := input(f"部署{len(units) + 1}: ").strip()) or not units:
        try:
            units += [founding.unit_of(typed)]
        except UserError as error:
            print(error)
    manager = input("最初の管理者の利用者名 [kanri]: ").strip() or "kanri"
    manager_name = _asked("最初の管理者の氏名: ", _not_empty)
    return Founding(name, prefecture, tuple(units), manager, manager_name, _asked_password())


def _asked(question: str, read: Callable[[str], T]) -> T:
    while True:
        try:
            return read(input(question))
        except UserError as error:
            print(error)


def _not_empty(text: str) -> str:
    if not text.strip():
        raise UserError("入力してください。")
    return text.strip()


def _asked_password() -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    while True:
        password = getpass.getpass("管理者のパスワード(空欄なら、本人が決めるためのリンクを表示します): ")
        if not password:
            return ""
        try:
            validate_password(password)
        except ValidationError as error:
            print("".join(error.messages))
            continue
        if getpass.getpass("もう一度: ") == password:
            return password
        print(PASSWORD_AGAIN)

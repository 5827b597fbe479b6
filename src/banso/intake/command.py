"""`banso import`: a file on the command line, by the operator at the machine."""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from banso.core.errors import UserError
from banso.core.imports import ImportKind, import_kind
from banso.core.imports.giving import column_called

from .models import Import
from .outcome import Outcome, What
from .refused import refused_rows
from .services import bring
from .services import run as run_import

MOST_PRINTED = 30
WORDS = {What.CREATED: "登録", What.CHANGED: "変更", What.SAME: "変わらない", What.REFUSED: "取り込めない"}
PASSED = {
    "blank": "空行",
    "totals": "計の行",
    "repeated": "繰り返しの見出し",
    "unsaid": "中身の列がどれも空の行",
    "remarks": "表の下の注記",
    "hidden": "隠れている行",
}


@dataclass(frozen=True)
class Written:
    """What the command says, its exit status (1 where rows were refused), and the file of refused rows if one was asked for."""

    text: str
    status: int
    refused_file: bytes = b""


def run(options: argparse.Namespace, progress: Callable[[int, str], None]) -> Written:
    """Bring a file in, or only look at what would come of it. Raises UserError with nothing brought in."""
    kind = import_kind(options.kind)
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise UserError(f"「{options.file}」を開けません({error.strerror})。") from error
    with transaction.atomic():
        brought, outcome = _take(kind, content, options, progress)
        why = [(line.number, line.why) for line in outcome.shown.get(What.REFUSED, ())]
        back = refused_rows(brought, why) if why and options.refused else b""
        transaction.set_rollback(options.dry_run)
    if options.dry_run:
        brought.file.delete(save=False)
    text = _as_json(outcome, options) if options.json else "\n".join(_lines(kind, brought, outcome, options)) + "\n"
    return Written(text, 1 if why else 0, back)


def _take(
    kind: ImportKind, content: bytes, options: argparse.Namespace, progress: Callable[[int, str], None]
) -> tuple[Import, Outcome]:
    given = _given(kind, options.set)
    brought = bring(
        kind, content, options.file.name, sheet=options.sheet, given=given, answers=_answers(options), by=None
    )
    outcome = run_import(brought, by=None, progress=lambda done, of: progress(99 * done // of, f"{done:,}行"))
    progress(100, "")
    return brought, outcome


def _answers(options: argparse.Namespace) -> dict[str, str]:
    """What the operator says of the file itself."""
    return ({"hidden": options.hidden} if options.hidden else {}) | ({"unusual": "in"} if options.sure else {})


def _given(kind: ImportKind, said: list[str]) -> dict[str, str]:
    """The values for all rows, each said as 見出し=値. Raises UserError."""
    given = {}
    for one in said:
        heading, sign, text = one.partition("=")
        if not sign or not text.strip():
            raise UserError(f"--set 「{one}」は、--set 事業=相談事業 のように 見出し=値 で書いてください。")
        given[column_called(kind, heading).name] = text.strip()
    return given


def _as_json(outcome: Outcome, options: argparse.Namespace) -> str:
    said = {"kind": options.kind, "file": str(options.file), "dry_run": options.dry_run, **outcome.as_json()}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _lines(kind: ImportKind, brought: Import, outcome: Outcome, options: argparse.Namespace) -> Iterator[str]:
    yield f"{kind.label}: {brought.file_name}" + (f" シート「{brought.sheet}」" if brought.sheet else "")
    yield from outcome.notices
    yield "、".join(f"{word}{outcome.counts[what]:,}件" for what, word in WORDS.items())
    for name, number in outcome.also.items():
        yield f"あわせて登録: {name}{number:,}件"
    if outcome.passed:
        yield "読み飛ばし: " + "、".join(f"{PASSED[name]}{number:,}行" for name, number in outcome.passed.items())
    if outcome.unknown:
        yield f"使わなかった列: {'、'.join(outcome.unknown)}"
    refused = outcome.shown.get(What.REFUSED, [])
    yield from _some([(line.number, line.why) for line in refused], "--refused でファイルに書き出せます")
    noted = [
        (line.number, line.notes) for what, lines in outcome.shown.items() if what != What.REFUSED for line in lines
    ]
    if noted := sorted((number, notes) for number, notes in noted if notes):
        yield "読み替えた所と、確かめてほしい所:"
        yield from _some(noted, "画面の「取込み」ではすべて見られます")
    yield "調べただけで、何も取り込んでいません。" if options.dry_run else "取り込みました。"


def _some(said: Sequence[tuple[int, Sequence[str]]], how_to_see_the_rest: str) -> Iterator[str]:
    """The first of what is said of rows."""
    for number, words in said[:MOST_PRINTED]:
        yield f"  {number}行目 {' '.join(words)}"
    if len(said) > MOST_PRINTED:
        yield f"  ほか{len(said) - MOST_PRINTED:,}行({how_to_see_the_rest})"

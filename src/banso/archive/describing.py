"""The description of an export: a data package (datapackage.json) for programs, and lists and a note in Japanese for people."""

import csv
import io
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from banso.core.era import format_date
from banso.core.text import not_a_formula

from .contents import LEFT_OUT, StoredTable, files_of, stored_tables, version_of_tables

FORMAT = 1
BOM = b"\xef\xbb\xbf"
DESCRIPTION, README, TABLES, COLUMNS, FILES = (
    "datapackage.json", "はじめにお読みください.txt", "表の一覧.csv", "項目の一覧.csv", "ファイルの一覧.csv",
)  # fmt: skip
_TYPES: list[tuple[tuple[type[Any], ...], str, str]] = [
    ((models.BooleanField,), "boolean", "はい(t)・いいえ(f)"),
    ((models.IntegerField, models.AutoField), "integer", "整数"),
    ((models.DecimalField, models.FloatField), "number", "数"),
    ((models.DateTimeField,), "datetime", "日時"),
    ((models.DateField,), "date", "日付"),
    ((models.JSONField,), "any", "JSON"),
]


@dataclass
class Written:
    """One member of the archive as it was written: where, how large, and its SHA-256."""

    path: str
    bytes: int
    hash: str


@dataclass
class WrittenTable(Written):
    """A table's CSV; `last` is the last number given to a record, deleted ones too, so that no number is given twice.

    An export of what one person may see has none: it would count what that person may not.
    """

    table: StoredTable
    rows: int
    last: int | None


@dataclass
class WrittenFile(Written):
    """A file kept beside the records: of which table's which row and column, and where it lies in the data folder."""

    table: str
    row: int
    column: str
    stored_as: str
    name: str


@dataclass
class Made:
    """A finished export: who made it when, of everything (`whole`) or of what someone may see, and what it holds."""

    at: datetime
    who: str
    whole: bool
    tables: list[WrittenTable] = field(default_factory=list)
    files: list[WrittenFile] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def as_package(made: Made) -> dict[str, Any]:
    """The description by the Data Package standard; what only Banso needs stands under `banso`."""
    return {
        "profile": "tabular-data-package",
        "name": "banso-export",
        "title": "Banso 全件の書き出し",
        "created": made.at.isoformat(),
        "banso": {
            "format": FORMAT,
            "tables": version_of_tables(),
            "exported_by": made.who,
            "whole": made.whole,
            "left_out": LEFT_OUT,
            "files": [asdict(file) for file in made.files],
            "missing_files": made.missing,
        },
        "resources": [_resource(table) for table in made.tables],
    }


def _resource(written: WrittenTable) -> dict[str, Any]:
    table = written.table
    exported = {one.name for one in stored_tables()}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": written.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.bytes,
        "hash": f"sha256:{written.hash}",
        "rows": written.rows,
        "last": written.last,
        "left_out_columns": sorted(table.secret),
        "schema": {
            "fields": [_field(column) for column in table.fields],
            "primaryKey": table.key,
            "foreignKeys": [
                {
                    "fields": column.column,
                    "reference": {
                        "resource": column.related_model._meta.db_table,
                        "fields": column.target_field.column,
                    },
                }
                for column in table.fields
                if column.is_relation and column.related_model._meta.db_table in exported and column.db_constraint
            ],
            "missingValues": [""],
        },
    }


def _field(column: Any) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.column, "title": str(column.verbose_name), "type": type_of(column)[0]}
    if described["type"] == "boolean":
        described |= {"trueValues": ["t"], "falseValues": ["f"]}
    if described["type"] == "datetime":
        described["format"] = "any"
    if column.help_text:
        described["description"] = str(column.help_text)
    if column.choices:
        described["categories"] = [{"value": code, "label": str(label)} for code, label in column.flatchoices]
    if not column.null:
        described["constraints"] = {"required": True} if described["type"] != "string" else {}
    return described


def type_of(column: Any) -> tuple[str, str]:
    """A column's type by the standard and in Japanese."""
    target = column.target_field if column.is_relation else column
    for kinds, name, japanese in _TYPES:
        if isinstance(target, kinds):
            return name, japanese
    return "string", "文字"


def lists_for_people(made: Made) -> dict[str, bytes]:
    """{name in the archive: content} of the note and the lists in Japanese."""
    return {
        README: BOM + _note(made).replace("\n", "\r\n").encode(),
        TABLES: _csv(["表", "日本語名", "行数", "ファイル", "含まない列"], [
            [t.table.name, t.table.title, t.rows, t.path, "、".join(t.table.secret)] for t in made.tables
        ]),
        COLUMNS: _csv(["表", "表の日本語名", "列", "日本語名", "型", "つながる先", "選べる値"], [
            [t.table.name, t.table.title, *_column_words(column)] for t in made.tables for column in t.table.fields
        ]),
        FILES: _csv(["ファイル", "もとの名前", "表", "行の番号", "大きさ(バイト)"], [
            [f.path, f.name, f.table, f.row, f.bytes] for f in made.files
        ]),
    }  # fmt: skip


def _column_words(column: Any) -> list[str]:
    target = column.related_model._meta.db_table if column.is_relation else ""
    choices = "、".join(f"{code}={label}" for code, label in column.flatchoices) if column.choices else ""
    return [column.column, str(column.verbose_name), type_of(column)[1], target, choices]


def _csv(head: list[str], rows: list[list[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    # the name of a file is whatever someone typed
    writer.writerows([not_a_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return BOM + text.getvalue().encode()


def _note(made: Made) -> str:
    scope = (
        "すべての記録を含みます。空のBansoに「banso restore この書き出し.zip」で復元できます。"
        if made.whole
        else "作成した人が見られる記録だけを含みます。守秘の記録などが欠けることがあるので、復元には使えません。"
    )
    left_out = "\n".join(f"  ・{reason}" for reason in LEFT_OUT.values())
    missing = "\n".join(f"  ・{one}" for one in made.missing) or "  ・ありません"
    kept = ", ".join(sorted({table.table.name for table in made.tables if files_of(table.table)})) or "なし"
    return f"""Banso 全件の書き出し

作成: {format_date(made.at.date())} {made.at:%H:%M} {made.who}
内容: {len(made.tables)}の表、{made.rows:,}行、{len(made.files):,}個のファイル
{scope}

■ 取り扱い
企業と個人の情報、守秘の記録、変更の履歴を含みます。持ち出しと保管は所内の規程に従ってください。
data フォルダのCSVは記録そのものです。= や + で始まる文字もそのまま入っているので、Excelで開くときは
「データ」→「テキストまたはCSVから」で、すべての列を「文字列」として読み込んでください。

■ 入っているもの
  {DESCRIPTION}  説明(Data Package 形式。表・列・型・行数・ハッシュ値。プログラム用)
  {TABLES}、{COLUMNS}、{FILES}  同じ説明を人が読むための一覧
  data/  1つの表が1つのCSV(UTF-8 BOM付き、1行目は列名、日付は西暦、日時は日本時間)
         引用符のない空欄は「値なし」、引用符だけの空欄("")は「空の文字」です。
         「…event」という表は変更の履歴です。「…_id」の列は、つながる先の表の行の番号です。
  files/  登録された書類などのファイル(表: {kept})
  catalogue/  センターの事業と報告書の構成のもとになったファイル(控え)

■ 入っていないもの
  ・パスワード(復元のあと、利用者ごとに付け直してください)
  ・企業が回答ページを開くための鍵(復元のあと、回答の依頼を送り直してください)
{left_out}
  ・記録から計算し直せる列

■ 見つからなかったファイル
{missing}
"""


def applications() -> dict[str, str]:
    """{app: what the office calls it}, for messages."""
    return {config.label: str(config.verbose_name) for config in apps.get_app_configs()}

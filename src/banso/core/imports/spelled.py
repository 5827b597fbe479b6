"""Cells of what people write in many ways: telephones, postal codes, readings, addresses. A 0 that a spreadsheet lost is put back."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.core.errors import UserError
from banso.core.spelling import DASHES, is_phone, kana_text, number_key, phone_text, postal_code, prefecture_name
from banso.core.text import digits

from .readers import Reader, Text, as_text, echo

_TURNED = re.compile(r"\d{1,2}月\d{1,2}日|\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{1,2}")
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_NO_TOWN = re.compile(r"[\d丁目番地号\s/-]+")


@dataclass(frozen=True)
class Phone(Text):
    """A telephone number, kept as 017-723-4567."""

    asks_of_texts = True

    def read(self, cell: Any, heading: str) -> str:
        _refuse_date(cell, "電話番号")
        if _ROUNDED.fullmatch(digits(as_text(cell)).strip()):
            raise UserError(
                f"「{echo(cell)}」は桁が丸められています。Excelの列の書式を「文字列」にして入れ直してください。"
            )
        return Text(longest=self.longest).read(phone_text(as_text(cell)), heading)

    def tells(self, cell: Any, heading: str, value: str) -> str:
        if not is_phone(value):
            return f"「{echo(cell)}」は電話番号の桁が合いません。そのまま取り込むので、番号を確かめてください。"
        return _zero_put_back(cell, value)

    def read_many(self, cells: Any, heading: str) -> list[Any]:
        return Reader.read_many(self, cells, heading)


@dataclass(frozen=True)
class PostalCode(Reader):
    """A postal code. Six digits without a hyphen have lost their 0; fewer are refused."""

    def read(self, cell: Any, heading: str) -> str:
        _refuse_date(cell, "郵便番号")
        text = digits(as_text(cell)).strip()
        return postal_code(f"0{text}" if re.fullmatch(r"[0-9]{6}", text) else text)

    def tells(self, cell: Any, heading: str, value: str) -> str:
        return _zero_put_back(cell, value)


@dataclass(frozen=True)
class Prefecture(Reader):
    """A prefecture, kept by its full name."""

    def read(self, cell: Any, heading: str) -> str:
        return prefecture_name(as_text(cell))


@dataclass(frozen=True)
class Kana(Text):
    """A reading, kept in full-width katakana. One with kanji in it is told."""

    asks_of_texts = True

    def read(self, cell: Any, heading: str) -> str:
        return Text(longest=self.longest).read(kana_text(as_text(cell)), heading)

    def tells(self, cell: Any, heading: str, value: str) -> str:
        return f"「{value}」には漢字があります。読みか確かめてください。" if re.search(r"[一-鿿]", value) else ""

    def read_many(self, cells: Any, heading: str) -> list[Any]:
        return Reader.read_many(self, cells, heading)


@dataclass(frozen=True)
class Address(Text):
    """An address; one whose numbers a spreadsheet took for a date is refused, one without a town told."""

    asks_of_texts = True

    def read(self, cell: Any, heading: str) -> str:
        _refuse_date(cell, "所在地")
        if _TURNED.fullmatch(digits(as_text(cell)).strip()):
            raise UserError(f"「{echo(cell)}」は番地が日付に変わったもののようです。町名から入れ直してください。")
        return super().read(cell, heading)

    def tells(self, cell: Any, heading: str, value: str) -> str:
        bare = _NO_TOWN.fullmatch(digits(value).translate(DASHES))
        return f"「{value}」は番地だけで、町名がありません。確かめてください。" if bare else ""

    def read_many(self, cells: Any, heading: str) -> list[Any]:
        return Reader.read_many(self, cells, heading)


def _refuse_date(cell: Any, what: str) -> None:
    if isinstance(cell, date):
        raise UserError(
            f"「{echo(cell)}」は{what}ではなく日付になっています。Excelの列の書式を文字列にして入れ直してください。"
        )


def _zero_put_back(cell: Any, value: str) -> str:
    said = number_key(as_text(cell))
    put_back = said and not said.startswith("0") and number_key(value) == f"0{said}"
    return f"先頭の0を補いました({echo(cell)} → {value})" if put_back else ""

"""The bank's file of transfers (総合振込, 全銀協規定フォーマット): records of 120 bytes, half-width kana."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import jaconv

from banso.core.errors import UserError

LENGTH = 120
MOST = 9_999_999_999
CODING = "cp932"
_ALLOWED = re.compile(r"[0-9A-Zｱ-ﾝﾞﾟ()\-./,\\｢｣ ]")
_AS = str.maketrans("ｧｨｩｪｫｬｭｮｯｰ･¥−", "ｱｲｳｴｵﾔﾕﾖﾂ-.\\-")


@dataclass(frozen=True)
class Place:
    """An account: bank, branch, type and number by the digits banks use, and whose it is in their kana."""

    bank: str
    branch: str
    kind: str
    number: str
    holder: str


@dataclass(frozen=True)
class Line:
    """One transfer: to whom, how much, and our number of it (顧客コード)."""

    to: Place
    amount: int
    reference: str


def bank_kana(text: str, label: str = "口座名義") -> str:
    """A name as a bank's file writes it: ショウ → ｼﾖｳ. Raises UserError naming what no bank can read, and how to mend it."""
    half = (
        jaconv.z2h(unicodedata.normalize("NFKC", text.strip()), kana=True, ascii=True, digit=True)
        .upper()
        .translate(_AS)
    )
    odd = "".join(dict.fromkeys(letter for letter in half if not _ALLOWED.match(letter)))
    if odd:
        raise UserError(
            f"{label}に、振込データに使えない文字「{odd}」があります。通帳の名義のとおり、カタカナ・英数字で入れてください。"
        )
    return half


def written(sender: Place, code: str, day: date, lines: Sequence[Line], end: str) -> str:
    """The whole file, each record followed by `end` (CR LF or nothing). Raises UserError for what does not fit."""
    total = sum(line.amount for line in lines)
    if any(not 0 < line.amount <= MOST for line in lines):
        raise UserError("振込額は1円から99億9999万9999円までです。")
    records = [
        _record(
            "1", "21", "0", _digits(code, 10), _text(sender.holder, 40), f"{day:%m%d}", _account(sender, sending=True)
        ),
        *(_transfer(line) for line in lines),
        _record("8", _digits(str(len(lines)), 6), _digits(str(total), 12)),
        _record("9"),
    ]
    return "".join(record + end for record in records)


def _transfer(line: Line) -> str:
    name = _text(line.to.holder, 30)
    reference = _text(line.reference, 20)
    return _record("2", _account(line.to), name, _digits(str(line.amount), 10), "0", reference, "7")


def _account(place: Place, sending: bool = False) -> str:
    """Bank and branch with their names left open, as banks allow, then the account; a receiver's has a clearing house between."""
    where = _digits(place.bank, 4) + " " * 15 + _digits(place.branch, 3) + " " * 15
    return where + ("" if sending else "0000") + place.kind + _digits(place.number, 7)


def _digits(text: str, length: int) -> str:
    if not text.isascii() or not text.isdigit() or len(text) > length:
        raise UserError(f"「{text}」は{length}桁までの数字ではありません。口座の登録を直してください。")
    return text.zfill(length)


def _text(text: str, length: int) -> str:
    """A name as long as the file has room: what is longer is cut, as banks ask for."""
    return bank_kana(text)[:length].ljust(length)


def _record(*parts: str) -> str:
    return "".join(parts).ljust(LENGTH)

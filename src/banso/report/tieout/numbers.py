"""Numbers in Japanese text as a clerk reads them: sign, scale, unit, 延べ and 約, and the words around them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from .doubts import PART, doubt_of
from .kanji import kanji_number
from .plain import clean, normalise


class Said(Enum):
    """What stands in a figure's place."""

    NUMBER = "number"
    NOTHING = "nothing"  # 「-」: not offered
    PENDING = "pending"  # 「未集計」
    MARK = "mark"  # an evaluation: ◎, A


@dataclass(frozen=True)
class Token:
    """A number as it stands in a text.

    `amount` is in the base unit (9千円 is 9000円), `step` the smallest difference its spelling can show, `scale` what its
    unit multiplies by. `unit` is '' where none is written; the amount is then as written. `about` is 約, 余, 弱 or 限 (a
    limit: 未満). `doubt` says what of its spelling may mean two things.
    """

    text: str
    said: Said
    amount: Fraction
    step: Fraction
    scale: int
    unit: str
    qualifier: str
    about: str
    before: str
    after: str
    is_kanji: bool = False
    doubt: str = ""


SAME_UNITS = {"人": "名", "ヶ所": "か所", "カ所": "か所", "箇所": "か所", "ヵ所": "か所", "パーセント": "%"}
"""Units that mean the same."""

_SCALES = "十百千万億兆"
_DIGITS = r"(?:\d{1,3}(?:[,、'’]\d{3})+(?![\d])|\d+)(?:\.\d+)?"
_AMOUNT = rf"(?:{_DIGITS}\s?[{_SCALES}]+)*{_DIGITS}(?:\s?[{_SCALES}]+)?"
_KANJI = rf"[一二三四五六七八九][〇零一二三四五六七八九]{{0,2}}(?:[、,][〇零一二三四五六七八九]{{3}})+|[〇零一二三四五六七八九{_SCALES}]+"
_BEFORE = r"(?P<prefix>(?:(?:約|およそ|おおむね|概ね|ほぼ|延べ|のべ|延|実|マイナス|[△▲▽▼¥]|(?:(?<!\w)|(?<=[べ延約実]))-(?!\s*(?:UNITS)))\s*)*)"
_AFTER = r"(?P<after_number>余り?|超|強|弱)?"
_NONE = r"(?P<none>(?<![\w.,)-])-(?:\s*SCALES(?=UNITS))?(?=\s*UNITS))|(?P<pending>未集計)"
_ABOUT = {"約": "約", "およそ": "約", "おおむね": "約", "概ね": "約", "ほぼ": "約", "程度": "約", "ほど": "約", "前後": "約",
          "余": "余", "余り": "余", "超": "余", "強": "余", "以上": "余", "弱": "弱", "近く": "弱",
          "未満": "限", "以下": "限"}  # fmt: skip
_OR = "ないし|乃至|または|又は|もしくは|若しくは|か(?!所)|or"
_RANGE_BEFORE = re.compile(rf"\d[^\W\d]{{0,3}}(?:\s*(?:[~〜∼⁓]|{_OR})\s*|-)$|\d\s*から\s*$")
_RANGE_AFTER = re.compile(rf"\s*(?:[~〜∼⁓]|{_OR})\s*\d")
_SEVERAL = re.compile(r"(?:^|[^\w]|[ぁ-ん約])数$")
"""数十名; 件数904件 is no such number."""
_REMARK = re.compile(r"\([^()\d]+\)$")
_SPACED = re.compile(r"\S(?: \S){2,}")
_AROUND = 40
_NO_NUMBER = ("-", "--", "該当なし", "実施なし", "未実施", "皆増", "皆減")
LONGEST_UNIT = 120


def _closed_up(plain: str) -> str:
    """A cell's letters without the spaces between each of them (9 0 4 件)."""
    return plain.replace(" ", "") if _SPACED.fullmatch(plain) else plain


def base_unit(unit: str) -> tuple[int, str]:
    """What a unit multiplies by, and the unit itself: 千円 is (1000, 円), 名 is (1, 名)."""
    unit = normalise(unit).strip()
    match = re.fullmatch(rf"([{_SCALES}]+)(円)", unit)
    if match:
        return int(kanji_number(match[1])), match[2]
    return 1, SAME_UNITS.get(unit, unit)


class NumberReader:
    """Finds figures in text, given the units figures have. A number without a unit counts only if it stands alone.

    `marks` are the evaluation marks of the report: each is a figure where it stands alone in its cell.
    """

    def __init__(self, units: set[str], marks: Iterable[str] = ()) -> None:
        self.marks = {normalise(mark) for mark in marks}
        bases = {base_unit(unit)[1] for unit in units} - {""}
        spelled = bases | {other for other, unit in SAME_UNITS.items() if unit in bases} | {"円"}
        known = "|".join(re.escape(unit) for unit in sorted(spelled, key=lambda unit: (-len(unit), unit)))
        number = rf"(?P<parts>\d+分の-?\d+|\d+/\d+(?=\s*(?:{known})))|(?P<number>{_AMOUNT})|(?P<kanji>{_KANJI})"
        none = _NONE.replace("SCALES", f"[{_SCALES}]*").replace("UNITS", f"(?:{known})")
        before = _BEFORE.replace("UNITS", f"[{_SCALES}]*(?:{known})")
        ending = rf"\s*(?P<unit>{known})?(?!目)(?P<after_unit>余り?|超|強|弱|以上|以下|未満|程度|ほど|前後|近く)?"
        self._pattern = re.compile(rf"{before}(?:{none}|(?:{number})\s*{_AFTER}){ending}")
        self._alone = re.compile(
            rf"\s*(?P<open>[(\[])?\s*{before}(?:(?:{number})\s*{_AFTER}){ending}\s*(?P<close>[)\]])?\s*"
        )
        self._bracketed = re.compile(rf"(?<=\d)\s*\(([{_SCALES}]*(?:{known}))\)")
        self._unit = re.compile(rf"(?P<scale>[{_SCALES}]*)(?P<unit>{known})")

    def tokens(self, text: str) -> list[Token]:
        """The figures of a text, left to right; dates, ordinals and numbers inside words are none."""
        plain = self._plain(text)
        return [self._token(plain, match) for match in self._pattern.finditer(plain) if self._is_figure(plain, match)]

    def cell(self, text: str) -> list[Token]:
        """The figures of a table's cell, where a number may stand alone, in brackets if it is negative."""
        plain = _closed_up(self._plain(text).strip())
        if plain in _NO_NUMBER:
            return [Token(plain, Said.NOTHING, Fraction(0), Fraction(1), 1, "", "", "", "", "")]
        if plain in self.marks:
            return [Token(plain, Said.MARK, Fraction(0), Fraction(1), 1, "", "", "", "", "")]
        match = self._alone.fullmatch(re.sub(r"(?<=\d),\s(?=\d{3}(?!\d))", ",", plain))
        if match is None or (match["kanji"] and match["unit"] == "円" and not set(match["kanji"]) - set(_SCALES)):
            return self.tokens(text) or self._remarked(plain)
        token = self._token(plain, match)
        return [_in_brackets(token, match["open"], match["close"])]

    def _remarked(self, plain: str) -> list[Token]:
        """The number alone in its cell but for words in brackets after it: 144 (会場・オンライン)."""
        remark = _REMARK.search(plain)
        match = self._alone.fullmatch(plain[: remark.start()]) if remark else None
        return [self._token(plain, match)] if match and match["number"] else []

    def words(self, text: str) -> str:
        """A text without its figures."""
        plain = self._plain(text)
        if self._alone.fullmatch(_closed_up(plain.strip())):
            return ""
        parts, last = [], 0
        for match in self._pattern.finditer(plain):
            if self._is_figure(plain, match):
                parts.append(plain[last : match.start()])
                last = match.end()
        return " ".join([*parts, plain[last:]])

    def unit_in(self, text: str) -> str:
        """The unit that is all a text says, or that it says in brackets or after 単位: 「件」「金額(千円)」「単位:千円」."""
        plain = normalise(text[:LONGEST_UNIT])
        for inner in (
            plain,
            *re.findall(r"[(\[](?:単位\s*[:/]?\s*)?([^()\[\]]*)[)\]]", plain),
            *re.findall(r"単位\s*[:/]?\s*(\w+)\b(?!\s*[、,・/])", plain),
        ):
            match = self._unit.fullmatch(inner.strip())
            if match:
                return match.group()
        return ""

    def _plain(self, text: str) -> str:
        """A text to read figures in; a unit in brackets is its number's as well as one without."""
        return self._bracketed.sub(r"\1", clean(text))

    def _is_figure(self, text: str, match: re.Match[str]) -> bool:
        start = match.end("prefix")
        just_before = text[start - 1 : start]
        if just_before in (".", "何", "幾") or (just_before.isascii() and just_before.isalnum()):
            return False
        if just_before == "数" and (match["kanji"] or _SEVERAL.search(text, 0, start)):
            return False
        if text[:start].rstrip().endswith("第"):
            return False
        if _RANGE_BEFORE.search(text, 0, start) or _RANGE_AFTER.match(text, match.end()):
            return False
        if match["kanji"] and not (match["unit"] and (match["unit"] != "円" or set(match["kanji"]) - set(_SCALES))):
            return False
        return bool(match["unit"] or match["pending"] or "¥" in match["prefix"])

    def _token(self, text: str, match: re.Match[str]) -> Token:
        found = match.groupdict()
        unit = found["unit"] or ("円" if "¥" in found["prefix"] else "")
        said = Said.NOTHING if found.get("none") else Said.PENDING if found.get("pending") else Said.NUMBER
        amount, step, scale = _amount(found) if said is Said.NUMBER else (Fraction(0), Fraction(1), 1)
        words = re.findall(r"約|およそ|おおむね|概ね|ほぼ", found["prefix"])
        words += [word for word in (found["after_number"], found["after_unit"]) if word]
        before, after = text[max(0, match.start() - _AROUND) : match.start()], text[match.end() : match.end() + _AROUND]
        qualifier = "延べ" if re.search("延|のべ", found["prefix"]) else "実" if "実" in found["prefix"] else ""
        return Token(
            text=match.group().strip(),
            said=said,
            amount=-amount if re.search(r"[△▲▽▼-]|マイナス", found["prefix"]) else amount,
            step=step,
            scale=scale,
            unit=SAME_UNITS.get(unit, unit),
            qualifier=qualifier,
            about=_ABOUT[words[0]] if words else "",
            before=before,
            after=after,
            is_kanji=bool(found["kanji"]),
            doubt=doubt_of(before, found["number"] or "", unit, after),
        )


def _in_brackets(token: Token, opened: str | None, closed: str | None) -> Token:
    """A number alone in its cell, in brackets or not: money and bare numbers are negative in them, what is counted is an aside."""
    if not (opened or closed) or token.amount <= 0:
        return token
    if opened and closed and token.unit in ("", "円"):
        return replace(token, amount=-token.amount)
    return replace(token, doubt=token.doubt or PART)


def _amount(found: dict[str, str | None]) -> tuple[Fraction, Fraction, int]:
    """The amount of what is written, the step of its last digit and the scale of its unit."""
    if found["parts"]:
        numbers = re.split("分の|/", found["parts"])
        below, above = (numbers[0], numbers[1]) if "分の" in found["parts"] else (numbers[1], numbers[0])
        return (Fraction(int(above), int(below)) if int(below) else Fraction(0)), Fraction(1), 1
    if found["kanji"]:
        return Fraction(kanji_number(re.sub("[、,]", "", found["kanji"]))), Fraction(1), 1
    amount, step, scale = Fraction(0), Fraction(1), 1
    for digits, scales in re.findall(rf"({_DIGITS})\s?([{_SCALES}]*)", found["number"] or ""):
        plain = re.sub(r"[,、'’]", "", digits)
        before, scale = scale, kanji_number(scales) if scales else 1
        decimals = len(plain.partition(".")[2])
        if amount and Fraction(plain) * scale >= before:  # 2万3,022千円: the last scale is the unit's
            amount = (amount + Fraction(plain)) * scale
        else:
            amount += Fraction(plain) * scale
        step = Fraction(scale, 10**decimals)
    return amount, step, scale

"""A company's name taken apart for comparison: legal form, name proper, branch, aside in brackets."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from banso.core.text import fold
from banso.registers.naming import form_class, split_forms, written_out

_PLACES = Path(__file__).parents[1] / "data" / "municipalities.csv"
_HEAD_OFFICE = ("本店", "本社", "本部", "本所")
_BRANCH = (
    "支店", "営業所", "出張所", "支社", "支部", "支所", "工場", "事業所", "事業部", "営業部", "製造部", "店舗", "サービスセンター",
)  # fmt: skip
_AREAS = (
    "東北",
    "北東北",
    "関東",
    "北関東",
    "北海道",
    "東京",
    "大阪",
    "県南",
    "県北",
    "県央",
    "駅前",
    "中央",
    "東",
    "西",
    "南",
    "北",
    "第一",
    "第二",
)
_KANJI = "一-鿿々〆"
_DASHES = "‐‑‒–—―−─━－-"
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_MARKS = re.compile(r"[・･.,、。'’‘`\"“”/\\:;!?()「」『』\[\]【】〈〉<>~〜=|·•※★☆◇◆●○◎_" + _DASHES + r"]")
_NUMBER = str.maketrans("〇一二三四五六七八九", "0123456789")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十百千]+")
_RULES = (
    (re.compile(rf"(?<=[ァ-ヴー])[一{_DASHES}](?=[ァ-ヴ]|$|[{_KANJI}])"), "ー"),
    (re.compile(r"\s*&\s*|(?<=[a-z0-9])\s+and\s+(?=[a-z0-9])", re.IGNORECASE), "アンド"),
    (re.compile(rf"(?<=[{_KANJI}])[ヶヵケがガ](?=[{_KANJI}])"), "ケ"),
    (re.compile(rf"(?<=[{_KANJI}])の(?=[{_KANJI}])"), "ノ"),
)
_ORDINAL = re.compile(r"第([〇一二三四五六七八九])(?![〇一二三四五六七八九十百千])|([〇一二三四五六七八九])(?=号)")
_LOOSE = str.maketrans("工口力夕二八卜之乃ヂヅヲ", "エロカタニハトノノジズオ", "ーツ")
_IN_FULL = "ホールデイングス"  # as a key writes it
_HOLDING = re.compile("(?:hds?|hldgs?|holdings?|エイチデイー|ホールデイング[スズ]?)$")
_LETTERS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        [
            "エー",
            "ビー",
            "シー",
            "ディー",
            "イー",
            "エフ",
            "ジー",
            "エイチ",
            "アイ",
            "ジェー",
            "ケー",
            "エル",
            "エム",
            "エヌ",
            "オー",
            "ピー",
            "キュー",
            "アール",
            "エス",
            "ティー",
            "ユー",
            "ブイ",
            "ダブリュー",
            "エックス",
            "ワイ",
            "ゼット",
        ],
        strict=True,
    )
)


@dataclass(frozen=True)
class Name:
    """A name taken apart. `key` is its orthographic key: two names with one key differ in spelling habits only."""

    typed: str
    forms: tuple[str, ...]
    proper: str
    key: str
    branch: str
    aside: str

    @property
    def form_classes(self) -> frozenset[str]:
        return frozenset(form_class(form) for form in self.forms)


@lru_cache(maxsize=50_000)
def take_apart(text: str) -> Name:
    """A name's parts: 「㈱山田工業 八戸支店」 → 株式会社, 山田工業, 八戸支店."""
    clean = " ".join(written_out(text).split())
    proper, forms = split_forms(clean)
    aside = ""
    if match := re.search(r"\(([^()]+)\)$", proper):
        aside, proper = match[1], proper[: match.start()].strip()
        if not forms:
            proper, forms = split_forms(proper)
    branch = ""
    if not forms or _ends_as_branch(proper):
        proper, forms, branch = _without_branch(proper, forms)
    return Name(text, forms, proper, orthographic_key(proper), branch, aside)


def _ends_as_branch(proper: str) -> bool:
    return proper.endswith((*_BRANCH, *_HEAD_OFFICE)) or bool(re.search(r"[^商]店$", proper) and " " in proper)


def _without_branch(proper: str, forms: tuple[str, ...]) -> tuple[str, tuple[str, ...], str]:
    """The name before its branch, which may follow the legal form (「山田工業株式会社八戸支店」), a space, or a place's name."""
    for end in range(len(proper) - 1, 1, -1):
        tail = proper[end:].strip()
        if tail.endswith((*_BRANCH, *_HEAD_OFFICE, "店")) and not forms:
            head, found = split_forms(proper[:end].strip())
            if found and head != proper[:end].strip() and proper[:end].strip().endswith(tuple(_written(proper[:end]))):
                return head, found, _named(tail)
    if not _ends_as_branch(proper):
        return proper, forms, ""
    head, _, tail = proper.rpartition(" ")
    if head and tail.endswith((*_BRANCH, *_HEAD_OFFICE, "店")):
        return head, forms, _named(tail)
    suffix = next(word for word in (*_BRANCH, *_HEAD_OFFICE) if proper.endswith(word))
    stem = proper.removesuffix(suffix)
    place = next((p for size in range(6, 0, -1) if len(stem) > size + 1 and (p := stem[-size:]) in _places()), "")
    stem = stem.removesuffix(place)
    return (stem, forms, _named(place + suffix)) if len(stem) > 1 else (proper, forms, "")


def _written(head: str) -> list[str]:
    """The legal form as it stands at the end of what comes before a branch."""
    proper, forms = split_forms(head.strip())
    return [head.strip()[len(proper) :].strip()] if forms and head.strip().startswith(proper) else [""]


def _named(branch: str) -> str:
    """A branch's name; a head office is the company itself."""
    return "" if branch in _HEAD_OFFICE else branch


@cache
def _places() -> frozenset[str]:
    with _PLACES.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    names = {row["name"] for row in rows} | {row["prefecture"] for row in rows}
    return frozenset({*names, *(name[:-1] for name in names if len(name) > 2), *_AREAS})


def orthographic_key(proper: str) -> str:
    """What is left when spelling habits are taken away: width, case, kana form, old kanji, marks, ヶ, small kana, 第一 or 第1."""
    text = unicodedata.normalize("NFKC", proper)
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    text = _ORDINAL.sub(lambda match: match[0].translate(_NUMBER), text)
    return _MARKS.sub("", fold(text)).translate(_LARGE)


def numbered(key: str) -> str:
    """A key with numbers in one writing: 一二工業 and 十二工業 → 12工業."""
    return _KANJI_NUMBER.sub(lambda match: _value(match[0]), key)


def _value(number: str) -> str:
    if not any(unit in _UNITS for unit in number):
        return number.translate(_NUMBER)
    total, digit = 0, ""
    for mark in number.translate(_NUMBER):
        if mark in _UNITS:
            total, digit = total + int(digit or 1) * _UNITS[mark], ""
        else:
            digit += mark
    return str(total + int(digit or 0))


def loose_key(key: str) -> str:
    """A key in which marks easily confused (工 and エ, 之 and ノ), long marks and small ツ count as one, and と stands for &."""
    return key.replace("アンド", "ト").translate(_LOOSE)


def holding_keys(key: str) -> frozenset[str]:
    """The keys of a holding company's name as it is written short and in full: 見本HD and 見本ホールディングス; none for others."""
    stem = _HOLDING.sub("", key)
    return frozenset({f"{stem}hd", f"{stem}{_IN_FULL}"}) if stem and stem != key else frozenset()


def spelled_key(key: str) -> str:
    """A key with Latin letters read out one by one: ABC商事 → エービーシー商事."""
    spelled = re.sub(r"[a-z]+", lambda match: "".join(_LETTERS[letter] for letter in match[0]), key)
    return loose_key(spelled.translate(_LARGE))

"""What is typed in many ways and kept in one: telephone numbers, postal codes, readings."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from types import ModuleType

import jaconv

from .errors import UserError
from .numbers import has_marks
from .text import digits

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−─━ー－ｰ", "-"))
_VOICING = {0x309B: 0x3099, 0x309C: 0x309A}  # ゛ and ゜ typed behind their kana
_HALF_VOICED = re.compile("([はひふへほハヒフヘホ])[°ﾟ]")
_EXTENSION = re.compile(r"\s*\(?(?:内線|内|ext\.?|x|#)[:.]?\s*(\d{1,6})\)?$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\((?!\d)([^)]*)\)$")
_SEVERAL = re.compile(r"[、,;/／\n]+")
_NUMBER = re.compile(r"[+(]?\d[\d\s().-]*")
_PREFECTURES = Path(__file__).parent / "data" / "prefectures.txt"


@cache
def _plans() -> ModuleType:
    """The numbering plans of the world's telephones; read when first asked for."""
    import phonenumbers

    return phonenumbers


def phone_text(typed: str) -> str:
    """A telephone number in the one form it is kept in: 017-723-4567, 017-723-4567 内線12; what is no number as it stands.

    A leading 0 that a spreadsheet took away is put back where the number is whole with it.
    """
    if has_marks(typed):
        return typed.strip()
    parts = [part.strip() for part in _SEVERAL.split(digits(typed)) if part.strip()]
    return "、".join(map(_one_phone, parts))


def _one_phone(typed: str) -> str:
    text, tail = typed.translate(DASHES), ""
    if found := _EXTENSION.search(text):
        text, tail = text[: found.start()], f" 内線{found[1]}"
    elif found := _ASIDE.search(text):
        text, tail = text[: found.start()], f"({found[1]})"
    text = re.sub(r"^(?:TEL|電話|℡|携帯|FAX)[:.\s]*", "", text.strip(), flags=re.IGNORECASE)
    if not _NUMBER.fullmatch(text):
        return typed
    return f"{_formatted(text)}{tail}"


def _formatted(text: str) -> str:
    plans = _plans()
    try:
        number = plans.parse(text, "JP")
    except plans.NumberParseException:
        return text
    if not plans.is_valid_number(number):
        return re.sub(r"[\s().]+", "-", text.strip("() .")).replace("--", "-")
    at_home = number.country_code == 81
    form = plans.PhoneNumberFormat.NATIONAL if at_home else plans.PhoneNumberFormat.INTERNATIONAL
    found: str = plans.format_number(number, form)
    return found


def is_phone(kept: str) -> bool:
    """Whether what is kept is one or several whole telephone numbers."""
    plans = _plans()
    for part in kept.split("、"):
        plain = _ASIDE.sub("", _EXTENSION.sub("", part))
        try:
            if not plans.is_valid_number(plans.parse(plain, "JP")):
                return False
        except plans.NumberParseException:
            return False
    return True


def hyphened(code: str) -> str:
    """A postal code as letters and labels bear it: 100-0001."""
    return f"{code[:3]}-{code[3:]}" if len(code) == 7 and code.isdecimal() else code


def postal_code(typed: str) -> str:
    """The seven digits of a postal code. Raises UserError."""
    plain = re.sub(r"[〒\s-]", "", digits(typed).translate(DASHES))
    if has_marks(typed) or not re.fullmatch(r"[0-9]{7}", plain):
        raise UserError(f"「{typed}」は郵便番号として読めません。030-0801 のように7桁で入れてください。")
    return plain


@cache
def prefectures() -> tuple[str, ...]:
    """The prefectures' full names, in the order of their codes."""
    return tuple(_PREFECTURES.read_text(encoding="utf-8").split())


@cache
def _by_short_name() -> dict[str, str]:
    """Each prefecture's full name by its short one."""
    return {name[:-1]: name for name in prefectures()}


def prefecture_name(typed: str) -> str:
    """A prefecture by its full name: 岩手 is kept as 岩手県. Raises UserError for what is none."""
    text = "".join(digits(typed).split())
    if full := _by_short_name().get(text):
        return full
    if text == "海外" or re.fullmatch(r".+[都道府県]", text):
        return text
    raise UserError(f"「{typed[:40]}」は都道府県として読めません。岩手県 のように入れてください。")


def kana_text(typed: str) -> str:
    """A reading in full-width katakana, as registers keep it: ﾐﾎﾝ ｼﾖｳﾃﾝ and みほん too."""
    joined = _HALF_VOICED.sub(lambda found: f"{found[1]}\u309a", typed.translate(_VOICING))
    return jaconv.hira2kata(unicodedata.normalize("NFKC", joined)).strip()


def number_key(typed: str) -> str:
    """The digits by which a telephone, postal or 法人番号 is sought, however it is typed; '' for anything else."""
    plain = re.sub(r"[-().\s〒]", "", digits(typed).translate(DASHES)).upper().removeprefix("T")
    return plain if plain.isascii() and plain.isdecimal() and not has_marks(typed) else ""

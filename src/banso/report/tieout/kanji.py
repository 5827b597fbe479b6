"""Kanji numerals: 千七十七, 一〇七七, 二億三千万, and the scales behind figures (百万)."""

_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}


def kanji_number(text: str) -> int:
    """The number that kanji numerals write, by places (千七十七) or digit by digit (一〇七七)."""
    if not set(text) & (_SMALL.keys() | _LARGE.keys()):
        return int("".join(str(_DIGITS[letter]) for letter in text))
    total = part = 0
    digits = ""
    for letter in text:
        if letter in _DIGITS:
            digits += str(_DIGITS[letter])
        elif letter in _SMALL and part % (_SMALL[letter] * 10):  # 九千四十五千円: the last scale is the unit's
            part, total, digits = (total + part + int(digits or 0)) * _SMALL[letter], 0, ""
        elif letter in _SMALL:
            part += (int(digits) if digits else 1) * _SMALL[letter]
            digits = ""
        else:
            part += int(digits) if digits else 0
            total, part, digits = total + (part or 1) * _LARGE[letter], 0, ""
    return total + part + (int(digits) if digits else 0)

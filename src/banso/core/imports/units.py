"""The units that headings name: of money, of time, of counts. One that is none of ours is told, never passed over."""

import re

from banso.core.text import digits

YEN = r"[十百千]?[万億兆]?円"
COUNTERS = "名|人|件|社|者|回|個|台|本|枚|部|校|団体|事業所|箇所|か所|ヶ所|番目|番|位|点"
_POWERS = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "億": 10**8, "兆": 10**12}
_USUAL = {1: "円", 1_000: "千円", 10_000: "万円", 1_000_000: "百万円", 10**8: "億円"}
_WHOLE_YEN = re.compile(r"(?P<count>\d[\d,]*)?(?P<small>[十百千]?)(?P<large>[万億兆]?)円")
_ANY_YEN = re.compile(rf"(?<![\d,十百千万億兆]){YEN}(?!(?!単位)[一-鿿])")
_BARE = re.compile(r"(?=.)[十百千]?[万億兆]?")
_ROUNDING = re.compile(rf"(?:\d[\d,]*)?{YEN}(?:未満|以下|以上|超|単位(?:で|に|の|、)?(?=[切四]))[^、,()]*")
_WITHIN = re.compile(r"[(\[【〔{<〈](.*?)[)\]】〕}>〉]|単位[:は]?\s*([^)\]】〕}>〉]*)")
_PARTED = re.compile(r"[、・/;\s]+|(?<!\d),|,(?!\d)|又は|または|及び|と")
_NO_YEN = re.compile(
    r"[十百千]?[万億兆]?(?:米ドル|ドル|US\$|\$|USD|ユーロ|€|EUR|ポンド|£|GBP|人民元|元|CNY|RMB|ウォン|KRW|バーツ|THB|銭)"
    r"|[十百千万億]+¥|¥?1,?000|%|‰|割|倍|口|株|坪|時間|分|thousands?|millions?|mil\.?|mn|bn|[kmb](?:円|¥|yen|jpy)?"
    rf"|(?:{COUNTERS})",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"分間?|m|mins?|minutes?", re.IGNORECASE)
_HOURS = re.compile(r"時間数?|h|hrs?|hours?", re.IGNORECASE)
_NO_MINUTES = re.compile(
    rf"秒|日間?|人日|週間?|[かヶ]?月|年|コマ|限|円|%|d|days?|s|secs?|(?:{COUNTERS})", re.IGNORECASE
)
_SCALED = re.compile(rf"(?P<small>[十百千]?)(?P<large>[万億]?)(?:{COUNTERS})")


def _words(text: str) -> list[str]:
    """What stands in the brackets of a heading, or behind 「単位」, word by word."""
    inner = [part for found in _WITHIN.findall(text) for part in found if part]
    inner = [re.sub(r"^単位[:は]?|単位$", "", part.strip()) for part in inner]
    return [word for part in inner for word in _PARTED.split(part) if word]


def money_unit(text: str) -> str:
    """The unit of money that a heading names, '' for none: 「円、千円未満切捨て」 is in 円.

    What is no unit of yen (千ドル, 件, K), or two of them at once, is answered as it stands: :func:`yen_scale` has none for it.
    """
    clean = _ROUNDING.sub("", digits(text))
    words = _words(clean)
    found = {word.replace(",", "") for word in words if _WHOLE_YEN.fullmatch(word)} | set(_ANY_YEN.findall(clean))
    found |= {f"{word}円" for word in words if _BARE.fullmatch(word)}
    found |= {word for word in words if _NO_YEN.fullmatch(word)} if not found else set()
    return "と".join(sorted({_USUAL.get(yen_scale(unit) or 0, unit) for unit in found}))


def yen_scale(unit: str) -> int | None:
    """How many yen one of a unit is: 千円 1,000, 百万円 1,000,000; None for what is no unit of yen."""
    found = _WHOLE_YEN.fullmatch(unit)
    if found is None:
        return None
    return int((found["count"] or "1").replace(",", "")) * _POWERS[found["small"]] * _POWERS[found["large"]]


def time_unit(text: str) -> str:
    """The unit of time that a heading names: 分, 時間, '' for none, and what is neither as it stands (日, コマ, 時間と分)."""
    clean = digits(text)
    words = _words(clean) or ["分"] * clean.endswith("分")
    found = {"分" for word in words if _MINUTES.fullmatch(word)} | {"時間" for word in words if _HOURS.fullmatch(word)}
    return "と".join(sorted(found or {word for word in words if _NO_MINUTES.fullmatch(word)}))


def count_unit(text: str) -> str:
    """The scaled unit of a count that a heading names, 千人; '' for one by one."""
    scaled = (word for word in _words(digits(text)) if (found := _SCALED.fullmatch(word)) and any(found.groups()))
    return next(scaled, "")


def count_scale(unit: str) -> int:
    """How many one of a count's unit is."""
    found = _SCALED.fullmatch(unit)
    return _POWERS[found["small"]] * _POWERS[found["large"]] if found else 1

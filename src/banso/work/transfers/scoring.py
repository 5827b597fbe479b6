"""How well a sale and a candidate fit (譲渡 × 譲受): what rules a pair out, and 0 to 100 points with the reason for each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from banso.core.text import fold

from .bands import Band

WEIGHTS = {"業種": 35, "地域": 15, "規模": 15, "価格": 10, "時期": 10, "目的": 10, "雇用": 5}
SECTION_ONLY, LATER_WISH, WORDS_MOST, ADJACENT = 22, 0.8, 8, 8
ENDED_BEFORE, TOO_BUSY, BUSY_FROM = 20, 10, 3


@dataclass(frozen=True)
class Offered:
    """What is known of a sale, for comparing."""

    industry: str = ""
    section: str = ""
    words: str = ""
    places: frozenset[str] = frozenset()
    sales: int | None = None
    price: int | None = None
    schemes: frozenset[str] = frozenset()
    within: tuple[date | None, date | None] = (None, None)
    keeps_staff: bool = False
    licences: str = ""
    barred: frozenset[int] = frozenset()
    is_open: bool = True
    nationwide: bool = True
    prefecture: str = ""
    registered: date = date.min


@dataclass(frozen=True)
class Wanted:
    """What is known of a candidate, for comparing. `wishes` are industries in order: (code, section)."""

    wishes: tuple[tuple[str, str], ...] = ()
    own_sections: frozenset[str] = frozenset()
    words: str = ""
    areas: frozenset[str] = frozenset()
    sales: Band | None = None
    sales_near: Band | None = None
    budget: int | None = None
    schemes: frozenset[str] = frozenset()
    within: tuple[date | None, date | None] = (None, None)
    takes_staff: bool | None = None
    licences: str = ""
    purpose: str = ""
    company: int | None = None
    hindered: str = ""
    secret: bool = True
    prefecture: str = ""
    open_talks: int = 0
    registered: date = date.min


@dataclass(frozen=True)
class Match:
    """What came of comparing: ruled out with the reasons, or points with the reason for each and what is not known."""

    points: int = 0
    reasons: list[tuple[str, int, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def possible(self) -> bool:
        return not self.refused


def match(sale: Offered, buyer: Wanted, *, ended_before: bool = False) -> Match:
    """Compare a sale with a candidate."""
    if refused := _refused(sale, buyer):
        return Match(refused=refused)
    missing: list[str] = []
    parts = [
        ("業種", *_industry(sale, buyer, missing)),
        ("地域", *_area(sale, buyer, missing)),
        ("規模", *_size(sale, buyer, missing)),
        ("価格", *_price(sale, buyer, missing)),
        ("時期", *_time(sale, buyer, missing)),
        ("目的", *_purpose(sale, buyer, missing)),
        ("雇用", *_jobs(sale, buyer, missing)),
    ]
    if ended_before:
        parts.append(("経過", -ENDED_BEFORE, "この組合せは前に見送りになっています"))
    if buyer.open_talks > BUSY_FROM:
        parts.append(("経過", -TOO_BUSY, f"交渉中の案件が{buyer.open_talks}件あります"))
    points = max(0, min(100, sum(points for _, points, _ in parts)))
    return Match(points, [part for part in parts if part[1]], missing)


def _refused(sale: Offered, buyer: Wanted) -> list[str]:
    """What rules a pair out, each in words."""
    checks = [
        (not sale.is_open, "譲渡案件が募集中ではありません"),
        (bool(buyer.hindered), buyer.hindered),
        (buyer.company is not None and buyer.company in sale.barred, "譲渡企業が紹介を断っている相手です"),
        (bool(sale.places and buyer.areas) and not sale.places & buyer.areas, "希望する地域が合いません"),
        (
            bool(sale.schemes and buyer.schemes) and not sale.schemes & buyer.schemes,
            "方法(株式・事業・資産)が合いません",
        ),
        (
            sale.price is not None and buyer.budget is not None and buyer.budget < sale.price,
            "予算が希望価格に届きません",
        ),
        (bool(sale.licences) and buyer.licences == "なし", f"必要な許認可({sale.licences})を持てません"),
        (not buyer.secret, "守秘契約を結べない相手です"),
        (_abroad(sale, buyer), "公開範囲が県内に限られています"),
    ]
    return [said for holds, said in checks if holds]


def _abroad(sale: Offered, buyer: Wanted) -> bool:
    return not sale.nationwide and bool(buyer.prefecture and sale.prefecture) and buyer.prefecture != sale.prefecture


def _industry(sale: Offered, buyer: Wanted, missing: list[str]) -> tuple[int, str]:
    full = WEIGHTS["業種"]
    if not sale.industry or not buyer.wishes:
        missing.append("業種" if not sale.industry else "希望する業種")
        return _by_words(sale, buyer, 0.0, "")
    best, said = 0.0, ""
    for rank, (code, section) in enumerate(buyer.wishes):
        alike = full if code == sale.industry else SECTION_ONLY if section == sale.section else 0
        points = alike * (LATER_WISH if rank else 1.0)
        if points > best:
            best, said = points, f"第{rank + 1}希望と{'同じ中分類' if code == sale.industry else '同じ大分類'}"
    return _by_words(sale, buyer, best, said)


def _by_words(sale: Offered, buyer: Wanted, points: float, said: str) -> tuple[int, str]:
    common = sorted(_words(sale.words) & _words(buyer.words))
    extra = min(2 * len(common), WORDS_MOST)
    total = min(round(points) + extra, WEIGHTS["業種"])
    told = "、".join(filter(None, [said, f"言葉が合う({'・'.join(common[:4])})" if common else ""]))
    return total, told


def _words(text: str) -> set[str]:
    """The words of a text for comparing: those between marks, and every pair of characters of longer ones is too many to trust."""
    return {
        word for word in fold(text).replace("、", " ").replace("・", " ").replace(",", " ").split() if len(word) > 1
    }


def _area(sale: Offered, buyer: Wanted, missing: list[str]) -> tuple[int, str]:
    if not buyer.areas:
        missing.append("希望する地域")
        return 0, ""
    if not sale.places:
        missing.append("地域")
        return 0, ""
    return WEIGHTS["地域"], f"希望する地域({'・'.join(sorted(sale.places & buyer.areas))})"


def _size(sale: Offered, buyer: Wanted, missing: list[str]) -> tuple[int, str]:
    if sale.sales is None or buyer.sales is None:
        missing.append("売上高" if sale.sales is None else "希望する売上規模")
        return 0, ""
    if buyer.sales.holds(sale.sales):
        return WEIGHTS["規模"], "希望する売上規模"
    near = buyer.sales_near is not None and buyer.sales_near.holds(sale.sales)
    return (ADJACENT, "希望に近い売上規模") if near else (0, "")


def _price(sale: Offered, buyer: Wanted, missing: list[str]) -> tuple[int, str]:
    if sale.price is None or buyer.budget is None:
        missing.append("希望価格" if sale.price is None else "予算")
        return 0, ""
    return WEIGHTS["価格"], "予算の範囲"


def _time(sale: Offered, buyer: Wanted, missing: list[str]) -> tuple[int, str]:
    if not all(sale.within) or not all(buyer.within):
        missing.append("承継の時期")
        return 0, ""
    first = max(sale.within[0], buyer.within[0])  # type: ignore[type-var]
    last = min(sale.within[1], buyer.within[1])  # type: ignore[type-var]
    months = (last.year - first.year) * 12 + last.month - first.month + 1  # type: ignore[union-attr]
    return (min(months, WEIGHTS["時期"]), f"時期が{months}か月重なる") if months > 0 else (0, "")


def _purpose(sale: Offered, buyer: Wanted, missing: list[str]) -> tuple[int, str]:
    if not buyer.purpose:
        missing.append("目的")
        return 0, ""
    same = sale.section in buyer.own_sections
    fitting = {"expand": same, "diversify": bool(sale.section) and not same, "found": True}[buyer.purpose]
    said = {"expand": "同業の拡大", "diversify": "異業種からの多角化", "found": "創業"}[buyer.purpose]
    return (WEIGHTS["目的"], said) if fitting else (0, "")


def _jobs(sale: Offered, buyer: Wanted, missing: list[str]) -> tuple[int, str]:
    if buyer.takes_staff is None:
        missing.append("従業員の引受け")
        return 0, ""
    return (WEIGHTS["雇用"], "従業員を引き受ける") if buyer.takes_staff else (0, "")


def ranked(found: Sequence[tuple[Match, date, int]]) -> list[int]:
    """The keys of pairs that are possible, the best first; at equal points the older registration first."""
    possible = [one for one in found if one[0].possible]
    return [key for _, _, key in sorted(possible, key=lambda one: (-one[0].points, one[1], one[2]))]

"""Are two names, or two sets of facts, one company? A verdict with a score and its reasons, in the clerk's words.

Sure are only spellings of one name, or facts that identify. Everything that is merely likely is doubtful, for a person to decide:
homophones, near spellings, branches, abbreviations, one name in two towns. Different legal forms are different companies.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .blocks import phone_digits
from .names import Name, holding_keys, loose_key, numbered, spelled_key, take_apart
from .readings import reading, romanised


class Verdict(StrEnum):
    SAME = "same"
    DOUBTFUL = "doubtful"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Party:
    """What is known of a company when it is compared. Only the name is needed; a municipality may come with its prefecture."""

    name: str
    kana: str = ""
    corporate_number: str = ""
    invoice_number: str = ""
    phone: str = ""
    municipality: str = ""
    representative: str = ""


@dataclass(frozen=True)
class Judgement:
    """What a comparison found; the score, 0 to 100, orders the doubtful ones."""

    verdict: Verdict
    score: int
    reasons: tuple[str, ...]


SURE, LIKELY, NEAR = 100, 90, 75
OTHER_WORDS = "名前が違います"
SAID_ALIKE = "名前の字は違いますが、フリガナの読みは同じです"
SHORTEST_SAID = 3
_LEGAL_FORM = re.compile(
    "^(?:カブシキ|ユウゲン|ゴウドウ|ゴウシ|ゴウメイ)[カガ]イシヤ|(?:カブシキ|ユウゲン|ゴウドウ|ゴウシ|ゴウメイ)[カガ]イシヤ$"
)
_RELATED = (
    frozenset({"SD", "IS", "PS"}),
    frozenset({"ZD", "IZ", "PZ"}),
    frozenset({"IR", "IRS", "IRZ"}),
)
_DISTINCT = ("嶋嶌島", "冨富", "舘館", "斉齊斎齋", "淵渕")
_OLD_FORM = str.maketrans("嶌齊齋渕", "嶋斉斎淵")
_NUMERALS = "0123456789一二三四五六七八九十百千"
_PLACED = "東西南北上下左右前後内外新旧元大小甲乙丙丁"


def compare_names(first: str, second: str) -> Judgement:
    """Compare by nothing but the names."""
    return compare(Party(first), Party(second))


def compare(a: Party, b: Party) -> Judgement:
    """Compare all that is known: identifying numbers decide, then the names, then what supports or contradicts them."""
    by_name = _names(take_apart(a.name), take_apart(b.name))
    decided = _numbers(a, b, by_name)
    return decided or _with_facts(a, b, by_name)


def may_be_near(first: str, second: str) -> bool:
    """Whether two names' keys are near enough to be worth comparing where nothing else speaks for one company. Fast."""
    if fuzz.ratio(first, second, score_cutoff=NEAR - 1):
        return True
    return first.startswith(second) or second.startswith(first) or _abbreviates(first, second)


def _numbers(a: Party, b: Party, by_name: Judgement) -> Judgement | None:
    """The verdict of 法人番号 or, where one is missing, of the invoice number; None if they say nothing."""
    for label, ours, theirs in (
        ("法人番号", a.corporate_number, b.corporate_number),
        ("インボイス登録番号", a.invoice_number, b.invoice_number),
        ("法人番号", a.corporate_number or a.invoice_number[1:], b.corporate_number or b.invoice_number[1:]),
    ):
        if not (ours and theirs):
            continue
        if ours != theirs:
            if label == "法人番号" and a.corporate_number and b.corporate_number:
                return Judgement(Verdict.DIFFERENT, 0, (f"{label}が違います",))
            continue
        if by_name.score < 50:
            return Judgement(Verdict.DOUBTFUL, 80, (f"{label}は同じですが、名前が大きく違います",))
        return Judgement(Verdict.SAME, SURE, (f"{label}が同じです",))
    return None


def _with_facts(a: Party, b: Party, by_name: Judgement) -> Judgement:
    """The names' verdict, lowered by facts that contradict it and raised by facts that support it."""
    if by_name.verdict is Verdict.DIFFERENT:
        return Judgement(Verdict.DOUBTFUL, 80, (SAID_ALIKE,)) if _said_alike(a, b, by_name) else by_name
    found = by_name
    for label, same in (("電話番号", _same_phone(a, b)), ("代表者", _same_text(a.representative, b.representative))):
        if same and by_name.score >= NEAR and not _guarded(by_name):
            return Judgement(Verdict.SAME, max(by_name.score, 97), (*by_name.reasons, f"{label}が同じです"))
    if _elsewhere(a.municipality, b.municipality):
        found = _lowered(found, "所在地の市町村が違います")
    if a.kana and b.kana and reading(a.kana) != reading(b.kana):
        found = _lowered(found, "フリガナが違います")
    if (
        a.municipality
        and b.municipality
        and not _elsewhere(a.municipality, b.municipality)
        and found.verdict is Verdict.DOUBTFUL
    ):
        found = replace(found, score=min(found.score + 3, 99), reasons=(*found.reasons, "所在地の市町村は同じです"))
    return found


def _said_alike(a: Party, b: Party, by_name: Judgement) -> bool:
    """Whether other words are said alike: 大和商会 with the フリガナ ヤマトショウカイ, and やまと商会. Numbers and forms part them."""
    if by_name.reasons != (OTHER_WORDS,) or not (a.kana or b.kana):
        return False
    ours, theirs = (
        {reading(take_apart(one.name).proper), _LEGAL_FORM.sub("", reading(one.kana)) if one.kana else ""} - {""}
        for one in (a, b)
    )
    return any(len(said) >= SHORTEST_SAID for said in ours & theirs)


_GUARD_WORDS = ("番号・方角", "支店・営業所")


def _guarded(judgement: Judgement) -> bool:
    return any(word in reason for reason in judgement.reasons for word in _GUARD_WORDS)


def _lowered(judgement: Judgement, reason: str) -> Judgement:
    return Judgement(Verdict.DOUBTFUL, min(judgement.score, 85), (*judgement.reasons, reason))


def _elsewhere(ours: str, theirs: str) -> bool:
    """Whether two places are known and differ: 仙台市 is in 宮城県仙台市."""
    return bool(ours and theirs) and not (ours.endswith(theirs) or theirs.endswith(ours))


def _same_phone(a: Party, b: Party) -> bool:
    return phone_digits(a.phone) == phone_digits(b.phone) != ""


def _same_text(ours: str, theirs: str) -> bool:
    return bool(ours and theirs) and take_apart(ours).key == take_apart(theirs).key


def _names(a: Name, b: Name) -> Judgement:
    doubts: list[str] = []
    if a.forms and b.forms and not a.form_classes & b.form_classes:
        if not any(a.form_classes | b.form_classes <= family for family in _RELATED):
            return Judgement(Verdict.DIFFERENT, 0, (f"法人の種類が違います({a.forms[0]}と{b.forms[0]})。別の法人です",))
        doubts.append(f"法人の種類の書き方が違います({a.forms[0]}と{b.forms[0]})")
    if not a.key or not b.key:
        return Judgement(Verdict.DIFFERENT, 0, ("名前が空欄です",))
    doubts += _doubts(a, b)
    if a.key == b.key:
        return _one_key(a, b, doubts)
    return _two_keys(a, b, doubts)


def _doubts(a: Name, b: Name) -> list[str]:
    """What keeps two spellings of one name from being sure."""
    doubts = []
    if a.form_classes & b.form_classes and a.forms[0] != b.forms[0] and len(a.form_classes | b.form_classes) > 1:
        doubts.append(f"略記した法人の種類が{'にも'.join(dict.fromkeys((*a.forms, *b.forms)))}にも読めます")
    if a.branch != b.branch:
        doubts.append(f"支店・営業所が違います({a.branch or '本体'}と{b.branch or '本体'})")
    if _folded(a.aside) != _folded(b.aside):
        doubts.append(f"括弧書きが違います({a.aside or 'なし'}と{b.aside or 'なし'})")
    if bool(a.forms) != bool(b.forms) and min(len(a.key), len(b.key)) <= 2:
        doubts.append("名前が短く、片方に法人の種類がありません")
    for family in _DISTINCT:
        ours, theirs = (
            [c for c in name.proper.translate(_OLD_FORM) if c in family.translate(_OLD_FORM)] for name in (a, b)
        )
        if ours != theirs and len(ours) == len(theirs):
            doubts.append(f"「{''.join(ours)}」と「{''.join(theirs)}」のように、別の姓にも使う字が違います")
    return doubts


def _folded(text: str) -> str:
    return take_apart(text).key if text else ""


def _one_key(a: Name, b: Name, doubts: list[str]) -> Judgement:
    if doubts:
        return Judgement(Verdict.DOUBTFUL, 88, (*doubts, "ほかは同じ名前です"))
    if a.typed == b.typed:
        return Judgement(Verdict.SAME, SURE, ("まったく同じ名前です",))
    if bool(a.forms) != bool(b.forms):
        return Judgement(Verdict.SAME, 95, ("片方に法人の種類がないほかは、同じ名前です",))
    return Judgement(Verdict.SAME, 98, ("法人の種類や文字の書き方のほかは、同じ名前です",))


def _two_keys(a: Name, b: Name, doubts: list[str]) -> Judgement:
    ratio = round(fuzz.ratio(a.key, b.key))
    if numbered(a.key) == numbered(b.key):
        return Judgement(Verdict.DOUBTFUL, 88 - 4 * bool(doubts), ("数字の書き方のほかは、同じ名前です", *doubts))
    if differing := _only_markers_differ(a.key, b.key) or _only_numbers_differ(a.key, b.key):
        return Judgement(Verdict.DIFFERENT, min(ratio, 60), (f"番号・方角などが違います({differing})",))
    if spelled_key(a.key) == spelled_key(b.key) and not doubts and _letters(a.key, b.key) >= 3:
        return Judgement(Verdict.SAME, 93, ("英字を1字ずつ読めば、同じ名前です",))
    for score, reason, same in (
        (92, "HDと「ホールディングス」の書き方のほかは、同じ名前です", _hold_alike(a.key, b.key)),
        (92, "似た形の字や長音のほかは、同じ名前です", loose_key(a.key) == loose_key(b.key)),
        (90, "同じ読みです", _read_alike(a, b)),
        (86, "ローマ字にすると同じ読みです", _romanised_alike(a, b)),
        (82, "片方は支店や部門の名前を続けたものです", _is_branch_of(a, b)),
    ):
        if same:
            return Judgement(Verdict.DOUBTFUL, score - 4 * bool(doubts), (reason, *doubts))
    if ratio >= NEAR and not _other_word(a.key, b.key):
        return Judgement(Verdict.DOUBTFUL, min(ratio, LIKELY), (f"よく似た名前です(一致度{ratio})", *doubts))
    if _abbreviates(a.key, b.key):
        return Judgement(Verdict.DOUBTFUL, NEAR, ("片方はもう片方を縮めた名前にも見えます", *doubts))
    return Judgement(Verdict.DIFFERENT, min(ratio, 70), (OTHER_WORDS,))


def _hold_alike(first: str, second: str) -> bool:
    return not holding_keys(first).isdisjoint(holding_keys(second))


def _letters(*keys: str) -> int:
    return max(len(run) for key in keys for run in re.findall(r"[a-z]*", key))


def _read_alike(a: Name, b: Name) -> bool:
    return reading(a.proper) == reading(b.proper) or spelled_key(a.key) == spelled_key(b.key)


def _romanised_alike(a: Name, b: Name) -> bool:
    if not re.search("[a-z]{3}", a.key + b.key):
        return False
    return romanised(a.proper) == romanised(b.proper)


def _is_branch_of(a: Name, b: Name) -> bool:
    short, long = sorted((a, b), key=lambda name: len(name.key))
    rest = long.key.removeprefix(short.key)
    return len(short.key) >= 3 and rest != long.key and (bool(long.branch) or rest.endswith(("店", "工場", "センタ")))


def _abbreviates(first: str, second: str) -> bool:
    """Whether the shorter is the longer with characters left out: 総研 and 総合研究所."""
    short, long = sorted((first, second), key=len)
    if len(short) < 4 or len(short) * 2 < len(long) or short[:2] != long[:2]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def _other_word(first: str, second: str) -> bool:
    """Whether one kanji stands for another in a short name: 商事 and 商会 are two words, not a slip of the pen."""
    swapped = [
        (first[o.src_start : o.src_end], second[o.dest_start : o.dest_end])
        for o in Levenshtein.opcodes(first, second)
        if o.tag == "replace"
    ]
    return len(max(first, second, key=len)) <= 4 and any(_is_kanji(a) and _is_kanji(b) for a, b in swapped)


def _is_kanji(text: str) -> bool:
    return bool(re.fullmatch(r"[一-鿿]+", text))


def _only_numbers_differ(first: str, second: str) -> str:
    """「7」と「17」 where the names differ in nothing but whole numbers, however long; '' otherwise."""
    ours, theirs = numbered(first), numbered(second)
    if re.sub(r"\d+", "0", ours) != re.sub(r"\d+", "0", theirs):
        return ""
    pairs = zip(re.findall(r"\d+", ours), re.findall(r"\d+", theirs), strict=True)
    return "、".join(f"「{one}」と「{other}」" for one, other in pairs if int(one) != int(other))


def _only_markers_differ(first: str, second: str) -> str:
    """「一」と「二」 where the names differ in nothing but numbers, directions or the like; '' otherwise."""
    differing = []
    for change in Levenshtein.opcodes(first, second):
        if change.tag == "equal":
            continue
        ours, theirs = first[change.src_start : change.src_end], second[change.dest_start : change.dest_end]
        kinds = [kind for kind in (_NUMERALS, _PLACED) if ours and theirs and set(ours + theirs) <= set(kind)]
        if not kinds:
            return ""
        differing.append(f"「{ours}」と「{theirs}」")
    return "、".join(differing)

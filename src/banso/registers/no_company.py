"""Words that stand where a company's name should and name none: 不明, 匿名, 以上, a remark, a sum, a legal form alone."""

import re
from functools import cache
from pathlib import Path

from banso.core.text import digits, fold

from .naming import split_forms

_WORDS = Path(__file__).parent / "data" / "no_company.txt"
_REMARK = re.compile(r"[※*].*|注[)\d:].*", re.DOTALL)
_SUM = re.compile(
    r"(?:(?:小|合|総|累)?計|平均)[:]?[\d,.]+\D{0,3}"
    r"|(?:ほか|他|外|全|計|約)?[\d,]+(?:社|者|件|名|人|事業所|団体)(?:ほど|程度?|余り?)?"
)
_HONORIFIC = re.compile(r"御中|各位|(?:\s|会社|法人|組合|\))[様殿]$")


@cache
def _words() -> frozenset[str]:
    return frozenset(map(fold, _WORDS.read_text(encoding="utf-8").split()))


def why_no_company(name: str) -> str:
    """Why a text can be no company's name, in words that say how to mend it; '' for a name."""
    plain = "".join(digits(name).split())
    if split_forms(f"{plain}甲")[0] == "甲" or split_forms(f"甲{plain}")[0] == "甲":
        return f"「{name}」は法人の種類だけで、名前がありません。"
    key = fold(plain.strip("()[]【】「」『』<>"))
    if key in _words() or _SUM.fullmatch(plain) or _REMARK.fullmatch(plain) or not re.search(r"[^\W_ー〃々ゝ]", plain):
        return f"「{name}」は企業の名前ではないようです。名前を確かめてください。"
    return ""


def why_doubtful(name: str) -> str:
    """What of a new name in a list is likelier no part of it: 御中, or nothing but digits; '' for an ordinary one."""
    plain = digits(name).strip()
    if _HONORIFIC.search(plain) or (split_forms(name)[1] and plain.endswith("様")):
        return f"「{name}」には敬称が付いているようです。敬称を除いてください。"
    if re.fullmatch(r"[\d.,/:-]+", "".join(plain.split())):
        return f"「{name}」は数字だけなので、企業の名前か分かりません。企業名なら、先に台帳へ登録してください。"
    return ""

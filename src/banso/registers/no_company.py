"""Words that stand where a company's name should and name none: 不明, 匿名, 以上, a remark, a sum, a legal form alone."""

import re
from functools import cache
from pathlib import Path

from banso.core.text import digits, fold

from .naming import split_forms

_WORDS = Path(__file__).parent / "data" / "no_company.txt"
_REMARK = re.compile(
    r"[※*].*|注[)\d:].*|(?:出典|出所|資料|作成者?|備考|担当|印刷日?|更新日?|基準日)[:].*|Err:\d+", re.DOTALL
)
_SUM = re.compile(
    r"(?:(?:小|合|総|累)?計|平均)[:]?[\d,.]+\D{0,3}|\d[\d.,]*%"
    r"|(?:その他|ほか|他|外|全|計|約)?[\d,]+(?:社|者|件|名|人|事業所|団体)(?:ほど|程度?|余り?)?"
    r"|[^()]*(?:小計|合計|総計|累計)|(?:令和|平成|昭和|[RHS])?(?:元|\d{1,4})(?:年度?|月)分?計|\d{1,2}月[~・-]\d{1,2}月分?計"
)
_NOBODY = re.compile(  # whoever it was: 匿名企業, 創業希望者, 聞き取りなし, 調査中
    r"(?:匿名|不明|非公開|複数|個人|一般|[県市町村]?[内外]|[県市町村管圏][内外]|地元|新規|既存|同業|某)の?(?:創業)?"
    r"(?:企業|会社|事業[者主所]|業者|法人|団体|者|の方|各社|数社|複数社)(?:様|等|など)?"
    r"|(?:新規|これから|未|個人)?(?:創業|起業|開業|設立|法人化)(?:前|後|中|者|希望|予定|準備|志望|検討)(?:中|者|の方|企業)?|これから(?:創業|起業|開業)"
    r"|(?:聞き?取り|聴取|記載|回答|記入|登録|情報|名称|申告|記憶|確認)(?:な|無)し"
    r"|(?:調査|確認|検討|照会|問合せ|準備|手続|申請)中|x{2,}",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?<![一二三四五六七八九十百千])[○〇◯●×△□■◇◆☆★*]{2,}|_{2,}|\?+社|^[a-z甲乙丙丁某]社$|^某|^x{2,}", re.IGNORECASE
)
_MAY_BE_SUM = re.compile(
    r"\s計$|[市町村県郡区業課部]計$|^うち(?:製造|建設|小売|卸売|サービス|飲食|県[内外]|市[内外]|町[内外]|村[内外]|新規|女性).*|^\(.*\)$"
)
_HONORIFIC = re.compile(r"御中|各位|(?:\s|会社|法人|組合|\)|〃)[様殿]$")
_TAIL = re.compile(r"\(.*\)$|(?<=[^\W\da-z])[a-z\d]{1,2}$", re.IGNORECASE)


@cache
def _words() -> frozenset[str]:
    return frozenset(map(fold, _WORDS.read_text(encoding="utf-8").split()))


def why_no_company(name: str) -> str:
    """Why a text can be no company's name, in words that say how to mend it; '' for a name."""
    plain = "".join(digits(name).split())
    if split_forms(f"{plain}甲")[0] == "甲" or split_forms(f"甲{plain}")[0] == "甲":
        return f"「{name}」は法人の種類だけで、名前がありません。"
    bare = plain.strip("()[]【】「」『』<>")
    said = {fold(bare), fold(_TAIL.sub("", plain))}
    named = re.search(r"[^\W_ー〃々ゝ]", plain)
    if (
        said & _words()
        or not named
        or any(known.fullmatch(bare) for known in (_SUM, _NOBODY))
        or _REMARK.fullmatch(plain)
    ):
        return f"「{name}」は企業の名前ではないようです。名前を確かめてください。"
    return ""


def why_doubtful(name: str) -> str:
    """What of a new name in a list is likelier no part of it: 御中, or nothing but digits; '' for an ordinary one."""
    plain = digits(name).strip()
    if _HONORIFIC.search(plain) or (split_forms(name)[1] and plain.endswith("様")):
        return f"「{name}」には敬称が付いているようです。敬称を除いてください。"
    if _PLACEHOLDER.search(plain) or _MAY_BE_SUM.search(plain):
        return f"「{name}」は企業の名前か分かりません。企業名なら、先に台帳へ登録してください。"
    if re.fullmatch(r"[\d.,/:-]+", "".join(plain.split())):
        return f"「{name}」は数字だけなので、企業の名前か分かりません。企業名なら、先に台帳へ登録してください。"
    return ""

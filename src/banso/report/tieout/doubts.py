"""What beside a number leaves open what it says: another reading of its sign or digits, or a word that makes it another thing.

A careful clerk asks about such a number. So it is neither right nor wrong, whatever the records say, unless the report itself
prints it with the same words.
"""

import re

from .plain import RUN_ON

SIGN = "前の印が負の数を表すのか、つなぎの線などか、読み分けられません。"
DIGITS = "隣の数字や印と合わせて別の数にも読めます。"
CHANGE = "増減を表す語や印が付いています。"
LIMIT = "限度・目標・平均・見込みなどを表す語や印が付いています。"
PART = "内数か、かっこ書きの参考の数値です。"
OTHER_UNIT = "単位の後に続く語で、別の数え方になっています。"
UNSURE = "確定した数値ではないと書かれています。"
ALWAYS = {SIGN, DIGITS, CHANGE, LIMIT, PART}
"""What makes a number another one, or another thing's: then it is not even wrong."""
AROUND = 24

_BEFORE = {
    SIGN: r"[^\W\d]-\s*|[(\[][-△▲▽▼][)\]]\s*|[△▲▽▼-]\s*[(\[]|(?<![〇一二三四五六七八九十百千万億兆])一\s?",
    DIGITS: rf"(?<![\d,.])\d |\d\s?[、,·・･;_'’‘´`ʼ′^。]\s?|{RUN_ON}|(?<![^\W\d])注",
    CHANGE: r"(?<!\d)(?<!\d[^\W\d年月日])(?<!\d[^\W\d][^\W\d])[増減](?:加|少|額|数|員|分)?(?:[\s:(「・]|は|が|で)*|[+±∓]\s*",
    LIMIT: r"[~〜∼⁓≒≈<>≦≧≤≥]\s*|(?<!過去)最[大小高低多少]で?\s*|[1一][社回日月人名件年]\s?(?:当たり|あたり|平均|につき)\s*[:は(]?\s*"
    r"|(?:目標|予算|予定|見込み?|定員|上限|下限|平均|残り?|あと|不足|未達|超過|負の|赤字|欠損|欠員|各|毎[年月日回週])"
    r"(?:数|件数|人数|社数|回数|額|値)?\s*[:は(がの]?\s*",
    UNSURE: r"(?<![^\W\d])(?:旧|誤|欠|×)\s*[:は(]?\s*",
    PART: r"(?:うち|(?<![^\W\d])内|内数|再掲)\s*[:(]?\s*|(?<![のん])(?:他|ほか)に?\s*",
}
_AFTER = {
    SIGN: r"[-△▲](?=\s|$|[)、,。])",
    CHANGE: r"(?:\s?[(の])?純?[増減](?![^\W\d]{0,2}\s*\d)(?![資税築設刷補強産殖水免便価災量塩農反圧])",
    LIMIT: r"\s?(?:以内|まで|ずつ|不足|未達|欠員|当たり|あたり|につき|毎|ごと|台(?![数帳]))|\s?の?(?:予定|見込)|[~〜](?!\s*\d)",
    OTHER_UNIT: r"\s*[×xX*]\s*\d|\s*/\s*(?:年|月|日|週|回|社|人|名|件)(?![^\W\d])|ポイント",
    UNSURE: r"\s?\?|\s?(?:取消|削除|誤り)|\s*[(\[](?:累計|[HRS]\d{1,2}(?:年度?)?[)\]])"
    r"|\s*[(\[【<]\s*(?:仮|暫定|速報|要確認|確認中|未確定|未確認|精査中|集計中|概数|推計|推定|見込み?|予定|目標|予算|参考|上限|定員"
    r"|以上|以下|未満)[^()\[\]【】\d]{0,4}[)\]】>]",
}
_BY_HEADS = re.compile(r"[・×]?(?:日(?!本)|月|年|回|泊|時|分|組)(?!曜)")
"""人日, 人月: heads times something."""
_JUST_BEFORE = [(doubt, re.compile(rf"(?:{pattern})$")) for doubt, pattern in _BEFORE.items()]
_JUST_AFTER = [(doubt, re.compile(pattern)) for doubt, pattern in _AFTER.items()]


def doubt_of(before: str, number: str, unit: str, after: str) -> str:
    """What makes a number doubtful, '' for most. `number` is its digits alone."""
    before, after = before[-AROUND:], after[:AROUND]
    if re.match(r"0\d", number) or (re.search(r"\d \Z", before) and re.fullmatch(r"\d{3}", number)):
        return DIGITS
    if unit in ("人", "名") and _BY_HEADS.match(after):
        return OTHER_UNIT
    said = [doubt for doubt, pattern in _JUST_BEFORE if pattern.search(before)]
    said += [doubt for doubt, pattern in _JUST_AFTER if pattern.match(after)]
    return said[0] if said else ""

"""Words of a sheet without a name that give its firm away: they are removed, or the owner takes them on herself."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from banso.core.text import fold

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        r"創業\s*[0-9〇一二三四五六七八九十百]+\s*年|[0-9]+年(の歴史|続く)|創業(明治|大正|昭和|平成|江戸)",
        "創業からの年数",
    ),
    (r"老舗|元祖|本家", "古さが知られる言葉"),
    (r"唯一|随一|初の|日本一|県内(初|一)|日本初|業界(初|一)|最古|最大|独占", "ただ一つと知られる言葉"),
    (r"受賞|表彰|大臣賞|知事賞|認定(企業|工場)", "受賞・認定"),
    (r"特許|実用新案|登録商標|意匠登録", "特許・商標"),
    (r"元請|専属|指定工場|正規代理店|一次下請", "取引先が知られる言葉"),
    (r"[一-龥ぁ-んァ-ヶー]{1,8}駅|[一-龥]{1,6}(インターチェンジ|IC|港|空港|温泉|商店街|城下)", "場所が知られる言葉"),
    (r"[0-9]+番地|[0-9]+丁目|[一-龥]{1,6}(町|村|通り?)(?=[にのでは、。])", "町名・番地"),
    (r"https?://|www\.|@[a-z0-9]|[a-z0-9]\.(jp|com)", "ホームページ・メール"),
    (r"0[0-9]{1,4}-?[0-9]{1,4}-?[0-9]{3,4}", "電話番号"),
)
_SHORTEST = 2


@dataclass(frozen=True)
class Betrayal:
    """A word of a text, and why it gives the firm away."""

    word: str
    why: str

    def __str__(self) -> str:
        return f"「{self.word}」({self.why})"


def betrayals(text: str, *, own: Iterable[str] = (), places: Iterable[str] = ()) -> list[Betrayal]:
    """What of a text betrays whose it is, each once.

    `own` are the firm's own words (its name, its products, its buyers, whom it is led by); `places` the towns that the sheet does not show.
    """
    folded, plain, found = fold(text), unicodedata.normalize("NFKC", text), []
    for words, why in ((own, "この企業の言葉"), (places, "シートに出していない地名")):
        found += [Betrayal(word, why) for word in words if len(fold(word)) >= _SHORTEST and fold(word) in folded]
    for pattern, why in _PATTERNS:
        found += [Betrayal(match.group(0), why) for match in re.finditer(pattern, plain, re.IGNORECASE)]
    return list(dict.fromkeys(found))

"""Fixed choices of business fairs."""

from django.db.models import IntegerChoices, TextChoices


class Side(TextChoices):
    BUYER = "buyer", "発注"
    SUPPLIER = "supplier", "受注"

    @property
    def other(self) -> "Side":
        return Side.SUPPLIER if self is Side.BUYER else Side.BUYER


class PresenceState(TextChoices):
    """Where a company stands between its entry and the day. Who entered is expected; only who came is counted."""

    EXPECTED = "expected", "申込"
    PRESENT = "present", "出席"
    LATE = "late", "遅刻"
    NO_SHOW = "no_show", "欠席"
    WITHDRAWN = "withdrawn", "辞退"


CAME = (PresenceState.PRESENT, PresenceState.LATE)
AWAY = (PresenceState.NO_SHOW, PresenceState.WITHDRAWN)


class PairKind(TextChoices):
    MANDATORY = "mandatory", "必ず組む"
    FORBIDDEN = "forbidden", "組まない"


class RunState(TextChoices):
    WAITING = "waiting", "待機中"
    RUNNING = "running", "作成中"
    DONE = "done", "作成済み"
    FAILED = "failed", "作成できず"


class Source(TextChoices):
    SOLVED = "solved", "自動作成"
    EDITED = "edited", "手直し"
    REPAIRED = "repaired", "当日の組み直し"


class Prospect(TextChoices):
    """What the two companies said right after their meeting."""

    QUOTE = "quote", "見積へ"
    TALKING = "talking", "商談継続"
    INFORMATION = "information", "情報交換"
    NONE = "none", "見込みなし"


class NotHeldReason(TextChoices):
    BUYER_AWAY = "buyer_away", "発注企業の欠席・遅刻"
    SUPPLIER_AWAY = "supplier_away", "受注企業の欠席・遅刻"
    CALLED_OFF = "called_off", "両社の話合いで中止"
    OTHER = "other", "その他"


class FollowUpResult(TextChoices):
    AGREED = "agreed", "成立"
    TALKING = "talking", "継続"
    DECLINED = "declined", "不成立"


class Rank(IntegerChoices):
    """How much a company wishes a meeting: 1 the most."""

    R1, R2, R3, R4, R5, R6, R7, R8, R9, R10 = range(1, 11)

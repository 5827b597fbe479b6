"""The codes of a grant's steps, and of why something goes back, as they are stored."""

from django.db import models


class DecisionCode(models.TextChoices):
    RETURNED = "returned", "差戻し"
    RESUBMITTED = "resubmitted", "再提出"
    WITHDRAWN = "withdrawn", "申請の取下げ"
    EARLY = "early", "事前着手の承認"
    WAITLISTED = "waitlisted", "補欠"
    ADOPTED = "adopted", "採択"
    REJECTED = "rejected", "不採択"
    DECLINED = "declined", "採択の辞退"
    REQUESTED = "requested", "交付申請"
    GRANTED = "granted", "交付決定"
    REFUSED = "refused", "不交付決定"
    RETRACTED = "retracted", "交付申請の取下げ"
    ADVANCE_CLAIMED = "advance_claimed", "概算払の請求"
    ADVANCED = "advanced", "概算払"
    AMENDED = "amended", "内容修正届"
    NOTIFIED = "notified", "登録事項変更届"
    CHANGE_ASKED = "change_asked", "変更承認申請"
    CHANGED = "changed", "変更承認"
    STOP_ASKED = "stop_asked", "中止・廃止承認申請"
    ABANDONED = "abandoned", "中止・廃止の承認"
    RESUMED = "resumed", "再開の承認"
    CHANGE_REFUSED = "change_refused", "変更・中止の不承認"
    DELAYED = "delayed", "遅延等報告"
    EXTENDED = "extended", "期限延長の承認"
    REDUCED = "reduced", "交付決定の一部取消し"
    HEARD = "heard", "弁明の機会"
    REVOKED = "revoked", "交付決定の取消し"
    PROGRESSED = "progressed", "遂行状況報告"
    COMPLETED = "completed", "補助事業の完了"
    REPORTED = "reported", "実績報告"
    INSPECTED = "inspected", "確定検査"
    SETTLED = "settled", "額の確定"
    RESETTLED = "resettled", "額の再確定"
    CLAIMED = "claimed", "請求"
    PAID = "paid", "支払"
    RETURN_ORDERED = "return_ordered", "返還命令"
    REPAID = "repaid", "返還"
    WAIVER_ASKED = "waiver_asked", "加算金・延滞金の免除申請"
    WAIVED = "waived", "加算金・延滞金の免除"
    CHARGED = "charged", "加算金・延滞金の納付"
    FINISHED = "finished", "終結"


CLOSING = ("rejected", "withdrawn", "declined", "refused", "retracted", "abandoned", "revoked", "finished")
# the steps that say an amount; those that may; all others say none
WITH_AMOUNT = (
    "adopted", "requested", "granted", "changed", "reduced", "abandoned", "resumed", "settled", "resettled", "claimed",
    "advanced", "paid", "repaid", "advance_claimed", "return_ordered", "waived", "charged",
)  # fmt: skip
MAY_SAY_AMOUNT = ("resubmitted", "waitlisted", "change_asked")
WITHOUT_AMOUNT = tuple(code for code in DecisionCode.values if code not in (*WITH_AMOUNT, *MAY_SAY_AMOUNT))
# from the day of each of these on, its amount is what is granted; the last two leave nothing
GRANTS = ("granted", "changed", "reduced", "abandoned", "resumed")
SETTLES = ("settled", "resettled")
UNDOES = ("retracted", "revoked")
# what takes of a call's budget from its day on, and what gives it back whole
TAKES = ("adopted", *GRANTS, *SETTLES)
GIVES_BACK = ("declined", "refused", *UNDOES)
PAYS = ("advanced", "paid")
# what is asked of the centre while the work goes on, and what answers it: one is open at a time
ASKS = ("change_asked", "stop_asked")
ASKS_ANSWERED = ("changed", "abandoned", "change_refused")
# their expense is no plan and no report: what is wished for, what was spent by a day
SAYS_OTHER_EXPENSE = ("change_asked", "stop_asked", "advance_claimed")


class ReturnReason(models.TextChoices):
    MISSING = "missing", "書類がない"
    UNREADABLE = "unreadable", "読めない・開けない"
    BLANK = "blank", "記入がない"
    ARITHMETIC = "arithmetic", "計算が合わない"
    DISAGREES = "disagrees", "書類どうしが食い違う"
    INELIGIBLE = "ineligible", "対象にならない経費がある"
    UNCLEAR = "unclear", "内訳が分からない(一式など)"
    EXPIRED = "expired", "期限が切れている"
    OTHER = "other", "その他"


class ChangeGround(models.TextChoices):
    """Why something is to be changed. That a price went up is told apart: it alone is no reason."""

    SPECIFICATION = "specification", "仕様・型番・数量の変更"
    SUPPLIER = "supplier", "発注先の変更"
    PLACE = "place", "実施場所の変更"
    PURPOSE = "purpose", "経費の使いみちの変更"
    ALLOCATION = "allocation", "経費の配分の変更(流用)"
    PERIOD = "period", "実施の順序・時期の変更"
    PRICE = "price", "値上がりだけ"
    OTHER = "other", "その他"


class Stop(models.TextChoices):
    """Whether a part of the work stands when it ends before its time."""

    DISCONTINUED = "discontinued", "中止(途中までで終える)"
    ABOLISHED = "abolished", "廃止(全部をやめる)"


class MoveBase(models.TextChoices):
    """Of what the threshold of a move between categories (流用) is a share."""

    LOWER = "lower", "増減する2つの経費区分のうち低いほうの額"
    EACH = "each", "それぞれの経費区分の額(増やす側も減らす側も)"


class Basis(models.TextChoices):
    """Whether eligible costs are counted without consumption tax or with it: one way for a whole case."""

    NET = "net", "税抜"
    GROSS = "gross", "税込"


class TaxRate(models.IntegerChoices):
    TEN = 10, "10%"
    EIGHT = 8, "8%(軽減税率)"
    NONE = 0, "対象外・非課税"


class FundKind(models.TextChoices):
    CAPITAL = "capital", "取崩し型"
    INCOME = "income", "運用型"


class FundEntryKind(models.TextChoices):
    CONTRIBUTION = "contribution", "拠出"
    INCOME = "income", "運用益"
    FEE = "fee", "経費"
    RETURNED = "returned", "拠出者への返還"


class LeavingEvent(models.TextChoices):
    MOVED_OUT = "moved_out", "転出"
    CLOSED = "closed", "廃業"
    JOB_LEFT = "job_left", "退職"
    REVOKED = "revoked", "交付決定の取消し"
    FALSE = "false", "虚偽の申請"

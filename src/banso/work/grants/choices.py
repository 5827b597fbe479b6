"""The codes of a grant's steps, and of why something goes back, as they are stored."""

from django.db import models


class DecisionCode(models.TextChoices):
    RETURNED = "returned", "差戻し"
    RESUBMITTED = "resubmitted", "再提出"
    WITHDRAWN = "withdrawn", "申請の取下げ"
    WAITLISTED = "waitlisted", "補欠"
    ADOPTED = "adopted", "採択"
    REJECTED = "rejected", "不採択"
    DECLINED = "declined", "採択の辞退"
    REQUESTED = "requested", "交付申請"
    GRANTED = "granted", "交付決定"
    REFUSED = "refused", "不交付決定"
    RETRACTED = "retracted", "交付申請の取下げ"
    ADVANCED = "advanced", "概算払"
    CHANGED = "changed", "変更承認"
    REDUCED = "reduced", "交付決定の一部取消し"
    ABANDONED = "abandoned", "中止・廃止の承認"
    REVOKED = "revoked", "交付決定の取消し"
    COMPLETED = "completed", "補助事業の完了"
    REPORTED = "reported", "実績報告"
    INSPECTED = "inspected", "確定検査"
    SETTLED = "settled", "額の確定"
    RESETTLED = "resettled", "額の再確定"
    CLAIMED = "claimed", "請求"
    PAID = "paid", "支払"
    REPAID = "repaid", "返還"
    FINISHED = "finished", "終結"


CLOSING = ("rejected", "withdrawn", "declined", "refused", "retracted", "abandoned", "revoked", "finished")
# the steps that say an amount; those that may; all others say none
WITH_AMOUNT = (
    "adopted", "requested", "granted", "changed", "reduced", "abandoned", "settled", "resettled", "claimed", "advanced",
    "paid", "repaid",
)  # fmt: skip
MAY_SAY_AMOUNT = ("resubmitted", "waitlisted")
WITHOUT_AMOUNT = tuple(code for code in DecisionCode.values if code not in (*WITH_AMOUNT, *MAY_SAY_AMOUNT))
# from the day of each of these on, its amount is what is granted; the last two leave nothing
GRANTS = ("granted", "changed", "reduced", "abandoned")
SETTLES = ("settled", "resettled")
UNDOES = ("retracted", "revoked")
# what takes of a call's budget from its day on, and what gives it back whole
TAKES = ("adopted", *GRANTS, *SETTLES)
GIVES_BACK = ("declined", "refused", *UNDOES)
PAYS = ("advanced", "paid")


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

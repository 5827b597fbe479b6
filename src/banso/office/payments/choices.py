"""The codes of payments, as they are stored."""

from django.db import models


class PayeeKind(models.TextChoices):
    INDIVIDUAL = "individual", "個人(国内に住む人)"
    COMPANY = "company", "法人・団体"
    NON_RESIDENT = "non_resident", "個人(非居住者)"


class Treatment(models.TextChoices):
    RESIDENT = "resident", "源泉徴収する"
    NONE = "none", "源泉徴収しない"
    NON_RESIDENT = "non_resident", "源泉徴収する(非居住者 20.42%)"


class AccountType(models.TextChoices):
    """預金種目, by its digit in a bank's file."""

    ORDINARY = "1", "普通"
    CURRENT = "2", "当座"
    SAVINGS = "4", "貯蓄"
    OTHER = "9", "その他"


class State(models.TextChoices):
    REQUESTED = "requested", "承認待ち"
    RELEASED_ONCE = "released_once", "承認待ち(1人承認済)"
    RELEASED = "released", "承認済"
    SENT = "sent", "振込データ作成済"
    PAID = "paid", "支払済"
    FAILED = "failed", "振込不能"
    WITHDRAWN = "withdrawn", "取下げ"


class SlipState(models.TextChoices):
    """How far the paper for the tax office (支払調書) is; the number it needs is asked and kept by 総務 alone."""

    NOT_NEEDED = "not_needed", "不要"
    NEEDED = "needed", "要依頼"
    ASKED = "asked", "依頼済"
    RECEIVED = "received", "総務で受領済"


WAITING = (State.REQUESTED, State.RELEASED_ONCE)

"""How a file came in, where the binding of a case's file stands, what a rule of retention speaks of, and what stops a disposal."""

from django.db import models

from banso.cases.filing import Paper


class Way(models.TextChoices):
    LINK = "link", "専用ページ"
    MAIL = "mail", "メール"
    POST = "post", "郵送"
    HAND = "hand", "持参・手渡し"
    FAX = "fax", "ファクス"
    OWN = "own", "センターで作成"


class BindingState(models.TextChoices):
    WAITING = "waiting", "待機中"
    RUNNING = "running", "作成中"
    DONE = "done", "完成"
    FAILED = "failed", "失敗"


class RulePaper(models.TextChoices):
    """What a rule speaks of: the whole of a case's records, one kind of paper, or the duties that outlast it."""

    CASE = "case", "案件の記録"
    RECEIVED = Paper.RECEIVED.value, "届いた書類"
    DRAFT = Paper.DRAFT.value, "起案・決裁"
    LETTER = Paper.LETTER.value, "発送文書"
    MAIL = Paper.MAIL.value, "メール"
    PAYMENT = Paper.PAYMENT.value, "支払"
    DUTY = "duty", "義務・期限が終わってから"


class HoldReason(models.TextChoices):
    LAWSUIT = "lawsuit", "争訟"
    INSPECTION = "inspection", "検査・監査"
    DISCLOSURE = "disclosure", "開示請求"
    LONGER = "longer", "延長"

"""Codes of expenses, of the papers that prove them, and of inspections."""

from django.db import models


class Method(models.TextChoices):
    """How an expense was paid."""

    TRANSFER = "transfer", "銀行振込"
    NETBANK = "netbank", "ネットバンキング"
    DEBIT = "debit", "口座振替"
    CARD = "card", "クレジットカード"
    CASH = "cash", "現金"
    BILL = "bill", "手形・小切手"
    OFFSET = "offset", "相殺"


class Proof(models.TextChoices):
    """The papers that prove an expense (証拠書類), in the order of its chain."""

    REQUEST = "request", "見積依頼書(仕様書)"
    QUOTE = "quote", "見積書"
    RIVAL = "rival", "相見積書"
    CHOICE = "choice", "選定理由書"
    ORDER = "order", "発注書・契約書"
    ACCEPTANCE = "acceptance", "請書"
    DELIVERY = "delivery", "納品書"
    CHECK = "check", "検収の記録"
    INVOICE = "invoice", "請求書"
    PAYMENT = "payment", "支払の証拠(振込受付・領収書・カード明細)"
    STATEMENT = "statement", "通帳・入出金明細"
    RESULT = "result", "成果物(写真・現物・報告書)"
    EXTRA = "extra", "経費の種類ごとの書類"


CHAIN = tuple(Proof.values)
# the papers that say what was bought, and those that say who pays
OF_GOODS = (Proof.QUOTE, Proof.ORDER, Proof.ACCEPTANCE, Proof.DELIVERY, Proof.CHECK, Proof.INVOICE)
OF_SUPPLIER = (Proof.QUOTE, Proof.ACCEPTANCE, Proof.DELIVERY, Proof.INVOICE)


class Stage(models.TextChoices):
    """Which inspection it is."""

    INTERIM = "interim", "中間検査"
    FINAL = "final", "確定検査"


class Manner(models.TextChoices):
    SITE = "site", "現地で"
    PAPERS = "papers", "書類で"

"""Fixed choices of order matching."""

from django.db.models import TextChoices


class Side(TextChoices):
    BUYER = "buyer", "発注"
    SUPPLIER = "supplier", "受注"


class Result(TextChoices):
    AGREED = "agreed", "成立"
    DECLINED = "declined", "不成立"


class Reason(TextChoices):
    """Why an introduction came to nothing. Some say something about the supplier, and so about its profile."""

    PRICE = "price", "価格が合わない"
    DUE = "due", "納期が合わない"
    QUANTITY = "quantity", "数量(ロット)が合わない"
    EQUIPMENT = "equipment", "設備・技術が合わない"
    SIZE = "size", "寸法が対応範囲外"
    TOLERANCE = "tolerance", "精度が出せない"
    CERTIFICATE = "certificate", "認証・品質体制が足りない"
    CAPACITY = "capacity", "受注側に余力がない"
    DISTANCE = "distance", "輸送・距離"
    CANCELLED = "cancelled", "発注の取りやめ・他社に決定"
    NO_REPLY = "no_reply", "連絡がとれない"
    OTHER = "other", "その他"


class TermKind(TextChoices):
    PROCESS = "process", "工程"
    MATERIAL = "material", "材料"
    CERTIFICATE = "certificate", "認証"


class Capacity(TextChoices):
    FREE = "free", "余裕あり"
    SOME = "some", "相談に応じる"
    FULL = "full", "余力なし"
    UNKNOWN = "unknown", "聞いていない"


class Source(TextChoices):
    VISIT = "visit", "訪問"
    PHONE = "phone", "電話・メール"
    APPLICATION = "application", "登録申込書"
    SURVEY = "survey", "調査の回答"
    OUTCOME = "outcome", "あっせんの結果"


class Progress(TextChoices):
    """What was heard of an introduction that is not settled yet."""

    TALKING = "talking", "商談中"
    QUOTED = "quoted", "見積提出"
    CONTINUING = "continuing", "継続"
    NO_CONTACT = "no_contact", "連絡とれず"


class Change(TextChoices):
    """What an outcome may say about a supplier's profile."""

    CAPACITY_FULL = "capacity_full", "空き状況を「余力なし」にする"
    DROP_PROCESS = "drop_process", "対応できる工程から外す"
    LOT_MAX = "lot_max", "最大ロットを下げる"
    LOT_MIN = "lot_min", "最小ロットを上げる"
    SIZE = "size", "最大寸法を下げる"
    TOLERANCE = "tolerance", "公差を広げる"


class LetterTo(TextChoices):
    SUPPLIER = "supplier", "受注企業あて"
    BUYER = "buyer", "発注企業あて"

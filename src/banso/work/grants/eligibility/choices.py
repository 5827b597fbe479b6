"""What is checked of an applicant, what may come of it, and what is said of who owns and runs it: the codes as stored."""

from django.db import models


class CheckKind(models.TextChoices):
    SIZE = "size", "中小企業者の規模"
    DEEMED = "deemed", "みなし大企業"
    DUPLICATE = "duplicate", "重複申請・重複受給"
    RELATED = "related", "代表者・関連企業"
    DUTIES = "duties", "過去の報告義務"
    TAX = "tax", "納税"
    POLICE = "police", "暴力団排除"
    INCOME = "income", "所得の上限"
    REGISTRY = "registry", "登記・開業の証明"
    LICENCE = "licence", "許認可"
    OWN_WORK = "own_work", "計画の作成者"
    PLEDGE = "pledge", "誓約(処分・破産・指名停止・解雇)"
    PLACE = "place", "実施場所"
    RESIDENCE = "residence", "居住"
    FOUNDING = "founding", "創業"


class CheckResult(models.TextChoices):
    OK = "ok", "適"
    NG = "ng", "不適"
    ASK = "ask", "照会中"
    WAIVED = "waived", "確認不要"


class FirmSize(models.TextChoices):
    SMALL = "small", "中小企業・個人"
    LARGE = "large", "大企業"
    DEEMED = "deemed", "みなし大企業"


class OfficerRole(models.TextChoices):
    HEAD = "head", "代表者"
    DIRECTOR = "director", "役員"
    OUTSIDE = "outside", "社外役員"
    AUDITOR = "auditor", "監査役"
    MANAGER = "manager", "実質的な経営者"


class Gender(models.TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


# of whom みなし大企業 counts: those who run the firm, not those who look in from outside
RUNS = (OfficerRole.HEAD, OfficerRole.DIRECTOR, OfficerRole.MANAGER)
# the decisions before which a check may be asked
POINTS = {"adopted": "採択", "granted": "交付決定", "settled": "額の確定"}

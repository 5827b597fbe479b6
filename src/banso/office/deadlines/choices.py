"""Who must act by a deadline, how one ends, and whom a reminder goes to."""

from django.db import models


class Actor(models.TextChoices):
    """Who must act."""

    KEEPER = "keeper", "担当者"
    COMPANY = "company", "企業・申請者"
    EXPERT = "expert", "専門家"
    OUTSIDER = "outsider", "その他の外部の人"


class Ending(models.TextChoices):
    """How a deadline ends."""

    MET = "met", "済んだ"
    DROPPED = "dropped", "不要になった"


class Addressee(models.TextChoices):
    """Whom a reminder goes to: the keeper, the managers of the keeper's unit, or whoever outside must act."""

    KEEPER = "keeper", "担当者"
    MANAGER = "manager", "部署の管理者"
    COMPANY = "company", "企業・申請者"
    EXPERT = "expert", "専門家"
    OUTSIDER = "outsider", "その他の外部の人"

"""What consortium projects choose from."""

from django.db import models


class MemberKind(models.TextChoices):
    """What a member of a consortium is: the share of small and medium firms goes by it."""

    SME = "sme", "中小企業"
    LARGE = "large", "中小企業以外の企業"
    UNIVERSITY = "university", "大学・高専"
    INSTITUTE = "institute", "公設試・研究機関"
    MANAGER = "manager", "事業管理機関"


class ShareFloor(models.TextChoices):
    """How much of a year's grant must go to small and medium firms, by the terms of its call."""

    TWO_THIRDS = "2/3", "3分の2以上"
    HALF = "1/2", "2分の1以上"

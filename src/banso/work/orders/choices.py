"""Fixed choices of order matching."""

from django.db.models import TextChoices


class Side(TextChoices):
    BUYER = "buyer", "発注"
    SUPPLIER = "supplier", "受注"


class Result(TextChoices):
    AGREED = "agreed", "成立"
    DECLINED = "declined", "不成立"

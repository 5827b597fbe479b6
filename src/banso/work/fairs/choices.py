"""Fixed choices of business fairs."""

from django.db.models import TextChoices


class Side(TextChoices):
    BUYER = "buyer", "発注"
    SUPPLIER = "supplier", "受注"

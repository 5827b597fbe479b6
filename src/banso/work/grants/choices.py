"""Fixed choices of grants."""

from django.db.models import TextChoices


class Step(TextChoices):
    ADOPTED = "adopted", "採択"
    GRANTED = "granted", "交付決定"
    SETTLED = "settled", "額の確定"
    REJECTED = "rejected", "不採択"

"""Fixed choices of turnaround and improvement plans."""

from django.db.models import TextChoices


class Scheme(TextChoices):
    FULL = "full", "経営改善計画策定支援(405事業)"
    EARLY = "early", "早期経営改善計画策定支援"


class ReceiptKind(TextChoices):
    APPLICATION = "application", "事業利用申請"
    CLAIM = "claim", "計画策定費用支払申請"

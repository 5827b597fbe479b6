"""The codes of papers, as they are stored."""

from django.db import models


class Seal(models.TextChoices):
    """Whether a letter bears the centre's seal (公印)."""

    REQUIRED = "required", "公印を押す"
    OMITTED = "omitted", "公印省略"
    NONE = "none", "表示なし(書簡文など)"


class Means(models.TextChoices):
    """How a letter went out."""

    POST = "post", "郵送"
    REGISTERED = "registered", "簡易書留・特定記録"
    HANDED = "handed", "手渡し"
    EMAIL = "email", "電子メール"
    FAX = "fax", "FAX"
    SYSTEM = "system", "電子申請システム"


class RoundState(models.TextChoices):
    """Where a round of letters is."""

    WAITING = "waiting", "順番を待っています"
    RUNNING = "running", "発行しています"
    DONE = "done", "発行しました"
    FAILED = "failed", "止まっています"

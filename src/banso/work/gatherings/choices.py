"""Fixed choices of gatherings."""

from django.db.models import TextChoices


class Kind(TextChoices):
    SEMINAR = "seminar", "セミナー"
    TRAINING = "training", "研修"
    CONSULTATION_DAY = "consultation_day", "相談会"
    FORUM = "forum", "フォーラム"
    EXHIBITION = "exhibition", "展示会出展"
    ADVISER_DAY = "adviser_day", "アドバイザー商談会"
    MEETING = "meeting", "情報交換会"


class AdviserOutcome(TextChoices):
    NONE = "none", "助言のみ"
    QUOTE = "quote", "見積依頼"
    DEAL = "deal", "取引成立"

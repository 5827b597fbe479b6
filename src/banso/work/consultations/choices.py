"""How consultations (相談) are held. Codes are stable; labels may change."""

from django.db.models import TextChoices


class Mode(TextChoices):
    DESK = "desk", "窓口"
    ROUND = "round", "巡回"
    OUTREACH = "outreach", "出張"
    WALK_IN = "walk_in", "来訪"
    VISIT = "visit", "訪問"
    PHONE = "phone", "電話"
    ONLINE = "online", "オンライン"


class Recommended(TextChoices):
    """What no figure needs, but the next colleague does. Records without it are listed as 未記入."""

    ADVISER = "adviser", "担当者"
    THEMES = "themes", "相談テーマ"
    MINUTES = "minutes", "相談時間"
    NOTE = "note", "相談内容"

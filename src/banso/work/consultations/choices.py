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

"""How an answer reached the centre."""

from django.db import models


class Means(models.TextChoices):
    """By what an outsider said what was asked: by their own link, or in a way that staff wrote down for them."""

    LINK = "link", "本人が専用ページから"
    PAPER = "paper", "書面"
    PHONE = "phone", "電話"
    FAX = "fax", "FAX"
    EMAIL = "email", "電子メール"
    VISIT = "visit", "面談"

"""How a file came in, and where the making of a 一件書類 stands, as they are stored."""

from django.db import models


class Way(models.TextChoices):
    LINK = "link", "専用ページ"
    MAIL = "mail", "メール"
    POST = "post", "郵送"
    HAND = "hand", "持参・手渡し"
    FAX = "fax", "ファクス"
    OWN = "own", "センターで作成"

"""Logins (利用者)."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Someone who can log in. Japanese names are one field, in the order they are written."""

    display_name = models.CharField("氏名", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "利用者"

    def __str__(self) -> str:
        return self.display_name or self.username

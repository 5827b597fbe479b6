"""Logins (利用者)."""

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.db import models

from banso.core.private import keeps_secret


@keeps_secret("password", instead="'!'")
class User(AbstractUser):
    """Someone who can log in. Japanese names are one field, in the order they are written."""

    display_name = models.CharField("氏名", max_length=60, blank=True)

    def check_password(self, raw_password: str | None) -> bool:
        """Whether the password is right. Nothing is written: who is logging in may not write yet."""
        return check_password(raw_password, self.password)

    class Meta:
        verbose_name = verbose_name_plural = "利用者"

    def __str__(self) -> str:
        return self.display_name or self.username

"""Where companies are and what they do: municipalities and industries, as the ministries list them."""

from django.db import models

from banso.core.models import ReferenceRow


class Municipality(ReferenceRow):
    """A municipality (市区町村) with its 6-digit local government code; a prefecture is a row with an empty name."""

    code = models.CharField("団体コード", max_length=6, unique=True)
    prefecture = models.CharField("都道府県", max_length=4, db_index=True)
    county = models.CharField("郡", max_length=20, blank=True)
    name = models.CharField("市区町村", max_length=20, blank=True)
    kana = models.CharField("フリガナ", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "市区町村"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.prefecture}{self.name}"


class Industry(ReferenceRow):
    """A class of the Japan Standard Industrial Classification: 大分類 (one letter) or 中分類 (two digits)."""

    code = models.CharField("業種コード", max_length=4, unique=True)
    name = models.CharField("業種名", max_length=60)
    section = models.CharField("大分類", max_length=1, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "業種"
        ordering = ["section", "code"]

    def __str__(self) -> str:
        return self.name

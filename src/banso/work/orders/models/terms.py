"""The trade's own words: processes (工程), materials (材料) and certificates (認証), with the other names they go by."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from banso.core.constraints import known_values
from banso.core.models import ReferenceRow
from banso.core.trail import tracked

from ..choices import TermKind


@tracked
class Term(ReferenceRow):
    """A process, a material or a certificate. `family` joins those one supplier may often do as well as the other."""

    kind = models.CharField("種類", max_length=12, choices=TermKind.choices)
    code = models.SlugField("コード", max_length=40)
    family = models.CharField("分類", max_length=20)
    name = models.CharField("名称", max_length=40)
    synonyms = ArrayField(
        models.CharField(max_length=40), verbose_name="別の言い方", default=list, blank=True, help_text="カンマで区切る"
    )

    class Meta:
        verbose_name = verbose_name_plural = "工程・材料・認証"
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"], name="term_once", violation_error_message="このコードはすでに使われています。"
            ),
            known_values("term_known_kind", "kind", TermKind),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> list[str]:
        """Every name it goes by."""
        return [self.name, *self.synonyms]

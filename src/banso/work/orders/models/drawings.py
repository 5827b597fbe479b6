"""Drawings a buyer hands in with an inquiry (図面)."""

import pgtrigger
from django.db import models

from banso.core.kept import KeptFile
from banso.core.trail import tracked

from .register import Inquiry


@tracked
class Drawing(KeptFile):
    """One drawing of an inquiry. A changed drawing is another one; the old one is taken off by `removed_on`, never deleted."""

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, verbose_name="発注案件", related_name="drawings")
    title = models.CharField("図面名・図番", max_length=120)
    removed_on = models.DateField("取り下げた日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "図面"
        ordering = ["inquiry", "pk"]
        constraints = [models.CheckConstraint(name="drawing_has_title", condition=~models.Q(title=""))]
        triggers = [
            pgtrigger.Protect(name="keep_drawings", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_drawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["removed_on", "updated_at"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title

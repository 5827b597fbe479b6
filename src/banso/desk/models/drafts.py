"""Drafts (書きかけ): what someone was typing, kept until it is saved as a record or thrown away."""

from django.conf import settings
from django.db import models

from banso.core.constraints import json_of
from banso.core.era import format_moment
from banso.core.private import private_to


class DraftKind(models.TextChoices):
    CONSULTATION = "consultation", "相談記録"


@private_to("user_id")
class Draft(models.Model):
    """What one user has typed so far on one screen. No record yet: it has no trail, and nobody else sees it.

    `key` is given by the screen, so that two screens never write into one draft unknowingly; `version` counts its changes,
    so that a screen with an older state is told. `finished_as` is the record it became: a save that is repeated because its
    answer was lost finds it there and records nothing twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="利用者", related_name="drafts")
    kind = models.CharField("種類", max_length=20, choices=DraftKind.choices)
    key = models.UUIDField("画面の番号")
    version = models.PositiveIntegerField("版", default=0)
    payload = models.JSONField("入力内容", default=dict)
    finished_as = models.BigIntegerField("保存した記録", null=True, blank=True)
    updated_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "書きかけ"
        ordering = ["-updated_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="draft_once"),
            json_of("draft_of_fields", "payload", "object", most=3_000_000),
        ]
        indexes = [models.Index(fields=["user", "kind", "-updated_at"], name="draft_latest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_moment(self.updated_at)}"

    @property
    def beginning(self) -> str:
        """How its owner recognises it: the company and the first words."""
        fields = {name: value for name, value in self.payload.get("fields", [])}
        named = fields.get("new_name") or fields.get("company_text") or "企業は未選択"
        return f"{named} {fields.get('note', '')[:30]}".strip()

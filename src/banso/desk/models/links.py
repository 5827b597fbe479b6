"""Links into an account that were handed to its owner: each one is written down, and told to her."""

from datetime import datetime, timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from banso.core.constraints import known_values
from banso.core.era import format_moment
from banso.core.private import keeps_secret
from banso.core.trail import tracked


class LinkKind(models.TextChoices):
    """What a link lets its bearer do with the account."""

    INVITED = "invited", "招待のリンク"
    PASSWORD = "password", "パスワードを決め直すリンク"
    SECOND_FACTOR = "factor", "確認コードなしでログインするためのリンク"


def when_over() -> datetime:
    """When a link handed now is over."""
    return timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


@keeps_secret("digest", instead="''")
@tracked
class AccountLink(models.Model):
    """A link by which someone's password is chosen or her second factor given up (渡したリンク): who handed it to whom, until when it
    holds, and when and from where it was used. Only the digest of its secret is kept. `by` is empty where the machine's operator did.

    A link without such a row opens nothing. The owner is told of it when she logs in next (`told_at`).
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="利用者", related_name="account_links"
    )
    kind = models.CharField("種類", max_length=8, choices=LinkKind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="渡した人", null=True, blank=True, related_name="+"
    )
    handed_at = models.DateTimeField("渡した日時", default=timezone.now)
    expires_at = models.DateTimeField("期限", default=when_over)
    digest = models.CharField("照合値", max_length=64, editable=False)
    used_at = models.DateTimeField("使った日時", null=True, blank=True)
    used_from = models.CharField("使った接続元", max_length=60, blank=True)
    told_at = models.DateTimeField("本人に知らせた日時", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "アカウントのリンク"
        default_permissions = ()
        ordering = ["-handed_at", "-pk"]
        indexes = [models.Index(fields=["user", "-handed_at"], name="account_links_of_user")]
        constraints = [known_values("account_link_known_kind", "kind", LinkKind)]
        triggers = [
            pgtrigger.Protect(name="keep_links", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_handed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["used_at", "used_from", "told_at"]),
            ),
            pgtrigger.Protect(
                name="keep_its_use",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__used_at__isnull=False, old__used_at__df=pgtrigger.F("new__used_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_moment(self.handed_at)}"

    @property
    def handed_by(self) -> str:
        return str(self.by) if self.by else "システムの管理者"

    @property
    def state(self) -> str:
        """What became of it, in words."""
        if self.used_at is not None:
            place = f"、接続元 {self.used_from}" if self.used_from else ""
            return f"使用済({format_moment(self.used_at)}{place})"
        return "期限切れ(使われていない)" if self.expires_at < timezone.now() else "まだ使われていない"

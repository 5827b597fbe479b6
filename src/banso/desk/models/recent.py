"""The companies someone worked with last."""

from django.conf import settings
from django.db import models

from banso.core.private import private_to
from banso.registers.company_links import stays_with_its_company
from banso.registers.models import Company


@stays_with_its_company("利用者の手元の覚え。開けば統合先に着く")
@private_to("user_id")
class RecentCompany(models.Model):
    """A company that a user opened or recorded work for, and when last. A convenience, not a record."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="利用者")
    company = models.ForeignKey(Company, models.CASCADE, verbose_name="企業")
    used_at = models.DateTimeField("最後に使った日時")

    class Meta:
        verbose_name = verbose_name_plural = "最近使った企業"
        ordering = ["-used_at"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "company"], name="recent_company_once")]
        indexes = [models.Index(fields=["user", "-used_at"], name="recent_company_latest")]

    def __str__(self) -> str:
        return str(self.company)

"""活性化・経営改善: what a completed plan kept of jobs.

The cases themselves and their stages are in :mod:`banso.cases`; how the council works them is in :mod:`.council`, both schemes of
improvement plans in :mod:`.improvement`.
"""

from django.core.exceptions import ValidationError
from django.db import models

from banso.cases.models import StageEntry
from banso.core.models import Record
from banso.core.trail import tracked

from .council import models as _council  # noqa: F401 - the council's tables
from .improvement import models as _improvement  # noqa: F401 - the tables of improvement plans


@tracked
class JobsKept(Record):
    """The people employed by a company whose plan was completed: kept jobs (雇用維持効果). Its entry's day decides."""

    completion = models.OneToOneField(
        StageEntry, models.PROTECT, verbose_name="計画策定支援の完了", related_name="jobs_kept"
    )
    employees = models.PositiveIntegerField("維持された雇用(名)")

    class Meta:
        verbose_name = verbose_name_plural = "雇用維持効果"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.completion} {self.employees}名"

    def clean(self) -> None:
        """Refuse a completion that no longer stands: jobs told of it would be counted in no year."""
        super().clean()
        if self.completion_id and not StageEntry.objects.in_force().filter(pk=self.completion_id).exists():
            raise ValidationError(
                {"completion": "この段階は訂正または取り消されています。いまの完了の段階を選んでください。"}
            )

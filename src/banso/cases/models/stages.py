"""Cases that move through stages (段階) a programme names itself: the stages are data, each entry is a step."""

from django.db import models

from banso.core.era import format_date
from banso.core.models import ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Programme
from banso.registers.walls import open_to_all

from .case import Case
from .steps import Step, step_triggers

_STAGE = "(SELECT st.{} FROM public.cases_stage st WHERE st.id = s.stage_id)"


@open_to_all("段階の名前は事業報告書に印刷して公表する")
@tracked
class Stage(ReferenceRow):
    """A stage a programme's cases pass through, such as 事前相談 or 計画策定支援完了, in its usual order."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="stages")
    code = models.SlugField("段階コード", max_length=40)
    name = models.CharField("段階", max_length=60)
    position = models.PositiveSmallIntegerField("並び順", default=0)
    closes = models.BooleanField("終結", default=False, help_text="この段階に入った案件は終結とする")

    class Meta:
        verbose_name = verbose_name_plural = "段階"
        ordering = ["programme", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="stage_code_once")]

    def __str__(self) -> str:
        return self.name


@tracked
class StageEntry(Step):
    """A case entered a stage on a day (段階の移行). It may enter a stage again: `round` tells which time."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="entries")
    stage = models.ForeignKey(Stage, models.PROTECT, verbose_name="段階")
    taken_on = models.DateField("移行日")

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "段階の移行"
        indexes = [models.Index(fields=["stage", "fiscal_year"], name="stage_entry_figures")]
        triggers = step_triggers(step=_STAGE.format("code"), closes=_STAGE.format("closes"))

    def __str__(self) -> str:
        return f"{self.stage} {format_date(self.taken_on)}"

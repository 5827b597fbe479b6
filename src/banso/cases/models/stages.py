"""Cases that move through stages (段階) a programme names itself: the stages are data, each entry is a step."""

from django.core.exceptions import ValidationError
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

    def clean(self) -> None:
        """A case goes forward: it is in no stage after one that stands behind it in the programme's order."""
        super().clean()
        if self.withdrawn or not (self.case_id and self.stage_id and self.taken_on):
            return
        others = StageEntry.objects.in_force().filter(case=self.case_id).exclude(pk=self.replaces_id)
        for other in others.select_related("stage"):
            first, second = sorted((self, other), key=lambda entry: entry.taken_on)
            if first.taken_on < second.taken_on and first.stage.position > second.stage.position:
                raise ValidationError({"stage": _backwards(other, self)})


def _backwards(there: StageEntry, new: StageEntry) -> str:
    when = format_date(there.taken_on)
    if there.taken_on < new.taken_on:
        return (
            f"この案件は{when}に、後の段階「{there.stage}」へ進んでいます。前の段階には戻れません。"
            "誤って進めたときは、その段階を先に取り消してください。"
        )
    return (
        f"この案件は{when}に、前の段階「{there.stage}」に入っています。"
        f"「{new.stage}」の移行日は、その日以後にしてください。"
    )

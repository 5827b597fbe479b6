"""A support of the council (協議会の支援案件) and its steps, from the first word of a bank to the end of monitoring."""

import uuid

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from banso.cases.models import Case, Step, step_triggers
from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Organisation

from ..choices import (
    CLOSING,
    Answer,
    CouncilStepCode,
    Method,
    Outlook,
    Product,
    Reason,
    Relief,
    Route,
    Settlement,
    Size,
)

# What the reports count of staged cases stays where they have counted it since 2003: a step that a programme has a stage for brings that
# stage's entry with it, is taken back with it, and the jobs told of the entry go with one that is put right.
_ENTERS = """
SELECT e.id INTO former FROM public.cases_stageentry e JOIN public.cases_stage s ON s.id = e.stage_id
WHERE NEW.replaces_id IS NOT NULL AND e.case_id = NEW.case_id AND s.code = NEW.step AND NOT e.withdrawn
    AND NOT EXISTS (SELECT FROM public.cases_stageentry r WHERE r.replaces_id = e.id);
IF NEW.withdrawn AND former IS NULL THEN RETURN NULL; END IF;
INSERT INTO public.cases_stageentry (created_at, updated_at, case_id, stage_id, taken_on, round, replaces_id, withdrawn, note)
SELECT NEW.created_at, NEW.updated_at, c.id, s.id, NEW.taken_on, NEW.round, former, NEW.withdrawn, NEW.note
FROM public.cases_case c JOIN public.cases_stage s ON s.programme_id = c.programme_id AND s.code = NEW.step
WHERE c.id = NEW.case_id RETURNING id INTO entered;
IF former IS NOT NULL AND NOT NEW.withdrawn THEN
    UPDATE public.turnaround_jobskept SET completion_id = entered, updated_at = NEW.updated_at WHERE completion_id = former;
END IF;
RETURN NULL;
"""


@tracked
class CouncilCase(Record):
    """One support of one firm by the council (支援案件). Programme, firm, keeper and the day it was brought in are its case's.

    `previous` is the support it follows: the talk in which a bank told of the firm without its name, or a provisional plan (プレ再生)
    that is over. `pseudonym` is what the national body knows the case by; which case that is, only these rows say.
    """

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="council")
    route = models.CharField(
        "持込経路", max_length=12, choices=Route.choices, blank=True, help_text="分からない過去の案件では空欄にします。"
    )
    brought_by = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="持込元の機関", null=True, blank=True, related_name="+"
    )
    size = models.CharField("企業の規模", max_length=8, choices=Size.choices, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name="前の支援案件", null=True, blank=True, related_name="followed_by"
    )
    pseudonym = models.UUIDField("全国本部への報告での番号", default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "活性化協議会の支援案件"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="council_known_route",
                condition=Q(route="") | Q(route__in=Route.values),
                violation_error_message="持込経路を一覧から選んでください。",
            ),
            models.CheckConstraint(
                name="council_known_size",
                condition=Q(size="") | Q(size__in=Size.values),
                violation_error_message="企業の規模を一覧から選んでください。",
            ),
            models.CheckConstraint(name="council_follows_another", condition=Q(previous=None) | ~Q(previous=F("id"))),
        ]

    def __str__(self) -> str:
        return str(self.case)

    def clean(self) -> None:
        """A support follows one of the same programme that began no later."""
        super().clean()
        if not self.case_id or self.previous is None:
            return
        if self.previous.case.programme_id != self.case.programme_id:
            raise ValidationError({"previous": "ほかの事業の案件です。同じ事業の前の支援案件を選んでください。"})
        if self.previous.case.opened_on > self.case.opened_on:
            raise ValidationError(
                {"previous": "この案件より後に受け付けた案件です。前に受け付けた支援案件を選んでください。"}
            )


def _known(name: str, column: str, choices: type[models.TextChoices], said: str) -> models.CheckConstraint:
    """A column that most steps leave empty is one of its choices where it is filled in."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{column: ""}) | Q(**{f"{column}__in": choices.values}),
        violation_error_message=f"{said}を一覧から選んでください。",
    )


@tracked
class CouncilStep(Step):
    """One step of a support. Each fills in the columns that are its own; `round` of a plan is its version, of a meeting its number."""

    step = models.CharField("手続", max_length=20, choices=CouncilStepCode.choices)
    product = models.CharField("支援の種類", max_length=8, choices=Product.choices, blank=True)
    relief = models.CharField("金融支援", max_length=8, choices=Relief.choices, blank=True)
    bank = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="金融機関", null=True, blank=True, related_name="+"
    )
    answer = models.CharField("意向", max_length=12, choices=Answer.choices, blank=True)
    is_main = models.BooleanField("メイン行", default=False)
    base_on = models.DateField("残高の基準日", null=True, blank=True)
    until = models.DateField("いつまで", null=True, blank=True)
    method = models.CharField("DDの方法", max_length=8, choices=Method.choices, blank=True)
    meets_on = models.DateField("開催日", null=True, blank=True)
    minutes = models.TextField("議事の要点", blank=True)
    jobs = models.PositiveIntegerField("完了時の従業員数(名)", null=True, blank=True)
    persons = models.PositiveSmallIntegerField("保証人の人数", null=True, blank=True)
    settlement = models.CharField("整理の方法", max_length=10, choices=Settlement.choices, blank=True)
    outlook = models.CharField("計画との比較", max_length=10, choices=Outlook.choices, blank=True)
    reason = models.CharField("理由", max_length=14, choices=Reason.choices, blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "活性化協議会の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="council_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            known_values("council_step_known", "step", CouncilStepCode),
            _known("council_product_known", "product", Product, "支援の種類"),
            _known("council_relief_known", "relief", Relief, "金融支援"),
            _known("council_answer_known", "answer", Answer, "意向"),
            _known("council_method_known", "method", Method, "DDの方法"),
            _known("council_settlement_known", "settlement", Settlement, "整理の方法"),
            _known("council_outlook_known", "outlook", Outlook, "計画との比較"),
            _known("council_reason_known", "reason", Reason, "理由"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="enters_its_stage",  # before keep_standing in the alphabet, and so in time
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                declare=[("former", "bigint"), ("entered", "bigint")],
                func=_ENTERS,
            ),
            *step_triggers(closing=CLOSING),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"

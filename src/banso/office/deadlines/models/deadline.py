"""The deadline (期限) as rows that are never rewritten, and the open ones as the database keeps them for finding."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from banso.cases.models import Case, Party
from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Staff

from ..choices import Actor, Ending

# The row of an open deadline is what two who would move or end it at once compete for: only one finds it.
_GONE = """
    DELETE FROM public.deadlines_opendeadline WHERE deadline_id = {};
    IF NOT FOUND THEN
        RAISE EXCEPTION 'deadline_is_not_open' USING ERRCODE = 'check_violation';
    END IF;
"""
_NEXT = """
    UPDATE public.cases_standing SET next_due_on = (
        SELECT min(o.due_on) FROM public.deadlines_opendeadline o WHERE o.case_id = {0}
    ) WHERE case_id = {0};
"""
_OPENS = f"""
IF NEW.replaces_id IS NOT NULL THEN
    IF NOT EXISTS (SELECT FROM public.deadlines_deadline d WHERE d.id = NEW.replaces_id AND d.case_id = NEW.case_id) THEN
        RAISE EXCEPTION 'deadline_of_another_case' USING ERRCODE = 'check_violation';
    END IF;
    {_GONE.format("NEW.replaces_id")}
END IF;
INSERT INTO public.deadlines_opendeadline (deadline_id, case_id, keeper_id, code, round, due_on)
    SELECT NEW.id, c.id, c.keeper_id, NEW.code, NEW.round, NEW.due_on FROM public.cases_case c WHERE c.id = NEW.case_id;
{_NEXT.format("NEW.case_id")}
RETURN NULL;
"""
_CLOSED_CASE = "bigint := (SELECT d.case_id FROM public.deadlines_deadline d WHERE d.id = NEW.deadline_id)"
_CLOSES = f"""
{_GONE.format("NEW.deadline_id")}
{_NEXT.format("of_case")}
RETURN NULL;
"""
_KEPT_ANEW = pgtrigger.UpdateOf("keeper_id")  # type: ignore[no-untyped-call]
_KEEPS = "UPDATE public.deadlines_opendeadline SET keeper_id = NEW.keeper_id WHERE case_id = NEW.id; RETURN NULL;"


@tracked
class Deadline(Record):
    """A date by which someone must act on a case, with the sentence that says how it came about.

    Moving it, also after it has passed, adds a row that `replaces` it with a reason. `code` and `round` are the rule of the
    case's terms and which time it applies; those a person sets have no code, and `round` numbers them. `met_by` are the
    steps that meet it. `opens_on` is the first day on which it can be met, where it has a window (受付期間).
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="deadlines")
    code = models.CharField("期限コード", max_length=40, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("回", default=1, editable=False)
    name = models.CharField("期限", max_length=60, help_text="何の期限か。例: 実績報告書の提出")
    opens_on = models.DateField("いつから", null=True, blank=True, editable=False)
    due_on = models.DateField("期日")
    sentence = models.TextField("期日の決まり方")
    soft = models.BooleanField("目安", default=False, editable=False)
    actor = models.CharField("誰が", max_length=10, choices=Actor.choices, default=Actor.KEEPER)
    party = models.ForeignKey(Party, models.PROTECT, verbose_name="相手", null=True, blank=True)
    met_by = ArrayField(
        models.CharField(max_length=40), verbose_name="済ませる手続", default=list, blank=True, editable=False
    )
    by_hand = models.BooleanField("人が決めた", default=False, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="変更前の期限",
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        error_messages={"unique": "この期限は、すでに変更されています。画面を開き直してください。"},
    )
    reason = models.CharField("変更の理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "期限"
        ordering = ["case", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="deadline_actor_known",
                condition=Q(actor__in=Actor.values),
                violation_error_message="誰が行うかを一覧から選んでください。",
            ),
            models.CheckConstraint(
                name="deadline_says_how",
                condition=~Q(sentence="") & ~Q(name=""),
                violation_error_message="何の期限かと、期日の決まり方を入れてください。",
            ),
            models.CheckConstraint(
                name="deadline_moved_with_reason",
                condition=Q(replaces__isnull=True) | ~Q(reason=""),
                violation_error_message="期限を変える理由を入れてください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_deadlines", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(name="opens", when=pgtrigger.After, operation=pgtrigger.Insert, func=_OPENS),
        ]

    def __str__(self) -> str:
        return f"{self.name} {format_date(self.due_on)}"

    @property
    def state(self) -> str:
        """What became of it: 未了, 済んだ 令和6年6月3日, 令和6年6月20日に変更."""
        if hasattr(self, "closing"):
            return str(self.closing)
        if hasattr(self, "replaced_by"):
            return f"{format_date(self.replaced_by.due_on)}に変更"
        return "未了"


@tracked
class Closing(Record):
    """How a deadline ended: what was due was done on a day, or is not due any more, with the reason.

    `step` is the step that met it; `by_hand` says that a person ended it, which no later counting undoes.
    """

    deadline = models.OneToOneField(
        Deadline,
        models.PROTECT,
        verbose_name="期限",
        related_name="closing",
        error_messages={"unique": "この期限は、すでに終わっています。画面を開き直してください。"},
    )
    ending = models.CharField("結果", max_length=10, choices=Ending.choices)
    on = models.DateField("日付")
    step = models.CharField("手続", max_length=40, blank=True, editable=False)
    by_hand = models.BooleanField("人が決めた", default=False, editable=False)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "期限の結果"
        ordering = ["-on", "-pk"]
        constraints = [
            known_values("closing_ending_known", "ending", Ending),
            models.CheckConstraint(
                name="dropped_with_reason",
                condition=~Q(ending=Ending.DROPPED) | ~Q(reason=""),
                violation_error_message="不要になった理由を入れてください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_closings", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="closes",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=_CLOSES,
                declare=[("of_case", _CLOSED_CASE)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ending_display()} {format_date(self.on)}"


class OpenDeadline(models.Model):
    """A deadline that is neither moved nor ended: kept by the database alone, for finding by keeper and date. No trail."""

    deadline = models.OneToOneField(
        Deadline, models.CASCADE, verbose_name="期限", primary_key=True, related_name="open"
    )
    case = models.ForeignKey(Case, models.CASCADE, verbose_name="案件", related_name="open_deadlines", db_index=False)
    keeper = models.ForeignKey(
        Staff, models.CASCADE, verbose_name="担当者", null=True, blank=True, related_name="+", db_index=False
    )
    code = models.CharField("期限コード", max_length=40, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("回", default=1, editable=False)
    due_on = models.DateField("期日")

    class Meta:
        verbose_name = verbose_name_plural = "未了の期限"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["keeper", "due_on", "deadline"], name="open_deadlines_of_keeper"),
            models.Index(fields=["due_on", "deadline"], name="open_deadlines_by_day"),
            models.Index(fields=["case", "due_on"], name="open_deadlines_of_case"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "code", "round"], name="open_deadline_once")]

    def __str__(self) -> str:
        return str(self.deadline)


class KeptCase(Case):
    """A case as deadlines see it: given to another keeper, its open deadlines go along."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "案件"
        triggers = [
            pgtrigger.Trigger(
                name="deadlines_follow_keeper",
                when=pgtrigger.After,
                operation=_KEPT_ANEW,
                func=_KEEPS,
            )
        ]

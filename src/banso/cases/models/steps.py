"""The step (手続の段階): a dated row of its kind's own table, which is what figures count and state is derived from."""

from typing import Any, Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.done_days import is_to_come
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record

from .case import Case

_STANDS = """
UPDATE public.cases_standing SET (step, since, round, closed) = (
    SELECT coalesce(last.step, ''), coalesce(last.taken_on, c.opened_on), coalesce(last.round, 0), coalesce(last.closed, false)
    FROM public.cases_case c LEFT JOIN LATERAL (
        SELECT {step} AS step, s.taken_on, s.round, {closes} AS closed
        FROM public.{{meta.db_table}} s
        WHERE s.case_id = c.id AND NOT s.withdrawn
            AND NOT EXISTS (SELECT FROM public.{{meta.db_table}} r WHERE r.replaces_id = s.id)
        ORDER BY s.taken_on DESC, s.id DESC LIMIT 1
    ) last ON true WHERE c.id = NEW.case_id
) WHERE case_id = NEW.case_id;
RETURN NULL;
"""
_NOT_BEFORE = """
IF NEW.taken_on < (SELECT c.opened_on FROM public.cases_case c WHERE c.id = NEW.case_id) THEN
    RAISE EXCEPTION 'step_before_its_case' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


def step_triggers(*, closing: tuple[str, ...] = (), step: str = "s.step", closes: str = "") -> list[pgtrigger.Trigger]:
    """What the database does for a kind's steps: refuses to rewrite them, and keeps the case's standing.

    `closing` are the codes of the steps that end a case. A kind whose codes stand elsewhere gives SQL for a row `s` instead.
    """
    ends = closes or ("s.step IN ({})".format(", ".join(f"'{code}'" for code in closing)) if closing else "false")
    return [
        pgtrigger.Protect(name="keep_steps", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="not_before_its_case", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_NOT_BEFORE
        ),
        pgtrigger.Trigger(
            name="keep_standing",
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            func=pgtrigger.Func(_STANDS.format(step=step, closes=ends)),  # type: ignore[no-untyped-call]
        ),
    ]


IN_FORCE = Q(withdrawn=False, replaced_by__isnull=True)


class StepQuerySet(models.QuerySet[Any]):
    def in_force(self) -> Self:
        """Steps that still hold: neither answered by a later row nor such an answer that only takes back."""
        return self.filter(IN_FORCE)


class Step(Record):
    """One step of a case, taken on a day. The database refuses to rewrite it: a mistake is answered by a row that `replaces` it.

    A row that replaces another puts it right; one that is `withdrawn` only takes it back. `round` tells which time the step
    is taken. The kind's own table adds `step` (one of its declared codes), the step's facts as typed columns, and in its Meta
    `triggers = step_triggers(closing=…)`.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="%(app_label)s_%(class)s_steps")
    taken_on = models.DateField("日付")
    fiscal_year = fiscal_year_column("taken_on")
    round = models.PositiveSmallIntegerField("回", default=1, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="訂正した段階",
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        error_messages={"unique": "この段階は、すでに訂正または取り消されています。画面を開き直してください。"},
    )
    withdrawn = models.BooleanField("取消し", default=False, editable=False)
    note = models.CharField("備考", max_length=200, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["case", "taken_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_takes_something_back",
                condition=Q(withdrawn=False) | Q(replaces__isnull=False),
            )
        ]

    def clean(self) -> None:
        """Refuse a day before the case was accepted, and one that is yet to come: what is planned is a deadline, no step."""
        if self.taken_on and not self.withdrawn and is_to_come(self.taken_on):
            raise ValidationError(
                {"taken_on": "先の日付です。済んだことだけを登録できます。予定は期限や約束に入れてください。"}
            )
        if self.case_id and self.taken_on and self.taken_on < self.case.opened_on:
            raise ValidationError({"taken_on": "案件の受付日より前の日付です。日付を確かめてください。"})

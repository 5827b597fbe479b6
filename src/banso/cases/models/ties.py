"""What ties staff to whom a case concerns (利害関係), and asking about it without telling: over walls only the keepers hear of it."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from banso.core.constraints import json_of, known_values
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Programme, Staff
from banso.registers.walls import also_shut, keepers_only

from .case import Case
from .recipients import Addressed, only_one
from .teams import Tie

BY_ONESELF = "EXISTS (SELECT FROM public.registers_staff s WHERE s.id = {row}.staff_id AND s.user_id = (SELECT public.banso_actor()))"
# One row for each other unit behind a wall, whether or not it has such a case: so that to ask takes the same, whatever there is.
_ASK = """
INSERT INTO public.cases_conflictnotice
    (question, programme_id, case_id, hit, asking_unit, asked_on, settlement, created_at, updated_at)
SELECT NEW.id, coalesce(found.programme_id, other.programme_id), found.id, found.id IS NOT NULL, coalesce(asking.name, ''),
    NEW.asked_on, '', now(), now()
FROM public.cases_case own
JOIN public.registers_programme mine ON mine.id = own.programme_id
LEFT JOIN public.registers_unit asking ON asking.id = mine.walled_to_id
JOIN (SELECT p.walled_to_id AS unit_id, min(p.id) AS programme_id FROM public.registers_programme p
    WHERE p.walled_to_id IS NOT NULL GROUP BY p.walled_to_id) other ON other.unit_id IS DISTINCT FROM mine.walled_to_id
LEFT JOIN LATERAL (
    SELECT c.programme_id, c.id FROM public.cases_case c
    JOIN public.registers_programme theirs ON theirs.id = c.programme_id AND theirs.walled_to_id = other.unit_id
    LEFT JOIN public.registers_company firm ON firm.id = c.company_id
    WHERE NEW.subjects -> 'companies' @> to_jsonb(c.company_id) OR NEW.subjects -> 'people' @> to_jsonb(c.person_id)
        OR NEW.subjects -> 'keys' ? firm.name_key
        OR EXISTS (SELECT FROM public.cases_party p WHERE p.case_id = c.id AND (
            NEW.subjects -> 'companies' @> to_jsonb(p.company_id) OR NEW.subjects -> 'people' @> to_jsonb(p.person_id)
            OR NEW.subjects -> 'names' ? p.name))
    ORDER BY c.id DESC LIMIT 1
) found ON true
WHERE own.id = NEW.case_id;
RETURN NULL;
"""


class Answer(models.TextChoices):
    NO = "no", "利害関係はない"
    YES = "yes", "利害関係がある"
    LATER = "later", "確かめてから答える"


@tracked
class StaffTie(Addressed, Record):
    """A member of staff is tied to an organisation, a company or a person from when to when. Seen by her and by keepers alone."""

    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="職員", related_name="ties")
    tie = models.CharField("関係", max_length=10, choices=Tie.choices)
    since = models.DateField("いつから", null=True, blank=True)
    until = models.DateField("いつまで", null=True, blank=True, help_text="続いているときは空欄")
    note = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "職員の利害関係"
        ordering = ["staff", "pk"]
        constraints = [
            known_values("staff_tie_known", "tie", Tie),
            only_one("staff_tie_to_one"),
            models.CheckConstraint(
                name="staff_tie_ends_after_start",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="終わりの日が始まりの日より前です。日付を確かめてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.get_tie_display()} {self.to}"


@keepers_only(read=True, seen_unless="{row}.answer <> 'yes' OR " + BY_ONESELF, unless=BY_ONESELF)
@tracked
class TieDeclaration(Record):
    """A member of staff says of a case whether anything ties her to whom it concerns (利害関係の申告); 「ある」 keeps her out of it at once.

    The last one counts. One that keeps her out is told to the keeper alone, who may `lift` it.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="declarations")
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="職員", related_name="+")
    answer = models.CharField("申告", max_length=10, choices=Answer.choices)
    note = models.CharField("関係の内容", max_length=200, blank=True)
    declared_on = models.DateField("申告日", default=localdate)
    lifted_on = models.DateField("責任者が解いた日", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "利害関係の申告"
        ordering = ["case", "pk"]
        constraints = [known_values("tie_declared_known", "answer", Answer)]
        indexes = [models.Index(fields=["staff"], condition=Q(answer="yes"), name="ties_declared")]
        triggers = [
            pgtrigger.Protect(name="keep_declarations", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="fix_declarations",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("case", "staff", "answer", "note", "declared_on"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.get_answer_display()}"


@keepers_only(unless="{row}.settled_on IS NULL")
@tracked
class ConflictQuestion(Record):
    """Whether those whom a case concerns are known elsewhere in the house was asked when it was opened (利害関係の照会).

    Who asks is told nothing but to turn to the keeper. `subjects` are the companies and people (keys), the names as typed, and the keys
    by which names of companies are compared.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="questions")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="照会した人", null=True, related_name="+"
    )
    asked_on = models.DateField("照会日", default=localdate)
    subjects = models.JSONField("照会した相手", default=dict)
    settled_on = models.DateField("責任者が確認した日", null=True, blank=True)
    settlement = models.CharField("確認の結果", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "利害関係の照会"
        ordering = ["-asked_on", "-pk"]
        constraints = [json_of("conflict_subjects_shape", "subjects", "object", most=20_000)]
        triggers = [
            pgtrigger.Protect(name="keep_questions", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="fix_questions",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("case", "asked_by", "asked_on", "subjects"),
            ),
            pgtrigger.Trigger(name="ask_elsewhere", when=pgtrigger.After, operation=pgtrigger.Insert, func=_ASK),
        ]

    def __str__(self) -> str:
        return f"{self.case} の照会"

    @property
    def names(self) -> list[str]:
        """Whom it asked about, as they were called."""
        said: Any = self.subjects.get("names", [])
        return list(said)


@also_shut("NOT {row}.hit")
@keepers_only(read=True)
@tracked
class ConflictNotice(Record):
    """Another unit asked about someone whom a case of this unit concerns (ほかの部署からの照会): told to this unit's keeper alone.

    Written by the database as the question is asked, one for each unit behind a wall; those that hit nothing nobody sees.
    """

    question = models.BigIntegerField("照会", editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", null=True, blank=True, related_name="+")
    hit = models.BooleanField("一致", default=False, editable=False)
    asking_unit = models.CharField("照会した部署", max_length=80, blank=True)
    asked_on = models.DateField("照会日")
    settled_on = models.DateField("確認した日", null=True, blank=True)
    settlement = models.CharField("確認の結果", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "ほかの部署からの照会"
        ordering = ["-asked_on", "-pk"]
        triggers = [
            pgtrigger.Protect(name="keep_notices", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="fix_notices",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("question", "programme", "case", "hit", "asking_unit", "asked_on"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asking_unit}からの照会"

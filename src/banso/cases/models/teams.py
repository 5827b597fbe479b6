"""Who sees a case within its unit (チームと閲覧範囲): its team, whether it is closed to that, and who is kept out of it.

All three are dated rows. The first day counts, the last does not: from that day on it is over, so that what was done by mistake is
undone at once. The database decides by them (:mod:`banso.config.row_security`); being kept out wins over everything else.
"""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from banso.core.constraints import known_values, no_overlap
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Staff
from banso.registers.walls import keepers_only

from .case import Case

LEADS = "public.banso_leads({row}.case_id)"


class TeamRole(models.TextChoices):
    LEAD = "lead", "主担当"
    DEPUTY = "deputy", "副担当"
    MEMBER = "member", "担当"
    VIEWER = "viewer", "閲覧のみ"


class Side(models.TextChoices):
    SELLER = "seller", "譲渡側"
    BUYER = "buyer", "譲受側"


class Tie(models.TextChoices):
    """What ties a member of staff to a firm, or to whoever is concerned by its case."""

    EMPLOYER = "employer", "元勤務先"
    BANK = "bank", "出身金融機関"
    RIVAL = "rival", "競合先"
    OPPONENT = "opponent", "相手方"
    FAMILY = "family", "親族"
    ADVISER = "adviser", "顧問先"
    OTHER = "other", "その他"


class TeamQuerySet(models.QuerySet["TeamMember"]):
    def standing_on(self, day: date) -> Self:
        """Those of the team on a day."""
        return self.filter(Q(joined_on__lte=day), Q(left_on=None) | Q(left_on__gt=day))


class EnclosureQuerySet(models.QuerySet["Enclosure"]):
    def standing_on(self, day: date) -> Self:
        """What closes a case on a day."""
        return self.filter(Q(closed_on__lte=day), Q(opened_on=None) | Q(opened_on__gt=day))


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def standing_on(self, day: date) -> Self:
        """What keeps someone out on a day."""
        return self.filter(Q(kept_out_on__lte=day), Q(let_in_on=None) | Q(let_in_on__gt=day))


def _not_before(name: str, start: str, end: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        violation_error_message="終わる日が始まる日より前です。日付を確かめてください。",
    )


def _rows_stay(name: str, *columns: str) -> list[pgtrigger.Trigger]:
    """A dated row is ended, never deleted, and says what it said."""
    return [
        pgtrigger.Protect(name=f"keep_{name}", operation=pgtrigger.Delete),
        pgtrigger.Protect(name=f"fix_{name}", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*columns)),
    ]


@keepers_only(unless="({row}.side = '' OR {row}.case_id || ':' || {row}.side = ANY ({sides})) AND " + LEADS)
@tracked
class TeamMember(Record):
    """A member of staff works on a case, or only looks at it (閲覧のみ), from a day on; perhaps on one side of it.

    Of a closed case nobody else sees anything but the keeper of its unit. Written by the one who leads it (主担当), while nobody does
    by anyone who sees it, and by the keeper; who stands on a side is said by that side's lead and the keeper.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="team")
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="職員", related_name="+")
    role = models.CharField("役割", max_length=10, choices=TeamRole.choices, default=TeamRole.MEMBER)
    side = models.CharField(
        "立場", max_length=10, choices=Side.choices, blank=True, help_text="空欄はどちらの側でもない"
    )
    joined_on = models.DateField("いつから")
    left_on = models.DateField("外れた日", null=True, blank=True, help_text="この日から見られない")

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案件のチーム"
        ordering = ["case", "joined_on", "pk"]
        constraints = [
            known_values("team_role_known", "role", TeamRole),
            known_values("team_side_known", "side", Side, blank=True),
            _not_before("team_leaves_after_joining", "joined_on", "left_on"),
            no_overlap(
                "team_member_once",
                same=["case", "staff"],
                start="joined_on",
                end="left_on",
                message="この職員は、すでにこの案件のチームにいます。",
                bounds="[)",
            ),
        ]
        indexes = [models.Index(fields=["staff"], name="teams_of_staff")]
        triggers = _rows_stay("team_members", "case", "staff", "role", "side", "joined_on")

    def __str__(self) -> str:
        return f"{self.staff} {self.get_role_display()}"


@keepers_only(unless=LEADS)
@tracked
class Enclosure(Record):
    """A case is closed to its team and the keeper of its unit, from a day until it is opened to the unit again."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="enclosures")
    closed_on = models.DateField("閉じた日")
    opened_on = models.DateField("開いた日", null=True, blank=True)
    reason = models.CharField("理由", max_length=200)

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "チームへの限定"
        ordering = ["case", "closed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="case_closed_with_reason",
                condition=~Q(reason=""),
                violation_error_message="理由を入れてください。",
            ),
            _not_before("case_opens_after_closing", "closed_on", "opened_on"),
            no_overlap(
                "case_closed_once",
                same=["case"],
                start="closed_on",
                end="opened_on",
                message="この案件は、すでにチームだけに限られています。",
                bounds="[)",
            ),
        ]
        triggers = _rows_stay("case_enclosures", "case", "closed_on", "reason")

    def __str__(self) -> str:
        return f"{self.case_id} {self.closed_on}"

    @property
    def stands(self) -> bool:
        """Whether it closes the case today."""
        today = localdate()
        return self.closed_on <= today and (self.opened_on is None or self.opened_on > today)


@keepers_only(read=True)
@tracked
class Exclusion(Record):
    """A member of staff is kept out of a case (除外) because of a tie, from a day on. Only the keeper of its unit may know."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="exclusions")
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="職員", related_name="+")
    tie = models.CharField("理由の種類", max_length=10, choices=Tie.choices)
    reason = models.CharField("理由", max_length=200, blank=True)
    kept_out_on = models.DateField("いつから")
    let_in_on = models.DateField("解いた日", null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "案件からの除外"
        ordering = ["case", "kept_out_on", "pk"]
        constraints = [
            known_values("exclusion_tie_known", "tie", Tie),
            models.CheckConstraint(
                name="exclusion_other_says_why",
                condition=~Q(tie=Tie.OTHER) | ~Q(reason=""),
                violation_error_message="「その他」のときは、理由を書いてください。",
            ),
            _not_before("exclusion_ends_after_start", "kept_out_on", "let_in_on"),
            no_overlap(
                "exclusion_once",
                same=["case", "staff"],
                start="kept_out_on",
                end="let_in_on",
                message="この職員は、すでにこの案件から除外されています。",
                bounds="[)",
            ),
        ]
        indexes = [models.Index(fields=["staff"], name="exclusions_of_staff")]
        triggers = _rows_stay("exclusions", "case", "staff", "tie", "reason", "kept_out_on")

    def __str__(self) -> str:
        return f"{self.staff} {self.get_tie_display()}"

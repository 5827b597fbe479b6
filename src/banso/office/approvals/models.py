"""起案 and what becomes of it: who decides what (専決の表), who is away, the draft's versions, the stations of its way, each act."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from banso.cases.models import Case
from banso.core.constraints import ends_after_start, json_of, known_values, no_overlap
from banso.core.models import Record, ReferenceRow
from banso.core.private import asked_for_by
from banso.core.trail import tracked
from banso.registers.models import Programme, Staff, Unit
from banso.registers.walls import gathers

from .choices import UNDER_WAY, Deed, ErrandState, Restriction, Role, State


@tracked
class Seat(ReferenceRow):
    """A seat in the line of decision (職位): 課長, 事務局長, 専務理事, 理事長. The higher the rank, the higher the seat."""

    code = models.SlugField("職位コード", max_length=40, unique=True)
    title = models.CharField("職位", max_length=40)
    rank = models.PositiveSmallIntegerField("順位", unique=True, help_text="大きいほど上位")
    per_unit = models.BooleanField("部署ごと", default=False, help_text="課長のように部署ごとに置く職位")

    class Meta:
        verbose_name = verbose_name_plural = "決裁の職位"
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.title


@tracked
class Holding(Record):
    """Who holds a seat from when to when; both days count, an open end means still."""

    seat = models.ForeignKey(Seat, models.PROTECT, verbose_name="職位", related_name="holdings")
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="部署", null=True, blank=True)
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="職員", related_name="seats")
    starts_on = models.DateField("就任日")
    ends_on = models.DateField("退任日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "決裁の職位にある人"
        ordering = ["seat", "unit", "starts_on"]
        constraints = [
            ends_after_start("holding_ends_after_start", start="starts_on", end="ends_on"),
            no_overlap(
                "holding_one_at_a_time",
                same=["seat", "unit"],
                start="starts_on",
                end="ends_on",
                message="同じ職位に同じ時期の人がすでに登録されています。期間を確かめてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {self.staff}"


@tracked
class Rule(Record):
    """One line of the table of 専決: from which amount a kind of matter is decided by which seat, and whom it consults."""

    kind = models.CharField("専決区分", max_length=40, help_text="例: dispatch")
    label = models.CharField("事項", max_length=80)
    amount_from = models.PositiveBigIntegerField("金額(円)以上", default=0)
    seat = models.ForeignKey(Seat, models.PROTECT, verbose_name="決裁者", related_name="rules")
    consults = models.ManyToManyField(Seat, verbose_name="合議先", blank=True, related_name="consulted_by")
    valid_from = models.DateField("適用開始日")
    valid_until = models.DateField("適用終了日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "専決の表"
        ordering = ["kind", "amount_from", "valid_from"]
        constraints = [
            ends_after_start("rule_ends_after_start", start="valid_from", end="valid_until"),
            models.UniqueConstraint(
                fields=["kind", "amount_from", "valid_from"],
                name="rule_once_a_day",
                violation_error_message="同じ区分・金額・適用開始日の決まりがすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.amount_from:,}円以上 {self.seat}"


@tracked
class Absence(Record):
    """Someone is away from a day until before another, and who stands in for her (代決者)."""

    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="不在の職員", related_name="absences")
    substitute = models.ForeignKey(Staff, models.PROTECT, verbose_name="代決者", related_name="stands_in")
    starts_on = models.DateField("不在の初日")
    until = models.DateField("戻る日", help_text="この日からは本人が決裁する")
    reason = models.CharField("理由", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "不在"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_start",
                condition=Q(until__gt=F("starts_on")),
                violation_error_message="戻る日は、不在の初日より後にしてください。",
            ),
            models.CheckConstraint(
                name="absence_another_stands_in",
                condition=~Q(staff=F("substitute")),
                violation_error_message="代決者には別の人を選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} → {self.substitute}"


class DraftQuerySet(models.QuerySet["Draft"]):
    def about(self, case: Case) -> "DraftQuerySet":
        """The drafts of a case: those of it alone, and those that decide a round of cases it belongs to."""
        return self.filter(Q(case=case) | Q(pk__in=Covered.objects.filter(case=case).values("draft")))


# Who seals is held by the database too: at one's own place, or for whoever holds it, and never one's own draft as the last.
_AT_ONES_PLACE = """
IF NEW.deed IN ('approve', 'decide') AND NOT EXISTS (
    SELECT FROM public.approvals_station s WHERE s.id = NEW.station_id AND s.draft_id = NEW.draft_id AND s.round = NEW.round
        AND s.staff_id IN (NEW.staff_id, NEW.acting_for_id)
) THEN
    RAISE EXCEPTION 'a seal is put where its owner was asked';
END IF;
IF NEW.deed = 'decide' AND NEW.staff_id = (SELECT d.drafter_id FROM public.approvals_draft d WHERE d.id = NEW.draft_id) THEN
    RAISE EXCEPTION 'nobody decides her own draft';
END IF;
RETURN NEW;
"""


@gathers("approvals.Covered", "draft")
@tracked
class Draft(Record):
    """A draft decision (起案): one matter, which goes round as its latest version. `matter` says what the last seal does.

    One about a case stands behind the case's wall; one of words alone behind that of the `programme` it was filed in, if any.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", null=True, blank=True, related_name="drafts")
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="守秘の範囲", null=True, blank=True, related_name="+"
    )
    matter = models.CharField("決裁で行うこと", max_length=40, blank=True)
    kind = models.CharField("専決区分", max_length=40)
    title = models.CharField("件名", max_length=120)
    amount = models.PositiveBigIntegerField("金額(円)", default=0)
    restrictions = ArrayField(models.CharField(max_length=10, choices=Restriction.choices), default=list, blank=True)
    drafter = models.ForeignKey(Staff, models.PROTECT, verbose_name="起案者", related_name="drafts")
    drafted_on = models.DateField("起案日")
    quotes = models.ForeignKey("self", models.PROTECT, verbose_name="前例", null=True, blank=True, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "起案"
        ordering = ["-drafted_on", "-pk"]
        indexes = [models.Index(fields=["case", "-drafted_on"], name="drafts_of_case")]
        constraints = [
            models.CheckConstraint(
                name="draft_behind_one_wall",
                condition=Q(case__isnull=True) | Q(programme__isnull=True),
                violation_error_message="案件の起案は、その案件の守秘の範囲に従います。",
            ),
            models.CheckConstraint(
                name="draft_known_restrictions", condition=Q(restrictions__contained_by=Restriction.values)
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_drafts", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title

    @property
    def walled_to(self) -> Unit | None:
        """The unit behind whose wall it stands; None for one behind none."""
        programme = self.case.programme if self.case else self.programme
        return programme.walled_to if programme else None

    def get_absolute_url(self) -> str:
        return reverse("draft", args=[self.pk])


class Kept(models.Model):
    """A row of a draft that is written once. Its history shows what somebody changed past the database's refusal."""

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="keep_acts", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


@tracked
class Covered(Kept):
    """A case that a draft decides together with others (一括の起案): all are of one programme, so behind the same wall."""

    draft = models.ForeignKey(Draft, models.PROTECT, verbose_name="起案", related_name="covered")
    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="decided_in")

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "一括の起案の案件"
        constraints = [models.UniqueConstraint(fields=["draft", "case"], name="covered_once")]

    def __str__(self) -> str:
        return f"{self.draft} {self.case}"


@tracked
class Version(Kept):
    """What a draft says in one round: the words, the facts the last seal will use, how they were shown, and the rows it `writes`.

    A step that is decided is written as it stands in one of these rows, or the database refuses it.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, verbose_name="起案", related_name="versions")
    round = models.PositiveSmallIntegerField("回")
    body = models.TextField("伺い文")
    payload = models.JSONField("行うことの内容", default=dict, blank=True)
    shown = models.JSONField("示した内容", default=list, blank=True)
    writes = models.JSONField("書き込む行", default=list, blank=True)
    digest = models.CharField("内容のハッシュ値", max_length=64)
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "起案の版"
        ordering = ["draft", "round"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "round"], name="draft_version_once"),
            json_of("version_does_an_act", "payload", "object", most=5_000_000),
            json_of("version_shows_a_list", "shown", "array", most=5_000_000),
            json_of("version_writes_rows", "writes", "array", most=5_000_000),
        ]

    def __str__(self) -> str:
        return f"{self.draft} 第{self.round}版"


@tracked
class Station(Kept):
    """One place on a draft's way in one round: who is asked, in which order, as what. Those of one order are asked at once."""

    draft = models.ForeignKey(Draft, models.PROTECT, verbose_name="起案", related_name="stations")
    round = models.PositiveSmallIntegerField("回")
    order = models.PositiveSmallIntegerField("順")
    role = models.CharField("役割", max_length=10, choices=Role.choices)
    seat = models.ForeignKey(Seat, models.PROTECT, verbose_name="職位", null=True, blank=True)
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="職員", related_name="stations")

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "決裁の経路"
        ordering = ["draft", "round", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "round", "order", "staff"], name="station_once"),
            known_values("station_known_role", "role", Role),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.staff}"


@tracked
class Act(Kept):
    """What someone did about a draft, in her own name or for one who is away. One act a station and round: two at once, one wins."""

    draft = models.ForeignKey(Draft, models.PROTECT, verbose_name="起案", related_name="acts")
    round = models.PositiveSmallIntegerField("回")
    station = models.ForeignKey(
        Station, models.PROTECT, verbose_name="経路", null=True, blank=True, related_name="acts"
    )
    deed = models.CharField("行ったこと", max_length=14, choices=Deed.choices)
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="行った人", related_name="acts")
    acting_for = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="代わった相手", null=True, blank=True, related_name="+"
    )
    comment = models.CharField("意見", max_length=400, blank=True)
    digest = models.CharField("見た内容のハッシュ値", max_length=64)
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "決裁の記録"
        ordering = ["draft", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "deed"],
                name="station_answered_once",
                violation_error_message="ほかの人が先に処理しました。画面を開き直してください。",
            ),
            known_values("act_known_deed", "deed", Deed),
        ]
        triggers = [
            *Kept.Meta.triggers,
            pgtrigger.Trigger(
                name="at_ones_place", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_AT_ONES_PLACE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.get_deed_display()}"


class Turn(models.Model):
    """Whose turn it is: one row for each person a draft waits for. Follows from stations and acts, so that lists need one look."""

    draft = models.ForeignKey(Draft, models.CASCADE, verbose_name="起案", related_name="turns")
    station = models.ForeignKey(
        Station, models.CASCADE, verbose_name="経路", null=True, blank=True, related_name="turns"
    )
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="待っている相手", related_name="turns")
    deed = models.CharField("待っていること", max_length=14, choices=Deed.choices)
    since = models.DateTimeField("いつから", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "決裁待ち"
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["staff", "since"], name="turns_of_staff")]
        constraints = [
            known_values("turn_known_deed", "deed", Deed),
            models.UniqueConstraint(fields=["draft", "station", "staff", "deed"], name="turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.draft}"


class Outcome(models.Model):
    """Where a draft stands: follows from its acts. No trail: the acts are it."""

    draft = models.OneToOneField(Draft, models.CASCADE, verbose_name="起案", primary_key=True, related_name="outcome")
    state = models.CharField("状態", max_length=12, choices=State.choices, default=State.OPEN)
    round = models.PositiveSmallIntegerField("回", default=1)
    decided_on = models.DateField("決裁日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "決裁の状況"
        indexes = [models.Index(fields=["state", "draft"], name="outcome_by_state")]
        constraints = [known_values("outcome_known_state", "state", State)]

    def __str__(self) -> str:
        return self.get_state_display()


@asked_for_by("asked_by_id")
class Errand(models.Model):
    """A round of many cases that a worker drafts, or takes as its last seal says, for whoever asked for it (一括の処理): how far it is.

    No trail: the draft has one. One at a time of what it is `about`.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="+")
    draft = models.ForeignKey(Draft, models.PROTECT, verbose_name="起案", null=True, blank=True, related_name="errands")
    what = models.CharField("行うこと", max_length=40)
    about = models.CharField("対象", max_length=40)
    payload = models.JSONField("内容", default=dict, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="頼んだ人", related_name="+")
    asked_at = models.DateTimeField("日時", default=timezone.now)
    state = models.CharField("状態", max_length=8, choices=ErrandState.choices, default=ErrandState.WAITING)
    total = models.PositiveIntegerField("件数")
    done = models.PositiveIntegerField("済んだ件数", default=0)
    error = models.CharField("止まった理由", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一括の処理"
        ordering = ["-pk"]
        constraints = [
            known_values("errand_known_state", "state", ErrandState),
            json_of("errand_says_what", "payload", "object", most=100_000),
            models.UniqueConstraint(
                fields=["what", "about"],
                condition=Q(state__in=UNDER_WAY),
                name="errand_one_at_a_time",
                violation_error_message="同じ処理が、すでに進んでいます。終わるまでお待ちください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.total:,}件の一括の処理"

    def get_absolute_url(self) -> str:
        return reverse("errand", args=[self.pk])

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY

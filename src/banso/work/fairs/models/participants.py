"""The companies at a fair: what they seek and offer, when they can be there, whom they wish to meet."""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from banso.core.constraints import known_values
from banso.core.fields import PhoneField, PrefectureField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company
from banso.work.fairs.choices import AWAY, CAME, PairKind, PresenceState, Rank, Side

from .fair import Fair, Host, Slot, refuse_before_held
from .sides import refuse_wrong_sides, sides_fit

if TYPE_CHECKING:
    from datetime import datetime


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Populations of participants by what was last noted of them. Nothing noted: recorded after the fair, so it came."""

    def with_presence(self) -> "ParticipantQuerySet":
        """Each with `presence`, the state last noted; None if nothing is."""
        noted = Presence.objects.filter(participant=OuterRef("pk")).order_by("-pk").values("state")[:1]
        return self.annotate(presence=Subquery(noted))

    def coming(self) -> "ParticipantQuerySet":
        """Those who have not withdrawn and are not known to stay away."""
        return self.with_presence().filter(Q(presence__isnull=True) | ~Q(presence__in=AWAY))

    def away(self) -> "ParticipantQuerySet":
        """Those who have withdrawn or did not come."""
        return self.with_presence().filter(Q(presence__in=AWAY))

    def expected(self) -> "ParticipantQuerySet":
        """Those of whom nothing but their entry is noted."""
        return self.with_presence().filter(Q(presence=PresenceState.EXPECTED))

    def attended(self) -> "ParticipantQuerySet":
        """Those who were there. An entry alone does not count."""
        return self.with_presence().filter(Q(presence__isnull=True) | Q(presence__in=CAME))


@tracked
class Participant(Record):
    """A company at a fair, on one side, from the prefecture that sent it."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="participants")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="fairs")
    side = models.CharField("区分", max_length=8, choices=Side.choices)
    prefecture = PrefectureField("都道府県", max_length=4)
    host = models.ForeignKey(
        Host, models.PROTECT, verbose_name="取りまとめ団体", null=True, blank=True, related_name="participants"
    )
    contact = models.CharField("参加者氏名", max_length=60, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    phone = PhoneField("電話番号", max_length=20, blank=True)
    offers = models.TextField("自社の紹介・できること", blank=True, max_length=1000)
    seeks = models.TextField("求める取引先・商談したいこと", blank=True, max_length=1000)
    processes = models.CharField("加工・工程", max_length=200, blank=True)
    products = models.CharField("主な製品", max_length=200, blank=True)
    arrives_at = models.DateTimeField("会場に着く時刻", null=True, blank=True)
    leaves_at = models.DateTimeField("会場を出る時刻", null=True, blank=True)
    at_most = models.PositiveSmallIntegerField(
        "商談数の上限", null=True, blank=True, help_text="空欄なら上限はありません。"
    )
    table = models.PositiveSmallIntegerField("卓番号", null=True, blank=True, help_text="空欄なら自動で決めます。")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参加企業"
        ordering = ["fair", "side", "pk"]
        indexes = [models.Index(fields=["fair", "side", "prefecture"], name="participant_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "company", "side"],
                name="participant_once",
                violation_error_message="この企業はすでに参加登録されています。",
            ),
            known_values("participant_known_side", "side", Side),
            models.CheckConstraint(
                name="participant_leaves_after_arriving",
                condition=Q(arrives_at__isnull=True) | Q(leaves_at__isnull=True) | Q(leaves_at__gt=F("arrives_at")),
                violation_error_message="会場を出る時刻は、着く時刻より後にしてください。",
            ),
            models.CheckConstraint(
                name="participant_table_is_a_buyers",
                condition=Q(table__isnull=True) | Q(side=Side.BUYER, table__gte=1),
                violation_error_message="卓番号は、発注側の企業に1以上の数で付けてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}({self.get_side_display()})"

    def away_in(self, slot: Slot) -> bool:
        """Whether it has not arrived when a slot begins, or has left before it ends."""
        late = self.arrives_at is not None and slot.begins < self.arrives_at
        return late or (self.leaves_at is not None and slot.ends > self.leaves_at)


def with_the_entry(collector: Any, field: Any, noted: Any, using: str) -> None:
    """An entry taken back takes along that it was expected. Once anything else was noted of a company, its entry stays."""
    if any(presence.state != PresenceState.EXPECTED for presence in noted):
        models.PROTECT(collector, field, noted, using)
    models.CASCADE(collector, field, noted, using)


@tracked
class Presence(Record):
    """What was noted of a company's coming, at a moment (出欠). The last one noted stands; none is ever rewritten."""

    participant = models.ForeignKey(Participant, with_the_entry, verbose_name="参加企業", related_name="presences")
    state = models.CharField("出欠", max_length=10, choices=PresenceState.choices)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField("日時")
    expected_at = models.DateTimeField("到着の見込み", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "出欠"
        ordering = ["participant", "pk"]
        triggers = [
            pgtrigger.Protect(name="keep_presences", operation=pgtrigger.Update),
            pgtrigger.Protect(
                name="keep_what_was_noted",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state=PresenceState.EXPECTED.value),
            ),
        ]
        constraints = [
            known_values("presence_known_state", "state", PresenceState),
            models.CheckConstraint(
                name="presence_only_late_is_expected",
                condition=Q(expected_at__isnull=True) | Q(state=PresenceState.LATE),
                violation_error_message="到着の見込みは、遅刻のときだけ入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.get_state_display()}"

    def clean(self) -> None:
        """Who came is known on the day. That a company will be late is told by when it arrives."""
        if self.state in CAME:
            refuse_before_held(self, "participant__fair")


@tracked
class Absence(Record):
    """A slot in which a company cannot meet (出られない枠), although it is there."""

    participant = models.ForeignKey(Participant, models.CASCADE, verbose_name="参加企業", related_name="absences")
    slot = models.ForeignKey(Slot, models.CASCADE, verbose_name="時間枠", related_name="absences")

    class Meta:
        verbose_name = verbose_name_plural = "出られない枠"
        constraints = [models.UniqueConstraint(fields=["participant", "slot"], name="absence_once")]

    def __str__(self) -> str:
        return f"{self.participant} {self.slot}"


_OPPOSITE = """
    IF NOT EXISTS (SELECT 1 FROM public.fairs_participant a JOIN public.fairs_participant b ON a.fair_id = b.fair_id
        WHERE a.id = NEW.participant_id AND b.id = NEW.partner_id AND a.side <> b.side) THEN
        RAISE EXCEPTION 'wish_across_sides' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


@tracked
class Wish(Record):
    """A meeting a company wishes (商談希望), by rank: 1 the most."""

    participant = models.ForeignKey(Participant, models.PROTECT, verbose_name="希望する企業", related_name="wishes")
    partner = models.ForeignKey(Participant, models.PROTECT, verbose_name="希望する相手", related_name="wished_by")
    rank = models.PositiveSmallIntegerField("希望順位", choices=Rank.choices)

    class Meta:
        verbose_name = verbose_name_plural = "商談希望"
        ordering = ["participant", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "partner"],
                name="wish_once",
                violation_error_message="同じ相手を2回希望しています。どちらかを消してください。",
            ),
            models.UniqueConstraint(
                fields=["participant", "rank"],
                name="wish_rank_once",
                deferrable=models.Deferrable.IMMEDIATE,  # asked after each statement, so that two wishes can change places
                violation_error_message="同じ順位の希望が2つあります。順位を分けてください。",
            ),
            models.CheckConstraint(
                name="wish_known_rank",
                condition=Q(rank__range=(min(Rank.values), max(Rank.values))),
                violation_error_message="希望順位は1から10までで入力してください。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="wish_across_sides",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_OPPOSITE,
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant}→{self.partner}({self.rank})"


@tracked
class PairRule(Record):
    """What the office decided of two companies (組合せの取決め): they must meet, perhaps at a set time, or must not."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="pair_rules")
    buyer = models.ForeignKey(Participant, models.PROTECT, verbose_name="発注企業", related_name="rules_as_buyer")
    supplier = models.ForeignKey(Participant, models.PROTECT, verbose_name="受注企業", related_name="rules_as_supplier")
    kind = models.CharField("取決め", max_length=10, choices=PairKind.choices)
    slot = models.ForeignKey(
        Slot,
        models.PROTECT,
        verbose_name="決まった時間",
        null=True,
        blank=True,
        help_text="時間が決まっている商談のときだけ選びます。",
    )
    reason = models.CharField("理由", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "組合せの取決め"
        ordering = ["fair", "pk"]
        constraints = [
            known_values("pair_rule_known_kind", "kind", PairKind),
            models.UniqueConstraint(
                fields=["buyer", "supplier"],
                name="pair_rule_once",
                violation_error_message="この2社の取決めはすでにあります。",
            ),
            models.CheckConstraint(
                name="pair_rule_slot_is_for_a_meeting",
                condition=Q(slot__isnull=True) | Q(kind=PairKind.MANDATORY),
                violation_error_message="時間を決められるのは「必ず組む」ときだけです。",
            ),
        ]
        triggers = [sides_fit("pair_rule_sides_fit")]

    def __str__(self) -> str:
        return f"{self.buyer.company}×{self.supplier.company} {self.get_kind_display()}"

    def clean(self) -> None:
        refuse_wrong_sides(self)

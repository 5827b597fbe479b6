"""A panel (審査会), what it judges by, and who sits on it."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Expert, Programme

from ..choices import Attendance, Chair, Fee, Method
from ..guarding import OF_ITS_PROGRAMME, STANDS


@tracked
class Panel(Record):
    """A panel that judges cases of one programme on a day, within a budget or a number of places."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="panels")
    name = models.CharField("審査会の名称", max_length=80, help_text="例: 令和6年度 第1回 審査会")
    held_on = models.DateField("審査日")
    due_on = models.DateField("採点期限", help_text="委員が採点を終える日。審査日まで")
    budget = YenField("予算額(円)", null=True, blank=True, help_text="採択候補の合計の上限。なければ空欄")
    places = models.PositiveSmallIntegerField("採択数の上限", null=True, blank=True, help_text="なければ空欄")
    reserves = models.PositiveSmallIntegerField(
        "補欠の数の上限", null=True, blank=True, help_text="空欄なら、基準を満たすものはすべて補欠"
    )
    quorum = models.PositiveSmallIntegerField(
        "定足数(人)",
        null=True,
        blank=True,
        help_text="この人数が出席(書面を含む)しないと結果を決められない。なければ空欄",
    )
    total_floor = models.PositiveSmallIntegerField(
        "合計点の基準", null=True, blank=True, help_text="平均した合計点がこれに満たないものは採択しない。なければ空欄"
    )
    method = models.CharField("合計の出し方", max_length=10, choices=Method.choices, default=Method.MEAN)
    screens = models.BooleanField(
        "一次審査",
        default=False,
        help_text="通過した案件を次の審査会にかける審査会。採択は、次の審査会の結果で決めます",
    )
    announced_on = models.DateField(
        "結果の発表日",
        null=True,
        blank=True,
        help_text="この日より前は、採点と結果を、結果を決める人だけが見られます。なければ空欄",
    )
    fee_by = models.CharField("謝金の単位", max_length=10, choices=Fee.choices, blank=True)
    fee = YenField("謝金の単価(円)", null=True, blank=True, help_text="税引前。なければ空欄")
    shows_others = models.BooleanField(
        "採点後に他の委員の点を見せる", default=False, help_text="自分の採点を出したあとに限り見せます"
    )

    class Meta:
        verbose_name = verbose_name_plural = "審査会"
        ordering = ["-held_on", "-pk"]
        constraints = [
            not_negative("panel_budget_not_negative", "budget"),
            known_values("panel_known_method", "method", Method),
            known_values("panel_known_fee", "fee_by", Fee, blank=True),
            not_negative("panel_fee_not_negative", "fee"),
            models.CheckConstraint(
                name="panel_fee_by_something",
                condition=Q(fee_by="", fee=None) | ~Q(fee_by="") & Q(fee__isnull=False),
                violation_error_message="謝金は、単位と単価の両方を入れるか、両方を空欄にしてください。",
            ),
            models.CheckConstraint(
                name="panel_scored_before_it_meets",
                condition=Q(due_on__lte=F("held_on")),
                violation_error_message="採点期限は、審査日かそれより前の日にしてください。",
            ),
            models.CheckConstraint(
                name="panel_screens_without_reserves",
                condition=Q(screens=False) | Q(reserves__isnull=False, reserves=0),
                violation_error_message="一次審査には補欠がありません。「補欠の数の上限」を0にしてください。",
            ),
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="panel_name_once",
                violation_error_message="この事業には、同じ名称の審査会がすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("review", args=[self.pk])

    @property
    def is_embargoed(self) -> bool:
        """Whether who won may not be told yet."""
        return self.announced_on is not None and self.announced_on > localdate()


@tracked
class Criterion(Record):
    """What points are given for (審査項目). `bonus` points (加点) come on top of full marks and have no floor."""

    panel = models.ForeignKey(Panel, models.PROTECT, verbose_name="審査会", related_name="criteria")
    place = models.PositiveSmallIntegerField("順番")
    name = models.CharField("審査項目", max_length=60)
    description = models.CharField("見るところ", max_length=200, blank=True)
    points = models.PositiveSmallIntegerField("配点")
    mean_floor = models.PositiveSmallIntegerField("平均点の基準", null=True, blank=True, help_text="なければ空欄")
    above_floor = models.BooleanField("基準の点ちょうども不可", default=False, help_text="「6点以下は不採択」のとき")
    each_floor = models.PositiveSmallIntegerField(
        "各委員の基準", null=True, blank=True, help_text="1人でもこれに満たない点を付けたら採択しない。なければ空欄"
    )
    bonus = models.BooleanField("加点項目", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "審査項目"
        ordering = ["panel", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "place"],
                name="criterion_place_once",
                violation_error_message="この順番の審査項目がすでにあります。別の番号にしてください。",
            ),
            models.UniqueConstraint(
                fields=["panel", "name"],
                name="criterion_name_once",
                violation_error_message="この名前の審査項目がすでにあります。",
            ),
            models.CheckConstraint(
                name="criterion_has_points",
                condition=Q(points__gt=0),
                violation_error_message="配点は1点以上にしてください。",
            ),
            models.CheckConstraint(
                name="criterion_floors_within_points",
                condition=(Q(mean_floor=None) | Q(mean_floor__lte=F("points")))
                & (Q(each_floor=None) | Q(each_floor__lte=F("points"))),
                violation_error_message="基準の点は、配点以下にしてください。",
            ),
            models.CheckConstraint(
                name="criterion_bonus_without_floors",
                condition=Q(bonus=False) | Q(mean_floor=None, each_floor=None),
                violation_error_message="加点項目には、基準の点を入れません。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stands_once_scored",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=STANDS,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def wanted(self) -> str:
        """What whoever gives no points, or too many, is told."""
        return f"{self.name}は0から{self.points}までの点を入れてください。付けられないときは棄権とします。"


@tracked
class Reviewer(Record):
    """Who sits on a panel (審査委員), under a commission (委嘱) from a day to a day."""

    done_days = ("accepted_on",)

    panel = models.ForeignKey(Panel, models.PROTECT, verbose_name="審査会", related_name="reviewers")
    expert = models.ForeignKey(
        Expert, models.PROTECT, verbose_name="登録専門家", null=True, blank=True, related_name="reviews"
    )
    name = models.CharField("氏名", max_length=60, blank=True, help_text="登録専門家を選んだときは空欄でかまいません")
    title = models.CharField("所属・役職", max_length=120, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    chair = models.CharField("役割", max_length=10, choices=Chair.choices, default=Chair.MEMBER)
    starts_on = models.DateField("委嘱の始まり")
    ends_on = models.DateField("委嘱の終わり")
    accepted_on = models.DateField(
        "承諾・守秘の誓約の日", null=True, blank=True, help_text="委嘱の承諾書と守秘の誓約書を受け取った日"
    )
    attendance = models.CharField("審査会への出席", max_length=10, choices=Attendance.choices, blank=True)
    half_days = models.PositiveSmallIntegerField(
        "従事した半日の数", null=True, blank=True, help_text="謝金が半日当たりのときに入れます"
    )

    class Meta:
        verbose_name = verbose_name_plural = "審査委員"
        ordering = ["panel", "pk"]
        constraints = [
            known_values("reviewer_known_chair", "chair", Chair),
            known_values("reviewer_known_attendance", "attendance", Attendance, blank=True),
            ends_after_start("reviewer_ends_after_start", start="starts_on", end="ends_on"),
            models.CheckConstraint(
                name="reviewer_has_name",
                condition=~Q(name=""),
                violation_error_message="登録専門家を選ぶか、氏名を入れてください。",
            ),
            models.UniqueConstraint(
                fields=["panel", "name"],
                name="reviewer_once",
                violation_error_message="この委員は、すでにこの審査会に入っています。",
            ),
            models.UniqueConstraint(
                fields=["panel"],
                condition=Q(chair=Chair.CHAIR),
                name="reviewer_one_chair",
                violation_error_message="この審査会には、すでに委員長がいます。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.expert is not None:
            self.name, self.email = self.name or self.expert.name, self.email or self.expert.email

    @property
    def can_come_in(self) -> bool:
        """Whether there is anyone to tell from others when a link is opened: an address, or an expert of the register."""
        return bool(self.email or self.expert_id)

    def sits(self, on: date) -> bool:
        """Whether the commission holds on a day."""
        return self.starts_on <= on <= self.ends_on


@tracked
class PanelCase(models.Model):
    """The case of a panel itself (審査会の案件): what is paid for the panel is paid for it, behind the same wall."""

    panel = models.OneToOneField(
        Panel, models.PROTECT, verbose_name="審査会", primary_key=True, related_name="own_case"
    )
    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="panel_itself")

    class Meta:
        verbose_name = verbose_name_plural = "審査会の案件"
        triggers = [
            pgtrigger.Trigger(
                name="of_its_programme",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=OF_ITS_PROGRAMME,
            )
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.case}"

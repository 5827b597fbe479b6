"""The track of a consultation (支援の種類): one case each, linked to the one before; and its steps."""

from django.db import models
from django.db.models import Q

from banso.cases.choices import Contact
from banso.cases.models import Case, Step, step_triggers
from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Expert, Organisation

from ..choices import CLOSING, Handing, Released, Route, Scheme, TrackKind, TrackStepCode
from .sheets import SheetQuestion


@tracked
class Track(Record):
    """One track of a firm's or person's way to succession. Who comes to another one has a further case, linked by `previous`.

    `succession_on` is the day the head changes or changed, as far as it is known: the release of guarantees is counted from it.
    """

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="track")
    kind = models.CharField("支援の種類", max_length=12, choices=TrackKind.choices)
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name="前の支援", null=True, blank=True, related_name="following"
    )
    route = models.CharField("相談の経路", max_length=8, choices=Route.choices, default=Route.SELF)
    head_age = models.PositiveSmallIntegerField("代表者の年齢", null=True, blank=True)
    succession_on = models.DateField("承継の日(予定・実績)", null=True, blank=True)
    scheme = models.CharField(
        "事業承継税制", max_length=10, choices=Scheme.choices, blank=True, help_text="使わないときは空欄"
    )

    class Meta:
        verbose_name = verbose_name_plural = "事業承継の支援"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind"], name="track_by_kind")]
        constraints = [
            known_values("track_known_kind", "kind", TrackKind),
            known_values("track_known_route", "route", Route),
            known_values("track_known_scheme", "scheme", Scheme, blank=True),
            models.CheckConstraint(
                name="track_age_of_a_person",
                condition=Q(head_age=None) | Q(head_age__gte=15, head_age__lte=110),
                violation_error_message="代表者の年齢を確かめてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.whose} {self.get_kind_display()}"


@tracked
class TrackStep(Step):
    """One step of a track, from the first meeting to the look five years after. Each fills in the columns that are its own."""

    step = models.CharField("手続", max_length=20, choices=TrackStepCode.choices)
    contact = models.CharField("連絡の決まり", max_length=16, choices=Contact.choices, blank=True)
    contact_words = models.CharField(
        "連絡先・内容",
        max_length=200,
        blank=True,
        help_text="電話番号・住所・メールアドレスなど。決まりに必要なときに入れる",
    )
    advice = models.TextField("内容", blank=True)
    both_present = models.BooleanField("代表者と後継者が同席", default=False)
    expert = models.ForeignKey(Expert, models.PROTECT, verbose_name="専門家", null=True, blank=True)
    bank = models.ForeignKey(Organisation, models.PROTECT, verbose_name="金融機関", null=True, blank=True)
    to = models.CharField("移る支援", max_length=12, choices=TrackKind.choices, blank=True)
    handing = models.CharField("移転の方法", max_length=12, choices=Handing.choices, blank=True)
    released = models.CharField("回答", max_length=8, choices=Released.choices, blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "事業承継の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="track_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            known_values("track_step_known", "step", TrackStepCode),
            known_values("track_step_contact_known", "contact", Contact, blank=True),
            known_values("track_step_to_known", "to", TrackKind, blank=True),
            known_values("track_step_handing_known", "handing", Handing, blank=True),
            known_values("track_step_released_known", "released", Released, blank=True),
        ]
        triggers = step_triggers(closing=CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"


@tracked
class GuaranteeAnswer(Record):
    """What a firm's check sheet for the release of guarantees says to one question (経営者保証チェックシート)."""

    track = models.ForeignKey(Track, models.PROTECT, verbose_name="事業承継の支援", related_name="check_answers")
    question = models.ForeignKey(SheetQuestion, models.PROTECT, verbose_name="質問")
    answer = models.CharField("答え", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "経営者保証の要件"
        ordering = ["track", "question__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["track", "question"],
                name="guarantee_answered_once",
                violation_error_message="この質問の答えは、すでにあります。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.answer}"

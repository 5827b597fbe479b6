"""交渉: one sale and one candidate, and each rung of the ladder they climb, from the choice to what follows a closing."""

from django.db import models
from django.db.models import F, Q

from banso.cases.choices import Way
from banso.cases.models import Case, Consent, Disclosure, NonDisclosure, Side, Step, step_triggers
from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.walls import seen_by_side

from ..choices import DEAL_CLOSING, DealStepCode, EndReason, Guarantee, Handed, Origin, PapersBack
from .buyers import Buyer
from .listings import Listing
from .sheets import Sheet


@tracked
class Deal(Record):
    """One sale and one candidate (交渉). Its case names the sale by its code only, so that the candidate's side learns no more than that.

    What the seller lets be told, to whom, and what was told, stands on the seller's own case: the listing's.
    """

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="deal")
    listing = models.ForeignKey(Listing, models.PROTECT, verbose_name="譲渡案件", related_name="deals")
    buyer = models.ForeignKey(Buyer, models.PROTECT, verbose_name="譲受登録", related_name="deals")
    origin = models.CharField("きっかけ", max_length=8, choices=Origin.choices, default=Origin.MATCH)
    fit = models.TextField("選んだ理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "交渉"
        ordering = ["-pk"]
        constraints = [known_values("deal_origin_known", "origin", Origin)]

    def __str__(self) -> str:
        return f"交渉 {self.case.title}"


@tracked
class DealStep(Step):
    """One rung of a deal's ladder. Each fills in the columns that are its own; the name is never told without both papers beside it.

    `flagged` stands on every step after a candidate found on 特定事業者リスト was gone on with. `weight` is how much a closing counts.
    """

    step = models.CharField("手続", max_length=20, choices=DealStepCode.choices)
    override = models.CharField("該当しても進める理由(責任者)", max_length=200, blank=True)
    given_by = models.CharField("承諾した人", max_length=60, blank=True)
    capacity = models.CharField("立場・権限", max_length=60, blank=True, help_text="例: 代表取締役")
    with_papers = models.BooleanField("資料の開示も承諾している", default=False)
    valid_until = models.DateField("有効期限", null=True, blank=True, help_text="この日まで。空欄は期限なし")
    signatory = models.CharField("署名した人", max_length=60, blank=True)
    means = models.CharField("方法", max_length=8, choices=Way.choices, blank=True)
    receiver = models.CharField("受け取った人", max_length=60, blank=True)
    handed = models.CharField("渡したもの", max_length=12, choices=Handed.choices, blank=True)
    document = models.CharField("書類の名前と版", max_length=120, blank=True)
    minutes = models.TextField("話の内容", blank=True)
    price_from = YenField("価格の下限(円)", null=True, blank=True)
    price_to = YenField("価格の上限(円)", null=True, blank=True)
    exclusive_from = models.DateField("独占交渉 いつから", null=True, blank=True)
    exclusive_until = models.DateField("独占交渉 いつまで", null=True, blank=True)
    experts = models.CharField("調査する専門家", max_length=200, blank=True)
    guarantee = models.CharField("経営者保証", max_length=10, choices=Guarantee.choices, blank=True)
    bank_answer = models.CharField("金融機関の回答", max_length=200, blank=True)
    lawyer_offered = models.BooleanField("弁護士の確認を勧めた", default=False)
    proof = models.CharField("証拠の書類", max_length=200, blank=True, help_text="綴ってある書類の名前や文書番号")
    price = YenField("対価(円)", null=True, blank=True)
    reason_code = models.CharField("理由の種類", max_length=12, choices=EndReason.choices, blank=True)
    papers_back = models.CharField("渡した資料", max_length=10, choices=PapersBack.choices, blank=True)
    weight = models.DecimalField("件数", max_digits=2, decimal_places=1, null=True, blank=True, editable=False)
    flagged = models.BooleanField("特定事業者リスト該当", default=False, editable=False)
    sheet = models.ForeignKey(
        Sheet, models.PROTECT, verbose_name="示したシート", null=True, blank=True, editable=False, related_name="+"
    )
    consent = models.ForeignKey(
        Consent, models.PROTECT, verbose_name="承諾", null=True, blank=True, editable=False, related_name="+"
    )
    nda = models.ForeignKey(
        NonDisclosure,
        models.PROTECT,
        verbose_name="秘密保持契約",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    disclosure = models.ForeignKey(
        Disclosure, models.PROTECT, verbose_name="開示の記録", null=True, blank=True, editable=False, related_name="+"
    )

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "交渉の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="deal_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            known_values("deal_step_known", "step", DealStepCode),
            known_values("deal_handed_known", "handed", Handed, blank=True),
            known_values("deal_guarantee_known", "guarantee", Guarantee, blank=True),
            known_values("deal_end_known", "reason_code", EndReason, blank=True),
            known_values("deal_papers_known", "papers_back", PapersBack, blank=True),
            known_values("deal_means_known", "means", Way, blank=True),
            models.CheckConstraint(
                name="name_told_by_both_papers",
                condition=~Q(step__in=["named", "informed"])
                | Q(consent__isnull=False, nda__isnull=False, disclosure__isnull=False),
                violation_error_message="企業名と資料は、承諾と秘密保持契約の両方がないと開示できません。",
            ),
            models.CheckConstraint(
                name="sheet_shown_by_a_disclosure",
                condition=~Q(step="shown") | Q(sheet__isnull=False, disclosure__isnull=False),
            ),
            models.CheckConstraint(
                name="exclusive_in_order",
                condition=Q(exclusive_until=None) | Q(exclusive_until__gte=F("exclusive_from")),
                violation_error_message="独占交渉の終わりが始まりより前です。",
            ),
            models.CheckConstraint(
                name="concluded_is_weighed",
                condition=~Q(step="concluded") | Q(weight__isnull=False, weight__gte=0, weight__lte=1),
            ),
            *(not_negative(f"deal_{name}_not_negative", name) for name in ("price", "price_from", "price_to")),
        ]
        triggers = step_triggers(closing=DEAL_CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"


@seen_by_side("side")
@tracked
class SideNote(Record):
    """What one side of a deal keeps to itself (片側の控え): how low the seller would go, what else the buyer looks at.

    Seen and written by those who stand on that side of the case's team and by the keeper of its unit; the database holds to it.
    """

    done_days = ("noted_on",)

    deal = models.ForeignKey(Deal, models.PROTECT, verbose_name="交渉", related_name="notes")
    side = models.CharField("どちらの側の控えか", max_length=10, choices=Side.choices)
    noted_on = models.DateField("日付")
    text = models.TextField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "片側の控え"
        ordering = ["deal", "-noted_on", "-pk"]
        constraints = [known_values("side_note_side_known", "side", Side)]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {format_date(self.noted_on)}"

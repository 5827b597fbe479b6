"""譲渡案件: a firm that is to be handed over to a third party, its dated steps, whom it must not be offered to, and where its sheet is posted."""

from secrets import choice

from django.db import models
from django.db.models import F, Q

from banso.cases.models import Case, Step, step_triggers
from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Industry, Municipality, Organisation

from ..choices import LISTING_CLOSING, ListingStepCode, ListKind, Property, Route

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"  # none that is mistaken for another


def new_code() -> str:
    """A code by which a listing or a candidate is spoken of: by chance, so that its place in a row tells nothing."""
    return "".join(choice(_LETTERS) for _ in range(6))


def _from_to(name: str, start: str, end: str, said: str) -> models.CheckConstraint:
    condition = Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)})
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=said)


@tracked
class Listing(Record):
    """A firm to be handed over (譲渡案件). Programme, firm and keeper are its case's; what it is worth is kept whole, and shown in bands.

    `reserve_price` is what the owner would not go below, and her reasons are hers: the seller's side alone knows them.
    """

    done_days = ("updated_on",)

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="listing")
    code = models.CharField("譲渡コード", max_length=8, unique=True, default=new_code, editable=False)
    industry = models.ForeignKey(Industry, models.PROTECT, verbose_name="業種(中分類)", null=True, blank=True)
    words = models.CharField("事業の言葉", max_length=200, blank=True, help_text="「、」で区切る。候補との比較に使う")
    own_words = models.CharField(
        "名の知れる言葉",
        max_length=400,
        blank=True,
        help_text="商品名・屋号・主な取引先など。「、」で区切る。シートに出ていないかを確かめるのに使う",
    )
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="市町村", null=True, blank=True)
    sales = YenField("売上高(円)", null=True, blank=True)
    profit = YenField("営業利益(円)", null=True, blank=True)
    net_assets = YenField("純資産(円)", null=True, blank=True)
    employees = models.PositiveIntegerField("従業員数", null=True, blank=True)
    founded_year = models.PositiveSmallIntegerField("創業年(西暦)", null=True, blank=True)
    strengths = models.TextField("強み・特徴", blank=True)
    licences = models.CharField("許認可", max_length=200, blank=True)
    premises = models.CharField("不動産", max_length=8, choices=Property.choices, blank=True)
    by_shares = models.BooleanField("株式譲渡", default=False)
    by_business = models.BooleanField("事業譲渡", default=False)
    by_assets = models.BooleanField("資産のみの譲渡", default=False)
    price_from = YenField("希望価格の下限(円)", null=True, blank=True)
    price_to = YenField("希望価格の上限(円)", null=True, blank=True)
    reserve_price = YenField("これより下げない額(円)", null=True, blank=True, help_text="譲渡側の担当だけが見る")
    reason = models.TextField("譲渡の理由", blank=True, help_text="譲渡側の担当だけが見る")
    from_on = models.DateField("承継の時期 いつから", null=True, blank=True)
    until_on = models.DateField("承継の時期 いつまで", null=True, blank=True)
    handover_months = models.PositiveSmallIntegerField("引継ぎの期間(月)", null=True, blank=True)
    keeps_staff = models.BooleanField("従業員の雇用を守ることが条件", default=False)
    conditions = models.TextField("譲れない条件", blank=True)
    guaranteed = models.BooleanField("経営者保証がある", null=True, blank=True)
    of_centre = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="他センターの案件",
        null=True,
        blank=True,
        related_name="+",
        help_text="他県のセンターの譲渡案件のとき。成約は半分ずつ数える",
    )
    nationwide = models.BooleanField("県外の候補にも紹介する", default=True)
    updated_on = models.DateField("情報更新日", help_text="内容を確かめた日。古くなると候補との比較から外れる")

    class Meta:
        verbose_name = verbose_name_plural = "譲渡案件"
        ordering = ["-pk"]
        constraints = [
            known_values("listing_premises_known", "premises", Property, blank=True),
            *(not_negative(f"listing_{name}_not_negative", name) for name in ("sales", "price_from", "reserve_price")),
            _from_to("listing_price_in_order", "price_from", "price_to", "希望価格の上限が下限より低くなっています。"),
            _from_to("listing_time_in_order", "from_on", "until_on", "承継の時期の終わりが始まりより前です。"),
            models.CheckConstraint(
                name="listing_founded_in_a_year",
                condition=Q(founded_year=None) | Q(founded_year__range=(1500, 2100)),
                violation_error_message="創業年は西暦4桁で入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"譲渡 {self.code}"

    @property
    def schemes(self) -> frozenset[str]:
        """The ways in which it may be handed over."""
        return frozenset(name for name in ("by_shares", "by_business", "by_assets") if getattr(self, name))


@tracked
class ListingStep(Step):
    """One step of a sale on the seller's side: from the first talk to the sheet, its posting, a private adviser, and the end."""

    step = models.CharField("手続", max_length=20, choices=ListingStepCode.choices)
    owners = models.CharField(
        "経営者と主な株主", max_length=200, blank=True, help_text="意思を確かめた人。株式の過半になるまで書く"
    )
    papers = models.TextField("受け取った資料", blank=True, help_text="決算書3期、設備、借入、許認可、株主名簿など")
    route = models.CharField("進め方", max_length=10, choices=Route.choices, blank=True)
    adviser = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="橋渡し先", null=True, blank=True, related_name="+"
    )
    sheet = models.ForeignKey(
        "transfers.Sheet",
        models.PROTECT,
        verbose_name="ノンネームシート",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    list_kind = models.CharField("登録先", max_length=10, choices=ListKind.choices, blank=True)
    list_number = models.CharField("登録番号", max_length=40, blank=True)
    list_until = models.DateField("掲載の期限", null=True, blank=True)
    standing = models.BooleanField(
        "登録された候補への提示を一括して承諾している",
        default=False,
        help_text="承諾がなければ、候補ごとに承諾を受けてから示す",
    )
    proof = models.CharField("証拠", max_length=200, blank=True, help_text="綴ってある書類の名前や文書番号")
    said = models.TextField("状況", blank=True)
    weight = models.DecimalField("件数", max_digits=2, decimal_places=1, null=True, blank=True, editable=False)
    with_centre = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="相手側のセンター", null=True, blank=True, related_name="+"
    )

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "譲渡案件の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="listing_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            known_values("listing_step_known", "step", ListingStepCode),
            known_values("listing_route_known", "route", Route, blank=True),
            known_values("listing_list_known", "list_kind", ListKind, blank=True),
            models.CheckConstraint(
                name="listing_weight_between", condition=Q(weight=None) | Q(weight__gte=0, weight__lte=1)
            ),
        ]
        triggers = step_triggers(closing=LISTING_CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"


@tracked
class Barred(Record):
    """Someone a firm must not be offered to (紹介を断る相手): a rival, a buyer, a relative, named by its owner."""

    listing = models.ForeignKey(Listing, models.PROTECT, verbose_name="譲渡案件", related_name="barred")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="+")
    reason = models.CharField("理由", max_length=200, blank=True)
    said_on = models.DateField("申し出の日")
    done_days = ("said_on",)

    class Meta:
        verbose_name = verbose_name_plural = "紹介を断る相手"
        ordering = ["listing", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "company"],
                name="barred_once",
                violation_error_message="この相手はすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return str(self.company)

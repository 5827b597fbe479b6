"""譲受登録: who would take a firm over, a company, a trader or a person of 後継者人材バンク; and the checks made of them."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Industry, Organisation, Person, Programme, Staff

from ..choices import BuyerKind, Purpose, ScreeningKind
from .listings import new_code


class BuyerQuerySet(models.QuerySet["Buyer"]):
    def standing_on(self, day: date) -> Self:
        """Those registered on a day: neither run out nor ended."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), registered_on__lte=day, valid_until__gte=day)


@tracked
class Buyer(Record):
    """Someone registered to take a firm over (譲受登録): what they look for, ranked, and what they can pay. It runs out after a year."""

    done_days = ("registered_on", "secret_on", "interviewed_on", "ended_on")

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="buyers")
    code = models.CharField("譲受コード", max_length=8, unique=True, default=new_code, editable=False)
    kind = models.CharField("種類", max_length=10, choices=BuyerKind.choices, default=BuyerKind.COMPANY)
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="buyer_registrations"
    )
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="個人", null=True, blank=True, related_name="+")
    keeper = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True, related_name="+")
    registered_on = models.DateField("登録日")
    fiscal_year = fiscal_year_column("registered_on")
    valid_until = models.DateField(
        "有効期限", blank=True, help_text="この日まで。空欄なら登録日から1年(取扱条件による)"
    )
    ended_on = models.DateField("登録を終えた日", null=True, blank=True)
    wish_1 = models.ForeignKey(
        Industry, models.PROTECT, verbose_name="希望業種 第1", null=True, blank=True, related_name="+"
    )
    wish_2 = models.ForeignKey(
        Industry, models.PROTECT, verbose_name="希望業種 第2", null=True, blank=True, related_name="+"
    )
    wish_3 = models.ForeignKey(
        Industry, models.PROTECT, verbose_name="希望業種 第3", null=True, blank=True, related_name="+"
    )
    words = models.CharField("希望の言葉", max_length=200, blank=True, help_text="「、」で区切る")
    areas = models.CharField(
        "希望する地域", max_length=200, blank=True, help_text="市町村・圏域・都道府県を「、」で区切る。空欄はどこでも"
    )
    sales_from = YenField("希望する売上の下限(円)", null=True, blank=True)
    sales_to = YenField("希望する売上の上限(円)", null=True, blank=True)
    budget = YenField("予算(円)", null=True, blank=True)
    funds = models.CharField("資金の裏付け", max_length=200, blank=True, help_text="預金残高、融資の見込みなど")
    by_shares = models.BooleanField("株式譲渡", default=False)
    by_business = models.BooleanField("事業譲渡", default=False)
    by_assets = models.BooleanField("資産のみの譲渡", default=False)
    purpose = models.CharField("目的", max_length=10, choices=Purpose.choices, blank=True)
    experience = models.CharField("経験", max_length=200, blank=True)
    licences = models.CharField(
        "持っている許認可", max_length=200, blank=True, help_text="持たず、取る予定もないときは「なし」"
    )
    from_on = models.DateField("希望の時期 いつから", null=True, blank=True)
    until_on = models.DateField("希望の時期 いつまで", null=True, blank=True)
    takes_staff = models.BooleanField("従業員を引き受ける", null=True, blank=True)
    secret_on = models.DateField("基本の守秘誓約の日", null=True, blank=True)
    refuses_secrecy = models.BooleanField("守秘契約を結ばないと言っている", default=False)
    interviewed_on = models.DateField("面談日", null=True, blank=True)
    interview = models.TextField("面談の記録", blank=True)
    of_centre = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="他センターの候補",
        null=True,
        blank=True,
        related_name="+",
        help_text="他県のセンターが紹介する候補のとき。成約は半分ずつ数える",
    )

    objects = BuyerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "譲受登録"
        ordering = ["-registered_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="buyer_figures")]
        constraints = [
            known_values("buyer_kind_known", "kind", BuyerKind),
            known_values("buyer_purpose_known", "purpose", Purpose, blank=True),
            models.CheckConstraint(
                name="buyer_is_someone",
                condition=Q(company__isnull=False, person__isnull=True) | Q(company__isnull=True, person__isnull=False),
                violation_error_message="企業か個人の、どちらか一つを選んでください。",
            ),
            models.CheckConstraint(
                name="successor_is_a_person",
                condition=~Q(kind=BuyerKind.SUCCESSOR) | Q(person__isnull=False),
                violation_error_message="後継者人材バンクには個人を登録します。個人を選んでください。",
            ),
            models.CheckConstraint(
                name="buyer_valid_after_registered",
                condition=Q(valid_until__gte=models.F("registered_on")),
                violation_error_message="有効期限が登録日より前です。",
            ),
            *(not_negative(f"buyer_{name}_not_negative", name) for name in ("budget", "sales_from", "sales_to")),
        ]

    def __str__(self) -> str:
        return f"譲受 {self.code} {self.who}"

    @property
    def who(self) -> Company | Person:
        """The company or person itself."""
        found = self.company or self.person
        assert found is not None
        return found

    @property
    def schemes(self) -> frozenset[str]:
        """The ways in which they would take a firm over."""
        return frozenset(name for name in ("by_shares", "by_business", "by_assets") if getattr(self, name))


@tracked
class Successor(Record):
    """What 後継者人材バンク asks of a person beside the registration. Personal data: `delete_on` is when they are destroyed."""

    done_days = ("plan_on",)

    buyer = models.OneToOneField(Buyer, models.PROTECT, verbose_name="譲受登録", related_name="successor")
    age_band = models.CharField("年齢帯", max_length=20, blank=True, help_text="例: 30代")
    career = models.TextField("経歴", blank=True)
    qualification = models.CharField("資格", max_length=200, blank=True)
    own_funds = YenField("自己資金(円)", null=True, blank=True)
    may_move = models.BooleanField("移住できる", null=True, blank=True)
    came_by = models.CharField("登録のきっかけ", max_length=120, blank=True, help_text="例: 創業塾")
    plan_on = models.DateField("事業計画書を受け取った日", null=True, blank=True, help_text="条件の話し合いの前に要る")
    consented = models.BooleanField("個人情報の取扱いに同意している", default=False)
    delete_on = models.DateField("個人情報を廃棄する日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "後継者人材"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.buyer)


@tracked
class Screening(Record):
    """A candidate was checked (反社、特定事業者リスト) on a day against a list of a day: hit or not. Never rewritten; the next check is a new row."""

    done_days = ("checked_on", "list_on")

    buyer = models.ForeignKey(Buyer, models.PROTECT, verbose_name="譲受登録", related_name="screenings")
    kind = models.CharField("確認の種類", max_length=8, choices=ScreeningKind.choices)
    checked_on = models.DateField("確認日")
    list_on = models.DateField("名簿の日付", null=True, blank=True, help_text="特定事業者リストのとき")
    hit = models.BooleanField("該当した", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="確認した人",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    note = models.CharField("確認の方法", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "候補の確認"
        ordering = ["buyer", "-checked_on", "-pk"]
        constraints = [
            known_values("screening_kind_known", "kind", ScreeningKind),
            models.CheckConstraint(
                name="noted_screening_names_its_list",
                condition=~Q(kind=ScreeningKind.NOTED) | Q(list_on__isnull=False),
                violation_error_message="特定事業者リストの日付を入れてください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_screenings", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_date(self.checked_on)} {'該当' if self.hit else '該当なし'}"

"""Companies (事業者) and the people in them."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from banso.core.constraints import known_values
from banso.core.fields import KanaField, KeyField, KeysField, PhoneField, PostalCodeField, PrefectureField, YenField
from banso.core.models import Record, ReferenceRow
from banso.core.text import fold, fold_kana
from banso.core.trail import tracked
from banso.registers.corporate_number import CorporateNumberField, InvoiceNumberField
from banso.registers.matching.blocks import blocks
from banso.registers.naming import name_key

from .places import Industry, Municipality


class CompanySize(models.TextChoices):
    SMALL = "small", "小規模企業者"
    MEDIUM = "medium", "中小企業者"
    LARGE = "large", "その他(大企業等)"
    FOUNDING = "founding", "創業予定者"


def _blocks_of_company(company: Any) -> list[str]:
    return blocks(company.name, company.kana, company.phone, company.corporate_number, company.invoice_number)


def _blocks_of_name(other: Any) -> list[str]:
    return blocks(other.name)


@tracked
class Company(ReferenceRow):
    """A company, sole trader or person about to found one: whoever the centre helps.

    The name stays as typed; `name_key`, `kana_key` and `blocks` are only for finding and comparing. `prefecture` is kept apart
    from the municipality because buyers from other prefectures are often known by no more.
    """

    name = models.CharField("企業名", max_length=120)
    kana = KanaField("フリガナ", max_length=160, blank=True)
    name_key = KeyField("検索用名称", of="name", fold=name_key, db_index=True)
    kana_key = KeyField("検索用フリガナ", of="kana", fold=fold_kana, db_index=True)
    blocks = KeysField("名寄せ用", of=_blocks_of_company)
    corporate_number = CorporateNumberField("法人番号", max_length=13, null=True, blank=True, unique=True)
    invoice_number = InvoiceNumberField("インボイス登録番号", max_length=14, blank=True)
    industry = models.ForeignKey(Industry, models.PROTECT, verbose_name="業種", null=True, blank=True)
    prefecture = PrefectureField("都道府県", max_length=4, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="市町村", null=True, blank=True)
    postal_code = PostalCodeField("郵便番号", max_length=7, blank=True)
    address = models.CharField("所在地", max_length=200, blank=True)
    phone = PhoneField("電話番号", max_length=20, blank=True)
    employees = models.PositiveIntegerField("従業員数", null=True, blank=True)
    capital = YenField("資本金(円)", null=True, blank=True)
    size = models.CharField("規模", max_length=10, choices=CompanySize.choices, blank=True)
    note = models.TextField("備考", blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name="統合先", null=True, blank=True, editable=False, related_name="absorbed"
    )

    class Meta:
        verbose_name = verbose_name_plural = "企業"
        ordering = ["kana_key", "pk"]
        indexes = [
            models.Index(fields=["prefecture"]),
            models.Index(fields=["phone"]),
            GinIndex(fields=["blocks"], name="company_blocks", fastupdate=False),
        ]
        constraints = [
            models.CheckConstraint(name="company_has_name", condition=~Q(name="")),
            known_values("company_known_size", "size", CompanySize, blank=True),
            models.CheckConstraint(
                name="company_merged_into_another", condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))
            ),
            models.CheckConstraint(
                name="company_corporate_number_form",
                condition=Q(corporate_number__isnull=True) | Q(corporate_number__regex=r"^[1-9][0-9]{12}$"),
                violation_error_message="法人番号は13桁の数字で入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> "Company":
        """The company that stands for this one by now: itself, or the one it was merged into."""
        return self.merged_into or self


class NameKind(models.TextChoices):
    FORMER = "former", "旧社名"
    ALIAS = "alias", "別名・略称"
    BRANCH = "branch", "屋号・支店名"


@tracked
class CompanyName(Record):
    """A former or other name under which a company is found; never the current one."""

    company = models.ForeignKey(Company, models.CASCADE, verbose_name="企業", related_name="other_names")
    kind = models.CharField("種類", max_length=10, choices=NameKind.choices, default=NameKind.FORMER)
    name = models.CharField("名称", max_length=120)
    name_key = KeyField("検索用名称", of="name", fold=name_key, db_index=True)
    blocks = KeysField("名寄せ用", of=_blocks_of_name)
    used_until = models.DateField("使用終了日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "旧社名・別名"
        indexes = [GinIndex(fields=["blocks"], name="company_name_blocks", fastupdate=False)]
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="company_name_once")]

    def __str__(self) -> str:
        return self.name


@tracked
class Person(ReferenceRow):
    """A person the centre deals with: a company's contact, a founder, a participant. Never a member of staff."""

    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="people"
    )
    name = models.CharField("氏名", max_length=60)
    kana = KanaField("フリガナ", max_length=80, blank=True)
    name_key = KeyField("検索用氏名", of="name", fold=fold, db_index=True)
    title = models.CharField("役職", max_length=60, blank=True)
    phone = PhoneField("電話番号", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    is_representative = models.BooleanField("代表者", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "人物"
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(is_representative=True, ended_on__isnull=True),
                name="company_one_representative",
                violation_error_message="現在の代表者は1名だけ登録できます。前任者に終了日を入れてください。",
            )
        ]

    def __str__(self) -> str:
        return self.name

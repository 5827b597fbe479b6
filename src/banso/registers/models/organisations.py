"""Organisations beside the companies helped: funders, chambers, banks, universities; and outside experts."""

from datetime import date

from django.db import models

from banso.core.constraints import ends_after_start, known_values
from banso.core.era import format_date
from banso.core.fields import KanaField, KeyField, PhoneField, PrefectureField
from banso.core.models import Record, ReferenceRow
from banso.core.text import fold, fold_kana
from banso.core.trail import tracked
from banso.registers.naming import name_key


class OrganisationKind(models.TextChoices):
    GOVERNMENT = "government", "国・地方公共団体"
    AGENCY = "agency", "独立行政法人・全国団体"
    CHAMBER = "chamber", "商工団体"
    BANK = "bank", "金融機関"
    UNIVERSITY = "university", "大学・研究機関"
    ASSOCIATION = "association", "組合・協会"
    COMPANY = "company", "民間企業"
    OTHER = "other", "その他"


@tracked
class Organisation(ReferenceRow):
    """A supporting organisation (支援機関), funder or partner."""

    name = models.CharField("機関名", max_length=120, unique=True)
    kana = KanaField("フリガナ", max_length=160, blank=True)
    name_key = KeyField("検索用名称", of="name", fold=name_key, db_index=True)
    kind = models.CharField("種類", max_length=12, choices=OrganisationKind.choices, default=OrganisationKind.OTHER)

    class Meta:
        verbose_name = verbose_name_plural = "支援機関・団体"
        ordering = ["kind", "kana", "pk"]
        constraints = [known_values("organisation_known_kind", "kind", OrganisationKind)]

    def __str__(self) -> str:
        return self.name


@tracked
class Expert(ReferenceRow):
    """An outside expert on the centre's register (登録専門家), whom it may dispatch to a company."""

    # what is asked of an expert, on screen and in lists that come in
    facts_asked = (
        "name", "kana", "qualification", "specialities", "prefecture", "phone", "email", "registered_on",
        "registered_until", "ended_on",
    )  # fmt: skip

    done_days = ("registered_on", "ended_on")

    name = models.CharField("氏名", max_length=60)
    kana = KanaField("フリガナ", max_length=80, blank=True)
    name_key = KeyField("検索用氏名", of="name", fold=fold, db_index=True)
    kana_key = KeyField("検索用フリガナ", of="kana", fold=fold_kana)
    qualification = models.CharField("資格", max_length=80, blank=True)
    specialities = models.CharField("専門分野", max_length=200, blank=True)
    prefecture = PrefectureField("都道府県", max_length=4, blank=True)
    phone = PhoneField("電話番号", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    registered_on = models.DateField("登録日")
    registered_until = models.DateField(
        "登録期限", null=True, blank=True, help_text="この日まで。更新したら新しい期限に直す。空欄は期限なし"
    )

    class Meta:
        verbose_name = verbose_name_plural = "登録専門家"
        ordering = ["kana_key", "pk"]
        constraints = [
            ends_after_start("expert_ends_after_start", start="registered_on", end="ended_on"),
            ends_after_start("expert_term_after_start", start="registered_on", end="registered_until"),
        ]

    def __str__(self) -> str:
        return self.name

    def why_not(self, on: date) -> str:
        """Why this expert cannot be sent to anyone on a day, and what would mend it; '' if nothing is against it."""
        if on < self.registered_on:
            return f"登録は{format_date(self.registered_on)}からです。"
        if self.ended_on and on > self.ended_on:
            return f"登録は{format_date(self.ended_on)}で終わっています。"
        if self.registered_until and on > self.registered_until:
            return f"登録の期限({format_date(self.registered_until)})が過ぎています。登録を更新してください。"
        barred = next((row for row in self.disqualifications.all() if row.stands(on)), None)
        return f"欠格の期間中です({barred})。" if barred else ""


@tracked
class Disqualification(Record):
    """A time in which an expert may not be sent (欠格): why, from when, until when. It is ended, so that it stays said."""

    expert = models.ForeignKey(Expert, models.PROTECT, verbose_name="登録専門家", related_name="disqualifications")
    reason = models.CharField("欠格の理由", max_length=200)
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日", null=True, blank=True, help_text="この日まで。空欄は続いている")

    class Meta:
        verbose_name = verbose_name_plural = "専門家の欠格"
        ordering = ["expert", "-starts_on", "-pk"]
        constraints = [ends_after_start("disqualification_ends_after_start", start="starts_on", end="ends_on")]

    def __str__(self) -> str:
        until = f"{format_date(self.ends_on)}まで" if self.ends_on else ""
        return f"{self.reason} {format_date(self.starts_on)}から{until}"

    def stands(self, on: date) -> bool:
        """Whether it holds on a day; first and last day count."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

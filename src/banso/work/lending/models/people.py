"""Who answers for a debt beside the debtor, and what renewed or put off the limitation of a claim (時効の更新・完成猶予)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, known_values
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked

from ..choices import GuarantorKind, InterruptionKind
from ..ledger.limitation import Acknowledged, Agreed, Demanded, Sued
from ..ledger.limitation import Interruption as Effect
from .contracts import Contract


@tracked
class Guarantor(Record):
    """Someone who answers for a contract's debt: with limits, a letter and a limitation of their own."""

    done_days = ("guaranteed_on", "ended_on")

    contract = models.ForeignKey(Contract, models.PROTECT, verbose_name="債権", related_name="guarantors")
    name = models.CharField("氏名・名称", max_length=60)
    kind = models.CharField("種類", max_length=8, choices=GuarantorKind.choices)
    individual = models.BooleanField("個人", default=True, help_text="期限の利益の喪失を2か月以内に知らせる相手")
    guaranteed_on = models.DateField("保証契約日")
    limit = YenField("極度額(円)", null=True, blank=True)
    address = models.CharField("住所", max_length=200, blank=True)
    ended_on = models.DateField("終了日", null=True, blank=True, help_text="解除・死亡など。理由は備考へ")
    note = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "保証人"
        ordering = ["contract", "guaranteed_on", "pk"]
        constraints = [
            known_values("guarantor_known_kind", "kind", GuarantorKind),
            ends_after_start("guarantor_ended_after_begun", start="guaranteed_on", end="ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.get_kind_display()})"


@tracked
class Interruption(Record):
    """What renews or puts off a limitation: of the debtor (and so of all who answer), or of one guarantor alone.

    A promise of the debtor works on guarantors too (民法457条); one of a guarantor only on himself.
    """

    done_days = ("on",)

    contract = models.ForeignKey(Contract, models.PROTECT, verbose_name="債権", related_name="interruptions")
    guarantor = models.ForeignKey(
        Guarantor, models.PROTECT, verbose_name="保証人", null=True, blank=True, related_name="interruptions",
        help_text="空欄は債務者本人",
    )  # fmt: skip
    kind = models.CharField("種類", max_length=12, choices=InterruptionKind.choices)
    on = models.DateField("日付", help_text="催告は到達した日")
    until = models.DateField("協議の期限", null=True, blank=True)
    ended_on = models.DateField("手続の終了日", null=True, blank=True)
    titled = models.BooleanField("権利が確定した", default=False, help_text="判決・和解・債権者表など")
    proof = models.CharField("証拠", max_length=120, blank=True, help_text="配達証明の番号、誓約書の日付など")

    class Meta:
        verbose_name = verbose_name_plural = "時効の更新・猶予"
        ordering = ["contract", "on", "pk"]
        constraints = [
            known_values("interruption_known_kind", "kind", InterruptionKind),
            ends_after_start("interruption_until_after_on", start="on", end="until"),
            ends_after_start("interruption_ended_after_on", start="on", end="ended_on"),
            models.CheckConstraint(
                name="interruption_title_of_proceedings",
                condition=Q(titled=False) | Q(kind="sued", ended_on__isnull=False),
                violation_error_message="権利の確定は、終わった手続(訴訟・支払督促など)にだけ付けられます。",
            ),
        ]

    def __str__(self) -> str:
        return f"{format_date(self.on)} {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, Any] = {}
        if self.guarantor and self.guarantor.contract_id != self.contract_id:
            wrong["guarantor"] = "別の債権の保証人です。この債権の保証人を選んでください。"
        if self.until and self.kind != InterruptionKind.AGREED:
            wrong["until"] = "期限は、協議の合意にだけ入れます。"
        if self.ended_on and self.kind != InterruptionKind.SUED:
            wrong["ended_on"] = "終了日は、訴訟・支払督促などの手続にだけ入れます。"
        if wrong:
            raise ValidationError(wrong)

    @property
    def effect(self) -> Effect:
        """What it does to a limitation."""
        match self.kind:
            case InterruptionKind.ACKNOWLEDGED:
                return Acknowledged(self.on)
            case InterruptionKind.DEMANDED:
                return Demanded(self.on)
            case InterruptionKind.AGREED:
                return Agreed(self.on, self.until)
        return Sued(self.on, self.ended_on, self.titled)

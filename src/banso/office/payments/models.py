"""Who is paid (支払先) into which account, what is to be paid for a case, who let it go, and what the bank made of it."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from banso.cases.models import Case
from banso.core.banking.banks import branch_missing
from banso.core.banking.zengin import Place, bank_kana
from banso.core.constraints import known_values
from banso.core.errors import UserError
from banso.core.fields import FiscalYearField, KeyField
from banso.core.models import Record, ReferenceRow
from banso.core.private import asked_for_by
from banso.core.text import fold
from banso.core.trail import tracked
from banso.registers.models import Company, Expert, Organisation, Person, Programme
from banso.registers.walls import also_shut, gathers

from .choices import AccountType, PayeeKind, SlipState, State, Treatment

_RELEASED_BY_ANOTHER = (
    "IF NEW.by_id = (SELECT o.by_id FROM public.payments_order o WHERE o.id = NEW.order_id) THEN "
    "RAISE EXCEPTION 'a payment is released by another than who asked for it'; END IF; RETURN NEW;"
)
# A file cannot be called back from the bank: what may stand in one is the database's to say as well.
_LET_GO = """
IF EXISTS (SELECT FROM public.payments_withdrawal w WHERE w.order_id = NEW.order_id) OR 2 > (
    SELECT count(DISTINCT r.by_id) FROM public.payments_release r JOIN public.payments_order o ON o.id = r.order_id
    WHERE o.id = NEW.order_id AND r.by_id <> o.by_id
) THEN
    RAISE EXCEPTION 'a payment goes to the bank after two others let it go';
END IF;
IF (SELECT b.programme_id FROM public.payments_batch b WHERE b.id = NEW.batch_id) IS DISTINCT FROM (
    SELECT p.id FROM public.payments_order o JOIN public.cases_case c ON c.id = o.case_id
    JOIN public.registers_programme p ON p.id = c.programme_id AND p.walled_to_id IS NOT NULL WHERE o.id = NEW.order_id
) THEN
    RAISE EXCEPTION 'a payment behind a wall goes in a file behind the same wall';
END IF;
RETURN NEW;
"""


def _digits(length: int) -> RegexValidator:
    return RegexValidator(rf"\A[0-9]{{{length}}}\Z", f"{length}桁の数字で入れてください。足りない桁は左に0を付けます。")


@tracked
class Payee(ReferenceRow):
    """Whoever is paid (支払先): someone of the registers, or a name alone. No 個人番号 is kept here or anywhere."""

    kind = models.CharField("区分", max_length=12, choices=PayeeKind.choices)
    name = models.CharField("支払先", max_length=120)
    name_key = KeyField("検索用名称", of="name", fold=fold, db_index=True)
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人物", null=True, blank=True, related_name="+")
    expert = models.ForeignKey(Expert, models.PROTECT, verbose_name="専門家", null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="機関", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "支払先"
        ordering = ["name", "pk"]
        constraints = [known_values("payee_known_kind", "kind", PayeeKind)]

    def __str__(self) -> str:
        return self.name


class BankPlace(models.Model):
    """An account at a bank, as banks' files name it."""

    bank_code = models.CharField("銀行コード", max_length=4, validators=[_digits(4)])
    bank_name = models.CharField("銀行名", max_length=40)
    branch_code = models.CharField("支店コード", max_length=3, validators=[_digits(3)])
    branch_name = models.CharField("支店名", max_length=40)
    type = models.CharField("預金種目", max_length=1, choices=AccountType.choices, default=AccountType.ORDINARY)
    number = models.CharField("口座番号", max_length=7, validators=[_digits(7)])
    holder = models.CharField("口座名義(カナ)", max_length=60, help_text="通帳のとおり。全角のカナは半角に直します")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.bank_name} {self.branch_name} {self.get_type_display()} {self.masked}"

    @property
    def masked(self) -> str:
        """The account's number for everyone: its last digits. Who may see accounts finds it whole on the account's page."""
        return f"***{self.number[-4:]}"

    def clean(self) -> None:
        try:
            self.holder = bank_kana(self.holder)
        except UserError as error:
            raise ValidationError({"holder": str(error)}) from error
        if said := branch_missing(self.bank_code, self.branch_code):
            raise ValidationError({"branch_code": said})

    @property
    def place(self) -> Place:
        return Place(self.bank_code, self.branch_code, self.type, self.number, self.holder)


@tracked
class Account(BankPlace, Record):
    """A payee's account from a day on. Only its end changes: another one is a new row.

    Not even while no money was ordered to it: whether there was could only be told by what is behind walls too.
    """

    payee = models.ForeignKey(Payee, models.PROTECT, verbose_name="支払先", related_name="accounts")
    valid_from = models.DateField("使い始める日")
    ended_on = models.DateField("使い終える日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "振込口座"
        ordering = ["payee", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="account_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("valid_from")),
                violation_error_message="使い終える日が、使い始める日より前です。",
            ),
            known_values("account_known_type", "type", AccountType),
        ]
        triggers = [
            pgtrigger.Protect(
                name="keep_accounts",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["ended_on", "updated_at"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.payee} {super().__str__()}"

    def stands(self, on: date) -> bool:
        """Whether money may go to it on a day."""
        return self.valid_from <= on and (self.ended_on is None or on <= self.ended_on)


@tracked
class Sender(BankPlace, ReferenceRow):
    """An account of the centre's own that is paid from (振込元), and how its bank wants the file."""

    code = models.CharField("依頼人コード", max_length=10, validators=[_digits(10)])
    line_breaks = models.BooleanField("改行を付ける", default=True, help_text="銀行の指定に合わせます")

    class Meta:
        verbose_name = verbose_name_plural = "振込元の口座"
        ordering = ["pk"]
        constraints = [known_values("sender_known_type", "type", AccountType)]


class Kept(models.Model):
    """A row that is written once, with who wrote it and when. Its history shows what somebody changed past the database's refusal."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="行った人", related_name="+")
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        abstract = True
        triggers: list[pgtrigger.Trigger] = [
            pgtrigger.Protect(name="keep_payments", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


@asked_for_by("by_id")
@tracked
class Order(Kept):
    """A request to pay (支払依頼) for a case: never changed; a wrong one is withdrawn, a failed one ordered anew."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="payments")
    payee = models.ForeignKey(Payee, models.PROTECT, verbose_name="支払先", related_name="orders")
    account = models.ForeignKey(Account, models.PROTECT, verbose_name="振込口座", related_name="orders")
    purpose = models.CharField("支払の内容", max_length=120)
    gross = models.PositiveBigIntegerField("支払額(円)")
    treatment = models.CharField("源泉徴収", max_length=12, choices=Treatment.choices)
    base = models.PositiveBigIntegerField("課税標準(円)")
    withheld = models.PositiveBigIntegerField("源泉徴収税額(円)")
    net = models.PositiveBigIntegerField("差引支払額(円)")
    due_on = models.DateField("支払予定日")
    funding = models.CharField("財源", max_length=80)
    note = models.CharField("備考", max_length=200, blank=True)
    basis = models.CharField("もとになった手続", max_length=80, blank=True, editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, verbose_name="振込不能だった依頼", null=True, blank=True, related_name="anew"
    )

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "支払依頼"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["case", "due_on"], name="payments_of_case")]
        constraints = [
            models.CheckConstraint(
                name="order_amounts_agree",
                condition=Q(net=F("gross") - F("withheld"), base__lte=F("gross"), withheld__lte=F("base"), net__gt=0),
                violation_error_message="支払額・課税標準・源泉徴収税額・差引支払額が合いません。",
            ),
            known_values("order_known_treatment", "treatment", Treatment),
            models.UniqueConstraint(
                fields=["replaces"],
                name="order_anew_once",
                violation_error_message="この支払は、すでに依頼し直されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.purpose} {self.net:,}円"

    def get_absolute_url(self) -> str:
        return reverse("payments-order", args=[self.pk])


class Progress(models.Model):
    """Where a request stands: follows from what was done about it, and is locked while something is. `on` is the day it counts on."""

    order = models.OneToOneField(Order, models.CASCADE, verbose_name="支払依頼", primary_key=True)
    state = models.CharField("状態", max_length=14, choices=State.choices, default=State.REQUESTED)
    on = models.DateField("支払日")

    class Meta:
        verbose_name = verbose_name_plural = "支払の状況"
        indexes = [models.Index(fields=["state", "on"], name="payments_by_state")]
        constraints = [known_values("progress_known_state", "state", State)]

    def __str__(self) -> str:
        return self.get_state_display()


@asked_for_by("by_id")
@tracked
class Release(Kept):
    """Someone let a payment go (支払承認). Two do, and neither is who asked for it."""

    order = models.ForeignKey(Order, models.PROTECT, verbose_name="支払依頼", related_name="releases")
    place = models.PositiveSmallIntegerField("何人目")

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "支払承認"
        ordering = ["order", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "by"],
                name="release_by_another",
                violation_error_message="あなたはこの支払をすでに承認しています。2人目には別の人が要ります。",
            ),
            models.UniqueConstraint(
                fields=["order", "place"],
                name="release_place_once",
                violation_error_message="ほかの人が先に承認しました。画面を開き直してください。",
            ),
            models.CheckConstraint(name="release_by_two", condition=Q(place__in=(1, 2))),
        ]
        triggers = [
            *Kept.Meta.triggers,
            pgtrigger.Trigger(
                name="not_by_who_asked",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_RELEASED_BY_ANOTHER,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.by}"


@asked_for_by("by_id")
@tracked
class Withdrawal(Kept):
    """A request was withdrawn before it went to the bank, and why."""

    order = models.ForeignKey(Order, models.PROTECT, verbose_name="支払依頼", related_name="withdrawals")
    reason = models.CharField("理由", max_length=200)

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "支払依頼の取下げ"
        constraints = [models.UniqueConstraint(fields=["order"], name="withdrawn_once")]

    def __str__(self) -> str:
        return f"{self.order} {self.reason}"


@gathers("payments.Entry", "batch")
@also_shut("{row}.id = ANY ((SELECT public.banso_shut_files())::bigint[])")
@asked_for_by("by_id")
@tracked
class Batch(Kept):
    """A file of transfers for the bank (総合振込): made once, kept as it was made, with its digest and its totals.

    Payments behind a wall go in files of their `programme` alone, numbered apart: others learn of no such file. One made before a
    programme was walled is hidden from them with it.
    """

    fiscal_year = FiscalYearField("年度")
    number = models.PositiveIntegerField("番号")
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="守秘の事業", null=True, blank=True, related_name="+"
    )
    sender = models.ForeignKey(Sender, models.PROTECT, verbose_name="振込元の口座", related_name="batches")
    pay_on = models.DateField("振込日")
    count = models.PositiveIntegerField("件数")
    total = models.PositiveBigIntegerField("振込額の合計(円)")
    withheld = models.PositiveBigIntegerField("源泉徴収税額の合計(円)")
    tax_due_on = models.DateField("源泉所得税の納期限", help_text="支払った月の翌月10日")
    content = models.TextField("データ", editable=False)
    sha256 = models.CharField("ハッシュ値", max_length=64)

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "総合振込データ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "programme", "number"], nulls_distinct=False, name="batch_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"振込データ {self.fiscal_year}-{self.number:03}"

    def get_absolute_url(self) -> str:
        return reverse("payments-batch", args=[self.pk])


@asked_for_by("by_id")
@tracked
class Entry(Kept):
    """A payment stands in a file. It stands in one only: two who make files at once, one wins."""

    order = models.ForeignKey(Order, models.PROTECT, verbose_name="支払依頼", related_name="entries")
    batch = models.ForeignKey(Batch, models.PROTECT, verbose_name="総合振込データ", related_name="entries")

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "振込データの明細"
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                name="entry_in_one_file",
                violation_error_message="この支払は、すでに別の振込データに入っています。",
            )
        ]
        triggers = [
            *Kept.Meta.triggers,
            pgtrigger.Trigger(name="let_go_by_two", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_LET_GO),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.order}"


@asked_for_by("by_id")
@tracked
class Result(Kept):
    """What the bank made of a transfer: paid on a day, or failed and why."""

    order = models.ForeignKey(Order, models.PROTECT, verbose_name="支払依頼", related_name="results")
    paid = models.BooleanField("支払えた")
    on = models.DateField("日付")
    reason = models.CharField("振込不能の理由", max_length=200, blank=True)

    class Meta(Kept.Meta):
        verbose_name = verbose_name_plural = "振込の結果"
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                name="result_once",
                violation_error_message="この振込の結果は、すでに登録されています。",
            ),
            models.CheckConstraint(
                name="result_failed_with_reason",
                condition=Q(paid=True) | ~Q(reason=""),
                violation_error_message="振込不能の理由を入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {'支払済' if self.paid else '振込不能'}"


@tracked
class Slip(Record):
    """What one person is paid in a calendar year, and how far the paper for the tax office (支払調書) is. No 個人番号.

    What is paid behind a wall is counted in a row of its own for the `programme`: a total would tell of it.
    """

    payee = models.ForeignKey(Payee, models.PROTECT, verbose_name="支払先", related_name="slips")
    year = models.PositiveSmallIntegerField("年(暦年)")
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="守秘の事業", null=True, blank=True, editable=False, related_name="+"
    )
    total = models.PositiveBigIntegerField("年間の支払(円)", default=0, editable=False)
    state = models.CharField("支払調書", max_length=12, choices=SlipState.choices, default=SlipState.NOT_NEEDED)

    class Meta:
        verbose_name = verbose_name_plural = "支払調書の準備"
        ordering = ["-year", "-total", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payee", "year", "programme"], nulls_distinct=False, name="slip_once_a_year"
            ),
            known_values("slip_known_state", "state", SlipState),
        ]

    def __str__(self) -> str:
        return f"{self.payee} {self.year}年"

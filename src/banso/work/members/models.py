"""会員: the members of a programme's circle, of which class, from when to when, and what they owe for each year."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, no_overlap, not_negative
from banso.core.dues import Due
from banso.core.fields import CodeField, FiscalYearField, YenField
from banso.core.fiscal import fiscal_year_column, fiscal_year_label, fiscal_year_of
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Company, Person, Programme


@tracked
class Grade(ReferenceRow):
    """A class of members (会員種別) with what it pays a year."""

    code = CodeField("会員種別コード", unique=True)
    name = models.CharField("会員種別", max_length=60)
    yearly_fee = YenField("年会費(円)", null=True, blank=True)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "会員種別"
        ordering = ["position", "code"]
        constraints = [not_negative("grade_fee_not_negative", "yearly_fee")]

    def __str__(self) -> str:
        return self.name


@tracked
class Member(Record):
    """Someone is a member (会員), from the day of joining to the last day (退会日)."""

    done_days = ("joined_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    grade = models.ForeignKey(Grade, models.PROTECT, verbose_name="会員種別", related_name="members")
    number = models.CharField("会員番号", max_length=20, blank=True)
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="会員企業", null=True, blank=True, related_name="memberships"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="会員(個人)",
        null=True,
        blank=True,
        related_name="memberships",
        help_text="個人会員の方。企業の会員では窓口の方",
    )
    joined_on = models.DateField("入会日")
    fiscal_year = fiscal_year_column("joined_on", "入会年度")
    left_on = models.DateField("退会日", null=True, blank=True, help_text="最後の日。この日まで会員として数えます。")
    left_in = fiscal_year_column("left_on", "退会年度")

    class Meta:
        verbose_name = verbose_name_plural = "会員"
        ordering = ["-joined_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="member_figures")]
        constraints = [
            ends_after_start("member_leaves_after_joining", start="joined_on", end="left_on"),
            models.CheckConstraint(
                name="member_is_somebody",
                condition=Q(company__isnull=False) | Q(person__isnull=False),
                violation_error_message="会員企業か個人のどちらかを入力してください。",
            ),
            *(
                no_overlap(
                    f"member_{who}_once_at_a_time",
                    same=["programme", who],
                    start="joined_on",
                    end="left_on",
                    message="その期間すでに会員です。前の退会日を確かめてください。",
                    condition=condition,
                )
                for who, condition in (
                    ("company", Q(company__isnull=False)),
                    ("person", Q(company__isnull=True, person__isnull=False)),
                )
            ),
            models.UniqueConstraint(
                fields=["programme", "number"],
                condition=~Q(number=""),
                name="member_number_once",
                violation_error_message="この会員番号はすでに使われています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.grade})"

    @property
    def name(self) -> str:
        """Who the member is."""
        return str(self.company or self.person)


@tracked
class Fee(Due):
    """What a member owes for a fiscal year (会費)."""

    member = models.ForeignKey(Member, models.PROTECT, verbose_name="会員", related_name="fees")
    fiscal_year = FiscalYearField("会費年度", help_text="令和6年度、R6、2024 のように")

    class Meta(Due.Meta):
        verbose_name = verbose_name_plural = "会費"
        ordering = ["-fiscal_year", "-pk"]
        indexes = [models.Index(fields=["member", "fiscal_year"], name="member_fee_figures")]
        constraints = [
            *Due.Meta.constraints,
            models.UniqueConstraint(
                fields=["member", "fiscal_year"],
                name="member_fee_year_once",
                violation_error_message="この会員のこの年度の会費はすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {fiscal_year_label(self.fiscal_year)}会費"

    def clean(self) -> None:
        """A year in which the member is one."""
        if not (self.member_id and self.fiscal_year):
            return
        left_on = self.member.left_on
        before = self.fiscal_year < fiscal_year_of(self.member.joined_on)
        if before or (left_on and self.fiscal_year > fiscal_year_of(left_on)):
            label = fiscal_year_label(self.fiscal_year)
            raise ValidationError({"fiscal_year": f"「{self.member}」は{label}の会員ではありません。"})

"""名寄せ: what may be one company and waits for a person, what was decided, and companies that were merged."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from banso.core.models import Record
from banso.core.private import asked_for_by
from banso.core.trail import tracked
from banso.registers.company_links import stays_with_its_company

from .companies import Company
from .programmes import Programme


class DoubtSource(models.TextChoices):
    IMPORT = "import", "取込み"
    TYPING = "typing", "手入力"
    YEARLY = "yearly", "年次の点検"


class Answer(models.TextChoices):
    OPEN = "open", "未確認"
    SAME = "same", "同じ"
    OTHER = "other", "別"
    LATER = "later", "保留"


@tracked
class Doubt(Record):
    """Two that may be one company and wait for a person: a company or a source's row, and a candidate of the register.

    `told` is what the source says where it is no company yet, and `row_key` the same row when it comes again. `answer`
    repeats the latest :class:`Decision`, so that the queue can be listed.
    """

    source = models.CharField("きっかけ", max_length=8, choices=DoubtSource.choices)
    origin = models.CharField("出どころ", max_length=200, blank=True)
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="doubts"
    )
    told = models.JSONField("取り込んだ行の内容", default=dict, blank=True)
    row_key = models.CharField("行の照合用", max_length=400, blank=True)
    name = models.CharField("名前", max_length=120)
    candidate = models.ForeignKey(Company, models.PROTECT, verbose_name="候補の企業", related_name="doubted")
    score = models.PositiveSmallIntegerField("一致度")
    reasons = ArrayField(models.TextField(), verbose_name="理由", default=list)
    answer = models.CharField("判断", max_length=8, choices=Answer.choices, default=Answer.OPEN)

    class Meta:
        verbose_name = verbose_name_plural = "名寄せの確認"
        ordering = ["-score", "-pk"]
        indexes = [
            models.Index(fields=["answer", "-score", "-id"], name="doubts_to_answer"),
            models.Index(fields=["row_key"], condition=~Q(row_key=""), name="doubts_of_row"),
        ]
        constraints = [
            models.CheckConstraint(name="doubt_of_two", condition=Q(company__isnull=True) | ~Q(company=F("candidate"))),
            models.CheckConstraint(
                name="doubt_company_or_row",
                condition=Q(company__isnull=False, row_key="") | Q(company__isnull=True) & ~Q(row_key=""),
            ),
            models.UniqueConstraint(fields=["company", "candidate"], name="doubt_pair_once"),
            models.UniqueConstraint(
                fields=["row_key", "candidate"], condition=Q(company__isnull=True), name="doubt_row_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.candidate}?"


@tracked
class Decision(Record):
    """What a person decided of a doubt on a day: 同じ, 別, 保留, or that an earlier decision is taken back (未確認). Never rewritten."""

    doubt = models.ForeignKey(Doubt, models.PROTECT, verbose_name="名寄せの確認", related_name="decisions")
    answer = models.CharField("判断", max_length=8, choices=Answer.choices)
    decided_at = models.DateTimeField("日時", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="判断した人", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "名寄せの判断"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.get_answer_display()


@stays_with_its_company("統合の記録そのもの")
@asked_for_by("asked_by_id", "undo_asked_by_id")
@tracked
class Merge(Record):
    """Two companies that are one (統合): the one that stays and the one taken into it. Undone, it remains as a record.

    It is asked by someone and carried out by the worker, whom no wall stops, so that nobody learns from it what lies behind one.
    """

    survivor = models.ForeignKey(Company, models.PROTECT, verbose_name="残す企業", related_name="took_in")
    absorbed = models.ForeignKey(Company, models.PROTECT, verbose_name="統合した企業", related_name="merges")
    reason = models.CharField("理由", max_length=200, blank=True)
    asked_at = models.DateTimeField("統合した日時", default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="統合した人", null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField("完了日時", null=True, blank=True)
    undo_asked_at = models.DateTimeField("解いた日時", null=True, blank=True)
    undo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="解いた人", null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("解き終えた日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "企業の統合"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(survivor=F("absorbed"))),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="merge_once_at_a_time",
                violation_error_message="この企業はすでに統合されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.survivor}"

    @property
    def is_under_way(self) -> bool:
        """Whether the worker has still to do what was asked."""
        return self.done_at is None or (self.undo_asked_at is not None and self.undone_at is None)

    @property
    def is_broken_off(self) -> bool:
        """Whether it came to nothing because its worker was gone: begun and ended at one moment, and nobody asked to undo it."""
        return self.done_at is not None and self.done_at == self.undone_at


class MergeMove(models.Model):
    """One thing a merge changed: a column of a row, what it said and what it says since. Behind the wall of its programme."""

    merge = models.ForeignKey(Merge, models.PROTECT, verbose_name="統合", related_name="moves")
    kind = models.CharField("種類", max_length=80)
    row = models.BigIntegerField("記録番号")
    column = models.CharField("項目", max_length=80)
    before = models.JSONField("前の値", null=True)
    after = models.JSONField("後の値", null=True)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", null=True, related_name="+")
    went_back = models.BooleanField("元に戻した", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "統合で移した記録"
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "row"], name="merge_moves_of_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

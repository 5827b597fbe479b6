"""Files that came in, what became of each, and which row of which file a record came from."""

import secrets
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from banso.core.imports import import_kind
from banso.core.kept import private_storage
from banso.core.models import Record
from banso.core.private import private_to
from banso.core.trail import tracked
from banso.registers.models import Unit


def random_name(instance: Any, filename: str) -> str:
    """Where a file is kept: nothing of its own name, and nothing one could guess."""
    return f"imports/{secrets.token_hex(16)}"


@private_to("by_id")
class Import(models.Model):
    """A file someone brings in (取込み): what kind of record its rows are, and how its columns were taken.

    `chosen` are the headings a person gave a column to, by its name, or '' to leave it out; `given` the one value that all rows
    have in a column the sheet lacks, by the column's name. `answers` are what a person said of the file itself: whether its hidden
    rows come in (`hidden`: in or out), and that its unusual values are right (`unusual`: in).
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="取り込んだ人", null=True)
    kind = models.CharField("種類", max_length=40)
    file = models.FileField("ファイル", upload_to=random_name, storage=private_storage)
    file_name = models.CharField("ファイル名", max_length=200)
    sheet = models.CharField("シート", max_length=120, blank=True)
    sha256 = models.CharField("ハッシュ値", max_length=64)
    chosen = models.JSONField("選んだ列", default=dict, blank=True)
    given = models.JSONField("全行に同じ値", default=dict, blank=True)
    answers = models.JSONField("尋ねたことへの答え", default=dict, blank=True)
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "取込み"
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["by", "-at"], name="imports_of_user")]
        triggers = [pgtrigger.Protect(name="keep_imports", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{import_kind(self.kind).label} {self.file_name}"

    @property
    def state(self) -> "ImportState | None":
        """The latest state, as written down."""
        return self.states.defer("lines").order_by("-pk").first()


class State(models.TextChoices):
    LOOKING = "looking", "確認中"
    LOOKED = "looked", "確認済み"
    RUNNING = "running", "取込み中"
    DONE = "done", "取込み済み"
    FAILED = "failed", "取り込めませんでした"
    UNDONE = "undone", "取り消しました"


@private_to("by_id")
class ImportState(models.Model):
    """What became of an import, on a day (取込みの状態): each step is a row of its own, never rewritten.

    `found` is what was found or done: the numbers of rows by outcome, and the rows refused with their reasons; `lines` what
    would come of every other row, packed, for a file that was looked at.
    """

    of = models.ForeignKey(Import, models.PROTECT, verbose_name="取込み", related_name="states")
    state = models.CharField("状態", max_length=8, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="操作した人", null=True)
    at = models.DateTimeField("日時", default=timezone.now)
    message = models.TextField("説明", blank=True)
    found = models.JSONField("結果", default=dict, blank=True)
    lines = models.TextField("行ごとの結果", blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "取込みの状態"
        default_permissions = ()
        ordering = ["of", "pk"]
        triggers = [pgtrigger.Protect(name="keep_import_states", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.of} {self.get_state_display()}"


class Source(models.Model):
    """Where a record came from (取込み元の行): the import and the row of its sheet.

    `said` is a digest of what the row said, and `nth` tells equal rows of one file apart: by them the same row is known when
    it comes again. The record is named by its kind and key, without its walls. `undone` when the import was taken back.
    """

    of = models.ForeignKey(Import, models.PROTECT, verbose_name="取込み", related_name="sources")
    number = models.PositiveIntegerField("行")
    said = models.UUIDField("行のハッシュ値")
    nth = models.PositiveIntegerField("同じ行の何番目か", default=1)
    model = models.CharField("記録の種類", max_length=80)
    object_id = models.BigIntegerField("記録の番号")
    made = models.BooleanField("この行で登録した記録")
    undone = models.BooleanField("取り消した", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "取込み元の行"
        default_permissions = ()
        ordering = ["of", "number", "pk"]
        indexes = [
            models.Index(fields=["said", "nth"], name="source_row_again"),
            models.Index(fields=["model", "object_id"], name="source_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.number}行目"


@tracked
class Headings(Record):
    """How a unit's files head the columns of a kind (見出しの対応), as its people chose it: offered for the next file."""

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name="部署")
    kind = models.CharField("種類", max_length=40)
    heading = models.CharField("見出し", max_length=200)
    column = models.CharField("項目", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "見出しの対応"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "heading"], name="heading_once_in_a_unit")]

    def __str__(self) -> str:
        return self.heading


@tracked
class SameValue(Record):
    """The one value that a unit's files of a kind leave unsaid in a column (全行に同じ値): offered for the next file."""

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name="部署")
    kind = models.CharField("種類", max_length=40)
    column = models.CharField("項目", max_length=80)
    value = models.CharField("値", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "全行に同じ値"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["unit", "kind", "column"], name="same_value_once_in_a_unit")]

    def __str__(self) -> str:
        return self.value

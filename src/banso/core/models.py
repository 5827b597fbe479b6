"""What every stored record has in common."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from .era import format_moment
from .private import private_to
from .series import NumberSeries as NumberSeries
from .trail import tracked


class Record(models.Model):
    """A row someone wrote down: when it came to be and when it last changed.

    Who wrote it, and every former state, is in the audit trail (:mod:`banso.core.trail`).
    """

    created_at = models.DateTimeField("登録日時", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        abstract = True


class ReferenceRow(Record):
    """A row others point to. It is ended, never deleted, so that last year's records keep their meaning.

    It is out of use as soon as it has an end, so that an end to come is asked about.
    """

    done_days: tuple[str, ...] = ("ended_on",)

    ended_on = models.DateField("終了日", null=True, blank=True)

    class Meta:
        abstract = True


class AccessKind(models.TextChoices):
    EXPORT = "export", "書き出し"


class Access(models.Model):
    """Someone took records out of the system: which list, under which conditions, when.

    Of someone who is inside a wall others read only the kind of thing; which, and under which conditions, is a row of their `own`.
    """

    kind = models.CharField("種類", max_length=10, choices=AccessKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="利用者")
    subject = models.CharField("対象", max_length=120)
    conditions = models.CharField("条件", max_length=400, blank=True)
    at = models.DateTimeField("日時", default=timezone.now, db_index=True)
    own = models.BooleanField("本人だけに見える", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "利用の記録"
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="keep_accesses", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{format_moment(self.at)} {self.user} {self.subject}"


class Sharing(models.TextChoices):
    OWN = "own", "自分だけ"
    UNIT = "unit", "自分の部署の人"
    ALL = "all", "この一覧を見られる人すべて"


@private_to("owner_id", shared="sharing <> 'own'")
@tracked
class SavedList(Record):
    """A list kept under a name: its conditions, order and columns, for its owner alone, for her unit or for everyone."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="作成者", related_name="saved_lists"
    )
    kind = models.CharField("対象の一覧", max_length=80)
    name = models.CharField("名前", max_length=60)
    query = models.TextField("条件と並び順", blank=True)
    columns = models.JSONField("列", default=list, blank=True)
    sharing = models.CharField("共有の範囲", max_length=10, choices=Sharing.choices, default=Sharing.OWN)

    class Meta:
        verbose_name = verbose_name_plural = "保存した一覧"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "name"],
                name="saved_list_name_once",
                violation_error_message="同じ名前の一覧をすでに保存しています。別の名前にしてください。",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """What comes after the question mark of the list's address to open it."""
        return f"{self.query}&list={self.pk}" if self.query else f"list={self.pk}"


@private_to("user_id")
class ListSetting(models.Model):
    """How one user likes one list: the columns she chose, and the saved list it begins with. Nobody else's business: no trail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="利用者")
    kind = models.CharField("対象の一覧", max_length=80)
    columns = models.JSONField("列", default=list, blank=True)
    start = models.ForeignKey(SavedList, models.SET_NULL, verbose_name="最初に開く一覧", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一覧の設定"
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="list_setting_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.kind}"


@private_to("by_id")
class BulkChange(models.Model):
    """One fact given to many records at once (一括変更): which records, and what each said before, so that it can be undone.

    Undoing is a bulk change of its own that names the one it undoes; neither is ever rewritten.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="変更した人")
    kind = models.CharField("対象の一覧", max_length=80)
    field = models.CharField("項目", max_length=80)
    value = models.JSONField("変更後の値", null=True)
    before = models.JSONField("変更前の値", default=dict)
    reason = models.CharField("理由", max_length=200, blank=True)
    at = models.DateTimeField("日時", default=timezone.now)
    undoes = models.OneToOneField(
        "self", models.PROTECT, verbose_name="元に戻した一括変更", null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        verbose_name = verbose_name_plural = "一括変更"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["by", "-at"], name="bulk_changes_of_user")]
        triggers = [pgtrigger.Protect(name="keep_bulk_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{format_moment(self.at)} {len(self.before)}件"

"""Who exported everything, when, and how far an export on the screen is."""

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime

from banso.core.era import format_moment
from banso.core.kept import private_storage
from banso.core.models import Record
from banso.core.private import asked_for_by


class ExportState(models.TextChoices):
    WAITING = "waiting", "待機中"
    RUNNING = "running", "作成中"
    DONE = "done", "完成"
    FAILED = "failed", "失敗"


@asked_for_by("asked_by_id", made=("file", "sha256"))
class FullExport(Record):
    """One export of everything: by the operator at the machine (`asked_by` empty), or by someone on the screen.

    The row stays; the file of the screen's is taken away after some days, for it holds everything.
    """

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="依頼者", null=True)
    state = models.CharField("状態", max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    progress = models.PositiveSmallIntegerField("進み具合(%)", default=0)
    step = models.CharField("いまの作業", max_length=80, blank=True)
    error = models.CharField("エラー", max_length=400, blank=True)
    whole = models.BooleanField("すべての記録を含む", default=False)
    rows = models.BigIntegerField("行数", null=True)
    sha256 = models.CharField("ハッシュ値", max_length=64, blank=True)
    file = models.FileField("ファイル", upload_to="exports/", storage=private_storage, blank=True)
    finished_at = models.DateTimeField("完成日時", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "全件の書き出し"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{format_moment(self.created_at)} {self.asked_by or '管理者(コマンド)'}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (ExportState.WAITING, ExportState.RUNNING)

    @property
    def file_name(self) -> str:
        """The name the file is handed over under."""
        return f"banso-export-{localtime(self.created_at):%Y%m%d-%H%M%S}.zip"

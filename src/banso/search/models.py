"""The index (索引): one document for each record that can be found.

Nobody reads these tables directly: row-level security lets nothing through, and the functions in the migrations, which run
as the owner, apply the walls. So the index may use operators that PostgreSQL would not trust under a policy.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from banso.core.private import private_to

from .meaning import DIMENSIONS

LATEST = (models.F("day").desc(nulls_last=True), models.F("id").desc())


class Document(models.Model):
    """What the search knows of one record: its words, and `names`, the folded texts of which any part is found.

    What is shown of a hit is read from the record itself, behind its own wall. Two indexes more are made by a migration:
    `search_words_placed` of its words together with where it stands (kind, programme, period), and one of the pairs of letters in
    its names.
    """

    kind = models.CharField("種類", max_length=60)
    object_id = models.BigIntegerField("記録番号")
    names = models.TextField("名前と番号", blank=True)
    day = models.DateField("日付", null=True, blank=True)
    company = models.BigIntegerField("企業", null=True, blank=True)
    programme = models.BigIntegerField("事業", null=True, blank=True)
    of_case = models.BigIntegerField("案件", null=True, blank=True)
    side = models.CharField("立場", max_length=10, blank=True, default="", db_default="")
    words = SearchVectorField("語", null=True)
    numbers = SearchVectorField("電話番号などの数字", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "検索の索引"
        default_permissions = ()
        indexes = [
            GinIndex(fields=["numbers"], name="search_numbers", fastupdate=False),
            models.Index(*LATEST, name="search_latest"),
            models.Index("kind", *LATEST, name="search_latest_of_kind"),
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class BitsField(models.Field):  # type: ignore[type-arg]
    """A row of bits, which PostgreSQL compares as a whole."""

    def __init__(self, *args: Any, length: int, **kwargs: Any) -> None:
        self.length = length
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"length": self.length}

    def db_type(self, connection: Any) -> str:
        return f"bit({self.length})"


class Sketch(models.Model):
    """What a document's text means, as the signs of its vector: texts of like meaning differ in few of them.

    Without bits until the worker has read it. It goes with its document (a foreign key of the database's own).
    """

    document = models.BigIntegerField("索引", primary_key=True)
    bits = BitsField("意味の符号", length=DIMENSIONS, null=True)

    class Meta:
        verbose_name = verbose_name_plural = "意味の索引"
        default_permissions = ()
        indexes = [models.Index(fields=["document"], condition=models.Q(bits=None), name="search_unsketched")]

    def __str__(self) -> str:
        return str(self.document)


@private_to("asked_by_id")
class Likeness(models.Model):
    """Someone's question for cases like a record, or like what was typed, and the worker's answer: [kind, number, likeness]."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="利用者")
    asked_at = models.DateTimeField("依頼日時", auto_now_add=True)
    typed = models.CharField("言葉", max_length=200, blank=True)
    kind = models.CharField("種類", max_length=60, blank=True)
    object_id = models.BigIntegerField("記録番号", null=True, blank=True)
    found = models.JSONField("見つかったもの", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "似た案件の照会"
        default_permissions = ()
        indexes = [models.Index(fields=["asked_by", "asked_at"], name="likeness_of_user")]

    def __str__(self) -> str:
        return self.typed or f"{self.kind} {self.object_id}"


class Stale(models.Model):
    """A record whose document is behind it: changed, or gone. Written by triggers in the change's own transaction."""

    kind = models.CharField("種類", max_length=60)
    object_id = models.BigIntegerField("記録番号")
    gone = models.BooleanField("削除された", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "索引の更新待ち"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_stale_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

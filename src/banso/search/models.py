"""The index (索引): one document for each record that can be found.

Nobody reads these tables directly: row-level security lets nothing through, and the functions in the migrations, which run
as the owner, apply the walls. So the index may use operators that PostgreSQL would not trust under a policy.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

LATEST = (models.F("day").desc(nulls_last=True), models.F("id").desc())


class Document(models.Model):
    """What the search knows of one record: its words, and `names`, the folded texts of which any part is found.

    What is shown of a hit is read from the record itself, behind its own wall.
    """

    kind = models.CharField("種類", max_length=60)
    object_id = models.BigIntegerField("記録番号")
    names = models.TextField("名前と番号", blank=True)
    day = models.DateField("日付", null=True, blank=True)
    company = models.BigIntegerField("企業", null=True, blank=True)
    programme = models.BigIntegerField("事業", null=True, blank=True)
    words = SearchVectorField("語", null=True)
    numbers = SearchVectorField("電話番号などの数字", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "検索の索引"
        default_permissions = ()
        indexes = [
            GinIndex(fields=["words"], name="search_words", fastupdate=False),
            GinIndex(fields=["numbers"], name="search_numbers", fastupdate=False),
            models.Index(*LATEST, name="search_latest"),
            models.Index("kind", *LATEST, name="search_latest_of_kind"),
            models.Index(fields=["id"], include=["names"], condition=~models.Q(names=""), name="search_named"),
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


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

"""What a full export holds: every stored kind and its history, column by column, but what is derived, passing or secret."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import FileField, GeneratedField, Model

from banso.core.private import secrets_of

LEFT_OUT = {
    "sessions": "ログイン中の状態",
    "axes": "ログインの成功と失敗の控え",
    "otp_totp": "2段階認証の秘密の鍵",
    "otp_static": "2段階認証の予備コード",
    "procrastinate": "順番を待っている処理",
    "search": "検索の索引(復元のときに作り直します)",
    "archive": "全件の書き出しそのものの控え",
}
MADE_WITH_THE_TABLES = (
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
    "auth.group_permissions",
    "registers.closedday",
    "registers.closeddayevent",
    "orders.term",
    "orders.termevent",
    "grants.sizeline",
    "grants.sizelineevent",
    "complaints.law",
    "complaints.lawevent",
    "complaints.lawtest",
    "complaints.lawtestevent",
    "succession.sheetedition",
    "succession.sheeteditionevent",
    "succession.sheetquestion",
    "succession.sheetquestionevent",
    "succession.lawday",
    "succession.lawdayevent",
)


@dataclass(frozen=True)
class StoredTable:
    """One kind as it is exported: its table and the columns that are written, in their stored order."""

    model: type[Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def key(self) -> list[str]:
        return [str(field.column) for field in self.model._meta.pk_fields]

    @property
    def title(self) -> str:
        """What the office calls it."""
        tracked = getattr(self.model, "pgh_tracked_model", None)
        if tracked is not None:
            return f"{_title(tracked)}の変更履歴"
        return _title(self.model)

    @property
    def fields(self) -> list[Any]:
        """What is exported: neither derived columns, which the database works out anew, nor secrets."""
        secret = secrets_of(self.model)
        return [
            f
            for f in self.model._meta.local_concrete_fields
            if not isinstance(f, GeneratedField) and f.column not in secret
        ]

    @property
    def columns(self) -> list[str]:
        return [field.column for field in self.fields]

    @property
    def secret(self) -> dict[str, str]:
        """{column: SQL of what stands there after a restore} of the columns that stay behind."""
        stored = {field.column for field in self.model._meta.local_concrete_fields}
        return {column: instead for column, instead in secrets_of(self.model).items() if column in stored}

    @property
    def is_never_empty(self) -> bool:
        """Whether an empty Banso has rows of it: what there is, what roles allow, and words that come with the tables."""
        return self.model._meta.label_lower in MADE_WITH_THE_TABLES


def _title(model: type[Model]) -> str:
    """A kind's name; of the table between two kinds, both."""
    table: Any = model._meta.concrete_model
    ends = [field for field in table._meta.local_concrete_fields if field.is_relation]
    if table._meta.auto_created:
        return "と".join(str(field.related_model._meta.verbose_name) for field in ends) + "の対応"
    return str(model._meta.verbose_name)


def stored_tables() -> list[StoredTable]:
    """Every table of the export, by name."""
    kinds = (m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy)
    return sorted((StoredTable(m) for m in kinds if m._meta.app_label not in LEFT_OUT), key=lambda table: table.name)


def files_of(table: StoredTable) -> list[Any]:
    """The columns of a table that name a file in the data folder; a history only repeats what they said."""
    if hasattr(table.model, "pgh_tracked_model"):
        return []
    return [field for field in table.fields if isinstance(field, FileField)]


def version_of_tables() -> dict[str, str]:
    """{app: its last migration}: two installations whose answers agree have the same tables."""
    from django.db.migrations.loader import MigrationLoader

    leaves = MigrationLoader(None).graph.leaf_nodes()
    return {app: name for app, name in sorted(leaves) if app not in LEFT_OUT}

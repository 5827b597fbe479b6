"""The floor under every way in: whatever writes, no text reaches the database that holds what no text may hold.

Verbs clean the facts they are given; a plain save, an update of many rows, a COPY and a query typed into a search box do not
pass there. All of them send their texts through the connection, where each is cleaned once more.
"""

from typing import Any

from psycopg.adapt import Dumper
from psycopg.types.json import Jsonb, JsonbDumper

from .text import clean_text, clean_texts


class _CleanText(Dumper):
    """How a text is sent: as it is seen, of a type that the database finds out by itself."""

    def dump(self, obj: str) -> bytes:
        return clean_text(str(obj)).encode()


class _CleanJson(JsonbDumper):
    """How JSON is sent: its texts as they are seen. NUL in one would be refused by the database itself."""

    def dump(self, obj: Any) -> Any:
        return super().dump(
            Jsonb(clean_texts(obj.obj), dumps=obj.dumps) if isinstance(obj, Jsonb) else clean_texts(obj)
        )


def clean_what_is_sent(connection: Any, **_: Any) -> None:
    """Have a new connection of Django's send clean texts only."""
    if connection.vendor == "postgresql":
        connection.connection.adapters.register_dumper(str, _CleanText)
        connection.connection.adapters.register_dumper(Jsonb, _CleanJson)

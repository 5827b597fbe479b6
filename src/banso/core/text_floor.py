"""The floor under every way in: whatever writes, no text reaches the database that holds what no text may hold.

Verbs clean the facts they are given; a plain save, an update of many rows, a COPY and a query typed into a search box do not
pass there. All of them send their texts through the connection, where each is cleaned once more.
"""

from typing import Any

from psycopg.adapt import Dumper

from .text import clean_text


class _CleanText(Dumper):
    """How a text is sent: as it is seen, of a type that the database finds out by itself."""

    def dump(self, obj: str) -> bytes:
        return clean_text(str(obj)).encode()


def clean_what_is_sent(connection: Any, **_: Any) -> None:
    """Have a new connection of Django's send clean texts only."""
    if connection.vendor == "postgresql":
        connection.connection.adapters.register_dumper(str, _CleanText)

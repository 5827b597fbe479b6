"""Migrating as the owner, in a process of its own, so that no other command ever holds the owner's connection."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration


def noted_with_its_tables(apply: Callable[..., Any]) -> Callable[..., Any]:
    """A migration's `apply` that leaves nothing for later, so that Django notes it in the same transaction.

    Foreign keys and indexes are put off to the end, and then Django notes the migration only after its commit: a command killed
    between the two left tables that the next one would make again, and fail at.
    """

    @wraps(apply)
    def applied(self: Migration, state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        made = apply(self, state, schema_editor, collect_sql)
        while schema_editor.deferred_sql:
            schema_editor.execute(schema_editor.deferred_sql.pop(0))
        return made

    return applied


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banso.config.settings")
    django.setup()
    from banso.config.accounts import ensure_roles
    from banso.config.roles import secure
    from banso.core.schema import quick_states

    with connection.cursor() as cursor:  # one at a time: that of a command killed meanwhile may still be at work
        cursor.execute("SELECT pg_advisory_lock(hashtext('banso migrating'))")
    Migration.apply = noted_with_its_tables(Migration.apply)  # type: ignore[method-assign]
    with quick_states():
        call_command("migrate", interactive=False, verbosity=0)
    ensure_roles()
    owner, runtime, counter = (
        unquote(urlsplit(os.environ.get(name, "")).username or "")
        for name in ("DATABASE_URL", "BANSO_RUNTIME_URL", "BANSO_COUNTING_URL")
    )
    if runtime != owner:
        secure(runtime, counter)


if __name__ == "__main__":
    main()

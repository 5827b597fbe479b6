"""Migrating as the owner, in a process of its own, so that no other command ever holds the owner's connection."""

import os
from urllib.parse import unquote, urlsplit

import django
from django.core.management import call_command
from django.db import connection


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banso.config.settings")
    django.setup()
    from banso.config.accounts import ensure_roles
    from banso.config.roles import secure

    with connection.cursor() as cursor:  # one at a time: that of a command killed meanwhile may still be at work
        cursor.execute("SELECT pg_advisory_lock(hashtext('banso migrating'))")
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

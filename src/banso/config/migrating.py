"""Migrating as the owner, in a process of its own, so that no other command ever holds the owner's connection."""

import os
from urllib.parse import unquote, urlsplit

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banso.config.settings")
    django.setup()
    from banso.config.roles import secure

    call_command("migrate", interactive=False, verbosity=0)
    owner, runtime = (
        unquote(urlsplit(os.environ[name]).username or "") for name in ("DATABASE_URL", "BANSO_RUNTIME_URL")
    )
    if runtime != owner:
        secure(runtime)


if __name__ == "__main__":
    main()

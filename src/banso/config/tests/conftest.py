"""The roles' rights and the walls as after a migration: made once, for they change nothing for the owner."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from banso.config.roles import secure
from conftest import TinyWorld

from .office import ROLE, Office
from .twin import Twin
from .walled import Walled, run

COUNTER = "banso_counter"


@pytest.fixture(scope="session")
def secured_database(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        secure(ROLE, COUNTER)


@pytest.fixture
def secured(secured_database: None, world: TinyWorld) -> TinyWorld:
    """The tiny world, in a database with its roles' rights."""
    return world


@pytest.fixture
def walled(secured: TinyWorld, settings: Any) -> Iterator[Walled]:
    """The world with a wall, from here on under the runtime role's eyes."""
    made = Walled(secured)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM banso_pass_key WHERE kind = 'user'")
        settings.PASS_KEY = cursor.fetchone()[0]
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield made
        cursor.execute("RESET ROLE")


@pytest.fixture
def office(walled: Walled) -> Office:
    return Office(walled)


@pytest.fixture
def clients(walled: Walled) -> dict[str, Client]:
    """The member and the one outside, logged in."""
    found = {"inside": Client(), "outside": Client()}
    run("RESET ROLE")
    for name, client in found.items():
        client.force_login(getattr(walled, name))
    run(f"SET LOCAL ROLE {ROLE}")
    return found


@pytest.fixture
def twin(secured: TinyWorld, settings: Any, tmp_path: Path) -> Iterator[Twin]:
    """The world with nothing behind its wall yet, as its owner; who acts for somebody takes the runtime role."""
    settings.MEDIA_ROOT = tmp_path
    made = Twin(secured)
    (settings.PASS_KEY,) = run("SELECT key FROM banso_pass_key WHERE kind = 'user'")[0]
    yield made
    run("RESET ROLE")

"""The roles' rights and the walls as after a migration: made once, for they change nothing for the owner."""

from typing import Any

import pytest

from banso.config.roles import secure
from conftest import TinyWorld

ROLE, COUNTER = "banso_app", "banso_counter"


@pytest.fixture(scope="session")
def secured_database(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        secure(ROLE, COUNTER)


@pytest.fixture
def secured(secured_database: None, world: TinyWorld) -> TinyWorld:
    """The tiny world, in a database with its roles' rights."""
    return world

"""Cases of these kinds stand behind a wall."""

import pytest

from conftest import TinyWorld


@pytest.fixture
def world(world: TinyWorld) -> TinyWorld:
    """The centre, its programme behind the wall of its unit."""
    world.wall()
    return world

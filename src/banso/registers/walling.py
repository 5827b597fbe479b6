"""A programme is walled, or its wall moves or falls, while matters of it stand open.

Most records follow their programme by themselves. What does not is said by whoever keeps it, in its app's `walls.py`: what hinders the
wall until it is settled (`hinders`), what is told to who raises it (`tells`), and what is worked out anew (`follows`).
"""

from collections.abc import Callable

from django.utils.module_loading import autodiscover_modules

from .models import Programme

Said = Callable[[Programme], list[str]]
_hinders: dict[str, Said] = {}
_tells: dict[str, Said] = {}
_follows: dict[str, Callable[[Programme], None]] = {}


def hinders(said: Said) -> Said:
    """Declare what must be settled before a programme is walled, in sentences that say how: a decorator."""
    _hinders[said.__module__] = said
    return said


def tells(said: Said) -> Said:
    """Declare what becomes of open matters when a programme is walled, in sentences: a decorator."""
    _tells[said.__module__] = said
    return said


def follows(do: Callable[[Programme], None]) -> Callable[[Programme], None]:
    """Declare what is worked out anew once the wall of a programme has been raised, moved or taken down: a decorator."""
    _follows[do.__module__] = do
    return do


def hindrances(programme: Programme) -> list[str]:
    """What stands open and would not follow a wall that has just been raised. Whoever raised it takes it back if there is any."""
    autodiscover_modules("walls")
    return [said for one in _hinders.values() for said in one(programme)]


def told(programme: Programme) -> list[str]:
    """What becomes of the open matters of a programme that has just been walled."""
    autodiscover_modules("walls")
    return [said for one in _tells.values() for said in one(programme)]


def follow(programme: Programme) -> None:
    """Work out anew what depends on whether a programme is walled, once that has changed."""
    autodiscover_modules("walls")
    for do in _follows.values():
        do(programme)

"""What of succession comes in from files, by room."""

from .diagnosis import imports as _sheets  # noqa: F401
from .family import imports as _plans  # noqa: F401
from .tracks import imports as _tracks  # noqa: F401

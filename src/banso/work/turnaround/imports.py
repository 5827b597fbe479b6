"""Lists that come in."""

from .improvement import imports as _improvement  # noqa: F401

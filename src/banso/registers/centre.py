"""The centre this installation belongs to, as its catalogue names it."""

from functools import cache

import yaml
from django.conf import settings


@cache
def centre_name() -> str:
    """The centre's official name."""
    described = yaml.safe_load((settings.CATALOGUE / "centre.yaml").read_text(encoding="utf-8"))
    return str(described["name"])

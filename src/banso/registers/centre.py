"""The centre this installation belongs to, as its catalogue names it."""

from functools import cache
from typing import Any

import yaml
from django.conf import settings


@cache
def centre_name() -> str:
    """The centre's official name."""
    return str(_described()["name"])


@cache
def centre_prefecture() -> str:
    """The prefecture the centre works in; '' if its catalogue does not say."""
    return str(_described().get("prefecture", ""))


def _described() -> dict[str, Any]:
    described: dict[str, Any] = yaml.safe_load((settings.CATALOGUE / "centre.yaml").read_text(encoding="utf-8"))
    return described

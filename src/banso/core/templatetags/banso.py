"""Template words: a kind's pages, and links to records."""

from datetime import date, datetime
from typing import Any

from django import template
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.timezone import localtime

from banso.core.era import format_date, format_moment
from banso.core.tables import Table, table_for

register = template.Library()


@register.filter
def page(shown: Table, what: str) -> str:
    """The name of one of a kind's pages."""
    return shown.page(what)


@register.filter
def verbose(model: type[Model]) -> str:
    return str(model._meta.verbose_name)


register.filter("moment", format_moment)


@register.filter
def era(day: date | None) -> str:
    """令和6年3月31日; of a moment, the day it was here."""
    return format_date(localtime(day).date() if isinstance(day, datetime) else day)


@register.filter
def yen(amount: int) -> str:
    """1,234,567: whole yen as money is read."""
    return f"{amount:,}"


@register.simple_tag(takes_context=True)
def link(context: Any, record: Model, text: str = "") -> str:
    """A link to a record's own page; plain text where it has none or the user may not open it."""
    label, name = record._meta.app_label, record._meta.model_name
    shown = text or str(record)
    if not context["request"].user.has_perm(f"{label}.view_{name}"):
        return shown
    try:
        return format_html(
            '<a href="{}">{}</a>', reverse(table_for(type(record)).page("open"), args=[record.pk]), shown
        )
    except (KeyError, NoReverseMatch):
        return shown

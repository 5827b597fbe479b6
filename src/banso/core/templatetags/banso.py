"""Template words: a kind's pages, and links to records."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.db.models import Model
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from banso.core.addresses import address_of
from banso.core.columns import Column
from banso.core.due_rounds import round_of
from banso.core.era import format_date, format_moment
from banso.core.tables import Table, has_table, table_for

register = template.Library()
NOTHING = "(なし)"


@register.filter
def page(shown: Table, what: str) -> str:
    """The name of one of a kind's pages."""
    return shown.page(what)


@register.filter
def owed_yearly(shown: Table) -> bool:
    """Whether the records of a kind are dues that can be noted for a whole year at once."""
    return round_of(shown.model) is not None


@register.filter
def verbose(model: type[Model]) -> str:
    return str(model._meta.verbose_name)


register.filter("moment", format_moment)


@register.filter
def era(day: date | None) -> str:
    """令和6年3月31日; of a moment, the day it was here."""
    return format_date(localtime(day).date() if isinstance(day, datetime) else day)


@register.filter
def yen(amount: int | None) -> str:
    """1,234,567: whole yen as money is read; nothing for no amount."""
    return "" if amount is None else f"{amount:,}"


@register.simple_tag
def choices(offered: Iterable[tuple[Any, Any]], chosen: Any) -> SafeString:
    """The options of a list to choose from, the chosen one marked. Drawn at once: a list's conditions have hundreds."""
    said = str(chosen)
    drawn = [
        f'<option value="{escape(code)}"{" selected" if str(code) == said else ""}>{escape(label)}</option>'
        for code, label in offered
    ]
    return mark_safe("".join(drawn))  # noqa: S308 - escaped above


@register.simple_tag
def opened_at(shown: Table, record: Model) -> str:
    """Where a record of a list opens."""
    return address_of(shown.page("open"), record.pk)


@register.simple_tag
def cells(texts: Sequence[tuple[Column, str]], address: str) -> SafeString:
    """A row's cells, each named by its column; the first leads to the record. Drawn at once: a page has five hundred of them."""
    drawn = [conditional_escape(text) for _, text in texts]
    if drawn:
        drawn[0] = format_html('<a href="{}">{}</a>', address, drawn[0] or NOTHING)
    begun = [_cell(column.kind.value, column.label) for column, _ in texts]
    both = zip(begun, drawn, strict=True)
    return mark_safe("".join(f"{cell}{text}</td>" for cell, text in both))  # noqa: S308 - escaped above


@lru_cache(maxsize=2_000)
def _cell(kind: str, label: str) -> SafeString:
    return format_html('<td role="cell" class="{}" data-label="{}">', kind, label)


@register.simple_tag(takes_context=True)
def make_beside(context: Any, field: BoundField) -> str:
    """The button that registers what a list to choose from does not have yet; nothing where that is not the user's to do."""
    offered = getattr(field.field, "queryset", None)
    if offered is None or not has_table(offered.model):
        return ""
    shown = table_for(offered.model)
    if not shown.quick or not context["request"].user.has_perm(shown.permission("add")):
        return ""
    address, said = reverse("make", args=[shown.label]), verbose(shown.model)
    return format_html(
        '<button type="button" class="second" data-make="{}" data-for="{}">新しい{}を登録する</button>',
        *(address, field.id_for_label, said),
    )


@register.simple_tag(takes_context=True)
def link(context: Any, record: Model, text: str = "") -> str:
    """A link to a record's own page; plain text where it has none or the user may not open it."""
    label, name = record._meta.app_label, record._meta.model_name
    shown = text or str(record)
    if not context["request"].user.has_perm(f"{label}.view_{name}"):
        return shown
    try:
        return format_html('<a href="{}">{}</a>', address_of(table_for(type(record)).page("open"), record.pk), shown)
    except (KeyError, NoReverseMatch):
        return shown

"""Every link from a record to a company, found from the models: what follows a company when it is merged into another.

A kind that must not follow says so, with the reason, by :func:`stays_with_its_company`. What else has to be made anew after
two companies became one, or one became two, is told by :func:`follow_merges`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from .walls import COMPANY

M = TypeVar("M", bound=type[Model])
_staying: dict[type[Model], str] = {}
_followers: list[Callable[[Collection[int]], None]] = []


def stays_with_its_company(reason: str) -> Callable[[M], M]:
    """Declare that rows of a kind keep their company when it is merged: a class decorator."""

    def declare(model: M) -> M:
        _staying[model] = reason
        return model

    return declare


def reason_to_stay(model: type[Model]) -> str:
    """Why a kind's rows keep their company; empty for those that follow it."""
    return _staying.get(model, "")


def follow_merges(follower: Callable[[Collection[int]], None]) -> None:
    """Have something made anew for the companies that a merge, or its undoing, touched."""
    _followers.append(follower)


def tell_followers(companies: Collection[int]) -> None:
    for follower in _followers:
        follower(companies)


@dataclass(frozen=True)
class Link:
    """A column of a kind that holds a company."""

    model: type[Model]
    field: Any

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name)

    def rows_of(self, company_id: int) -> QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field.attname: company_id})


@cache
def links_to_companies() -> tuple[Link, ...]:
    """Every link that follows a merge. Histories are no links: what was, stays said of whom it was said."""
    return tuple(
        Link(model, field)
        for model in apps.get_models(include_auto_created=True)
        if model not in _staying and _is_stored(model)
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and field.related_model._meta.label_lower == COMPANY
    )


def _is_stored(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")

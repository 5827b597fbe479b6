"""Every kind of record that a report can list: those declared for it, and any other kind with a list of its own on screen."""

from functools import cache

from django.apps import apps

from banso.core.tables import Table, all_tables
from banso.figures.listings import Listing, all_listings, get_listing
from banso.figures.measures import Flow, Measure, measures_of


def listing_of(code: str) -> Listing:
    """The listing of a code: a declared one, or that of a kind, by app and model (`orders.introduction`). Raises KeyError."""
    try:
        return get_listing(code)
    except KeyError:
        return _of_kind(code)


def all_listed() -> list[Listing]:
    """All there are, those declared first."""
    kinds = {table.label: table for table in all_tables()}
    return [*all_listings(), *(_of_kind(label) for label in sorted(kinds) if _measure(kinds[label]))]


@cache
def _of_kind(label: str) -> Listing:
    """A kind's records as its list on screen shows them: of a programme, in the year that the day of its figures decides."""
    table = next((table for table in all_tables() if table.label == label), None)
    measure = _measure(table) if table else None
    if table is None or measure is None:
        raise KeyError(label)
    assert isinstance(measure.timing, Flow)
    month = measure.dimensions.get("month")
    model = apps.get_model(label)
    return Listing(
        code=label,
        label=f"{table.title}の一覧",
        population=lambda: table.along(model._default_manager.all()),
        programme=measure.programme.removesuffix("_id"),
        fiscal_year=measure.timing.fiscal_year,
        order=(*([month.path] if month else []), "pk"),
        texts={column.key: column.text for column in table.available},
        labels={column.key: column.label for column in table.available},
        measure=measure,
    )


def _measure(table: Table) -> Measure | None:
    """The measure of a kind that can be asked the most of; None for a kind that no year counts, or that the centre sets itself."""
    found = [m for m in measures_of(table.model) if isinstance(m.timing, Flow) and not m.is_given]
    return max(found, key=lambda m: len(m.dimensions), default=None)

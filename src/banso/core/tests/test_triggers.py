"""The register of triggers: it keeps its names, and refuses what pgtrigger refuses."""

import pgtrigger
import pytest
from pgtrigger import registry

from banso.registers.models import Company, Unit


def names_anew() -> tuple[dict[tuple[str, str], pgtrigger.Trigger], set[str]]:
    """Both lists as pgtrigger makes them."""
    known = registry._registry
    return (
        {(model._meta.db_table, trigger.name): trigger for model, trigger in known.values()},
        {trigger.get_pgid(model) for model, trigger in known.values()},
    )


def kept() -> tuple[dict[tuple[str, str], pgtrigger.Trigger], set[str]]:
    return registry._registry.by_db_table, registry._registry.pg_function_names


def test_names_follow_what_is_registered_and_taken_out() -> None:
    """Of all the triggers there are, and of one that comes and goes."""
    assert len(kept()[0]) > 600 and kept() == names_anew()
    passing = pgtrigger.Protect(name="passing", operation=pgtrigger.Delete)
    with passing.register(Company):
        assert kept() == names_anew() and (Company._meta.db_table, "passing") in kept()[0]
        with pytest.raises(KeyError, match="already"):
            pgtrigger.Protect(name="passing", operation=pgtrigger.Update).register(Company)
        with pgtrigger.Protect(name="passing", operation=pgtrigger.Delete).register(Unit):
            assert kept() == names_anew()
    assert kept() == names_anew() and (Company._meta.db_table, "passing") not in kept()[0]

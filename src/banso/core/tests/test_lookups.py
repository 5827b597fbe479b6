"""Equal to one of many, handed over as one array."""

import pytest

from banso.cases.models import Case
from banso.registers.models import Company, ProgrammeYear
from conftest import TinyWorld


@pytest.mark.parametrize("number", [0, 1, 3])
def test_any_of_many_keys(world: TinyWorld, number: int) -> None:
    """By a key of its own and by the key of another record: none, one, several; what is not there is not found."""
    keys = [world.company().pk for _ in range(4)][:number]
    assert set(Company.objects.filter(pk__any_of=[*keys, 10**9]).values_list("pk", flat=True)) == set(keys)
    years = ProgrammeYear.objects.filter(programme__any_of=[world.programme.pk] * number)
    assert years.count() == (3 if number else 0)
    assert not Case.objects.filter(company__any_of=keys).exists()

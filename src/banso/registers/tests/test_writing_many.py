"""Many records at once are refused for what one would be refused, and for nothing else."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from banso.registers.models import Company, Person
from banso.registers.services import record_companies, record_company, record_person
from conftest import TinyWorld

NUMBER = "7000012050002"


def good(number: int) -> dict[str, Any]:
    return {"name": f"㈱企業{number}", "kana": f"キギョウ{number}", "phone": f"017-{number}"}


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"kana": "カナ"},
        {"name": "長" * 121},
        {"name": "㈱企業", "size": "huge"},
        {"name": "㈱企業", "employees": -1},
        {"name": "㈱企業", "corporate_number": "7000012050003"},
        {"name": "㈱企業", "corporate_number": NUMBER},
    ],
)
def test_what_one_is_refused_for_many_are(db: None, bad: dict[str, Any]) -> None:
    """A fault in one row of twenty, found in Python or by the database: that row alone is refused, on the same fields."""
    record_company(by=None, name="先の企業", corporate_number=NUMBER)
    rows = [good(number) for number in range(20)]
    rows[13] = bad
    made = record_companies(rows, by=None)
    with pytest.raises(ValidationError) as alone:
        record_company(by=None, **bad)
    assert set(made[13].error_dict) == set(alone.value.error_dict)
    names = {company.pk: company.name for company in Company.objects.all()}
    assert [names.get(key) for key in made if not isinstance(key, ValidationError)] == [
        row["name"] for place, row in enumerate(rows) if place != 13
    ]
    assert len(names) == 20


def test_a_record_of_many_is_like_one_alone(db: None) -> None:
    """Keys for finding, defaults and the trail are those of a record saved by itself."""
    alone = record_company(by=None, **good(1))
    (first, *_) = record_companies([good(1), *(good(number) for number in range(2, 20))], by=None)
    many = Company.objects.get(pk=first)
    derived = [f.attname for f in Company._meta.concrete_fields if f.name not in ("id", "created_at", "updated_at")]
    alone.refresh_from_db()
    assert {name: getattr(many, name) for name in derived} == {name: getattr(alone, name) for name in derived}
    assert [event.pgh_label for event in many.events.all()] == ["insert"]


def test_rows_that_contradict_each_other(world: TinyWorld) -> None:
    """Of two representatives of one company in one list the first stands, as if they had been saved one after the other."""
    company = world.company()
    rows = [{"name": f"社員{n}", "company": company} for n in range(12)]
    rows += [{"name": f"代表{n}", "company": company, "is_representative": True} for n in (1, 2)]
    made = record_person.many(rows, by=None)
    assert [isinstance(key, ValidationError) for key in made] == [False] * 13 + [True]
    assert "現在の代表者は1名だけ" in "".join(made[13].messages)
    assert Person.objects.filter(is_representative=True).get().name == "代表1"

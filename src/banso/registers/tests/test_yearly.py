"""The yearly look over the register: pairs that may be one are queued once, others never."""

import pytest

from banso.registers.models import Answer, Company, CompanyName, Doubt, Person
from banso.registers.services.doubting import decide
from banso.registers.services.yearly import look_for_twins
from conftest import TinyWorld


@pytest.fixture
def register(world: TinyWorld) -> dict[str, Company]:
    names = (
        "株式会社山田工業",
        "山田工業㈱",
        "有限会社山田工業",
        "八戸水産",
        "はちのへ水産",
        "弘前りんご園",
        "第一建設",
        "第二建設",
    )
    return {name: world.company(name) for name in names}


def pairs() -> set[tuple[str, str]]:
    return set(Doubt.objects.values_list("company__name", "candidate__name"))


def test_what_may_be_one_is_queued(register: dict[str, Company]) -> None:
    """The later company is asked about; other legal forms, numbers and words are not."""
    assert look_for_twins() == 2
    assert pairs() == {("山田工業㈱", "株式会社山田工業"), ("はちのへ水産", "八戸水産")}


def test_former_names_and_representatives_are_looked_at_too(register: dict[str, Company], world: TinyWorld) -> None:
    """A company under a name that another bore, with that said; a new pair is all that a second look adds."""
    look_for_twins()
    CompanyName.objects.create(company=register["弘前りんご園"], name="岩木農産")
    later = world.company("岩木農産")
    Person.objects.create(company=later, name="木村 一", is_representative=True)
    assert look_for_twins() == 1
    doubt = Doubt.objects.get(company=later)
    assert doubt.candidate == register["弘前りんご園"] and "岩木農産" in doubt.reasons[0]


@pytest.mark.parametrize("answer", [Answer.OTHER, Answer.LATER, Answer.OPEN])
def test_nothing_is_asked_twice(register: dict[str, Company], answer: Answer) -> None:
    """Decided or waiting: the next look leaves the pair as it is."""
    look_for_twins()
    doubt = Doubt.objects.get(company__name="はちのへ水産")
    if answer != Answer.OPEN:
        decide(doubt, answer, by=None)
    assert look_for_twins() == 0
    doubt.refresh_from_db()
    assert doubt.answer == answer


def test_rows_without_keys_get_them(register: dict[str, Company]) -> None:
    """Rows that plain SQL wrote are looked at like the others."""
    Company.objects.update(blocks=[])
    assert look_for_twins() == 2
    assert not Company.objects.filter(blocks=[]).exists()


def test_the_number_of_queries_does_not_grow(
    register: dict[str, Company], world: TinyWorld, django_assert_max_num_queries
) -> None:
    """A hundred companies more cost no query more."""
    for number in range(100):
        world.company(f"試験{number}商会")
    with django_assert_max_num_queries(20):
        look_for_twins()

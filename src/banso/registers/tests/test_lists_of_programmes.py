"""Programmes from a list: begun with their row, known by any name they had, next year's list as well; and who may bring one in."""

import pytest

from banso.config.accounts import ensure_roles
from banso.intake.outcome import What
from banso.registers.models import Organisation, Programme, ProgrammeYear
from conftest import TinyWorld, bring, why_refused

LIST = """年度,事業名,担当課,財源,始まった年度,事業コード
R6,創業支援事業,総合支援課,みほん県,,
R6,販路開拓事業,,みほん県,平成21年度,sales
R6,相談事業,総合支援課,,,
R6,創業支援事業,,,,
R6,設備の事業,ない課,,,
R6,貸館の事業,,,,貸館
R7,販路拡大事業,,,,sales
"""


def test_a_list_of_programmes(world: TinyWorld) -> None:
    """New ones get a code and their funder one row; a known one is put right; what cannot be is said; taken back, all is gone."""
    outcome = bring("programmes", LIST)
    assert (outcome.counts[What.CREATED], outcome.counts[What.CHANGED]) == (3, 1)
    told = why_refused(outcome)
    assert sorted(told) == [5, 6, 7] and "2行目と同じ記録" in told[5] and "「ない課」" in told[6]
    assert "事業コード: 半角の英小文字" in told[7]
    begun = {row.code: row for row in Programme.objects.exclude(code="main")}
    assert {code: (row.name, row.started_in) for code, row in begun.items()} == {
        "2024-01": ("創業支援事業", 2024),
        "sales": ("販路拡大事業", 2009),
    }
    assert Organisation.objects.get().name == "みほん県"
    assert ProgrammeYear.objects.get(programme=world.programme, fiscal_year=2024).unit == world.unit
    assert bring("programmes", LIST).counts[What.CREATED] == 0


@pytest.mark.parametrize(("role", "may"), [("manager", True), ("adviser", False), ("reader", False)])
def test_who_brings_one_in(db: None, role: str, may: bool) -> None:
    rights = set(ensure_roles()[role].permissions.values_list("codename", flat=True))
    assert ({"add_programmeyear", "change_programmeyear"} <= rights) is may

"""One unit with and without a case that is kept from a colleague: in her own unit she is answered the same, to the byte, by the same questions.

T25 of the confidential programmes, for the wall inside the wall as for the one around the unit.
"""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from banso.cases import teams
from banso.cases.models import Case
from banso.core.acting import act_for
from banso.registers.models import Keepership, Membership, RoleAssignment, Staff, User
from banso.search.keeping import refresh

from .conftest import ROLE
from .test_twins import addresses, answered, exported, told
from .twin import Twin
from .walled import run

BEFORE = date(2020, 4, 1)
# what one person is paid in a year is one total of the unit, and so is how far its series of numbers have come
TOTALS = ("/payments/payee/", "/payments/slip/", "data/payments_slip", "data/core_numberseries")


class UnitOfThree:
    """Behind the wall an open case with all that the office keeps of it; a keeper, one who leads, a colleague."""

    def __init__(self, twin: Twin) -> None:
        self.twin, walled = twin, twin.walled
        self.colleague, self.keeper = User.objects.create_user("colleague"), User.objects.create_user("keeper")
        for user in (self.colleague, self.keeper):
            Membership.objects.create(user=user, unit=walled.unit, starts_on=BEFORE)
            RoleAssignment.objects.create(user=user, role=walled.role, starts_on=BEFORE)
        Keepership.objects.create(user=self.keeper, unit=walled.unit, starts_on=BEFORE)
        self.staff = Staff.objects.create(name="同僚", unit=walled.unit, user=self.colleague, joined_on=BEFORE)
        twin.work_on(walled.programme, walled.other)

    def add_what_she_may_not_see(self, how: str) -> None:
        """Another company's case, with all that the office keeps of it: kept from her, or closed to a team without her."""
        before = set(Case.objects.values_list("pk", flat=True))
        self.twin.work_on(self.twin.walled.programme, self.twin.walled.company, documents=False)
        for case in Case.objects.exclude(pk__in=before):
            if how == "kept out":
                teams.keep_out(case, staff=self.staff, tie="bank", by=None)
            else:
                teams.join_team(case, staff=self.twin.staff, role="lead", by=None)
                teams.close_to_team(case, reason="出身行", by=None)


@pytest.mark.parametrize("how", ["kept out", "closed"])
def test_t25_a_colleague_kept_out_is_answered_as_if_the_case_were_not(twin: Twin, how: str) -> None:
    """Lists, counts, files, pickers, searches, pages, histories, errors, exports, and the queries behind them."""
    unit, client = UnitOfThree(twin), Client()
    client.force_login(unit.colleague)
    refresh(1000)
    ContentType.objects.get_for_models(*apps.get_models())
    found: list[tuple[dict[str, Any], dict[str, bytes]]] = []
    for filled in (False, True):
        if filled:
            unit.add_what_she_may_not_see(how)
            refresh(1000)
            run("SET CONSTRAINTS ALL IMMEDIATE")
            run("SET CONSTRAINTS ALL DEFERRED")
        run(f"SET LOCAL ROLE {ROLE}")
        act_for(unit.colleague.pk)
        asked = list(addresses())
        found.append(({address: answered(client, address) for address in asked}, exported(client)))
        run("RESET ROLE")
    (without, files), (with_, files_with) = found
    assert without.keys() == with_.keys() and len(without) > 70
    assert [address for address in without if without[address][0] >= 500] == []
    apart = {a: told(without[a], with_[a]) for a in without if without[a] != with_[a] and not a.startswith(TOTALS)}
    assert apart == {}
    unlike = {name for name in files | files_with if files.get(name) != files_with.get(name)}
    assert {name for name in unlike if not name.startswith(TOTALS)} == set()

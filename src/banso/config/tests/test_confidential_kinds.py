"""Cases of the confidential desks are filed behind a wall, by whichever way they come in."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from banso.cases.models import Case
from banso.cases.services import open_case
from banso.procedures.declaring import all_procedures
from conftest import TinyWorld

DESKS = {"complaints", "succession", "transfers", "turnaround"}
CONFIDENTIAL = [one.code for one in all_procedures() if one.of._meta.app_label in DESKS]


def test_every_kind_of_these_desks_says_that_it_is_confidential() -> None:
    """And no other: a kind that forgets it would be filed in the open by a slip of the mouse."""
    assert len(CONFIDENTIAL) == 6
    assert [one.code for one in all_procedures() if one.confidential] == CONFIDENTIAL


@pytest.mark.parametrize("code", CONFIDENTIAL)
def test_none_is_filed_in_the_open(secured: TinyWorld, client: Client, code: str) -> None:
    """Not offered on the screen, refused by the verb in words, and by the database whatever wrote it; behind the wall all three let it pass."""
    world = secured
    client.force_login(world.user(is_superuser=True))
    where = reverse("case-new", args=[code])
    facts = {"programme": world.programme, "company": world.company(), "procedure": code, "opened_on": date(2023, 5, 1)}
    offered = f'<option value="{world.programme.pk}">{world.programme}<'
    assert offered not in client.get(where).content.decode()
    with pytest.raises(ValidationError, match="ほかの部署の人にも見えます"), transaction.atomic():
        open_case(by=None, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(**facts)
    world.wall()
    assert offered in client.get(where).content.decode()
    assert open_case(by=None, **facts).programme == Case.objects.create(**facts).programme

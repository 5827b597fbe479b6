"""The table of 専決 as managers write it on screen."""

from datetime import date

from django.test import Client
from django.urls import reverse

from banso.office.approvals.models import Rule
from banso.office.approvals.services import record_seat
from conftest import TinyWorld


def test_a_rule_is_written_and_put_right_with_whom_it_consults(world: TinyWorld, client: Client) -> None:
    """The seats consulted are kept as chosen, and as chosen anew."""
    client.force_login(world.user("kanri", is_superuser=True))
    chief, head, director = (
        record_seat(code=code, title=title, rank=rank, by=None)
        for code, title, rank in (("chief", "課長", 1), ("head", "総務課長", 2), ("director", "事務局長", 3))
    )
    typed = {"kind": "refund", "label": "返還", "amount_from": "0", "seat": director.pk, "valid_from": "R6.4.1"}
    new = client.post(reverse("approvals-rule-new"), {**typed, "consults": [chief.pk, head.pk]})
    rule = Rule.objects.get()
    assert new.status_code == 302 and set(rule.consults.all()) == {chief, head}
    address = reverse("approvals-rule-edit", args=[rule.pk])
    typed |= {"opened": client.get(address).context["opened"], "reason": "合議先を減らす"}
    changed = client.post(address, {**typed, "valid_until": "R7.3.31", "consults": [head.pk]})
    rule.refresh_from_db()
    assert changed.status_code == 302 and rule.valid_until == date(2025, 3, 31)
    assert list(rule.consults.all()) == [head]

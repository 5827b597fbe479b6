"""A contract's ledger and the balances of a day, as their pages show them."""

from datetime import date

from django.test import Client

from conftest import TinyWorld, flat

from .signed import receive, signed, went


def test_the_pages_of_a_ledger(world: TinyWorld) -> None:
    """As of any day; an entry is taken back where it stands, and what is typed wrong is said."""
    contract, client = signed(world), Client()
    user = world.user()
    world.allow(user, "view_contract", "add_entry")
    client.force_login(user)
    entry = receive(contract, date(2024, 5, 31), 150_000)
    page = flat(client.get(f"/lending/contracts/{contract.pk}/ledger/").content)
    assert "<strong>171,558円</strong>" in page
    assert "充当: 1-1 違約金 12,576円" in page
    assert "<strong>300,000円</strong>" in flat(
        client.get(f"/lending/contracts/{contract.pk}/ledger/?as_of=R6.5.30").content
    )
    wrong = client.get("/lending/balances/?as_of=あす")
    assert (wrong.status_code, 'id="as_of_error"' in wrong.content.decode()) == (422, True)
    assert "171,558" in client.get("/lending/balances/?as_of=R6.5.31").content.decode()
    answer = client.post(f"/lending/entries/{entry.pk}/back/", {"reason": "組戻し"}, follow=True)
    assert ("取り消しました" in answer.content.decode(), went(contract)) == (True, [])
    assert "台帳を見る" in client.get(f"/lending/panel/lending/contract/{contract.pk}/").content.decode()
    contract.clauses.delete()
    assert "計算条件" in client.get(f"/lending/panel/lending/contract/{contract.pk}/").content.decode()

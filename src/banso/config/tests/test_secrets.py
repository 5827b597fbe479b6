"""What a login is proven by stays out of reach of raw SQL: sessions, secrets of apps, codes on paper."""

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from banso.config.tests.conftest import ROLE
from banso.core.acting import act_for
from banso.core.sessions import SessionStore
from banso.desk.account import services
from banso.registers.models import User

from .walled import Walled, refused, run

PASSWORD = "password-12345"


def test_sessions_cannot_be_listed_or_copied(walled: Walled, clients: dict[str, Client]) -> None:
    """The table is shut for the runtime role; a key one has opens its own session, and the login goes on."""
    for statement in (
        "SELECT session_key FROM django_session",
        "SELECT count(*) FROM django_session",
        "INSERT INTO django_session SELECT 'mine', session_data, expire_date FROM django_session",
        "DELETE FROM django_session",
    ):
        refused(statement)
    assert clients["inside"].get("/account/").status_code == 200


def test_a_session_is_kept_found_changed_and_ended(db: None) -> None:
    """As Django's own store: a taken key is not made anew, and an ended session is not brought back."""
    store = SessionStore()
    store["told"] = "x"
    store.save()
    again = SessionStore(store.session_key)
    assert again["told"] == "x" and again.exists(store.session_key)
    with pytest.raises(CreateError):
        SessionStore(store.session_key).save(must_create=True)
    store.delete()
    again["told"] = "y"
    with pytest.raises(UpdateError):
        again.save()
    assert SessionStore(store.session_key).load() == {}
    past = SessionStore()
    past.set_expiry(-1)
    past.save()
    assert not past.exists(past.session_key)
    SessionStore.clear_expired()
    assert run("SELECT count(*) FROM django_session") == [(0,)]


def test_a_second_factor_is_its_owners_alone(walled: Walled) -> None:
    """Others see no device, no secret and no code, and can neither add one nor take one away."""
    run("RESET ROLE")
    TOTPDevice.objects.create(user=walled.inside, name="app")
    services.renew_backup_codes("password-12345", by=walled.inside)
    run(f"SET LOCAL ROLE {ROLE}")
    tables = ("otp_totp_totpdevice", "otp_static_staticdevice", "otp_static_statictoken")

    def seen() -> list[int]:
        return [run(f"SELECT count(*) FROM {table}")[0][0] for table in tables]

    act_for(walled.inside.pk)
    assert seen() == [1, 1, services.BACKUP_CODES]
    for somebody in (walled.outside.pk, None):
        act_for(somebody)
        assert seen() == [0, 0, 0]
        run("DELETE FROM otp_totp_totpdevice")
        refused(
            "INSERT INTO otp_static_staticdevice (user_id, name, confirmed) VALUES (%s, '', true)", walled.inside.pk
        )
    act_for(walled.inside.pk)
    assert seen()[0] == 1


def test_a_link_into_an_account_is_handed_out_in_ones_own_name_and_used_by_its_owner(walled: Walled) -> None:
    """Not to someone behind a closed wall; she and managers see that there was one, and nobody unmakes it."""
    run("RESET ROLE")
    third, fourth = User.objects.create_user("third"), User.objects.create_user("fourth")
    run(f"SET LOCAL ROLE {ROLE}")
    handed = (
        "INSERT INTO desk_accountlink (user_id, kind, by_id, handed_at, expires_at, digest, used_from)"
        " VALUES (%s, 'password', %s, now(), now(), 'x', '')"
    )
    act_for(third.pk)
    refused(handed, fourth.pk, third.pk)
    act_for(walled.outside.pk)
    for user, by in ((walled.inside, walled.outside), (third, walled.inside), (third, None)):
        refused(handed, user.pk, by and by.pk)
    run(handed, third.pk, walled.outside.pk)
    for somebody, sees in ((walled.inside, 1), (walled.outside, 1), (third, 1), (fourth, 0), (None, 0)):
        act_for(somebody and somebody.pk)
        for table in ("desk_accountlink", "desk_accountlinkevent"):
            assert run(f"SELECT count(*) FROM {table}") == [(sees,)], (somebody, table)
        if somebody != third:
            run("UPDATE desk_accountlink SET used_at = now(), told_at = now()")
    act_for(third.pk)
    refused("UPDATE desk_accountlink SET by_id = %s", third.pk)
    assert run("SELECT used_at, told_at FROM desk_accountlink") == [(None, None)]
    run("UPDATE desk_accountlink SET used_at = now()")
    refused("UPDATE desk_accountlink SET used_at = NULL")
    run("DELETE FROM desk_accountlink")
    assert run("SELECT count(*) FROM desk_accountlink") == [(1,)]


def test_logging_in_with_a_code_works_under_the_runtime_role(walled: Walled) -> None:
    """Name and password, then the app's code; a wrong code does not."""
    run("RESET ROLE")
    device = TOTPDevice.objects.create(user=walled.inside, name="app")
    run(f"SET LOCAL ROLE {ROLE}")
    client = Client()
    asked = client.post("/login/", {"username": "inside", "password": PASSWORD})
    assert asked["Location"] == "/login/code/"
    assert client.post("/login/code/", {"code": "000000"}).status_code == 422
    run("RESET ROLE")
    TOTPDevice.objects.filter(pk=device.pk).update(throttling_failure_count=0, throttling_failure_timestamp=None)
    run(f"SET LOCAL ROLE {ROLE}")
    code = f"{totp(device.bin_key, t0=0):06d}"
    assert client.post("/login/code/", {"code": code}).status_code == 302
    assert client.get("/account/").status_code == 200

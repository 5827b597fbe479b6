"""The way in: wrong passwords lock out, a second factor is asked for, backup codes work once."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from banso.core.middleware import EVERY, RENEWED
from banso.desk.account import services
from conftest import TinyWorld

PASSWORD = "password-12345"
NOW = 1_712_700_000


@pytest.fixture
def at_noon() -> Any:
    """Codes of an app depend on the second; here it stands still."""
    with patch("django_otp.plugins.otp_totp.models.time.time", lambda: NOW):
        yield


def app_code(device: TOTPDevice, steps: int = 0) -> str:
    """The code an app shows `steps` half-minutes from now."""
    generator = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    generator.time = NOW + steps * device.step
    return f"{generator.token():06d}"


def log_in(client: Client, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/login/", {"username": "tester", "password": password, **more})


def switch_on(world: TinyWorld) -> tuple[TOTPDevice, list[str]]:
    user = world.user()
    device = services.begin_second_factor(by=user)
    return device, services.confirm_second_factor(app_code(device), by=user)


def test_name_and_password_are_enough_without_a_second_factor(world: TinyWorld) -> None:
    """Straight to the first page, or to the page asked for; never to another site."""
    world.user()
    assert log_in(Client())["Location"] == "/"
    assert log_in(Client(), next="/report/")["Location"] == "/report/"
    assert log_in(Client(), next="https://example.com/")["Location"] == "/"


def test_five_wrong_passwords_lock_the_name_at_that_place_only(world: TinyWorld) -> None:
    """The sixth try is refused even with the right password; a colleague at another address gets in."""
    world.user()
    client = Client(REMOTE_ADDR="192.0.2.1")
    statuses = [log_in(client, "wrong").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    refused = log_in(client)
    assert refused.status_code == 429 and "15分" in refused.content.decode()
    assert log_in(Client(REMOTE_ADDR="192.0.2.2")).status_code == 302


def test_a_second_factor_is_asked_for_after_the_password(world: TinyWorld, at_noon: None) -> None:
    """The password alone opens nothing; the app's next code does, and goes on to the page asked for."""
    device, _ = switch_on(world)
    client = Client()
    assert log_in(client, next="/report/")["Location"] == "/login/code/"
    assert client.get("/").status_code == 302
    wrong = client.post("/login/code/", {"code": "000000"})
    assert (wrong.status_code, client.get("/").status_code) == (422, 302)
    TOTPDevice.objects.update(throttling_failure_count=0)
    right = client.post(
        "/login/code/", {"code": app_code(device, 1).translate(str.maketrans("0123456789", "０１２３４５６７８９"))}
    )
    assert right["Location"] == "/report/"
    assert client.get("/").status_code == 200


def test_a_code_used_once_is_void(world: TinyWorld, at_noon: None) -> None:
    """Neither the app's code nor one on paper opens twice."""
    device, codes = switch_on(world)
    assert len(set(codes)) == 10
    for code in (app_code(device, 1), codes[0]):
        assert services.accepts_code(device.user, code)
        assert not services.accepts_code(device.user, code)
        TOTPDevice.objects.update(throttling_failure_count=0)
        device.user.staticdevice_set.update(throttling_failure_count=0)
    assert StaticToken.objects.count() == 9


def test_the_code_has_to_come_soon(world: TinyWorld, at_noon: None) -> None:
    """Five minutes after the password, one begins anew."""
    device, _ = switch_on(world)
    client = Client()
    log_in(client)
    session = client.session
    session["login_waits_for_code"] = session["login_waits_for_code"] | {"at": 0}
    session.save()
    assert client.post("/login/code/", {"code": app_code(device, 1)})["Location"] == "/login/"
    assert client.get("/").status_code == 302


def test_switching_on_and_off_on_screen(world: TinyWorld, at_noon: None) -> None:
    """A wrong first code switches nothing on; the right one shows ten codes; off only with the password."""
    user = world.user()
    client = Client()
    client.force_login(user)
    page = client.get("/account/second-factor/").content.decode()
    assert "data:image/svg+xml" in page
    refused = client.post("/account/second-factor/", {"code": "123"})
    assert refused.status_code == 422 and "確認コードが違います" in refused.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    shown = client.post("/account/second-factor/", {"code": app_code(TOTPDevice.objects.get())}).content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code>", shown)) == 10
    client.post("/account/second-factor/off/", {"password": "wrong"})
    assert services.has_second_factor(user)
    client.post("/account/second-factor/off/", {"password": PASSWORD})
    assert not services.has_second_factor(user) and not StaticToken.objects.exists()


def test_a_session_is_renewed_with_use_but_not_at_every_request(world: TinyWorld) -> None:
    """Working keeps a login alive; the session is written once in fifteen minutes."""
    client = Client()
    client.force_login(world.user())
    client.get("/account/")
    first = client.session[RENEWED]
    client.get("/account/")
    assert client.session[RENEWED] == first
    with patch("banso.core.middleware.time.time", lambda: first + EVERY + 1):
        client.get("/account/")
    assert client.session[RENEWED] == first + EVERY + 1


def test_a_password_is_changed_with_the_old_one_and_a_good_new_one(world: TinyWorld) -> None:
    """A weak one is refused in words; after a good one the login goes on."""
    client = Client()
    client.force_login(world.user())
    weak = {"old_password": PASSWORD, "new_password1": "123", "new_password2": "123"}
    assert "短すぎます" in client.post("/account/password/", weak).content.decode()
    good = weak | {"new_password1": "asagao-2024-x", "new_password2": "asagao-2024-x"}
    assert client.post("/account/password/", good)["Location"] == "/account/"
    assert client.get("/account/").status_code == 200

"""The way in: wrong passwords lock out, a second factor is asked for, backup codes work once."""

import re
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.messages import get_messages
from django.core import signing
from django.db import Error, transaction
from django.test import Client, RequestFactory
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from banso.core.middleware import EVERY, RENEWED
from banso.desk.account import invitations, limits, services
from banso.desk.models import AccountLink, LinkKind
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
    return device, services.confirm_second_factor(app_code(device), PASSWORD, by=user)


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
    refused = client.post("/account/second-factor/", {"code": "123", "password": PASSWORD})
    assert refused.status_code == 422 and "確認コードが違います" in refused.content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0)
    first = {"code": app_code(TOTPDevice.objects.get()), "password": "wrong"}
    stranger = client.post("/account/second-factor/", first)
    assert stranger.status_code == 422 and not services.has_second_factor(user)
    shown = client.post("/account/second-factor/", first | {"password": PASSWORD}).content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code>", shown)) == 10
    client.post("/account/second-factor/off/", {"password": "wrong"})
    assert services.has_second_factor(user)
    client.post("/account/second-factor/off/", {"password": PASSWORD})
    assert not services.has_second_factor(user) and not StaticToken.objects.exists()


def test_backup_codes_come_only_after_the_password(world: TinyWorld, at_noon: None) -> None:
    """Whoever finds a screen left open leaves without a way in, and the codes on paper stay good."""
    device, codes = switch_on(world)
    client = Client()
    client.force_login(device.user)
    for given in ({}, {"password": ""}, {"password": "wrong"}):
        answer = client.post("/account/backup-codes/", given, follow=True)
        assert "予備コードは作り直していません" in answer.content.decode()
    assert {token.token for token in StaticToken.objects.all()} == set(codes)
    shown = client.post("/account/backup-codes/", {"password": PASSWORD}).content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code>", shown)) == 10
    assert not {token.token for token in StaticToken.objects.all()} & set(codes)


def test_wrong_passwords_for_one_name_shut_out_nobody_else_at_that_address(world: TinyWorld) -> None:
    """Behind one address the whole office works: five for one name concern that name only."""
    world.user()
    world.user("colleague")
    office = "192.0.2.1"
    assert [log_in(Client(REMOTE_ADDR=office), "wrong").status_code for _ in range(5)][-1] == 429
    assert (
        Client(REMOTE_ADDR=office).post("/login/", {"username": "colleague", "password": PASSWORD}).status_code == 302
    )


def test_what_a_client_says_of_its_address_is_no_way_round(world: TinyWorld, settings: Any) -> None:
    """Ever new addresses in a header are one address; those a trusted proxy names are counted each for itself."""
    world.user()
    meta = [{"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": f"198.51.100.{n}"} for n in range(6)]
    assert [log_in(Client(**one), "wrong").status_code for one in meta][-2:] == [429, 429]
    settings.TRUSTED_PROXIES = ["192.0.2.9"]
    assert {log_in(Client(**one | {"REMOTE_ADDR": "192.0.2.9"}), "wrong").status_code for one in meta} == {200}


@pytest.mark.parametrize("many", ["names", "addresses"])
def test_a_flood_is_stopped_before_a_password_is_looked_at(
    world: TinyWorld, monkeypatch: pytest.MonkeyPatch, many: str
) -> None:
    """Many names from one address, or one name from many; who works there, on a browser known under the name, gets in."""
    world.user()
    known, stranger = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.1")
    assert log_in(known).status_code == 302
    known.post("/logout/")
    monkeypatch.setattr(limits, "OF_ONE_ADDRESS", 8)
    monkeypatch.setattr(limits, "OF_ONE_NAME", 8)
    for number in range(8):
        name, place = (f"nobody-{number}", "192.0.2.1") if many == "names" else ("tester", f"198.51.100.{number}")
        Client(REMOTE_ADDR=place).post("/login/", {"username": name, "password": "wrong"})
    with patch("banso.core.passwords.Argon2.verify") as looked, patch("banso.core.passwords.Argon2.encode") as made:
        assert log_in(stranger).status_code == 429
    assert not looked.called and not made.called
    assert log_in(known).status_code == 302
    monkeypatch.setattr("django.conf.settings.AXES_COOLOFF_TIME", timedelta(0))
    assert log_in(stranger).status_code == 302


def test_a_browser_is_known_by_what_we_signed_only(world: TinyWorld) -> None:
    """Nobody can say that she is known, and a browser is known under its own names only."""
    world.user()
    client = Client()
    log_in(client)
    request = RequestFactory().post("/login/")
    request.COOKIES[limits.KNOWN] = client.cookies[limits.KNOWN].value
    assert limits.is_known(request, "tester") and not limits.is_known(request, "colleague")
    for forged in ("", "tester", signing.dumps(["tester"]), signing.dumps("tester", salt=limits.SALT)):
        request.COOKIES[limits.KNOWN] = forged
        assert not limits.is_known(request, "tester")


def test_a_password_kept_in_the_old_way_still_opens_and_is_kept_anew(world: TinyWorld) -> None:
    user = world.user()
    user.password = Argon2PasswordHasher().encode(PASSWORD, "salt-of-old")
    user.save()
    assert log_in(Client()).status_code == 302
    user.refresh_from_db()
    assert "m=19456,t=2,p=1" in user.password and user.check_password(PASSWORD)


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


@pytest.mark.parametrize(
    ("page", "field"),
    [
        ("/account/second-factor/off/", "password"),
        ("/account/backup-codes/", "password"),
        ("/account/password/", "old_password"),
    ],
)
def test_passwords_tried_on_a_screen_left_open_are_counted(
    world: TinyWorld, at_noon: None, page: str, field: str
) -> None:
    """As those of the login: the fifth wrong one shuts that name out at that address, from the right one, too."""
    device, codes = switch_on(world)
    client = Client(REMOTE_ADDR="192.0.2.1")
    client.force_login(device.user)
    new = {"new_password1": "another-one-67890", "new_password2": "another-one-67890"}
    answers = [client.post(page, {field: "wrong", **new}).status_code for _ in range(5)]
    assert answers[-1] == 429 and 429 not in answers[:-1]
    assert client.post(page, {field: PASSWORD, **new}).status_code == 429
    assert log_in(Client(REMOTE_ADDR="192.0.2.1")).status_code == 429
    device.user.refresh_from_db()
    assert services.has_second_factor(device.user) and device.user.check_password(PASSWORD)
    assert {token.token for token in StaticToken.objects.all()} == set(codes)
    elsewhere = Client(REMOTE_ADDR="192.0.2.2")
    elsewhere.force_login(device.user)
    assert elsewhere.post(page, {field: PASSWORD, **new}).status_code in (200, 302)


def told(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_every_link_into_an_account_is_written_down_and_told_to_its_owner(world: TinyWorld) -> None:
    """Who handed it out, when and from where it was used, never its secret; a colleague who uses it herself is found out."""
    person, manager = world.user(), world.user("manager", display_name="管理 一郎")
    path = invitations.hand_link(person, LinkKind.PASSWORD, by=manager)
    link = AccountLink.objects.get()
    assert (link.user, link.by, link.state) == (person, manager, "まだ使われていない")
    assert path.split("/")[3] not in str(list(AccountLink.pgh_event_model.objects.values()))  # type: ignore[attr-defined]
    other = "another-98765"
    chosen = {"new_password1": other, "new_password2": other}
    assert Client(REMOTE_ADDR="192.0.2.9").post(path, chosen).status_code == 302
    link.refresh_from_db()
    assert re.fullmatch(r"使用済\(.+、接続元 192\.0\.2\.9\)", link.state)
    (said,) = told(log_in(Client(), other))
    assert "管理 一郎が、あなたのアカウントのパスワードを決め直すリンクを出しました" in said and "使用済" in said
    assert told(log_in(Client(), other)) == []
    invitations.hand_link(person, LinkKind.SECOND_FACTOR, by=manager)
    client = Client()
    assert len(told(log_in(client, other))) == 2  # whoever was told of the first may not have been its owner
    assert client.get("/").status_code == 200  # where the messages were read
    page = client.get("/account/").content.decode()
    assert page.count("管理 一郎") == 2 and page.count("192.0.2.9") == 1
    for change in ({"by": None}, {"used_at": None}, {"user": manager}):
        with pytest.raises(Error), transaction.atomic():
            AccountLink.objects.filter(pk=link.pk).update(**change)
    with pytest.raises(Error), transaction.atomic():
        AccountLink.objects.all().delete()
    link.used_at, link.expires_at = None, link.handed_at - timedelta(days=1)
    assert link.state == "期限切れ(使われていない)"


def test_a_link_that_nobody_handed_out_opens_nothing(world: TinyWorld) -> None:
    """However well its secret is made; and one for the password does not do for the second factor."""
    person = world.user()
    forged = f"/welcome/{person.pk}/{invitations.PASSWORD.make_token(person)}/"
    chosen = {"new_password1": "another-98765", "new_password2": "another-98765"}
    assert Client().post(forged, chosen).status_code == 410
    handed = invitations.hand_link(person, LinkKind.PASSWORD, by=None).split("/")[3]
    assert Client().get(f"/second-factor-lost/{person.pk}/{handed}/").status_code == 410
    lost = f"/second-factor-lost/{person.pk}/{invitations.SECOND_FACTOR.make_token(person)}/"
    assert Client().post(lost, {"password": PASSWORD}).status_code == 410
    assert log_in(Client()).status_code == 302 and AccountLink.objects.get().used_at is None

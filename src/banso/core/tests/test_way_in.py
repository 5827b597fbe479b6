"""What every request passes through: who asks, what is let in, and what the browser is told."""

from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from banso.config.wsgi import application
from banso.core.errors import UserError
from banso.core.middleware import BehindProxies
from banso.core.models import SavedList
from banso.core.numbers import LARGEST, whole, whole_or_none
from banso.core.requests import Utf8Request
from conftest import TinyWorld

PASSWORD = "password-12345"


@pytest.fixture
def clerk(world: TinyWorld) -> Client:
    user = world.user()
    world.allow(user, "view_company", "add_company", "change_company")
    client = Client(headers={"user-agent": "test"})
    client.force_login(user)
    return client


def asker(settings: Any, proxies: list[str], **meta: str) -> tuple[str, bool]:
    """Whom the server believes to be asking, and whether by TLS."""
    settings.TRUSTED_PROXIES = proxies
    seen: list[tuple[str, bool]] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append((request.META["REMOTE_ADDR"], request.is_secure()))
        return HttpResponse()

    BehindProxies(page)(RequestFactory().get("/", **meta))
    return seen[0]


@pytest.mark.parametrize(
    ("proxies", "comes_from", "said", "expected"),
    [
        ([], "192.0.2.9", "203.0.113.5", ("192.0.2.9", False)),
        (["192.0.2.9"], "192.0.2.9", "203.0.113.5", ("203.0.113.5", True)),
        (["192.0.2.0/24"], "192.0.2.9", "198.51.100.1, 203.0.113.5, 192.0.2.8", ("203.0.113.5", True)),
        (["192.0.2.9"], "192.0.2.9", "me, 203.0.113.5", ("203.0.113.5", True)),
        (["192.0.2.9"], "192.0.2.9", "", ("192.0.2.9", True)),
        (["192.0.2.9"], "192.0.2.7", "203.0.113.5", ("192.0.2.7", False)),
        (["2001:db8::/32"], "2001:db8::1", "203.0.113.5", ("203.0.113.5", True)),
    ],
)
def test_only_a_trusted_proxy_is_believed(
    settings: Any, proxies: list[str], comes_from: str, said: str, expected: tuple[str, bool]
) -> None:
    """The last address that is no proxy of ours counts; whoever is no proxy speaks for nobody but itself."""
    meta = {"REMOTE_ADDR": comes_from, "HTTP_X_FORWARDED_FOR": said, "HTTP_X_FORWARDED_PROTO": "https"}
    assert asker(settings, proxies, **meta) == expected


def test_every_page_says_what_may_run_and_that_it_is_nobody_elses(clerk: Client) -> None:
    """Pages, refusals, files and what is not there: no inline code, no frame, no copy kept by the browser or on the way."""
    for address in ("/", "/registers/company/", "/registers/company/?format=csv", "/nowhere/", "/people/"):
        answer = clerk.get(address)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert finders.find("banso/banso.css")
    assert "no-store" not in clerk.get("/static/banso/banso.css")["Cache-Control"]


def test_cookies_that_came_by_tls_go_back_by_tls_only(world: TinyWorld) -> None:
    """Without TLS, as on the office's own machine, they would not come back at all."""
    world.user()
    given = {"username": "tester", "password": PASSWORD}
    for secure in (True, False):
        answer = Client().post("/login/", given, secure=secure)
        assert {bool(cookie["secure"]) for cookie in answer.cookies.values()} == {secure}
        assert answer.cookies["sessionid"]["httponly"] and answer.cookies["sessionid"]["samesite"] == "Lax"


@pytest.mark.parametrize("charset", ["shift_jis", "rot13", "utf-7", "idna", "no-such-thing", "utf-16"])
def test_a_form_in_another_code_is_refused_whole(clerk: Client, charset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be stored as other letters than were typed is not stored."""
    assert application.request_class is Utf8Request
    monkeypatch.setattr("django.test.client.WSGIRequest", Utf8Request)
    for kind in ("application/x-www-form-urlencoded", "text/plain"):
        answer = clerk.generic("POST", "/registers/company/new/?q=1", b"name=%83A", f"{kind}; charset={charset}")
        assert answer.status_code == 415 and "何も保存していません" in answer.content.decode()


def test_nul_is_taken_out_wherever_it_comes_in(clerk: Client) -> None:
    """In the address there is no such page; in a search and in a form the letters around it stay."""
    assert clerk.get("/registers/company/%00/").status_code == 404
    assert clerk.get("/pick/registers.company%00/").status_code == 404
    assert clerk.get("/registers/company/?q=%E9%9D%92%00%E6%A3%AE").context["words"] == "青森"
    kept = {"name": "青\0森", "query": "q=\0", "sharing": "own"}
    clerk.post("/lists/registers.company/save/", kept)
    assert SavedList.objects.get().name == "青森"


def test_a_number_past_every_column_is_no_records(clerk: Client) -> None:
    """As never-existing as any other number, however long."""
    for number in (LARGEST, LARGEST + 1, 10**30, "9" * 5000):
        assert clerk.get(f"/registers/company/{number}/").status_code == 404


@pytest.mark.parametrize("key", ["\\000" * 8, "a" * 9 + "\\000", "\u00e9" * 32, "x" * 5000, "../../etc/passwd"])
def test_a_cookie_that_is_no_key_opens_nothing(world: TinyWorld, key: str) -> None:
    client = Client(headers={"cookie": f'sessionid="{key}"'})
    assert client.get("/").status_code == 302


def test_a_whole_number_as_typed() -> None:
    """Any width, with commas; marks that only look like digits are none."""
    assert [whole(text) for text in ("1,077", "１，０７７", " 12 ", "-5", "０", str(LARGEST))] == [
        1077, 1077, 12, -5, 0, LARGEST,
    ]  # fmt: skip
    for text in ("²", "①", "1²", "१", "1 077", "1,07", "－", "", "1.0", "1e3", "٣", str(LARGEST + 1), "9" * 5000):
        assert whole_or_none(text) is None
        with pytest.raises(UserError):
            whole(text)

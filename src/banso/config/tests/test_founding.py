"""From an empty folder to a first report: founded by a page or a command, then everything on screen."""

import argparse
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import localdate

from banso.config import first_start, founding, init_command
from banso.config.first_start import FirstStart
from banso.config.founding import Founding
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.intake import jobs
from banso.intake.models import Import
from banso.registers.centre import centre_name, centre_prefecture
from banso.registers.models import ClosedDay, Industry, Membership, Municipality, Programme, Staff, Unit, User
from banso.report.compose import compose
from banso.report.outline.load import preview_catalogue
from banso.work.consultations.models import Consultation, Theme

pytestmark = pytest.mark.django_db
YEAR = fiscal_year_of(localdate())
CENTRE = "公益財団法人いなほ産業支援センター"
PASSWORD = "みのりの秋-2026"
ANSWERS = {
    "name": CENTRE,
    "prefecture": "山形県",
    "unit-1": "総務課",
    "unit-3": "承継支援室",
    "confidential-3": "on",
    "username": "kanri",
    "display_name": "管理 稲子",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.fixture
def empty(tmp_path: Path, settings: Any) -> Path:
    settings.DATA, settings.CATALOGUE = tmp_path, tmp_path / "catalogue"
    return tmp_path


def ask(first: FirstStart, posted: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
    body = urlencode(posted or {}).encode()
    environ = {
        "REQUEST_METHOD": "POST" if posted else "GET",
        "PATH_INFO": "/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **headers,
    }
    told: list[str] = []
    content = b"".join(first(environ, lambda status, headers: told.append(status)))
    return int(told[0].split()[0]), content.decode()


def test_the_first_page_is_for_this_machine_and_whoever_knows_the_word(
    empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By another name, through a proxy, with a wrong word or a weak password: nothing. With the word: the centre, once."""
    monkeypatch.setattr(first_start, "WAIT", 0)
    monkeypatch.setattr(first_start.connections, "close_all", lambda: None)
    first = FirstStart()
    right = ANSWERS | {"word": first.word}
    assert ask(first)[0] == 200 and first.word not in ask(first)[1]
    for refused, code in (
        (ask(first, right, HTTP_HOST="banso.example.jp"), 403),
        (ask(first, right, HTTP_HOST="localhost.example.jp:8000"), 403),
        (ask(first, right, HTTP_HOST=""), 403),
        (ask(first, right, HTTP_X_FORWARDED_FOR="203.0.113.5"), 403),
        (ask(first, right, HTTP_VIA="1.1 proxy"), 403),
        (ask(first, right, CONTENT_TYPE="multipart/form-data"), 400),
        (ask(first, PATH_INFO="/static/../../config/settings.py"), 404),
        (ask(first, PATH_INFO="/static//etc/passwd"), 404),
        (ask(first, PATH_INFO="/static/\0"), 404),
        (ask(first, ANSWERS | {"word": "0000-0000-0000"}), 422),
        (ask(first, right | {"password": "1234567890", "again": "1234567890"}), 422),
        (ask(first, right | {"again": "別のもの"}), 422),
        (ask(first, right | {"unit-1": "", "unit-3": "\0" + "長" * 100}), 422),
        (ask(first, right | {"prefecture": "やまがた"}), 422),
    ):
        assert refused[0] == code and not User.objects.exists() and not Unit.objects.exists()
        assert not (empty / "catalogue").exists() or not any((empty / "catalogue").iterdir())
    assert ask(first, right)[0] == 200 and first.done.is_set()
    assert (centre_name(), centre_prefecture()) == (CENTRE, "山形県")
    assert list(Unit.objects.order_by("pk").values_list("name", "confidential")) == [
        ("総務課", False),
        ("承継支援室", True),
    ]
    assert Membership.objects.filter(user__username="kanri").count() == 2
    assert "用意ができました" in ask(first, right)[1] and User.objects.count() == 1
    assert User.objects.get().check_password(PASSWORD)


def options(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="data")
    init_command.add_options(parser)
    return parser.parse_args(given)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--name", CENTRE, "--prefecture", "やまがた"), "都道府県「やまがた」はありません"),
        (("--name", CENTRE, "--prefecture", "山形", "--unit", "室:secret"), "部署「室:secret」の書き方"),
        (("--name", CENTRE, "--prefecture", "山形", "--unit", "室", "--unit", "室"), "重ならないように"),
        (("--name", " ", "--prefecture", "山形"), "正式な名称"),
        (("--name", CENTRE), "--prefecture"),
        (("--name", CENTRE, "--prefecture", "山形", "--manager", "だめ な名"), "利用者名「だめ な名」"),
        ((), "--name と --prefecture を指定するか"),
    ],
)
def test_what_cannot_be_taken_founds_nothing(empty: Path, given: tuple[str, ...], says: str) -> None:
    with pytest.raises(UserError, match=says):
        init_command.run(options(*given))
    assert not Unit.objects.exists() and not (empty / "catalogue" / "centre.yaml").exists()


def test_from_nothing_to_a_first_report(empty: Path, capsys: pytest.CaptureFixture[str], client: Client) -> None:
    """One command; then a link, programmes typed, a list brought in, a colleague invited, an outline made, a report printed."""
    init_command.run(
        options(
            "--name",
            CENTRE,
            "--prefecture",
            "山形",
            "--unit",
            "相談課",
            "--unit",
            "承継室:confidential",
            "--manager",
            "kanri",
        )
    )
    said = capsys.readouterr().out
    link = next(line for line in said.splitlines() if "/welcome/" in line).removeprefix("http://localhost:8000")
    assert "青森" not in said + "".join(path.read_text(encoding="utf-8") for path in empty.rglob("*.yaml"))
    assert Municipality.objects.count() > 1900 and Industry.objects.exists() and ClosedDay.objects.exists()
    assert Theme.objects.filter(code="succession").exists() and not preview_catalogue(empty / "catalogue", by=None)
    with pytest.raises(UserError, match="すでにセンターがあります"):
        founding.found(Founding(CENTRE, "山形県", (("課", False),)))

    choose_password(client, link)
    assert "はじめにすること" in client.get("/").content.decode()
    desk, walled = Unit.objects.order_by("pk")
    for code, name, unit, hidden in (("sodan", "経営相談事業", desk, ""), ("shokei", "事業承継事業", walled, "on")):
        typed = {"fiscal_year": str(YEAR), "code": code, "name": name, "unit": unit.pk, "walled": hidden}
        assert client.post("/report/programmes/new/", typed).status_code == 302
    assert Programme.objects.get(code="shokei").walled_to == walled
    bring_in_visits(client, 20)
    invite_a_colleague(client, desk)
    assert client.post("/report/outline/first/", {"fiscal_year": str(YEAR)}).status_code == 302
    figures = {f.key.row: f.printed for f in compose(YEAR).figures() if f.key.column == fiscal_year_label(YEAR)}
    assert figures["相談件数"] == "20件"
    assert "はじめにすること" not in client.get("/").content.decode()
    page = client.get(f"/report/{YEAR}/").content.decode()
    assert "経営相談事業" in page and CENTRE in page


def choose_password(client: Client, link: str) -> None:
    """The link opens once, takes no weak password, and is void once one is chosen."""
    assert client.get(link).status_code == 200
    assert client.post(link, {"new_password1": "password", "new_password2": "password"}).status_code == 422
    assert client.post(link, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 302
    assert client.get(link).status_code == 410 and client.get(link[:-3] + "xx/").status_code == 410
    user = User.objects.get(pk=link.split("/")[2])
    assert user.check_password(PASSWORD)
    client.force_login(user)


def bring_in_visits(client: Client, number: int) -> None:
    lines = ["相談日,事業,方法,企業名,相談内容"]
    lines += [f"{localdate():%Y/%m/%d},経営相談事業,窓口,見本商店{n},販路の相談" for n in range(number)]
    file = SimpleUploadedFile("相談.csv", "\n".join(lines).encode())
    client.post("/intake/new/consultations/", {"file": file})
    brought = Import.objects.latest("pk")
    user = User.objects.get(username="kanri")
    jobs.look_at_import.func(import_id=brought.pk, user_id=user.pk)
    assert brought.state is not None
    jobs.run_import.func(import_id=brought.pk, user_id=user.pk, seen=brought.state.found["seen"])
    assert Consultation.objects.count() == number


def invite_a_colleague(client: Client, unit: Unit) -> None:
    """A login, a role, a unit and a member of staff, all at once; locked and let in again; helped by links."""
    role = client.get("/people/invite/").context["form"].fields["role"].queryset.get(name="相談員")
    typed = {
        "username": "tanaka",
        "display_name": "田中 実",
        "role": role.pk,
        "unit": unit.pk,
        "email": "tanaka@example.jp",
    }
    assert client.post("/people/invite/", typed | {"unit": "9" * 30}).status_code == 422
    page = client.post("/people/invite/", typed)
    assert client.post("/people/invite/", typed).status_code == 422
    tanaka = User.objects.get(username="tanaka")
    assert (str(Staff.objects.get(user=tanaka)), tanaka.has_usable_password()) == ("田中 実", False)
    other = Client()
    choose_password(other, page.context["link"].removeprefix("http://testserver"))
    assert other.get("/people/invite/").status_code == 403 and other.get("/").status_code == 200
    client.post(f"/people/{tanaka.pk}/lock/")
    assert other.get("/").status_code == 302
    client.post(f"/people/{tanaka.pk}/unlock/")
    assert client.post(f"/people/{tanaka.pk}/password/").status_code == 200
    inside = Membership.objects.create(user=tanaka, unit=Unit.objects.get(confidential=True), starts_on=localdate())
    assert client.post(f"/people/{tanaka.pk}/second-factor/").status_code == 200  # the founder is inside, too
    Membership.objects.filter(user__username="kanri").update(
        ends_on=localdate() - timedelta(days=1), starts_on=date(2020, 4, 1)
    )
    for page in ("password", "second-factor"):
        assert client.post(f"/people/{tanaka.pk}/{page}/").status_code == 302, inside
    own = User.objects.get(username="kanri").pk
    client.post(f"/people/{own}/lock/")
    assert User.objects.get(pk=own).is_active

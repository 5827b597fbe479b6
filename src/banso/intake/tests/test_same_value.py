"""One value for all rows: what a list has no column for, given once."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from banso.core.errors import UserError
from banso.core.imports import import_kind
from banso.intake import services
from banso.intake.command import run
from banso.intake.models import Import, SameValue
from banso.intake.outcome import What
from banso.registers.models import Staff, Unit, User
from banso.work.consultations.models import Consultation
from conftest import TinyWorld, flat

from .test_running import options, silent

VISITS = "相談日\t方法\t企業名\t内容\nR6.4.1\t窓口\t株式会社青い森\t資金繰り\nR6.4.2\t電話\t株式会社みなと\t販路\n"
GIVEN = {"programme": "相談事業"}


def brought(text: str, given: dict[str, str]) -> Import:
    return services.bring(import_kind("consultations"), text.encode(), "相談.txt", given=given, by=None)


def test_all_rows_are_of_one_programme(world: TinyWorld) -> None:
    """The list has no 事業 column: with the value for all rows both come in, of that programme; without it nothing is kept."""
    with pytest.raises(UserError, match="「事業」の列がありません。.*全行に同じ値"):
        brought(VISITS, {})
    assert not Import.objects.exists()
    assert services.run(brought(VISITS, GIVEN), by=None).counts == {What.CREATED: 2}
    rows = Consultation.objects.order_by("held_on").values_list("programme", "held_on")
    assert list(rows) == [(world.programme.pk, date(2024, 4, 1)), (world.programme.pk, date(2024, 4, 2))]


def test_the_same_row_is_known_with_and_without_the_column(world: TinyWorld) -> None:
    """A row that came in by a value for all rows is the same row when the column says it."""
    services.run(brought(VISITS, GIVEN), by=None)
    told = "\n".join(
        f"{line}\t{word}" for line, word in zip(VISITS.splitlines(), ["事業", *["相談事業"] * 2], strict=True)
    )
    assert services.run(brought(told, {}), by=None).counts == {What.SAME: 2}


def test_a_column_of_the_list_goes_before_the_value(world: TinyWorld) -> None:
    """Where the list has the column, its cells are read, and an empty one is not filled in."""
    told = VISITS.replace("内容\n", "内容\t事業\n").replace("資金繰り", "資金繰り\t相談事業")
    outcome = services.run(brought(told, {"programme": "ほかの事業"}), by=None)
    assert outcome.counts == {What.CREATED: 1, What.REFUSED: 1}
    assert [line.why for line in outcome.shown[What.REFUSED]] == [("事業: 空欄です。入れてください。",)]


def test_a_value_nobody_knows_is_told_at_once(world: TinyWorld) -> None:
    """What would refuse every row is said of the value, and nothing is kept."""
    with pytest.raises(UserError, match="全行に入れる「事業」: 「相談所」という事業は登録されていません。"):
        brought(VISITS, {"programme": "相談所"})
    assert not Import.objects.exists()


def test_the_command_sets_a_value(world: TinyWorld, tmp_path: Path) -> None:
    """--set names a column by any of its headings; one that is no column, or has no value, is told."""
    path = tmp_path / "相談.txt"
    path.write_text(VISITS)
    written = run(options(path, kind="consultations", set=["事業名=相談事業"]), silent)
    assert (written.status, Consultation.objects.count()) == (0, 2)
    with pytest.raises(UserError, match="「天気」という列は相談記録にありません。"):
        run(options(path, kind="consultations", set=["天気=晴れ"]), silent)
    with pytest.raises(UserError, match="見出し=値"):
        run(options(path, kind="consultations", set=["事業"]), silent)


def test_the_page_offers_remembers_and_forgets(client: Client, world: TinyWorld) -> None:
    """The page lacks 事業, offers those there are, remembers the chosen one for the unit's next list, and forgets an emptied one."""
    user = User.objects.create_superuser("manager", password="password-12345")
    unit = Unit.objects.create(code="north", name="北の課")
    Staff.objects.create(name="係 一郎", unit=unit, joined_on=date(2020, 4, 1), user=user)
    client.force_login(user)

    def handed_in(query: str = "") -> str:
        answer = client.post(f"/intake/new/consultations/{query}", {"pasted": VISITS})
        return str(answer.headers["Location"])

    address = handed_in()
    page = flat(client.get(address).content)
    assert "「事業」の列がありません" in page and "<option>相談事業</option>" in page
    posted = {f"column_{place}": name for place, name in enumerate(["held_on", "mode", "company.name", "note"])}
    refused = client.post(address, posted | {"given_programme": ""})
    assert refused.status_code == 422 and not SameValue.objects.exists()
    assert client.post(address, posted | {"given_programme": "相談事業"}).status_code == 302
    assert Import.objects.first().given["programme"] == "相談事業"
    assert list(SameValue.objects.values_list("unit", "column", "value")) == [(unit.pk, "programme", "相談事業")]
    again = handed_in()
    assert "<option selected>相談事業</option>" in flat(client.get(again).content)
    client.post(again, posted | {"given_programme": "", "given_next_step": "電話する"})
    assert SameValue.objects.count() == 1  # refused for want of a programme, it changed nothing
    told = handed_in("?programme=相談事業&adviser=&weather=晴れ")
    assert Import.objects.get(pk=int(told.split("/")[2])).given == {"programme": "相談事業"}
    client.post(told, posted | {"given_programme": "相談事業", "given_next_step": "電話する"})
    assert SameValue.objects.count() == 2
    client.post(handed_in(), posted | {"given_programme": "相談事業", "given_next_step": ""})
    assert list(SameValue.objects.values_list("column", flat=True)) == ["programme"]


def test_a_programmes_lists(client: Client, world: TinyWorld) -> None:
    """From a programme's row the kinds that have a programme are offered, each told of it; the others are not."""
    client.force_login(User.objects.create_superuser("manager", password="password-12345"))
    page = flat(client.get("/intake/", {"programme": "相談事業"}).content)
    assert "/intake/new/consultations/?programme=%E7%9B%B8" in page and "/intake/new/units/" not in page
    start = flat(client.get("/intake/new/consultations/", {"programme": "相談事業"}).content)
    assert "事業: <strong>相談事業</strong>" in start

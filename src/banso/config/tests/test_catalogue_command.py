"""`banso catalogue` on the folder of a centre with other kinds of work: every fault at once, then loaded, then its report."""

import argparse
import shutil
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from banso.config import catalogue
from banso.core.errors import UserError
from banso.figures.services import record_target
from banso.registers.centre import centre_name
from banso.registers.models import Company, Person, Programme
from banso.report.compose import compose
from banso.report.render import render
from banso.work.activities import services as activities
from banso.work.consultations.models import Category, Consultation
from banso.work.facilities import services as facilities
from banso.work.members import services as members
from banso.work.placements import services as placements

pytestmark = pytest.mark.django_db

HIGHLANDS = Path(__file__).parent / "highlands"
DAY = date(2024, 7, 1)
FAULTS = {  # {file: [(what stands there, what is written instead, where it is told and how that begins)]}
    "centre.yaml": [
        ("confidential: true", "confidential: たぶん", "7行目: 「confidential」の値「たぶん」が正しくありません(true か false"),
        ("{code: dx, name: デジタル化}", "{code: dx}", "10行目: 「name」がありません"),
    ],
    "programmes-2024.yaml": [
        ("name: 創業者}", "name: 創業者}, {code: kizon, name: 既存}", "4行目: 区分コード「kizon」が2回"),
        ("started_in: 2011}", "started_in: 2011, parent: kan-kiki}", "6行目: 上位の事業「kan」をたどると"),
        ("name: 創造館友の会事業, unit: kikaku", "name: 創造館友の会事業, unit: kikaku, unit: shien", "7行目: 「unit」が2回"),
        ("started_in: 1999", "started_in: 千九百", "3行目: 「started_in」の値「千九百」"),
        ("walled: true", "walled: hisoka", "12行目: 部署「hisoka」がありません"),
    ],
    "office.yaml": [
        ("seat: buchou", "seat: shachou", "4行目: 職位「shachou」がありません"),
        ("valid_from: 2024-04-01, basis", "valid_from: 令和6年, basis", "6行目: 「valid_from」の値「令和6年」が正しくありません(日付は"),
    ],
    "outline-2024.yaml": [
        ("of: '{年度}', to: '{年度-1}', way", "of: '{年度}', to: 昨年, way", "19行目: 比べる列「昨年」がこの表にありません"),
        ("placements.hired}", "placements.hired, since: 2030}", "30行目: since は 2024 以前"),
        ("of: 入居室, to: 貸室}", "of: 入居室, to: 部屋}", "44行目: 比べる行「部屋」がこの表にありません"),
        ("where: {kind: meeting}", "where: {kind: hotel}", "45行目: 条件「kind」: 値「hotel」はありません"),
        ("where: {grade: tokubetsu}", "where: {rank: tokubetsu}", "54行目: 集計項目「members.members」に条件「rank」はありません"),
        ("number: 2-4\n", "number: 2-4\n        page: 3\n", "63行目: 「page」という項目は使えません"),
        ("succession.diagnoses", "succession.diagnosis", "70行目: 集計項目「succession.diagnosis」はありません"),
    ],
}  # fmt: skip
PRINTED = [
    "2件", "50.0%", "-件", "1件", "－", "-件", "1件", "－", "-件", "2件", "－",
    "1名", "2室", "1室", "50.0%", "1.5時間", "2会員", "1会員", "1.5トン", "0件",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The centre's files, beside a data folder that holds nothing yet."""
    settings.DATA, settings.CATALOGUE = tmp_path / "data", tmp_path / "data" / "catalogue"
    settings.DATA.mkdir()
    return Path(shutil.copytree(HIGHLANDS, tmp_path / "高原"))


def banso_catalogue(*given: str | Path) -> int:
    parser = argparse.ArgumentParser()
    catalogue.add_options(parser)
    return catalogue.run(parser.parse_args([str(one) for one in given]))


def plant(folder: Path, faults: dict[str, list[tuple[str, str, str]]], *, mended: bool = False) -> None:
    for name, changes in faults.items():
        text = (folder / name).read_text(encoding="utf-8")
        for right, wrong, _ in changes:
            before, after = (wrong, right) if mended else (right, wrong)
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        (folder / name).write_text(text, encoding="utf-8")


def test_every_fault_is_named_at_once_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sixteen in four files, some inside others, and two files that cannot be read at all; status 1, nothing loaded; mended, none is left."""
    plant(folder, FAULTS)
    (folder / "terms-2024.yaml").write_text("fiscal_year: 2024\nterms:\n\t- programme: soudan\n", encoding="utf-8")
    (folder / "outline-2023.yaml").write_bytes("title: 令和5年度".encode("cp932"))
    assert banso_catalogue("check", folder) == 1
    *told, last = capsys.readouterr().out.splitlines()
    expected = [(name, begins) for name, changes in FAULTS.items() for _, _, begins in changes]
    expected += [("terms-2024.yaml", "3行目: YAMLとして読めません"), ("outline-2023.yaml", " UTF-8で保存し直して")]
    silent = [one for one in expected if not any(said.startswith(f"{one[0]}:{one[1]}") for said in told)]
    assert silent == [], told
    assert (len(told), last) == (len(expected), f"{len(expected)}件の誤りがあります。")
    with pytest.raises(UserError):
        banso_catalogue("load", folder, "--yes")
    assert not Programme.objects.exists()
    plant(folder, FAULTS, mended=True)
    (folder / "terms-2024.yaml").unlink()
    (folder / "outline-2023.yaml").unlink()
    assert banso_catalogue("check", folder) == 0
    assert capsys.readouterr().out == "誤りはありません。\n" and not Programme.objects.exists()


def work(code: str) -> Programme:
    return Programme.objects.get(code=code)


def lend() -> None:
    """Two rooms, one of them let through the year; a meeting room used once."""
    house = facilities.record_facility(programme=work("kan"), code="kan", name="創造館", by=None)
    opened = {"facility": house, "opened_on": date(2011, 4, 1), "by": None}
    rooms = [facilities.record_room(name=name, kind="office", **opened) for name in ("1号室", "2号室")]
    meeting = facilities.record_room(name="会議室", kind="meeting", **opened)
    tenant = Company.objects.create(name="高原精工")
    facilities.record_tenancy(room=rooms[0], company=tenant, starts_on=date(2020, 4, 1), by=None)
    clocks = {"used_on": DAY, "starts_at": time(9), "ends_at": time(10, 30)}
    facilities.record_booking(room=meeting, company=tenant, **clocks, by=None)


def circle() -> None:
    """Two members, one of the higher grade; a tonne and a half saved."""
    for code, name in (("futsuu", "普通会員"), ("tokubetsu", "特別会員")):
        grade = members.record_grade(code=code, name=name, by=None)
        firm = Company.objects.create(name=f"{name}の企業")
        members.record_member(programme=work("tomo"), grade=grade, company=firm, joined_on=DAY, by=None)
    saved = activities.record_activity(programme=work("jisseki"), code="co2", name="CO2", unit="トン", by=None)
    activities.record_activity_count(activity=saved, counted_on=DAY, number="1.5", by=None)


def hire() -> None:
    vacancy = placements.record_vacancy(
        programme=work("hitozai"), company=Company.objects.create(name="求める企業"), received_on=DAY, work="経理",
        terms="permanent", by=None,
    )  # fmt: skip
    person = Person.objects.create(name="応じる 人")
    placements.record_placement(vacancy=vacancy, person=person, introduced_on=DAY, hired_on=DAY, by=None)


def consult() -> None:
    """One visit of each kind of client; twice as many were meant to come twice over."""
    for category in Category.objects.filter(programme=work("soudan")):
        firm = Company.objects.create(name=f"{category}の企業")
        facts = {"programme": work("soudan"), "category": category, "company": firm, "held_on": DAY, "mode": "desk"}
        Consultation.objects.create(**facts)
    record_target(programme=work("soudan"), measure="consultations.held", fiscal_year=2024, number=4, by=None)


def test_loaded_it_prints_what_was_recorded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing goes in unasked; then all of it, and rooms, members, tonnes and rates stand in the report to the letter."""
    assert banso_catalogue("load", folder) == 1 and "読み込んでいません。" in capsys.readouterr().out
    assert banso_catalogue("load", folder, "--yes") == 0
    said = capsys.readouterr().out
    assert "事業「後継者支援事業」(守秘: つなぐ室)を加えます。" in said and said.endswith("読み込みました。\n")
    assert centre_name() == "公益財団法人たかはら産業創造センター" and work("tsugu").walled_to is not None
    for record in (lend, circle, hire, consult):
        record()
    assert banso_catalogue("check", folder) == 0
    document = compose(2024)
    assert [figure.printed for figure in document.figures()] == PRINTED
    assert all(render(document, form) for form in ("text", "docx", "pdf", "xlsx", "json"))

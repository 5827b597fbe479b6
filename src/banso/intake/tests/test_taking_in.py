"""Files taken in: exact rows, the same file twice, changes, refusals and taking back."""

from datetime import date

import pytest

from banso.core.errors import UserError
from banso.core.imports import import_kind
from banso.intake import services
from banso.intake.models import Source, State
from banso.intake.outcome import What
from banso.registers.centre import centre_prefecture
from banso.registers.models import Answer, Company, Doubt, Municipality
from banso.registers.services import correct_company
from banso.registers.services.doubting import decide
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import record_consultation
from conftest import TinyWorld

COMPANIES = """企業台帳,,,
番号,会社名,電話,資本金(千円),人数
1,株式会社青い森,017-700-0001,"１，０００",１２名
2,㈲みなと,,500,
,合計,,"1,500",12
"""


def brought(kind: str, text: str, by: object = None) -> object:
    return services.bring(import_kind(kind), text.encode(), "一覧.csv", by=by)


def test_a_list_of_companies_comes_in(world: TinyWorld) -> None:
    """Headings on the second line in other words, full-width numbers, 千円, a sum: two companies and no other."""
    outcome = services.run(brought("companies", COMPANIES), by=None)
    assert outcome.counts == {What.CREATED: 2} and outcome.passed == {"totals": 1}
    rows = Company.objects.order_by("pk").values_list("name", "phone", "capital", "employees")
    assert list(rows) == [("株式会社青い森", "017-700-0001", 1_000_000, 12), ("㈲みなと", "", 500_000, None)]


def test_the_same_file_twice_changes_nothing(world: TinyWorld) -> None:
    """The second time every row is known."""
    services.run(brought("companies", COMPANIES), by=None)
    outcome = services.run(brought("companies", COMPANIES), by=None)
    assert outcome.counts == {What.SAME: 2} and Company.objects.count() == 2


def test_looking_writes_nothing(world: TinyWorld) -> None:
    """A look says what would come, and leaves neither company nor source."""
    outcome = services.look(brought("companies", COMPANIES), by=None)
    assert outcome.counts == {What.CREATED: 2}
    assert not Company.objects.exists() and not Source.objects.exists()


def test_a_doubtful_row_waits_for_a_person(world: TinyWorld) -> None:
    """Looked at, it leaves nothing; taken in, it is refused and queued once; decided as one company, it comes in."""
    known = world.company("株式会社碧い杜", kana="アオイモリ")
    file = "会社名,人数\nアオイモリ,12\n"
    services.look(brought("companies", file), by=None)
    assert not Doubt.objects.exists()
    assert services.run(brought("companies", file), by=None).counts == {What.REFUSED: 1}
    waiting = Doubt.objects.get()
    assert (waiting.name, waiting.candidate, waiting.origin) == ("アオイモリ", known, "取り込んだ表の2行目")
    decide(waiting, Answer.SAME, by=None)
    assert services.run(brought("companies", file), by=None).counts == {What.CHANGED: 1}
    known.refresh_from_db()
    assert (known.name, known.employees) == ("株式会社碧い杜", 12)


def test_a_known_company_is_put_right(world: TinyWorld) -> None:
    """A sure match in another spelling changes the facts the file has, and not the name."""
    world.company("(株)青い森", phone="017-700-0001", note="残る")
    outcome = services.run(brought("companies", COMPANIES), by=None)
    assert outcome.counts == {What.CREATED: 1, What.CHANGED: 1}
    company = Company.objects.get(name="(株)青い森")
    assert (company.capital, company.employees, company.note) == (1_000_000, 12, "残る")
    changes = {c.label: (c.before, c.after) for c in outcome.shown[What.CHANGED][0].changes}
    assert changes == {"資本金(円)": ("(空欄)", "1,000,000"), "従業員数": ("(空欄)", "12")}


VISITS = """相談年月日\t事業名\t方法\t企業名\t内容
R6.4.1\t相談事業\t窓口\t株式会社青い森\t資金繰り
令和６年４月２日\t相談事業\t電話\t㈱青い森\t販路
2024/4/2\t相談事業\t電話\t㈱青い森\t販路
2024/4/32\t別の事業\t手紙\t
"""


def test_a_block_pasted_from_excel(world: TinyWorld) -> None:
    """One company is registered once; equal rows are two visits; each fault of the bad row is named."""
    outcome = services.run(brought("consultations", VISITS), by=None)
    assert outcome.counts == {What.CREATED: 3, What.REFUSED: 1} and outcome.also == {"企業": 1}
    company = Company.objects.get()
    rows = Consultation.objects.order_by("pk").values_list("held_on", "mode", "company", "note")
    assert list(rows) == [
        (date(2024, 4, 1), "desk", company.pk, "資金繰り"),
        (date(2024, 4, 2), "phone", company.pk, "販路"),
        (date(2024, 4, 2), "phone", company.pk, "販路"),
    ]
    why = outcome.shown[What.REFUSED][0].why
    assert [reason.split(":")[0] for reason in why] == ["相談日", "事業", "相談方法", "企業名"]
    again = services.run(brought("consultations", VISITS), by=None)
    assert again.counts == {What.SAME: 3, What.REFUSED: 1} and Consultation.objects.count() == 3


def test_taking_an_import_back(world: TinyWorld) -> None:
    """What it made goes, what it changed is as before, and what someone edited since stays and is named."""
    known = world.company("(株)青い森", phone="017-700-0001")
    taken = brought("companies", COMPANIES)
    services.run(taken, by=None)
    undone = services.undo(taken, by=None)
    known.refresh_from_db()
    assert (undone.removed, undone.restored, undone.stays) == (1, 1, []) and known.capital is None
    assert (undone.gone, undone.back) == (["㈲みなと"], ["(株)青い森"])
    assert list(Company.objects.all()) == [known]
    again = brought("companies", COMPANIES)
    services.run(again, by=None)
    correct_company(Company.objects.get(name="㈲みなと"), note="直した", by=None)
    undone = services.undo(again, by=None)
    assert (undone.removed, undone.restored, undone.gone) == (0, 1, [])
    assert [name for name, _ in undone.stays] == ["㈲みなと"] and again.state.state == State.UNDONE
    with pytest.raises(UserError):
        services.undo(again, by=None)


def test_of_many_records_only_those_in_use_or_edited_stay(world: TinyWorld) -> None:
    """Taken back many at once; what one of them is kept for keeps no other, and each that stays says why."""
    rows = "".join(f"第{number:03d}商店\n" for number in range(40))
    taken = brought("companies", "企業名\n" + rows)
    services.run(taken, by=None)
    used, edited = (Company.objects.get(name=f"第{number}商店") for number in ("007", "023"))
    record_consultation(programme=world.programme, held_on=date(2023, 5, 1), mode="desk", company=used, by=None)
    correct_company(edited, note="直した", by=None)
    undone = services.undo(taken, by=None)
    assert (undone.removed, undone.restored) == (38, 0)
    assert set(Company.objects.all()) == {used, edited}
    why = dict(undone.stays)
    assert why.keys() == {"第007商店", "第023商店"}
    assert why["第007商店"] == "ほかの記録から使われています。" and "直されています" in why["第023商店"]
    assert set(taken.sources.filter(undone=False).values_list("object_id", flat=True)) == {used.pk, edited.pk}


def test_a_town_that_several_prefectures_have(world: TinyWorld) -> None:
    """It is the centre's own, unless the row names another prefecture; then the row is sent back."""
    home = Municipality.objects.create(code="024457", prefecture=centre_prefecture(), county="三戸郡", name="南部町")
    Municipality.objects.create(code="193666", prefecture="山梨県", county="南巨摩郡", name="南部町")
    text = f"企業名,都道府県,市町村\nあ商店,,南部町\nい工業,{centre_prefecture()},三戸郡南部町\nう食品,山梨県,南部町\n"
    outcome = services.run(brought("companies", text), by=None)
    assert outcome.counts == {What.CREATED: 2, What.REFUSED: 1}
    assert {company.municipality for company in Company.objects.all()} == {home}

"""Another centre's catalogue: every fault named at once, loaded in later years too, written as it was edited on screen."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from banso.cases.models import Terms
from banso.core.errors import UserError
from banso.figures.floors import SmallCellFloor
from banso.office.approvals.models import Rule
from banso.office.files.models import RetentionRule
from banso.office.mail.choices import Topic
from banso.office.mail.services.composing import write_mailing, write_message
from banso.registers.models import Programme, Unit
from banso.report.compose import compose
from banso.report.models import Outline, OutlineSection
from banso.report.outline import editing
from banso.report.outline.blocks import write_blocks
from banso.report.outline.export import export_catalogue
from banso.report.outline.load import load_catalogue, preview_catalogue
from banso.report.outline.sections import add_section, head_section
from banso.report.outline.source import CatalogueError
from banso.work.consultations.models import Category

LAKESIDE = Path(__file__).parent / "lakeside"
SAID = [
    "centre.yaml:2行目: 都道府県「しまね」はありません",
    "centre.yaml:5行目: 「colour」という項目は使えません",
    "centre.yaml:9行目: コード「cash」が2回",
    "outline-2024.yaml:1行目: 「title」がありません",
    "outline-2024.yaml:12行目: 集計項目「consultations.help」はありません",
    "outline-2024.yaml:15行目: 条件「mode」: 値「walk」はありません",
    "outline-2024.yaml:17行目: 計に入れる行「次」がこの表にありません",
    "outline-2024.yaml:18行目: 番号「一-1」が2回使われています",
    "outline-2024.yaml:23行目: 「fact」という項目は使えません",
    "outline-2024.yaml:31行目: 事業「shoukei」が事業一覧にありません",
    "outline-2024.yaml:35行目: 「lable」という項目は使えません",
    "outline-2025.yaml:3行目: YAMLとして読めません",
    "programes-2025.yaml: この名前のファイルは読まれません",
    "programmes-2024.yaml:5行目: 「name」がありません",
    "programmes-2024.yaml:6行目: 上位の事業「shohin」がありません",
    "programmes-2024.yaml:8行目: 事業コード「Juken」は",
    "programmes-2024.yaml:10行目: 事業コード「sougyo」が2回",
    "programmes-2024.yaml:11行目: walled: true の事業には",
    "programmes-2024.yaml:13行目: started_in(2030)が",
    "programmes-2024.yaml:13行目: 部署「souma」がありません",
    "terms-2024.yaml:1行目: fiscal_year(2023)がファイル名の年度(2024)と違います",
    "terms-2024.yaml:3行目: hourly: ",
    "terms-2024.yaml:3行目: 期限「派遣の可否を決める」: ",
]
pytestmark = pytest.mark.django_db


@pytest.fixture
def lakeside(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LAKESIDE, tmp_path / "湖岸"))


def mend(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    """Replace words in a file of the folder; each must be there."""
    text = (folder / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")


def faults(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as refused:
        preview_catalogue(folder, by=None)
    return [str(fault) for fault in refused.value.faults]


def test_every_fault_of_a_folder_is_named_at_once(lakeside: Path) -> None:
    """One of each kind in four files, some inside others' sections: none hides another, and nothing is loaded."""
    mend(
        lakeside,
        "centre.yaml",
        ("島根県", "しまね"),
        ("{code: keiei, name: 経営支援課, symbol: 経}", "{code: keiei, name: 経営支援課, colour: red}"),
        ("{code: soumu,", "{code: soumu,"),
        ("code: sales", "code: cash"),
    )
    mend(
        lakeside,
        "programmes-2024.yaml",
        ("code: haken, name: 専門家派遣事業", "code: haken"),
        ("parent: shouhin", "parent: shohin"),
        ("code: juken, name: 受発注取引支援事業", "code: Juken, name: 受発注取引支援事業"),
        ("code: kenshu,", "code: sougyo,"),
        ("unit: saisei, funder: 中国経済産業局, walled: true", "walled: true"),
        ("name: 機械類貸与事業, unit: soumu", "name: 機械類貸与事業, unit: souma, started_in: 2030"),
    )
    mend(
        lakeside,
        "terms-2024.yaml",
        ("fiscal_year: 2024", "fiscal_year: 2023"),
        ("after: requested", "after: requests"),
        ("hourly: 6000", "hourly: 多め"),
    )
    mend(
        lakeside,
        "outline-2024.yaml",
        ("title: 令和6年度 事業の報告\n", ""),
        ("measure: consultations.held}", "measure: consultations.help}"),
        ("category: first", "mode: walk"),
        ("sum: [はじめて, 継続]", "sum: [はじめて, 次]"),
        ("number: 一-2", "number: 一-1"),
        ("- facts:\n", "- fact:\n"),
        ("programme: shokei", "programme: shoukei"),
        ("{label: 診断, measure: succession.diagnoses}", "{label: 診断, lable: 診断, measure: succession.diagnoses}"),
    )
    (lakeside / "programes-2025.yaml").write_text("fiscal_year: 2025\nprogrammes: []\n", encoding="utf-8")
    (lakeside / "outline-2025.yaml").write_text("fiscal_year: 2025\ntitle: [\n", encoding="utf-8")
    found = faults(lakeside)
    assert [one[: len(begins)] for one, begins in zip(found, SAID, strict=False)] == SAID, found
    assert len(found) == len(SAID)
    assert not Programme.objects.exists() and not Outline.objects.exists() and not Unit.objects.exists()


def test_what_is_edited_on_screen_is_written_as_files(lakeside: Path, tmp_path: Path) -> None:
    """Loaded, printed, edited, exported: loading the files again changes nothing, and they say what was edited."""
    assert load_catalogue(lakeside, by=None).years == [2024]
    assert preview_catalogue(lakeside, by=None).lines == []
    assert [f.printed for f in compose(2024).figures()][:3] == ["0件", "-件", "0件"]
    assert Programme.objects.get(code="soap").parent == Programme.objects.get(code="shouhin")
    assert Programme.objects.get(code="madoguchi").started_in == 2009
    added = editing.add_programme(
        by=None, code="kashi", fiscal_year="R6", name="貸室事業", unit=str(Unit.objects.get(code="soumu").pk)
    )
    editing.change_programme(added, by=None, name="貸室・会議室事業", printed_name="かしつ")
    section = OutlineSection.objects.get(number="一-2")
    head = {
        "programme": section.programme,
        "by_place": False,
        "mark": section.mark,
        "number": "一-2",
        "is_chapter": False,
    }
    head_section(section, heading="専門家の派遣", by=None, **head)
    texts = [{"text": "派遣しました: on"}, {"bullets": {"caption": "主なもの", "items": ["いろいろ"]}}]
    write_blocks(section, texts, by=None)
    add_section(section.outline, heading="そのほか", beside=section, by=None)
    editing.copy_forward(2024, by=None)
    written = export_catalogue(tmp_path / "書き出し")
    assert [path.name for path in written] == [
        "centre.yaml", "programmes-2024.yaml", "programmes-2025.yaml", "terms-2024.yaml", "terms-2025.yaml",
        "outline-2024.yaml", "outline-2025.yaml",
    ]  # fmt: skip
    mend(
        tmp_path / "書き出し",
        "centre.yaml",
        ("公益財団法人21あおもり産業総合支援センター", "公益財団法人しまね湖岸産業支援財団"),
    )
    again = preview_catalogue(tmp_path / "書き出し", by=None)
    assert (again.lines, again.walls) == ([], {})
    with pytest.raises(UserError, match="すでに centre.yaml、"):
        export_catalogue(tmp_path / "書き出し")


def test_a_later_year_and_changes_after_the_first_day(lakeside: Path) -> None:
    """What would change is told line by line; sections keep their rows, terms get a new version, other years stay."""
    load_catalogue(lakeside, by=None)
    kept = OutlineSection.objects.get(number="一-1")
    Outline.objects.filter(fiscal_year=2024).update(title="旧い表題")
    shutil.copy(lakeside / "programmes-2024.yaml", lakeside / "programmes-2025.yaml")
    mend(
        lakeside,
        "programmes-2025.yaml",
        ("fiscal_year: 2024", "fiscal_year: 2025"),
        ("name: 専門家派遣事業", "name: 専門家等派遣事業"),
        ("  - {code: kikai, name: 機械類貸与事業, unit: soumu, ends: true}\n", ""),
        ("{code: first, name: はじめての相談}", "{code: first, name: 初回}"),
    )
    mend(lakeside, "terms-2024.yaml", ("hourly: 6000", "hourly: 6500"))
    mend(lakeside, "outline-2024.yaml", ("label: はじめて", "label: 初めて"), ("sum: [はじめて", "sum: [初めて"))
    changes = preview_catalogue(lakeside, by=None)
    assert len([line for line in changes.lines if line.startswith("令和7年度の事業「")]) == 9
    assert [line for line in changes.lines if not line.startswith("令和7年度の事業「")] == [
        "事業「経営相談窓口事業」の相談区分「初回」の区分: はじめての相談 → 初回",
        "令和6年度に受け付ける「専門家等派遣事業」の取扱条件(専門家派遣)に、新しい版を加えます。",
        "令和6年度の報告書の構成: 表題: 旧い表題 → 令和6年度 事業の報告",
        "令和6年度の報告書の構成: 節「1 経営相談窓口事業」の内容を、ファイルのとおりにします。",
    ]
    load_catalogue(lakeside, by=None)
    assert OutlineSection.objects.get(number="一-1").pk == kept.pk
    assert list(Terms.objects.order_by("version").values_list("version", "content__values__hourly")) == [
        (1, 6000),
        (2, 6500),
    ]
    assert Category.objects.get(code="first").name == "初回"
    assert preview_catalogue(lakeside, by=None).lines == []


def _unwalled(folder: Path) -> None:
    mend(
        folder,
        "programmes-2024.yaml",
        (
            "name: 事業再生支援事業, unit: saisei, funder: 中国経済産業局, walled: true",
            "name: 事業再生支援事業, unit: saisei",
        ),
    )


def _walled(folder: Path) -> None:
    mend(folder, "programmes-2024.yaml", ("unit: soumu}", "unit: soumu, walled: saisei}"))


def _other_unit(folder: Path) -> None:
    mend(
        folder, "programmes-2024.yaml", ("name: 事業承継支援事業, unit: saisei", "name: 事業承継支援事業, unit: soumu")
    )


def _open_unit(folder: Path) -> None:
    mend(folder, "centre.yaml", (", confidential: true", ""))


def test_a_wall_waits_for_what_stands_open_and_says_so_at_its_line(lakeside: Path) -> None:
    """A mail written in the open must not leave afterwards; confirming the wall does not help."""
    load_catalogue(lakeside, by=None)
    mailing = write_mailing("研修の案内", Topic.EVENTS, Programme.objects.get(code="kenshu"), by=None)
    write_message(mailing, to_email="sato@example.jp", subject="研修", body="ご案内します。", by=None)
    _walled(lakeside)
    (fault,) = faults(lakeside)
    assert fault.startswith("programmes-2024.yaml:") and "まだ守秘にできません。まだ送っていないメールが1通" in fault
    with pytest.raises(CatalogueError):
        load_catalogue(lakeside, by=None, walls={"kenshu"})
    assert Programme.objects.get(code="kenshu").walled_to is None


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (_unwalled, "saisei", "事業「事業再生支援事業」が守秘でなくなり、「再生支援室」の外の職員にも"),
        (_walled, "kenshu", "事業「経営者研修事業」が守秘になり、「再生支援室」の外の職員には"),
        (_other_unit, "shokei", "守秘部署が「再生支援室」から「総務課」に変わります"),
        (_open_unit, "unit:saisei", "部署「再生支援室」が守秘の部署でなくなります"),
    ],
)
def test_no_wall_moves_unnoticed(lakeside: Path, change: Callable[[Path], None], code: str, says: str) -> None:
    """Named in the preview; refused, with nothing loaded, until that very code is confirmed."""
    load_catalogue(lakeside, by=None)
    before = dict(Programme.objects.values_list("code", "walled_to__code"))
    change(lakeside)
    assert list(preview_catalogue(lakeside, by=None).walls) == [code]
    with pytest.raises(UserError, match=says):
        load_catalogue(lakeside, by=None, walls={"haken"})
    assert dict(Programme.objects.values_list("code", "walled_to__code")) == before
    load_catalogue(lakeside, by=None, walls={code})
    assert not preview_catalogue(lakeside, by=None)


def test_years_that_disagree_about_a_wall_are_refused(lakeside: Path) -> None:
    """A wall is about all years' records: a file that leaves the word out is a fault, not a change."""
    shutil.copy(lakeside / "programmes-2024.yaml", lakeside / "programmes-2025.yaml")
    mend(
        lakeside,
        "programmes-2025.yaml",
        ("fiscal_year: 2024", "fiscal_year: 2025"),
        ("funder: 中国経済産業局, walled: true", "funder: 中国経済産業局"),
        (", ends: true", ""),
    )
    found = faults(lakeside)
    assert [one.split(":")[:2] for one in found] == [
        ["programmes-2024.yaml", "11行目"],
        ["programmes-2024.yaml", "13行目"],
    ]
    assert "事業「shokei」は2025年度で守秘ではない事業とされ" in found[0] and "2025年度にもあります" in found[1]


def test_who_decides_and_how_long_papers_are_kept(lakeside: Path, tmp_path: Path) -> None:
    """Put as the file says, each from its day; written again as it stands; a seat or a kind of paper that is none is named."""
    office = lakeside / "office.yaml"
    office.write_text(
        """seats:
  - {code: kacho, title: 課長, rank: 10, per_unit: true}
  - {code: riji, title: 常務理事, rank: 20}
approvals:
  - {kind: disposal, label: 文書の廃棄, seat: riji, consults: [kacho], valid_from: 2024-04-01}
small_cells:
  - {from_year: 2024, floor: 3, basis: 秘匿の要領}
retention:
  - {paper: case, years: 7, valid_from: 2024-04-01, basis: 文書規程(要確認)}
  - {paper: letter, years: null, programme: sougyo, valid_from: 2024-04-01, basis: 永久}
""",
        encoding="utf-8",
    )
    assert "専決「文書の廃棄」を加えます。" in load_catalogue(lakeside, by=None).lines
    rule = Rule.objects.get()
    assert (rule.seat.title, [seat.title for seat in rule.consults.all()]) == ("常務理事", ["課長"])
    assert [str(row) for row in RetentionRule.objects.order_by("paper")] == ["案件の記録 7年", "発送文書 永久"]
    assert (SmallCellFloor.of(2023), SmallCellFloor.of(2024), SmallCellFloor.of(2030)) == (5, 3, 3)
    assert load_catalogue(lakeside, by=None).lines == []
    written = export_catalogue(tmp_path / "書き出し")
    assert written[1].name == "office.yaml"
    office.write_text(written[1].read_text(encoding="utf-8"), encoding="utf-8")
    assert preview_catalogue(lakeside, by=None).lines == []
    mend(lakeside, "office.yaml", ("seat: riji", "seat: rijicho"), ("paper: case", "paper: cases"))
    found = [said for said in faults(lakeside) if said.startswith("office.yaml")]
    assert ["職位「rijicho」がありません" in said or "書類の種類" in said for said in found] == [True, True]

"""Names that are none, marks that repeat one, and twins within one list."""

import pytest
from django.core.exceptions import ValidationError

from banso.core.imports import import_kind
from banso.intake import services as intake
from banso.intake.outcome import Outcome, What
from banso.registers.models import Answer, Company, Doubt
from banso.registers.no_company import why_doubtful, why_no_company
from banso.registers.services import correct_company, record_company
from banso.registers.services.doubting import decide
from conftest import TinyWorld

NO_NAMES = [
    "不明", "(不明)", "会社名 不明", "匿名希望", "ナシ", "なし", "該当なし", "以上", "※ほか2社", "※", "ー", "…", "合計 40社", "計", "平均",
    "匿名企業", "個人事業主", "県内の企業", "創業予定者", "これから起業", "聞き取りなし", "調査中", "XX", "同じ", "〃様", "不明(電話)", "匿名B", "なし2",
    "令和4年度計", "5月～8月計", "製造業小計", "出典:名簿", "(30社)", "12.5%", "学生", "Err:508",
    "12社", "ほか3社", "約40件", "(株)", "株式会社", "㈲", "（同）", "N/A", "同上", "〃", "注1 個人を含む", "個人", "その他",
]  # fmt: skip
NAMES = [
    "株式会社不明堂", "なし園", "無添加工房", "以上商店", "匿名書房", "計測技研", "㈱合計", "平均屋", "三社商会", "その他の店", "A", "株式会社1103",
    "個人タクシー協同組合", "ほか弁", "東京時計", "山田設計", "青森会計", "株式会社テスト", "主婦の店", "うち山興業", "県外",
    "100満ボルト", "株式会社二〇〇", "王様のパン", "鵜殿商店", "1103", "@みほん(株)", "同和鉱業",
]  # fmt: skip


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_word_that_is_no_company(name: str) -> None:
    assert why_no_company(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name(name: str) -> None:
    assert why_no_company(name) == ""


@pytest.mark.parametrize(
    "name", ["B社", "某製造業者", "○○商店", "株式会社△△", "水産業 計", "八戸市計", "うち県外", "(再掲分)", "XX工業"]
)
def test_what_may_be_no_name_is_asked_in_lists(name: str) -> None:
    """On the screen it can be registered, where a person means it."""
    assert why_doubtful(name) and not why_no_company(name)


def test_an_honorific_and_bare_digits_are_doubted_in_lists() -> None:
    names = ["㈱青い森 御中", "青い森株式会社様", "青い森商店 様", "1103", "王様のパン", "有限会社鵜殿", "青い森御中"]
    assert [bool(why_doubtful(name)) for name in names] == [True, True, True, True, False, False, True]


def test_no_name_is_registered_by_any_way(world: TinyWorld) -> None:
    """Nor given to a company; one that has such a name from before can still be put right otherwise."""
    with pytest.raises(ValidationError, match="企業の名前ではない"):
        record_company(name="不明", by=None)
    old = world.company("不明")
    correct_company(old, name="不明", note="調べる", by=None)
    with pytest.raises(ValidationError):
        correct_company(world.company("青い森"), name="同上", by=None)


def visits(*names: str) -> Outcome:
    rows = "".join(f"相談事業,2023/5/{day},窓口,{name},{day}\n" for day, name in enumerate(names, 1))
    brought = intake.bring(
        import_kind("consultations"), f"事業,相談日,相談方法,企業名,相談内容\n{rows}".encode(), "相談.csv", by=None
    )
    seen = intake.look(brought, by=None).seen
    return intake.run(brought, seen=seen, by=None)


def test_repeated_marks_and_no_names_in_a_list(world: TinyWorld) -> None:
    """A mark is the company above; a word that names none is sent back in its row; the rest stays."""
    outcome = visits("青い森商店", "〃", "不明", "同上", "みなと食品", "匿名")
    assert outcome.counts == {What.CREATED: 3, What.REFUSED: 3}
    assert [line.number for line in outcome.shown[What.REFUSED]] == [4, 5, 7]
    assert set(Company.objects.values_list("name", flat=True)) == {"青い森商店", "みなと食品"}


TWINS = [
    ("株式会社湊精機", "株式会社湊精機様"), ("㈱湊精機", "㈱湊精機 御中"), ("斎藤湊工業", "斉藤湊工業"), ("湊精機株式会社", "湊精機株式会社 青森工場"),
    ("株式会社みなと工業", "株式会社みなとエ業"), ("湊精機(株)", "湊精機(株)(旧湊製作所)"), ("有限会社みなとサービス", "有限会社みなとサ一ビス"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), TWINS)
def test_twins_within_one_list_wait_like_those_of_the_register(world: TinyWorld, first: str, second: str) -> None:
    """The first is registered; the second waits in the queue, and comes in once a person has decided."""
    outcome = visits(first, second)
    spelled_alike = outcome.counts == {What.CREATED: 2}
    if spelled_alike:
        assert Company.objects.count() == 1
        return
    assert outcome.counts == {What.CREATED: 1, What.REFUSED: 1} and Company.objects.count() == 1
    doubt = Doubt.objects.get()
    assert (doubt.name, doubt.candidate.name) == (second, first)
    decide(doubt, Answer.SAME, by=None)
    assert visits(first, second).counts == {What.SAME: 1, What.CREATED: 1} and Company.objects.count() == 1


def test_twins_decided_to_be_others_come_in_as_others(world: TinyWorld) -> None:
    visits("株式会社湊工業", "株式会社湊エ業")
    decide(Doubt.objects.get(), Answer.OTHER, by=None)
    assert visits("株式会社湊工業", "株式会社湊エ業").counts == {What.SAME: 1, What.CREATED: 1}
    assert Company.objects.count() == 2


def test_twins_among_companies_are_sent_back(world: TinyWorld) -> None:
    text = "企業名,従業員数\n株式会社湊工業,1\n株式会社湊エ業,2\n湊工業㈱,3\n不明,4\n"
    brought = intake.bring(import_kind("companies"), text.encode(), "企業.csv", by=None)
    outcome = intake.run(brought, by=None)
    assert outcome.counts == {What.CREATED: 1, What.REFUSED: 3}
    why = {line.number: line.why[0] for line in outcome.shown[What.REFUSED]}
    assert "2行目" in why[3] and "1行にまとめて" in why[4] and "企業の名前ではない" in why[5]

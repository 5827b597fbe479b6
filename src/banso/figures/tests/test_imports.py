"""Past years' figures come in from files with the document they stand in."""

import pytest

from banso.core.imports import import_kind
from banso.figures.models import BorrowedFigure, OpeningBalance, SourceDocument
from banso.intake import services
from conftest import TinyWorld


def taken(kind: str, text: str) -> object:
    brought = services.bring(import_kind(kind), text.encode(), "累計.csv", by=None)
    return services.run(brought, by=None)


BALANCES = """事業,集計項目,条件,起算年度,記録の開始年度,期首残高,出典
相談事業,相談件数,,平成15年度,令和5年度,"１２，３４５",平成30年度事業報告書
相談事業,相談件数,相談方法：電話,H15,R5,200,平成30年度事業報告書
相談事業,相談件数,mode=desk,H15,R5,30,平成30年度事業報告書
相談事業,ない項目,,H15,R5,1,別の資料
相談事業,相談件数,相談方法: 念力,H15,R5,1,別の資料
"""


def test_opening_balances(world: TinyWorld) -> None:
    """Balances from one document that is noted once, their conditions in words or by code; what is unknown is refused, its document not noted."""
    outcome = taken("opening-balances", BALANCES)
    assert outcome.counts == {"created": 3, "refused": 2}
    rows = OpeningBalance.objects.order_by("pk").values_list(
        "measure", "conditions", "base_year", "records_from", "number"
    )
    assert list(rows) == [
        ("consultations.held", "", 2003, 2023, 12_345),
        ("consultations.held", "mode=phone", 2003, 2023, 200),
        ("consultations.held", "mode=desk", 2003, 2023, 30),
    ]
    assert [document.title for document in SourceDocument.objects.all()] == ["平成30年度事業報告書"]
    again = taken("opening-balances", BALANCES.replace("200", "210"))
    assert again.counts == {"same": 2, "changed": 1, "refused": 2}
    assert OpeningBalance.objects.get(conditions="mode=phone").number == 210


def test_figures_of_others(world: TinyWorld) -> None:
    """With their sender and the day they came; one from nobody known is refused."""
    world.organisation("全国協会")
    head = "事業,項目,年度,数値,提出元,受領日,出典\n"
    line = "相談事業,相談対応件数,令和5年度,39,{},R6.4.10,回答書\n"
    outcome = taken("borrowed-figures", head + line.format("全国協会") + line.format("知らない会"))
    assert outcome.counts == {"created": 1, "refused": 1}
    figure = BorrowedFigure.objects.get()
    assert (figure.number, figure.fiscal_year, figure.sender.name, figure.source.title) == (
        39,
        2023,
        "全国協会",
        "回答書",
    )


@pytest.mark.parametrize(
    ("number", "unit", "kept"),
    [
        ("△3.5", "ポイント", "-3.5ポイント"),
        ("９,０４５千円", "", "9,045千円"),
        ("(0.2)", "", "-0.2"),
        ("12.5%", "%", "12.5%"),
    ],
)
def test_figures_of_others_in_their_own_unit(world: TinyWorld, number: str, unit: str, kept: str) -> None:
    """As papers write them: signs, widths, and the unit beside the number or in its column."""
    world.organisation("全国協会")
    head = "事業,項目,年度,数値,単位,提出元,受領日,出典\n"
    taken("borrowed-figures", head + f'相談事業,x,令和5年度,"{number}",{unit},全国協会,R6.4.10,回答書\n')
    assert BorrowedFigure.objects.get().as_given == kept


@pytest.mark.parametrize("number", ["12件%", "約", "1.2.3"])
def test_figures_of_others_that_are_none(world: TinyWorld, number: str) -> None:
    """Refused in their row: another unit than the column says, and no number at all."""
    world.organisation("全国協会")
    head = "事業,項目,年度,数値,単位,提出元,受領日,出典\n"
    outcome = taken("borrowed-figures", head + f"相談事業,x,令和5年度,{number},千円,全国協会,R6.4.10,回答書\n")
    assert outcome.counts == {"refused": 1}

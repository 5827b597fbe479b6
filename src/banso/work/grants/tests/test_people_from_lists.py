"""The officers and shareholders of applicants from a list: who is new, who is put right, and what a row lacks."""

from datetime import date

import pytest

from banso.cases.models import Case
from banso.work.grants.models import Application, Officer, Shareholder
from conftest import TinyWorld, bring, why_refused

from .worked import applied, called

HEAD = "案件番号,氏名,フリガナ,役職の区分,兼ねている会社の規模,生年月日,性別,住所,照会への同意日\n"


@pytest.fixture
def application(world: TinyWorld) -> Application:
    found = applied(world, called(world))
    Case.objects.filter(pk=found.case_id).update(number="R6-0001")
    return found


def test_officers_come_in_and_are_put_right(application: Application) -> None:
    """Days of any era, kana of any width; the same name of the same application is one person."""
    bring("grant-officers", f"{HEAD}R6-0001,八戸 次郎,ﾊﾁﾉﾍ ｼﾞﾛｳ,代表者,,S45.5.1,男,八戸市1-1,令和6年4月1日\n")
    row = Officer.objects.get()
    assert (row.application, row.kana, row.born_on) == (application, "ハチノヘ ジロウ", date(1970, 5, 1))
    assert row.lacking == []
    bring("grant-officers", "案件番号,氏名,住所\nR6-0001,八戸 次郎,青森市2-2\n")
    assert [one.address for one in Officer.objects.all()] == ["青森市2-2"]


def test_what_is_wrong_is_named_by_its_column_and_the_rest_comes_in(application: Application) -> None:
    """A number that no application has; a day that is none; a day of consent that is yet to come."""
    rows = (
        "R6-9999,青森 花子,,代表者,,,,,",
        "R6-0001,青森 花子,,代表者,,昭和70年1月1日,,,",
        "R6-0001,弘前 太郎,,代表者,,,,,令和99年4月1日",
        "R6-0001,むつ 三郎,,代表者,,,,,",
    )
    why = why_refused(bring("grant-officers", HEAD + "\n".join(rows)))
    assert sorted(why) == [2, 3, 4] and [one.name for one in Officer.objects.all()] == ["むつ 三郎"]
    assert "案件番号" in why[2] and "R6-9999" in why[2] and "生年月日" in why[3] and "照会への同意日" in why[4]


def test_shares_beyond_the_whole_are_refused(application: Application) -> None:
    """Each row by itself: the one with which the whole is passed stays out."""
    text = (
        "案件番号,株主・出資者,出資比率(%),規模\nR6-0001,みちのく商事,60,大企業\nR6-0001,津軽物産,50,中小企業・個人\n"
    )
    why = why_refused(bring("grant-shareholders", text))
    assert [one.name for one in Shareholder.objects.all()] == ["みちのく商事"]
    assert list(why) == [3] and "110%" in why[3]

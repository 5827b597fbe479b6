"""Publications and the web: issues and copies by their day, visits by their month; what is refused, and lists."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F

from banso.intake.outcome import What
from banso.work.publications import services
from banso.work.publications.models import Issue, MonthOfVisits, Publication, WebPage
from conftest import TinyWorld, bring, figures_of, floors, refusal, why_refused

FIRST, LAST = date(2023, 4, 1), date(2024, 3, 31)


@pytest.fixture
def kept(world: TinyWorld) -> dict[str, Any]:
    """Two publications and two pages, and one of each in another programme."""
    other = world.add_programme("other", "別の広報")
    of = {"news": world.programme, "mail": world.programme, "other-news": other}
    made = {
        code: services.record_publication(programme=of[code], code=code, title=f"刊行物{code}", by=None) for code in of
    }
    of = {"top": world.programme, "training": world.programme, "other-top": other}
    return made | {code: services.record_web_page(programme=of[code], code=code, name=code, by=None) for code in of}


def issued(publication: Publication, number: int, on: date, copies: int) -> Issue:
    facts = {"publication": publication, "number": f"第{number}号", "issued_on": on, "copies": copies}
    made: Issue = services.record_issue(by=None, **facts)
    return made


def opened(page: WebPage, month: date, accesses: int) -> MonthOfVisits:
    made: MonthOfVisits = services.record_month_of_visits(page=page, month=month, accesses=accesses, by=None)
    return made


def test_figures(world: TinyWorld, kept: dict[str, Any]) -> None:
    """An issue counts on its day, visits in their month, large numbers to the last."""
    rows = {
        "31 March": issued(kept["news"], 1, date(2023, 3, 31), 1_000),
        "1 April": issued(kept["news"], 2, FIRST, 1_001),
        "last day, by mail": issued(kept["mail"], 1, LAST, 50),
        "1 April of the next": issued(kept["news"], 3, date(2024, 4, 1), 9),
        "of another programme": issued(kept["other-news"], 1, FIRST, 7),
    }
    expected = {
        ("publications.issues", 2022, ""): (1, ["31 March"]),
        ("publications.issues", 2023, ""): (2, ["1 April", "last day, by mail"]),
        ("publications.copies", 2023, ""): (1_051, ["1 April", "last day, by mail"]),
        ("publications.copies", 2023, "publication=mail"): (50, ["last day, by mail"]),
        ("publications.copies", 2024, "publication=mail"): (0, []),
    }
    assert figures_of(world.programme, rows, expected) == expected
    months = {
        "March before": opened(kept["top"], date(2023, 3, 31), 5),
        "April": opened(kept["top"], date(2023, 4, 30), 2**40),
        "March": opened(kept["training"], LAST, 3),
        "April of the next": opened(kept["top"], date(2024, 4, 1), 1),
        "of another programme": opened(kept["other-top"], FIRST, 100),
    }
    expected = {
        ("publications.accesses", 2022, ""): (5, ["March before"]),
        ("publications.accesses", 2023, ""): (2**40 + 3, ["April", "March"]),
        ("publications.accesses", 2023, "page=training"): (3, ["March"]),
        ("publications.accesses", 2024, "page=training"): (0, []),
    }
    assert figures_of(world.programme, months, expected) == expected


def test_what_is_refused(kept: dict[str, Any]) -> None:
    """No copies, a number twice, a month twice whatever its day, less than nothing, a day to come."""
    row, month = issued(kept["news"], 1, FIRST, 1), opened(kept["top"], FIRST, 0)
    facts = {"publication": kept["news"], "number": "第1号", "issued_on": LAST}
    new = services.record_issue
    assert refusal(new, copies=1, **facts) == {"__all__": ["この刊行物の同じ号がすでに登録されています。"]}
    assert refusal(new, copies=0, **facts | {"number": "第2号"}) == {"__all__": ["発行部数は1以上で入力してください。"]}
    assert refusal(new, copies=1, **facts | {"number": "", "issued_on": date(2099, 4, 1)}).keys() == {"number"}
    assert refusal(new, copies=1, **facts | {"number": "第2号", "issued_on": date(2099, 4, 1)}).keys() == {"issued_on"}
    visits = services.record_month_of_visits
    assert refusal(visits, page=kept["top"], month=date(2023, 4, 30), accesses=1) == {
        "__all__": ["このページのこの月のアクセス数はすでに登録されています。"]
    }
    assert refusal(visits, page=kept["top"], month=LAST, accesses=-1).keys() == {"accesses"}
    assert refusal(services.record_web_page, programme=row.publication.programme, code="top", name="x").keys() == {
        "__all__"
    }
    assert [floors(row, copies=0), floors(month, month=F("month") + timedelta(days=1))] == [
        "issue_has_copies",
        "visits_month_is_a_month",
    ]
    assert (Issue.objects.count(), MonthOfVisits.objects.count()) == (1, 1)


LISTS = {
    "publications": "事業,刊行物コード,刊行物名\n相談事業,news,センターだより\n相談事業,,名だけ\n",
    "issues": '刊行物名,号数,発行日,発行部数\nセンターだより,第1号,R5.4.1,"3,000部"\nセンターだより,第2号,R5.5.1,0\n',
    "web-pages": "事業,ページコード,ページ名,アドレス\n相談事業,top,トップページ,https://example.jp/\n相談事業,,名だけ,\n",
    "web-visits": 'ページ名,対象月,アクセス数\nトップページ,R5.4,"12,345"\nトップページ,4月,1\n',
}


def test_lists(world: TinyWorld) -> None:
    """Each brings in its first row and tells of its second; once more, nothing is added."""
    first = {kind: bring(kind, text) for kind, text in LISTS.items()}
    assert {kind: outcome.counts for kind, outcome in first.items()} == {
        kind: {What.CREATED: 1, What.REFUSED: 1} for kind in LISTS
    }
    told = ("刊行物コード", "発行部数は1以上", "ページコード", "月として読めません")
    assert [word in why_refused(outcome)[3] for word, outcome in zip(told, first.values(), strict=True)] == [True] * 4
    assert (Issue.objects.get().copies, MonthOfVisits.objects.get().accesses) == (3_000, 12_345)
    assert [bring(kind, text).counts[What.SAME] for kind, text in LISTS.items()] == [1, 1, 1, 1]

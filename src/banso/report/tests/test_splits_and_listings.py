"""Rows by month, municipality, size, staff and industry; listings of any kind: exact cells, walls, closing, and tied out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banso.figures.models import FrozenListing
from banso.registers.models import Company, Industry, Municipality, Unit
from banso.report.closing.freeze import close_year
from banso.report.compose import compose
from banso.report.document import Table
from banso.report.listed import all_listed, listing_of
from banso.report.outline.check import faults_of, scope_of
from banso.report.outline.schema import Block
from banso.report.render import render
from banso.report.secrecy import suppressed
from banso.report.tieout.run import tie_out
from banso.work.consultations.models import Consultation
from conftest import TinyWorld

from .test_comparisons import COMPANIES, HELD, LAST, THIS, cells, outline

BOTH = [
    {"label": LAST, "year": -1},
    {"label": THIS},
    {"label": "構成比", "ratio": {"of": THIS, "to": THIS, "to_row": "計"}},
]


def split(by: str, measure: str = HELD, **more: Any) -> dict[str, Any]:
    rows = [
        {"label": "{値}", "measure": measure, "split": {"by": by, **more}},
        {"label": "計", "measure": measure},
    ]
    name = f"{by}別" if measure == HELD else f"{by}別(実)"
    return {"matrix": {"name": name, "columns": BOTH, "rows": rows}}


def centre(world: TinyWorld) -> list[Company]:
    """Firms of two towns, sizes and industries, and one of which nothing is known; visits on the first and last day of FY2023."""
    towns = [Municipality.objects.create(code=code, prefecture="青森県", name=name) for code, name in
             (("022021", "弘前市"), ("022012", "青森市"))]  # fmt: skip
    industries = [
        Industry.objects.get_or_create(code=code, defaults={"name": name, "section": "E"})[0]
        for code, name in (("09", "食料品製造業"), ("10", "飲料製造業"), ("E", "製造業"))
    ]
    firms = [
        world.company("ア社", municipality=towns[0], industry=industries[0], size="small"),
        world.company("イ社", municipality=towns[1], industry=industries[1], size="medium"),
        world.company("ウ社", municipality=towns[0], industry=industries[2], size="small"),
        world.company("エ社", size="small"),
    ]
    days = [date(2023, 4, 1), date(2024, 3, 31), date(2023, 4, 30), date(2023, 12, 1)]
    for day, firm in zip(days, firms, strict=True):
        Consultation.objects.create(
            programme=world.programme, held_on=day, mode="desk", company=firm, adviser=world.staff, note="x"
        )
    Consultation.objects.create(programme=world.programme, held_on=date(2023, 3, 31), mode="visit", company=firms[0])
    return firms


def tables(year: int = 2023) -> dict[str, Table]:
    return {block.name: block for block in compose(year).chapters[0].blocks if isinstance(block, Table)}


def test_rows_by_what_records_say(world: TinyWorld, tmp_path: Path) -> None:
    """Every way of splitting; those that say nothing in a row of their own, so that the rows make the whole."""
    centre(world)
    ways = ("month", "municipality", "size", "staff", "industry", "sector")
    outline(world, 2023, *(split(way) for way in ways), split("size", COMPANIES, zeros=True, unsaid=""))
    shown = tables()
    months = cells(shown["month別"])
    assert [row[0] for row in months] == [*(f"{month}月" for month in (*range(4, 13), 1, 2, 3)), "計"]
    counted = [row for row in months if row[1:3] != ["0件", "0件"]]
    assert counted == [
        ["4月", "0件", "2件", "50.0%"],
        ["12月", "0件", "1件", "25.0%"],
        ["3月", "1件", "1件", "25.0%"],
        ["計", "1件", "4件", "100.0%"],
    ]
    assert cells(shown["municipality別"]) == [
        ["青森市", "0件", "1件", "25.0%"],
        ["弘前市", "1件", "2件", "50.0%"],
        ["未記入", "0件", "1件", "25.0%"],
        ["計", "1件", "4件", "100.0%"],
    ]
    assert [row[:3] for row in cells(shown["staff別"])] == [
        ["担当 一郎", "0件", "4件"],
        ["未記入", "1件", "0件"],
        ["計", "1件", "4件"],
    ]
    assert [row[:3] for row in cells(shown["industry別"])][:4] == [
        ["食料品製造業", "1件", "1件"],
        ["飲料製造業", "0件", "1件"],
        ["製造業", "0件", "1件"],
        ["未記入", "0件", "1件"],
    ]
    assert [row[:3] for row in cells(shown["sector別"])][:2] == [["製造業", "1件", "3件"], ["未記入", "0件", "1件"]]
    assert [row[:3] for row in cells(shown["size別(実)"])] == [
        ["小規模企業者", "1社", "3社"],
        ["中小企業者", "0社", "1社"],
        ["その他(大企業等)", "0社", "0社"],
        ["創業予定者", "0社", "0社"],
        ["計", "1社", "4社"],
    ]
    for kind in ("text", "docx"):
        path = tmp_path / f"報告書.{'txt' if kind == 'text' else kind}"
        path.write_bytes(render(compose(2023), kind))
        assert tie_out(path).ties_out, kind


def test_some_codes_the_most_frequent_and_the_condition_of_a_larger_industry(world: TinyWorld) -> None:
    """As declared, in that order; a 大分類 as a condition counts its 中分類; what has no records has no row."""
    centre(world)
    chosen = split("municipality", codes=["022021", "022039"])
    chosen["matrix"]["rows"][0]["where"] = {"sector": "E"}
    most = split("industry", order="most", most=2, unsaid="")
    outline(world, 2023, chosen, most, split("theme"))
    shown = tables()
    assert [row[:3] for row in cells(shown["municipality別"])] == [
        ["弘前市", "1件", "2件"],
        ["022039", "0件", "0件"],
        ["計", "1件", "4件"],
    ]
    assert [row[0] for row in cells(shown["industry別"])] == ["食料品製造業", "飲料製造業", "計"]
    assert [row[0] for row in cells(shown["theme別"])] == ["未記入", "計"]


def test_a_closed_year_keeps_its_rows(client: Client, world: TinyWorld) -> None:
    """A firm that moves, or a visit from a third town, adds no row to what was printed; the trace leads to the town's records."""
    firms = centre(world)
    outline(world, 2023, split("municipality"))
    before = cells(tables()["municipality別"])
    close_year(2023, by=None)
    third = Municipality.objects.create(code="022039", prefecture="青森県", name="八戸市")
    Company.objects.filter(pk=firms[3].pk).update(municipality=third)
    assert cells(tables()["municipality別"]) == before
    figure = next(f for f in compose(2023).figures() if (f.key.row, f.key.column) == ("弘前市", "令和5年度"))
    user = world.user()
    world.allow(user, "view_outline", "view_consultation")
    client.force_login(user)
    records = client.get(reverse("report-records", args=[2023, figure.anchor, 0])).content.decode()
    assert "ア社" in records and "ウ社" in records and "イ社" not in records


LISTING = {
    "listing": {
        "of": "consultations.consultation",
        "name": "一覧",
        "where": {"mode": ["desk", "phone"], "month": [4, 3]},
        "tells_conditions": True,
        "columns": [
            {"label": "相談日", "of": "held_on"},
            {"label": "企業", "of": "company__name"},
            {"label": "方法", "of": "get_mode_display"},
        ],
    }
}
LISTED = [
    ["令和5年4月1日", "ア社", "窓口"],
    ["令和5年4月30日", "ウ社", "窓口"],
    ["令和6年3月31日", "イ社", "窓口"],
]


def test_a_listing_of_any_kind(world: TinyWorld, tmp_path: Path) -> None:
    """By day, with its conditions in words; what a closed year listed stays, whatever becomes of its records."""
    firms = centre(world)
    outline(world, 2023, LISTING)
    shown = tables()["一覧"]
    assert cells(shown) == LISTED
    assert shown.notes == ("※相談方法は窓口・電話、月は4月・3月の記録。",)
    path = tmp_path / "報告書.docx"
    path.write_bytes(render(compose(2023), "docx"))
    assert tie_out(path).ties_out
    close_year(2023, by=None)
    assert FrozenListing.objects.count() == 1
    Company.objects.filter(pk=firms[0].pk).update(name="新社名")
    Consultation.objects.filter(company=firms[1]).delete()
    assert cells(tables()["一覧"]) == LISTED


def test_what_is_walled_is_never_listed(world: TinyWorld) -> None:
    """Neither printed nor let into an outline; small numbers by town are hidden like any other."""
    centre(world)
    world.programme.walled_to = Unit.objects.create(code="walled", name="守秘の部署", confidential=True)
    world.programme.save()
    outline(world, 2023, LISTING, split("municipality"))
    assert cells(tables()["一覧"]) == []
    hidden = suppressed(compose(2023)).chapters[0].blocks[1]
    assert isinstance(hidden, Table) and [row[:3] for row in cells(hidden)] == [
        ["青森市", "0件", "x"],
        ["弘前市", "x", "x"],
        ["未記入", "0件", "x"],
        ["計", "x", "4件"],
    ]
    [(_, said)] = faults_of([Block.model_validate(LISTING)], scope_of(2023, "main"))
    assert "守秘の事業の記録は、報告書に一覧を載せられません" in said


def test_every_kind_that_a_year_counts_can_be_listed(world: TinyWorld) -> None:
    """Its rows are found and every text of it is written, also of a programme without any."""
    for listing in all_listed():
        assert listing.rows("main", 2023) == [], listing.code
    assert {"orders.introduction", "grants.decision", "fairs.meeting"} <= {listing.code for listing in all_listed()}
    assert listing_of("consultations.consultation").labels["company__name"]
    with pytest.raises(KeyError):
        listing_of("figures.target")


def test_mistakes_are_told(world: TinyWorld) -> None:
    """A way that a measure does not know, a label without the value's place, a sum or a rate over rows that are many."""

    def told(*rows: dict[str, Any], of: dict[str, Any] | None = None) -> str:
        block = {"listing": of} if of else {"matrix": {"rows": list(rows)}}
        return " ".join(said for _, said in faults_of([Block.model_validate(block)], scope_of(2023, "main")))

    row = {"label": "{値}", "measure": HELD, "split": {"by": "mode"}}
    assert told(row) == ""
    assert "「place」で分けられません" in told({**row, "split": {"by": "place"}})
    assert "見出しに {値} を入れて" in told({**row, "label": "方法"})
    assert "where に「mode」は書けません" in told({**row, "where": {"mode": "desk"}})
    assert "値「fax」はありません" in told({**row, "split": {"by": "mode", "codes": ["fax"]}})
    assert "数値の行ではないため" in told(row, {"label": "計", "sum": ["{値}"]})
    assert "比べられません" in told(row, {"label": "比", "ratio": {"of": "{値}", "to": "{値}"}})
    listed = LISTING["listing"]
    assert "一覧「consultations.x」はありません" in told(of={**listed, "of": "consultations.x"})
    assert "値「13」はありません" in told(of={**listed, "where": {"month": 13}})

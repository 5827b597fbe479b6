"""Closing a year: what was printed stays, and what changed since is said."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of
from banso.core.voiding import void
from banso.desk.moving import moves_of
from banso.figures.models import BorrowedFigure, FrozenFigure, FrozenYear, SourceDocument
from banso.figures.values import in_unit
from banso.report.closing.changes import record_changes
from banso.report.closing.differences import accept_correction, differences
from banso.report.closing.freeze import close_year
from banso.report.compose import compose
from banso.report.counting import places_counting, rows_counted
from banso.report.models import Outline, OutlineSection
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import correct_consultation, record_consultation
from banso.work.fairs.models import Fair
from conftest import TinyWorld, flat

MATRIX = {
    "matrix": {"rows": [{"label": "相談件数", "measure": "consultations.held"}, {"label": "計", "sum": ["相談件数"]}]}
}


def outline(world: TinyWorld, year: int, *blocks: dict[str, Any]) -> Outline:
    made = Outline.objects.create(fiscal_year=year, title=f"{year}", centre="センター")
    OutlineSection.objects.create(
        outline=made, position=0, level=1, number="1", programme=world.programme, blocks=list(blocks or [MATRIX])
    )
    return made


def consultation(world: TinyWorld, day: date) -> Consultation:
    return Consultation.objects.create(programme=world.programme, held_on=day, mode="desk", company=world.company())


def printed(year: int) -> list[str]:
    return [figure.printed for figure in compose(year).figures()]


def test_a_closed_year_prints_what_it_printed(world: TinyWorld) -> None:
    """A record entered late changes neither the closed year's report nor the next year's prior-year column."""
    outline(world, 2022)
    outline(world, 2023)
    consultation(world, date(2023, 3, 31))
    close_year(2022, by=None)
    consultation(world, date(2022, 4, 1))
    assert printed(2022) == ["-件", "1件", "-件", "1件"]
    assert printed(2023) == ["1件", "0件", "1件", "0件"]


def test_the_difference_names_figure_and_records(world: TinyWorld) -> None:
    """What came and what went since, record by record; sums follow."""
    outline(world, 2022)
    gone = consultation(world, date(2022, 5, 1))
    consultation(world, date(2022, 6, 1))
    close_year(2022, by=None)
    assert differences(2022) == []
    gone_pk = gone.pk
    gone.delete()
    late = [consultation(world, date(2023, 3, 31)), consultation(world, date(2023, 3, 31))]
    found = {d.figure.row: d for d in differences(2022) if d.figure.column == "令和4年度"}
    assert set(found) == {"相談件数", "計"}
    difference = found["相談件数"]
    assert (difference.figure.printed, difference.printed_now) == ("2件", "3件")
    assert (difference.added, difference.removed) == (tuple(r.pk for r in late), (gone_pk,))


def test_a_correction_needs_a_reason_and_a_difference(world: TinyWorld) -> None:
    """Accepted as 訂正 with its reason, the difference stays listed as settled until the number moves again."""
    outline(world, 2022)
    consultation(world, date(2022, 5, 1))
    close_year(2022, by=None)
    figure = FrozenFigure.objects.get(row="相談件数", column="令和4年度")
    with pytest.raises(UserError, match="訂正の必要はありません"):
        accept_correction(figure, reason="念のため", by=None)
    consultation(world, date(2022, 6, 1))
    with pytest.raises(UserError, match="理由を入力"):
        accept_correction(figure, reason=" ", by=None)
    correction = accept_correction(figure, reason="入力漏れ", by=None)
    assert (correction.printed_before, correction.printed_after) == ("1件", "2件")
    assert [d.corrected for d in differences(2022) if d.figure == figure] == [correction]
    consultation(world, date(2022, 7, 1))
    assert [d.corrected for d in differences(2022) if d.figure == figure] == [None]
    assert printed(2022)[1] == "1件"


def test_a_year_is_closed_once_and_not_while_figures_are_pending(world: TinyWorld) -> None:
    """A pending figure is named; a second closing is refused."""
    outline(world, 2023, {"matrix": {"rows": [{"label": "商談成立件数", "measure": "fairs.deals"}]}})
    fair = Fair.objects.create(
        programme=world.programme, name="x", starts_on=date(2023, 7, 1), ends_on=date(2023, 7, 1), place="東京都"
    )
    with pytest.raises(UserError, match="相談事業の商談成立件数"):
        close_year(2023, by=None)
    fair.followed_up_on = date(2024, 1, 1)
    fair.save()
    close_year(2023, by=None)
    with pytest.raises(UserError, match="すでに締められています"):
        close_year(2023, by=None)


def test_a_year_that_still_runs_is_closed_only_on_purpose(world: TinyWorld) -> None:
    """Asked until its 31 March is over; said to be meant, it is closed."""
    running = fiscal_year_of(localdate())
    outline(world, running)
    with pytest.raises(UserError, match=r"3月31日まで続きます.*--early"):
        close_year(running, by=None)
    assert close_year(running, early=True, by=None).fiscal_year == running


def test_a_closed_figure_of_others_reads_back_as_given(world: TinyWorld) -> None:
    """A decimal amount in 千円 is not rounded by having been closed."""
    outline(
        world, 2022, {"matrix": {"rows": [{"label": "額", "measure": "figures.borrowed", "where": {"item": "額"}}]}}
    )
    source = SourceDocument.objects.create(title="報告")
    BorrowedFigure.objects.create(
        programme=world.programme, item="額", fiscal_year=2022, number="12.345", unit="千円", sender=world.organisation(),
        received_on=date(2023, 4, 20), source=source,
    )  # fmt: skip
    for _ in range(2):
        figure = compose(2022).figures()[1]
        assert (figure.printed, in_unit(figure.value, figure.unit)) == ("12.345千円", Fraction(2469, 200))
        if not FrozenYear.objects.exists():
            close_year(2022, by=None)
    assert differences(2022) == []


@pytest.mark.parametrize("page", ["report", "outline", "report-differences"])
def test_a_year_without_an_outline_says_so(client: Client, world: TinyWorld, page: str) -> None:
    """Every page of its report, with what to do; a year no calendar here has is not found."""
    client.force_login(world.user(is_superuser=True))
    answer = client.get(reverse(page, args=[2031]), follow=True)
    assert "令和13年度の報告書の構成がありません" in flat(answer.content)
    assert client.get(reverse(page, args=[99999])).status_code == 404
    assert client.post(reverse("report-make", args=[2031]), {"format": "pdf"}).status_code == 404


def test_nobody_rewrites_a_closed_figure(world: TinyWorld) -> None:
    """The database itself refuses to change or delete what was printed."""
    outline(world, 2022)
    close_year(2022, by=None)
    figures = FrozenFigure.objects.all()
    for rewrite in (lambda: figures.update(printed="9件"), lambda: figures.first().delete()):
        with pytest.raises(Error, match="keep|Cannot update or delete"), transaction.atomic():
            rewrite()


@pytest.mark.django_db(
    transaction=True
)  # what came before the closing and what came after are told apart by their moments
def test_records_that_changed_are_shown_by_record_and_by_whom(client: Client, world: TinyWorld) -> None:
    """One deleted and one added: the number is the same, and both are named with who did it; so is a change of what figures read."""
    user = world.user(display_name="担当 花子", is_superuser=True)
    outline(world, 2022)
    gone, kept, moved = (consultation(world, date(2022, 5, day)) for day in (1, 2, 3))
    close_year(2022, by=None)
    assert record_changes(2022) == []
    gone_pk = gone.pk
    void(gone, reason="重複", by=user)
    facts = {"programme": world.programme, "mode": "desk", "company": world.company()}
    late = record_consultation(held_on=date(2022, 6, 1), by=user, **facts)
    correct_consultation(kept, note="聞き足した", by=user)
    correct_consultation(moved, mode="phone", by=user)
    assert differences(2022) == []
    found = {change.pk: change for change in record_changes(2022)}
    assert set(found) == {gone_pk, late.pk, moved.pk}
    assert (
        {figure.row for figure in found[gone_pk].left} == {"相談件数", "計"} == {f.row for f in found[late.pk].entered}
    )
    assert [(c.what, c.reason, c.who) for c in found[gone_pk].changes] == [("取消し", "重複", user)]
    assert (found[late.pk].changes[0].who, found[moved.pk].changes[0].differences[0].after) == (user, "電話")
    told = ["\n".join(change.lines()) for change in found.values()]
    assert any(
        f"番号{gone_pk})\n  取消し " in text and "担当 花子 理由: 重複" in text and "外れた数値" in text
        for text in told
    )
    assert any(f"相談記録 {late}\n  登録 " in text and "入った数値: 1 相談件数" in text for text in told)
    client.force_login(user)
    page = flat(client.get(reverse("report-differences", args=[2022])).content)
    assert "締めたときと違う数値はありません" in page and "担当 花子" in page and "理由: 重複" in page


def test_a_form_says_that_its_year_is_printed(client: Client, world: TinyWorld) -> None:
    """By the day typed, and by the year the record stands in; an open year is not worth a word."""
    outline(world, 2022)
    kept = consultation(world, date(2022, 5, 1))
    close_year(2022, by=None)
    client.force_login(world.user(is_superuser=True))

    def said(pk: int, day: str) -> str:
        address = reverse("record-years", args=["consultations", "consultation", pk])
        return flat(client.post(address, {"held_on": day}).content)

    assert "令和4年度は締めた年度です" in said(0, "R5.3.31") and "令和4年度" in said(kept.pk, "R5.4.1")
    assert "締めた" not in said(0, "R5.4.1") and "締めた" not in said(0, "いつか")
    form = flat(client.get(reverse("consultations-consultation-new")).content)
    assert reverse("record-years", args=["consultations", "consultation", 0]) in form


def test_what_the_form_said_is_what_the_page_says(world: TinyWorld) -> None:
    """The figures of a record before it is saved and afterwards, those of the next year's report included."""
    outline(world, 2022)
    outline(world, 2023)

    def write() -> Consultation:
        return consultation(world, date(2023, 3, 31))

    before = [move.question for move in moves_of(2022, write).moves]
    assert not Consultation.objects.exists()
    assert before == places_counting(rows_counted(write()))
    assert [(place.fiscal_year, place.label) for place in before] == [
        (2023, "相談件数(令和4年度)"), (2023, "計(令和4年度)"), (2022, "相談件数(令和4年度)"), (2022, "計(令和4年度)"),
    ]  # fmt: skip


def test_an_open_year_has_no_differences(world: TinyWorld) -> None:
    """Asked about a year that is not closed, the page says so."""
    outline(world, 2022)
    with pytest.raises(UserError, match="まだ締められていません"):
        differences(2022)

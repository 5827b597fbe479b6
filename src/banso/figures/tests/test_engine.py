"""The engine on a tiny world: exact values, and the edges where years, states and kinds of counting meet."""

from datetime import date
from fractions import Fraction

import pytest

from banso.core.errors import UserError
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.measures import DeclarationError, Distinct, Flow, measure
from banso.figures.models import BorrowedFigure, OpeningBalance, SourceDocument
from banso.figures.periods import InYear, Since, parse_period
from banso.figures.tracing import arithmetic, breakdown, cells_counting, records
from banso.figures.values import NOT_OFFERED, PENDING, State, Value, printed
from banso.work.consultations.models import Consultation
from banso.work.fairs.models import Fair
from banso.work.grants.models import Call, Course
from banso.work.orders.models import Registration
from conftest import TinyWorld


def held(world: TinyWorld, day: date, company=None, mode: str = "desk", programme=None) -> Consultation:
    return Consultation.objects.create(
        programme=programme or world.programme, held_on=day, mode=mode, company=company or world.company()
    )


def value(code: str, year: int = 2023, programme: str = "main", **where) -> Value:
    cell = Cell.of(code, programme, InYear(year), where)
    return evaluate([cell])[cell]


def test_the_year_turns_between_31_march_and_1_april(world: TinyWorld) -> None:
    """A record on 31 March and one on 1 April fall on their sides."""
    held(world, date(2024, 3, 31))
    held(world, date(2024, 4, 1))
    assert [value("consultations.held", year) for year in (2022, 2023, 2024)] == [
        Value.counted(0),
        Value.counted(1),
        Value.counted(1),
    ]


def test_nobe_counts_records_and_jitsu_counts_firms(world: TinyWorld) -> None:
    """One firm that came three times: three visits, one firm."""
    company = world.company()
    for day in (1, 2, 3):
        held(world, date(2023, 5, day), company)
    assert value("consultations.held") == Value.counted(3)
    assert value("consultations.company_visits") == Value.counted(3)
    assert value("consultations.companies") == Value.counted(1)


def test_conditions_narrow_and_join(world: TinyWorld) -> None:
    """One code narrows; several codes are joined, and a firm under two of them still counts once."""
    company = world.company()
    held(world, date(2023, 5, 1), company, "desk")
    held(world, date(2023, 5, 2), company, "phone")
    held(world, date(2023, 5, 3), None, "round")
    assert value("consultations.held", mode="desk") == Value.counted(1)
    assert value("consultations.held", mode=["desk", "phone"]) == Value.counted(2)
    assert value("consultations.companies", mode=["desk", "phone"]) == Value.counted(1)


def test_a_year_the_programme_did_not_run_is_not_zero(world: TinyWorld) -> None:
    """Not offered and zero are different answers."""
    assert value("consultations.held", 2021) == NOT_OFFERED
    assert value("consultations.held", 2022) == Value.counted(0)


def test_a_course_without_a_call_is_not_offered(world: TinyWorld) -> None:
    """「-件」 where there was no call, 0件 where there was one and nobody was adopted."""
    course = Course.objects.create(programme=world.programme, code="a", name="A")
    Call.objects.create(course=course, opened_on=date(2022, 5, 1), executed_in=2022, rate="2/3", cap=2_000_000)
    assert value("grants.adopted", 2022, course="a") == Value.counted(0)
    assert value("grants.adopted", 2023, course="a") == NOT_OFFERED
    assert value("grants.rate", 2022, course="a") == Value.counted(Fraction(2, 3))
    assert value("grants.rate", 2023, course="a") == NOT_OFFERED


def test_two_terms_of_one_course_contradict_each_other(world: TinyWorld) -> None:
    """A rate is one record's own value; two different ones are an error, never a sum."""
    course = Course.objects.create(programme=world.programme, code="a", name="A")
    for rate in ("1/2", "2/3"):
        Call.objects.create(course=course, opened_on=date(2023, 5, 1), executed_in=2023, rate=rate, cap=1)
    with pytest.raises(UserError, match="同じ年度の違う値"):
        value("grants.rate", course="a")


def test_a_fair_still_followed_up_is_pending(world: TinyWorld) -> None:
    """No deals yet is 未集計 until the follow-up is finished; then it is zero."""
    fair = Fair.objects.create(
        programme=world.programme, name="商談会", starts_on=date(2024, 3, 31), ends_on=date(2024, 4, 1), place="東京都"
    )
    assert value("fairs.deals") == PENDING
    fair.followed_up_on = date(2024, 6, 1)
    fair.save()
    assert value("fairs.deals") == Value.counted(0)


def test_a_borrowed_figure_is_pending_until_it_comes(world: TinyWorld) -> None:
    """Not received is 未集計; received as zero is zero; a replacement counts instead of what it replaces."""
    assert value("figures.borrowed", item="その他") == PENDING
    source = SourceDocument.objects.create(title="報告")
    facts = {
        "programme": world.programme, "item": "その他", "fiscal_year": 2023, "sender": world.organisation(),
        "received_on": date(2024, 4, 20), "source": source,
    }  # fmt: skip
    first = BorrowedFigure.objects.create(number=0, **facts)
    assert value("figures.borrowed", item="その他") == Value.counted(0)
    first.superseded_on = date(2024, 5, 1)
    first.save()
    BorrowedFigure.objects.create(number=36, **facts)
    assert value("figures.borrowed", item="その他") == Value.counted(36)


def test_borrowed_figures_keep_their_own_unit(world: TinyWorld) -> None:
    """Decimals and negatives as given; money of several units adds up in yen, units that do not go together stay uncounted."""
    facts = {
        "programme": world.programme, "fiscal_year": 2023, "sender": world.organisation(), "received_on": date(2024, 4, 20),
        "source": SourceDocument.objects.create(title="報告"),
    }  # fmt: skip
    for item, number, unit in (
        ("率", "12.5", "%"),
        ("差", "-0.25", "ポイント"),
        ("額", "9045.5", "千円"),
        ("他", "100", "円"),
    ):
        BorrowedFigure.objects.create(item=item, number=number, unit=unit, **facts)
    given = {item: value("figures.borrowed", item=item) for item in ("率", "差", "額")}
    assert {item: printed(v, v.given_in) for item, v in given.items()} == {
        "率": "12.5%",
        "差": "-0.25ポイント",
        "額": "9,045.5千円",
    }
    assert given["額"] == Value.counted(9_045_500) and printed(given["額"], "万円") == "904.55万円"
    assert value("figures.borrowed", item=["額", "他"]) == Value.counted(9_045_600)
    assert value("figures.borrowed", item=["額", "率"]) == PENDING


@pytest.mark.parametrize(
    ("start", "end", "stands"),
    [
        (date(2020, 4, 1), None, True),
        (date(2024, 3, 31), None, True),
        (date(2024, 4, 1), None, False),
        (date(2020, 4, 1), date(2024, 3, 31), True),
        (date(2020, 4, 1), date(2024, 3, 30), False),
    ],
)
def test_a_stock_is_what_stands_on_31_march(world: TinyWorld, start: date, end: date | None, stands: bool) -> None:
    """Begun on or before the day, and not ended before it."""
    Registration.objects.create(
        programme=world.programme, company=world.company(), side="buyer", registered_on=start, ended_on=end
    )
    assert value("orders.registered", side="buyer") == Value.counted(int(stands))


def opening(world: TinyWorld, number: int, base: int = 2010) -> OpeningBalance:
    return OpeningBalance.objects.create(
        measure="consultations.held", programme=world.programme, base_year=base, records_from=2022, number=number,
        source=SourceDocument.objects.create(title="累計表"),
    )  # fmt: skip


def test_a_cumulative_figure_starts_from_its_opening_balance(world: TinyWorld) -> None:
    """Opening balance and recorded years; records before the balance's end are not counted twice."""
    opening(world, 100)
    for day in (date(2021, 6, 1), date(2022, 6, 1), date(2023, 6, 1), date(2024, 6, 1)):
        held(world, day)
    cell = Cell.of("consultations.held", "main", Since(2010, 2023))
    assert evaluate([cell])[cell] == Value.counted(102)
    assert records(cell).count() == 2
    assert [step.number for step in arithmetic(cell)] == [100, 1, 1]


def test_each_cumulative_figure_has_its_own_base_year(world: TinyWorld) -> None:
    """A balance since 2010 is not that of a figure since 2012."""
    opening(world, 100)
    cell = Cell.of("consultations.held", "main", Since(2012, 2023))
    assert evaluate([cell])[cell] == Value.counted(0)


@pytest.mark.parametrize("code", ["consultations.companies", "orders.registered"])
def test_firms_and_stocks_are_never_added_over_years(world: TinyWorld, code: str) -> None:
    """A sum of 実数 or of a balance over years means nothing, and is refused."""
    with pytest.raises(UserError, match="累計できません"):
        evaluate([Cell.of(code, "main", Since(2022, 2023))])


def test_an_unknown_programme_is_named(world: TinyWorld) -> None:
    """The message names the code that is not in the register."""
    with pytest.raises(UserError, match="「nowhere」"):
        value("consultations.held", programme="nowhere")


def test_the_number_and_its_records_agree(world: TinyWorld) -> None:
    """The list behind a figure has exactly its records, and a record knows its figures."""
    mine = held(world, date(2023, 6, 1), mode="desk")
    held(world, date(2023, 6, 1), mode="round")
    held(world, date(2022, 6, 1), mode="desk")
    cell = Cell.of("consultations.held", "main", InYear(2023), {"mode": "desk"})
    other = Cell.of("consultations.held", "main", InYear(2022), {"mode": "desk"})
    assert list(records(cell)) == [mine]
    assert cells_counting([mine], [cell, other]) == {cell}


def test_shares_of_firms_along_what_is_not_theirs_are_refused(world: TinyWorld) -> None:
    """A firm that came by phone and in person would stand under both: no shares of that."""
    with pytest.raises(ValueError, match="do not add up"):
        breakdown("consultations.companies", "main", InYear(2023), "mode")


def test_a_report_of_many_cells_asks_few_queries(world: TinyWorld, django_assert_max_num_queries) -> None:
    """Cells of one measure and the same conditions share one query, however many there are."""
    for mode in ("desk", "round", "phone"):
        held(world, date(2023, 6, 1), mode=mode)
    cells = [
        Cell.of("consultations.company_visits", "main", InYear(y), {"mode": m})
        for y in (2022, 2023)
        for m in ("desk", "round", "phone", "visit")
    ]
    with django_assert_max_num_queries(3):
        assert sum(int(v.number or 0) for v in evaluate(cells).values()) == 3


@pytest.mark.parametrize(
    ("number", "unit", "qualifier", "text"),
    [
        (1077, "件", "", "1,077件"), (74, "社", "延べ", "延べ74社"), (9_045_000, "千円", "", "9,045千円"), (0, "件", "", "0件"),
        (2_000_000, "万円", "", "200万円"), (Fraction(1, 2), "以内", "", "2分の1以内"), (1_500_000, "万円", "", "150万円"),
        (12_345_678, "万円", "", "1,234.5678万円"), (12_345_678, "百万円", "", "12.345678百万円"), (-3_000, "万円", "", "-0.3万円"),
        (1_234_500_000, "億円", "", "12.345億円"), (99_999_999_999, "億円", "", "999.99999999億円"), (-9_045_500, "千円", "", "-9,046千円"),
        (Fraction(25, 2), "%", "", "12.5%"), (Fraction(-1, 4), "ポイント", "", "-0.25ポイント"), (Fraction(-2, 3), "件", "", "-3分の2件"),
        (1_000_000_000_000, "億円", "約", "約10,000億円"),
    ],
)  # fmt: skip
def test_figures_print_as_the_centre_prints_them(number, unit: str, qualifier: str, text: str) -> None:
    """Commas, 延べ, 千円, 万円 and rates."""
    assert printed(Value.counted(number), unit, qualifier) == text


def test_the_three_states_print_apart() -> None:
    """0件, -件 and 未集計."""
    assert [printed(v, "件") for v in (Value.counted(0), NOT_OFFERED, PENDING)] == ["0件", "-件", "未集計"]
    assert State.PENDING is PENDING.state


@pytest.mark.parametrize("period", [InYear(2023), Since(2003, 2023)])
def test_cells_and_periods_read_back_from_their_keys(period) -> None:
    """A frozen figure's key finds its question again."""
    cell = Cell.of("consultations.held", "main", period, {"mode": ["round", "desk"], "category": "a"})
    assert Cell.parse(cell.key()) == cell
    assert parse_period(period.key()) == period


@pytest.mark.parametrize(
    ("change", "says"), [({"rule": ""}, "has no rule"), ({"code": "consultations.held"}, "already declared")]
)
def test_an_incomplete_declaration_names_file_and_line(change: dict[str, str], says: str) -> None:
    """A measure without its rule in words, or with a code already taken, never starts."""
    declaration = {
        "code": "test.x", "label": "x", "rule": "x", "unit": "件", "population": Consultation.objects.all, "count": Distinct("pk"),
        "timing": Flow("fiscal_year", "相談日"), "programme": "programme_id",
    } | change  # fmt: skip
    with pytest.raises(DeclarationError, match=rf"test_engine\.py:\d+.*{says}"):
        measure(**declaration)

"""Counting of days: the worked cases of the office, the calendar's edges, and what must hold for any date."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.core.days import Due, Facts, OpenDays, read_rule
from banso.core.days.counting import (
    clear_days_after,
    clear_days_before,
    days_after,
    days_before,
    days_from,
    month_end,
    months_after,
    months_before,
    months_from,
)
from banso.core.errors import UserError

DAY = timedelta(days=1)
SEVEN_DAYS = 7
NEW_YEAR = {date(2026, 12, d): "年末年始の休業日" for d in (29, 30, 31)} | {
    date(2027, 1, 1): "元日",
    date(2027, 1, 2): "年末年始の休業日",
    date(2027, 1, 3): "年末年始の休業日",
}
GOLDEN_WEEK = {date(2024, 5, 3): "憲法記念日", date(2024, 5, 4): "みどりの日", date(2024, 5, 5): "こどもの日"} | {
    date(2024, 5, 6): "振替休日"
}
HOUSE = OpenDays(NEW_YEAR | GOLDEN_WEEK)
NAMES = {"granted": "交付決定", "completed": "事業完了", "meeting": "理事会の日"}

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
numbers = st.integers(1, 400)
months = st.integers(1, 60)
houses = st.builds(
    OpenDays,
    st.dictionaries(st.dates(date(2020, 1, 1), date(2021, 12, 31)), st.just("休業日"), max_size=200),
    st.frozensets(st.dates(date(2020, 1, 1), date(2021, 12, 31)), max_size=20),
)
near = st.dates(date(2020, 1, 1), date(2021, 12, 31))


def due(rule: dict[Any, Any], *, year: int | None = None, house: OpenDays = HOUSE, **dates: date | None) -> Due | None:
    return read_rule(rule).due(Facts(dates, house, NAMES, year))


def on(rule: dict[Any, Any], *, year: int | None = None, **dates: date | None) -> date | None:
    found = due(rule, year=year, **dates)
    return found and found.on


def said(rule: dict[Any, Any], *, year: int | None = None, **dates: date | None) -> str:
    found = due(rule, year=year, **dates)
    assert found is not None
    return found.sentence


# The worked cases


def test_a_notice_of_one_clear_week_leaves_seven_days_between() -> None:
    """The council of Friday 26 June 2026: notices go out on Thursday the 18th, not on Friday the 19th."""
    assert on({"clear_weeks": 1, "before": "meeting"}, meeting=date(2026, 6, 26)) == date(2026, 6, 18)
    assert (date(2026, 6, 26) - date(2026, 6, 18)).days - 1 == SEVEN_DAYS


def test_accounts_lie_open_two_weeks_before_the_council() -> None:
    """From 12 June for 26 June 2026; a board safe in both readings meets on the 11th, fifteen days earlier."""
    assert on({"weeks": 2, "before": "meeting"}, meeting=date(2026, 6, 26)) == date(2026, 6, 12)
    assert on({"clear_weeks": 2, "before": "meeting"}, meeting=date(2026, 6, 26)) == date(2026, 6, 11)


@pytest.mark.parametrize(
    ("cause", "last"),
    [
        (date(2023, 6, 27), date(2023, 7, 11)),
        (date(2023, 7, 31), date(2023, 8, 14)),
        (date(2023, 8, 3), date(2023, 8, 17)),
        (date(2026, 12, 18), date(2027, 1, 4)),
    ],
)
def test_a_registration_is_due_within_two_weeks_and_moves_over_the_new_year(cause: date, last: date) -> None:
    assert on({"weeks": 2, "after": "cause", "roll": "forward"}, cause=cause) == last


def test_directors_report_again_once_more_than_four_months_have_passed() -> None:
    """After 31 October 2023 not yet on 29 February 2024, but on 1 March."""
    assert on({"clear_months": 4, "after": "report"}, report=date(2023, 10, 31)) == date(2024, 3, 1)
    assert months_after(date(2023, 10, 31), 4) == date(2024, 2, 29)


def test_a_month_of_sessions_is_full_on_the_same_day_of_the_next() -> None:
    """Sessions from 1 June: not a month on the 29th, a month on 1 July."""
    assert on({"clear_months": 1, "from": "first"}, first=date(2024, 6, 1)) == date(2024, 7, 1)


def test_five_years_of_keeping_end_with_the_same_day() -> None:
    assert on({"years": 5, "after": "completed"}, completed=date(2024, 3, 31)) == date(2029, 3, 31)


@pytest.mark.parametrize(
    ("completed", "last"),
    [(date(2028, 3, 25), date(2028, 4, 10)), (date(2027, 12, 1), date(2027, 12, 31))],
)
def test_a_report_is_due_in_thirty_days_or_by_the_tenth_of_april(completed: date, last: date) -> None:
    rule = {
        "earliest": [
            {"days": 30, "after": "completed"},
            {"on": "4-10", "fiscal_year": "next", "of": "completed"},
        ]
    }
    assert on(rule, completed=completed) == last


@pytest.mark.parametrize(
    ("completed", "last"),
    [(date(2027, 1, 31), date(2027, 2, 28)), (date(2027, 3, 20), date(2027, 4, 10))],
)
def test_a_report_is_due_in_a_month_or_by_the_tenth_of_april(completed: date, last: date) -> None:
    rule = {"earliest": [{"months": 1, "after": "completed"}, {"on": "4-10", "fiscal_year": "next", "of": "completed"}]}
    assert on(rule, completed=completed) == last


def test_a_grant_may_be_declined_for_ten_days_the_day_of_the_letter_not_counted() -> None:
    assert on({"days": 10, "after": "granted"}, granted=date(2024, 6, 3)) == date(2024, 6, 13)


@pytest.mark.parametrize(
    ("granted", "last"),
    [(date(2023, 10, 10), date(2024, 2, 15)), (date(2024, 2, 20), date(2024, 6, 17))],
)
def test_progress_is_reported_half_a_month_after_the_third_months_end(granted: date, last: date) -> None:
    """15 June 2024 is a Saturday: the report is due on Monday the 17th."""
    rule = {"days": 15, "after": {"month_end": 3, "after": "granted"}, "roll": "forward"}
    assert on(rule, granted=granted) == last


@pytest.mark.parametrize(
    ("settled", "opens", "closes"),
    [
        (date(2024, 2, 20), date(2024, 4, 1), date(2024, 5, 31)),
        (date(2024, 2, 29), date(2024, 4, 1), date(2024, 5, 31)),
        (date(2024, 3, 1), date(2025, 4, 1), date(2025, 5, 31)),
        (date(2024, 3, 5), date(2025, 4, 1), date(2025, 5, 31)),
    ],
)
def test_the_first_window_for_outcomes_opens_next_april_if_settled_by_february(
    settled: date, opens: date, closes: date
) -> None:
    window = {"on": "4-1", "after": {"month_end": 1, "after": "settled"}}
    # 29 February: a month later ends on 31 March; 1 March: on 30 April
    assert on(window, settled=settled) == opens
    assert on({"on": "5-31", "after": window}, settled=settled) == closes
    sixth = {"on": "4-1", "after": {"years": 4, "after": window}}
    assert on(sixth, settled=settled) == opens.replace(year=opens.year + 5)


def test_an_instalment_due_on_a_sunday_is_in_time_on_monday_where_the_rule_says_so() -> None:
    rule = {"days": 0, "after": "agreed"}
    assert on({**rule, "roll": "forward"}, agreed=date(2024, 3, 31)) == date(2024, 4, 1)
    assert on(rule, agreed=date(2024, 3, 31)) == date(2024, 3, 31)


def test_guarantors_are_told_within_two_months_of_knowing() -> None:
    """30 December 2023: there is no 30 February, the period ends on the 29th."""
    assert on({"months": 2, "after": "known"}, known=date(2023, 12, 30)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("issued", "last"), [(date(2024, 1, 15), date(2024, 4, 15)), (date(2023, 11, 30), date(2024, 2, 29))]
)
def test_a_certificate_counts_for_three_months(issued: date, last: date) -> None:
    assert on({"months": 3, "after": "issued"}, issued=issued) == last


def test_an_expert_reports_within_five_days_and_a_defect_is_mended_in_five_business_days() -> None:
    assert on({"days": 5, "after": "visit"}, visit=date(2024, 6, 6)) == date(2024, 6, 11)
    assert on({"business_days": 5, "after": "asked"}, asked=date(2024, 5, 1)) == date(2024, 5, 10)


def test_what_has_passed_is_the_day_after_the_period() -> None:
    """起算して30日を経過した日: the day after the thirtieth, the first counted."""
    assert on({"clear_days": 30, "from": "told"}, told=date(2024, 6, 1)) == date(2024, 7, 1)
    assert days_from(date(2024, 6, 1), 30) == date(2024, 6, 30)


# The calendar's edges


@pytest.mark.parametrize(
    ("day", "number", "last"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 30), 1, date(2023, 2, 28)),
        (date(2023, 2, 28), 1, date(2023, 3, 31)),  # begins on 1 March: the whole month
        (date(2024, 2, 28), 1, date(2024, 3, 28)),
        (date(2024, 4, 30), 1, date(2024, 5, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2019, 3, 31), 1, date(2019, 4, 30)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
    ],
)
def test_months_follow_the_calendar(day: date, number: int, last: date) -> None:
    assert months_after(day, number) == last


def test_months_from_the_first_end_with_the_month() -> None:
    assert months_from(date(2024, 4, 1), 1) == date(2024, 4, 30)
    assert months_from(date(2024, 2, 1), 1) == date(2024, 2, 29)
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)


def test_a_day_of_the_fiscal_year_of_the_terms() -> None:
    assert on({"on": "3-10"}, year=2023) == date(2024, 3, 10)
    assert on({"on": "4-1"}, year=2023) == date(2023, 4, 1)
    assert on({"on": "2-末"}, year=2023) == date(2024, 2, 29)
    assert on({"on": "3-31", "fiscal_year": 2, "of": "granted"}, granted=date(2024, 3, 31)) == date(2026, 3, 31)
    assert on({"on": "3-10"}) is None


def test_yaml_reads_a_bare_on_as_true_and_it_is_still_a_day_of_the_year() -> None:
    assert on({True: "3-10"}, year=2023) == date(2024, 3, 10)


def test_what_has_not_happened_gives_no_date() -> None:
    assert on({"days": 10, "after": "granted"}) is None
    assert on({"days": 10, "after": "granted"}, granted=None) is None
    both = [{"days": 30, "after": "completed"}, {"on": "3-10"}]
    assert on({"earliest": both}, year=2023) == date(2024, 3, 10)
    assert on({"latest": both}, year=2023) is None
    assert on({"days": 1, "after": {"days": 1, "after": "granted"}}) is None


def test_an_open_day_of_the_centres_own_wins_over_weekend_and_holiday() -> None:
    house = OpenDays({date(2024, 5, 3): "憲法記念日"}, frozenset({date(2024, 5, 4), date(2024, 5, 3)}))
    assert [house.why_closed(date(2024, 5, day)) for day in (3, 4, 5, 6)] == ["", "", "日曜日", ""]


def test_rolling_back_finds_the_last_open_day() -> None:
    found = due({"days": 0, "after": "granted", "roll": "back"}, granted=date(2027, 1, 3))
    assert found is not None
    assert found.on == date(2026, 12, 28)
    assert found.sentence.endswith("。1月3日が年末年始の休業日のため前開所日の令和8年12月28日")


# The sentences


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"days": 10, "after": "granted"}, "交付決定の日(令和6年5月10日)の翌日から数えて10日目"),
        ({"days": 10, "from": "granted"}, "交付決定の日(令和6年5月10日)を初日として数えて10日目"),
        ({"days": 14, "before": "granted"}, "交付決定の日(令和6年5月10日)の14日前の日"),
        ({"days": 0, "after": "granted"}, "交付決定の日(令和6年5月10日)の当日"),
        ({"months": 2, "after": "granted"}, "交付決定の日(令和6年5月10日)の翌日から数えて2か月の末日"),
        ({"clear_weeks": 1, "before": "granted"}, "交付決定の日(令和6年5月10日)の前に丸1週間をおいた日"),
        ({"clear_days": 3, "before": "granted"}, "交付決定の日(令和6年5月10日)の前に中3日をおいた日"),
        ({"clear_days": 30, "from": "granted"}, "交付決定の日(令和6年5月10日)を初日として数えて30日を経過した日"),
        ({"business_days": 5, "after": "granted"}, "交付決定の日(令和6年5月10日)の翌日から数えて5開所日目"),
        ({"month_end": 0, "after": "granted"}, "交付決定の日(令和6年5月10日)の月の末日"),
        ({"month_end": 3, "after": "granted"}, "交付決定の日(令和6年5月10日)の月から3か月後の月の末日"),
        ({"on": "3-10"}, "令和6年度の3月10日"),
        ({"on": "4-10", "fiscal_year": "next"}, "令和7年度の4月10日"),
        (
            {"on": "4-10", "fiscal_year": "next", "of": "granted"},
            "交付決定の日(令和6年5月10日)の翌年度である令和7年度の4月10日",
        ),
        ({"on": "2-末", "after": "granted"}, "交付決定の日(令和6年5月10日)の後に最初に来る2月末日"),
        (
            {"days": 14, "after": "granted", "soft": True, "basis": "派遣要領第5条"},
            "交付決定の日(令和6年5月10日)の翌日から数えて14日目(目安)【派遣要領第5条】",
        ),
        (
            {"days": 1, "after": "granted", "roll": "forward"},
            "交付決定の日(令和6年5月10日)の翌日から数えて1日目。5月11日が土曜日のため翌開所日の5月13日",
        ),
        (
            {"days": 3, "after": {"month_end": 0, "after": "granted"}},
            "交付決定の日(令和6年5月10日)の月の末日(令和6年5月31日)の翌日から数えて3日目",
        ),
        (
            {"earliest": [{"days": 30, "after": "granted"}, {"on": "3-10"}]},
            "交付決定の日(令和6年5月10日)の翌日から数えて30日目(令和6年度の3月10日(令和7年3月10日)より早いため)",
        ),
    ],
)
def test_each_rule_says_how_its_date_came_about(rule: dict[str, Any], sentence: str) -> None:
    assert said(rule, year=2024, granted=date(2024, 5, 10)) == sentence


def test_a_date_across_the_change_of_era_is_counted_and_said_in_both_eras() -> None:
    rule = {"days": 30, "after": "granted", "roll": "forward"}
    house = OpenDays({date(2019, 5, 1): "天皇の即位の日", date(2019, 5, 2): "国民の休日"})
    found = due(rule, house=house, granted=date(2019, 4, 1))
    assert found == Due(
        date(2019, 5, 3),
        "交付決定の日(平成31年4月1日)の翌日から数えて30日目。5月1日が天皇の即位の日のため翌開所日の5月3日",
    )
    assert said({"on": "4-10", "fiscal_year": "next"}, year=2018) == "令和元年度の4月10日"
    nested = {"days": 1, "after": {"days": 30, "after": "granted"}}
    assert "(令和元年5月1日)" in said(nested, granted=date(2019, 4, 1))


# What cannot be read


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("10日", "のように書いてください"),
        ({}, "数え方がどれも書かれていません"),
        ({"days": 10, "weeks": 1, "after": "granted"}, "daysとweeksが同時に書かれています"),
        ({"days": 10}, "どれか一つを書いてください"),
        ({"days": 10, "after": "granted", "before": "meeting"}, "どれか一つを書いてください"),
        ({"days": 10, "after": "grantd"}, "「grantd」という段階はありません。「granted」ではありませんか"),
        ({"days": 10, "after": "zzz"}, "使えるのは completed、granted です"),
        ({"days": "十", "after": "granted"}, "days の「十」は、0から10,000までの整数"),
        ({"days": True, "after": "granted"}, "整数にしてください"),
        ({"weeks": 0, "after": "granted"}, "1以上にしてください"),
        ({"days": 1, "after": "granted", "rol": "forward"}, "「rol」はここには書けません"),
        ({"days": 1, "after": "granted", "roll": "up"}, "forward(翌開所日)か back(前開所日)"),
        ({"days": 1, "after": "granted", "soft": "yes"}, "true か false"),
        ({"days": 1, "after": ""}, "何の日から数えるか"),
        ({"on": "2-29"}, "毎年ある月日ではありません"),
        ({"on": "13-1"}, "毎年ある月日ではありません"),
        ({"on": "4-0"}, "毎年ある月日ではありません"),
        ({"on": "3-10", "fiscal_year": "last"}, "this(当年度)、next(翌年度)"),
        ({"on": "3-10", "after": "granted", "of": "granted"}, "「of」はここには書けません"),
        ({"earliest": [{"on": "3-10"}]}, "二つ以上の決め方"),
        ({"earliest": [{"on": "3-10"}, {"days": 1, "after": "x"}]}, "「x」という段階はありません"),
        ({"clear_business_days": 1, "after": "granted"}, "数え方がどれも書かれていません"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_by_name(rule: Any, part: str) -> None:
    with pytest.raises(UserError) as refused:
        read_rule(rule, events=("granted", "completed"))
    assert part in str(refused.value)


def test_a_rule_names_what_it_is_counted_from() -> None:
    rule = read_rule({"earliest": [{"days": 1, "after": {"on": "4-1", "after": "a"}}, {"on": "3-1", "of": "b"}]})
    assert rule.events() == {"a", "b"}


# What must hold for any date


@given(days, numbers)
def test_before_undoes_after(day: date, number: int) -> None:
    assert days_before(days_after(day, number), number) == day
    assert clear_days_before(clear_days_after(day, number), number) == day
    assert (clear_days_after(day, number) - day).days - 1 == number
    assert days_from(day, number) + DAY == days_after(day, number)


@given(days, days, months)
def test_a_later_start_never_ends_earlier(one: date, other: date, number: int) -> None:
    first, second = sorted((one, other))
    for count in (months_after, months_from, months_before, month_end, days_after, days_before):
        assert count(first, number) <= count(second, number)


@given(days, months, months)
def test_more_months_end_later_and_never_leave_the_month_after_next(day: date, number: int, more: int) -> None:
    assert months_after(day, number) < months_after(day, number + more)
    assert month_end(day, number) <= month_end(months_after(day, number), 0)
    assert (month_end(day, number) + DAY).day == 1


@given(days, months)
def test_months_back_from_the_end_of_months_come_no_later_than_their_start(day: date, number: int) -> None:
    back = months_before(months_after(day, number), number)
    assert day - 3 * DAY <= back <= day


@given(days, months)
def test_months_after_the_last_of_a_month_end_with_a_month(day: date, number: int) -> None:
    last = month_end(day, 0)
    assert months_after(last, number) == month_end(last, number)


@given(houses, near, st.sampled_from(["forward", "back"]), st.integers(0, 60))
def test_what_is_rolled_is_never_on_a_closed_day_and_skips_only_closed_ones(
    house: OpenDays, day: date, roll: str, number: int
) -> None:
    plain = due({"days": number, "after": "x"}, house=house, x=day)
    moved = due({"days": number, "after": "x", "roll": roll}, house=house, x=day)
    assert plain is not None
    assert moved is not None
    assert house.is_open(moved.on)
    first, second = sorted((plain.on, moved.on))
    between = [first + n * DAY for n in range((second - first).days + 1)]
    assert [one for one in between if house.is_open(one)] == [moved.on]
    assert (moved.on >= plain.on) if roll == "forward" else (moved.on <= plain.on)


@given(houses, near, st.integers(1, 30))
def test_business_days_count_open_days_only(house: OpenDays, day: date, number: int) -> None:
    last = house.business_days_after(day, number)
    counted = [day + n * DAY for n in range(1, (last - day).days + 1)]
    assert sum(house.is_open(one) for one in counted) == number
    assert house.is_open(last)
    if house.is_open(day):
        assert house.business_days_before(last, number) == day
        assert house.business_days_from(day, number + 1) == last


@given(near, near, near)
def test_the_earliest_is_no_later_than_any_and_the_latest_no_earlier(a: date, b: date, c: date) -> None:
    rules = [{"days": 3, "after": "a"}, {"months": 1, "after": "b"}, {"weeks": 2, "before": "c"}]
    each = [on(rule, a=a, b=b, c=c) for rule in rules]
    dates = [one for one in each if one]
    assert on({"earliest": rules}, a=a, b=b, c=c) == min(dates)
    assert on({"latest": rules}, a=a, b=b, c=c) == max(dates)

"""Calls: copied from last year's, laid out in one form, open to the second, ended early."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from banso.office.reviews import services as judging
from banso.work.grants import calling, services
from banso.work.grants.models import Call, CostCategory, Frame, Window
from conftest import TinyWorld, flat

from .test_budgets import category
from .worked import DAY, applied, called, terms


def windowed(call: Call, name: str = "第1回", **facts: Any) -> Window:
    given = {"opens_on": date(2024, 4, 1), "closes_on": date(2024, 5, 10)} | facts
    made: Window = services.record_window(call=call, name=name, by=None, **given)
    return Window.objects.get(pk=made.pk)


def at(day: date, *clock: int) -> datetime:
    return datetime.combine(day, time(*clock), timezone.get_current_timezone())


def test_last_years_call_is_copied_with_all_that_belongs_to_it(world: TinyWorld) -> None:
    terms(world, values={"cut": 1000})
    call = called(world, budget=5_000_000, closes_on=date(2024, 5, 10))
    services.record_frame(by=None, call=call, name="小規模企業者", rate="3/4", cap=900_000)
    category(call, "機械装置費", position=1, share="1/2")
    windowed(call, opens_on=date(2024, 2, 29))
    panel = judging.record_panel(
        programme=world.programme, name="令和6年度", held_on=date(2024, 6, 3), due_on=date(2024, 6, 1), total_floor=60,
        by=None,
    )  # fmt: skip
    judging.record_criterion(panel=panel, place=1, name="新規性", points=20, by=None)
    application = applied(world, call, frame=Frame.objects.get())
    judging.record_candidate(panel=panel, case=application.case, place=1, by=None)
    made = calling.copy_call(call, by=None)
    assert (made.opened_on, made.closes_on, made.executed_in) == (date(2025, 4, 1), date(2025, 5, 10), 2025)
    assert (str(made.rate), made.cap, made.budget) == ("2/3", 1_000_000, 5_000_000)
    assert list(made.frames.values_list("name", "cap")) == [("小規模企業者", 900_000)]
    assert [str(one.share) for one in made.categories.all()] == ["1/2"]
    window = made.windows.get()
    assert (window.opens_on, window.closes, window.name) == (date(2025, 2, 28), at(date(2025, 5, 10), 17), "第1回")
    assert calling.latest_terms(calling.known_procedure("grant"), world.programme, 2025).content["values"] == {
        "cut": 1000
    }
    copied = type(panel).objects.exclude(pk=panel.pk).get()
    assert (copied.held_on, copied.total_floor) == (date(2025, 6, 3), 60)
    assert list(copied.criteria.values_list("name", "points")) == [("新規性", 20)]
    with pytest.raises(ValidationError, match="すでにあります"):
        calling.copy_call(call, by=None)


def test_a_window_is_open_to_its_last_second(world: TinyWorld) -> None:
    call = called(world)
    assert "画面からの申請を受け付けていません" in calling.why_closed(call, at(DAY, 12))
    first = windowed(call)
    second = windowed(call, "第2回", opens_on=date(2024, 6, 1), closes_on=date(2024, 6, 1))
    last = date(2024, 5, 10)
    moments = [
        (at(date(2024, 4, 1), 8, 59, 59), None, "令和6年4月1日 9:00から"),
        (at(date(2024, 4, 1), 9), first, ""),
        (at(last, 17, 0, 0), first, ""),
        (at(last, 17, 0, 0) + timedelta(milliseconds=999), first, ""),
        (at(last, 17, 0, 1), None, "「第2回」の受付は令和6年6月1日 9:00から"),
        (at(date(2024, 6, 1), 16, 59, 59), second, ""),
        (at(date(2024, 6, 1), 17, 0, 1), None, "令和6年6月1日 17:00に締め切りました"),
    ]
    for moment, window, said in moments:
        assert calling.window_at(call, moment) == window
        assert said in calling.why_closed(call, moment) and bool(said) == (window is None)


def test_a_receipt_that_was_ended_early_refuses_with_the_reason(world: TinyWorld) -> None:
    call = called(world)
    windowed(call)
    with pytest.raises(ValidationError, match="理由を入れて"):
        calling.end_early(call, reason=" ", by=None)
    calling.end_early(call, reason="予算額に達したため", at=at(date(2024, 4, 20), 12), by=None)
    assert calling.window_at(call, at(date(2024, 4, 20), 11, 59))
    assert "予算額に達したため" in calling.why_closed(call, at(date(2024, 4, 20), 12, 0, 1))
    with pytest.raises(ValidationError, match="すでに終了"):
        calling.end_early(call, reason="もう一度", by=None)
    applied(world, call, opened_on=date(2024, 4, 20))
    with pytest.raises(ValidationError, match="予算額に達したため.*届いた日を受付日に"):
        applied(world, call, opened_on=date(2024, 4, 21))


def test_windows_frames_and_categories_in_one_form(world: TinyWorld, client: Client) -> None:
    call = called(world)
    small = category(call, "旅費")
    client.force_login(world.user("manager", is_superuser=True))
    page = reverse("grant-call-layout", args=[call.pk])
    days = {"opens_on": "R6.4.1", "opens_at": "09:00", "closes_on": "R6.5.10", "closes_at": "17:00"}
    typed = {f"windows-1-{name}": said for name, said in (days | {"name": "第1回"}).items()}
    typed |= {"frames-1-name": "小規模", "frames-1-rate": "３/４", "frames-1-cap": "９００，０００"}
    typed |= {"categories-1-name": "旅費", "categories-1-cap": "100,000", "categories-2-name": "委託費"}
    wrong = client.post(page, typed | {"frames-2-name": "中小", "frames-2-rate": "1", "frames-2-cap": ""})
    assert wrong.status_code == 422 and "申請枠2行目" in flat(wrong.content)
    refused = flat(client.post(page, typed | {"frames-1-rate": "1.5"}).content)
    assert "申請枠1行目" in refused, refused[refused.index("<h1>") :][:900]
    assert not Frame.objects.exists() and not Window.objects.exists()
    assert client.post(page, typed).status_code == 302
    assert list(call.categories.values_list("name", "cap")) == [("旅費", 100_000), ("委託費", None)]
    assert str(Frame.objects.get().rate) == "3/4" and Window.objects.get().closes == at(date(2024, 5, 10), 17)
    shown = flat(client.get(reverse("grant-call-panel", args=["grants", "call", call.pk])).content)
    assert "小規模 補助率3/4 上限900,000円" in shown and "締め切りました" in shown
    gone = typed | {"windows-1-gone": "on", "categories-1-gone": "on"}
    assert client.post(page, gone).status_code == 302
    assert not CostCategory.objects.filter(pk=small.pk).exists() and not Window.objects.exists()
    assert client.post(reverse("grant-call-copy", args=[call.pk])).status_code == 302
    assert Call.objects.count() == 2
    assert client.post(reverse("grant-call-end", args=[call.pk]), {"reason": "予算"}).status_code == 302
    assert calling.early_end_of(call)

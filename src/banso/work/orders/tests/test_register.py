"""The register, profiles and their cards."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from banso.core.errors import UserError
from banso.work.orders import services
from banso.work.orders.models import CardWord, Profile, Registration, SupplierCard
from banso.work.orders.reading import Vocabulary, words
from banso.work.orders.services.profiles import current_profile, facts_of
from banso.work.orders.sizes import parse_size
from conftest import TODAY, TinyWorld

from .making import LIMITS, profile, registration_of, supplier, term


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("", (None, None, None)),
        ("300", (300, None, None)),
        ("50×300x200", (300, 200, 50)),
        ("φ50×120", (120, 50, 50)),
        ("１００＊２０ｍｍ", (100, 20, None)),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, sides: tuple[int | None, ...]) -> None:
    """Longest first; a diameter is two sides."""
    assert parse_size(text) == sides


@pytest.mark.parametrize("text", ["大きめ", "1×2×3×4", "φ50×120×30", "-3", "300×"])
def test_a_size_that_is_none_is_refused(text: str) -> None:
    """The message repeats what was typed and how to write it."""
    with pytest.raises(UserError, match="寸法「"):
        parse_size(text)


def test_an_ended_registration_is_renewed_from_a_later_day(world: TinyWorld) -> None:
    """Not while it stands, nor on its last day; then as a new row beside the old."""
    company = supplier(world, capabilities="旋盤")
    standing = registration_of(company)
    with pytest.raises(UserError, match="今も続いています"):
        services.renew_registration(standing, on=TODAY, by=None)
    ended = services.correct_registration(standing, ended_on=date(2024, 3, 31), by=None)
    with pytest.raises(UserError, match="令和6年3月31日まで続いています"):
        services.renew_registration(ended, on=date(2024, 3, 31), by=None)
    services.renew_registration(ended, on=date(2024, 4, 1), by=None)
    rows = Registration.objects.order_by("pk").values_list("registered_on", "ended_on", "capabilities")
    assert list(rows) == [(date(2023, 4, 1), date(2024, 3, 31), "旋盤"), (date(2024, 4, 1), None, "旋盤")]
    assert SupplierCard.objects.get().registered_until is None


def test_each_visit_adds_a_profile_and_the_latest_counts(world: TinyWorld) -> None:
    """What was told before stays as it was; of two told on one day the later written one stands."""
    company = supplier(world)
    first = profile(company, "turning", told_on=date(2023, 5, 1), limits=LIMITS)
    second = profile(company, "milling", terms=["steel", "iso9001"])
    third = profile(company, "milling", "turning", terms=["steel"])
    assert current_profile(company, "supplier") == third
    assert list(Profile.objects.values_list("pk", flat=True)) == [third.pk, second.pk, first.pk]
    assert [str(row) for row in second.certificates] == ["ISO 9001"]
    assert facts_of(first)["capabilities"] == [{"process": term("turning"), "lead_days": None, **LIMITS}]
    card = SupplierCard.objects.get()
    assert (card.profile, card.processes) == (third, [term("milling").pk, term("turning").pk])


@pytest.mark.parametrize(("days", "stale"), [(365, False), (366, True)])
def test_a_profile_older_than_a_year_is_stale(world: TinyWorld, days: int, stale: bool) -> None:
    """A year and a day."""
    company = supplier(world)
    assert profile(company, told_on=TODAY - timedelta(days=days)).is_stale(TODAY) is stale


def test_a_profile_cannot_be_rewritten(world: TinyWorld) -> None:
    """The database refuses to change or take away what was told."""
    made = profile(supplier(world), "turning")
    for change in (lambda: Profile.objects.update(strengths="x"), lambda: made.capabilities.all().delete()):
        with pytest.raises(Error, match="Cannot"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"limits": {"lot_min": 100, "lot_max": 10}}, "最小ロットが最大ロットより大きく"),
        ({"capacity": "free"}, "聞いた日が必要"),
        ({"capacity": "unknown", "capacity_told_on": TODAY}, "聞いた日が必要"),
    ],
)
def test_a_profile_that_contradicts_itself_is_refused_whole(world: TinyWorld, facts, message: str) -> None:
    """One message, nothing written."""
    company = supplier(world)
    with pytest.raises(ValidationError, match=message):
        profile(company, "turning", **facts)
    assert not Profile.objects.exists()


def test_the_same_process_twice_is_refused(world: TinyWorld) -> None:
    """One row for each process."""
    with pytest.raises(ValidationError, match="1行にまとめて"):
        profile(supplier(world), "turning", "turning")


def test_a_text_speaks_of_terms_by_any_of_their_names(world: TinyWorld) -> None:
    """Width and case do not matter; the longest name wins; PP is not in PPS, and a lone 鉄 not in 鉄道."""
    mentioned = Vocabulary.load().mentioned
    assert [str(t) for t in mentioned("ＮＣ旋盤とｓｕｓの板金")] == ["旋盤加工", "ステンレス", "板金加工"]
    assert [str(t) for t in mentioned("射出成形型をつくる")] == ["金型製作"]
    assert [str(t) for t in mentioned("PPS、鉄道、MCP")] == []
    assert [str(t) for t in mentioned("PPと鉄")] == ["汎用樹脂", "一般鋼材"]


def test_words_are_the_telling_ones_each_once() -> None:
    """Particles, numbers and what every profile says are left out."""
    assert words("薄物の溶接と薄物の検査に対応\n3個から") == ["薄物", "溶接", "検査"]


def test_word_counts_follow_the_cards(world: TinyWorld) -> None:
    """After each change they are what a rebuilding would count."""
    one, two = supplier(world, capabilities="薄物の溶接"), supplier(world, capabilities="厚物の溶接")
    profile(one, strengths="治具も自社")
    profile(one, strengths="薄物が得意")
    services.correct_registration(registration_of(two), capabilities="塗装", by=None)
    kept = dict(CardWord.objects.filter(cards__gt=0).values_list("word", "cards"))
    cards = list(SupplierCard.objects.order_by("company_id").values("company_id", "processes", "mentioned", "words"))
    assert services.rebuild_cards() == 2
    assert dict(CardWord.objects.values_list("word", "cards")) == kept
    assert kept["溶接"] == 1 and "治具" not in kept
    again = SupplierCard.objects.order_by("company_id").values("company_id", "processes", "mentioned", "words")
    assert list(again) == cards


def test_a_new_name_of_a_term_is_found_in_texts_by_the_worker(world: TinyWorld) -> None:
    """Nobody has to save the suppliers again, and whoever changes the name does not wait for it."""
    supplier(world, capabilities="ろくろ挽き")
    assert SupplierCard.objects.get().mentioned == []
    turning = term("turning")
    services.correct_term(turning, synonyms=[*turning.synonyms, "ろくろ挽き"], by=None)
    assert ProcrastinateJob.objects.filter(task_name="rebuild_cards").count() == 1
    assert services.rebuild_cards() == 1
    assert SupplierCard.objects.get().mentioned == [turning.pk]

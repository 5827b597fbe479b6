"""Cases told in other words, asked as the runtime role: nothing comes from behind a wall, and what does is a look."""

from datetime import date

from django.test import Client
from django.urls import reverse

from banso.registers.models import Look, User
from banso.search.alike import ask_alike, read
from banso.search.jobs import find_alike
from banso.search.keeping import refresh
from banso.work.consultations.models import Consultation

from .walled import Walled, refused, run

MONEY = "お金のやりくりに困っている"


def indexed() -> None:
    """The worker has read every text."""
    run("RESET ROLE")
    while refresh():
        pass
    while read():
        pass
    run("SET LOCAL ROLE banso_app")


def asked_by(user: User) -> list[int]:
    """What the worker finds for a user, acting as that user under the runtime role."""
    run("RESET ROLE")
    question = ask_alike(by=user, typed=MONEY)
    run("SET LOCAL ROLE banso_app")
    find_alike(question_id=question.pk, user_id=user.pk)
    run("RESET ROLE")
    question.refresh_from_db()
    found = question.found
    run("SET LOCAL ROLE banso_app")
    assert found is not None
    return [key for kind, key, _ in found if kind == "consultations.consultation"]


def test_only_whoever_is_inside_finds_the_case(walled: Walled) -> None:
    """An open case of the same kind is found by both."""
    run("RESET ROLE")
    usual = Consultation.objects.exclude(pk=walled.consultation.pk).values_list("programme", flat=True).first()
    programme = usual or walled.programme.pk - 1
    open_one = Consultation.objects.create(
        programme_id=programme,
        company=walled.other,
        held_on=date(2023, 4, 2),
        mode="desk",
        note="資金のやりくりが苦しい",
    )
    indexed()
    assert set(asked_by(walled.inside)) == {walled.consultation.pk, open_one.pk}
    assert asked_by(walled.outside) == [open_one.pk]


def test_an_answer_is_its_askers_own_and_its_hits_are_looks(walled: Walled, clients: dict[str, Client]) -> None:
    """The page of another's question is not there; opening one's own is written down."""
    indexed()
    run("RESET ROLE")
    question = ask_alike(by=walled.inside, typed=MONEY)
    run("SET LOCAL ROLE banso_app")
    find_alike(question_id=question.pk, user_id=walled.inside.pk)
    page = reverse("search-alike-found", args=[question.pk])
    assert clients["outside"].get(page).status_code == 404
    assert "資金繰りが苦しい" in clients["inside"].get(page).content.decode()
    run("RESET ROLE")
    assert [(look.user.username, look.kind, look.number) for look in Look.objects.all()] == [("inside", "list", 1)]


def test_the_sketches_cannot_be_read_or_written(walled: Walled) -> None:
    indexed()
    assert run("SELECT count(*) FROM search_sketch") == [(0,)]
    refused("INSERT INTO search_sketch (document, bits) SELECT 1, NULL")

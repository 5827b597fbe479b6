"""The walls, asked in raw SQL as the runtime role: who is outside sees nothing, whatever pass they bring."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import Error, transaction
from django.test import Client
from django.utils.timezone import localdate

from banso.cases.models import Case, StageEntry
from banso.core.acting import act_for, pads, signed
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from banso.registers.models import Crossing, Look, Membership, User
from banso.registers.seeing import hidden_from
from banso.registers.walls import reason_to_be_open, wall_of
from banso.work.consultations.models import Consultation
from banso.work.dispatches.models import Visit

from .conftest import COUNTER, ROLE
from .walled import Walled, refused, run, said

WALLED_TABLES = (
    "consultations_consultation",
    "consultations_consultationevent",
    "consultations_consultation_themes",
    "consultations_consultationthemeevent",
    "dispatches_dispatch",
    "dispatches_dispatchevent",
    "dispatches_visit",
    "dispatches_visitevent",
    "cases_case",
    "cases_caseevent",
    "cases_stageentry",
    "cases_stageentryevent",
    "cases_standing",
    "dispatches_dispatchstep",
    "dispatches_dispatchstepevent",
    "figures_tallysubject",
    "figures_tallyentry",
)


def seen() -> dict[str, int]:
    """How many rows of the walled programme each table shows."""
    return {table: run(f"SELECT count(*) FROM {table}")[0][0] for table in WALLED_TABLES}


def test_every_kind_that_belongs_to_a_programme_is_behind_a_wall_or_public_with_a_reason(walled: Walled) -> None:
    """Out of the models themselves: a path to the programme, and a policy for the runtime role on table and history."""
    run("RESET ROLE")
    policed = {
        table for (table,) in run("SELECT tablename FROM pg_policies WHERE cmd = 'SELECT' AND %s = ANY (roles)", ROLE)
    }
    enabled = {table for (table,) in run("SELECT relname FROM pg_class WHERE relrowsecurity")}
    for model in apps.get_models(include_auto_created=True):
        own = [f for f in model._meta.fields if f.is_relation and f.related_model._meta.label == "registers.Programme"]
        table = model._meta.db_table
        if own and not hasattr(model, "pgh_tracked_model") and model._meta.label != "registers.Programme":
            assert bool(reason_to_be_open(model)) != (table in policed & enabled), model
        tracked = getattr(model, "pgh_tracked_model", None)
        if tracked and wall_of(tracked._meta.concrete_model):
            assert table in policed & enabled, model


def test_without_a_pass_nothing_walled_is_there(walled: Walled) -> None:
    """No rows, no histories, no counts; nothing can be changed or added."""
    assert set(seen().values()) == {0}
    run("UPDATE consultations_consultation SET note = 'x'")
    run("DELETE FROM cases_stageentry")
    refused(
        "INSERT INTO cases_case (programme_id, company_id, opened_on, summary, created_at, updated_at, procedure, title, alias,"
        " number) VALUES (%s, %s, '2023-04-01', '', now(), now(), 'stages', '', '', '')",
        walled.programme.pk,
        walled.company.pk,
    )
    run("RESET ROLE")
    assert Consultation.objects.get().note == "資金繰りが苦しい" and StageEntry.objects.count() == 1


def test_a_member_sees_and_writes_and_an_outsider_does_not(walled: Walled) -> None:
    """The same questions with a pass of each."""
    act_for(walled.inside.pk)
    assert min(seen().values()) >= 1
    walled.consult(walled.other)
    assert Consultation.objects.count() == 2
    act_for(walled.outside.pk)
    assert set(seen().values()) == {0}
    refused(
        "INSERT INTO registers_membership (user_id, unit_id, starts_on, created_at, updated_at)"
        " VALUES (%s, %s, '2020-01-01', now(), now())",
        walled.outside.pk,
        walled.unit.pk,
    )
    run("UPDATE registers_membership SET user_id = %s", walled.outside.pk)
    run("UPDATE registers_programme SET walled_to_id = NULL")
    run("UPDATE registers_user SET password = 'x' WHERE id = %s", walled.inside.pk)
    assert set(seen().values()) == {0}
    assert User.objects.get(pk=walled.inside.pk).password != "x"


@pytest.mark.parametrize("day", [-1, 1])
def test_a_membership_counts_on_its_days_only(walled: Walled, day: int) -> None:
    """One that ended yesterday, or begins tomorrow, opens nothing; its last day still does."""
    run("RESET ROLE")
    member = Membership.objects.get()
    if day < 0:
        member.ends_on = localdate()
        member.save()
        run(f"SET LOCAL ROLE {ROLE}")
        act_for(walled.inside.pk)
        assert Case.objects.count() == 2
        run("RESET ROLE")
        member.ends_on = localdate() - timedelta(days=1)
    else:
        member.starts_on = localdate() + timedelta(days=1)
    member.save()
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(walled.inside.pk)
    assert set(seen().values()) == {0}


def test_a_grant_opens_one_company_for_looking(walled: Walled) -> None:
    """That company's records with what belongs to them, no other's; not for writing; not after its last day."""
    run("RESET ROLE")
    other = walled.consult(walled.other)
    grant = Crossing.objects.create(
        user=walled.outside, programme=walled.programme, company=walled.company, reason="連携支援",
        starts_on=localdate(), ends_on=localdate(), given_by=walled.inside,
    )  # fmt: skip
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(walled.outside.pk)
    assert set(Consultation.objects.all()) == {walled.consultation} and other.pk
    assert (Visit.objects.count(), StageEntry.objects.count()) == (1, 1)
    assert Consultation.objects.update(note="x") == 0
    run("DELETE FROM dispatches_visit")
    assert Visit.objects.count() == 1
    run("RESET ROLE")
    grant.starts_on = grant.ends_on = localdate() - timedelta(days=1)
    grant.save()
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(walled.outside.pk)
    assert set(seen().values()) == {0}


def test_a_grant_of_the_whole_programme_is_for_looking_too(walled: Walled) -> None:
    """Every record is seen, none can be added."""
    run("RESET ROLE")
    Crossing.objects.create(
        user=walled.outside, programme=walled.programme, reason="監査", starts_on=localdate(), ends_on=localdate(),
        given_by=walled.inside,
    )  # fmt: skip
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(walled.outside.pk)
    assert Consultation.objects.count() == 1
    with pytest.raises(Error), transaction.atomic():
        walled.consult(walled.other)


def forged() -> list[str]:
    process, moment = run("SELECT pg_backend_pid(), banso_moment()")[0]
    return [
        f"user:USER:{process}:{moment}:",
        signed("guessed", f"user:USER:{process}:{moment}"),
        signed("guessed", f"system:0:{process}:"),
        f"system:0:{process}::",
        "user:USER",
        "::::",
        "user:99999999999999999999:1:1:1",
    ]


def test_no_pass_can_be_forged(walled: Walled) -> None:
    """Unsigned, signed with a guessed key, or malformed: the walls stay closed. The key cannot be read."""
    for attempt in forged():
        run("SELECT set_config('banso.pass', %s, true)", attempt.replace("USER", str(walled.inside.pk)))
        assert set(seen().values()) == {0}, attempt
    refused("SELECT * FROM banso_pass_key")
    refused("CREATE OR REPLACE FUNCTION public.banso_actor() RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'")
    refused("ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY")


def test_a_pass_is_worth_nothing_with_another_user_process_or_moment(walled: Walled, settings: object) -> None:
    """Replayed in another connection, in a later transaction, or with the user exchanged."""
    process, moment = run("SELECT pg_backend_pid(), banso_moment()")[0]
    key = settings.PASS_KEY
    mine = signed(key, f"user:{walled.outside.pk}:{process}:{moment}")
    for attempt in (
        mine.replace(f"user:{walled.outside.pk}:", f"user:{walled.inside.pk}:"),
        signed(key, f"user:{walled.inside.pk}:{process + 1}:{moment}"),
        signed(key, f"user:{walled.inside.pk}:{process}:{int(moment) - 1}"),
        signed(key, f"system:0:{process}:"),
        signed(key, f"system:0:{process}:{moment}"),
    ):
        run("SELECT set_config('banso.pass', %s, true)", attempt)
        assert set(seen().values()) == {0}, attempt
    run("SELECT set_config('banso.pass', %s, true)", signed(key, f"user:{walled.inside.pk}:{process}:{moment}"))
    assert min(seen().values()) >= 1


def test_the_operators_pass_is_worth_nothing_in_a_later_process_of_the_same_number(walled: Walled) -> None:
    """A process number comes round again, the moment it was started at does not."""
    process, started = run("SELECT pg_backend_pid(), banso_started()")[0]
    run("RESET ROLE")
    (key,) = run("SELECT key FROM banso_pass_key WHERE kind = 'system'")[0]
    run(f"SET LOCAL ROLE {ROLE}")
    assert started.isdigit()
    for moment, actor in ((started, 0), (str(int(started) - 1), None), ("", None)):
        run("SELECT set_config('banso.pass', %s, true)", signed(key, f"system:0:{process}:{moment}"))
        assert run("SELECT banso_actor()") == [(actor,)], moment


def test_a_login_that_is_switched_off_sees_nothing(walled: Walled) -> None:
    """Even with a pass of its own."""
    run("RESET ROLE")
    User.objects.filter(pk=walled.inside.pk).update(is_active=False)
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(walled.inside.pk)
    assert set(seen().values()) == {0}


def test_counting_sees_every_record_but_no_words(walled: Walled) -> None:
    """The counting role answers figures of a walled programme; names, notes and subjects are refused."""
    run(f"SET LOCAL ROLE {COUNTER}")
    cell = Cell.of("pipelines.cases", "secret", InYear(2023))
    assert run("SELECT count(id), count(DISTINCT programme_id) FROM cases_case") == [(2, 1)]
    for words in (
        "SELECT note FROM consultations_consultation",
        "SELECT summary FROM cases_case",
        "SELECT subject FROM dispatches_dispatch",
        "SELECT name FROM registers_company",
        "SELECT name FROM registers_person",
        "SELECT note FROM consultations_consultationevent",
        "SELECT * FROM registers_user",
        "UPDATE cases_case SET company_id = company_id",
    ):
        refused(words)
    run("RESET ROLE")
    assert evaluate([cell])[cell].number == 1


def test_the_signature_is_the_usual_hmac() -> None:
    """The pads kept by the database give HMAC-SHA256, so that its check and Python's agree."""
    inner, outer = pads("key")
    assert (len(inner), len(outer), inner[:3]) == (64, 64, bytes(b ^ 0x36 for b in b"key"))


PAGES = (
    "/",
    "/consultations/consultation/",
    "/consultations/consultation/?q=資金繰り",
    "/consultations/consultation/?q=壁の中",
    "/consultations/consultation/?format=csv",
    "/consultations/consultation/?format=print",
    "/dispatches/dispatch/",
    "/dispatches/dispatch/?format=csv",
    "/dispatches/visit/",
    "/cases/case/",
    "/cases/case/?format=csv",
    "/cases/stageentry/",
    "/registers/look/",
    "/registers/crossing/",
    "/pick/cases.case/?q=壁の中",
    "/year/",
)


def tells(page: str, walled: Walled) -> bool:
    """Whether a page gives away that there is a record: its text, its link, or its client as one of its rows."""
    link = f"/consultations/consultation/{walled.consultation.pk}/"
    return any(words in page for words in ("資金繰りが苦しい", link, f"/cases/case/{walled.case.pk}/", "特定調停"))


def test_no_page_tells_an_outsider(walled: Walled, clients: dict[str, Client]) -> None:
    """Lists, searches, exports, print, pickers and the first page: empty outside, and the member finds the record."""
    found = [address for address in PAGES if tells(said(clients["outside"], address), walled)]
    assert found == []
    assert tells(said(clients["inside"], "/consultations/consultation/?q=資金繰り"), walled)
    assert "<strong>0件</strong>" in said(clients["outside"], "/consultations/consultation/?all=1")
    assert "<strong>1件</strong>" in said(clients["inside"], "/consultations/consultation/?all=1")


def test_the_companys_own_pages_do_not_tell(walled: Walled, clients: dict[str, Client]) -> None:
    """The register and the whole history of a company that has walled records look as if it had none."""
    for address in (f"/registers/company/{walled.company.pk}/", f"/companies/{walled.company.pk}/"):
        assert not tells(said(clients["outside"], address), walled)
        assert tells(said(clients["inside"], address), walled)


def test_a_guessed_address_is_not_found(walled: Walled, clients: dict[str, Client]) -> None:
    """Reading, changing, its figures, its readers: the same answer as for a record that never was."""
    for template in (
        "/consultations/consultation/{}/",
        "/consultations/consultation/{}/edit/",
        "/report/record/consultations/consultation/{}/",
        "/people/records/consultations/consultation/{}/",
    ):
        walled_answer = clients["outside"].get(template.format(walled.consultation.pk))
        none = clients["outside"].get(template.format(10**9))
        assert (walled_answer.status_code, none.status_code) == (404, 404), template
        assert clients["inside"].get(template.format(walled.consultation.pk)).status_code == 200
    address = "/consultations/consultation/{}/edit/"
    posted = [clients["outside"].post(address.format(pk), {"note": "x"}) for pk in (walled.consultation.pk, 10**9)]
    assert posted[0].status_code == posted[1].status_code >= 400
    assert posted[0].content.replace(str(walled.consultation.pk).encode(), b"") == posted[1].content.replace(
        b"1" + b"0" * 9, b""
    )


def test_nothing_is_written_into_a_walled_programme_from_outside(walled: Walled, clients: dict[str, Client]) -> None:
    """The form says who may, and nothing stays."""
    facts = {"programme": walled.programme.pk, "company": walled.other.pk, "opened_on": "R5.5.1", "summary": ""}
    refusal = clients["outside"].post("/cases/case/new/", facts)
    assert refusal.status_code == 422 and "担当部署の職員だけ" in refusal.content.decode()
    assert clients["inside"].post("/cases/case/new/", facts).status_code == 302


def test_each_look_inside_is_written_down(walled: Walled, clients: dict[str, Client]) -> None:
    """The record, the list and the file; the outsider's tries leave nothing, and cannot see the log."""
    clients["outside"].get("/consultations/consultation/")
    clients["inside"].get(f"/consultations/consultation/{walled.consultation.pk}/")
    clients["inside"].get("/consultations/consultation/?all=1")
    clients["inside"].get("/consultations/consultation/?format=csv")
    run("RESET ROLE")
    looks = [look for look in Look.objects.order_by("pk") if look.subject == "相談記録"]
    assert [(look.user, look.kind, look.number) for look in looks] == [
        (walled.inside, "record", 1), (walled.inside, "list", 1), (walled.inside, "list", 1), (walled.inside, "export", 1),
    ]  # fmt: skip
    assert looks[0].record_id == walled.consultation.pk
    with pytest.raises(Error), transaction.atomic():
        Look.objects.all().delete()


def test_who_could_see_and_who_did(walled: Walled, clients: dict[str, Client]) -> None:
    """The member with her days and her look; not the outsider, until a grant of another day."""
    clients["inside"].get(f"/consultations/consultation/{walled.consultation.pk}/")
    page = said(clients["inside"], f"/people/records/consultations/consultation/{walled.consultation.pk}/")
    assert "inside" in page and "outside" not in page and "記録を開いた" in page


def test_a_walled_figure_says_its_number_and_no_more(walled: Walled) -> None:
    """What decides it in Python agrees with what the database decides."""
    run("RESET ROLE")
    assert hidden_from(walled.inside) == set() and hidden_from(walled.outside) == {walled.programme.pk}
    run(f"SET LOCAL ROLE {ROLE}")
    for user in (walled.inside, walled.outside):
        act_for(user.pk)
        assert set(run("SELECT unnest(banso_hidden_programmes())")) == {(pk,) for pk in hidden_from(user)}

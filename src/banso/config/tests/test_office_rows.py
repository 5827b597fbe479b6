"""What the office does about a case, tried in raw SQL by someone who is logged in: nothing is done in another's name."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.services import take_step
from banso.core.acting import act_for
from banso.core.series import take_number
from banso.office.approvals.models import Absence, Act, Draft, Holding, Station, Version
from banso.office.approvals.services import circulate, seal
from banso.office.guests.models import Guest
from banso.office.payments import services as paying
from banso.office.payments.models import Account
from banso.procedures.approving import propose_each, propose_step, waiting_steps
from banso.procedures.taking import take
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Staff, Unit, User
from banso.work.dispatches.models import DispatchStep
from banso.work.dispatches.procedure import DISPATCH
from banso.work.dispatches.services import open_dispatch, record_dispatch

from .conftest import ROLE
from .office import DAY, Office
from .walled import refused, run


def test_nobody_drafts_or_seals_in_anothers_name(office: Office) -> None:
    """Nor at a place where another was asked, nor decides her own draft; what is one's own is written."""
    act_for(office.walled.outside.pk)
    refused(
        "INSERT INTO approvals_draft (created_at, updated_at, matter, kind, title, amount, restrictions, drafter_id, drafted_on)"
        " VALUES (now(), now(), '', 'x', '偽の伺い', 0, '{}', %s, now())",
        office.staff["clerk"].pk,
    )
    for deed, staff, station in (
        ("decide", "nobody", "nobody"), ("decide", "clerk", "clerk"), ("decide", "outside", "nobody"), ("approve", "outside", "clerk"),
    ):  # fmt: skip
        refused(*office.act(deed, staff, station))
    run(*office.act("decide", "outside", "outside"))
    act_for(office.clerk.pk)
    refused(*office.act("decide", "clerk", "clerk"))
    refused("UPDATE approvals_draft SET amount = 1")
    refused("UPDATE approvals_act SET comment = 'x'")
    refused("DELETE FROM approvals_act")


def test_a_matter_is_decided_by_the_seat_the_table_says(office: Office) -> None:
    """Not by whoever put herself on the way, with a seat that is not hers or too low; nor for one who is not away."""
    run("RESET ROLE")
    other = Draft.objects.create(kind="x", title="他人の伺い", drafter=office.staff["nobody"], drafted_on=DAY)
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(office.clerk.pk)
    put = (
        "INSERT INTO approvals_station (draft_id, round, \"order\", role, seat_id, staff_id) VALUES (%s, 1, %s, 'decide', %s, %s)"
        " RETURNING id"
    )
    decide = (
        "INSERT INTO approvals_act (draft_id, round, station_id, deed, staff_id, comment, digest, at)"
        " VALUES (%s, 1, %s, 'decide', %s, '', '', now())"
    )
    clerk = office.staff["clerk"].pk
    for order, seat in enumerate((None, office.lower.pk, office.seat.pk)):
        ((station,),) = run(put, other.pk, order, seat, clerk)
        refused(decide, other.pk, station, clerk)
    act_for(office.walled.outside.pk)
    refused(*office.act("decide", "outside", "nobody", acting_for="nobody"))


def test_a_substitute_acts_while_the_other_is_away(office: Office) -> None:
    """And not once she is back."""
    run("RESET ROLE")
    Holding.objects.filter(seat=office.seat).update(staff=office.staff["nobody"])
    away = Absence.objects.create(
        staff=office.staff["nobody"], substitute=office.staff["outside"], starts_on=DAY, until=localdate()
    )
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(office.walled.outside.pk)
    refused(*office.act("decide", "outside", "nobody", acting_for="nobody"))
    run("RESET ROLE")
    Absence.objects.filter(pk=away.pk).update(until=localdate() + timedelta(days=1))
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(office.walled.outside.pk)
    run(*office.act("decide", "outside", "nobody", acting_for="nobody"))


def test_a_step_that_waits_for_a_decision_is_not_written_without_one(office: Office) -> None:
    """By the verbs it is drafted, looked at beforehand, decided and written; once for each decision."""
    run("RESET ROLE")
    programme, expert = office.case.programme, office.walled.expert
    lay_down_terms(
        DISPATCH, programme=programme, fiscal_year=2023, content={"approvals": {"decided": "dispatch"}}, by=None
    )
    of_case = {"programme": programme, "company": office.walled.other, "opened_on": DAY}
    opened = open_dispatch(expert=expert, subject="原価管理", by=None, **of_case)
    for code in ("requested", "checked"):
        take(opened.case, code, {"taken_on": DAY}, by=None)
    with pytest.raises(ValidationError, match="決裁が必要です"):
        record_dispatch(
            expert=expert,
            subject="前からの派遣",
            decided_on=DAY,
            by=None,
            programme=programme,
            company=office.walled.other,
        )
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(office.clerk.pk)
    draft = propose_step(opened.case, DISPATCH.step_kinds["decided"], {"visits_planned": 3}, by=office.clerk)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    with pytest.raises(Error, match="waits for a decision"), transaction.atomic():
        take_step(DispatchStep, opened.case, same={"step": "decided"}, taken_on=DAY)
        run("SET CONSTRAINTS ALL IMMEDIATE")
    version, station = draft.versions.get(), draft.stations.get(role="decide")
    with pytest.raises(Error, match="says what it would write"), transaction.atomic():
        Version.objects.create(draft=draft, round=2, body="伺い", payload=version.payload, digest="0")
    act_for(office.walled.outside.pk)
    for turn in draft.turns.all():  # the clerk's own seat is below, and is hers
        assert turn.staff == office.staff["outside"]
    shown = {"case": opened.case, "step": "decided", "taken_on": localdate(), "visits_planned": 3}
    for other in (
        {"visits_planned": 9}, {"visits_planned": None}, {"committed": 1}, {"note": "別の額"}, {"round": 2}, {"taken_on": DAY},
    ):  # fmt: skip
        with pytest.raises(Error, match="not as it was shown"), transaction.atomic():
            decide_by_hand(draft, station, office.staff["outside"], shown | other)
    with transaction.atomic():
        decide_by_hand(draft, station, office.staff["outside"], shown)
        transaction.set_rollback(True)
    row = seal(draft, seen=draft.versions.get().digest, by=office.walled.outside)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    assert (row.step, row.visits_planned) == ("decided", 3)
    with pytest.raises(Error, match="waits for a decision"), transaction.atomic():
        DispatchStep.objects.create(case=opened.case, step="decided", taken_on=localdate(), visits_planned=9)
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_round_of_several_steps_is_written_as_each_was_shown(office: Office) -> None:
    """One draft decides a dispatch and refuses another; each case's row is held to what was shown of it, not of the other."""
    run("RESET ROLE")
    seals = {"approvals": {"decided": "dispatch", "refused": "dispatch"}}
    programme = office.case.programme
    lay_down_terms(DISPATCH, programme=programme, fiscal_year=2023, content=seals, by=None)
    of_case = {"programme": programme, "company": office.walled.other, "opened_on": DAY}
    first, second = (
        open_dispatch(expert=office.walled.expert, subject=subject, by=None, **of_case).case for subject in ("甲", "乙")
    )
    for case in (first, second):
        for code in ("requested", "checked"):
            take(case, code, {"taken_on": DAY}, by=None)
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(office.clerk.pk)
    kinds = DISPATCH.step_kinds
    rows = [(first, kinds["decided"], {"visits_planned": 3}), (second, kinds["refused"], {"note": "対象外"})]
    draft = propose_each(rows, by=office.clerk)
    assert [waiting_steps(case) for case in (first, second)] == [["decided", "refused"]] * 2
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    act_for(office.walled.outside.pk)
    station = draft.stations.get(role="decide")
    turned = {"case": second, "step": "decided", "taken_on": localdate(), "visits_planned": 3}
    with pytest.raises(Error, match="not as it was shown"), transaction.atomic():
        decide_by_hand(draft, station, office.staff["outside"], turned)
    made = seal(draft, seen=draft.versions.get().digest, by=office.walled.outside)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    assert [(row.case, row.step, row.note) for row in made] == [(first, "decided", ""), (second, "refused", "対象外")]


def decide_by_hand(draft: Draft, station: Station, staff: Staff, facts: dict[str, object]) -> None:
    """What the last seal does, in rows of one's own: the act, and the step with these facts."""
    digest = draft.versions.get().digest
    Act.objects.create(draft=draft, round=1, station=station, deed="decide", staff=staff, digest=digest)
    DispatchStep.objects.create(**facts)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")


def test_a_draft_of_words_alone_stands_behind_the_wall_it_was_filed_in(office: Office) -> None:
    """Its words, its way, its seals and its history are read inside; nobody outside files one there."""
    run("RESET ROLE")
    inner = Staff.objects.create(
        name="内の職員", unit=Unit.objects.get(code="unit"), user=office.walled.inside, joined_on=date(2020, 4, 1)
    )
    facts = {"title": "守秘の会合", "body": "伺います。", "readers": [inner]}
    with pytest.raises(ValidationError, match="だれが見られるか"), transaction.atomic():
        circulate(**facts, by=office.walled.inside)
    with pytest.raises(ValidationError, match="その部署の職員だけ"), transaction.atomic():
        circulate(**facts, programme=office.walled.programme, by=office.walled.outside)
    with pytest.raises(ValidationError, match="outsideはこの案件を見られない"), transaction.atomic():
        readers = {"readers": [inner, office.staff["outside"]]}
        circulate(**facts | readers, programme=office.walled.programme, by=office.walled.inside)
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(office.walled.inside.pk)
    draft = circulate(**facts, programme=office.walled.programme, by=office.walled.inside)
    quoting = circulate(**facts | {"title": "その結果"}, quotes=draft, by=office.walled.inside)
    assert quoting.programme == office.walled.programme
    circulate(**facts | {"title": "みんなに"}, in_the_open=True, by=office.walled.inside)
    for user, sees in ((office.walled.inside, True), (office.walled.outside, False)):
        act_for(user.pk)
        for table, key in (
            ("draft", "id"), ("draftevent", "pgh_obj_id"), ("version", "draft_id"), ("station", "draft_id"), ("act", "draft_id"),
            ("turn", "draft_id"), ("outcome", "draft_id"),
        ):  # fmt: skip
            found = run(f"SELECT count(*) FROM approvals_{table} WHERE {key} = ANY (%s)", [draft.pk, quoting.pk])
            assert (found != [(0,)]) is sees, table
        assert Draft.objects.filter(title="みんなに").exists()
    refused(
        "INSERT INTO approvals_draft (created_at, updated_at, matter, kind, title, amount, restrictions, drafter_id, drafted_on,"
        " programme_id) VALUES (now(), now(), '', 'x', 'x', 0, '{}', %s, now(), %s)",
        office.staff["outside"].pk, office.walled.programme.pk,
    )  # fmt: skip


def test_nobody_asks_for_or_lets_go_a_payment_in_anothers_name(office: Office) -> None:
    """And a file takes in only what two others let go; an account is never rewritten."""
    release = "INSERT INTO payments_release (order_id, place, by_id, at) VALUES (%s, %s, %s, now())"
    act_for(office.walled.outside.pk)
    refused(release, office.order.pk, 1, office.walled.inside.pk)
    run(release, office.order.pk, 1, office.walled.outside.pk)
    refused(release, office.order.pk, 2, office.walled.outside.pk)
    run("UPDATE payments_progress SET state = 'released'")
    with pytest.raises(Error, match="two others let it go"), transaction.atomic():
        paying.make_batch([office.order], sender=office.sender, pay_on=localdate(), by=office.walled.outside)
    refused("UPDATE payments_account SET number = '9999999'")
    refused("UPDATE payments_order SET net = 1")
    refused("DELETE FROM payments_release")
    act_for(office.clerk.pk)
    refused(release, office.order.pk, 2, office.clerk.pk)
    act_for(office.walled.inside.pk)
    run(release, office.order.pk, 2, office.walled.inside.pk)
    batch = paying.make_batch([office.order], sender=office.sender, pay_on=localdate(), by=office.walled.inside)
    assert batch.programme is None and Account.objects.get().number == "0000001"


def test_what_the_database_derives_is_written_by_nobody(office: Office) -> None:
    """Where a case stands, and which deadlines are open: not changed, added or taken away; with the case itself they go."""
    act_for(office.walled.outside.pk)
    for table, change in (("cases_standing", "closed = true"), ("deadlines_opendeadline", "due_on = '2030-01-01'")):
        refused(f"UPDATE {table} SET {change}")
        with pytest.raises(Error, match="follows from other rows"), transaction.atomic():
            run(f"DELETE FROM {table}")
            run("SET CONSTRAINTS ALL IMMEDIATE")
    refused("INSERT INTO cases_standing (case_id, step, since, round, closed) VALUES (%s, '', now(), 0, false)", 10**9)
    bare = Case.objects.create(programme=office.case.programme, company=office.walled.other, opened_on=DAY)
    bare.delete()
    run("SET CONSTRAINTS ALL IMMEDIATE")


def test_who_decides_is_said_by_managers_alone(office: Office) -> None:
    """A seat, its holder, the table of 専決, the account paid from, another's absence, and which login a member of staff is."""
    act_for(office.clerk.pk)
    own, other = office.staff["clerk"].pk, office.staff["outside"].pk
    absence = (
        "INSERT INTO approvals_absence (created_at, updated_at, staff_id, substitute_id, starts_on, until, reason)"
        " VALUES (now(), now(), %s, %s, %s, %s, '')"
    )
    days = (localdate(), localdate() + timedelta(days=1))
    refused(absence, other, own, *days)
    run(absence, own, other, *days)
    refused("UPDATE registers_staff SET user_id = NULL WHERE id = %s", other)
    refused("UPDATE registers_staff SET user_id = %s WHERE id = %s", office.clerk.pk, office.staff["nobody"].pk)
    for statement in (
        f"UPDATE approvals_holding SET staff_id = {own}",
        "UPDATE approvals_seat SET rank = 1",
        "UPDATE payments_sender SET number = '9999999'",
        "DELETE FROM approvals_holding",
    ):
        with connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 0, statement
    act_for(office.walled.outside.pk)
    run(f"UPDATE approvals_holding SET staff_id = {own} WHERE seat_id = {office.seat.pk}")
    assert Holding.objects.get(seat=office.seat).staff_id == own


def test_an_address_of_a_guests_opens_in_its_makers_name(office: Office) -> None:
    """Nobody makes one that opens what is walled in a colleague's name, or has one lead elsewhere; one's own can be shut."""
    guest = Guest.objects.create()
    made = "INSERT INTO guests_door (id, guest_id, digest, acts_for_id, expires_on) VALUES (%s, %s, %s, %s, %s)"
    act_for(office.walled.outside.pk)
    refused(made, uuid4(), guest.pk, "x", office.walled.inside.pk, DAY)
    run(made, uuid4(), guest.pk, "y", office.walled.outside.pk, DAY)
    for change in ("digest = 'mine'", f"acts_for_id = {office.walled.inside.pk}", "acts_for_id = NULL"):
        refused(f"UPDATE guests_door SET {change}")
    run("UPDATE guests_door SET shut_at = now(), expires_on = now()")


def test_payments_behind_a_wall_stay_behind_it(office: Office) -> None:
    """Their files, their totals of a year and how far their numbers have come are their own, and nobody else's to see."""
    run("RESET ROLE")
    secret = office.ask(office.walled.case, office.walled.inside)
    third = User.objects.create_user("third")
    others = [office.walled.outside, third]
    for one in others:
        paying.release([secret, office.order], count=2, total=secret.net + office.order.net, by=one)
    with pytest.raises(Exception, match="守秘の事業"), transaction.atomic():
        paying.make_batch([secret, office.order], sender=office.sender, pay_on=localdate(), by=third)
    made = [
        paying.make_batch([one], sender=office.sender, pay_on=localdate(), by=third) for one in (secret, office.order)
    ]
    assert [(batch.number, batch.programme) for batch in made] == [(1, office.walled.programme), (1, None)]
    take_number("case:walled", 2023)
    take_number("case:unit", 2023)
    Unit.objects.create(code="batch", name="系列と同じ名の守秘の部署", confidential=True)
    run(f"SET LOCAL ROLE {ROLE}")
    seen = {}
    for user in (office.walled.inside, office.walled.outside):
        act_for(user.pk)
        seen[user] = (
            run("SELECT count(*), sum(total) FROM payments_slip"),
            run("SELECT count(*) FROM payments_batch WHERE content LIKE '%%'"),
            run("SELECT count(*) FROM payments_batchevent"),
            {name for (name,) in run("SELECT name FROM core_numberseries")} - {"payments.batch", "case:unit"},
        )
    open_alone = ([(1, 30_000)], [(1,)], [(1,)], set())
    assert seen[office.walled.outside] == open_alone
    assert seen[office.walled.inside] == (
        [(2, 60_000)],
        [(2,)],
        [(2,)],
        {"case:walled", "payments.batch.walled.secret"},
    )

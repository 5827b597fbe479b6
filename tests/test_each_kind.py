"""One record of every kind: exactly the figures whose rules say so move, and back again when it is taken away."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from banso.cases.models import Case, Stage, StageEntry
from banso.figures.models import BorrowedFigure
from banso.registers.models import Company, Expert, Person, Post, PostAssignment, Programme, Staff
from banso.report.compose import questions
from banso.work.activities.models import Activity, ActivityCount
from banso.work.consultations.models import OutreachDay
from banso.work.dispatches.models import Visit
from banso.work.dispatches.services import record_dispatch
from banso.work.facilities.models import Facility, Room, Tenancy
from banso.work.fairs.models import Deal, Meeting, Participant
from banso.work.gatherings.models import Attendance, Award, Lecture, Presentation, Session, Talk
from banso.work.grants.models import Application, Decision
from banso.work.lending.models import Contract
from banso.work.members.models import Grade, Member
from banso.work.orders.models import Introduction, Outcome, Registration
from banso.work.placements.models import Placement, Vacancy
from banso.work.projects.models import YearDecision
from banso.work.publications.models import Issue, Publication
from banso.work.startups.models import Founding
from banso.work.succession.models import Diagnosis
from banso.work.surveys.models import Survey, SurveyTarget
from banso.work.turnaround.improvement import services as plans
from banso.work.turnaround.improvement.models import Accompaniment, PlanCase, Receipt
from banso.work.turnaround.models import JobsKept

from .test_reference_year import moved, values

LAST = date(2024, 3, 31)


def new_company() -> Company:
    return Company.objects.create(name="新しい企業")


def programme(code: str) -> Programme:
    return Programme.objects.get(code=code)


def outreach_day() -> Model:
    from banso.registers.models import Municipality

    town = Municipality.objects.filter(prefecture="青森県").exclude(name="").first()
    return OutreachDay.objects.create(programme=programme("yorozu"), held_on=LAST, municipality=town, venue="新会場")


def visit() -> Model:
    dispatch = record_dispatch(
        by=None,
        programme=programme("succession"),
        company=new_company(),
        expert=Expert.objects.first(),
        decided_on=LAST,
        subject="x",
    )
    return Visit.objects.create(dispatch=dispatch, visited_on=LAST)


def registration() -> Model:
    return Registration.objects.create(
        programme=programme("order-matching"), company=new_company(), side="supplier", registered_on=LAST
    )


def open_introduction() -> Introduction:
    return Introduction.objects.filter(outcome__isnull=True).first()


def introduction() -> Model:
    return Introduction.objects.create(inquiry=open_introduction().inquiry, supplier=new_company(), introduced_on=LAST)


def agreed() -> Model:
    return Outcome.objects.create(introduction=open_introduction(), result="agreed", settled_on=LAST, amount=1_000_000)


def declined() -> Model:
    return Outcome.objects.create(
        introduction=open_introduction(), result="declined", settled_on=LAST, reason_code="price"
    )


def target() -> Model:
    survey = Survey.objects.get(code="buyers", fiscal_year=2023)
    return SurveyTarget.objects.create(survey=survey, company=new_company(), sent_on=LAST)


def participant() -> Participant:
    fair = Participant.objects.filter(fair__programme__code="joint-fair").first().fair
    return Participant.objects.create(fair=fair, company=new_company(), side="supplier", prefecture="青森県")


def meeting() -> Model:
    deal = Deal.objects.filter(
        meeting__supplier__prefecture="青森県", meeting__fair__programme__code="joint-fair"
    ).first()
    taken = deal.meeting
    free = (
        Participant.objects.filter(fair=taken.fair, side="buyer")
        .exclude(meetings_as_buyer__supplier=taken.supplier)
        .first()
    )
    return Meeting.objects.create(fair=taken.fair, buyer=free, supplier=taken.supplier)


def deal() -> Model:
    without = Meeting.objects.filter(
        deal__isnull=True, supplier__prefecture="岩手県", fair__programme__code="joint-fair"
    ).first()
    return Deal.objects.create(meeting=without, agreed_on=date(2024, 9, 1), amount=2_000_000)


def session_of(code: str) -> Session:
    return Session.objects.filter(gathering__programme__code=code).first()


def attendance() -> Model:
    return Attendance.objects.create(
        session=session_of("gx-promotion"), person=Person.objects.create(name="来場者"), headcount=1
    )


def exhibitor() -> Model:
    return Attendance.objects.create(session=session_of("automotive-fair"), company=new_company())


def lecture() -> Model:
    return Lecture.objects.create(gathering=Lecture.objects.first().gathering, held_on=LAST, title="追加の講座")


def award() -> Model:
    return Award.objects.create(session=session_of("industry-forum"), division="特別部門", company=new_company())


def talk() -> Model:
    return Talk.objects.create(session=session_of("industry-forum"), theme="x", speaker="y")


def presentation() -> Model:
    return Presentation.objects.create(session=session_of("industry-forum"), presenter="新しい団体")


def session() -> Model:
    day = session_of("succession-training")
    return Session.objects.create(gathering=day.gathering, starts_on=LAST, ends_on=date(2024, 4, 1), place="青森市")


def grant() -> Model:
    of_course = Application.objects.filter(call__course__code="logistics")
    rejected = of_course.filter(case__standing__step="rejected").first()
    return Decision.objects.create(case=rejected.case, step="granted", taken_on=LAST, amount=500_000)


def project_year() -> Model:
    first = YearDecision.objects.get()
    return YearDecision.objects.create(project=first.project, decided_on=date(2024, 4, 1), amount=1_000_000)


def founding() -> Model:
    return Founding.objects.create(
        programme=programme("startup-support"), person=Person.objects.create(name="創業者"), founded_on=LAST
    )


def case_of(code: str) -> Case:
    return Case.objects.create(programme=programme(code), company=new_company(), opened_on=LAST)


def stage_entry() -> StageEntry:
    stage = Stage.objects.get(programme__code="revitalisation", code="completed")
    return StageEntry.objects.create(case=case_of("revitalisation"), stage=stage, taken_on=LAST)


def receipt() -> Model:
    of: dict[str, Any] = {"programme": programme("improvement-plans"), "company": new_company(), "opened_on": LAST}
    case = plans.open_plan(scheme="early", by=None, **of)
    return Receipt.objects.create(case=case, kind="claim", received_on=LAST)


def accompaniment() -> Model:
    case = PlanCase.objects.filter(scheme="full").first()
    return Accompaniment.objects.create(case=case, held_on=LAST)


def diagnosis() -> Model:
    return Diagnosis.objects.create(
        programme=programme("succession"), received_on=LAST, sender=Diagnosis.objects.first().sender
    )


def contract() -> Model:
    return Contract.objects.create(
        programme=programme("disaster-lending"), company=new_company(), number="新-1", made_on=LAST, principal=1
    )


def assignment() -> Model:
    staff = Staff.objects.first()
    return PostAssignment.objects.create(post=Post.objects.get(code="dx-coordinator"), staff=staff, starts_on=LAST)


def borrowed() -> Model:
    known = BorrowedFigure.objects.get(item="その他", fiscal_year=2023)
    BorrowedFigure.objects.filter(pk=known.pk).update(number=40)
    return known


FY = "FY2023"
KINDS: list[tuple[Callable[[], Model], dict[tuple[str, str, str], int]]] = [
    (outreach_day, {("consultations.outreach_days", "", FY): 1}),
    (visit, {("dispatches.visits", "", FY): 1}),
    (registration, {("orders.registered", "side=supplier", FY): 1}),
    (introduction, {("orders.introductions", "", FY): 1}),
    (agreed, {("orders.deals", "", FY): 1, ("orders.deal_amount", "", FY): 1_000_000}),
    (declined, {("orders.declined", "", FY): 1}),
    (target, {("surveys.surveyed", "survey=buyers", FY): 1}),
    (
        participant,
        {("fairs.companies", "side=supplier", FY): 1, ("fairs.companies", "prefecture=青森県;side=supplier", FY): 1},
    ),
    (meeting, {("fairs.meetings", "", FY): 1, ("fairs.meetings", "prefecture=青森県", FY): 1}),
    (deal, {("fairs.deals", "", FY): 1, ("fairs.deal_amount", "", FY): 2_000_000}),
    (lecture, {("gatherings.lectures", "", FY): 1}),
    (exhibitor, {("gatherings.exhibitors", "", FY): 1}),
    (award, {("gatherings.awards", "", FY): 1}),
    (talk, {("gatherings.talks", "", FY): 1}),
    (presentation, {("gatherings.presenters", "", FY): 1}),
    (session, {("gatherings.sessions", "", FY): 1}),
    (
        grant,
        {("grants.granted", "course=logistics", FY): 1, ("grants.granted_amount", "course=logistics", FY): 500_000},
    ),
    (project_year, {}),
    (founding, {("startups.founders", "", FY): 1}),
    (
        stage_entry,
        {("pipelines.entered", "stage=completed", FY): 1, ("pipelines.entered", "stage=completed", "FY2003-2023"): 1},
    ),
    (
        receipt,
        {
            ("turnaround.receipts", "kind=claim;scheme=early", FY): 1,
            ("turnaround.receipts", "kind=claim;scheme=early", "FY2017-2023"): 1,
        },
    ),
    (
        accompaniment,
        {
            ("turnaround.accompaniments", "scheme=full", FY): 1,
            ("turnaround.accompaniments", "scheme=full", "FY2012-2023"): 1,
        },
    ),
    (diagnosis, {("succession.diagnoses", "", FY): 1}),
    (contract, {("lending.companies", "", FY): 1, ("lending.contracts", "", FY): 1}),
    (assignment, {("governance.staff_in_post", "post=dx-coordinator", FY): 1}),
    (borrowed, {("figures.borrowed", "item=その他", FY): 4}),
]


@pytest.mark.parametrize(("make", "expected"), KINDS, ids=[make.__name__ for make, _ in KINDS])
def test_exactly_the_figures_whose_rules_say_so_move(
    reference: None, make: Callable[[], Model], expected: dict[Any, int]
) -> None:
    """Adding one record moves these figures by these amounts, and no other of the 182."""
    figures = questions(2023)
    before = values(figures)
    make()
    changes = {key: after - now for key, (now, after) in moved(before, values(figures)).items()}
    assert changes == expected


def test_kinds_that_the_reference_does_not_print_move_no_figure(reference: None) -> None:
    """A tenancy, a member, a count, an issue, a placement: of a programme that has records of other kinds."""
    figures, of = questions(2023), {"programme": programme("one-stop")}
    before = values(figures)
    house = Facility.objects.create(code="house", name="見本館", **of)
    room = Room.objects.create(facility=house, kind="office", name="1", opened_on=LAST)
    Tenancy.objects.create(room=room, company=new_company(), starts_on=LAST)
    Member.objects.create(grade=Grade.objects.create(code="x", name="x"), company=new_company(), joined_on=LAST, **of)
    item = Activity.objects.create(code="x", name="x", unit="件", **of)
    ActivityCount.objects.create(activity=item, counted_on=LAST, number=5)
    news = Publication.objects.create(code="news", title="x", **of)
    Issue.objects.create(publication=news, number="1", issued_on=LAST, copies=100)
    asked = Vacancy.objects.create(company=new_company(), received_on=LAST, work="x", terms="permanent", **of)
    Placement.objects.create(vacancy=asked, person=Person.objects.create(name="x"), introduced_on=LAST, hired_on=LAST)
    assert moved(before, values(figures)) == {}


def test_jobs_kept_follow_the_completion(reference: None) -> None:
    """Jobs count in the year in which the plan was completed, whenever they are entered."""
    figures = questions(2023)
    entry = stage_entry()
    before = values(figures)
    JobsKept.objects.create(completion=entry, employees=7)
    changes = {key: after - now for key, (now, after) in moved(before, values(figures)).items()}
    assert changes == {("turnaround.jobs_kept", "", FY): 7, ("turnaround.jobs_kept", "", "FY2003-2023"): 7}


def test_a_listed_sessions_figure_is_its_own(reference: None) -> None:
    """One more person at a seminar moves that row's figure by one."""
    figures = questions(2023)
    session_pk = session_of("gx-promotion").pk
    before = values(figures)
    attendance()
    changes = {key: after - now for key, (now, after) in moved(before, values(figures)).items()}
    assert changes == {("gatherings.attendees", f"session={session_pk}", FY): 1}

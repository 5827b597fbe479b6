"""A round of a thousand applications: lists and pages from the request to the finished HTML, the meeting's paper, the results, the draft of all
decisions and its seal, a thousand letters, and one case's file of sixty papers; a plain Django admin over the same rows in the same run.

python -m benchmarks.round_speed [APPLICATIONS] [FOLDER]    1,000 unless told; a data folder of its own (var/bench-round)

Asked as the runtime role, behind the walls. The round is run through by the real verbs, so each run begins a new one.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from .cases_speed import _cpu

APPLICATIONS, REVIEWERS, TIMES, RIVAL_TIMES, PAPERS = 1_000, 5, 20, 5, 60
ITEMS = (("適格性", 20), ("新規性", 20), ("市場性", 20), ("収益性", 20), ("妥当性", 20), ("地域性", 10))


def main(number: int, folder: Path) -> None:
    from banso.config.environment import ready

    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.desk.settings"
    with ready(folder):
        for line in compare(number):
            print(line, flush=True)


def compare(number: int) -> Iterator[str]:
    """Lines of results."""
    from django.test import Client

    from banso.core.acting import acting_for
    from banso.registers.models import User

    if not User.objects.exists():
        _found()
    clerk, chief = User.objects.get(username="clerk"), User.objects.get(username="chief")
    browser, admin = Client(), Client()
    browser.force_login(clerk)
    admin.force_login(User.objects.get(username="bench"))
    with acting_for(clerk.pk):
        panel, cases = yield from _begun(number, clerk)
    _scored(panel.pk)
    gc.collect()
    gc.freeze()
    yield from _pages(browser, admin, panel)
    with acting_for(clerk.pk):
        yield from _papers(panel)
        yield from _results(browser, panel)
    yield from _decided(browser, panel, chief)
    yield from _letters(clerk, panel)
    yield from _file(clerk, cases[0])


def _found() -> None:
    """The centre: its people and who decides what."""
    from banso.config.accounts import create_user
    from banso.office.approvals.models import Rule, Seat
    from banso.office.approvals.services import record_holding
    from banso.registers.models import Programme, ProgrammeYear, Staff, Unit, User
    from banso.registers.services.reference_data import load_reference_data

    load_reference_data(by=None)
    unit = Unit.objects.create(code="unit", name="総合支援課")
    for name in ("clerk", "chief", "bench"):
        user = create_user(name, name, "manager", "bench-12345-bench")
        if name != "bench":
            Staff.objects.create(name=name, unit=unit, joined_on=date(2004, 4, 1), user=user)
    User.objects.filter(username="bench").update(is_superuser=True, is_staff=True)  # the admin asks for it
    seat = Seat.objects.create(code="president", title="理事長", rank=30)
    Rule.objects.create(kind="grant", label="補助金", seat=seat, valid_from=date(2020, 4, 1))
    record_holding(seat=seat, staff=Staff.objects.get(name="chief"), starts_on=date(2020, 4, 1), by=None)
    programme = Programme.objects.create(code="subsidy", started_in=2004)
    for year in range(2023, date.today().year + 1):
        ProgrammeYear.objects.create(programme=programme, fiscal_year=year, name="新商品開発補助金")


def _begun(number: int, clerk: Any) -> Iterator[str]:
    """A call, its applications, and a panel with points from every reviewer; seconds of what people wait for."""
    from banso.office.reviews import services as judging
    from banso.procedures.judging import amounts_of
    from banso.registers.models import Programme

    programme, mark = Programme.objects.get(code="subsidy"), f"{time.time():.0f}"
    clock = time.perf_counter()
    cases = _applied(number, programme, mark, clerk)
    yield f"{number:,} applications taken in one by one: {time.perf_counter() - clock:.1f} s"
    panel = _panel(number, programme, mark, clerk)
    clock = time.perf_counter()
    amounts = amounts_of(cases)
    judging.add_candidates(panel, [(one, amounts[one.pk]) for one in cases], by=clerk)
    judging.assign_all(panel, by=clerk)
    yield f"{number:,} put before the panel and assigned to five reviewers: {time.perf_counter() - clock:.1f} s"
    return panel, cases


def _applied(number: int, programme: Any, mark: str, clerk: Any) -> list[Any]:
    """The cases of so many companies that apply to a new call."""
    from django.utils.timezone import localdate

    from banso.core.fiscal import fiscal_year_of
    from banso.procedures.terms import lay_down_terms
    from banso.registers.models import Company
    from banso.work.grants import services
    from banso.work.grants.procedure import GRANT

    today = localdate()
    facts: dict[str, Any] = {"programme": programme, "fiscal_year": fiscal_year_of(today)}
    lay_down_terms(GRANT, content={"approvals": {"adopted": "grant"}}, by=None, **facts)
    course = services.record_course(programme=programme, code=f"c{mark}", name="一般枠", by=None)
    facts = {"opened_on": today, "executed_in": fiscal_year_of(today), "rate": "2/3", "cap": 1_000_000}
    call = services.record_call(course=course, budget=number * 400_000, by=None, **facts)
    while Company.objects.count() < number:
        Company.objects.create(name=f"株式会社見本{Company.objects.count()}")
    said = {"expense": 1_500_000, "requested": 800_000, "opened_on": today, "call": call}
    companies = Company.objects.order_by("pk")[:number]
    return [
        services.record_application(company=company, title=f"新商品{place}", by=clerk, **said).case
        for place, company in enumerate(companies)
    ]


def _panel(number: int, programme: Any, mark: str, clerk: Any) -> Any:
    """A panel with its criteria and its reviewers."""
    from django.utils.timezone import localdate

    from banso.office.reviews import services as judging

    today = localdate()
    limits = {"budget": number * 400_000, "total_floor": 50, "reserves": number // 10}
    days = {"held_on": today + timedelta(days=9), "due_on": today + timedelta(days=5)}
    panel = judging.record_panel(programme=programme, name=f"審査会 {mark}", by=clerk, **days, **limits)
    for place, (name, points) in enumerate(ITEMS, 1):
        judging.record_criterion(panel=panel, place=place, name=name, points=points, mean_floor=points // 4, by=clerk)
    period = {"starts_on": today, "ends_on": today + timedelta(days=30)}
    for one in range(REVIEWERS):
        judging.record_reviewer(panel=panel, name=f"委員 {one}", email=f"r{one}@example.jp", by=clerk, **period)
    return panel


def _scored(panel: int) -> None:
    """Every reviewer's declaration and points, by plain SQL as the owner."""
    import psycopg

    with psycopg.connect(os.environ["BANSO_OWNER_URL"], autocommit=True) as owner:
        tables = ("reviews_declaration", "reviews_scoresheet", "reviews_score")
        for table in tables:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # type: ignore[arg-type]  # own names
        for statement in _POINTS.split(";"):
            owner.execute(statement, {"panel": panel} if "%(panel)s" in statement else None)  # type: ignore[arg-type]
        for table in tables:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")  # type: ignore[arg-type]
        owner.execute("VACUUM ANALYZE")


_OF_PANEL = "FROM reviews_assignment a JOIN reviews_candidate c ON c.id = a.candidate_id WHERE c.panel_id = %(panel)s"
_POINTS = f"""
INSERT INTO reviews_declaration (assignment_id, answer, tie, note, at)
    SELECT a.id, CASE WHEN a.id %% 97 = 0 THEN 'yes' ELSE 'none' END, CASE WHEN a.id %% 97 = 0 THEN 'rival' ELSE '' END, '', now() {_OF_PANEL};
INSERT INTO reviews_scoresheet (assignment_id, abstained, reason, comment, at)
    SELECT a.id, false, '', '計画は具体的で、実現できると考える。', now() {_OF_PANEL} AND a.id %% 97 > 0;
INSERT INTO reviews_score (sheet_id, criterion_id, points)
    SELECT s.id, k.id, k.points / 3 + (s.assignment_id * 7919 + k.id * 31) %% (k.points * 2 / 3 + 1)
    FROM reviews_scoresheet s JOIN reviews_assignment a ON a.id = s.assignment_id
    JOIN reviews_candidate c ON c.id = a.candidate_id JOIN reviews_criterion k ON k.panel_id = c.panel_id
    WHERE c.panel_id = %(panel)s
"""


def _pages(browser: Any, admin: Any, panel: Any) -> Iterator[str]:
    """What a clerk opens, and the admin's page over the same rows."""
    where, programme = f"/reviews/{panel.pk}/", panel.programme_id
    rivals, number = "/admin/reviews/candidate/", panel.candidates.count()
    last, ranks = (number - 1) // 50, (number - 1) // 100
    for title, mine, theirs in (
        ("list of applications", f"/grants/application/?programme={programme}", "/admin/grants/application/"),
        (
            "list of applications, its last page",
            f"/grants/application/?programme={programme}&page={last + 1}",
            f"/admin/grants/application/?p={last}",
        ),
        ("the ranking", f"{where}ranking/", f"{rivals}?panel__id__exact={panel.pk}"),
        ("the ranking, its last page", f"{where}ranking/?rank=99", f"{rivals}?panel__id__exact={panel.pk}&p={ranks}"),
        ("the panel", where, f"{rivals}?panel__id__exact={panel.pk}"),
        ("the panel, its last page", f"{where}?page=99", f"{rivals}?panel__id__exact={panel.pk}&p={ranks}"),
        ("who judges what", f"{where}assign/", "/admin/reviews/assignment/"),
        ("results near the line", f"{where}outcome/", f"{rivals}?panel__id__exact={panel.pk}"),
    ):
        yield f"{title}: {_measured(browser, mine, TIMES)}; admin {_measured(admin, theirs, RIVAL_TIMES)}"


def _measured(client: Any, address: str, times: int) -> str:
    clocks, used = [], []
    client.get(address)
    for _ in range(times):
        started, cpu = time.perf_counter(), _cpu()
        answer = client.get(address)
        clocks.append(1000 * (time.perf_counter() - started))
        used.append(1000 * (_cpu() - cpu))
        assert answer.status_code == 200, (address, answer.status_code)
    p95 = statistics.quantiles(clocks, n=20, method="inclusive")[-1]
    return f"p95 {p95:.0f} ms, median {statistics.median(clocks):.0f} ms, processor {statistics.mean(used):.0f} ms each"


def _papers(panel: Any) -> Iterator[str]:
    from banso.office.reviews import printing
    from banso.office.reviews.standing import Standing

    for title, make in (
        ("the meeting's paper on A3", printing.meeting_paper),
        ("every point in Excel", printing.workbook),
        ("the minutes in Word", printing.minutes),
    ):
        yield _timed(title, lambda make=make: make(Standing(panel)))  # type: ignore[misc]


def _results(browser: Any, panel: Any) -> Iterator[str]:
    from banso.office.reviews.forms import DecideForm
    from banso.office.reviews.standing import Standing

    where = f"/reviews/{panel.pk}/outcome/"
    form = DecideForm(None, Standing(panel))
    typed = {name: form[name].value() or "" for name in form.fields}
    typed["decided_on"] = date.today().isoformat()
    for name in [name for name, value in typed.items() if name.startswith("result_") and not value]:
        typed |= {name: "rejected", name.replace("result", "reason"): "受付順で次の審査会へ"}  # equals across the line
    said: list[Any] = []
    yield _timed("results of all", lambda: said.append(browser.post(where, typed)))
    assert said[0].status_code == 302, said[0].content.decode().partition("<main")[2][:3000]


def _decided(browser: Any, panel: Any, chief: Any) -> Iterator[str]:
    from django.test import Client

    from banso.core.acting import acting_for
    from banso.office.approvals.models import Draft
    from banso.office.reviews.models import Outcome

    where, number = f"/reviews/{panel.pk}/rulings/", Outcome.objects.filter(candidate__panel=panel).count()
    yield f"採否: {_measured(browser, where, TIMES)}"
    yield from _by_a_worker("one draft of all", browser, where, {"expected": number})
    head = Client()
    head.force_login(chief)
    with acting_for(chief.pk):
        draft = Draft.objects.order_by("-pk").first()
        assert draft is not None
        seen = draft.versions.get().digest
    page = f"/drafts/{draft.pk}/"
    yield f"the draft's page: {_measured(head, draft.get_absolute_url(), TIMES)}"
    yield from _by_a_worker("the last seal, which takes all", head, f"{page}seal/", {"seen": seen})
    with acting_for(chief.pk):
        draft.outcome.refresh_from_db()
        assert draft.outcome.state == "decided", draft.outcome.state
    yield f"採否, decided: {_measured(browser, where, TIMES)}"


def _by_a_worker(title: str, browser: Any, where: str, typed: dict[str, Any]) -> Iterator[str]:
    """What a button leaves to a worker: until the page answers, and until all is done."""
    from banso.core.acting import acting_for
    from banso.office.approvals import errands
    from banso.office.approvals.models import Errand
    from banso.registers.models import User

    said: list[Any] = []
    yield _timed(f"{title}, asked for", lambda: said.append(browser.post(where, typed)))
    assert said[0].status_code == 302, said[0].content.decode().partition("<main")[2][:3000]
    user = User.objects.get(pk=browser.session["_auth_user_id"])
    with acting_for(user.pk):
        asked = Errand.objects.latest("pk")
    yield _timed(f"{title}, done by a worker", lambda: errands.run(asked.pk, user.pk))
    with acting_for(user.pk):
        asked.refresh_from_db()
    assert asked.state == "done", asked.error


def _letters(clerk: Any, panel: Any) -> Iterator[str]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from docx import Document

    from banso.cases.models import Case
    from banso.core.acting import acting_for
    from banso.office.papers import services
    from banso.office.papers.models import Form, Letter
    from banso.office.papers.services import rounds

    document, made = Document(), BytesIO()
    for text in ("{{文書番号}} {{文書日付}}", "{{企業名}} 様", "{{補助事業名}}の審査の結果を通知します。"):
        document.add_paragraph(text)
    document.save(made)
    with acting_for(clerk.pk):
        form = Form.objects.filter(code="grant-adoption", withdrawn_on=None).first() or services.add_form(
            SimpleUploadedFile("通知.docx", made.getvalue()), code="grant-adoption", title="審査結果通知書", valid_from=2023,
            mark="産支", procedure="grant", by=clerk,
        )  # fmt: skip
        cases = services.chosen(Case.objects.filter(candidacies__panel=panel).values_list("pk", flat=True))
        asked = services.ask_round(cases, form, by=clerk)
    yield _timed(
        f"{len(cases):,} letters with their numbers and one PDF", lambda: rounds.issue_round(asked.pk, clerk.pk)
    )
    with acting_for(clerk.pk):
        assert Letter.objects.filter(recipient__round=asked).count() == len(cases)


def _file(clerk: Any, case: Any) -> Iterator[str]:
    import pikepdf
    from django.core.files.uploadedfile import SimpleUploadedFile

    from banso.core.acting import acting_for
    from banso.office.files import services
    from banso.office.files.choices import BindingState
    from banso.office.files.models import Binding

    with acting_for(clerk.pk):
        for number in range(PAPERS):
            made, book = BytesIO(), pikepdf.new()
            for _ in range(4):
                book.add_blank_page(page_size=(595, 842))
            book.docinfo["/Title"] = f"書類{number}"
            book.save(made)
            facts = {"title": f"書類{number}", "received_on": date.today(), "way": "hand"}
            services.receive(case, SimpleUploadedFile(f"{number}.pdf", made.getvalue()), by=clerk, **facts)
        asked = services.ask_binding(case, by=clerk)
    yield _timed(
        f"one case's file of {PAPERS} papers", lambda: services.make_binding(binding_id=asked.pk, user_id=clerk.pk)
    )
    with acting_for(clerk.pk):
        assert Binding.objects.get(pk=asked.pk).state == BindingState.DONE


def _timed(title: str, act: Callable[[], object]) -> str:
    clock, cpu = time.perf_counter(), _cpu()
    act()
    return f"{title}: {time.perf_counter() - clock:.1f} s ({_cpu() - cpu:.1f} s of this process and the database)"


if __name__ == "__main__":
    told: Sequence[str] = sys.argv[1:]
    sizes = [int(one) for one in told if one.isdecimal()]
    folders = [Path(one) for one in told if not one.isdecimal()]
    main(*(sizes or [APPLICATIONS]), *(folders or [Path(__file__).resolve().parents[1] / "var" / "bench-round"]))

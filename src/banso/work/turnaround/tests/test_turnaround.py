"""Turnaround and improvement plans: papers, accompaniments and jobs kept by their days; what is refused, and lists."""

from datetime import date
from importlib import import_module
from typing import Any

from django.db import connection

from banso.cases import services as cases
from banso.cases.models import Stage, StageEntry
from banso.intake.outcome import What
from banso.work.turnaround import services as jobs
from banso.work.turnaround.improvement import services
from banso.work.turnaround.improvement.models import Accompaniment, PlanCase, Receipt
from banso.work.turnaround.models import JobsKept
from conftest import TinyWorld, bring, figures_of, floors, history_of, refusal, why_refused


def plan(world: TinyWorld, scheme: str = "full", **facts: Any) -> PlanCase:
    given = {"programme": world.programme, "scheme": scheme, "company": world.company()} | facts
    return services.record_plan_case(by=None, **given)


def received(of: PlanCase, kind: str, on: date) -> Receipt:
    return services.record_receipt(case=of, kind=kind, received_on=on, by=None)


def accompanied(of: PlanCase, on: date, note: str = "") -> Accompaniment:
    return services.record_accompaniment(case=of, held_on=on, note=note, by=None)


def test_papers_and_accompaniments(world: TinyWorld) -> None:
    """By the day of each, its kind and its plan's scheme; several of one plan count as often."""
    other = world.wall(world.add_programme("other", "別の計画支援"))
    full, early, foreign = plan(world), plan(world, "early"), plan(world, programme=other)
    papers = {
        "31 March": received(full, "application", date(2023, 3, 31)),
        "1 April": received(full, "claim", date(2023, 4, 1)),
        "early": received(early, "claim", date(2024, 3, 31)),
        "early's other": received(early, "application", date(2023, 4, 1)),
        "1 April of the next": received(plan(world), "claim", date(2024, 4, 1)),
        "of another programme": received(foreign, "claim", date(2023, 4, 1)),
    }
    expected = {
        ("turnaround.receipts", 2022, ""): (1, ["31 March"]),
        ("turnaround.receipts", 2023, ""): (3, ["1 April", "early", "early's other"]),
        ("turnaround.receipts", 2023, "kind=claim"): (2, ["1 April", "early"]),
        ("turnaround.receipts", 2023, "scheme=early"): (2, ["early", "early's other"]),
        ("turnaround.receipts", 2024, "scheme=early"): (0, []),
        ("turnaround.receipts", 2021, ""): (None, []),
    }
    assert figures_of(world.programme, papers, expected) == expected
    visits = {
        "31 March": accompanied(full, date(2023, 3, 31)),
        "1 April": accompanied(full, date(2023, 4, 1)),
        "next day": accompanied(full, date(2023, 4, 2)),
        "early": accompanied(early, date(2024, 3, 31)),
        "of another programme": accompanied(foreign, date(2023, 4, 1)),
    }
    expected = {
        ("turnaround.accompaniments", 2022, ""): (1, ["31 March"]),
        ("turnaround.accompaniments", 2023, ""): (3, ["1 April", "early", "next day"]),
        ("turnaround.accompaniments", 2023, "scheme=full"): (2, ["1 April", "next day"]),
        ("turnaround.accompaniments", 2024, ""): (0, []),
    }
    assert figures_of(world.programme, visits, expected) == expected


def completed(stage: Stage, company: Any, on: date) -> StageEntry:
    case = cases.open_case(programme=stage.programme, company=company, opened_on=date(2022, 4, 1), by=None)
    return cases.enter_stage(case, stage, on=on, by=None)


def kept(entry: StageEntry, employees: int) -> JobsKept:
    return jobs.record_jobs_kept(completion=entry, employees=employees, by=None)


def test_jobs_kept_go_with_their_completion(world: TinyWorld) -> None:
    """In its year; moved with it over 31 March, and counted nowhere once it is taken back."""
    stage = Stage.objects.create(programme=world.programme, code="completed", name="完了")
    other = Stage.objects.create(programme=world.add_programme("other", "別"), code="completed", name="完了")
    rows = {
        "31 March": kept(completed(stage, world.company(), date(2023, 3, 31)), 1),
        "moved": kept(completed(stage, world.company(), date(2024, 3, 31)), 2_147_483_647),
        "staying": kept(completed(stage, world.company(), date(2023, 4, 1)), 10),
        "taken back": kept(completed(stage, world.company(), date(2023, 5, 1)), 100),
        "of another programme": kept(completed(other, world.company(), date(2023, 5, 1)), 1_000),
    }
    asked = [("turnaround.jobs_kept", year, "") for year in (2022, 2023, 2024)]

    def counted() -> list[Any]:
        return list(figures_of(world.programme, rows, asked).values())

    assert counted() == [(1, ["31 March"]), (2_147_483_757, ["moved", "staying", "taken back"]), (0, [])]
    moved, gone = rows["moved"].completion, rows["taken back"].completion
    righted = cases.correct_entry(moved, taken_on=date(2024, 4, 1), by=None)
    cases.take_back_step(gone, reason="別の企業の誤り", by=None)
    assert counted() == [(1, ["31 March"]), (10, ["staying"]), (2_147_483_647, ["moved"])]
    rows["moved"].refresh_from_db()
    assert rows["moved"].completion == righted
    told = {"completion": ["この段階は訂正または取り消されています。いまの完了の段階を選んでください。"]}
    assert refusal(jobs.record_jobs_kept, completion=moved, employees=1) == told
    assert refusal(jobs.correct_jobs_kept, rows["staying"], employees=-1).keys() == {"employees"}
    assert refusal(jobs.record_jobs_kept, completion=righted, employees=1).keys() == {"completion"}


def test_jobs_of_older_corrections_are_handed_on(world: TinyWorld) -> None:
    """What the migration does to jobs left behind: along the whole chain, not to a row that takes back, never to two."""
    stage = Stage.objects.create(programme=world.programme, code="completed", name="完了")

    def left_behind(*answers: dict[str, Any]) -> tuple[JobsKept, StageEntry]:
        first = last = completed(stage, world.company(), date(2024, 3, 1))
        told = kept(first, 5)
        for facts in answers:
            last = StageEntry.objects.create(
                **{"case": first.case, "stage": stage, "taken_on": date(2024, 3, 2)} | facts, replaces=last
            )
        return told, last

    twice, end = left_behind({}, {"taken_on": date(2024, 4, 1)})
    gone, _ = left_behind({}, {"withdrawn": True})
    told_again, standing = left_behind({})
    again = kept(standing, 6)
    untouched = left_behind()[0]
    with connection.cursor() as cursor:
        cursor.execute(import_module("banso.work.turnaround.migrations.0003_jobs_go_with_their_completion").HAND_ON)
    left = {one.pk: one.completion_id for one in (told_again, untouched, again)}
    found = dict(JobsKept.objects.values_list("pk", "completion_id"))
    assert found == left | {twice.pk: end.pk, gone.pk: gone.completion.replaced_by.pk}
    rows = {"twice": twice, "again": again, "untouched": untouched}
    asked = {
        ("turnaround.jobs_kept", 2023, ""): (11, ["again", "untouched"]),
        ("turnaround.jobs_kept", 2024, ""): (5, ["twice"]),
    }
    assert figures_of(world.programme, rows, asked) == asked


def test_what_is_refused(world: TinyWorld) -> None:
    """A paper twice, two visits on a day, days to come, codes nobody knows; the last also past every verb."""
    case = plan(world)
    receipt, visit = received(case, "claim", date(2024, 3, 31)), accompanied(case, date(2024, 3, 31))
    again = {"__all__": ["この計画の同じ申請はすでに受け付けています。"]}
    assert refusal(services.record_receipt, case=case, kind="claim", received_on=date(2024, 4, 1)) == again
    assert refusal(services.record_receipt, case=case, kind="x", received_on=date(2024, 4, 1)).keys() == {"kind"}
    application = received(case, "application", date(2024, 3, 31))
    assert refusal(services.correct_receipt, application, kind="claim").keys() == {"kind"}
    assert refusal(services.record_accompaniment, case=case, held_on=date(2024, 3, 31)).keys() == {"__all__"}
    assert refusal(services.record_accompaniment, case=case, held_on=date(2099, 4, 1)).keys() == {"taken_on"}
    assert refusal(services.correct_plan_case, case, scheme="late").keys() == {"scheme"}
    assert refusal(services.open_plan, programme=world.programme, scheme="full", opened_on=date(2024, 3, 1)).keys() == {
        "__all__"
    }
    later = accompanied(case, date(2024, 4, 1))
    assert [
        floors(receipt, kind="x"),
        floors(case, scheme="x"),
        floors(receipt, kind="application"),
        floors(later, held_on=visit.held_on),
    ] == ["receipt_known_kind", "plan_case_known_scheme", "receipt_once", "accompaniment_once_a_day"]
    assert (Receipt.objects.count(), Accompaniment.objects.count()) == (2, 2)


LISTS = {
    "plan-cases": "事業,企業名,制度,認定支援機関\n相談事業,㈱再建,早期経営改善計画策定支援,青森銀行\n相談事業,㈱再建,ない制度,\n",
    "plan-receipts": "企業名,種類,受付日\n㈱再建,事業利用申請,R5.3.31\n㈱計画なし,事業利用申請,R5.4.1\n",
    "accompaniments": "企業名,実施日,内容\n㈱再建,R5.4.1,月次の確認\n㈱計画なし,R5.4.1,\n",
}


def test_lists_and_a_history(world: TinyWorld) -> None:
    """Each brings in its first row and tells of its second; once more, nothing is added."""
    world.organisation("青森銀行")
    company = world.company("㈱再建")
    world.company("㈱計画なし")
    first = {kind: bring(kind, text) for kind, text in LISTS.items()}
    assert {kind: outcome.counts for kind, outcome in first.items()} == {
        kind: {What.CREATED: 1, What.REFUSED: 1} for kind in LISTS
    }
    told = ("ない制度", "㈱計画なし", "㈱計画なし")
    assert [word in why_refused(outcome)[3] for word, outcome in zip(told, first.values(), strict=True)] == [True] * 3
    scheme = "早期経営改善計画策定支援"
    assert history_of(company, "turnaround") == [
        (date(2023, 4, 1), "伴走支援", f"{scheme} 月次の確認"),
        (date(2023, 3, 31), "申請の受付", f"{scheme} 事業利用申請"),
    ]
    assert [bring(kind, text).counts[What.SAME] for kind, text in LISTS.items()] == [1, 1, 1]

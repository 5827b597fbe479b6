"""A plan comes about, is watched over, is changed, and the support ends (計画の成立・変更・モニタリング・終結)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.cases.models import StageEntry
from banso.core.writing import record
from banso.procedures.offering import State, state_of
from banso.registers.models import User

from ..agreeing import completed_on, last_consent, stands_on, wrong_day
from ..chains import out_of_turn
from ..models import CouncilCase, CouncilStep
from ..procedure import COUNCIL
from .talking import taken

_completion_out_of_turn = out_of_turn("completed")


def _not_complete(state: State) -> str:
    return _completion_out_of_turn(state) or completed_on(state)[1]


@COUNCIL.step(
    "completed",
    "計画策定支援の完了",
    after=("planned",),
    asks=("jobs",),
    hinders=_not_complete,
    paper="council-completion",
)
def complete(
    council: CouncilCase, *, taken_on: date, jobs: int | None = None, by: User | None, **facts: Any
) -> CouncilStep:
    """The plan has come about (計画の成立). Its day is no one's choice: that of the last unconditional consent, or of the delivery of a plan
    without relief. Raises ValidationError for another day, and without the people employed then.
    """
    from ...models import JobsKept

    day, _ = completed_on(state_of(COUNCIL, council.case))
    if day is not None and (said := wrong_day(day, taken_on, "計画の成立日(最後の同意、または計画書の交付の日)")):
        raise ValidationError({"taken_on": said})
    if jobs is None:
        raise ValidationError({"jobs": "完了時の従業員数を入れてください。いないときは0と入れます。"})
    row = taken(council, "completed", facts | {"taken_on": taken_on, "jobs": jobs})
    entry = StageEntry.objects.in_force().get(case=council.case_id, stage__code="completed")
    record(JobsKept, {"completion": entry, "employees": jobs})
    return row


def _newer_plan(state: State) -> Any:
    """The version of the plan that is newer than what has come about last; None where there is none."""
    last = state.latest("amended") or state.latest("completed")
    plan = state.latest("planned")
    return plan if plan is not None and last is not None and plan.pk > last.pk else None


def _not_amended(state: State) -> str:
    plan = _newer_plan(state)
    if plan is None:
        return "変更する計画案がありません。先に「計画案の作成」を登録してください。"
    return last_consent(stands_on(plan, state.root))[1]


@COUNCIL.step("amended", "変更計画の成立", after=("completed",), again=True, hinders=_not_amended, primary=False)
def amend(council: CouncilCase, *, taken_on: date, by: User | None, **facts: Any) -> CouncilStep:
    """All creditors have agreed to a changed plan. It is a further round, and counted in no completion. Raises ValidationError for another
    day than that of the last consent.
    """
    state = state_of(COUNCIL, council.case)
    day, _ = last_consent(stands_on(_newer_plan(state), council))
    if day is not None and (said := wrong_day(day, taken_on, "変更計画の成立日(最後の同意の日)")):
        raise ValidationError({"taken_on": said})
    return taken(council, "amended", facts | {"taken_on": taken_on})


@COUNCIL.step(
    "monitored",
    "モニタリング",
    after=("completed",),
    again=True,
    asks=("outlook",),
    needs={"outlook": "計画と比べてどうかを選んでください。"},
    paper="council-monitoring",
)
def monitor(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """How the firm keeps to its plan was looked at with the main bank."""
    return taken(council, "monitored", facts)


@COUNCIL.step("finished", "終結", after=("completed",), asks=("reason",), closes=True, primary=False)
def finish(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """Monitoring is over, and with it the support."""
    return taken(council, "finished", facts)


@COUNCIL.step(
    "settled",
    "再チャレンジ支援の完了",
    after=("decided",),
    asks=("settlement", "persons"),
    needs={"settlement": "整理の方法を選んでください。"},
    hinders=out_of_turn("settled"),
    closes=True,
)
def settle(council: CouncilCase, *, by: User | None, **facts: Any) -> CouncilStep:
    """An owner's guarantee is settled, or a firm has closed in good order (再チャレンジ支援)."""
    return taken(council, "settled", facts)

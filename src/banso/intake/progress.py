"""How far an import is: told by the name of the database session that works on it, and believed only while that lives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from .models import Import, ImportState, State

NAME = "banso import"
STARTING = timedelta(seconds=10)  # from the worker's taking a job to the first word of its session
BROKEN_OFF = "中断しました。何も取り込まれていません。もう一度実行してください。"


@dataclass(frozen=True)
class HowFar:
    """How an import stands: its latest state, whether it is at work, and how many rows of how many are done (0 of 0 at first)."""

    state: ImportState | None
    busy: bool
    done: int = 0
    of: int = 0
    broken_off: bool = False

    @property
    def percent(self) -> int:
        return 100 * self.done // self.of if self.of else 0

    @property
    def words(self) -> str:
        """How it stands, for the one who waits."""
        if self.broken_off:
            return BROKEN_OFF
        if self.busy:
            return f"{self.done:,} / {self.of:,}行" if self.of else "順番を待っています"
        return (self.state.message or self.state.get_state_display()) if self.state else ""


def tell(import_id: int) -> Callable[[int, int], None]:
    """Say how far an import is, as the name of this transaction's session: seen by others at once, and gone with it."""

    def say(done: int, of: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('application_name', %s, true)", [f"{NAME} {import_id} {done} {of}"])

    return say


def how_far(brought: Import) -> HowFar:
    """How an import stands now. One that should be at work, and is neither waiting nor worked on, was broken off."""
    heard = _heard(brought.pk)
    state = brought.state
    if state is None or state.state not in (State.LOOKING, State.RUNNING):
        return HowFar(state, busy=False)
    if heard is not None:
        return HowFar(state, True, *heard)
    waits = _waits(brought.pk)
    return HowFar(state, busy=waits, broken_off=not waits)


def _heard(import_id: int) -> tuple[int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE %s",
            [f"{NAME} {import_id} %"],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    done, of = found[0].split()[-2:]
    return int(done), int(of)


def _waits(import_id: int) -> bool:
    """Whether a job for the import stands in the queue, or was taken from it a moment ago."""
    asked = ProcrastinateJob.objects.filter(task_name__in=("look_at_import", "run_import"), args__import_id=import_id)
    just_now = timezone.now() - STARTING
    return asked.filter(status="todo").exists() or (
        asked.filter(status="doing", procrastinateevent__type="started", procrastinateevent__at__gte=just_now).exists()
    )

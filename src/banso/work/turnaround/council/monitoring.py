"""The monitoring that follows a plan (モニタリング): when each is due, from the day the plan came about."""

from collections.abc import Iterator

from banso.core.days import Due
from banso.core.days.counting import months_after
from banso.core.era import format_date
from banso.procedures.declaring import Fall
from banso.procedures.offering import State
from banso.procedures.terms import values_of


def schedule(state: State) -> Iterator[Fall]:
    """Each monitoring that is still to be held, while the case is open."""
    row = state.latest("completed")
    if row is None or state.closed:
        return
    values = values_of(state.case)
    times, held = values.monitor_for // values.monitor_every, state.count("monitored")
    for nth in range(held + 1, times + 1):
        months = nth * values.monitor_every
        said = f"計画の成立({format_date(row.taken_on)})から{months}か月。{values.monitor_every}か月ごと、全{times}回の第{nth}回"
        yield Fall(nth, Due(months_after(row.taken_on, months), said), f"モニタリング 第{nth}回")

"""`banso timetable`: solve a fair given as a file, or check a timetable of it. It needs no database."""

import argparse
import json
from typing import Any

from banso.core.errors import UserError

from .checker import check, measured
from .instance import Instance
from .proposal import FEASIBLE, OPTIMAL, Proposal
from .reading import read_fair, read_timetable, written
from .solver import propose

WORDS = {
    "optimal": "最適",
    "feasible": "時間切れ(ここまでで最も良いもの)",
    "infeasible": "条件をすべて満たす時間割はありません",
    "unknown": "時間内に見つかりませんでした",
}


def run(options: argparse.Namespace) -> int:
    """Exit status: 0 a timetable, or one without errors; 1 none, or one with errors; 2 a file that cannot be read."""
    instance = read_fair(options.file)
    if options.check or options.schedule:
        return _check(instance, options)
    proposal = propose(instance, options.seconds, seed=options.seed)
    wrong = check(instance, proposal.timetable) if proposal.timetable else []
    if wrong:
        raise AssertionError(f"the solver broke a rule: {wrong[0].words}")
    if options.json:
        print(json.dumps(as_json(instance, proposal), ensure_ascii=False, indent=1))
    else:
        print(as_text(instance, proposal), end="")
    return 0 if proposal.status in (OPTIMAL, FEASIBLE) else 1


def _check(instance: Instance, options: argparse.Namespace) -> int:
    if options.schedule is None:
        raise UserError("--check には、商談会のファイルに続けて時間割のファイルを指定してください。")
    timetable, claims = read_timetable(options.schedule, instance)
    found = check(instance, timetable, claims)
    if options.json:
        rows = [
            {"code": v.code, "words": v.words, "meetings": v.meetings, "slots": [s + 1 for s in v.slots]} for v in found
        ]
        print(json.dumps({"violations": rows, **measured(instance, timetable)}, ensure_ascii=False, indent=1))
    else:
        for violation in found:
            print(violation.words)
        print(f"{len(found)}件の誤りがあります。" if found else "誤りはありません。")
    return 1 if found else 0


def as_json(instance: Instance, proposal: Proposal) -> dict[str, Any]:
    """The answer as a program reads it; `objective` and `bound` are those of the gaps."""
    gaps = proposal.level("gaps")
    found: dict[str, Any] = {
        "status": proposal.status,
        "objective": gaps.value if gaps else None,
        "bound": gaps.bound if gaps else None,
        "seconds": round(proposal.seconds, 3),
        "levels": [
            {"level": level.code, "value": level.value, "bound": level.bound, "words": level.words}
            for level in proposal.levels
        ],
    }
    if proposal.conflict:
        found["conflict"] = {"meetings": list(proposal.conflict.meetings), "words": proposal.conflict.words}
    return found | (written(instance, proposal.timetable) if proposal.timetable else {"slots": None})


def as_text(instance: Instance, proposal: Proposal) -> str:
    lines = [f"結果: {WORDS[proposal.status]}({proposal.seconds:.1f}秒)", *(level.words for level in proposal.levels)]
    if proposal.conflict:
        lines.append(proposal.conflict.words)
    meeting_of = {meeting.key: meeting for meeting in instance.meetings}
    for placement in sorted(proposal.timetable, key=lambda placement: (placement.slot, placement.table or 0)):
        names = " - ".join(instance.attendees[number].name for number in meeting_of[placement.meeting].between)
        table = "" if placement.table is None else f" 卓{placement.table + 1}"
        lines.append(f"{instance.slots[placement.slot].key}{table} {placement.meeting} {names}")
    return "\n".join(lines) + "\n"

"""Opening the files of the command line, and timetables as JSON."""

import json
from pathlib import Path
from typing import Any

from banso.core.errors import UserError

from ..instance import Instance, Placement, Timetable
from .dzn import read_dzn
from .fair_json import fair_from_json


def read_fair(path: Path) -> Instance:
    """The fair in a .json or .dzn file. Raises UserError."""
    if path.suffix == ".dzn":
        return read_dzn(_text(path), path.name)
    if path.suffix == ".json":
        return fair_from_json(_json(path), path.name)
    raise UserError(f"「{path.name}」: 商談会のファイルは .json か .dzn にしてください。")


def read_timetable(path: Path, instance: Instance) -> tuple[Timetable, dict[str, int]]:
    """The timetable of a result file or a bare list, and the figures it claims. Raises UserError.

    Meetings and slots nobody knows are kept: it is the checker that says so.
    """
    data, name = _json(path), path.name
    if isinstance(data, list):
        data = {"slots": data}
    if not isinstance(data, dict) or not ("slots" in data or "meetings" in data):
        raise UserError(f"{name}: 時間割には「slots」か「meetings」の並びが要ります。")
    claims = {key: data[key] for key in ("objective",) if isinstance(data.get(key), int)}
    for level in data.get("levels", []) if isinstance(data.get("levels", []), list) else []:
        if isinstance(level, dict) and isinstance(level.get("value"), int):
            claims[str(level.get("level"))] = level["value"]
    if "meetings" in data:
        return _placements(data["meetings"], instance, name), claims
    return _numbered(data["slots"], name), claims


def _numbered(slots: Any, name: str) -> Timetable:
    """`slots`: the slot of each meeting in the order of the file, from 1; null or 0 for a meeting that is not held."""
    if not isinstance(slots, list):
        raise UserError(f"{name}: 「slots」は枠の番号の並びにしてください。")
    found = []
    for place, slot in enumerate(slots, 1):
        if slot is not None and (not isinstance(slot, int) or isinstance(slot, bool)):
            raise UserError(f"{name}: slots の{place}番目は枠の番号にしてください({slot})。")
        if slot:
            found.append(Placement(str(place), slot - 1))
    return tuple(found)


def _placements(entries: Any, instance: Instance, name: str) -> Timetable:
    if not isinstance(entries, list):
        raise UserError(f"{name}: 「meetings」は商談の並びにしてください。")
    slot_of = {slot.key: number for number, slot in enumerate(instance.slots)}
    found = []
    for place, entry in enumerate(entries, 1):
        where = f"{name}: meetings の{place}番目"
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise UserError(f"{where}に「id」がありません。")
        slot, table = entry.get("slot"), entry.get("table")
        if slot not in slot_of:
            raise UserError(f"{where}: 「slot」の「{slot}」という枠はありません。")
        if table is not None and (not isinstance(table, int) or isinstance(table, bool)):
            raise UserError(f"{where}: 「table」は卓の番号にしてください({table})。")
        found.append(Placement(entry["id"], slot_of[slot], None if table is None else table - 1))
    return tuple(found)


def written(instance: Instance, timetable: Timetable) -> dict[str, Any]:
    """A timetable as JSON: numbers in the order of the file for a .dzn, meetings by name for ours."""
    if not instance.numbered_tables:
        slot_of = {placement.meeting: placement.slot + 1 for placement in timetable}
        return {"slots": [slot_of.get(meeting.key) for meeting in instance.meetings]}
    return {
        "meetings": [
            {
                "id": placement.meeting,
                "slot": instance.slots[placement.slot].key,
                "table": None if placement.table is None else placement.table + 1,
            }
            for placement in timetable
        ]
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").rstrip("\x1a")
    except OSError as error:
        raise UserError(f"「{path}」を読めません({error.strerror})。") from error
    except UnicodeDecodeError as error:
        raise UserError(f"「{path}」はUTF-8の文字ではありません。UTF-8で保存し直してください。") from error


def _json(path: Path) -> Any:
    try:
        return json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise UserError(f"{path.name} {error.lineno}行目{error.colno}文字目: JSONとして読めません。") from error
    except RecursionError as error:
        raise UserError(f"{path.name}: 括弧の入れ子が深すぎます。") from error

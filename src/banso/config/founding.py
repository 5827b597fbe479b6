"""Founding a centre: what an empty data folder is told once, so that everything else can be done on screen."""

import json
from dataclasses import dataclass
from pathlib import Path
from string import Template

from banso.core.errors import UserError

STARTER = Path(__file__).parent / "starter"
YEARS_BACK = 10  # of the calendar of closed days: the oldest cases a centre types in


@dataclass(frozen=True)
class Founding:
    """What is asked of a new centre. Units are (name, whether confidential); `manager` is a login, '' for none yet.

    Without a `password` the manager chooses it by a link that is good once.
    """

    name: str
    prefecture: str
    units: tuple[tuple[str, bool], ...]
    manager: str = ""
    manager_name: str = ""
    password: str = ""


def unit_of(text: str) -> tuple[str, bool]:
    """A unit as written on the command line: 総合支援課, or 再生支援室:confidential. Raises UserError."""
    name, mark, said = text.replace(":", ":").partition(":")
    if not name.strip() or (mark and said.strip() not in ("confidential", "守秘")):
        raise UserError(f"部署「{text}」の書き方を確かめてください。例: 総合支援課、再生支援室:confidential")
    return name.strip(), bool(mark)


def prefecture_of(text: str) -> str:
    """A prefecture's whole name, the last character of which may be left out. Raises UserError."""
    from banso.core.spelling import prefectures

    typed = text.strip()
    found = [name for name in prefectures() if typed and typed in (name, name[:-1])]
    if not found:
        raise UserError(f"都道府県「{text}」はありません。「東京都」のように入力してください。")
    return found[0]


def faults_of(wanted: Founding) -> dict[str, str]:
    """What is wrong with the answers: {field: words}."""
    faults = {}
    if not wanted.name.strip() or len(wanted.name) > 120:
        faults["name"] = "センターの正式な名称を、120文字以内で入力してください。"
    names = [name for name, _ in wanted.units]
    if not names:
        faults["units"] = "部署を1つ以上入力してください。あとから直せます。"
    elif len(set(names)) < len(names) or any(len(name) > 80 for name in names):
        faults["units"] = "部署の名前は、重ならないように、80文字以内で入力してください。"
    return faults


def is_founded() -> bool:
    """Whether the installation has a centre: a name, or units."""
    from banso.registers.centre import has_name
    from banso.registers.models import Unit

    return has_name() or Unit.objects.exists()


def has_manager() -> bool:
    """Whether anybody can log in."""
    from banso.registers.models import User

    return User.objects.filter(is_active=True).exists()


def found(wanted: Founding) -> str:
    """Found the centre, whole or not at all; the address at which the manager chooses a password, '' where none is needed.

    Raises UserError where there is a centre already, or an answer cannot be taken.
    """
    from django.conf import settings
    from django.db import transaction

    if is_founded():
        raise UserError(
            "このデータフォルダには、すでにセンターがあります。名称や部署は画面か banso catalogue load で直します。"
        )
    faults = faults_of(wanted)
    if faults:
        raise UserError("\n".join(faults.values()))
    folder: Path = settings.CATALOGUE
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"「{folder}」にファイルがあります。banso catalogue load で読み込むか、移してください。")
    written = _write_starter(folder, wanted)
    try:
        with transaction.atomic():
            _fill(folder)
            return first_manager(wanted) if wanted.manager else ""
    except BaseException:
        for path in written:
            path.unlink()
        raise


def _write_starter(folder: Path, wanted: Founding) -> list[Path]:
    """The catalogue a centre starts with: files with comments, to be filled in or left to the screen."""
    from django.utils.timezone import localdate

    from banso.core.fiscal import fiscal_year_label, fiscal_year_of

    year = fiscal_year_of(localdate())
    units = "\n".join(
        f"  - {{code: unit-{number}, name: {json.dumps(name, ensure_ascii=False)}{', confidential: true' if hidden else ''}}}"
        for number, (name, hidden) in enumerate(wanted.units, 1)
    )
    words = {
        "name": json.dumps(wanted.name.strip(), ensure_ascii=False),
        "prefecture": wanted.prefecture,
        "units": units,
        "year": str(year),
        "label": fiscal_year_label(year),
    }
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in ("centre", "office", "programmes", "outline"):
        path = folder / (f"{name}-{year}.yaml" if name in ("programmes", "outline") else f"{name}.yaml")
        path.write_text(
            Template((STARTER / f"{name}.yaml").read_text(encoding="utf-8")).substitute(words), encoding="utf-8"
        )
        written.append(path)
    return written


def _fill(folder: Path) -> None:
    """What every centre's records rest on: municipalities, industries, closed days, and the starter catalogue."""
    from django.utils.timezone import localdate

    from banso.registers.services.closed_days import note_usual_closed_days
    from banso.registers.services.reference_data import load_reference_data
    from banso.registers.usual_days import YEARS_AHEAD
    from banso.report.outline.load import load_catalogue

    from .accounts import ensure_roles

    load_reference_data(by=None)
    this_year = localdate().year
    note_usual_closed_days(range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1), by=None)
    load_catalogue(folder, by=None)
    ensure_roles()


def first_manager(wanted: Founding) -> str:
    """The first login: a manager, of the first unit, and inside every confidential one, which else nobody could be let into.

    The address at which a password is chosen, '' where it is chosen already. Raises UserError.
    """
    from django.utils.timezone import localdate

    from banso.core.writing import record
    from banso.desk.account.invitations import hand_link
    from banso.desk.models import LinkKind
    from banso.registers.models import Staff, Unit
    from banso.registers.services.access import join_unit

    from .accounts import create_user

    today = localdate()
    user = create_user(wanted.manager, wanted.manager_name, "manager", wanted.password or None)
    units = list(Unit.objects.filter(ended_on=None).order_by("pk"))
    for unit in units:
        if unit.confidential or unit == units[0]:
            join_unit(user=user, unit=unit, starts_on=today, by=None)
    if units:
        name = wanted.manager_name or wanted.manager
        record(Staff, {"name": name, "unit": units[0], "user": user, "joined_on": today})
    return "" if wanted.password else hand_link(user, LinkKind.INVITED, by=None)

"""Records of the registers found by what a cell says: all the cells of a column at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from banso.core.imports import Linked, Wrong
from banso.core.text import fold

from ..centre import centre_prefecture
from ..models import Expert, Industry, Municipality, Organisation, Person, Post, Programme, ProgrammeYear, Staff, Unit
from ..naming import name_key


def by_names(texts: list[str], named: Iterable[tuple[str, Any]], what: str) -> dict[str, Any]:
    """What each text names: the one record with this name, or Wrong where several have it."""
    known: dict[str, dict[Any, Any]] = defaultdict(dict)
    for name, record in named:
        if name:
            known[fold(name)][record.pk] = record
    found = {}
    for text in texts:
        records = list(known.get(fold(text), {}).values())
        if len(records) == 1:
            found[text] = records[0]
        elif records:
            found[text] = Wrong(
                f"「{text}」という{what}が{len(records)}件あります。区別できる書き方(コードなど)にしてください。"
            )
    return found


def _programmes(texts: list[str]) -> dict[str, Any]:
    programmes = {programme.pk: programme for programme in Programme.objects.all()}
    named = [(p.code, p) for p in programmes.values()]
    for key, name, printed in ProgrammeYear.objects.values_list("programme_id", "name", "printed_name"):
        named += [(name, programmes[key]), (printed, programmes[key])]
    return by_names(texts, named, "事業")


def _municipalities(texts: list[str]) -> dict[str, Any]:
    """A name that several prefectures have means the centre's own, if that has one."""
    named = [
        (name, row)
        for row in Municipality.objects.exclude(name="")
        for name in (row.name, str(row), row.code, row.code[:5], f"{row.county}{row.name}")
    ]
    found = by_names(texts, named, "市区町村")
    at_home = by_names(texts, [(name, row) for name, row in named if row.prefecture == centre_prefecture()], "市区町村")
    return found | {text: row for text, row in at_home.items() if isinstance(found[text], Wrong)}


def _industries(texts: list[str]) -> dict[str, Any]:
    return by_names(texts, [(name, row) for row in Industry.objects.all() for name in (row.code, row.name)], "業種")


def _staff(texts: list[str]) -> dict[str, Any]:
    return by_names(texts, [(row.name, row) for row in Staff.objects.all()], "職員")


def _units(texts: list[str]) -> dict[str, Any]:
    return by_names(texts, [(name, row) for row in Unit.objects.all() for name in (row.name, row.code)], "部署")


def _organisations(texts: list[str]) -> dict[str, Any]:
    keys = {name_key(text) for text in texts}
    rows = Organisation.objects.filter(name_key__in=keys)
    exact = by_names(texts, [(row.name, row) for row in rows], "機関")
    spelled = {key: row for row in rows for key in [row.name_key]}
    return {text: spelled[name_key(text)] for text in texts if name_key(text) in spelled} | exact


def _experts(texts: list[str]) -> dict[str, Any]:
    return by_names(texts, [(row.name, row) for row in Expert.objects.all()], "登録専門家")


def _people(texts: list[str]) -> dict[str, Any]:
    rows = Person.objects.filter(name_key__in={fold(text) for text in texts})
    return by_names(texts, [(row.name, row) for row in rows], "人物")


def _posts(texts: list[str]) -> dict[str, Any]:
    return by_names(texts, [(name, row) for row in Post.objects.all() for name in (row.code, row.title)], "職")


def _names(model: type[Any], column: str = "name") -> Any:
    """The names in use, for a form to choose from; what has ended is not offered."""

    def offers() -> list[str]:
        rows = model._default_manager.all()
        ended = any(field.name == "ended_on" for field in model._meta.fields)
        rows = rows.filter(ended_on__isnull=True) if ended else rows
        return list(dict.fromkeys(rows.order_by("pk").exclude(**{column: ""}).values_list(column, flat=True)))

    return offers


def _programme_names() -> list[str]:
    """As they are called in the latest year they run in."""
    rows = ProgrammeYear.objects.order_by("programme_id", "-fiscal_year").distinct("programme_id")
    return list(rows.values_list("name", flat=True))


programme = Linked(_programmes, "事業", _programme_names)
municipality = Linked(_municipalities, "市区町村", _names(Municipality))
industry = Linked(_industries, "業種", _names(Industry))
staff = Linked(_staff, "職員", _names(Staff))
unit = Linked(_units, "部署", _names(Unit))
organisation = Linked(_organisations, "機関", _names(Organisation))
expert = Linked(_experts, "登録専門家", _names(Expert))
person = Linked(_people, "人物", _names(Person))
post = Linked(_posts, "職", _names(Post, "title"))

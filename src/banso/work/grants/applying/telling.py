"""An application in words: every answer, line and paper of it under its section, and what of them is other than it was the time before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.core.decimals import decimal_text
from banso.core.era import format_date
from banso.core.money import yen_text
from banso.office.files.models import ReceivedFile

from ..aftercare.choices import TaxStatus
from ..choices import Basis
from ..models import BudgetSheet, Call, Filing
from ..summing import SOURCES, Line
from .sections import BUDGET, LABELS, OF_TARGET, PAPERS, SECTIONS, TARGETS, Question


@dataclass(frozen=True)
class Item:
    """One thing an application says: the part by which it can be sent back, what it is called, and what it says; `was` where it said
    something else before.
    """

    part: str
    label: str
    text: str
    was: str | None = None


Told = list[tuple[str, str, list[Item]]]  # (part, label, items) of each section


@dataclass(frozen=True)
class Content:
    """An application sent or about to be: its answers, the lines of its budget, where the rest of the money comes from, and its papers."""

    call: Call
    answers: Mapping[str, Any]
    lines: list[Line]
    money: Mapping[str, int | None]
    papers: list[Mapping[str, Any]]

    def told(self, before: "Content | None" = None) -> Told:
        """All of it, section by section; with what was before where that was other."""
        old = before._items() if before else {}
        found: Told = []
        for part, items in self._by_section().items():
            shown = [_with(item, old, told_before=before is not None) for item in items]
            if before is not None:
                gone = [one for one in before._by_section().get(part, []) if one.part not in self._items()]
                shown += [Item(one.part, one.label, "(なくなりました)", one.text) for one in gone]
            found.append((part, LABELS[part.partition(":")[2]], shown))
        return found

    def _items(self) -> dict[str, Item]:
        return {item.part: item for items in self._by_section().values() for item in items}

    def _by_section(self) -> dict[str, list[Item]]:
        found = {
            f"section:{section.code}": [
                Item(f"question:{one.code}", one.label, _said(one, self.answers.get(one.code)))
                for one in section.questions
            ]
            for section in SECTIONS
        }
        found["section:targets"] = [
            Item(f"target:{place}", f"目標 {place}", _target(target))
            for place, target in enumerate(self.answers.get("targets", ())[:TARGETS], start=1)
        ]
        found[f"section:{BUDGET}"] = [
            *self._of_budget(),
            *(_line(place, one) for place, one in enumerate(self.lines, 1)),
        ]
        found[f"section:{PAPERS}"] = [
            Item(f"paper:{paper['sha256'][:16]}", paper["title"], _paper(paper)) for paper in self.papers
        ]
        return found

    def _of_budget(self) -> Iterable[Item]:
        frame = next((one for one in self.call.frames.all() if one.pk == self.answers.get("frame")), None)
        if frame is not None:
            yield Item("budget:frame", "申請枠", str(frame))
        for name, choices in (("tax_status", TaxStatus), ("basis", Basis)):
            label = "消費税の課税区分" if name == "tax_status" else "補助対象経費の税の扱い"
            said = self.answers.get(name) or ""
            yield Item(f"budget:{name}", label, str(choices(said).label) if said in choices.values else "")
        for name, label in SOURCES.items():
            yield Item(f"budget:{name}", label, yen_text(self.money.get(name) or 0))
        yield Item("budget:requested", "申請額", yen_text(self.money.get("requested")))


def _with(item: Item, old: Mapping[str, Item], *, told_before: bool) -> Item:
    if not told_before:
        return item
    was = old[item.part].text if item.part in old else ""
    return item if was == item.text else Item(item.part, item.label, item.text, was or "(なし)")


def _said(question: Question, value: Any) -> str:
    if value in (None, ""):
        return ""
    if question.kind == "date":
        return format_date(date.fromisoformat(value))
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def _target(target: Mapping[str, str]) -> str:
    due = target.get("due")
    said = [target.get(name, "") for name in OF_TARGET if name != "due"]
    return " ".join(word for word in [*said, f"{format_date(date.fromisoformat(due))}まで" if due else ""] if word)


def _line(place: int, line: Line) -> Item:
    number = line.get("quantity")
    each = f"{yen_text(line['unit_price'])}×{decimal_text(number)}" if line.get("unit_price") and number else ""
    costs = f"経費{yen_text(line.get('cost'))} 補助対象経費{yen_text(line.get('eligible'))}"
    until = line.get("quoted_until")
    quote = [
        f"見積番号{line['quote']}" if line.get("quote") else "",
        f"見積額{yen_text(line['quoted'])}" if line.get("quoted") is not None else "",
        f"有効期限{format_date(until)}" if until else "",
        f"相見積{line['rival']}" if line.get("rival") else "",
    ]
    words = [str(line.get("category") or ""), line.get("content", ""), each, costs, *quote]
    return Item(f"line:{place}", f"{place}行目", " ".join(word for word in words if word))


def _paper(paper: Mapping[str, Any]) -> str:
    issued = paper.get("issued_on")
    day = date.fromisoformat(issued) if isinstance(issued, str) else issued
    return f"{paper['name']}" + (f" 発行日{format_date(day)}" if day else "")


def content_of(filing: Filing) -> Content:
    """What a version that was sent says."""
    sheet = filing.sheet
    money = {name: getattr(sheet, name) for name in SOURCES} | {"requested": filing.content.get("requested")}
    return Content(
        filing.application.call, filing.content["answers"], lines_of(sheet), money, filing.content.get("papers", [])
    )


def lines_of(sheet: BudgetSheet) -> list[Line]:
    names = (
        "category", "content", "unit_price", "quantity", "tax_rate", "cost", "eligible", "quote", "quoted", "quoted_until",
        "rival",
    )  # fmt: skip
    rows = sheet.lines.select_related("category")
    return [{name: value for name in names if (value := getattr(row, name)) not in (None, "")} for row in rows]


def said_of_paper(row: ReceivedFile, issued_on: date | None) -> dict[str, Any]:
    """What a version keeps of a paper."""
    said = {"file": row.pk, "title": row.title, "name": row.name, "sha256": row.sha256}
    return said | {"issued_on": issued_on.isoformat() if issued_on else None}

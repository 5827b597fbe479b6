"""The company of a row: found on the register by all that the row says of it, or registered with that.

A sure match is linked. A doubtful one is never guessed: the row is refused with the candidates named. Nobody known is registered.
"""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.errors import UserError
from banso.core.imports import Column, Reader, Row, Step, Text
from banso.core.imports.declaring import Writing
from banso.core.imports.spelled import Address, Kana, Phone
from banso.core.text import digits

from ..corporate_number import parse_corporate_number, parse_invoice_number
from ..matching.compare import Judgement, Party, Verdict
from ..matching.twins import Twins
from ..models import Company
from ..no_company import why_doubtful, why_no_company
from ..services import record_companies
from ..services.doubting import doubt_rows
from ..services.resolving import Candidate, Resolution, place_of, resolve_all
from .finders import industry, municipality

MOST_NAMED = 3


class CorporateNumber(Reader):
    """A 法人番号 with its check digit; a number cell that lost nothing is taken too."""

    def read(self, cell: Any, heading: str) -> str:
        text = Text().read(cell, heading)
        if re.fullmatch(r"\d(\.\d+)?E\+?\d+", digits(text), re.IGNORECASE):
            raise UserError(
                f"「{text}」は桁が丸められています。Excelで法人番号の列の書式を「文字列」にして、13桁を入れ直してください。"
            )
        return parse_corporate_number(text)


class InvoiceNumber(Reader):
    """An invoice number: T and a 法人番号, or thirteen digits of a sole trader."""

    def read(self, cell: Any, heading: str) -> str:
        return parse_invoice_number(Text().read(cell, heading))


class CompanyName(Text):
    """A company's name. A form offers those the centre lately had to do with; any other may be written."""


def recent_companies(most: int) -> list[Company]:
    """The companies put right or registered last, by their reading: what a form lets one choose from."""
    standing = Company.objects.filter(ended_on=None, merged_into=None).select_related("municipality")
    return sorted(standing.order_by("-updated_at", "-pk")[:most], key=lambda company: (company.kana_key, company.name))


def company_columns(
    fact: str = "company", heading: str = "企業名", *, required: bool = False, only: tuple[str, ...] = ()
) -> tuple[Column, ...]:
    """The columns by which a row names a company, or some `only`; :func:`find_company` makes one fact of them."""
    columns = (
        Column(
            f"{fact}.name",
            heading,
            CompanyName(longest=120),
            ("会社名", "事業者名", "企業名称", "法人名", "事業所名", "相談企業", "商号", "商号又は名称", "名称"),
            required=required,
            example="株式会社みほん商店",
        ),
        Column(
            f"{fact}.kana",
            "フリガナ",
            Kana(longest=160),
            ("ふりがな", "カナ", "企業名カナ", "企業名フリガナ", "会社名カナ"),
        ),
        Column(f"{fact}.corporate_number", "法人番号", CorporateNumber(), example="7000012050002"),
        Column(
            f"{fact}.invoice_number",
            "インボイス登録番号",
            InvoiceNumber(),
            ("登録番号", "適格請求書発行事業者登録番号"),
        ),
        Column(f"{fact}.phone", "電話番号", Phone(longest=20), ("電話", "TEL", "連絡先", "連絡先電話番号")),
        Column(f"{fact}.municipality", "所在地市町村", municipality, ("企業所在地", "所在市町村", "企業の市町村")),
        Column(f"{fact}.address", "所在地", Address(longest=200), ("住所", "企業住所")),
        Column(f"{fact}.industry", "業種", industry),
    )
    return tuple(column for column in columns if not only or column.name.partition(".")[2] in only)


def find_company(fact: str = "company") -> Step:
    """The step that links a row's company, or registers it."""

    def step(rows: list[Row], writing: Writing) -> None:
        _find(rows, fact, writing.kept.setdefault("companies", _Finding(writing.by)))

    return step


def known_company(fact: str = "company") -> Step:
    """The step that links a row's company, which must be on the register: a record to be found cannot be a new company's."""

    def step(rows: list[Row], writing: Writing) -> None:
        _find(rows, fact, writing.kept.setdefault("companies.known", _Finding(writing.by, registers=False)))

    return step


def _find(rows: list[Row], fact: str, finding: "_Finding") -> None:
    named = [(row, _taken(row, fact)) for row in rows]
    finding.find([(row, said) for row, said in named if "name" in said and not row.problems], fact)


def _taken(row: Row, fact: str) -> dict[str, Any]:
    """What a row says of its company, taken out of its facts."""
    start = f"{fact}."
    names = [name for name in row.facts if name.startswith(start)]
    return {name.removeprefix(start): row.facts.pop(name) for name in names}


Said = dict[str, Any]


@dataclass
class _New:
    """A company that rows name and the register does not know: what was said of it, and in which row first."""

    said: Said
    row: Row
    company: Company | None = None
    why: str = ""
    twin: "tuple[_New, Judgement] | None" = None


@dataclass
class _Finding:
    """Companies as one file names them: each way of naming one is looked up once, and a new one registered once.

    Without `registers`, one that is not on the register is refused.
    """

    by: Any
    registers: bool = True
    found: dict[Any, tuple[Company | None, str]] = field(default_factory=dict)
    made: set[int] = field(default_factory=set)
    twins: "Twins[_New]" = field(default_factory=lambda: Twins())

    def find(self, rows: list[tuple[Row, Said]], fact: str) -> None:
        """Give each row its company, or the reason why it has none."""
        keyed = [(_key(said), row, said) for row, said in rows]
        fresh = {key: (row, said) for key, row, said in reversed(keyed) if key not in self.found}
        self._look_up(dict(sorted(fresh.items(), key=lambda item: item[1][0].number)))
        for key, row, said in keyed:
            company, why = self.found[key]
            if company is None:
                row.refuse("企業", why)
                continue
            row.facts[fact] = company
            if why and company.name != said["name"]:
                row.notes.append(f"「{said['name']}」→ 台帳の「{company.name}」({why})")

    def _look_up(self, fresh: dict[Any, tuple[Row, Said]]) -> None:
        parties = [party(said) for _, said in fresh.values()]
        resolved = resolve_all(parties)
        doubted = [
            (row, theirs, found)
            for (row, _), theirs, found in zip(fresh.values(), parties, resolved, strict=True)
            if not self._own(found)
        ]
        queue(doubted, self.by)
        known = Company.objects.only("pk", "name").in_bulk({r.company_id for r in resolved if r.company_id})
        waiting: list[tuple[Any, _New]] = []
        for (key, (row, said)), theirs, found in zip(fresh.items(), parties, resolved, strict=True):
            if found.company_id:
                self.found[key] = (known[found.company_id], "、".join(found.reasons))
            elif found.candidates and not self._own(found):
                self.found[key] = (None, doubt(said["name"], found))
            elif why := why_no_company(said["name"]):
                self.found[key] = (None, why)
            elif not self.registers:
                self.found[key] = (None, f"「{said['name']}」は台帳にありません。書き方を確かめてください。")
            else:
                waiting.append((key, self._same_or_new(row, said, theirs)))
        self._register([new for _, new in waiting if new.company is None and not new.why])
        self._queue_twins([new for _, new in waiting if new.twin])
        for key, new in waiting:
            self.found[key] = (new.company, new.why)

    def _own(self, found: Resolution) -> bool:
        """Whether what a row may mean are companies that this very file brought in."""
        return bool(found.candidates) and all(one.company_id in self.made for one in found.candidates)

    def _same_or_new(self, row: Row, said: Said, ours: Party) -> _New:
        """The new company that an earlier row named, another one, or one that waits because it may be an earlier row's."""
        new, judgement = self.twins.of(ours)
        if new and judgement.verdict is Verdict.SAME:
            return new
        if new:
            why = doubt_twin(said["name"], new.row.number, new.said["name"])
            return _New(said, row, why=why, twin=(new, judgement))
        new = _New(said, row, why=why_doubtful(said["name"]))
        if not new.why:
            self.twins.add(ours, new)
        return new

    def _queue_twins(self, doubted: list[_New]) -> None:
        """Rows that may mean a company which another row of the file brought in wait for a person, as twins of the register do."""
        rows = []
        for one in doubted:
            assert one.twin is not None
            first, judgement = one.twin
            if first.company is not None:
                candidate = Candidate(first.company.pk, first.said["name"], judgement.score, judgement.reasons)
                resolution = Resolution(Verdict.DOUBTFUL, candidates=(candidate,))
                rows.append((party(one.said), resolution, f"取り込んだ表の{one.row.number}行目"))
        doubt_rows(rows, by=self.by)

    def _register(self, new: list[_New]) -> None:
        new = list({id(one): one for one in new}.values())
        if self.by is not None and not self.by.has_perm("registers.add_company"):
            for one in new:
                one.why = f"「{one.said['name']}」は台帳にありません。企業を登録できる人に登録してもらってください。"
            return
        made = record_companies([one.said for one in new], by=self.by) if new else []
        for one, key in zip(new, made, strict=True):
            if isinstance(key, ValidationError):
                one.why = f"「{one.said['name']}」を台帳に登録できません。{''.join(key.messages)}"
            else:
                one.company = Company(pk=key, name=one.said["name"])
                self.made.add(key)
                one.row.made.append(one.company)
                one.row.notes.append(f"企業「{one.said['name']}」を台帳に登録します。")


def _key(said: Said) -> Any:
    return tuple(sorted((name, str(value)) for name, value in said.items()))


def queue(rows: list[tuple[Row, Party, Resolution]], by: Any) -> None:
    """Put the doubtful rows where a person decides; decided as one company, the row comes in the next time.

    Each asks as well, so that who looks at the file beforehand can decide there.
    """
    for row, theirs, found in rows:
        if found.candidates:
            row.asks = {"told": asdict(theirs), "candidates": [asdict(candidate) for candidate in found.candidates]}
    doubt_rows([(theirs, found, f"取り込んだ表の{row.number}行目") for row, theirs, found in rows], by=by)


def doubt(name: str, found: Resolution) -> str:
    """The candidates of a doubtful company, in words, with what to do."""
    named = "、".join(
        f"「{candidate.name}」(番号{candidate.company_id}、{'・'.join(candidate.reasons)})"
        for candidate in found.candidates[:MOST_NAMED]
    )
    return f"「{name}」は台帳の {named} と同じ企業か決められません。「名寄せの確認」で決めるか、法人番号か電話番号の列を足すか、台帳の名前に直してください。"


def doubt_twin(name: str, number: int, first: str) -> str:
    """A company that may be the one of an earlier row, in words, with what to do."""
    return (
        f"「{name}」は{number}行目の「{first}」と同じ企業か決められません。{number}行目を取り込んだあとに"
        "「名寄せの確認」で決めてもう一度取り込むか、名前をそろえてください。"
    )


def party(said: Said) -> Party:
    """All that a row says of a company, to compare it by."""
    return Party(
        said["name"],
        kana=said.get("kana", ""),
        corporate_number=said.get("corporate_number", ""),
        invoice_number=said.get("invoice_number", ""),
        phone=said.get("phone", ""),
        municipality=place_of(str(said.get("municipality", "")), said.get("address", "")),
    )

"""The company of a row: found on the register by all that the row says of it, or registered with that.

A sure match is linked. A doubtful one is never guessed: the row is refused with the candidates named. Nobody known is registered.
"""

from typing import Any

from banso.core.errors import UserError
from banso.core.imports import Column, Reader, Row, Step, Text
from banso.core.imports.declaring import Writing

from .. import services
from ..corporate_number import parse_corporate_number
from ..matching.compare import Party, Verdict, compare
from ..matching.resolving import Resolved, resolve
from ..models import Company
from ..naming import name_key
from .finders import industry, municipality

MOST_NAMED = 3


class CorporateNumber(Reader):
    """A 法人番号 with its check digit; a number cell that lost nothing is taken too."""

    def read(self, cell: Any, heading: str) -> str:
        return parse_corporate_number(Text().read(cell, heading))


class InvoiceNumber(Reader):
    """An invoice number: T and a 法人番号, or thirteen digits of a sole trader."""

    def read(self, cell: Any, heading: str) -> str:
        number = Text(only="0-9").read(cell, heading)
        if len(number) != 13:
            raise UserError("インボイス登録番号はTと13桁の数字で入れてください。")
        return f"T{number}"


def company_columns(fact: str = "company", heading: str = "企業名", *, required: bool = False) -> tuple[Column, ...]:
    """The columns by which a row names a company; :func:`find_company` makes one fact of them."""
    return (
        Column(
            f"{fact}.name",
            heading,
            Text(longest=120),
            ("会社名", "事業者名", "企業名称", "法人名", "事業所名", "相談企業", "商号", "商号又は名称", "名称"),
            required=required,
            example="株式会社みほん商店",
        ),
        Column(
            f"{fact}.kana",
            "フリガナ",
            Text(longest=160),
            ("ふりがな", "カナ", "企業名カナ", "企業名フリガナ", "会社名カナ"),
        ),
        Column(f"{fact}.corporate_number", "法人番号", CorporateNumber(), example="7000012050002"),
        Column(
            f"{fact}.invoice_number",
            "インボイス登録番号",
            InvoiceNumber(),
            ("登録番号", "適格請求書発行事業者登録番号"),
        ),
        Column(f"{fact}.phone", "電話番号", Text(longest=20), ("電話", "TEL", "連絡先", "連絡先電話番号")),
        Column(f"{fact}.municipality", "所在地市町村", municipality, ("企業所在地", "所在市町村", "企業の市町村")),
        Column(f"{fact}.address", "所在地", Text(longest=200), ("住所", "企業住所")),
        Column(f"{fact}.industry", "業種", industry),
    )


def find_company(fact: str = "company") -> Step:
    """The step that links a row's company, or registers it."""

    def step(rows: list[Row], writing: Writing) -> None:
        named = [row for row in rows if f"{fact}.name" in row.facts]
        said = [_taken(row, fact) for row in named]
        register = _Registering(writing)
        for row, facts, resolved in zip(named, said, resolve([party(facts) for facts in said]), strict=True):
            if row.problems:
                continue
            company = resolved.company or _nobody(row, resolved, facts, register)
            if company is not None:
                row.facts[fact] = company
                if resolved.company and company.name != facts["name"]:
                    row.notes.append(f"「{facts['name']}」→ 台帳の「{company.name}」({resolved.why})")
        for row in rows:
            for name in [name for name in row.facts if name.startswith(f"{fact}.")]:
                del row.facts[name]

    return step


def _nobody(row: Row, resolved: Resolved, facts: dict[str, Any], register: "_Registering") -> Company | None:
    if resolved.doubtful:
        row.refuse("企業", doubt(facts["name"], resolved))
        return None
    return register(row, facts)


def doubt(name: str, resolved: Resolved) -> str:
    """The candidates of a doubtful company, in words, with what to do."""
    named = "、".join(
        f"「{company.name}」(番号{company.pk}、{'・'.join(judgement.reasons)})"
        for company, judgement in resolved.doubtful[:MOST_NAMED]
    )
    return f"「{name}」は台帳の {named} と同じ企業か決められません。法人番号か電話番号の列を足すか、台帳の名前に直してください。"


class _Registering:
    """New companies of one chunk of rows: the same company in two rows is registered once."""

    def __init__(self, writing: Writing) -> None:
        self.by = writing.by
        self.made: dict[str, list[tuple[Party, Company, int]]] = {}
        self.may = writing.by is None or writing.by.has_perm("registers.add_company")

    def __call__(self, row: Row, facts: dict[str, Any]) -> Company | None:
        if not self.may:
            row.refuse("企業", f"「{facts['name']}」は台帳にありません。企業を登録できる人に登録してもらってください。")
            return None
        said = party(facts)
        key = name_key(said.name)
        for other, company, number in self.made.get(key, ()):
            verdict = compare(said, other).verdict
            if verdict is Verdict.SAME:
                return company
            if verdict is Verdict.DOUBTFUL:
                row.refuse(
                    "企業",
                    f"「{said.name}」は{number}行目の「{other.name}」と同じ企業か決められません。名前をそろえてください。",
                )
                return None
        company = services.record_company(by=self.by, **facts)
        self.made.setdefault(key, []).append((said, company, row.number))
        row.made.append(company)
        row.notes.append(f"企業「{company.name}」を台帳に登録します。")
        return company


def _taken(row: Row, fact: str) -> dict[str, Any]:
    """What a row says of its company."""
    start = f"{fact}."
    return {name.removeprefix(start): value for name, value in row.facts.items() if name.startswith(start)}


def party(facts: dict[str, Any]) -> Party:
    """All that a row says of a company, to compare it by."""
    return Party(
        facts["name"],
        kana=facts.get("kana", ""),
        corporate_number=facts.get("corporate_number", ""),
        invoice_number=facts.get("invoice_number", ""),
        phone=facts.get("phone", ""),
        municipality=str(facts.get("municipality", "")),
    )

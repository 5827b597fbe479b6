"""How a support of the council is worked (活性化協議会の手続): its roles, words and dates. The steps are in :mod:`.steps`."""

from collections.abc import Callable
from typing import Any

from banso.cases import words
from banso.core.money import yen_text
from banso.procedures.declaring import procedure
from banso.procedures.offering import state_of

from . import chains, monitoring
from .choices import ENDS_WITHOUT_PLAN
from .models import CouncilCase, CouncilStep, CreditorTable
from .services import open_council
from .terms import Values


def _told(council: CouncilCase) -> list[tuple[str, str]]:
    """The debts of the firm by the latest table."""
    table = CreditorTable.objects.filter(council=council).order_by("-version").first()
    if table is None:
        return []
    lines = list(table.lines.all())
    owed = f"{len(lines)}者 {yen_text(sum(line.balance for line in lines))}(うち非保全 {yen_text(sum(line.unsecured for line in lines))})"
    return [(str(table), owed)]


COUNCIL = procedure(
    code="council",
    label="活性化協議会の支援",
    of=CouncilCase,
    steps=CouncilStep,
    root="council",
    opening=("route", "brought_by", "size", "previous"),
    roles={"company": "企業の代表者", "bank": "金融機関の担当者", "guarantor": "保証人", "expert": "外部専門家"},
    values=Values,
    tells=_told,
    unsound=chains.unsound,
    confidential=True,
)
COUNCIL.opened_by(open_council)
COUNCIL.deadline("lift", "事前相談を整理する", who="keeper", met_by=("lifted", "first"))
COUNCIL.deadline(
    "reply", "窓口相談への回答", who="keeper",
    met_by=("advised", "referred", "sounded", "decided", *ENDS_WITHOUT_PLAN),
)  # fmt: skip
COUNCIL.deadline(
    "intent", "金融機関の意向の回答", who="keeper", each="sounded", met_by="intended",
    met=lambda state: state.closed or state.count("intended") >= state.count("sounded"),
)  # fmt: skip
COUNCIL.deadline("examine", "DDの報告", who="keeper", met_by=("examined", "planned", *ENDS_WITHOUT_PLAN))
COUNCIL.deadline("consents", "債権者の同意", who="keeper", met_by=("completed", *ENDS_WITHOUT_PLAN))
COUNCIL.deadline("monitoring", "モニタリング", who="keeper", met_by="monitored", falls=monitoring.schedule)


def _of_step(name: str) -> Callable[[words.Subject], Any]:
    return lambda about: getattr(about.step, name, None)


def _creditors(about: words.Subject) -> list[dict[str, Any]]:
    """The target creditors by the latest table."""
    table = CreditorTable.objects.filter(council__case=about.case).order_by("-version").first()
    rows = table.lines.filter(creditor__is_target=True).select_related("creditor__organisation") if table else ()
    return [
        {"債権者": str(row.creditor.organisation), "残高": row.balance, "割合": f"{row.share / 10_000:.2f}%"}
        for row in rows
    ]


def _support(about: words.Subject) -> str:
    return chains.support_in_words(state_of(COUNCIL, about.case))


words.declare(
    COUNCIL.code,
    COUNCIL.label,
    words.Word("支援の種類", "再生支援(金融支援を求める)", _support),
    words.Word("金融機関", "ねぶた銀行", lambda about: about.step and about.step.bank and about.step.bank.name),
    words.Word("基準日", "令和6年3月31日", _of_step("base_on")),
    words.Word("猶予の期限", "令和6年9月30日", _of_step("until")),
    words.Word("開催日", "令和6年7月10日", _of_step("meets_on")),
    words.Word("手続の日", "令和6年4月10日", _of_step("taken_on")),
    words.Word("手続の備考", "会場はセンター会議室", _of_step("note")),
    words.WordList("債権者一覧", {"債権者": "ねぶた銀行", "残高": "60,000,000", "割合": "60.00%"}, _creditors),
)

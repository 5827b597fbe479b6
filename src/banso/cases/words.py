"""Words that a form may print, or a mail say, about a case (差込語): those of every case, and those a procedure declares for its own.

    declare("dispatch", "専門家派遣", Word("専門家名", "鈴木 花子", lambda about: about.case.dispatch.expert.name))

A value of None is missing and stops the letter; an empty text prints nothing. Dates are printed in 和暦, numbers with commas.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_label
from banso.core.spelling import hyphened
from banso.registers.centre import centre_name

from .models import Case, Party


@dataclass(frozen=True)
class Subject:
    """What a letter is about: a case, the step it is printed for, to whom it goes, its number and date, what stands for the seal, the address of
    the party's own page.
    """

    case: Case
    step: Any = None
    party: Party | None = None
    number: str = ""
    on: date | None = None
    seal_mark: str = ""
    link: str = ""


@dataclass(frozen=True)
class Word:
    """One word: its name, an example of what is printed, and where it is taken from."""

    name: str
    example: str
    value: Callable[[Subject], Any]


@dataclass(frozen=True)
class WordList:
    """Rows of words, for a table: the names of its columns with an example each, and the rows."""

    name: str
    columns: Mapping[str, str]
    rows: Callable[[Subject], Iterable[Mapping[str, Any]]]


@dataclass
class Declared:
    label: str
    words: dict[str, Word]
    lists: dict[str, WordList]


def _programme(about: Subject) -> str:
    year = about.case.programme.years.filter(fiscal_year=about.case.fiscal_year).first()
    return year.name if year else str(about.case.programme)


def _of_company(about: Subject, *names: str) -> str | None:
    company = about.case.company
    return "".join(getattr(company, name) for name in names) or None if company else None


def _of_party(about: Subject, name: str) -> str | None:
    return getattr(about.party, name) if about.party else None


BASE = (
    Word("企業名", "株式会社みなと製作所", lambda about: _of_company(about, "name")),
    Word("企業_所在地", "○○県○○市中央1-2-3", lambda about: _of_company(about, "prefecture", "address")),
    Word("申請者", "株式会社みなと製作所", lambda about: about.case.whose or None),
    Word("案件番号", "R6-0012", lambda about: about.case.number or None),
    Word("件名", "生産工程の改善", lambda about: about.case.title or None),
    Word("事業名", "専門家派遣事業", _programme),
    Word("年度", "令和6年度", lambda about: fiscal_year_label(about.case.fiscal_year)),
    Word("受付日", "令和6年4月10日", lambda about: about.case.opened_on),
    Word("担当者", "担当 一郎", lambda about: about.case.keeper.name if about.case.keeper else None),
    Word("担当部署", "総合支援課", lambda about: about.case.keeper.unit.name if about.case.keeper else None),
    Word("センター名", "公益財団法人○○産業支援センター", lambda about: centre_name()),
    Word("宛先_氏名", "山田 太郎", lambda about: _of_party(about, "name")),
    Word("宛先_役職", "代表取締役", lambda about: _of_party(about, "title")),
    Word("宛先_郵便番号", "100-0001", lambda about: hyphened(_of_party(about, "postal_code") or "") or None),
    Word("宛先_住所", "○○県○○市中央1-2-3", lambda about: _of_party(about, "address") or None),
    Word("文書番号", "6産支第12号", lambda about: about.number),
    Word("文書日付", "令和6年4月10日", lambda about: about.on),
    Word("専用ページ", "https://…", lambda about: about.link or None),
    Word("公印表示", "(公印省略)", lambda about: about.seal_mark),
)
StepFinder = Callable[[Case, str], Any]
_step_finders: list[StepFinder] = []
_declared: dict[str, Declared] = {"": Declared("すべての案件", {word.name: word for word in BASE}, {})}


def declare(procedure: str, label: str, *words: Word | WordList) -> None:
    """Declare words of a procedure, by its code and its name. Raises ValueError where a name is taken or no plain word."""
    found = _declared.setdefault(procedure, Declared(label, {}, {}))
    base = _declared[""].words
    for word in words:
        if word.name in base or word.name in found.words or word.name in found.lists:
            raise ValueError(f"word {word.name!r} of procedure {procedure!r} is declared twice")
        if not all(name.isidentifier() for name in (word.name, *getattr(word, "columns", ()))):
            raise ValueError(f"word {word.name!r} of procedure {procedure!r} has a name that no form can hold")
        if isinstance(word, Word):
            found.words[word.name] = word
        else:
            found.lists[word.name] = word


def add_step_finder(finder: StepFinder) -> None:
    """Have the step a letter is printed for found by the code of its form; None where it belongs to no step."""
    _step_finders.append(finder)


def step_for(case: Case, form: str) -> Any:
    """The step of a case that a form of this code is printed for; None where there is none."""
    return next((step for finder in _step_finders if (step := finder(case, form)) is not None), None)


def declared(procedure: str) -> list[Declared]:
    """The words a form of a procedure may print: its own, and those of every case."""
    return [_declared[code] for code in dict.fromkeys((procedure, "")) if code in _declared]


def procedures() -> list[tuple[str, str]]:
    """The procedures that have words of their own, as (code, label), after those of every case."""
    return [(code, found.label) for code, found in _declared.items()]


def refuse_unknown(procedure: str, used: Iterable[str]) -> None:
    """Refuse a form with words no case can fill in. Raises ValidationError, naming each."""
    if wrong := unknown(procedure, used):
        raise ValidationError({"file": [f"様式の{said}" for said in wrong]})


def unknown(procedure: str, used: Iterable[str]) -> list[str]:
    """What is to be said of words no case can fill in: each by its name, with those that are meant perhaps."""
    known = set()
    for found in declared(procedure):
        known |= found.words.keys() | found.lists.keys()
        known |= {f"{rows.name}.{column}" for rows in found.lists.values() for column in rows.columns}
    return [_unknown(name, known) for name in used if name not in known]


def _unknown(name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), 3, 0.4)
    meant = f"「{'」「'.join(near)}」のことですか。" if near else "「使える差込語」の一覧から選んでください。"
    return f"「{name}」という差込語はありません。{meant}"


def values(procedure: str, used: Iterable[str], about: Subject) -> dict[str, Any]:
    """What a form's words say of a subject. Raises ValidationError, naming every word that has no value."""
    found, missing = {}, []
    for name in used:
        value, lacking = _value(procedure, name, about)
        missing += lacking
        if "." not in name:
            found[name] = value
    if missing:
        names = "」「".join(dict.fromkeys(missing))
        raise ValidationError(
            f"「{names}」の値がまだないため、文書を作れません。案件・関係者の登録を確かめてください。"
        )
    return found


def said(procedure: str, used: Iterable[str], about: Subject) -> list[tuple[str, str | None]]:
    """Each of a form's words with what it says; None where the value is missing."""
    shown: list[tuple[str, str | None]] = []
    for name in used:
        value, lacking = _value(procedure, name, about)
        if "." not in name:
            text = f"{len(value)}行" if isinstance(value, list) else value
            shown.append((name, None if lacking else text))
    return shown


def _value(procedure: str, name: str, about: Subject) -> tuple[Any, list[str]]:
    """A word's value as it is printed, and the names of what is missing in it."""
    for declared_ in declared(procedure):
        if name in declared_.words:
            value = declared_.words[name].value(about)
            return _printed(value), [name] if value is None else []
        if name in declared_.lists:
            return _rows(declared_.lists[name], about)
    return None, [] if "." in name else [name]


def _rows(declared_: WordList, about: Subject) -> tuple[list[dict[str, str]], list[str]]:
    rows, missing = [], []
    for number, row in enumerate(declared_.rows(about), start=1):
        missing += [f"{declared_.name} {number}行目の{name}" for name in declared_.columns if row.get(name) is None]
        rows.append({name: _printed(row.get(name)) for name in declared_.columns})
    return rows, missing


def _printed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return format_date(value)
    return f"{value:,}" if isinstance(value, int) else str(value)

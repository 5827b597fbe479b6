"""What the machine sees of each check on a day. It proposes; a person decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from banso.core.era import format_date

from ..aftercare.owed import owes_reports
from ..models.applications import Application
from .choices import CheckKind, CheckResult
from .control import why_deemed
from .kin import Kin, kin_of
from .sizing import judged

MOST_TOLD = 5


@dataclass(frozen=True)
class Finding:
    """What the machine proposes, and why in words; `ask` where a person has to find out."""

    result: CheckResult
    said: str


def finding_of(application: Application, kind: str, day: date) -> Finding | None:
    """What the machine sees of a check; None for what it cannot see."""
    look = _LOOKS.get(kind)
    return look(application, day) if look else None


def _size(application: Application, day: date) -> Finding:
    company = application.case.company
    if company is None:
        return Finding(CheckResult.ASK, "個人の申請です。事業の規模を申請書で確かめてください。")
    small, said = judged(company, day)
    result = {True: CheckResult.OK, False: CheckResult.NG, None: CheckResult.ASK}[small]
    return Finding(result, said)


def _deemed(application: Application, day: date) -> Finding:
    holders, officers = list(application.shareholders.all()), list(application.officers.all())
    if reasons := why_deemed(holders, officers):
        return Finding(CheckResult.NG, f"みなし大企業にあたります: {'。'.join(reasons)}。")
    if application.case.company is None:
        return Finding(CheckResult.OK, "個人の申請です。")
    if not holders or not officers:
        missing = "と".join(name for name, rows in (("株主", holders), ("役員", officers)) if not rows)
        return Finding(CheckResult.ASK, f"{missing}が登録されていません。「株主と役員」に入れてください。")
    total = sum((one.share for one in holders), Decimal())
    return Finding(
        CheckResult.OK,
        f"株主{len(holders)}名(出資の合計{total.normalize():f}%)・役員{len(officers)}名では、あたりません。",
    )


def _duplicate(application: Application, day: date) -> Finding:
    return _told(application, [one for one in kin_of(application) if one.same_firm], "同じ企業の申請・交付")


def _related(application: Application, day: date) -> Finding:
    return _told(application, [one for one in kin_of(application) if not one.same_firm], "関係のある企業の申請・交付")


def _told(application: Application, found: list[Kin], what: str) -> Finding:
    """None is fine; one to the same call is one too many; of others a person judges whether the same costs are paid twice."""
    if not found:
        return Finding(CheckResult.OK, f"{what}は、ほかにありません。")
    here = [one for one in found if one.application.call_id == application.call_id]
    said = "\n".join(map(str, [*here, *(one for one in found if one not in here)][:MOST_TOLD]))
    more = f"\nほか{len(found) - MOST_TOLD}件" if len(found) > MOST_TOLD else ""
    if here:
        return Finding(CheckResult.NG, f"同じ公募に{what}があります。申請は1件だけです。\n{said}{more}")
    return Finding(CheckResult.ASK, f"{what}があります。同じ経費が重ならないことを確かめてください。\n{said}{more}")


def _duties(application: Application, day: date) -> Finding:
    company = application.case.company
    late = list(owes_reports(company, day)) if company else []
    if late:
        said = "\n".join(f"{row.name}(期限 {format_date(row.due_on)})" for row in late[:MOST_TOLD])
        return Finding(CheckResult.NG, f"出ていない報告があります。\n{said}")
    return Finding(CheckResult.OK, "期限を過ぎて出ていない報告はありません。")


def _police(application: Application, day: date) -> Finding:
    officers = list(application.officers.all())
    if not officers:
        return Finding(CheckResult.ASK, "役員が登録されていません。「株主と役員」に入れてください。")
    if lacking := [f"{one.name}({'・'.join(one.lacking)})" for one in officers if one.lacking]:
        return Finding(CheckResult.ASK, f"照会の一覧に足りないもの: {'、'.join(lacking)}")
    return Finding(CheckResult.ASK, listed_as(application))


def listed_as(application: Application) -> str:
    """How the list of an application's officers is told from a later one: their number, and a digest of what the list says."""
    rows = [f"{one.name}\t{one.kana}\t{one.born_on}\t{one.gender}\t{one.address}" for one in application.officers.all()]
    return f"役員{len(rows)}名の一覧(照合 {sha256(chr(10).join(sorted(rows)).encode()).hexdigest()[:12]})"


_LOOKS: dict[str, Callable[[Application, date], Finding]] = {
    CheckKind.SIZE: _size,
    CheckKind.DEEMED: _deemed,
    CheckKind.DUPLICATE: _duplicate,
    CheckKind.RELATED: _related,
    CheckKind.DUTIES: _duties,
    CheckKind.POLICE: _police,
}

"""The letter to the police (暴力団排除の照会): whose officers may be listed, the list in Excel, the inquiry and its reply."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.workbooks import HEAD, new_book
from banso.core.writing import correct, hold, record
from banso.registers.models import User

from ..models import Application, Call, InquiredApplication, Officer, PoliceInquiry
from .choices import CheckKind, CheckResult
from .findings import listed_as
from .kin import OVER
from .services import check
from .standing import Check, checks_of

HEADINGS = ("番号", "商号・名称", "役職", "氏名", "フリガナ", "生年月日", "性別", "住所")


@dataclass(frozen=True)
class Listable:
    """An application of a call: its officers, and why they cannot go on the list yet ('' where nothing is against it)."""

    application: Application
    officers: Sequence[Officer]
    check: Check | None
    why: str


def listables(call: Call, day: date) -> list[Listable]:
    """The applications of a call that are still alive, with their officers."""
    rows = Application.objects.filter(call=call).exclude(case__standing__step__in=OVER)
    related = rows.select_related("case__company", "case__person", "case__programme", "case__terms", "call")
    found = related.prefetch_related("officers", "checks").order_by("case__number", "pk")
    return [_listable(application, day) for application in found]


def _listable(application: Application, day: date) -> Listable:
    officers = list(application.officers.all())
    made = next((one for one in checks_of(application, day, look=False) if one.kind == CheckKind.POLICE), None)
    why = "" if officers else "役員が登録されていません。"
    if lacking := [f"{one.name}: {'・'.join(one.lacking)}" for one in officers if one.lacking]:
        why = f"足りないもの({'、'.join(lacking)})"
    if made and made.row and made.state in ("ask", "ok", "ng") and made.row.found == listed_as(application):
        why = {"ask": "照会中です。", "ok": "回答を受けています。", "ng": "回答を受けています。"}[made.state]
    return Listable(application, officers, made, why)


def table(applications: Iterable[Application]) -> list[list[str]]:
    """The rows of the list, as they leave the house."""
    found: list[list[str]] = []
    for application in applications:
        for one in application.officers.all():
            born = format_date(one.born_on) if one.born_on else ""
            said = [application.case.whose, one.get_role_display(), one.name, one.kana, born, one.get_gender_display()]
            found.append([str(len(found) + 1), *said, one.address])
    return found


@verb
def ask_police(
    call: Call, applications: Collection[Application], *, to: str, asked_on: date, by: User | None
) -> PoliceInquiry:
    """Have a list of officers go to the police: the inquiry, and of each application the check that waits for the reply.

    Raises ValidationError for none, and for one whose officers cannot be listed, with the reason.
    """
    if not applications:
        raise ValidationError("照会する申請を選んでください。")
    may = {one.application.pk: one.why for one in listables(call, asked_on)}
    for application in applications:
        if why := may.get(application.pk, "この公募の、進行中の申請ではありません。"):
            raise ValidationError(f"「{application.case.whose}」は一覧に入れられません。{why}")
    facts = {"programme": call.course.programme, "call": call, "to": to, "asked_on": asked_on}
    inquiry = record(PoliceInquiry, facts)
    for application in applications:
        record(InquiredApplication, {"inquiry": inquiry, "application": application, "found": listed_as(application)})
        check(application, CheckKind.POLICE, result=CheckResult.ASK, checked_on=asked_on, reason=f"{to}に照会中", by=by)
    return inquiry


@verb
def note_reply(
    inquiry: PoliceInquiry, *, replied_on: date, reply_no: str = "", hits: Collection[int] = (), by: User | None
) -> PoliceInquiry:
    """Note the reply: of each application on the list, that nobody was found, or that someone was. `hits` are the keys of the latter.

    An application whose list was changed meanwhile stays to be asked anew. Raises ValidationError where a reply was noted already, or for a
    day before the inquiry.
    """
    held = hold(PoliceInquiry.objects.filter(pk=inquiry.pk))
    if held.replied_on is not None:
        raise ValidationError("この照会の回答は、すでに登録されています。")
    corrected = correct(held, {"replied_on": replied_on, "reply_no": reply_no})
    for entry in held.entries.select_related("application__case__terms"):
        if entry.application_id not in hits and entry.found != listed_as(entry.application):
            continue
        hit = entry.application_id in hits
        result, said = CheckResult.NG if hit else CheckResult.OK, f"{held.to}の回答 {reply_no}".strip()
        check(entry.application, CheckKind.POLICE, result=result, checked_on=replied_on, reason=said, by=by)
    return corrected


def why_not_listed(inquiry: PoliceInquiry) -> str:
    """Why the list of an inquiry cannot be made any more: someone on it was changed since; '' if it can."""
    entries = inquiry.entries.select_related("application__case__company", "application__case__person")
    changed = [entry.application.case.whose for entry in entries if entry.found != listed_as(entry.application)]
    return f"照会のあとに役員が変わりました({'、'.join(changed)})。新しい照会を作ってください。" if changed else ""


def workbook(inquiry: PoliceInquiry) -> bytes:
    """The list of officers as it goes with the letter."""
    file = BytesIO()
    book = new_book(file)
    sheet, bold = book.add_worksheet("役員一覧"), book.add_format(HEAD)
    sheet.write_string(0, 0, f"役員等一覧({inquiry.programme} {format_date(inquiry.asked_on)} {inquiry.to})")
    rows = table(entry.application for entry in inquiry.entries.select_related("application__case"))
    for number, line in enumerate([list(HEADINGS), *rows], 2):
        for column, words in enumerate(line):
            sheet.write_string(number, column, words, bold if number == 2 else None)
    sheet.set_column(1, 1, 28)
    sheet.set_column(3, 5, 18)
    sheet.set_column(7, 7, 44)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()

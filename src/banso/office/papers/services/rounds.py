"""A whole round of letters: asked for, numbered at one instant, issued some at a time, gone on with after a break.

Until the numbers are taken nothing is written that a letter would bear. With them every letter's words are bound, so that what
comes after can neither fail for want of a word nor say something else. Each portion of letters is one transaction: a worker that
dies leaves whole letters or none.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from banso.cases import words
from banso.cases.choices import Way
from banso.cases.contacts import refuse_post, rules_of_each
from banso.cases.leaving import letting_out
from banso.cases.models import Case, Party
from banso.cases.roles import role_name
from banso.core.acting import acting_for
from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of
from banso.core.jobs import BROKEN_OFF, when_broken_off
from banso.core.series import take_numbers
from banso.core.trail import verb
from banso.core.word_pdf import pdf_of
from banso.core.writing import hold, record
from banso.registers.models import Staff, User

from ..choices import RoundState
from ..models import Form, Letter, Recipient, Round, printed_number
from .forms import forms_for
from .letters import LETTERS, addressee_of, filled, footed, keep_letter, press_seal, send, series_of, subject_of

log = logging.getLogger(__name__)
MOST, AT_ONCE, MOST_NAMED = 2_000, 50, 5
LAST = "\uffff"  # after every postal code and reading
ALONG = ("programme__walled_to", "company", "person", "keeper__unit", "terms")


def chosen(ids: Iterable[int]) -> list[Case]:
    """The cases a round may go to. Raises UserError, saying why, for none, too many, or those of several programmes."""
    cases = list(Case.objects.filter(pk__in=set(ids)).select_related(*ALONG).order_by("pk")[: MOST + 1])
    if not cases:
        raise UserError("案件を選んでください。")
    if len(cases) > MOST:
        raise UserError(f"一度に発行できるのは{MOST:,}件までです。条件で絞り込んでください。")
    programmes = {case.programme_id: case.programme for case in cases}
    if len(programmes) > 1:
        names = "」「".join(sorted(map(str, programmes.values()))[:MOST_NAMED])
        raise UserError(
            f"一斉発行は一つの事業の案件に限ります。「{names}」が混じっています。事業で絞り込んでください。"
        )
    return cases


def offered(cases: Sequence[Case]) -> tuple[list[Form], list[tuple[str, str]]]:
    """The forms that every one of these cases uses, and the roles of their parties with their names."""
    kinds = {(case.procedure, case.fiscal_year): case for case in cases}
    each = [{form.pk: form for form in forms_for(case)} for case in kinds.values()]
    common = [form for pk, form in each[0].items() if all(pk in forms for forms in each)]
    roles = Party.objects.filter(case__in=cases, ended_on=None).values_list("role", flat=True)
    return common, [(role, role_name(cases[0].procedure, role)) for role in sorted(set(roles))]


@verb
def ask_round(cases: Sequence[Case], form: Form, *, role: str = "", title: str = "", by: User) -> Round:
    """Ask for a letter by one form to each of these cases; a worker issues them in the order of their addresses.

    Raises ValidationError where a case cannot use the form, or has nobody in the role the letters are for.
    """
    if form not in offered(cases)[0]:
        raise ValidationError({"form": f"様式「{form}」を使えない案件が混じっています。"})
    parties = parties_of(cases, role)
    facts = {"programme": cases[0].programme, "form": form, "title": title or form.title, "role": role, "asked_by": by}
    asked = record(Round, facts | {"total": len(cases)})
    rows = [_recipient(asked, case, parties.get(case.pk)) for case in cases]
    rows.sort(key=lambda row: (row.postal_code or LAST, _reading(row.case), row.case_id))
    for position, row in enumerate(rows):
        row.position = position
    Recipient.objects.bulk_create(rows)
    issue_letters.defer(round_id=asked.pk, user_id=by.pk)
    return asked


def parties_of(cases: Sequence[Case], role: str) -> dict[int, Party]:
    """To whom each case's letter goes. Raises ValidationError, naming the cases with nobody in the role."""
    if not role:
        return {}
    found: dict[int, Party] = {}
    for party in Party.objects.filter(case__in=cases, role=role, ended_on=None).order_by("pk"):
        found.setdefault(party.case_id, party)
    if lacking := [case for case in cases if case.pk not in found]:
        name = role_name(cases[0].procedure, role)
        raise ValidationError({"role": f"「{name}」が登録されていない案件があります: {_named(lacking)}"})
    return found


def _named(cases: Sequence[Any]) -> str:
    more = f"ほか{len(cases) - MOST_NAMED}件" if len(cases) > MOST_NAMED else ""
    return "、".join(str(case) for case in cases[:MOST_NAMED]) + more


def _recipient(asked: Round, case: Case, party: Party | None) -> Recipient:
    """One recipient, at the party's address for this case, else at the company's."""
    row = Recipient(round=asked, case=case, party=party, whose=case.whose, addressee=addressee_of(party))
    if party is not None and party.address:
        row.postal_code, row.address = party.postal_code, party.address
    elif case.company is not None:
        row.postal_code, row.address = case.company.postal_code, f"{case.company.prefecture}{case.company.address}"
    return row


def _reading(case: Case) -> str:
    return str(getattr(case.company or case.person, "kana_key", "") or LAST)


@verb
def resume_round(asked: Round, *, by: User) -> None:
    """Go on with a round that stopped. Raises ValidationError for one at work or done."""
    hold(Round.objects.filter(pk=asked.pk))
    asked.refresh_from_db()
    if asked.under_way or (asked.state == RoundState.DONE and asked.pdf):
        raise ValidationError("この一斉発行は、すでに発行中か、終わっています。画面を開き直してください。")
    _stand(asked.pk, RoundState.WAITING)
    issue_letters.defer(round_id=asked.pk, user_id=by.pk)


@verb
def send_round(asked: Round, *, means: str, sent_on: date, note: str = "", by: User) -> int:
    """Write down that every letter of a round that is neither void nor sent went out; how many. Raises ValidationError."""
    left = Letter.objects.filter(recipient__round=asked, void=None, sending=None)
    for letter in left:
        send(letter, means=means, sent_on=sent_on, note=note, by=by)
    return len(left)


@verb
def press_round(asked: Round, *, pressed_on: date, pressed_by: Staff, by: User) -> int:
    """Write down that the centre's seal was put on a copy of every letter of a round that is neither void nor sealed; how many."""
    left = Letter.objects.filter(recipient__round=asked, void=None, seal_use=None)
    for letter in left:
        press_seal(letter, pressed_on=pressed_on, pressed_by=pressed_by, by=by)
    return len(left)


@jobs.task(name="issue_letters")
def issue_letters(*, round_id: int, user_id: int) -> None:
    """Issue what is left of a round, in the name of the one who asked. What goes wrong is written on it."""
    issue_round(round_id, user_id)


def issue_round(round_id: int, user_id: int) -> None:
    """Take the numbers if they are not taken, issue every letter not issued yet, then make the PDF of all."""
    try:
        by = User.objects.get(pk=user_id)
        with acting_for(user_id):
            take_round_numbers(Round.objects.get(pk=round_id), by=by)
        issued = AT_ONCE
        while issued == AT_ONCE:
            with acting_for(user_id):
                issued = issue_portion(Round.objects.get(pk=round_id), by=by)
        with acting_for(user_id):
            _make_pdf(Round.objects.get(pk=round_id))
    except (ValidationError, UserError) as error:
        said = "".join(error.messages) if isinstance(error, ValidationError) else str(error)
        _stand(round_id, RoundState.FAILED, said)
    except Exception:
        log.exception("round %s", round_id)
        _stand(
            round_id,
            RoundState.FAILED,
            "発行中にエラーが起きました。「続きを発行する」を押しても直らないときは、管理者に時刻を伝えてください。",
        )


@when_broken_off("issue_letters")
def _broken_off(round_id: int, user_id: int) -> None:
    _stand(round_id, RoundState.FAILED, BROKEN_OFF)


def _stand(round_id: int, state: RoundState, error: str = "") -> None:
    Round.objects.filter(pk=round_id).update(state=state, error=error[:1000])


@verb
def take_round_numbers(asked: Round, *, by: User) -> None:
    """Bind what every letter says, with numbers that follow each other and one date. Nothing where that is done already.

    Raises ValidationError, naming each case that lacks a word; then no number is used up.
    """
    hold(Round.objects.filter(pk=asked.pk))
    if asked.issued_on is not None:
        return
    rows = list(asked.recipients.select_related("party", *(f"case__{name}" for name in ALONG)))
    today, form = timezone.localdate(), asked.form
    series, first = series_of(LETTERS, rows[0].case.programme), None
    bound = _bound(rows, form)  # before others wait for the number
    if form.numbered:
        first = take_numbers(series, fiscal_year_of(today), len(rows))
    for row, values in zip(rows, bound, strict=True):
        printed = printed_number(form.mark, today, None if first is None else first + row.position)
        now = {"文書番号": printed, "文書日付": format_date(today)}
        row.values = values | {name: now[name] for name in now if name in values}
    Recipient.objects.bulk_update(rows, ["values"], batch_size=100)
    facts = {"series": series, "first_number": first, "issued_on": today}
    Round.objects.filter(pk=asked.pk).update(state=RoundState.RUNNING, error="", **facts)


def _bound(rows: list[Recipient], form: Form) -> list[dict[str, Any]]:
    """What each letter says but for its number. Raises ValidationError, naming each case and what it lacks."""
    found, wrong, today = [], [], timezone.localdate()
    rules = rules_of_each([row.case for row in rows], on=today)
    for row in rows:
        try:
            own = rules[row.case_id]
            refuse_post(row.case, row.party, on=today, rules=own)
            letting_out(row.case, row.party, means=Way.POST, by=row.round.asked_by)
            found.append(words.values(row.case.procedure, form.words, subject_of(row.case, form, row.party, rules=own)))
        except ValidationError as error:
            wrong.append(f"{row.case}: {''.join(error.messages)}")
    if wrong:
        more = f" ほか{len(wrong) - MOST_NAMED}件" if len(wrong) > MOST_NAMED else ""
        raise ValidationError(" ".join(wrong[:MOST_NAMED]) + more)
    return found


@verb
def issue_portion(asked: Round, *, by: User) -> int:
    """Issue the next letters of a round, whole or not at all; how many. Two at once: the second waits and takes the next."""
    asked = hold(Round.objects.filter(pk=asked.pk).select_related("form"))
    rows = list(asked.recipients.filter(letter=None).select_related("case", "party")[:AT_ONCE])
    kept: list[Any] = []
    try:
        for row, content in zip(
            rows, filled(asked.form, [row.values or {} for row in rows]) if rows else [], strict=True
        ):
            row.letter = _kept(asked, row, content, by)
            kept.append(row.letter.file)
            row.save(update_fields=["letter"])
    except BaseException:
        for file in kept:
            file.storage.delete(file.name)
        raise
    return len(rows)


def _kept(asked: Round, row: Recipient, content: bytes, by: User) -> Any:
    assert asked.issued_on is not None
    number = None if asked.first_number is None else asked.first_number + row.position
    printed = printed_number(asked.form.mark, asked.issued_on, number)
    going = letting_out(row.case, row.party, means=Way.POST, by=by)
    content = footed(content, going.footer) if going else content
    facts = {"party": row.party, "title": asked.title, "addressee": row.addressee, "issued_on": asked.issued_on}
    letter = keep_letter(
        row.case, asked.form, content, printed=printed, series=asked.series, number=number, by=by, **facts
    )
    if going:
        going.with_document(content, name=str(letter))
    return letter


def _make_pdf(asked: Round) -> None:
    """All letters in their order as one PDF, kept with the round."""
    if not asked.pdf:
        letters = (row.letter for row in asked.recipients.select_related("letter").order_by("position"))
        asked.pdf.save("letters.pdf", ContentFile(pdf_of(_content(letter) for letter in letters)), save=False)
    Round.objects.filter(pk=asked.pk).update(pdf=asked.pdf.name, state=RoundState.DONE, error="")


def _content(letter: Any) -> bytes:
    with letter.file.open() as file:
        return bytes(file.read())

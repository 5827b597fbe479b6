"""Writing mails: a template's words filled in for each party, as they will go, and who gets none and why."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import localdate

from banso.cases import words
from banso.cases.choices import Way
from banso.cases.contacts import Channel, channel_for, rules_of_each
from banso.cases.leaving import OF_A_MAIL, why_not_out
from banso.cases.models import Case, Party
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.centre import centre_name
from banso.registers.models import Programme, User

from ..choices import NOTICES, Fault, Topic
from ..models import Bounce, Mailing, Message, OptOut, Template

HIDDEN_SUBJECT = "ご連絡があります"
HIDDEN_BODY = "{name} 様\n\n{centre}からご連絡があります。\n{link}\n\n{centre}\n"
BY_PHONE = "お手数ですが、担当までお電話ください。"
WORD = re.compile(r"{{\s*(.*?)\s*}}")
OF_LETTERS = ("文書番号", "文書日付", "公印表示")
LinkOf = Callable[[Case, Party, User], str]
_links: list[LinkOf] = []


def linked_by(function: LinkOf) -> LinkOf:
    """Say what gives the address of a party's own page ('' where nothing is asked of them): a decorator. There is one."""
    _links[:] = [function]
    return function


@dataclass(frozen=True)
class Line:
    """One mail before it is written: to whom, what it will say, or why it will not be."""

    case: Case
    party: Party
    subject: str = ""
    body: str = ""
    why_not: str = ""
    email: str = ""


@verb
def save_template(template: Template | None = None, *, by: User, **facts: Any) -> Template:
    """Keep a template: every word in it must be known. Raises ValidationError, field by field."""
    wrong: dict[str, list[str]] = {}
    used: dict[str, None] = {}
    for name in ("subject", "body"):
        try:
            found = words_in(facts[name])
            wrong[name] = words.unknown(facts.get("procedure", ""), found)
            wrong[name] += [
                f"「{word}」は文書だけの差込語です。メールには使えません。" for word in found if word in OF_LETTERS
            ]
            used |= dict.fromkeys(found)
        except ValidationError as error:
            wrong[name] = error.messages
    if any(wrong.values()):
        raise ValidationError({name: told for name, told in wrong.items() if told})
    facts["words"] = list(used)
    return correct(template, facts) if template else record(Template, facts)


def words_in(text: str) -> list[str]:
    """The words of a text. Raises ValidationError for marks that are not in pairs."""
    if re.search(r"[{}｛｝]", WORD.sub("", text)):
        raise ValidationError("差込みのかっこは、半角の {{ と }} を対にして使ってください。")
    return WORD.findall(text)


def lines_for(template: Template, parties: Iterable[Party], *, by: User) -> list[Line]:
    """The mails as they will go, in the order given, those that will not with the reason. Nothing is written."""
    parties, today = list(parties), localdate()
    rules = rules_of_each([party.case for party in parties], on=today)
    ways = [channel_for(party.case, party, on=today, rules=rules[party.case_id]) for party in parties]
    gone = unreachable([way.email for way in ways], template.topic)
    seen: set[str] = set()
    lines = []
    for party, way in zip(parties, ways, strict=True):
        email = way.email.lower()
        why = way.why_no_mail or (gone.get(email, "") if email else "メールアドレスがありません。")
        if not why and template.topic in NOTICES and email in seen:
            why = "同じアドレスに1通だけ送ります。"
        why = why or why_not_out(party.case, party, items=OF_A_MAIL, means=Way.MAIL, by=by)
        seen.add(email)
        lines.append(Line(party.case, party, why_not=why) if why else _filled(template, party, way, by))
    return lines


def _filled(template: Template, party: Party, way: Channel, by: User) -> Line:
    case = party.case
    link = _links[0](case, party, by) if _links else ""
    if case.programme.walled_to_id is not None or way.neutral:
        told = f"次のページからご覧ください。\n{link}" if link else BY_PHONE
        sender = sender_of(case, neutral=way.neutral)
        body = HIDDEN_BODY.format(name=party.name, centre=sender, link=told)
        return Line(case, party, HIDDEN_SUBJECT, body, email=way.email)
    about = words.Subject(case, party=party, link=link)
    try:
        said = words.values(case.procedure, template.words, about)
    except ValidationError as error:
        return Line(case, party, why_not=" ".join(error.messages))
    fill = [WORD.sub(lambda found: str(said[found[1]]), text) for text in (template.subject, template.body)]
    return Line(case, party, re.sub(r"\s+", " ", fill[0]).strip()[:200], fill[1], email=way.email)


def sender_of(case: Case | None, *, neutral: bool) -> str:
    """Who a mail is from by name: the centre, or, where a rule of contact asks for it, nobody's name but a colleague's."""
    if not neutral:
        return centre_name()
    return f"センター 担当{case.keeper.name if case and case.keeper else ''}"


def unreachable(emails: Iterable[str], topic: str) -> dict[str, str]:
    """Those of the addresses that get no mail of this topic, with the reason: opted out, or mail came back for good."""
    asked = {email.lower() for email in emails if email}
    found = dict.fromkeys(
        Bounce.objects.filter(email__in=asked, fault=Fault.PERMANENT, cleared_on=None).values_list("email", flat=True),
        "前に送ったメールが届かずに戻ってきています。アドレスを確かめてください。",
    )
    if topic in NOTICES:
        stopped = OptOut.objects.filter(email__in=asked, topic=topic, ended_on=None).values_list("email", flat=True)
        found |= dict.fromkeys(stopped, "配信停止の申出があります。")
    return found


@verb
def write_round(
    template: Template, lines: Iterable[Line], *, title: str = "", expected: int | None = None, by: User
) -> Mailing:
    """Put the mails of a round into the outbox, as they were shown. Nobody chosen is nobody.

    Raises ValidationError where none is to go, or where walled and other cases are mixed.
    """
    going = [line for line in lines if not line.why_not]
    if not going:
        raise ValidationError("宛先が選ばれていません。送る相手を選んでください。")
    if expected is not None and expected != len(going):
        raise ValidationError(f"確認した{expected}通が{len(going)}通に変わりました。もう一度確かめてください。")
    programmes = {line.case.programme for line in going}
    mailing = write_mailing(title or template.title, template.topic, one_of(programmes), by=by)
    for line in going:
        write_message(
            mailing, case=line.case, party=line.party, to_name=line.party.name, to_email=line.email,
            subject=line.subject, body=line.body, by=by,
        )  # fmt: skip
    return mailing


def one_of(programmes: set[Programme]) -> Programme | None:
    """The programme mails that go together are of; none where there are several. Raises ValidationError where one is walled."""
    if len(programmes) == 1:
        return next(iter(programmes))
    if any(programme.walled_to_id for programme in programmes):
        raise ValidationError("守秘の事業のメールは、ほかの事業のメールと一緒に送れません。分けて作ってください。")
    return None


@verb
def write_mailing(title: str, topic: str, programme: Programme | None = None, *, by: User | None) -> Mailing:
    """Begin a mailing: mails that will be released together."""
    return record(Mailing, {"title": title[:120], "topic": Topic(topic), "programme": programme, "written_by": by})


@verb
def write_message(mailing: Mailing, *, to_email: str, by: User | None, **facts: Any) -> Message:
    """Put one mail into a mailing that is not released yet. Raises ValidationError, field by field."""
    case = facts.get("case")
    facts["programme"] = facts.get("programme") or (case.programme if case else None) or mailing.programme
    validate_email(to_email)
    facts |= {name: " ".join(facts.get(name, "").split()) for name in ("to_name", "subject")}
    return record(Message, {"mailing": mailing, "to_email": to_email.strip().lower()} | facts)


@verb
def opt_out(*, email: str, topic: str, told: str = "", by: User | None) -> OptOut:
    """An address wants no more mails of a topic; said twice it is once. Raises ValidationError for what one cannot opt out of."""
    if topic not in NOTICES:
        raise ValidationError({"topic": "事務連絡は停止できません。種類を選び直してください。"})
    email = email.strip().lower()
    known = OptOut.objects.filter(email=email, topic=topic, ended_on=None).first()
    return known or record(OptOut, {"email": email, "topic": topic, "wanted_on": localdate(), "told": told})


@verb
def correct_opt_out(row: OptOut, *, by: User, **facts: Any) -> OptOut:
    """Put a wish right, or end it: they want the mails again."""
    return correct(row, facts | ({"email": facts["email"].lower()} if "email" in facts else {}))

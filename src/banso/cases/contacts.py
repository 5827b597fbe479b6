"""How the people of a case may be reached: the rules that stand, and what follows from them for a letter or a mail."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from .choices import Contact
from .disclosures import is_client
from .models import Case, ContactRule, Party


@verb
def set_contact_rule(case: Case, *, rule: str, starts_on: date, by: User | None, **facts: Any) -> ContactRule:
    """Put down how someone may be reached from a day on. Raises ValidationError, field by field, and for a party of another case."""
    party = facts.get("party")
    if party is not None and party.case_id != case.pk:
        raise ValidationError({"party": "この案件の関係者から選んでください。"})
    return record(ContactRule, {"case": case, "rule": rule, "starts_on": starts_on} | facts)


@verb
def end_contact_rule(rule: ContactRule, *, on: date, by: User | None) -> ContactRule:
    """Have a rule hold until a day and no longer. Raises ValidationError where it ended already, or for a day before it began."""
    if rule.ends_on is not None:
        raise ValidationError("この決まりは、すでに終わっています。")
    return correct(rule, {"ends_on": on})


def rules_of(case: Case, *, on: date) -> list[ContactRule]:
    """All rules of a case that stand on a day, those for everyone first."""
    rows = ContactRule.objects.standing(on).filter(case=case).select_related("party")
    return sorted(rows, key=lambda row: (row.party_id or 0, row.pk))


def rules_of_each(cases: Iterable[Case], *, on: date) -> dict[int, list[ContactRule]]:
    """The same of many cases at once, by their keys."""
    found: dict[int, list[ContactRule]] = {case.pk: [] for case in cases}
    for row in ContactRule.objects.standing(on).filter(case__in=found).order_by("party_id", "pk"):
        found[row.case_id].append(row)
    return found


def rules_for(
    case: Case, party: Party | None, *, on: date, rules: Iterable[ContactRule] | None = None
) -> list[ContactRule]:
    """The rules by which one party is reached: its own, and, where it speaks for whose case it is, those of the case."""
    own = party is None or is_client(case, party)
    known = rules_of(case, on=on) if rules is None else rules
    return [row for row in known if (own if row.party_id is None else party is not None and row.party_id == party.pk)]


@dataclass(frozen=True)
class Channel:
    """How one party is written to on a day: the address, mail address and number that the rules choose, and what they forbid."""

    email: str
    phone: str
    postal_code: str
    address: str
    neutral: bool
    no_mail: bool
    no_post: bool
    said: tuple[str, ...]

    @property
    def why_no_mail(self) -> str:
        """Why no mail may be written to this party; '' where one may."""
        return (
            "連絡の決まりで、メールを送らないことになっています。電話など別の方法で連絡してください。"
            if self.no_mail
            else ""
        )

    @property
    def why_no_post(self) -> str:
        """Why no letter may be posted to this party; '' where one may."""
        return (
            "連絡の決まりで、郵便を送らないことになっています。手渡しなど別の方法にしてください。"
            if self.no_post
            else ""
        )


def channel_for(case: Case, party: Party | None, *, on: date, rules: Iterable[ContactRule] | None = None) -> Channel:
    """How a party is reached on a day, by the rules that stand then. Rules of the party go before those of the case."""
    found = rules_for(case, party, on=on, rules=rules)
    by_rule = {row.rule: row for row in sorted(found, key=lambda row: (row.party_id is not None, row.pk))}
    mail, phone, post = (by_rule.get(code) for code in (Contact.MAIL_TO, Contact.PHONE_ONLY, Contact.POST_TO))
    return Channel(
        email=mail.email if mail else party.email if party else "",
        phone=phone.phone if phone else party.phone if party else "",
        postal_code=post.postal_code if post else party.postal_code if party else "",
        address=post.address if post else party.address if party else "",
        neutral=Contact.NEUTRAL in by_rule,
        no_mail=Contact.NO_MAIL in by_rule,
        no_post=Contact.NO_POST in by_rule,
        said=tuple(str(row) for row in found),
    )


def reached(case: Case, party: Party | None, *, on: date, rules: Iterable[ContactRule] | None = None) -> Party | None:
    """A party as a letter is addressed to it: with the address, mail address and number that the rules choose. Never saved."""
    if party is None:
        return None
    channel, found = channel_for(case, party, on=on, rules=rules), copy(party)
    found.email, found.phone = channel.email, channel.phone
    found.postal_code, found.address = channel.postal_code, channel.address
    return found


def refuse_post(case: Case, party: Party | None, *, on: date, rules: Iterable[ContactRule] | None = None) -> None:
    """Refuse a letter that a rule forbids: none may be posted to this party, or one to nobody in particular would go to the company.

    Raises ValidationError, saying what to do instead.
    """
    channel = channel_for(case, party, on=on, rules=rules)
    if channel.no_post:
        raise ValidationError({"party": channel.why_no_post})
    if party is None and channel.address:
        said = (
            f"連絡の決まりで、郵便は「{channel.address}」だけに送ることになっています。宛先の関係者を選んでください。"
        )
        raise ValidationError({"party": said})

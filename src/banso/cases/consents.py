"""Consents given and withdrawn, and whether one holds: what is asked before anything of a case is told."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import hold, record
from banso.registers.models import User

from .choices import ANONYMOUS, Item
from .models import Case, Consent, ConsentEnd, To
from .models.recipients import columns_of, exactly


@verb
def give_consent(case: Case, *, to: To, items: Iterable[str], by: User | None, **facts: Any) -> Consent:
    """Put down that someone lets one recipient, or a class of them, be told certain things of a case.

    Raises ValidationError, field by field: a giver of another case, nothing named, an end before the day it was given.
    """
    giver = facts.get("giver")
    if giver is not None and giver.case_id != case.pk:
        raise ValidationError({"giver": "この案件の関係者から選んでください。"})
    hold_case(case)
    return record(Consent, {"case": case, "items": in_order(items)} | columns_of(to) | facts)


@verb
def withdraw_consent(consent: Consent, *, on: date, reason: str, by: User | None) -> ConsentEnd:
    """Put down that a consent was withdrawn: from that day on nothing is told by it. It never comes to life again.

    Raises ValidationError for a day before it was given, and where it was withdrawn already.
    """
    hold_case(consent.case)
    if ConsentEnd.objects.filter(consent=consent).exists():
        raise ValidationError("この承諾は、すでに撤回されています。")
    if on < consent.given_on:
        raise ValidationError({"withdrawn_on": "撤回日が承諾日より前です。日付を確かめてください。"})
    return record(ConsentEnd, {"consent": consent, "withdrawn_on": on, "reason": reason.strip(), "by": by})


def live_consent(case: Case, *, to: To, items: Iterable[str], on: date, of_class: str = "") -> Consent | None:
    """The consent by which exactly this recipient may be told all of these things on a day; None where there is none.

    A consent given to a class (譲受候補) serves one `of_class` for what names nobody, and for nothing else.
    """
    asked = in_order(items)
    if not asked:
        return None
    live = Consent.objects.live(on).filter(case=case, items__contains=asked)
    found: Consent | None = live.filter(**exactly(to)).first()
    if found is None and of_class and ANONYMOUS.issuperset(asked):
        found = live.filter(**exactly(of_class)).first()
    return found


def require_consent(case: Case, *, to: To, items: Iterable[str], on: date, of_class: str = "") -> Consent:
    """The same. Raises ValidationError where there is none, saying what would mend it."""
    asked = in_order(items)
    if found := live_consent(case, to=to, items=asked, on=on, of_class=of_class):
        return found
    raise ValidationError({"consent": _why_not(case, to, asked, on)})


def _why_not(case: Case, to: To, items: list[str], on: date) -> str:
    """What lacks: the nearest of this recipient's consents, and why it does not serve."""
    told, whom = said(items), str(to)
    rows = list(Consent.objects.filter(case=case, **exactly(to)).select_related("end").order_by("-given_on", "-pk"))
    alive = set(Consent.objects.live(on).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    mend = f"「{whom}」に「{told}」を開示することの承諾を受けて、案件の「承諾」に登録してください。"
    if not rows:
        return f"「{whom}」への開示の承諾がありません。{mend}"
    if held := next((row for row in rows if row.pk in alive), None):
        lacking = said([code for code in items if code not in held.items]) or told
        return f"「{whom}」への承諾に「{lacking}」が入っていません。{mend}"
    return f"「{whom}」への承諾は{_dead(rows[0], on)}{mend}"


def _dead(consent: Consent, on: date) -> str:
    if hasattr(consent, "end") and consent.end.withdrawn_on <= on:
        return f"{format_date(consent.end.withdrawn_on)}に撤回されています。"
    if on < consent.given_on:
        return f"{format_date(consent.given_on)}に受けたもので、{format_date(on)}にはまだありません。"
    if consent.until:
        return f"{format_date(consent.until)}で期限が切れています。"
    return "案件の終結とともに終わっています。"


def in_order(items: Iterable[str]) -> list[str]:
    """The items, each once, in the order in which they are listed; unknown ones last, to be refused."""
    asked = dict.fromkeys(str(getattr(item, "value", item)) for item in items)
    return [code for code in Item.values if code in asked] + [code for code in asked if code not in Item.values]


def said(items: Iterable[str]) -> str:
    """The items in words."""
    names = dict(Item.choices)
    return "、".join(str(names.get(code, code)) for code in items)


def hold_case(case: Case) -> None:
    """Whoever gives, withdraws or tells waits for the others: nothing is told while its consent is being withdrawn."""
    hold(Case.objects.filter(pk=case.pk), no_key=True)

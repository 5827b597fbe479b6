"""What leaves a case: told only by a live consent, and under an agreement to keep it secret where that is asked; written down first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from .choices import Ground
from .consents import hold_case, in_order, require_consent
from .models import Case, Disclosure, NonDisclosure, NonDisclosureEnd, Party, Returned, To
from .models.recipients import columns_of, exactly
from .roles import is_client_role

SOON = "先の日時です。開示する直前に登録してください。"


@verb
def sign_nda(case: Case, *, to: To, by: User | None, **facts: Any) -> NonDisclosure:
    """Put down that one recipient signed an agreement to keep secret what they learn. Raises ValidationError, field by field."""
    hold_case(case)
    return record(NonDisclosure, {"case": case} | columns_of(to) | facts)


@verb
def end_nda(nda: NonDisclosure, *, on: date, reason: str, by: User | None) -> NonDisclosureEnd:
    """Put down that an agreement ended: from that day on nothing is told under it. Raises ValidationError for a second end, or one before it began."""
    hold_case(nda.case)
    if NonDisclosureEnd.objects.filter(nda=nda).exists():
        raise ValidationError("この守秘契約は、すでに終わっています。")
    if on < nda.signed_on:
        raise ValidationError({"ended_on": "終了日が締結日より前です。日付を確かめてください。"})
    return record(NonDisclosureEnd, {"nda": nda, "ended_on": on, "reason": reason.strip(), "by": by})


def live_nda(case: Case, *, to: To, on: date) -> NonDisclosure | None:
    """The agreement that binds exactly this recipient on a day; None where there is none."""
    live = NonDisclosure.objects.live(on).filter(case=case, **exactly(to))
    found: NonDisclosure | None = live.order_by("-signed_on", "-pk").first()
    return found


def require_nda(case: Case, *, to: To, on: date) -> NonDisclosure:
    """The same. Raises ValidationError where there is none, saying what would mend it."""
    if found := live_nda(case, to=to, on=on):
        return found
    said = (
        f"「{to}」との、{format_date(on)}に有効な守秘契約がありません。締結して、案件の「守秘契約」に登録してください。"
    )
    raise ValidationError({"nda": said})


@dataclass(frozen=True)
class Going:
    """What is about to leave: its row, checked and numbered but not yet written, whose footer the paper bears."""

    row: Disclosure

    @property
    def footer(self) -> str:
        return self.row.footer

    def with_document(self, content: bytes = b"", *, name: str = "") -> Disclosure:
        """Write it down with the digest of what goes, as it goes. Must run inside the transaction that began it."""
        digest = sha256(content).hexdigest() if content else self.row.sha256
        facts = {"sha256": digest, "document": (name or self.row.document)[:200]}
        return correct(self.row, facts)


@verb
def disclose(
    case: Case,
    *,
    to: To,
    items: Iterable[str],
    means: str,
    at: datetime | None = None,
    by: User | None,
    needs_nda: bool = False,
    document: bytes = b"",
    **more: Any,
) -> Disclosure:
    """Tell or hand something of a case to one recipient, and write it down. Nothing may be told before this has returned.

    `more` takes `side`, `of_class`, `recipient_person`, `digest`, `name` (of the document), `version`, `reason`. To whose case it is
    no consent is needed. Raises ValidationError without a consent that holds that day for exactly this recipient and all of these things,
    without an agreement of this recipient where `needs_nda`, and for a moment to come.
    """
    going = about_to_disclose(case, to=to, items=items, means=means, at=at, by=by, needs_nda=needs_nda, **more)
    return going.with_document(document)


def about_to_disclose(
    case: Case,
    *,
    to: To,
    items: Iterable[str],
    means: str,
    at: datetime | None = None,
    by: User | None,
    needs_nda: bool = False,
    inside: bool = False,
    client: bool = False,
    **more: Any,
) -> Going:
    """Check all that `disclose` does and take the number, so that what goes can bear it. `inside` is someone behind the wall who prints.

    Not a verb: the caller's own holds the transaction in which the row is written, or nothing goes.
    """
    at = at or timezone.now()
    if at > timezone.now():
        raise ValidationError({"at": SOON})
    hold_case(case)
    day, asked = timezone.localtime(at).date(), in_order(items)
    facts: dict[str, Any] = (
        {"case": case, "at": at, "items": asked, "means": means, "by": by} | columns_of(to) | _told(more)
    )
    ground = Ground.INSIDE if inside else Ground.CLIENT if client or is_client(case, to) else Ground.CONSENT
    facts |= {"ground": ground, "number": _next_number(case)}
    if ground == Ground.CONSENT:
        facts["consent"] = require_consent(case, to=to, items=asked, on=day, of_class=facts["of_class"])
        facts["nda"] = require_nda(case, to=to, on=day) if needs_nda else live_nda(case, to=to, on=day)
    return Going(Disclosure(**facts))


def _told(more: dict[str, Any]) -> dict[str, Any]:
    """What a caller may say beside. Raises TypeError for what is not among it."""
    names = {"side": "side", "of_class": "of_class", "recipient_person": "recipient_person", "digest": "sha256"}
    names |= {"name": "document", "version": "version", "reason": "reason"}
    if unknown := more.keys() - names.keys():
        raise TypeError(f"disclose takes no {sorted(unknown)}")
    return dict.fromkeys(names.values(), "") | {names[name]: value for name, value in more.items()}


@verb
def counter(disclosure: Disclosure, *, reason: str, by: User | None) -> Disclosure:
    """Answer a disclosure that was put down wrongly, or did not come to pass, by a row that says so; both stay.

    Raises ValidationError without a reason, for one answered already, and for such an answer.
    """
    hold_case(disclosure.case)
    if disclosure.counters_id is not None or Disclosure.objects.filter(counters=disclosure).exists():
        raise ValidationError("この開示の記録は、すでに取り消されています。")
    own = ("id", "created_at", "updated_at", "number", "counters", "reason", "by")
    facts = {f.name: getattr(disclosure, f.name) for f in Disclosure._meta.concrete_fields if f.name not in own}
    facts |= {"number": _next_number(disclosure.case), "counters": disclosure, "reason": reason.strip(), "by": by}
    return correct(Disclosure(), facts)


@verb
def report_return(disclosure: Disclosure, *, on: date, how: str, note: str, by: User | None) -> Returned:
    """Put down that papers handed over came back, or were destroyed. Raises ValidationError for a second time, or a day before they went."""
    hold_case(disclosure.case)
    if Returned.objects.filter(disclosure=disclosure).exists():
        raise ValidationError("この書類の返却・廃棄は、すでに登録されています。")
    if on < timezone.localtime(disclosure.at).date():
        raise ValidationError({"came_on": "開示した日より前の日付です。日付を確かめてください。"})
    return record(Returned, {"disclosure": disclosure, "came_on": on, "how": how, "note": note.strip(), "by": by})


def is_walled(case: Case) -> bool:
    """Whether what leaves this case is written down and needs a consent."""
    return case.programme.walled_to_id is not None


def is_client(case: Case, to: To | Party) -> bool:
    """Whether it is whose case it is: its company, its person, or a party that speaks for them."""
    if isinstance(to, Party):
        return is_client_role(case.procedure, to.role) or is_client(case, to.who)
    return not isinstance(to, str) and to in (case.company, case.person)


def _next_number(case: Case) -> int:
    """The next number within a case; the case is held, so that two at once get two."""
    last: int | None = Disclosure.objects.filter(case=case).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1

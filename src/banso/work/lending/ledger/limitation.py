"""Until when a claim can still be enforced (消滅時効): one date per instalment and per person who owes it, with its chain of reasons.

Working rules of the Civil Code before and after 1 April 2020, not legal advice: the law of the day of the contract decides the period
(改正法附則10条4項), the law of the day of an event its effect (同条2項・3項).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from banso.core.days.counting import YEAR, months_after
from banso.core.era import format_date

NEW_LAW = date(2020, 4, 1)  # 平成29年法律第44号の施行日
COMMERCIAL, CIVIL, TITLED = 5, 10, 10  # years: 旧商法522条・民法166条1項1号, 旧民法167条, 民法169条
DEMAND = 6  # months: 民法150条
TALKS, TALKS_AT_MOST = 12, 60  # months: 民法151条1項・2項
ENDED = 6  # months after proceedings that ended without a title: 民法147条1項


class TooEarlyError(ValueError):
    """An instalment that falls due before its contract was made."""


@dataclass(frozen=True)
class Claim:
    """An instalment as the law sees it. `commercial`: a business of either side (商行為), which old law cut to five years."""

    made_on: date
    due_on: date
    commercial: bool = True


@dataclass(frozen=True)
class Acknowledged:
    """The debt was acknowledged (承認): a signed promise, a balance confirmed, a part paid."""

    on: date


@dataclass(frozen=True)
class Demanded:
    """A demand out of court (催告), by the day it arrived. A foundation's 督促 is no more than this."""

    on: date


@dataclass(frozen=True)
class Agreed:
    """A written agreement to talk (協議を行う旨の合意), until a day or for a year."""

    on: date
    until: date | None = None


@dataclass(frozen=True)
class Sued:
    """Proceedings (訴訟・支払督促・調停・破産への届出): ended on a day, with a title or without; None while they go on."""

    on: date
    ended_on: date | None = None
    titled: bool = False


Interruption = Acknowledged | Demanded | Agreed | Sued

_NAMES = {Acknowledged: "承認", Demanded: "催告", Agreed: "協議の合意", Sued: "裁判上の請求"}


@dataclass
class Limit:
    """The last day on which a claim is safe (None while proceedings go on), why, and whether a lawyer should look."""

    natural: date
    years: int
    grace: date | None = None
    grace_by: type | None = None
    pending: bool = False
    check: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def until(self) -> date | None:
        return None if self.pending else max(self.natural, self.grace or self.natural)

    def say(self, text: str, *, check: bool = False) -> None:
        self.reasons.append(text)
        self.check = self.check or check


def limit_of(claim: Claim, events: Iterable[Interruption] = (), accelerated_on: date | None = None) -> Limit:
    """The limitation of a claim after these events. Raises TooEarlyError for an instalment due before its contract."""
    if claim.due_on < claim.made_on:
        raise TooEarlyError
    limit = _begun(claim, accelerated_on)
    for event in sorted(events, key=lambda one: (one.on, type(one).__name__)):
        last = limit.until
        if last is not None and event.on > last:
            limit.say(
                f"{format_date(event.on)}の{_NAMES[type(event)]}は、期間が過ぎたあと(援用されるまでは請求できる)",
                check=True,
            )
            continue
        _meet(limit, event)
    return limit


def safe_day(limits: Sequence[Limit]) -> date | None:
    """The earliest of several limits; None where none has a date."""
    return min((day for limit in limits if (day := limit.until)), default=None)


def _begun(claim: Claim, accelerated_on: date | None) -> Limit:
    years, law = _period(claim)
    start = min(claim.due_on, accelerated_on) if accelerated_on else claim.due_on
    why = "期限の利益を失った日" if start != claim.due_on else "約定日"
    limit = Limit(months_after(start, years * YEAR), years)
    limit.say(f"{why}{format_date(start)}の翌日から{years}年({law})で{format_date(limit.natural)}")
    return limit


def _period(claim: Claim) -> tuple[int, str]:
    if claim.made_on >= NEW_LAW:
        return COMMERCIAL, "民法166条1項1号"
    return (COMMERCIAL, "旧商法522条") if claim.commercial else (CIVIL, "旧民法167条1項")


def _meet(limit: Limit, event: Interruption) -> None:
    match event:
        case Acknowledged():
            _renew(limit, event.on, "承認", limit.years)
        case Demanded():
            _demand(limit, event.on)
        case Agreed():
            _talk(limit, event)
        case Sued():
            _sue(limit, event)


def _renew(limit: Limit, day: date, why: str, years: int) -> None:
    """The period begins anew (更新): what only put it off until then has done its work."""
    anew = max(months_after(day, years * YEAR), limit.natural)  # what is not yet due begins with its day all the same
    limit.natural, limit.grace, limit.grace_by, limit.pending = anew, None, None, False
    limit.say(f"{format_date(day)}の{why}で更新し、{years}年で{format_date(limit.natural)}", check=day < NEW_LAW)


def _demand(limit: Limit, day: date) -> None:
    """A demand puts the end off by six months, once: another one within these months does not (150条2項)."""
    if limit.grace_by is Demanded and limit.grace and day <= limit.grace:
        limit.say(f"{format_date(day)}の催告は、前の催告で猶予されている間のもので、効力がない(民法150条2項)")
        return
    grace = months_after(day, DEMAND)
    if limit.grace is None or grace > limit.grace:
        limit.grace, limit.grace_by = grace, Demanded
    if grace <= limit.natural:
        limit.say(f"{format_date(day)}の催告の猶予({format_date(grace)}まで)は、期間の終わりより前に尽きる")
    elif day < NEW_LAW:
        limit.say(f"{format_date(day)}の催告(旧法)は、6か月以内に訴えなければ効力がない", check=True)
    else:
        limit.say(f"{format_date(day)}の催告で{format_date(grace)}まで猶予(民法150条1項)")


def _talk(limit: Limit, event: Agreed) -> None:
    """An agreement to talk puts the end off for at most a year, again and again for at most five years in all (151条)."""
    said = format_date(event.on)
    if event.on < NEW_LAW:
        limit.say(f"{said}の協議の合意は、改正前のもので効力がない(附則10条3項)")
    elif limit.grace_by is Demanded and event.on > limit.natural:
        limit.say(f"{said}の協議の合意は、催告で猶予されている間のもので、効力がない(民法151条3項)")
    else:
        grace = min(months_after(event.on, TALKS), months_after(limit.natural, TALKS_AT_MOST))
        grace = min(grace, event.until) if event.until else grace
        if limit.grace is None or grace > limit.grace:
            limit.grace, limit.grace_by = grace, Agreed
        limit.say(f"{said}の協議の合意で{format_date(grace)}まで猶予(民法151条)")


def _sue(limit: Limit, event: Sued) -> None:
    """Proceedings put the end off while they go on; a title begins ten years anew, an end without one leaves six months."""
    said = format_date(event.on)
    if event.ended_on is None:
        limit.pending = True
        limit.say(f"{said}からの手続が続いている間は完成しない(民法147条1項)")
    elif event.titled:
        _renew(limit, event.ended_on, "権利の確定", TITLED)
    else:
        grace = months_after(event.ended_on, ENDED)
        if limit.grace is None or grace > limit.grace:
            limit.grace, limit.grace_by = grace, Sued
        limit.say(f"{said}からの手続が権利の確定なしに終わり、{format_date(grace)}まで猶予", check=True)

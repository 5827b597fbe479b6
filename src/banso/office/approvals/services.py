"""What people do about a draft. Each act is a row; whose turn it is, and where the draft stands, follow from the acts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.text import clean_texts
from banso.core.trail import verb
from banso.core.writing import correct, hold, record, verbs
from banso.registers.models import Programme, Staff, User

from .choices import CIRCULATED, Deed, Role, State
from .matters import get_matter
from .models import Absence, Act, Covered, Draft, Holding, Outcome, Rule, Seat, Station, Turn, Version
from .routing import Place, above, inside_the_wall, readers_way, route
from .turns import ask_who_is_there, whose_turn_at
from .walling import refuse_in_the_open
from .ways import ANSWERS, way_of

record_seat, correct_seat = verbs(Seat)
record_holding, correct_holding = verbs(Holding)
record_rule, correct_rule = verbs(Rule)

ASKED = {Role.APPROVE: Deed.APPROVE, Role.CONSULT: Deed.APPROVE, Role.DECIDE: Deed.DECIDE, Role.READ: Deed.READ}


@verb
def record_absence(*, by: User | None, **facts: Any) -> Absence:
    """Write down who is away and who stands in. Raises ValidationError for someone else's: her substitute seals in her place."""
    _ones_own(facts.get("staff"), by)
    return _followed(record(Absence, facts))


@verb
def correct_absence(row: Absence, *, by: User | None, **facts: Any) -> Absence:
    """Put an absence right. Raises ValidationError for someone else's."""
    for staff in (row.staff, facts.get("staff", row.staff)):
        _ones_own(staff, by)
    return _followed(correct(row, facts))


def _followed(absence: Absence) -> Absence:
    """Whose turn it is follows at once, as far as who writes the absence sees the drafts; of the others it does so by night."""
    touched = (absence.staff_id, absence.substitute_id)
    ask_who_is_there(Turn.objects.filter(Q(station__staff__in=touched) | Q(staff__in=touched)))
    return absence


def _ones_own(staff: Staff | None, by: User | None) -> None:
    if by is not None and staff is not None and staff.user_id != by.pk and not by.has_perm("approvals.change_holding"):
        raise ValidationError({"staff": "ほかの職員の不在と代決者は、本人か管理者だけが登録・修正できます。"})


def staff_of(user: User) -> Staff:
    """The member of staff a login is. Raises ValidationError for a login that is nobody's."""
    staff = Staff.objects.filter(user=user, ended_on=None).select_related("unit").first()
    if staff is None:
        raise ValidationError("職員として登録されていない利用者は、起案や決裁ができません。")
    return staff


@verb
def submit_draft(
    *,
    kind: str,
    title: str,
    body: str,
    amount: int = 0,
    matter: str = "",
    payload: dict[str, Any] | None = None,
    case: Case | None = None,
    programme: Programme | None = None,
    in_the_open: bool = False,
    covers: Sequence[Case] = (),
    restrictions: list[str] | None = None,
    quotes: Draft | None = None,
    by: User,
) -> Draft:
    """Draft a decision and send it on its way, with what it would do as it was shown. Raises ValidationError, nothing written.

    `covers` are the cases of a round that it decides at once, `case` among them; all belong to one programme. One of words alone
    is filed behind the wall of a `programme`; whoever works behind one says so where everyone may read it (`in_the_open`).
    """
    refuse_in_the_open(by, case, programme, in_the_open)
    if other := next((one for one in covers if case is None or one.programme_id != case.programme_id), None):
        raise ValidationError(f"「{other}」は別の事業の案件なので、一つの起案にまとめられません。")
    facts = {"kind": kind, "title": title, "amount": amount, "matter": matter, "case": case, "quotes": quotes}
    facts |= {"programme": programme}
    given = {"restrictions": restrictions or [], "drafter": staff_of(by), "drafted_on": localdate()}
    draft = record(Draft, facts | given)
    Outcome.objects.create(draft=draft)
    Covered.objects.bulk_create(Covered(draft=draft, case=one) for one in covers)  # a round may have a thousand
    _send(draft, body, payload or {}, by)
    return draft


@verb
def circulate(
    *,
    title: str,
    body: str,
    readers: list[Staff],
    case: Case | None = None,
    programme: Programme | None = None,
    in_the_open: bool = False,
    quotes: Draft | None = None,
    by: User,
) -> Draft:
    """Show something for reading (供覧): nobody decides, each reader says that she read it, and the last one ends it.

    What quotes a draft behind a wall stands behind the same. Raises ValidationError without readers, or for one outside the wall.
    """
    if quotes and not case:
        case, programme = quotes.case, quotes.programme or programme
    refuse_in_the_open(by, case, programme, in_the_open or quotes is not None)
    if not readers:
        raise ValidationError({"readers": "供覧の相手を選んでください。"})
    facts = {"kind": CIRCULATED, "title": title, "case": case, "programme": programme, "quotes": quotes}
    draft = record(Draft, facts | {"drafter": staff_of(by), "drafted_on": localdate()})
    Outcome.objects.create(draft=draft)
    _send(draft, body, {}, by, readers)
    return draft


@verb
def resubmit(draft: Draft, *, body: str, payload: dict[str, Any] | None = None, by: User) -> Draft:
    """Send a draft that came back on its way again, as a new version. Raises ValidationError for anyone but its drafter."""
    outcome = _locked(draft)
    if outcome.state not in (State.RETURNED, State.TAKEN_BACK) or staff_of(by) != draft.drafter:
        raise ValidationError("差戻しか引戻しになった起案を、起案者だけが出し直せます。")
    last = draft.versions.get(round=outcome.round)
    readers = [station.staff for station in draft.stations.filter(round=outcome.round, role=Role.READ)]
    outcome.round += 1
    _stand(outcome, State.OPEN)
    _send(draft, body, last.payload if payload is None else payload, by, readers)
    return draft


def _send(draft: Draft, body: str, payload: dict[str, Any], by: User, readers: list[Staff] | None = None) -> None:
    """A new round: what would be done as it is now, the way it goes, and whose turn it is first."""
    if not body.strip():
        raise ValidationError({"body": "伺い文を入れてください。"})
    number = Outcome.objects.get(draft=draft).round
    shown = get_matter(draft.matter).show(draft, payload, by)
    facts = {"draft": draft, "round": number, "body": body.strip(), "payload": payload, "digest": shown.digest}
    version = record(Version, facts | {"shown": [list(line) for line in shown.lines], "writes": shown.writes})
    places = readers_way(readers) if readers else route(draft, localdate())
    inside_the_wall(draft, places)
    for place in places:
        _station(draft, number, place)
    _act(draft, version, None, Deed.SUBMIT, draft.drafter)
    _pass_on(draft)


@verb
def seal(draft: Draft, *, seen: str, comment: str = "", by: User) -> Any:
    """Put one's seal on a draft when it is one's turn: agree, or, as the last, decide; what the decision does is then done.

    `seen` is the digest of what was looked at. Raises ValidationError where it is not her turn, where another was faster, or
    where the world has changed since it was shown: then nothing is done, and the draft says what is different.
    """
    _, version, turn = my_turn(draft, by, (Deed.APPROVE, Deed.DECIDE, Deed.READ))
    as_seen(version, seen)
    staff, station = staff_of(by), turn.station
    if staff == draft.drafter and turn.deed == Deed.DECIDE:
        raise ValidationError("自分の起案は決裁できません。")
    made = None
    _act(draft, version, station, Deed(turn.deed), staff, acting_for=_missing(station, staff), comment=comment)
    if turn.deed == Deed.DECIDE:
        made = _carry_out(draft, version, by)
    _pass_on(draft)
    return made


def as_seen(version: Version, seen: str) -> None:
    """Raise ValidationError where a draft is no longer what was looked at."""
    if seen != version.digest:
        raise ValidationError("開いているあいだに、起案の内容が変わりました。もう一度確かめてください。")


def _carry_out(draft: Draft, version: Version, by: User) -> Any:
    """Do exactly what was shown, or refuse. A version from before the rows were kept is held to its words alone."""
    declared, made = get_matter(draft.matter), None
    if declared.carry:
        now, made = declared.carry(draft, version.payload, by)
    else:
        now = declared.show(draft, version.payload, by)
    seen = (version.digest, version.shown, version.writes or now.writes)
    if (now.digest, clean_texts([list(line) for line in now.lines]), clean_texts(now.writes)) != seen:
        raise ValidationError(
            "起案のあとに案件が変わったため、示した内容のとおりには決裁できません。差し戻して、起案し直してもらってください。"
        )
    return made if declared.carry else declared.execute(draft, version.payload, by)


@verb
def object_to(draft: Draft, *, comment: str, by: User) -> None:
    """Refuse to agree when consulted (合議不調), with the reason: the next higher seat then decides, and in person."""
    _, version, turn = my_turn(draft, by, (Deed.APPROVE,))
    if turn.station is None or turn.station.role != Role.CONSULT:
        raise ValidationError("合議の相手だけが不同意にできます。差し戻すこともできます。")
    _reason(comment)
    if not draft.acts.filter(round=version.round, deed=Deed.OBJECT).exists():
        _decided_higher(draft, version.round)
    _act(draft, version, turn.station, Deed.OBJECT, staff_of(by), comment=comment)
    _pass_on(draft)


def _decided_higher(draft: Draft, number: int) -> None:
    """Add the next higher seat to the way, as the one that decides; where there is none, it stays with the decider."""
    last = draft.stations.filter(round=number).order_by("order").last()
    assert last is not None
    if place := above(draft, last.seat, localdate()):
        _station(draft, number, replace(place, order=last.order + 1))


@verb
def send_back(draft: Draft, *, comment: str, to: Station | None = None, by: User) -> None:
    """Send a draft back to be put right, with the reason: to its drafter, or to someone it passed (`to`).

    From its drafter it goes round again as a new version. From someone on the way it goes on from there as it is; the seals
    before hers stand. Raises ValidationError where `to` is not a place it passed.
    """
    outcome, version, turn = my_turn(draft, by, (Deed.APPROVE, Deed.DECIDE))
    _reason(comment)
    _act(draft, version, turn.station, Deed.SEND_BACK, staff_of(by), comment=comment)
    if to is None:
        _end_round(outcome, State.RETURNED)
    else:
        _again_from(outcome, version, to, turn)


def _again_from(outcome: Outcome, version: Version, to: Station, turn: Turn) -> None:
    """The same version in a new round that begins at a place it has passed."""
    draft = outcome.draft
    way = [one.station for one in way_of(draft)]
    if turn.station is None or to not in way or to.order >= turn.station.order:
        raise ValidationError("差し戻せるのは、起案者か、自分より前に承認した人だけです。")
    draft.turns.filter(station__order__gte=to.order).delete()
    outcome.round += 1
    _stand(outcome, State.OPEN)
    same = {name: getattr(version, name) for name in ("body", "payload", "shown", "writes", "digest")}
    record(Version, {"draft": draft, "round": outcome.round} | same)
    for station in (one for one in way if one.order >= to.order):
        _station(draft, outcome.round, Place(station.order, Role(station.role), station.seat, station.staff))
    _pass_on(draft)


@verb
def take_back(draft: Draft, *, by: User) -> None:
    """Take one's own draft back before it is decided."""
    outcome = _locked(draft)
    if staff_of(by) != draft.drafter or outcome.state != State.OPEN:
        raise ValidationError("決裁前の起案を、起案者だけが引き戻せます。")
    _act(draft, _version(draft, outcome), None, Deed.TAKE_BACK, draft.drafter)
    _end_round(outcome, State.TAKEN_BACK)


@verb
def refuse(draft: Draft, *, comment: str, by: User) -> None:
    """Decide against a draft, for good, with the reason."""
    outcome, version, turn = my_turn(draft, by, (Deed.DECIDE,))
    _reason(comment)
    _act(draft, version, turn.station, Deed.REFUSE, staff_of(by), comment=comment)
    _end_round(outcome, State.REFUSED)


@verb
def pull_up(draft: Draft, *, comment: str, by: User) -> None:
    """Take a draft up past someone lower who is away (引上げ); whoever was skipped reads it afterwards."""
    outcome = _locked(draft)
    staff, version = staff_of(by), _version(draft, outcome)
    mine = draft.stations.filter(round=outcome.round, staff=staff).order_by("order").first()
    skipped = [t for t in draft.turns.select_related("station") if t.station and mine and t.station.order < mine.order]
    if mine is None or not skipped or outcome.state != State.OPEN:
        raise ValidationError("自分より前に止まっている起案だけを引き上げられます。")
    _reason(comment)
    for turn in skipped:
        _act(draft, version, turn.station, Deed.PULL_UP, staff, comment=comment)
    _pass_on(draft)
    for turn in skipped:
        Turn.objects.create(draft=draft, station=turn.station, staff=turn.staff, deed=Deed.READ_AFTER)


@verb
def look_after(draft: Draft, *, comment: str = "", by: User) -> None:
    """後閲: who was skipped reads it; the decider who was away confirms what her substitute decided."""
    outcome, version, turn = my_turn(draft, by, (Deed.READ_AFTER, Deed.CONFIRM_AFTER))
    _act(draft, version, turn.station, Deed(turn.deed), staff_of(by), comment=comment)
    confirmed = turn.deed == Deed.CONFIRM_AFTER
    turn.delete()
    if confirmed:
        _stand(outcome, State.DECIDED)


def _pass_on(draft: Draft) -> None:
    """Whose turn it is now: the stations of the lowest order that have not answered; none left means decided."""
    outcome = Outcome.objects.get(draft=draft)
    draft.turns.exclude(deed__in=(Deed.READ_AFTER, Deed.CONFIRM_AFTER)).delete()
    answered = set(draft.acts.filter(round=outcome.round, deed__in=ANSWERS).values_list("station", flat=True))
    open_ = [s for s in draft.stations.filter(round=outcome.round).order_by("order", "pk") if s.pk not in answered]
    if not open_:
        _ended(draft, outcome)
        return
    last = draft.stations.filter(round=outcome.round).order_by("order").last()
    for station in (s for s in open_ if s.order == open_[0].order):
        who = whose_turn_at(station)
        # whoever would have decided before 合議不調 raised the matter agrees like those below her
        deed = Deed.APPROVE if station.role == Role.DECIDE and station != last else ASKED[Role(station.role)]
        Turn.objects.create(draft=draft, station=station, staff=who, deed=deed)


def _ended(draft: Draft, outcome: Outcome) -> None:
    """All have answered: it is decided, or, where there was nothing to decide, read."""
    last = draft.acts.filter(round=outcome.round, deed=Deed.DECIDE).select_related("station").first()
    if last is None:
        _stand(outcome, State.READ)
        return
    outcome.decided_on = localdate()
    if last.acting_for_id is None:
        _stand(outcome, State.DECIDED)
        return
    Turn.objects.create(draft=draft, station=last.station, staff_id=last.acting_for_id, deed=Deed.CONFIRM_AFTER)
    _stand(outcome, State.DECIDED_FOR)


def _station(draft: Draft, number: int, place: Place) -> Station:
    where = {"order": place.order, "role": place.role, "seat": place.seat, "staff": place.staff}
    return record(Station, {"draft": draft, "round": number} | where)


def _missing(station: Station | None, staff: Staff) -> Staff | None:
    return station.staff if station and station.staff_id != staff.pk else None


def my_turn(draft: Draft, by: User, deeds: tuple[Deed, ...]) -> tuple[Outcome, Version, Turn]:
    """Where a draft stands, held, and one's turn at it for one of these deeds. Raises ValidationError where it is another's."""
    outcome, staff = _locked(draft), staff_of(by)
    before = list(draft.turns.filter(staff=staff, deed__in=deeds).select_related("station__staff"))
    ask_who_is_there(draft.turns.all())
    turn = draft.turns.filter(staff=staff, deed__in=deeds).select_related("station").first()
    if turn is None and before and before[0].station:
        raise ValidationError(f"{before[0].station.staff}が戻ったので、この起案は本人が処理します。代決はできません。")
    if turn is None:
        raise ValidationError(
            "いまはあなたの番ではありません。ほかの人が先に処理したかもしれません。画面を開き直してください。"
        )
    return outcome, _version(draft, outcome), turn


def _locked(draft: Draft) -> Outcome:
    return hold(Outcome.objects.filter(draft=draft))


def _version(draft: Draft, outcome: Outcome) -> Version:
    return draft.versions.get(round=outcome.round)


def _act(draft: Draft, version: Version, station: Station | None, deed: Deed, staff: Staff, **more: Any) -> Act:
    facts = {"draft": draft, "round": version.round, "station": station, "deed": deed, "staff": staff}
    return record(Act, facts | {"digest": version.digest} | more)


def _end_round(outcome: Outcome, state: State) -> None:
    outcome.draft.turns.all().delete()
    _stand(outcome, state)


def _stand(outcome: Outcome, state: State) -> None:
    outcome.state = state
    outcome.save()


def _reason(comment: str) -> None:
    if not comment.strip():
        raise ValidationError({"comment": "理由を入れてください。"})

"""Timetables: asked of the solver, changed by hand, published. Nothing with an error in it is ever published."""

import logging
import time
from collections.abc import Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from django.db.models import Max
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from banso.core.errors import UserError
from banso.core.jobs import BROKEN_OFF, when_broken_off
from banso.core.trail import verb
from banso.core.writing import hold, record
from banso.registers.models import User
from banso.work.fairs import timetable as solving
from banso.work.fairs.choices import PairKind, RunState, Source
from banso.work.fairs.models import Appointment, Fair, PairRule, Publication, Slot, Timetable
from banso.work.fairs.problem import Problem, problem_of

log = logging.getLogger(__name__)
LONGEST = 300
LOOK_EVERY = 0.5
_COMPANIES = ("buyer__company", "supplier__company")


@verb
def ask_timetable(fair: Fair, *, seconds: int, based_on: Timetable | None = None, by: User) -> Timetable:
    """Ask the solver for a timetable; a worker makes it. From an earlier one, what is locked stays and little else moves."""
    if not 1 <= seconds <= LONGEST:
        raise UserError(f"計算の時間は1秒から{LONGEST}秒までにしてください。")
    problem = problem_of(fair)
    _refuse_decided_without_a_company(problem, fair)
    if not problem.instance.meetings:
        raise UserError("商談の希望も必ず組む商談もまだありません。先に希望を入力してください。")
    made = new_version(fair, Source.SOLVED, based_on, by)
    solve_timetable.defer(timetable_id=made.pk, seconds=seconds)
    return made


def _refuse_decided_without_a_company(problem: Problem, fair: Fair) -> None:
    """Raises UserError for meetings that must be held with a company that stays away: none of them could be."""
    coming = [participant.pk for participant in problem.participants]
    rules = PairRule.objects.filter(fair=fair, kind=PairKind.MANDATORY).exclude(buyer__in=coming, supplier__in=coming)
    pairs = [f"{rule.buyer.company}×{rule.supplier.company}" for rule in rules.select_related(*_COMPANIES)]
    if pairs:
        raise UserError(
            f"「必ず組む」商談のうち、参加しない企業とのものが{len(pairs)}件あります。取決めを直してください: {'、'.join(pairs[:5])}"
        )


def new_version(fair: Fair, source: Source, based_on: Timetable | None, by: User | None, **facts: Any) -> Timetable:
    """The fair's next version. Whoever asks at the same moment waits for the other."""
    hold(Fair.objects.filter(pk=fair.pk))
    last = fair.timetables.aggregate(last=Max("number"))["last"] or 0
    return Timetable.objects.create(fair=fair, number=last + 1, source=source, based_on=based_on, made_by=by, **facts)


@jobs.task(name="solve_timetable")
def solve_timetable(*, timetable_id: int, seconds: int) -> None:
    """Make an asked timetable. What goes wrong is written on it, where the one who asked will read it."""
    made = Timetable.objects.select_related("fair", "based_on", "made_by").get(pk=timetable_id)
    try:
        problem, previous, locked = _asked(made)
        proposal = _watched(made, problem.instance, seconds, previous, locked)
        keep_proposal(made, problem, proposal, locked, by=made.made_by)
    except UserError as error:
        _fail(made, str(error))
    except Exception:
        log.exception("timetable %s", timetable_id)
        _fail(made, "作成中にエラーが起きました。管理者に時刻を伝えてください。")


@when_broken_off("solve_timetable")
def _broken_off(timetable_id: int, seconds: int) -> None:
    _fail(Timetable.objects.get(pk=timetable_id), BROKEN_OFF)


def _asked(made: Timetable) -> tuple[Problem, solving.Timetable, set[str]]:
    """The problem, and what of the version it is based on still can be kept."""
    before = list(made.based_on.appointments.all()) if made.based_on else []
    problem = problem_of(made.fair, ((a.buyer_id, a.supplier_id) for a in before if a.locked))
    known = problem.instance.number_of
    kept = [appointment for appointment in before if appointment.key in known]
    return problem, problem.placements(kept), {a.key for a in kept if a.locked}


def _watched(
    made: Timetable, instance: solving.Instance, seconds: int, previous: solving.Timetable, locked: Collection[str]
) -> solving.Proposal:
    """Solve in a thread and write down twice a second how far it is: the solver's own threads hold no connection."""
    from banso.work.fairs.timetable.solver import propose

    seen: list[solving.Progress] = []
    with ThreadPoolExecutor(max_workers=1) as pool:
        answer: Future[solving.Proposal] = pool.submit(propose, instance, seconds, previous, locked, seen.append)
        while not answer.done():
            _note_progress(made, seen[-1] if seen else None)
            time.sleep(LOOK_EVERY)
    return answer.result()


def _note_progress(made: Timetable, seen: solving.Progress | None) -> None:
    words = "組み始めています"
    if seen is not None:
        level = f"、{seen.level.words}" if seen.level else ""
        words = f"{seen.seconds:.0f}秒 商談{len(seen.timetable):,}件{level}"
    Timetable.objects.filter(pk=made.pk).update(state=RunState.RUNNING, progress=words[:200])


@verb
def keep_proposal(
    made: Timetable, problem: Problem, proposal: solving.Proposal, locked: Collection[str], *, by: User | None
) -> None:
    """Store what the solver found, after the checker has read it. Raises UserError, with the reason, if there is none."""
    if proposal.conflict is not None or not proposal.timetable:
        raise UserError(_why_none(proposal))
    violations = solving.check(problem.instance, proposal.timetable)
    if violations:
        raise UserError("点検で誤りが見つかったため、保存しませんでした。" + violations[0].words)
    Appointment.objects.bulk_create(problem.appointments(made, proposal.timetable, locked))
    made.state, made.status, made.seconds, made.progress = RunState.DONE, proposal.status, proposal.seconds, ""
    made.levels = [[level.code, level.value, level.bound] for level in proposal.levels]
    made.save()


def _why_none(proposal: solving.Proposal) -> str:
    if proposal.conflict is not None:
        return _by_names(proposal.conflict)
    if proposal.status == "infeasible":
        return "必ず組む商談を全部は入れられません。取決めや出られない枠を見直してください。"
    return "時間内に時間割が見つかりませんでした。計算の時間を長くして、もう一度作ってください。"


def _by_names(conflict: solving.Conflict) -> str:
    """What the solver says of meetings by its keys, without the keys: on screen they say nothing."""
    words = conflict.words
    for key in conflict.meetings:
        words = words.replace(f"「{key}」", "")
    return f"{words}「組合せの取決め」か、時間枠・卓の数・出られない枠を見直して、もう一度作ってください。"


def _fail(made: Timetable, message: str) -> None:
    Timetable.objects.filter(pk=made.pk).update(state=RunState.FAILED, error=message, progress="")


def _refuse_closed(made: Timetable) -> None:
    """Raises UserError for a version that can no longer be changed, or not yet."""
    if made.state != RunState.DONE:
        raise UserError("この時間割はまだできあがっていません。")
    if Publication.objects.filter(timetable=made).exists():
        raise UserError("公開した時間割は変えられません。「この版をもとに手直しする」で新しい版を作ってください。")


@verb
def revise_timetable(made: Timetable, *, by: User) -> Timetable:
    """A new version with the same meetings, to be changed by hand."""
    if made.state != RunState.DONE:
        raise UserError("この時間割はまだできあがっていません。")
    copy = new_version(made.fair, Source.EDITED, made, by, state=RunState.DONE)
    _copy(made, copy)
    return copy


def _copy(made: Timetable, into: Timetable) -> None:
    rows = list(made.appointments.all())
    for row in rows:
        row.pk, row._state.adding, row.timetable = None, True, into
    Appointment.objects.bulk_create(rows)


@verb
def move_appointment(appointment: Appointment, *, slot: Slot, table: int | None = None, by: User) -> Appointment:
    """Move a planned meeting to another slot and table. Raises UserError with the checker's words where it cannot be."""
    made = appointment.timetable
    _refuse_closed(made)
    if appointment.locked:
        raise UserError("この商談は固定されています。先に固定を外してください。")
    reason = problems_of_move(appointment, slot, table)
    if reason:
        raise UserError(f"その時間には動かせません。{reason[0]}")
    appointment.slot, appointment.table = slot, table or appointment.table
    appointment.save()
    _edited(made)
    return appointment


def problems_of_move(appointment: Appointment, slot: Slot, table: int | None = None) -> list[str]:
    """What the checker would newly find if a planned meeting were there."""
    others = list(appointment.timetable.appointments.exclude(pk=appointment.pk))
    problem = problem_of(appointment.timetable.fair, ((a.buyer_id, a.supplier_id) for a in [*others, appointment]))
    before = {violation.words for violation in problem.check([*others, appointment])}
    moved = Appointment(
        timetable=appointment.timetable,
        buyer_id=appointment.buyer_id,
        supplier_id=appointment.supplier_id,
        slot=slot,
        table=table or appointment.table,
    )
    return [found.words for found in problem.check([*others, moved]) if found.words not in before]


def _edited(made: Timetable) -> None:
    """A version changed by hand claims nothing that the solver proved of it before."""
    made.status, made.levels = "", []
    made.save()


@verb
def lock_appointments(made: Timetable, keys: Collection[int], *, locked: bool, by: User) -> int:
    """Lock planned meetings where they are, or let them go; how many."""
    _refuse_closed(made)
    rows = list(made.appointments.filter(pk__in=keys).exclude(locked=locked))
    for row in rows:
        row.locked = locked
        row.save(update_fields=["locked", "updated_at"])
    return len(rows)


@verb
def forbid_pair(appointment: Appointment, *, reason: str, by: User) -> PairRule:
    """Decide that two companies do not meet: the planned meeting goes, and no later timetable holds it."""
    made = appointment.timetable
    _refuse_closed(made)
    if PairRule.objects.filter(buyer=appointment.buyer, supplier=appointment.supplier).exists():
        raise UserError("この2社には「必ず組む」取決めがあります。先にその取決めを消してください。")
    facts = {"buyer": appointment.buyer, "supplier": appointment.supplier, "kind": PairKind.FORBIDDEN}
    rule: PairRule = record(PairRule, {"fair": made.fair, "reason": reason, **facts})
    appointment.delete()
    _edited(made)
    return rule


def violations_of(made: Timetable) -> list[solving.Violation]:
    """What the checker finds wrong with a version under the fair's rules of today. What is past already is not judged anew."""
    related = ("slot", "buyer__company", "supplier__company")
    appointments = list(made.appointments.select_related(*related))
    problem = problem_of(made.fair, ((a.buyer_id, a.supplier_id) for a in appointments))
    now = timezone.now()
    later = [a for a in appointments if a.slot.begins > now]
    instance = problem.instance
    if held := {a.key for a in appointments if a.slot.begins <= now}:
        meetings = (replace(m, mandatory=False, fixed=None) if m.key in held else m for m in instance.meetings)
        instance = replace(instance, meetings=tuple(meetings))
    names = {a.key: f"{a.buyer.company}と{a.supplier.company}" for a in later}
    return [_in_names(found, names) for found in solving.check(instance, problem.placements(later))]


def _in_names(found: solving.Violation, names: Mapping[str, str]) -> solving.Violation:
    """A pair that may not meet any more is unknown to the problem; here it has names."""
    if found.code != "unknown":
        return found
    words = f"{names[found.meetings[0]]}の商談は組めません。どちらかが参加しないか、組まないことになっています。"
    return replace(found, words=words)


@verb
def publish_timetable(made: Timetable, *, by: User) -> Publication:
    """Put a version in force. Raises UserError with every violation the checker finds: none may have an error."""
    _refuse_closed(made)
    hold(Fair.objects.filter(pk=made.fair_id))
    if not made.appointments.exists():
        raise UserError("商談が1件もない時間割は公開できません。")
    violations = violations_of(made)
    if violations:
        words = " ".join(violation.words for violation in violations[:5])
        raise UserError(f"時間割に誤りが{len(violations)}件あるため、公開できません。{words}")
    return Publication.objects.create(timetable=made, published_at=timezone.now(), published_by=by)


def in_force(fair: Fair) -> Timetable | None:
    """The version last published."""
    return Timetable.objects.filter(fair=fair, publication__isnull=False).order_by("-publication__published_at").first()

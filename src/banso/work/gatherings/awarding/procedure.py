"""The steps to a prize (表彰の手続): papers, who may win, both panels, the decision, silence until its day, the prize, and five years after."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases import words
from banso.cases.models import Case
from banso.core.days import Due
from banso.core.days.counting import month_end
from banso.core.era import format_date
from banso.core.writing import correct, hold_name
from banso.procedures.declaring import Fall, procedure
from banso.procedures.offering import State
from banso.procedures.terms import values_of
from banso.registers.models import User

from ..models import Award, AwardStep, Nomination, Session
from .past import kept_out_by, prizes_of
from .services import open_nomination
from .terms import Values

_LOCK = 0x61776172  # the space of advisory locks of prizes
ANSWERS = ("sales", "employees", "products", "press", "prizes")  # what a winner is asked year by year


def _chosen(case: Case) -> AwardStep | None:
    return AwardStep.objects.in_force().filter(case=case, step="chosen").last()


def _announced_on(case: Case) -> date | None:
    row = _chosen(case)
    return row.announced_on if row else None


def _silent(row: AwardStep | None) -> str:
    """Why nothing may be told outside yet, by the decision; '' where it may."""
    if row is None or row.announced_on is None or row.announced_on <= localdate():
        return ""
    return f"公表日({format_date(row.announced_on)})より前です。それまでは外に出しません。"


def _told(nomination: Nomination) -> list[tuple[str, str]]:
    said = _silent(_chosen(nomination.case))
    return [("公表", said)] if said else []


AWARD = procedure(
    code="award",
    label="表彰",
    of=Nomination,
    steps=AwardStep,
    root="nomination",
    opening=("division", "theme", "route", "nominator", "statement"),
    roles={"company": "候補企業の担当者", "nominator": "推薦者"},
    clients=("company",),
    judged={"adopted": "chosen", "rejected": "passed_over"},
    passed="passed",
    reported=("division", "route"),
    values=Values,
    tells=_told,
)
AWARD.opened_by(open_nomination)
AWARD.deadline("papers", "応募書類の提出", who="company", met_by=("applied", "declined"))
AWARD.deadline("decision", "受賞者の決定", who="keeper", met_by=("chosen", "passed_over", "declined"))

words.declare(
    AWARD.code,
    AWARD.label,
    words.Word("表彰の部門", "創業部門", lambda about: about.case.nomination.division),
    words.Word("取組の名称", "規格外りんごの菓子", lambda about: about.case.nomination.theme),
    words.Word("推薦者", "商工会議所", lambda about: about.case.nomination.nominator),
    words.Word("公表日", "令和6年9月20日", lambda about: _announced_on(about.case)),
    words.Word("手続の日", "令和6年8月30日", lambda about: getattr(about.step, "taken_on", None)),
    words.Word("手続の備考", "次年度の応募をお待ちします", lambda about: getattr(about.step, "note", None)),
)


def _taken(nomination: Nomination, code: str, facts: dict[str, Any]) -> AwardStep:
    row: AwardStep = AWARD.taken(nomination.case, code, facts)
    return row


def _won_before(state: State) -> list[tuple[str, str]]:
    prizes = [f"{format_date(one.session.starts_on)} {one.division}" for one in prizes_of(state.case.company)]
    return [
        ("これまでの受賞", "、".join(prizes) or "ありません。"),
        ("再応募の定め", kept_out_by(state.root) or "当たりません。"),
    ]


@AWARD.step("applied", "応募書類の受理", party="company", evidence="応募書類と直近3期の決算書")
def accept_papers(nomination: Nomination, *, by: User | None, **facts: Any) -> AwardStep:
    """The papers of the candidate were received complete."""
    return _taken(nomination, "applied", facts)


@AWARD.step("checked", "応募資格の確認", after=("applied",), knows=_won_before)
def check_candidate(nomination: Nomination, *, by: User | None, **facts: Any) -> AwardStep:
    """The centre looked into whether the candidate may win. Raises ValidationError for one that won too short a time ago."""
    if why := kept_out_by(nomination):
        raise ValidationError(f"{why}この案件は「選外」か「辞退・取下げ」にしてください。")
    return _taken(nomination, "checked", facts)


@AWARD.step("passed", "一次審査の通過", after=("checked",), never_after=("chosen",), primary=False)
def pass_screening(nomination: Nomination, *, by: User | None, **facts: Any) -> AwardStep:
    """The first panel lets the candidate pass to the next."""
    return _taken(nomination, "passed", facts)


@AWARD.step(
    "chosen",
    "受賞の決定",
    after=("passed",),
    asks=("announced_on",),
    needs={
        "announced_on": "公表日を入れてください。審査会から決めるときは、審査会の「結果の発表日」を入れておきます。"
    },
    paper="award-notice",
)
def choose(nomination: Nomination, *, by: User | None, **facts: Any) -> AwardStep:
    """Decide that the candidate wins, and until when nobody outside is told. Raises ValidationError where the division has its winner already."""
    case = nomination.case
    # of two at once the second sees the first: each holds but its own case
    hold_name(_LOCK, f"{case.programme_id} {case.fiscal_year} {nomination.division}")
    rivals = Nomination.objects.filter(division=nomination.division, case__fiscal_year=case.fiscal_year)
    rivals = rivals.filter(case__programme=case.programme_id).exclude(pk=nomination.pk)
    chosen = AwardStep.objects.in_force().filter(case__nomination__in=rivals, step="chosen")
    chosen = chosen.exclude(case__standing__step="declined")
    if (row := chosen.select_related("case__company").first()) is not None:
        raise ValidationError(f"「{nomination.division}」の受賞者は、すでに「{row.case.whose}」に決まっています。")
    return _taken(nomination, "chosen", facts)


@AWARD.step("passed_over", "選外", never_after=("chosen",), closes=True, primary=False, paper="award-regret")
def pass_over(nomination: Nomination, *, by: User | None, **facts: Any) -> AwardStep:
    """The candidate does not win."""
    return _taken(nomination, "passed_over", facts)


@AWARD.step(
    "declined",
    "辞退・取下げ",
    never_after=("presented",),
    closes=True,
    primary=False,
    needs={"note": "辞退・取下げの理由を入れてください。"},
)
def decline(nomination: Nomination, *, by: User | None, **facts: Any) -> AwardStep:
    """The candidate declines, or takes back the nomination, and why; whoever comes next may then be chosen."""
    return _taken(nomination, "declined", facts)


def _not_before(nomination: Nomination, field: str, on: date) -> None:
    day = _announced_on(nomination.case)
    if day is not None and on < day:
        raise ValidationError({field: f"公表日({format_date(day)})より前の日付です。"})


@AWARD.step("announced", "公表", after=("chosen",), hinders=lambda state: _silent(state.latest("chosen")))
def announce(nomination: Nomination, *, taken_on: date, by: User | None, **facts: Any) -> AwardStep:
    """Who wins was told to the press and on the web. Raises ValidationError for a day before that of the announcement."""
    _not_before(nomination, "taken_on", taken_on)
    return _taken(nomination, "announced", facts | {"taken_on": taken_on})


@AWARD.step(
    "presented",
    "表彰",
    after=("announced",),
    asks=("session",),
    needs={"session": "表彰する催しを選んでください。まだないときは、先に「研修・催し」に開催を登録してください。"},
    hinders=lambda state: _silent(state.latest("chosen")),
)
def present(
    nomination: Nomination, *, taken_on: date, session: Session | None = None, by: User | None, **facts: Any
) -> AwardStep:
    """The prize was given at a session: that is what the reports count. Raises ValidationError for a session after that day, and before the announcement."""
    if session is not None:
        _not_before(nomination, "session", session.starts_on)
        if taken_on < session.starts_on:
            raise ValidationError(
                {"session": f"この催しは{format_date(session.starts_on)}からです。日付を確かめてください。"}
            )
    row = _taken(nomination, "presented", facts | {"taken_on": taken_on, "session": session})
    given = Award.objects.filter(division=nomination.division, company=nomination.case.company)
    noted = given.filter(step__case=nomination.case, step__replaced_by__isnull=False).first()
    noted = noted or given.filter(session=session, step=None).first()  # recorded by hand beforehand
    said = {"session": session, "division": nomination.division, "company": nomination.case.company, "step": row}
    correct(noted or Award(), said)
    return row


def _answers(state: State) -> list[tuple[str, str]]:
    row = state.latest("presented")
    return (
        [("尋ねること", f"{format_date(row.taken_on)}の表彰のあとの1年。答えのない欄は空けておきます。")] if row else []
    )


@AWARD.step(
    "followed",
    "受賞後の状況",
    after=("presented",),
    again=True,
    asks=ANSWERS,
    party="company",
    knows=_answers,
)
def follow_up(nomination: Nomination, *, by: User | None, **facts: Any) -> AwardStep:
    """The winner tells how it fared in a year. Raises ValidationError where nothing is told."""
    if not any(facts.get(name) not in (None, "") for name in ANSWERS):
        raise ValidationError({"sales": "売上高から「そのほかの受賞」までの、どれか一つは入れてください。"})
    return _taken(nomination, "followed", facts)


@AWARD.step("finished", "終結", after=("presented",), closes=True, primary=False)
def finish(nomination: Nomination, *, by: User | None, **facts: Any) -> AwardStep:
    """The winner is not asked any more."""
    return _taken(nomination, "finished", facts)


def _years_after(state: State) -> Iterable[Fall]:
    """Every year in which the winner is still to be asked, from the day of the prize."""
    row = state.latest("presented")
    if row is None or state.closed:
        return
    values: Values = values_of(state.case)
    for nth in range(state.count("followed") + 1, values.follow_years + 1):
        due = Due(month_end(row.taken_on, 12 * nth), f"表彰({format_date(row.taken_on)})の{nth}年後の月末")
        yield Fall(nth, due, f"受賞後の状況({nth}年目)", month_end(row.taken_on, 12 * nth - 2))


AWARD.deadline("follow_up", "受賞後の状況", who="company", met_by="followed", falls=_years_after)

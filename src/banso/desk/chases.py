"""What is asked after (経過の確認), told to whoever keeps its programme: days in her calendar, and a mail when one has come."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from banso.core.era import format_date
from banso.core.trail import verb
from banso.office.chasing.chases import Chase, all_chases
from banso.office.deadlines.services import Dated, also_dated
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing
from banso.office.mail.services import write_mailing, write_message
from banso.registers.centre import centre_name
from banso.registers.choosing import forerunners
from banso.registers.keepers import keepers_of
from banso.registers.models import Programme, Staff, User

AHEAD = timedelta(days=366)
AGAIN = timedelta(days=14)  # what nothing was heard of is told again after so long
MOST_NAMED = 30
TITLE = "経過の確認のお知らせ"
Told = tuple[Chase, Any]  # a day to ask, and what it is asked for


def _title(chase: Chase, day: Any) -> str:
    """What a day to ask is called where others may read along; of what is walled only that something is to be asked."""
    if chase.programme(day).walled_to_id is not None:
        return "経過の確認(守秘)"
    return f"経過の確認 {chase.of_day(day)}({day.months}か月後)"


@also_dated
def in_the_calendar(user: User) -> Iterator[Dated]:
    """The days to ask of the programmes a user keeps, those that have come and those of the year to come."""
    today = localdate()
    logins = {user.pk, *forerunners(user)}
    days = [(c, day) for c in all_chases() if user.has_perm(c.may_see) for day in c.open_days(today + AHEAD)]
    keepers = keepers_of({c.programme(day).pk for c, day in days}, today)
    for one, day in days:
        programme = one.programme(day)
        if any(staff.user_id in logins for staff in keepers.get(programme.pk, ())):
            said = "" if programme.walled_to_id else day.sentence
            yield Dated(f"chase-{one.code}-{day.pk}", day.due_on, _title(one, day), one.listed_at(day), said)


@verb
def remind_keepers(today: date, *, by: User | None) -> list[Mailing]:
    """Write those who keep a programme what of it is to be asked after, one mail for each into the outbox to be released.

    A day is told when it has come, and every two weeks until something was heard. What is behind a wall goes in a mailing of its own, in mails
    that name nothing. Run again on the same day it finds nothing new; what has no keeper with an address is left for tomorrow.
    """
    due = [(one, day) for one in all_chases() for day in one.open_days(today) if _is_to_be_told(day, today)]
    keepers = keepers_of({one.programme(day).pk for one, day in due}, today)
    told: dict[Programme | None, dict[Staff, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one, day in due:
        programme = one.programme(day)
        wall = programme if programme.walled_to_id else None
        for staff in keepers.get(programme.pk, ()):
            if staff.user and staff.user.email and staff.user.has_perm(one.may_see):
                told[wall][staff].append((one, day))
    return [_written(wall, mails, today, by) for wall, mails in told.items()]


def _is_to_be_told(day: Any, today: date) -> bool:
    return day.due_on <= today and (day.reminded_on is None or day.reminded_on <= today - AGAIN)


def _written(wall: Programme | None, mails: dict[Staff, list[Told]], today: date, by: User | None) -> Mailing:
    mailing = write_mailing(f"{TITLE}(職員)", Topic.DEADLINES, wall, by=by)
    for staff, lines in mails.items():
        assert staff.user is not None
        facts = {"to_name": staff.name, "subject": TITLE, "body": _body(staff, lines, hidden=wall is not None)}
        write_message(mailing, to_email=staff.user.email, programme=wall, by=by, **facts)
        for _, day in lines:
            type(day)._default_manager.filter(pk=day.pk).update(reminded_on=today)
    return mailing


def _body(staff: Staff, lines: list[Told], *, hidden: bool) -> str:
    if hidden:
        said = f"守秘の事業に、経過を確認する期日の来たものが{len(lines)}件あります。"
    else:
        named = [f"・{_title(one, day)} 期日 {format_date(day.due_on)}" for one, day in lines[:MOST_NAMED]]
        more = [f"ほか{len(lines) - MOST_NAMED}件"] if len(lines) > MOST_NAMED else []
        lists = dict.fromkeys(f"{settings.PUBLIC_URL}{one.listed_at(day)}" for one, day in lines[:MOST_NAMED])
        said = "\n".join(["次の経過を確認する期日が来ています。", "", *named, *more, "", *lists])
    return f"{staff.name} 様\n\n{said}\n\n{centre_name()}\n"

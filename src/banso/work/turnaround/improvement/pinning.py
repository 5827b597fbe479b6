"""Which edition a case goes by: that of the day its application was received, and no other from then on."""

from datetime import date

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.writing import correct

from .choices import Frame, Scheme
from .models import PlanCase, SchemeEdition, edition_on, frames_on


def pin(plan: PlanCase, received_on: date) -> SchemeEdition:
    """Have a case go by the edition of the day its application was received. Raises ValidationError where no edition is for that day."""
    edition = edition_on(plan.scheme, plan.frame, received_on)
    if edition is None:
        raise ValidationError({"taken_on": no_edition(plan, received_on)})
    if plan.edition_id != edition.pk:
        correct(plan, {"edition": edition})
    return edition


def no_edition(plan: PlanCase, day: date) -> str:
    """What is to be said where no edition is for a day."""
    scheme, frame = Scheme(plan.scheme).label, Frame(plan.frame).label
    known = "、".join(frames_on(plan.scheme, day))
    mend = f"この日に使える枠は「{known}」です。" if known else "版の一覧と受付日を確かめてください。"
    return f"{format_date(day)}に受け付ける「{scheme}」の「{frame}」の版がありません。{mend}"


def goes_by(plan: PlanCase) -> SchemeEdition:
    """The edition a case goes by. Raises ValidationError where its application was not received yet."""
    if plan.edition is None:
        raise ValidationError("利用申請を受け付けると、受付日の版(様式・上限額)が決まります。先に受け付けてください。")
    return plan.edition


def said_of(plan: PlanCase) -> str:
    """Which edition one works by, in words: on every page and step of a case."""
    if plan.edition is None:
        return "未定(利用申請の受付日で決まる)"
    return f"{plan.edition}({plan.edition.days}に受け付けた案件)"

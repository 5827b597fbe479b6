"""The codes of a dispatch's steps, as they are stored."""

from django.db import models


class DispatchStepCode(models.TextChoices):
    REQUESTED = "requested", "派遣要請の受理"
    CHECKED = "checked", "事前調査"
    DECIDED = "decided", "派遣決定"
    REFUSED = "refused", "不決定"
    REPORTED = "reported", "完了報告"
    CANCELLED = "cancelled", "中止"
    FINISHED = "finished", "終結"


CLOSING = ("refused", "cancelled", "finished")

"""The codes of a dispatch's steps, and of what a company found, as they are stored."""

from django.db import models


class DispatchStepCode(models.TextChoices):
    REQUESTED = "requested", "派遣要請の受理"
    CHECKED = "checked", "事前調査"
    DECIDED = "decided", "派遣決定"
    REFUSED = "refused", "不決定"
    ARRIVED = "arrived", "訪問の開始"
    VISITED = "visited", "派遣の実施"
    CONFIRMED = "confirmed", "企業による訪問の確認"
    VISIT_REPORTED = "visit_reported", "訪問の報告"
    REPORTED = "reported", "完了報告"
    SETTLED = "settled", "謝金・旅費の確定"
    SHARE_RECEIVED = "share_received", "企業負担金の受領"
    SURVEYED = "surveyed", "アンケートの回答"
    CANCELLED = "cancelled", "中止"
    FINISHED = "finished", "終結"
    OUTCOME_6 = "outcome_6", "6か月後の成果確認"
    OUTCOME_12 = "outcome_12", "12か月後の成果確認"


CLOSING = ("refused", "cancelled", "finished", "outcome_6", "outcome_12")


class Satisfaction(models.IntegerChoices):
    VERY = 5, "とても満足"
    RATHER = 4, "満足"
    NEITHER = 3, "どちらともいえない"
    LITTLE = 2, "不満"
    NOT = 1, "とても不満"


class Result(models.TextChoices):
    REACHED = "reached", "目標を達成した"
    PARTLY = "partly", "一部を達成した"
    NOT_YET = "not_yet", "まだ達成していない"

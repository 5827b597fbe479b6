"""What mails are about, and how it went with each."""

from django.db import models


class Topic(models.TextChoices):
    """What a mail is about. Business (事務連絡) concerns the addressee's own matter and cannot be opted out of; notices can."""

    BUSINESS = "business", "事務連絡"
    DEADLINES = "deadlines", "期限の案内"
    NUMBER = "number", "確認番号"
    SURVEYS = "surveys", "調査のお願い"
    EVENTS = "events", "研修・催しのお知らせ"


NOTICES = frozenset({Topic.SURVEYS, Topic.EVENTS})  # who opted out of these gets none


class Result(models.TextChoices):
    """How one attempt to send went."""

    SENT = "sent", "送信済"
    BY_HAND = "by_hand", "別の方法で送付済"
    REFUSED = "refused", "相手に拒まれた"
    DEFERRED = "deferred", "混雑のため後で再送"
    UNREACHED = "unreached", "メールサーバーにつながらない"
    NOT_SENT = "not_sent", "送られていなかった"


GONE = frozenset({Result.SENT, Result.BY_HAND})
AGAIN = frozenset({Result.DEFERRED, Result.UNREACHED, Result.NOT_SENT})  # after these it may be tried again


class Fault(models.TextChoices):
    """What a returned mail says."""

    PERMANENT = "permanent", "宛先なし・受取拒否"
    TEMPORARY = "temporary", "一時的に届かない"

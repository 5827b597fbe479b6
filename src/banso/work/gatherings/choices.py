"""Fixed choices of gatherings, and the codes of the steps to a prize."""

from django.db.models import TextChoices


class Kind(TextChoices):
    SEMINAR = "seminar", "セミナー"
    TRAINING = "training", "研修"
    CONSULTATION_DAY = "consultation_day", "相談会"
    FORUM = "forum", "フォーラム"
    EXHIBITION = "exhibition", "展示会出展"
    ADVISER_DAY = "adviser_day", "アドバイザー商談会"
    MEETING = "meeting", "情報交換会"


class AdviserOutcome(TextChoices):
    NONE = "none", "助言のみ"
    QUOTE = "quote", "見積依頼"
    DEAL = "deal", "取引成立"


class Route(TextChoices):
    """How a candidate for a prize came in."""

    OWN = "own", "自薦(応募)"
    NAMED = "named", "推薦"


class AwardStepCode(TextChoices):
    APPLIED = "applied", "応募書類の受理"
    CHECKED = "checked", "応募資格の確認"
    PASSED = "passed", "一次審査の通過"
    CHOSEN = "chosen", "受賞の決定"
    PASSED_OVER = "passed_over", "選外"
    DECLINED = "declined", "辞退・取下げ"
    ANNOUNCED = "announced", "公表"
    PRESENTED = "presented", "表彰"
    FOLLOWED = "followed", "受賞後の状況"
    FINISHED = "finished", "終結"


CLOSING = ("passed_over", "declined", "finished")

"""The codes of reviews, as they are stored."""

from django.db import models


class Method(models.TextChoices):
    """How the totals that several reviewers gave become one."""

    MEAN = "mean", "合計点の平均"
    TRIMMED = "trimmed", "最高点と最低点を1つずつ除いた平均(3人以上のとき)"


class Chair(models.TextChoices):
    CHAIR = "chair", "委員長"
    DEPUTY = "deputy", "委員長代理"
    MEMBER = "member", "委員"


class Attendance(models.TextChoices):
    """Whether a reviewer takes part in the meeting; who does it in writing (持ち回り) counts as present."""

    PRESENT = "present", "出席"
    WRITING = "writing", "書面で参加"
    ABSENT = "absent", "欠席"


class Fee(models.TextChoices):
    """What reviewers are paid by."""

    FILE = "file", "1件当たり"
    HALF_DAY = "half_day", "半日当たり"


class Answer(models.TextChoices):
    """What a reviewer says of ties to a candidate."""

    NONE = "none", "利害関係はない"
    YES = "yes", "利害関係がある"
    UNSURE = "unsure", "分からないので判断を求める"


class Tie(models.TextChoices):
    """The ties that keep a reviewer out (除斥). The persons who carry out what is proposed count, too."""

    FAMILY = "family", "配偶者、4親等以内の血族、3親等以内の姻族、または同居の親族である"
    SAME_FIRM = "same_firm", "同じ企業・機関の同じ部署に属している、または役員・従業員である"
    TAKES_PART = "takes_part", "申請された計画に加わっている、または計画の作成を手伝った"
    RIVAL = "rival", "直接の競争相手である"
    OTHER = "other", "そのほか、公正な審査を疑われる関係がある"


class Verdict(models.TextChoices):
    ALLOWED = "allowed", "審査に加わる"
    EXCLUDED = "excluded", "除斥する"


class Result(models.TextChoices):
    ADOPTED = "adopted", "採択候補"
    RESERVE = "reserve", "補欠"
    REJECTED = "rejected", "不採択"
    DECLINED = "declined", "辞退"


class Seat(models.TextChoices):
    """Where one reviewer stands with one candidate: follows from what was declared, ruled and given; never stored."""

    UNDECLARED = "undeclared", "申告待ち"
    UNSURE = "unsure", "判断待ち"
    RECUSED = "recused", "除斥"
    OPEN = "open", "採点待ち"
    ABSTAINED = "abstained", "棄権"
    SCORED = "scored", "採点済"


TAKES_PART = (Attendance.PRESENT, Attendance.WRITING)
WAITING = (Seat.UNDECLARED, Seat.UNSURE, Seat.OPEN)
OF_PANEL = "panel"  # the procedure of a panel's own case: it has no steps, only what is paid for it

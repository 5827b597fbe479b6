"""What may be chosen about placements."""

from django.db.models import TextChoices


class Terms(TextChoices):
    """How someone is taken on."""

    PERMANENT = "permanent", "正社員"
    FIXED = "fixed", "契約・嘱託"
    PART_TIME = "part_time", "パート"
    SIDE_JOB = "side_job", "副業・兼業"
    INTERNSHIP = "internship", "インターンシップ"
    OTHER = "other", "その他"


class Reason(TextChoices):
    """Why nothing came of an introduction."""

    COMPANY = "company", "企業が見送った"
    PERSON = "person", "本人が辞退した"
    CLOSED = "closed", "求人がなくなった"
    OTHER = "other", "その他"

"""Fixed choices of the board's affairs."""

from django.db.models import TextChoices


class Office(TextChoices):
    DIRECTOR = "director", "理事"
    COUNCILLOR = "councillor", "評議員"
    AUDITOR = "auditor", "会計監査人"
    INSPECTOR = "inspector", "監事"


class Change(TextChoices):
    APPOINTED = "appointed", "新任"
    REAPPOINTED = "reappointed", "重任"
    RESIGNED = "resigned", "辞任"
    EXPIRED = "expired", "任期満了"


class AuditKind(TextChoices):
    ACCOUNTING = "accounting", "会計監査人監査"
    INSPECTION = "inspection", "監事監査"


class Body(TextChoices):
    BOARD = "board", "理事会"
    COUNCIL = "council", "評議員会"


class Form(TextChoices):
    IN_PERSON = "in_person", "対面"
    WRITTEN = "written", "書面"


class ItemKind(TextChoices):
    PROPOSAL = "proposal", "議案"
    REPORT = "report", "報告"

"""What may be chosen about facilities."""

from django.db.models import TextChoices


class RoomKind(TextChoices):
    """What is lent: for a time to someone who moves in, or by the hour."""

    OFFICE = "office", "貸事務室"
    INCUBATION = "incubation", "インキュベーション室"
    WORKSHOP = "workshop", "貸工場・実験室"
    MEETING = "meeting", "会議室・研修室"
    MACHINE = "machine", "機器・設備"


LET = (RoomKind.OFFICE, RoomKind.INCUBATION, RoomKind.WORKSHOP)  # someone moves in
BOOKED = (RoomKind.MEETING, RoomKind.MACHINE)  # used by the hour


class Rated(TextChoices):
    """By what the centre reckons how far a facility is occupied (入居率)."""

    ROOMS = "rooms", "室数"
    AREA = "area", "面積(㎡)"


class Per(TextChoices):
    """What a fee is charged for."""

    MONTH = "month", "1か月"
    DAY = "day", "1日"
    HOUR = "hour", "1時間"

"""The codes of stations and acts, as they are stored."""

from django.db import models

CIRCULATED = "circulate"  # the kind of what is only shown for reading (供覧): no table of 専決 says anything of it


class Role(models.TextChoices):
    APPROVE = "approve", "回議"
    CONSULT = "consult", "合議"
    DECIDE = "decide", "決裁"
    READ = "read", "供覧"


class Deed(models.TextChoices):
    SUBMIT = "submit", "起案"
    APPROVE = "approve", "承認"
    OBJECT = "object", "合議不調"
    DECIDE = "decide", "決裁"
    READ = "read", "閲覧"
    SEND_BACK = "send_back", "差戻し"
    PULL_UP = "pull_up", "引上げ"
    TAKE_BACK = "take_back", "引戻し"
    REFUSE = "refuse", "否決"
    CONFIRM_AFTER = "confirm_after", "後閲(代決の確認)"
    READ_AFTER = "read_after", "後閲(閲覧)"


class Restriction(models.TextChoices):
    """Why a matter goes up whatever its amount (専決の制限)."""

    GRAVE = "grave", "重要である"
    UNUSUAL = "unusual", "異例である"
    PRECEDENT = "precedent", "先例となる"
    DISPUTED = "disputed", "紛争がある、または起こるおそれがある"
    BOARD = "board", "理事会・評議員会に関わる"


class State(models.TextChoices):
    OPEN = "open", "回議中"
    RETURNED = "returned", "差戻し"
    TAKEN_BACK = "taken_back", "引戻し"
    DECIDED = "decided", "決裁済"
    DECIDED_FOR = "decided_for", "代決済(後閲待ち)"
    REFUSED = "refused", "否決"
    READ = "read", "供覧済"


class ErrandState(models.TextChoices):
    """How far a round is that a worker drafts or decides."""

    WAITING = "waiting", "順番を待っています"
    RUNNING = "running", "処理しています"
    DONE = "done", "終わりました"
    FAILED = "failed", "止まりました"


UNDER_WAY = (ErrandState.WAITING, ErrandState.RUNNING)

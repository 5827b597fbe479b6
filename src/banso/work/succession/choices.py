"""The codes of succession work, as they are stored: tracks, steps, what sheets say, what came of a guarantee."""

from django.db import models


class TrackKind(models.TextChoices):
    """The tracks of a consultation (支援の種類): each is a case of its own, linked to the one before."""

    FAMILY = "family", "親族内承継"
    EMPLOYEES = "employees", "従業員承継"
    SALE = "sale", "第三者承継(譲渡)"
    PURCHASE = "purchase", "第三者承継(譲受)"
    SUCCESSOR = "successor", "後継者人材バンク"
    GUARANTEE = "guarantee", "経営者保証"
    CLOSING = "closing", "廃業"
    INFORMATION = "information", "情報提供"


PLANNED = (TrackKind.FAMILY, TrackKind.EMPLOYEES)  # those with a plan over years


class Route(models.TextChoices):
    """How someone came (相談の経路)."""

    SELF = "self", "本人"
    SHEET = "sheet", "事業承継診断"
    BANK = "bank", "金融機関"
    CHAMBER = "chamber", "商工会議所・商工会"
    EXPERT = "expert", "士業・専門家"
    AGENCY = "agency", "ほかの支援機関"
    OTHER = "other", "その他"


class Scheme(models.TextChoices):
    """Under which relief of the taxes of succession (事業承継税制)."""

    CORPORATE = "corporate", "法人版"
    PERSONAL = "personal", "個人版"


class TrackStepCode(models.TextChoices):
    MET = "met", "初回面談"
    ADVISED = "advised", "相談・助言"
    SURVEYED = "surveyed", "現状の把握"
    WILLING = "willing", "後継者の意思確認"
    IMPROVING = "improving", "見える化・磨き上げの課題"
    EXPERT = "expert", "専門家の助言"
    PLANNED = "planned", "事業承継計画の合意"
    CONFIRMED = "confirmed", "特例承継計画の確認"
    HEAD_CHANGED = "head_changed", "代表者の交代"
    SHARES_MOVED = "shares_moved", "株式・資産の移転"
    APPLIED = "applied", "経営者保証の相談の申込"
    CHECKED = "checked", "チェックシートの確認"
    TALKED = "talked", "金融機関との協議"
    ANSWERED = "answered", "金融機関の回答"
    COMPLETED = "completed", "支援完了"
    MOVED = "moved", "別の支援への移行"
    INFORMED = "informed", "情報提供で終了"
    ENDED = "ended", "中止・取下げ"
    FOLLOWED_1 = "followed_1", "1年後の確認"
    FOLLOWED_3 = "followed_3", "3年後の確認"
    FOLLOWED_5 = "followed_5", "5年後の確認"


FOLLOWED = ("followed_1", "followed_3", "followed_5")
CLOSING = ("completed", "answered", "moved", "informed", "ended", *FOLLOWED)


class Handing(models.TextChoices):
    """How shares and assets passed on."""

    GIFT = "gift", "贈与"
    SALE = "sale", "売買"
    INHERITANCE = "inheritance", "相続"


class Released(models.TextChoices):
    """What the bank answered about the guarantee (経営者保証)."""

    WHOLE = "whole", "全部解除"
    PART = "part", "一部解除"
    SPECIAL = "special", "特別保証に切替え"
    LOAN = "loan", "代替の融資"
    REFUSED = "refused", "解除できない"


class Heir(models.TextChoices):
    """How far a firm is with its successor (後継者の状況)."""

    AGREED = "agreed", "了承済み"
    UNTOLD = "untold", "候補はいるが未了承"
    NONE = "none", "いない"


class Urgency(models.TextChoices):
    NOW = "now", "すぐに"
    YEAR = "year", "1年以内"
    LATER = "later", "数年のうちに"


class SheetResult(models.TextChoices):
    """What became of a sheet (診断のあと). That it led to a consultation follows from the case it is linked to."""

    WATCHED = "watched", "様子を見る"
    UNNEEDED = "unneeded", "支援は不要"
    LOST = "lost", "連絡がつかない"


class SheetPurpose(models.TextChoices):
    DIAGNOSIS = "diagnosis", "事業承継診断"
    GUARANTEE = "guarantee", "経営者保証チェックシート"


class AnswerKind(models.TextChoices):
    YES_NO = "yes_no", "はい・いいえ"
    CHOICE = "choice", "選択"

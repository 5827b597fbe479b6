"""The codes of improvement plans, as they are stored."""

from django.db.models import IntegerChoices, TextChoices


class Scheme(TextChoices):
    FULL = "full", "経営改善計画策定支援(405事業)"
    EARLY = "early", "早期経営改善計画策定支援"


class Frame(TextChoices):
    NORMAL = "normal", "通常枠"
    GUIDELINE = "guideline", "中小版GL枠"
    RELEASE = "release", "経営者保証解除枠"


class Line(TextChoices):
    """費目: what the cost of a plan is made of. One line's cap is never lent to another."""

    DILIGENCE = "dd", "DD(調査)費用"
    PLAN = "plan", "計画策定費用"
    TALKS = "talks", "金融機関交渉費用"
    FOLLOW = "follow", "伴走支援費用"


class ReceiptKind(TextChoices):
    APPLICATION = "application", "事業利用申請"
    DILIGENCE = "dd_claim", "DD費用支払申請"
    CLAIM = "claim", "計画策定費用支払申請"
    TALKS = "talks_claim", "金融機関交渉費用支払申請"
    FOLLOW = "follow_claim", "伴走支援費用支払申請"


LINE_OF = {
    ReceiptKind.DILIGENCE: Line.DILIGENCE,
    ReceiptKind.CLAIM: Line.PLAN,
    ReceiptKind.TALKS: Line.TALKS,
    ReceiptKind.FOLLOW: Line.FOLLOW,
}


class PlanStepCode(TextChoices):
    CONSULTED = "consulted", "事前相談"
    APPLIED = "applied", "利用申請の受付"
    RETURNED = "returned", "差戻し(不備通知)"
    MENDED = "mended", "不備の補正の受領"
    DECIDED = "decided", "利用決定"
    REFUSED = "refused", "不決定"
    COMMISSIONED = "commissioned", "委嘱承諾"
    CHANGED = "changed", "変更申請の承認"
    AGREED = "agreed", "金融機関の同意・受取り"
    DD_CLAIMED = "dd_claimed", "DD費用の支払申請の受付"
    PLAN_CLAIMED = "plan_claimed", "計画策定費用の支払申請の受付"
    TALKS_CLAIMED = "talks_claimed", "金融機関交渉費用の支払申請の受付"
    ACCOMPANIED = "accompanied", "伴走支援の実施"
    FOLLOW_CLAIMED = "follow_claimed", "伴走支援費用の支払申請の受付"
    PAY_DECIDED = "pay_decided", "支払決定"
    PAID = "paid", "送金"
    REPAYMENT = "repayment", "返還の請求"
    WITHDRAWN = "withdrawn", "取下げ"
    LAPSED = "lapsed", "失効"
    FINISHED = "finished", "終結"


CLOSING = ("refused", "withdrawn", "lapsed", "finished")
STEP_OF = {
    ReceiptKind.APPLICATION: PlanStepCode.APPLIED,
    ReceiptKind.DILIGENCE: PlanStepCode.DD_CLAIMED,
    ReceiptKind.CLAIM: PlanStepCode.PLAN_CLAIMED,
    ReceiptKind.TALKS: PlanStepCode.TALKS_CLAIMED,
    ReceiptKind.FOLLOW: PlanStepCode.FOLLOW_CLAIMED,
}


class Size(TextChoices):
    SMALL = "small", "小規模"
    MIDDLE = "middle", "中規模"
    LARGE = "large", "中堅"


class Month(IntegerChoices):
    """決算月."""

    JAN = 1, "1月"
    FEB = 2, "2月"
    MAR = 3, "3月"
    APR = 4, "4月"
    MAY = 5, "5月"
    JUN = 6, "6月"
    JUL = 7, "7月"
    AUG = 8, "8月"
    SEP = 9, "9月"
    OCT = 10, "10月"
    NOV = 11, "11月"
    DEC = 12, "12月"


class Reuse(TextChoices):
    """Why a firm that has used a scheme may use it again."""

    COVID = "covid", "新型コロナウイルス感染症の影響"
    UKRAINE = "ukraine", "ウクライナ情勢の影響"
    OIL = "oil", "原油・物価の高騰の影響"


class PaperForm(TextChoices):
    """How a paper came in."""

    ORIGINAL = "original", "原本"
    COPY = "copy", "写し"
    PRINT = "print", "インターネットの登記情報の印刷"


class PaperResult(TextChoices):
    OK = "ok", "不備なし"
    RETURNED = "returned", "不備あり(差戻し)"


class Proof(TextChoices):
    """How the firm shows that it paid its third (自己負担分)."""

    TRANSFER = "transfer", "振込(この支払だけ)の控え"
    MIXED = "mixed", "ほかの支払と合わせた振込"
    OFFSET = "offset", "顧問料・決算料との相殺"
    RECEIPT = "receipt", "領収書(現金)"


class BankRole(TextChoices):
    MAIN = "main", "主要行"
    SUB = "sub", "準主要行"
    OTHER = "other", "その他の取引行"
    SETTLEMENT = "settlement", "決済口座のある金融機関"
    GUARANTOR = "guarantor", "信用保証協会"


class BankPaper(TextChoices):
    CONSENT = "consent", "同意書"
    CONFIRMED = "confirmed", "同意確認書"
    RELIEF = "relief", "金融支援に係る確認書"
    RECEIVED = "received", "受取書"
    CONDITIONAL = "conditional", "条件付きの同意"
    DECLINED = "declined", "不同意"


class FollowKind(TextChoices):
    """Which accompaniment it is: in mid-term, at a settlement, at mid-year, at the settlement of the year."""

    MIDTERM = "midterm", "期中"
    SETTLEMENT = "settlement", "決算期"
    INTERIM = "interim", "中間"
    YEARLY = "yearly", "本決算"

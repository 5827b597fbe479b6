"""The codes of complaints about trade, as they are stored: what was done to whom, under which kind of order, what came of it."""

from django.db import models


class Means(models.TextChoices):
    PHONE = "phone", "電話"
    ONLINE = "online", "オンライン"
    VISIT = "visit", "面談"
    MAIL = "mail", "メール・文書"


class Side(models.TextChoices):
    SUPPLIER = "supplier", "受注側"
    BUYER = "buyer", "発注側"


class Division(models.TextChoices):
    """The kinds of complaint that the report tells apart (区分)."""

    SUBCONTRACT = "subcontract", "下請代金法(取適法)関連"
    CONSTRUCTION = "construction", "建設業法関連"
    OTHER = "other", "その他"


class Order(models.TextChoices):
    """What was ordered: the laws set their limits by it."""

    MANUFACTURE = "manufacture", "製造委託"
    REPAIR = "repair", "修理委託"
    PROGRAM = "program", "情報成果物作成委託(プログラム)"
    CONTENT = "content", "情報成果物作成委託(プログラム以外)"
    TRANSPORT = "transport", "役務提供委託(運送・倉庫・情報処理)"
    SERVICE = "service", "役務提供委託(その他)"
    SHIPPING = "shipping", "特定運送委託"
    CONSTRUCTION = "construction", "建設工事の請負"
    FREELANCE = "freelance", "個人への業務委託(フリーランス)"
    SALE = "sale", "売買など(委託でない)"
    UNKNOWN = "unknown", "分からない"


class Matter(models.TextChoices):
    """What the complaint is about (相談の内容)."""

    LATE = "late", "支払遅延"
    REDUCED = "reduced", "減額"
    RETURNED = "returned", "返品"
    BEATEN_DOWN = "beaten_down", "買いたたき"
    REFUSED = "refused", "受領拒否"
    FORCED = "forced", "購入・利用の強制"
    RETALIATION = "retaliation", "報復措置"
    NO_TALKS = "no_talks", "協議に応じない価格決定"
    BILL = "bill", "手形による支払"
    REDONE = "redone", "不当なやり直し・変更"
    UNPAID = "unpaid", "代金の未払い"
    TERMINATED = "terminated", "契約の解除・打切り"
    DAMAGES = "damages", "損害賠償"
    KNOW_HOW = "know_how", "知的財産・ノウハウ"
    WAGES = "wages", "最低賃金などのしわ寄せ"
    TRANSPORT = "transport", "運送・荷待ち"
    FREELANCE = "freelance", "フリーランスの取引"
    OTHER = "other", "その他"


class Basis(models.TextChoices):
    CAPITAL = "capital", "資本金(円)"
    EMPLOYEES = "employees", "常時使用する従業員(人)"


class Verdict(models.TextChoices):
    APPLIES = "applies", "適用される"
    NOT = "not", "適用されない"
    OPEN = "open", "まだ判断できない"


class ComplaintStepCode(models.TextChoices):
    ADVISED = "advised", "助言"
    LAWYER_ASKED = "lawyer_asked", "弁護士相談の依頼"
    LAWYER_CONSULTED = "lawyer_consulted", "弁護士相談の実施"
    REFERRED = "referred", "取次・紹介"
    REFERRAL_ANSWERED = "referral_answered", "取次先の回答"
    RETALIATED = "retaliated", "報復の申出"
    ADR_FILED = "adr_filed", "調停(ADR)の申立て"
    ADR_AGREED = "adr_agreed", "相手方の応諾"
    ADR_DECLINED = "adr_declined", "相手方の不応諾"
    ADR_SESSION = "adr_session", "調停の期日"
    ADR_SETTLED = "adr_settled", "和解の成立"
    ADR_FAILED = "adr_failed", "調停の不成立"
    ADR_WITHDRAWN = "adr_withdrawn", "申立ての取下げ"
    CLOSED = "closed", "終結"
    CALLED_1 = "called_1", "1か月後の確認"
    CALLED_3 = "called_3", "3か月後の確認"


CLOSING = ("closed", "called_1", "called_3")


class Conflict(models.TextChoices):
    NONE = "none", "利害関係なし"
    TIE = "tie", "利害関係あり"


class Answer(models.TextChoices):
    ACCEPTED = "accepted", "受け付けた"
    DECLINED = "declined", "受け付けなかった"


class Ended(models.TextChoices):
    RESOLVED = "resolved", "解決した"
    PARTLY = "partly", "一部が解決した"
    UNRESOLVED = "unresolved", "解決しなかった"
    INFORMED = "informed", "情報提供・助言で終了"
    LOST = "lost", "連絡が取れなくなった"


class Paid(models.TextChoices):
    WHOLE = "whole", "全額支払われた"
    PART = "part", "一部支払われた"
    NOT_YET = "not_yet", "支払われていない"
    NONE_DUE = "none_due", "支払の問題ではない"


class Retaliation(models.TextChoices):
    NO = "no", "なし"
    YES = "yes", "あり"
    UNSURE = "unsure", "分からない"
